"""Assignments: dates in the school's zone, what is chosen, what is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from chiron.core.errors import InvalidInput
from chiron.core.learning.mastery import model
from chiron.core.learning.memory import review
from chiron.core.learning.state import LearnerState, SkillRecord
from chiron.desks.studio.assignments import Assignment, Wish, left, nearest, read_due, selection
from chiron.desks.studio.takeover import escaped
from chiron.engine.people.person import Person, Role
from tests.core.tiny import tiny

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
ADA, BEN = UUID(int=1), UUID(int=2)


def assignment(**changes: object) -> Assignment:
    made = Assignment(
        UUID(int=9), UUID(int=8), "tiny", "unit", ("first", "second"), "Unit", "", NOW, True, NOW, None, None, ()
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def learner(id: UUID, extra: int = 0) -> Person:
    return Person(UUID(int=7), id, "Ada", "ada", frozenset({Role.LEARNER}), preferences={"extra_time": extra})


@pytest.mark.parametrize(
    ("zone", "day", "hour", "due"),
    [
        ("Europe/London", "2026-12-01", "16:00", datetime(2026, 12, 1, 16, tzinfo=UTC)),
        ("Europe/London", "2027-07-01", "16:00", datetime(2027, 7, 1, 15, tzinfo=UTC)),
        ("America/New_York", "2026-12-01", "16:00", datetime(2026, 12, 1, 21, tzinfo=UTC)),
        ("Asia/Kolkata", "2026-12-01", "", datetime(2026, 12, 1, 18, 29, tzinfo=UTC)),
        ("Pacific/Auckland", "2026-11-03", "08:00", datetime(2026, 11, 2, 19, tzinfo=UTC)),
    ],
)
def test_a_date_is_the_schools_own(zone: str, day: str, hour: str, due: datetime) -> None:
    assert read_due(day, hour, ZoneInfo(zone), NOW) == due


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        ("", ""),
        ("tomorrow", ""),
        ("2026-13-01", ""),
        ("2026-12-01", "25:00"),
        ("2026-11-02", "08:59"),
        ("2030-01-01", ""),
    ],
)
def test_what_is_no_date_ahead_is_refused_at_its_place(day: str, hour: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_due(day, hour, ZoneInfo("UTC"), NOW)
    assert refused.value.details["field"] == "due"


def test_what_is_chosen_names_its_skills() -> None:
    course = tiny()
    wish = Wish(UUID(int=9), UUID(int=8), "course", "", NOW)
    assert selection(course, wish) == ("Tiny", ("first", "second", "third"))
    assert selection(course, replace(wish, what="unit", part="unit")) == ("Unit", ("first", "second", "third"))
    assert selection(course, replace(wish, what="skill", part="second")) == ("Second", ("second",))
    assert selection(course, replace(wish, what="review", skills=("third", "first", "gone")))[1] == ("first", "third")
    for wrong in (replace(wish, what="unit", part="x"), replace(wish, what="skill"), replace(wish, what="review")):
        with pytest.raises(InvalidInput):
            selection(course, wrong)


def test_a_skill_that_is_gone_from_the_course_is_not_left_for_ever() -> None:
    one = assignment(skills=("first", "gone"))
    assert left(one, LearnerState(), tiny(), model(), NOW) == ("first",)


def test_a_review_is_done_when_each_due_skill_was_reviewed_since() -> None:
    memory = review(None, 3, NOW - timedelta(days=30), 0.9)
    state = LearnerState(skills={"first": SkillRecord(memory=memory)})
    one = assignment(what="review", due=NOW + timedelta(days=60))
    assert left(one, state, tiny(), model(), NOW) == ("first",), "second was never learnt, so it has nothing to review"
    again = review(memory, 3, NOW + timedelta(hours=1), 0.9)
    assert left(one, LearnerState(skills={"first": SkillRecord(memory=again)}), tiny(), model(), NOW) == ()


def test_the_next_date_is_the_learners_own() -> None:
    soon = assignment(due=NOW + timedelta(days=1), whole_class=False, learners=(BEN,))
    later = assignment(due=NOW + timedelta(days=5))
    past = assignment(due=NOW - timedelta(days=1))
    ada, ben = learner(ADA), learner(BEN)
    assert nearest([later, soon, past], ada, NOW) == later
    assert nearest([later, soon, past], ben, NOW) == soon
    assert nearest([past], ada, NOW) is None


def test_extra_time_moves_the_date_for_one_learner_alone() -> None:
    week = assignment(due=NOW + timedelta(days=8))
    slow, ben = learner(ADA, 50), learner(BEN)
    assert week.due_for(slow) == NOW + timedelta(days=12)
    assert week.due_for(ben) == week.due
    assert nearest([week], slow, NOW + timedelta(days=10)) == week, "not late before the extended date"
    assert nearest([week], ben, NOW + timedelta(days=10)) is None
    assert week.due_for(learner(ADA, 7)) == week.due, "what is kept but not offered counts as none"


def test_a_group_whose_members_were_erased_is_nobodys() -> None:
    assert not assignment(whole_class=False, learners=()).concerns(ADA)


def test_a_teachers_words_are_shown_as_typed_but_for_formulas() -> None:
    assert escaped("5 < 6 *really*") == "5 \\< 6 \\*really\\*"
    assert escaped("1. try $\\frac{1}{2}$") == "1\\. try $\\frac{1}{2}$"
