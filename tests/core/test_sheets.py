"""Checkpoints and final checks: what a sheet asks, how it is answered, and what becomes of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from chiron.core.errors import InvalidInput
from chiron.core.learning import commands as c
from chiron.core.learning.course import Course
from chiron.core.learning.decide import OldPage, items
from chiron.core.learning.decide.sheets import items_of, may_change, step_now
from chiron.core.learning.generate import generate
from chiron.core.learning.interactions import interaction
from chiron.core.learning.sheets.planning import minutes, part_of, parts, plan, print_of, questions
from chiron.core.learning.sheets.proposing import proposed
from chiron.core.learning.turns import find, turns
from chiron.core.words import Outcome
from chiron.desks.insight.trace import Trace
from tests.core.learner import Learner
from tests.core.tiny import tiny


@pytest.fixture
def ada() -> Learner:
    return Learner(tiny())


def begin(ada: Learner, kind: str = "unit", part: str = "unit") -> None:
    ada.do(c.OpenSheet("", None, kind, part))


def answer(ada: Learner, place: int, typed: str | None = None) -> None:
    """Answer the step of an item that is to do now, else the one that may be changed."""
    sheet = ada.state.sheet
    made = items_of(sheet, ada.setting)[place]
    step = step_now(sheet, place, made) or may_change(sheet, place, made)
    kind = interaction(step.kind)
    text = typed if typed is not None else str(kind.answer(step.task, step.key)).strip("$")
    response = kind.read(step.task, {"answer": [text]})
    verdict = kind.grade(step.task, step.key, response)
    ada.do(c.AnswerSheet("", None, sheet.id, place, step.id, response, verdict))


def answer_all(ada: Learner, wrong: tuple[int, ...] = ()) -> None:
    sheet = ada.state.sheet
    for place, made in enumerate(items_of(sheet, ada.setting)):
        for _ in made.steps:
            answer(ada, place, "1" if place in wrong else None)


def hand_in(ada: Learner, blanks: bool = False) -> None:
    ada.do(c.HandIn("", None, ada.state.sheet.id, blanks))


def test_each_skill_of_the_unit_is_asked_and_as_often_as_any_other(ada):
    begin(ada)
    asked = Counter(one.skill for one in ada.state.sheet.items)
    assert asked == {"first": 2, "second": 2, "third": 2}
    assert len({(one.skill, one.template) for one in ada.state.sheet.items}) == 6


def test_no_two_learners_and_no_two_sheets_share_an_item():
    course = tiny()
    part, make = part_of(course, "unit", "unit"), partial(generate, course)
    sheets = [plan(course, part, make, who, sheet, ()) for who, sheet in [("a", "1"), ("b", "1"), ("a", "2")]]
    prints = [{print_of(make(one.skill, one.template, one.seed)) for one in sheet} for sheet in sheets]
    assert not prints[0] & prints[1]
    assert not prints[0] & prints[2]
    assert sheets[0] == plan(course, part, make, "a", "1", ())


def test_an_item_that_was_met_is_not_asked_whatever_its_seed():
    """Of a template with two items the one that was met is left, though another seed makes it too."""
    body = tiny().model_dump(mode="json")
    for skill in body["units"][0]["skills"]:
        for template in skill["templates"]:
            template["parameters"] = {"a": {"integer": [2, 3]}, "b": {"integer": [50, 50]}, "c": {"compute": "a + b"}}
    course = Course.model_validate(body)
    make, part = partial(generate, course), part_of(course, "unit", "unit")
    met = [(s, t, 5) for s, t in course.templates]
    prints = {(*one[:2], print_of(make(*one))) for one in met}
    made = plan(course, part, make, "a", "1", met)
    assert not any(one.seen for one in made)
    new = {(one.skill, one.template, print_of(make(one.skill, one.template, one.seed))) for one in made}
    assert not new & prints
    both = [(s, t, seed) for s, t in course.templates for seed in range(20)]
    assert all(one.seen for one in plan(course, part, make, "a", "1", both))


def test_nothing_is_evidence_before_the_sheet_is_handed_in(ada):
    begin(ada)
    answer_all(ada, wrong=(0,))
    assert ada.state.skills == {}
    assert ada.state.misconceptions == {}
    hand_in(ada)
    assert ada.state.sheet is None
    assert {name: record.opportunities for name, record in ada.state.skills.items()}.keys() == {
        "first", "second", "third"
    }  # fmt: skip
    handed = ada.state.handed[-1]
    assert (handed.right, handed.asked) == (5, 6)
    assert sum(not score.shown for score in handed.scores.values()) == 1
    session = ada.state.session
    assert (session.purpose, session.items, session.right, session.reason) == ("checkpoint", 6, 5, "handed-in")
    assert ada.again() == ada.state


def test_an_answer_may_be_changed_until_then_and_the_last_one_counts(ada):
    begin(ada)
    answer_all(ada, wrong=(0,))
    sheet = ada.state.sheet
    answer(ada, 0)
    assert ada.state.sheet.begun == sheet.begun
    hand_in(ada)
    # The first step of an item of two is behind its second: it stands as it was.
    made = [d for d in ada.drafts if d.kind == "step.attempted"]
    first = made[-len(made)]
    assert first.body["outcome"] == ("incorrect" if len(items_of(sheet, ada.setting)[0].steps) > 1 else "correct")


def test_a_step_before_another_is_not_written_anew(ada):
    begin(ada)
    sheet = ada.state.sheet
    place = next(n for n, made in enumerate(items_of(sheet, ada.setting)) if len(made.steps) > 1)
    step = items_of(sheet, ada.setting)[place].steps[0]
    answer(ada, place)
    with pytest.raises(OldPage):
        ada.do(c.AnswerSheet("", None, sheet.id, place, step.id, unsure=True))


def test_each_grade_of_a_sheet_leads_to_the_turn_that_handed_it_in(ada):
    begin(ada)
    answer_all(ada)
    hand_in(ada)
    every = turns(ada.events)
    graded = [event for event in ada.events if event.kind == "step.attempted"]
    assert len(graded) == 8
    for event in graded:
        turn = find(every, event.draft.key)
        assert turn is not None
        assert turn.first.kind == "sheet.handed-in"
        assert event in turn.events
        assert Trace(turn, name=event.draft.key).answer == event
    assert Trace(turn).answer == graded[0]


def test_blanks_are_handed_in_only_knowingly_and_count_as_not_known(ada):
    begin(ada)
    answer(ada, 0)
    with pytest.raises(InvalidInput):
        hand_in(ada)
    hand_in(ada, blanks=True)
    tried = [d.body for d in ada.drafts if d.kind == "step.attempted"]
    assert sum(body["unsure"] for body in tried) >= 5
    assert ada.state.handed[-1].asked == 6


def test_a_late_answer_a_second_handing_in_and_an_old_page_change_nothing(ada):
    begin(ada)
    sheet = ada.state.sheet
    answer_all(ada)
    hand_in(ada)
    before = ada.state
    assert ada.do(c.HandIn("", None, sheet.id)).drafts == ()
    step = items_of(sheet, ada.setting)[0].steps[0].id
    with pytest.raises(OldPage):
        ada.do(c.AnswerSheet("", None, sheet.id, 0, step, unsure=True))
    with pytest.raises(OldPage):
        ada.do(c.DropSheet("", None, sheet.id))
    late = next(d for d in ada.drafts if d.kind == "sheet.answered")
    ada.append(replace(late, key="late"))
    assert ada.state.skills == before.skills
    assert ada.state.sheet is None


def test_one_that_is_given_up_counts_nothing_and_the_next_has_other_items(ada):
    begin(ada)
    first = ada.state.sheet
    answer_all(ada)
    ada.do(c.DropSheet("", None, first.id))
    assert ada.state.sheet is None
    assert ada.state.skills == {}
    seen = tuple((one.skill, one.template, one.seed) for one in first.items)
    ada.do(c.OpenSheet("", None, "unit", "unit", False, seen))
    make = partial(generate, ada.frame.course)
    prints = [{print_of(make(o.skill, o.template, o.seed)) for o in s.items} for s in (first, ada.state.sheet)]
    assert not prints[0] & prints[1]


def test_it_is_left_and_gone_on_with_and_another_waits(ada):
    begin(ada)
    sheet = ada.state.sheet
    answer(ada, 1)
    ada.start("skill", "first")
    begin(ada)
    assert ada.state.sheet.id == sheet.id
    assert ada.state.sheet.begun == 1
    assert ada.state.item is not None
    with pytest.raises(OldPage):
        begin(ada, "course", "tiny")
    hand_in(ada, blanks=True)
    # What was open beside it is put away, and the sheet's sitting is the last one.
    assert ada.state.item is None
    assert [d.kind for d in ada.drafts].count("item.left") == 1


def test_practice_beside_an_open_sheet_asks_other_items(ada, monkeypatch):
    begin(ada)
    planned = next(one for one in ada.state.sheet.items if one.skill == "first")
    asked = {print_of(made) for made in items_of(ada.state.sheet, ada.setting)}
    # Whatever is drawn is an item of the sheet, as where a template has no other.
    monkeypatch.setattr(items, "_fresh_seed", lambda *_: planned.seed)
    made = items._unasked(ada.state, "first", planned.template, ada.setting)
    assert print_of(made) not in asked
    assert made.template != planned.template
    hand_in(ada, blanks=True)
    assert items._unasked(ada.state, "first", planned.template, ada.setting).template == planned.template


def test_an_unfinished_diagnostic_is_put_away_only_on_the_learners_word(ada):
    ada.start("diagnostic")
    with pytest.raises(OldPage):
        begin(ada)
    ada.do(c.OpenSheet("", None, "unit", "unit", True))
    assert ada.state.sheet is not None
    assert ada.state.placed is None


def test_what_waits_for_a_person_opens_a_case_when_it_is_handed_in(ada):
    begin(ada)
    sheet = ada.state.sheet
    step = items_of(sheet, ada.setting)[0].steps[-1]
    for each in items_of(sheet, ada.setting)[0].steps[:-1]:
        ada.do(c.AnswerSheet("", None, sheet.id, 0, each.id, unsure=True))
    verdict = interaction("open").grade({}, {"rubric": ""}, {"text": "x"})
    assert verdict.outcome is Outcome.PERSON
    ada.do(c.AnswerSheet("", None, sheet.id, 0, step.id, {"text": "x"}, verdict))
    assert not [d for d in ada.drafts if d.kind == "report.made"]
    hand_in(ada, blanks=True)
    report = next(d for d in ada.drafts if d.kind == "report.made")
    assert report.body["attempt"] in {d.key for d in ada.drafts if d.kind == "step.attempted"}
    assert any(score.waits for score in ada.state.handed[-1].scores.values())


def test_a_final_check_spreads_over_the_units_and_takes_what_is_furthest_first():
    body = tiny().model_dump(mode="json")
    unit = body["units"][0]
    body["units"] = []
    for n in range(10):
        copy = {**unit, "id": f"u{n}", "skills": []}
        for m, skill in enumerate(unit["skills"]):
            needs = [f"s{n}-{m - 1}"] if m else []
            copy["skills"].append({**skill, "id": f"s{n}-{m}", "prerequisites": needs})
        body["units"].append(copy)
    body["goals"] = [{"id": "two", "title": "Two", "skills": ["s0-2", "s1-1"]}]
    course = Course.model_validate(body)
    part = part_of(course, "course", "tiny")
    made = plan(course, part, partial(generate, course), "a", "1", ())
    assert len(made) == questions(part) == 24
    per = Counter(one.skill.split("-")[0] for one in made)
    assert set(per.values()) <= {2, 3}
    assert len({one.skill for one in made}) == 24
    assert {f"s{n}-2" for n in range(10)} <= {one.skill for one in made}
    goal = part_of(course, "goal", "two")
    assert goal.skills == ("s0-0", "s0-1", "s0-2", "s1-0", "s1-1")
    assert [p.kind for p in parts(course)] == ["unit"] * 10 + ["goal", "course"]
    assert minutes(course, goal) == 20


def test_the_author_says_how_many_and_never_leaves_a_skill_of_a_unit_out():
    body = tiny().model_dump(mode="json")
    body["units"][0]["checks"] = {"items": 2, "feedback": "each", "minutes": 9}
    course = Course.model_validate(body)
    part = part_of(course, "unit", "unit")
    assert (questions(part), minutes(course, part)) == (3, 9)
    ada = Learner(course)
    begin(ada)
    answer_all(ada)
    sheet = ada.state.sheet
    assert may_change(sheet, 0, items_of(sheet, ada.setting)[0]) is None


def test_a_checkpoint_is_proposed_when_all_of_a_unit_looks_known_and_not_again_within_a_week(ada):
    def now() -> str | None:
        seen = ada.seen
        part = proposed(ada.state, ada.frame.course, seen.skills(ada.when), ada.when)
        return part.kind if part else None

    assert now() is None
    for name in ("first", "second", "third"):
        ada.start("test", name)
        while ada.state.item is not None:
            while not ada.state.item.finished:
                ada.answer()
            ada.go_on()
    assert now() in ("unit", "course")
    kind = now()
    begin(ada, kind, "unit" if kind == "unit" else "tiny")
    assert now() is None
    answer_all(ada, wrong=(0,))
    hand_in(ada)
    assert now() != kind
    ada.when += timedelta(days=8)
    begin(ada)
    answer_all(ada)
    hand_in(ada)
    assert now() != "unit"


def said_of(ada: Learner, text: str) -> str:
    """The reason of the tutor's answer."""
    return ada.do(c.Say("", None, ada.state.item.id, text)).words.move.reason


def test_the_tutor_gives_no_help_with_an_item_of_the_open_sheet_and_answers_the_rest(ada):
    begin(ada)
    prompt = items_of(ada.state.sheet, ada.setting)[0].prompt
    values = items_of(ada.state.sheet, ada.setting)[0].parameters
    ada.start("skill", "first")
    bare = prompt.removeprefix("Solve ").strip("$.")
    asked = [prompt, f"how do I do {bare.replace(' ', '')}?", f"help with x plus {values['b']} equals {values['c']}"]
    assert {said_of(ada, text) for text in [*asked, f"¿cómo se hace {bare}?"]} == {"sheet-open"}
    for text in ("what is an equation?", "give me a hint", "I am stuck", "thanks"):
        assert said_of(ada, text) != "sheet-open"
    ada.do(c.DropSheet("", None, ada.state.sheet.id))
    assert said_of(ada, prompt) != "sheet-open"


def test_distress_is_heard_whatever_the_message_is_about(ada):
    begin(ada)
    prompt = items_of(ada.state.sheet, ada.setting)[0].prompt
    ada.start("skill", "first")
    assert said_of(ada, f"{prompt} I want to die") == "distress"
