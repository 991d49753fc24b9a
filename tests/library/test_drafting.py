"""Courses taken apart into trees and pieces, and put together again."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from chiron.core.errors import BrokenCourse, InvalidInput
from chiron.core.learning.content import fingerprint, from_content, to_content
from chiron.core.learning.course import Course
from chiron.core.learning.outline import operations as do
from chiron.core.learning.outline.applying import apply
from chiron.core.learning.outline.bringing import Chosen, bring
from chiron.core.learning.outline.rights import conflicts
from chiron.core.learning.outline.tree import Head, Tree, Unit
from chiron.core.learning.translation import in_language
from chiron.core.words import Json
from chiron.engine.library.drafting import languages
from chiron.engine.library.drafting.composing import Missing, compose
from chiron.engine.library.drafting.folders import read_content, read_folder
from chiron.engine.library.drafting.looking_over import LookedOver, course_of, look_over
from chiron.engine.library.drafting.pieces import hash_of
from chiron.engine.library.drafting.stems import stem_of, stems_of
from chiron.engine.library.drafting.taking_apart import Apart, take_apart
from chiron.engine.library.reading import read_course
from tests.core.tiny import tiny

COURSES = Path(__file__).parents[2] / "courses"
SAMPLES = ("foundations-of-algebra", "the-living-cell")
PNG = {"sha256": "a" * 64, "type": "image/png", "size": 10, "width": 4, "height": 3}


@lru_cache
def sample(name: str) -> Course:
    return read_course(COURSES / name)


@lru_cache
def apart(name: str) -> Apart:
    return read_content(to_content(sample(name)))


def done(found: Apart, *operations: do.Operation) -> Apart:
    tree = found.tree
    for operation in operations:
        tree, _ = apply(tree, operation)
    return replace(found, tree=tree)


def looked(found: Apart) -> LookedOver:
    return look_over(found.tree, compose(found.tree, found.pieces))


def stopping(found: LookedOver) -> list[str]:
    return [one.message for one in found.told if one.stops]


def tiny_with(**changes: Json) -> dict[str, Any]:
    return {**to_content(tiny()), **changes}


@pytest.mark.parametrize("name", SAMPLES)
def test_an_untouched_draft_of_a_course_is_the_course(name: str) -> None:
    found = apart(name)
    before = to_content(sample(name))
    whole = looked(found)
    assert whole.ready
    assert whole.course is not None
    assert fingerprint(whole.course) == fingerprint(sample(name))
    assert to_content(sample(name)) == before


def test_everything_that_a_course_has_survives() -> None:
    content = tiny_with(
        guidelines=["Say it in short sentences."],
        glossary=[{"term": "sum", "meaning": "What comes of adding."}],
        resources=[{"title": "Film", "kind": "video", "media": "film.mp4", "skills": ["second"], "licence": "CC0-1.0"}],
        checks={"items": 7},
        media={"film.mp4": {**PNG, "type": "video/mp4"}, "film.vtt": {**PNG, "type": "text/vtt"}, "red-fox.png": PNG},
        packages={"game": {"sha256": "b" * 64, "size": 9}},
    )
    skill = content["units"][0]["skills"][0]
    skill |= {"lesson": "## A\n\n![A fox](media/red-fox.png)", "pictures": {"a.svg": "<svg/>"}, "was": ["zeroth"]}
    skill["resources"] = [{"title": "Game", "kind": "activity", "package": "game", "licence": "CC0-1.0"}]
    content["units"][0]["readings"] = [{"id": "text", "title": "Text", "text": "Words.", "skills": ["first"]}]
    whole = from_content(content)
    found = take_apart(to_content(whole))
    assert fingerprint(from_content(compose(found.tree, found.pieces).content)) == fingerprint(whole)
    lesson = found.tree.units[0].skills[0]
    assert "red-fox.png" in found.pieces[lesson.piece]["media"]
    assert set(found.pieces[found.tree.head.piece]["media"]) == {"film.mp4", "film.vtt"}
    assert found.tree.head.names == (("second", found.tree.units[0].skills[1].key),)


def test_changed_in_every_way_a_course_stays_sound_and_translated() -> None:
    found = apart("the-living-cell")
    unit, other = found.tree.units[0], found.tree.units[1]
    first, second = unit.skills[0], other.skills[0]
    made = done(
        found,
        do.ChangeUnit(unit.key, unit.title, unit.summary, "other-unit"),
        do.ChangeSkill(first.key, first.title, first.objective, "other-skill"),
        do.MoveItems(tuple(item.key for item in first.items[:2]), second.key, 0),
        do.MoveSkills((second.key,), unit.key),
        do.TakeOutItems((unit.skills[1].items[0].key,)),
        do.ChangeItems((second.items[0].key,), difficulty=0.25, purpose="application"),
    )
    whole = looked(made)
    assert stopping(whole) == []
    assert whole.course is not None
    skill = whole.course.skills["other-skill"]
    assert skill.was == (first.id,)
    assert len(skill.templates) == len(first.items) - 2
    assert whole.course.languages["es"].offered
    spanish = in_language(whole.course, "es")
    assert spanish.skills["other-skill"].title == in_language(sample("the-living-cell"), "es").skills[first.id].title
    moved = spanish.skills[second.id].templates[0]
    assert moved.solution != whole.course.skills[second.id].templates[0].solution
    assert moved.was == (f"other-skill/{first.items[0].id}", f"{first.id}/{first.items[0].id}")


def test_the_wrong_ideas_that_an_item_names_go_with_it() -> None:
    found = take_apart(tiny_with())
    first, second, _ = (skill for unit in found.tree.units for skill in unit.skills)
    made = done(found, do.MoveItems(tuple(item.key for item in first.items), second.key))
    content = compose(made.tree, made.pieces).content
    skills = content["units"][0]["skills"]
    ideas = {skill["id"]: [one["id"] for one in skill.get("misconceptions", ())] for skill in skills}
    assert ideas["first"] == []
    assert "adds" in ideas["second"]


def test_a_title_that_was_changed_is_no_more_translated() -> None:
    found = apart("the-living-cell")
    skill = found.tree.units[0].skills[0]
    made = looked(done(found, do.ChangeSkill(skill.key, "Another title", skill.objective), do.ChangeHead(title="New")))
    assert made.ready
    assert made.course is not None
    assert not made.course.languages["es"].offered
    assert [
        one
        for one in made.told
        if not one.stops and one.message.startswith("2 texts are not translated into the language es")
    ]
    assert in_language(made.course, "es").skills[skill.id].title == "Another title"


def test_files_of_the_same_name_are_told_apart() -> None:
    def with_a_picture(sha256: str) -> Apart:
        content = tiny_with(media={"fox.png": {**PNG, "sha256": sha256 * 64}})
        content["units"][0]["skills"][0]["lesson"] = "## A\n\n![A fox](media/fox.png)"
        return take_apart(content)

    mine, theirs = with_a_picture("a"), with_a_picture("b")
    lesson = theirs.tree.units[0].skills[0]
    other = replace(lesson, title="Other")
    source = replace(theirs.tree, units=(replace(theirs.tree.units[0], skills=(other,)),))
    tree = bring(mine.tree, source, Chosen(skills=(lesson.key,))).tree
    content = compose(tree, mine.pieces | theirs.pieces).content
    assert {file["sha256"][0] for file in content["media"].values()} == {"a", "b"}
    skills = {skill["title"]: skill for unit in content["units"] for skill in unit["skills"]}
    for title, letter in ((mine.tree.units[0].skills[0].title, "a"), ("Other", "b")):
        (name,) = (name for name, file in content["media"].items() if file["sha256"][0] == letter)
        assert f"](media/{name})" in skills[title]["lesson"]


def test_a_skill_that_an_items_step_exercises_is_called_as_it_is_now_or_not_at_all() -> None:
    content = tiny_with()
    content["units"][0]["skills"][2]["templates"][0]["steps"][0]["skill"] = "first"
    found = take_apart(content)
    first = found.tree.units[0].skills[0]

    def named(made: Apart) -> object:
        skills = compose(made.tree, made.pieces).content["units"][0]["skills"]
        return skills[-1]["templates"][0]["steps"][0].get("skill")

    assert named(found) == "first"
    assert named(done(found, do.ChangeSkill(first.key, "F", "O", "foremost"))) == "foremost"
    assert named(done(found, do.RemoveSkills((first.key,)))) is None


def test_what_was_changed_of_others_says_so_and_is_told_where_it_must_not_be() -> None:
    content = tiny_with()
    origin = {"title": "Book", "licence": "CC-BY-ND-4.0"}
    content["units"][0]["readings"] = [{"id": "page", "title": "Page", "text": "Words.", "origin": origin}]
    template = content["units"][0]["skills"][0]["templates"][0]
    template["origin"] = {**origin, "title": "Bank", "changed": True}
    found = take_apart(content)
    assert [each.values["title"] for each in conflicts(found.tree)] == [found.tree.units[0].skills[0].items[0].stem]
    (key,) = found.tree.texts
    made = done(found, do.ChangeText(key, "My page", ()))
    assert len(conflicts(made.tree)) == 2
    unit = compose(made.tree, made.pieces).content["units"][0]
    assert unit["readings"][0]["origin"]["changed"]
    assert "changed" not in compose(found.tree, found.pieces).content["units"][0]["readings"][0]["origin"]


def test_an_empty_draft_says_what_it_lacks_and_a_filled_one_is_ready() -> None:
    empty = Tree(Head("mine", "Mine", licence="CC-BY-4.0", authors=("Ines",)), (Unit("u1", "one", "One", ""),), next=2)
    nothing = Apart(empty, {})
    assert stopping(looked(nothing)) == ["There is no skill with an item yet."]
    with pytest.raises(BrokenCourse):
        course_of(empty, compose(empty, {}))
    source = take_apart(tiny_with())
    tree = bring(empty, source.tree, Chosen()).tree
    tree, _ = apply(tree, do.AddSkill("u1", "Bare", ""))
    made = Apart(tree, source.pieces)
    bare = next(skill.key for skill in tree.skills.values() if skill.title == "Bare")
    assert [(one.key, one.stops) for one in looked(made).told if one.message == "There is no item in it yet."] == [
        (bare, True)
    ]
    assert stopping(looked(made)) == ["There is no item in it yet."]
    whole = looked(done(made, do.RemoveSkills((bare,))))
    assert stopping(whole) == []
    assert whole.course is not None
    assert [goal.id for goal in whole.course.goals] == ["all"]
    assert whole.course.flows.opening


def test_faults_stand_at_their_parts() -> None:
    content = tiny_with()
    content["units"][0]["skills"][1]["templates"][0]["steps"][0]["prompt"] = "What is @nothing?"
    content["units"][0]["skills"][0]["resources"] = [{"title": "X", "url": "ftp://x", "licence": "MIT"}]
    found = take_apart(content)
    first, second = found.tree.units[0].skills[:2]
    made = done(found, do.MoveSkills((second.key,), found.tree.units[0].key, 0))
    told = {one.key: one.message for one in looked(made).told if one.stops}
    assert "nothing" in told[second.items[0].key]
    assert "no web address" in told[first.key]
    assert "taught later" in told[second.key]


def test_what_no_longer_parses_is_told_at_its_place_and_hides_nothing_else() -> None:
    found = take_apart(tiny_with())
    second = found.tree.units[0].skills[1]
    piece = found.pieces[second.items[0].piece]
    old = {**piece, "content": {**piece["content"], "no_more": 1}}
    tree, _ = apply(found.tree, do.ChangeSkill(second.key, "Second", "O"))
    tree = replace(
        tree,
        units=tuple(
            replace(
                unit,
                skills=tuple(
                    replace(one, items=(replace(one.items[0], piece=hash_of(old)), *one.items[1:]))
                    if one.key == second.key
                    else one
                    for one in unit.skills
                ),
            )
            for unit in tree.units
        ),
    )
    told = looked(Apart(tree, {**found.pieces, hash_of(old): old})).told
    assert [(one.key, one.message) for one in told if "no_more" in one.message] == [
        (second.items[0].key, "There is no field `no_more` here.")
    ]
    with pytest.raises(Missing):
        compose(tree, found.pieces)


def test_what_is_no_course_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        read_folder(tmp_path)
    with pytest.raises(InvalidInput):
        read_content({"format": 99})


def test_how_an_item_begins_is_said_in_plain_words() -> None:
    assert stem_of({"prompt": "Look: ![A fox](media/f.png)\n\n**What** is $x$?"}) == "Look: A fox What is x?"
    steps = [{"prompt": "How many?"}]
    assert stem_of({"prompt": "Answer one step after another.", "steps": steps}) == "How many?"
    assert len(stem_of({"prompt": "word " * 100})) <= 90


def test_items_that_begin_alike_are_told_apart() -> None:
    long = "The table below shows the favourite activities of all students of a school in the north. "
    asked = stems_of([{"prompt": long * 2, "steps": [{"prompt": one}]} for one in ("Who swims?", "Who runs?")])
    assert [stem.rpartition("… ")[2] for stem in asked] == ["Who swims?", "Who runs?"]
    ended = stems_of([{"prompt": f"{long}Find {one}."} for one in ("Ada", "Ben")])
    assert [stem[-4:] for stem in ended] == ["Ada.", "Ben."]
    assert max(map(len, (*asked, *ended))) <= 100
    assert stems_of([{"prompt": "Same"}, {"prompt": "Same"}]) == ["Same", "Same"]


def test_parts_of_a_translated_course_bring_their_language_along() -> None:
    theirs = apart("the-living-cell")
    mine = take_apart(tiny_with())
    name, body = languages.joined(mine.tree.head, theirs.tree.head, {**mine.pieces, **theirs.pieces})
    assert body is not None
    skill = theirs.tree.units[0].skills[0]
    tree = bring(mine.tree, theirs.tree, Chosen(skills=(skill.key,))).tree
    tree = replace(tree, head=replace(tree.head, piece=name))
    made = looked(Apart(tree, {**mine.pieces, **theirs.pieces, name: body}))
    assert stopping(made) == []
    assert made.course is not None
    assert not made.course.languages["es"].offered
    assert in_language(made.course, "es").skills[skill.id].title != skill.title
    other = replace(mine.tree.head, language="de")
    assert languages.joined(other, theirs.tree.head, theirs.pieces)[1] is None
