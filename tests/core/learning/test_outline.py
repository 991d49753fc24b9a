"""The outline of a draft: each step by value, and what holds after any steps."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.errors import ChironError, Conflict, InvalidInput
from chiron.core.learning.outline import operations as do
from chiron.core.learning.outline.applying import apply, fits
from chiron.core.learning.outline.bringing import Chosen, bring, there_already
from chiron.core.learning.outline.loops import first_circle
from chiron.core.learning.outline.rights import conflicts, of_resources, rights
from chiron.core.learning.outline.said import KINDS
from chiron.core.learning.outline.tree import From, Goal, Head, Item, Skill, Text, Tree, Unit
from chiron.core.learning.outline.trials import is_trial, trial_id
from chiron.core.learning.outline.written import packed, unpacked


def item(number: int, name: str = "sum", **more: object) -> Item:
    return Item(f"i{number}", name, f"piece-{number}", f"Question {number}", ("numeric",), **more)  # type: ignore[arg-type]


FIRST = Skill("s3", "adding", "Adding", "Add.", "a", items=(item(11), item(12, "sum-2")))
SECOND = Skill("s4", "taking", "Taking away", "Take.", "b", ("s3",), items=(item(13), item(14, "word")))
THIRD = Skill("s5", "times", "Times", "Multiply.", "c", ("s4",), ("product",), (item(15),), 40)
TEXT = Text("r6", "sign", "On signs", "d", 200, ("s3",))
TREE = Tree(
    Head("numbers", "Numbers", goals=(Goal("all", "All", ("s3", "s5")),), licence="CC-BY-4.0"),
    (Unit("u1", "whole", "Whole", "", (FIRST, SECOND), (TEXT,)), Unit("u2", "more", "More", "", (THIRD,))),
    next=20,
)


def after(*operations: do.Operation, tree: Tree = TREE) -> Tree:
    for operation in operations:
        tree, said = apply(tree, operation)
        assert said.kind in KINDS
        assert set(KINDS[said.kind]) - {"way"} <= {*said.values, "unit"}
    return tree


def order(tree: Tree) -> dict[str, list[str]]:
    return {unit.key: [skill.key for skill in unit.skills] for unit in tree.units}


def test_units_are_added_named_moved_and_taken_out_with_what_they_hold() -> None:
    made = after(do.AddUnit("Whole", "", 1))
    assert [(unit.key, unit.id) for unit in made.units] == [("u1", "whole"), ("u20", "whole-2"), ("u2", "more")]
    assert [unit.key for unit in after(do.MoveUnit("u20", "up"), tree=made).units] == ["u20", "u1", "u2"]
    assert [unit.key for unit in after(do.MoveUnit("u1", 5)).units] == ["u2", "u1"]
    assert after(do.MoveUnit("u1", "up")) == TREE
    named = after(do.ChangeUnit("u1", " Whole  numbers ", "S", "naturals")).units[0]
    assert (named.title, named.summary, named.id) == ("Whole numbers", "S", "naturals")
    gone = after(do.RemoveUnit("u1"))
    assert order(gone) == {"u2": ["s5"]}
    assert [skill.key for skill in gone.tray.skills] == ["s3", "s4"]
    assert [one.key for one in gone.tray.items] == ["i11", "i12", "i13", "i14"]
    assert [text.key for text in gone.tray.texts] == ["r6"]
    assert gone.skills["s5"].prerequisites == ("s4",)


def test_a_skill_comes_back_from_the_tray_with_its_items_and_what_it_needs() -> None:
    gone = after(do.RemoveSkills(("s4",)))
    assert gone.tray.skills[0].items == ()
    assert gone.tray.skills[0].out_of == "u1"
    back = after(do.MoveSkills(("s4",), "u1"), tree=gone)
    assert replace(back.skills["s4"]) == SECOND
    assert back == TREE


def test_a_skill_is_renamed_and_its_former_id_is_kept() -> None:
    same = after(do.ChangeSkill("s3", "Sums", "Add.")).skills["s3"]
    assert (same.id, same.was, same.title) == ("adding", (), "Sums")
    other = after(do.ChangeSkill("s3", "Sums", "Add.", "sums"), do.ChangeSkill("s3", "Sums", "Add.", "adding"))
    assert (other.skills["s3"].id, other.skills["s3"].was) == ("adding", ("sums",))
    with pytest.raises(InvalidInput) as refused:
        after(do.ChangeSkill("s3", "Sums", "", "sign"))
    assert refused.value.details["field"] == "id"


def test_skills_move_within_and_between_units() -> None:
    assert order(after(do.StepSkill("s3", "down"))) == {"u1": ["s4", "s3"], "u2": ["s5"]}
    assert order(after(do.StepSkill("s4", "down"))) == {"u1": ["s3"], "u2": ["s4", "s5"]}
    assert order(after(do.StepSkill("s5", "up"))) == {"u1": ["s3", "s4", "s5"], "u2": []}
    assert after(do.StepSkill("s3", "up")) == TREE
    assert order(after(do.MoveSkills(("s4", "s3"), "u2", 0))) == {"u1": [], "u2": ["s3", "s4", "s5"]}


def test_a_circle_of_prerequisites_is_refused_with_its_way_by_titles() -> None:
    with pytest.raises(InvalidInput) as refused:
        after(do.SetPrerequisites("s3", ("s5",)))
    assert refused.value.details["way"] == ["Adding", "Times", "Taking away", "Adding"]
    assert refused.value.details["field"] == "prerequisites"
    with pytest.raises(InvalidInput):
        after(do.SetPrerequisites("s3", ("s3",)))
    assert after(do.SetPrerequisites("s5", ("s3",))).skills["s5"].prerequisites == ("s3",)


def test_no_circle_comes_about_by_way_of_the_tray() -> None:
    out = after(do.RemoveSkills(("s4",)))
    with pytest.raises(InvalidInput):
        after(do.SetPrerequisites("s3", ("s5",)), tree=out)
    kept = after(do.SetPrerequisites("s5", ("s3",)), tree=out)
    assert set(kept.skills["s5"].prerequisites) == {"s3", "s4"}


def test_two_skills_become_one_that_says_what_they_were() -> None:
    made = after(do.MergeSkills("s3", ("s4",)))
    one = made.skills["s3"]
    assert one.was == ("taking",)
    assert [(each.id, each.was) for each in one.items] == [
        ("sum", ()),
        ("sum-2", ()),
        ("sum-3", ("taking/sum",)),
        ("word", ("taking/word",)),
    ]
    assert made.skills["s5"].prerequisites == ("s3",)
    assert one.prerequisites == ()
    assert made.tray.skills[0].key == "s4"
    goal = after(do.MergeSkills("s4", ("s3",))).head.goals[0]
    assert goal.skills == ("s4", "s5")
    with pytest.raises(InvalidInput):
        after(do.MergeSkills("s5", ("s3",)))


def test_a_merged_skill_that_comes_back_is_what_it_was() -> None:
    made = after(do.MergeSkills("s3", ("s4",)), do.MoveSkills(("s4",), "u2"))
    assert made.skills["s3"].was == ()
    assert made.skills["s4"].items == ()
    assert not first_circle(made)


def test_items_go_to_the_tray_and_back_and_to_other_skills() -> None:
    out = after(do.TakeOutItems(("i12",)))
    assert out.tray.items == (replace(FIRST.items[1], out_of="s3"),)
    assert after(do.PutBackItems(("i12",)), tree=out) == TREE
    moved = after(do.MoveItems(("i11",), "s4", 0)).skills["s4"].items
    assert [(each.key, each.id, each.was) for each in moved] == [
        ("i11", "sum-2", ("adding/sum",)),
        ("i13", "sum", ()),
        ("i14", "word", ()),
    ]
    there = after(do.MoveItems(("i11",), "s4", 0), do.MoveItems(("i11",), "s3", 0)).skills["s3"].items[0]
    assert "adding/sum" not in there.was
    assert [each.key for each in after(do.StepItem("i11", "down")).skills["s3"].items] == ["i12", "i11"]
    lone = after(do.RemoveSkills(("s3",)))
    with pytest.raises(InvalidInput):
        after(do.PutBackItems(("i11",)), tree=lone)


def test_items_are_set() -> None:
    made = after(do.ChangeItems(("i11", "i12"), "application", ("transfer", "practice"), 1.5)).skills["s3"].items
    assert {(each.purpose, each.use, each.difficulty) for each in made} == {
        ("application", ("practice", "transfer"), 1.5)
    }
    for wrong in (do.ChangeItems(("i11",), difficulty=3.5), do.ChangeItems(("i11",), purpose="fun")):  # type: ignore[arg-type]
        with pytest.raises(InvalidInput):
            after(wrong)


def test_texts_move_and_say_which_skills_they_help_with() -> None:
    made = after(do.TakeOutTexts(("r6",)), do.MoveTexts(("r6",), "u2"), do.ChangeText("r6", "Signs", ("s5",)))
    assert made.units[1].texts == (replace(TEXT, title="Signs", skills=("s5",)),)


def test_the_head_and_goals_are_set_and_refused_at_their_fields() -> None:
    head = after(do.ChangeHead(title="Counting", ages=(8, 12), authors=("Ines", " "), id="counting")).head
    assert (head.title, head.ages, head.authors, head.id, head.licence) == (
        "Counting",
        (8, 12),
        ("Ines",),
        "counting",
        "CC-BY-4.0",
    )
    for field, wrong in (("ages", (12, 8)), ("id", "Not an id"), ("title", " "), ("authors", ()), ("language", "?")):
        with pytest.raises(InvalidInput) as refused:
            after(do.ChangeHead(**{field: wrong}))  # type: ignore[arg-type]
        assert refused.value.details["field"] == field
    goals = after(do.SetGoals((Goal("", "The basics", ("s3",)), Goal("", "The basics", ("s4",))))).head.goals
    assert [goal.id for goal in goals] == ["the-basics", "the-basics-2"]


def test_what_somebody_changed_meanwhile_is_told_and_other_places_go_on() -> None:
    now = after(do.ChangeSkill("s3", "Sums", "Add."), do.TakeOutItems(("i13",)))
    fits(TREE, now, do.ChangeSkill("s5", "Product", ""))
    fits(TREE, now, do.StepSkill("s4", "up"))
    for late in (do.ChangeSkill("s3", "Plus", ""), do.StepItem("i13", "down"), do.MergeSkills("s5", ("s3",))):
        with pytest.raises(Conflict):
            fits(TREE, now, late)
    with pytest.raises(Conflict):
        fits(TREE, after(do.ChangeHead(title="X")), do.SetGoals(()))
    with pytest.raises(Conflict):
        after(do.ChangeSkill("s99", "X", ""))


def test_bringing_in_takes_nothing_twice_and_what_needs_what_comes_along() -> None:
    empty = Tree(Head("new", "New"))
    made = bring(empty, TREE, Chosen(skills=("s4", "s5"), texts=("r6",)))
    assert (made.skills, made.items, made.texts, made.there) == (2, 3, 1, 0)
    assert [unit.title for unit in made.tree.units] == ["Whole", "More"]
    times = next(skill for skill in made.tree.skills.values() if skill.title == "Times")
    assert [made.tree.skills[key].title for key in times.prerequisites] == ["Taking away"]
    assert times.was == ()
    again = bring(made.tree, TREE, Chosen())
    assert (again.skills, again.items, again.there) == (1, 2, 4)
    taking = next(skill for skill in again.tree.skills.values() if skill.title == "Taking away")
    assert [again.tree.skills[key].title for key in taking.prerequisites] == ["Adding"]
    assert there_already(again.tree, TREE) == {*TREE.items, "r6"}
    nothing = bring(again.tree, TREE, Chosen())
    assert nothing.tree is again.tree


def test_items_alone_go_where_they_are_asked_to() -> None:
    into = bring(TREE, replace_pieces(TREE), Chosen(items=("i15",), into_skill="s3"))
    assert [one.id for one in into.tree.skills["s3"].items] == ["sum", "sum-2", "sum-3"]
    other = bring(TREE, replace_pieces(TREE), Chosen(items=("i15",)))
    assert len(other.tree.skills["s5"].items) == 2
    with pytest.raises(Conflict):
        bring(TREE, replace_pieces(TREE), Chosen(items=("i15",), into_skill="s99"))


def test_what_is_brought_in_makes_no_circle() -> None:
    turned = after(
        do.SetPrerequisites("s5", ()), do.SetPrerequisites("s4", ("s5",)), do.SetPrerequisites("s3", ("s4",))
    )
    made = bring(TREE, replace_pieces(turned), Chosen())
    assert not first_circle(made.tree)


def replace_pieces(tree: Tree) -> Tree:
    """The same course with other items."""

    def skill(one: Skill) -> Skill:
        return replace(one, items=tuple(replace(each, piece=f"other-{each.key}") for each in one.items))

    return replace(tree, units=tuple(replace(unit, skills=tuple(map(skill, unit.skills))) for unit in tree.units))


def test_licences_that_do_not_go_together_are_told() -> None:
    def licensed(*licences: str, own: str = "CC-BY-4.0") -> list[tuple[str, ...]]:
        parts = tuple(item(n, f"q-{n}", origin=From(f"Book {n}", one)) for n, one in enumerate(licences))
        tree = Tree(Head("x", "X", licence=own), (Unit("u", "u", "U", "", (replace(FIRST, items=parts),)),))
        return [(each.kind, *map(str, each.values.values())) for each in conflicts(tree)]

    assert licensed("CC-BY-4.0", "MIT") == []
    assert licensed("CC-BY-SA-4.0", own="CC-BY-SA-4.0") == []
    assert licensed("CC-BY-SA-4.0") == [("share-alike", "Book 0 (CC BY-SA 4.0)", "CC BY 4.0")]
    mixed = licensed("CC-BY-SA-4.0", "CC-BY-NC-SA-4.0", own="CC-BY-SA-4.0")
    assert ("share-alike", "Book 0 (CC BY-SA 4.0)", "Book 1 (CC BY-NC-SA 4.0)") in mixed
    assert ("non-commercial", "Book 1", "CC BY-NC-SA 4.0") in mixed
    assert licensed("") == [("unlicensed", "Book 0")]
    closed = replace(TEXT, origin=From("Essay", "CC-BY-ND-4.0"))
    tree = replace(TREE, units=(replace(TREE.units[0], texts=(closed,)), TREE.units[1]))
    assert conflicts(tree) == ()
    changed = after(do.ChangeText("r6", "My signs", ()), tree=tree)
    assert [each.kind for each in conflicts(changed)] == ["changed"]
    assert rights(tree)[0].forbids == ("changed",)


def test_ids_of_trials_are_known_and_never_those_of_courses() -> None:
    from uuid import UUID

    made = trial_id(UUID(int=7), UUID(int=9))
    assert is_trial(made)
    assert not is_trial("trial-run")
    assert not is_trial("trial-and-error-0123456789abcdef")


KEYS = [*TREE.by_key, "u20", "s20", "s99"]
key, keys = st.sampled_from(KEYS), st.lists(st.sampled_from(KEYS), max_size=3).map(tuple)
place = st.none() | st.integers(-1, 5)
way = st.sampled_from(("up", "down"))
title = st.sampled_from(("Adding", "A", "Zählen", " ", "x" * 201, "123"))
name = st.none() | st.sampled_from(("adding", "sum", "other", "Bad id"))
MADE = {
    "unit": key, "skill": key, "item": key, "text": key, "into": key, "skills": keys, "items": keys, "texts": keys,
    "prerequisites": keys, "place": place, "way": way, "to": way | st.integers(0, 3), "title": title, "summary": title,
    "objective": title, "id": name, "purpose": st.none() | st.just("error"), "use": st.none() | st.just(("review",)),
    "difficulty": st.none() | st.just(1.0), "goals": st.just(()), "licence": title, "authors": st.just(("Ines",)),
    "ages": st.just((5, 9)), "note": title, "scope": title, "objectives": st.just(("One",)), "language": st.just("es"),
}  # fmt: skip
OPERATIONS = st.one_of(
    [st.builds(kind, **{each.name: MADE[each.name] for each in fields(kind)}) for kind in do.Operation.__args__]
)


@given(st.lists(OPERATIONS, max_size=12))
def test_after_any_steps_nothing_is_lost_and_all_is_sound(operations: list[do.Operation]) -> None:
    tree = TREE
    for operation in operations:
        try:
            tree, _ = apply(tree, operation)
        except ChironError:
            continue
        parts = [
            *tree.skills.values(),
            *tree.items.values(),
            *tree.texts.values(),
            *(p for k in tree.tray.parts for p in k),
        ]
        assert len(parts) == len({part.key for part in parts})
        assert {*TREE.skills, *TREE.items, *TREE.texts} <= {part.key for part in parts}
        taught = [part.id for part in parts if isinstance(part, Skill | Text)]
        assert len(taught) == len(set(taught))
        assert all(len({one.id for one in skill.items}) == len(skill.items) for skill in tree.skills.values())
        assert len({unit.id for unit in tree.units}) == len(tree.units)
        assert not first_circle(tree)
        assert unpacked(packed(tree)) == tree


def test_what_is_no_tree_is_refused() -> None:
    for broken in (b"", b"x\x9c", packed(TREE)[:-9]):
        with pytest.raises((ValueError, KeyError, TypeError)):
            unpacked(broken)


def test_things_to_read_and_see_have_rights_too() -> None:
    film = {"title": "Film", "licence": "CC-BY-4.0", "url": "https://films.example/1"}
    taken = film | {"origin": {"title": "Series", "licence": "CC-BY-NC-SA-4.0"}}
    played = {"title": "Pack", "licence": "unknown", "package": "pack"}
    whole = {"resources": [film, taken], "units": [{"skills": [{"resources": [played]}, {}]}]}
    found = of_resources(whole)
    assert found == (From("Series", "CC-BY-NC-SA-4.0"), From("Pack", ""))
    tree = Tree(Head("x", "X", licence="CC-BY-4.0"))
    assert [(one.title, one.resources) for one in rights(tree, found)] == [("Series", 1), ("Pack", 1)]
    assert {each.kind for each in conflicts(tree, found)} == {"share-alike", "non-commercial", "unlicensed"}
