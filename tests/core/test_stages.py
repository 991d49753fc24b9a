"""How well a skill is shown: each stage rests on the answers that it names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chiron.core.learning.mastery import SkillView
from chiron.core.learning.stages import Stages, stages
from chiron.core.learning.state import SkillRecord, Trace
from chiron.core.words import Outcome

from .graphs import course

NOW = datetime(2026, 1, 5, 16, tzinfo=UTC)
SKILL = course({"a": []}).skills["a"]
TRANSFER = course({"a": []}, uses=("transfer",), templates=1).skills["a"]
NOT_YET = SkillView("not-yet", "not-sure", 0.4, 0.2, 0.6, 2)
SHOWN = SkillView("demonstrated", "sure", 0.95, 0.9, 0.99, 9)


def record(*traces: tuple[float, str, int]) -> SkillRecord:
    """Answers as (hours from now, outcome, hints)."""
    made = [
        Trace(str(n), NOW + timedelta(hours=hours), Outcome(outcome), hints, "t0", n)
        for n, (hours, outcome, hints) in enumerate(traces)
    ]
    return SkillRecord(opportunities=len(made), trace=tuple(made))


def test_nothing_is_shown_by_nothing() -> None:
    assert stages(SkillRecord(), NOT_YET, SKILL) == Stages()
    assert stages(SkillRecord(), NOT_YET, SKILL).highest == "none"


def test_an_estimate_alone_is_an_estimate() -> None:
    assert stages(SkillRecord(), SkillView("estimated", "not-sure", 0.75, 0.5, 0.9, 0), SKILL).highest == "estimated"


@pytest.mark.parametrize(
    ("second", "retained"),
    [
        ((24, "correct", 0), True),
        ((20, "correct", 0), True),
        ((2, "correct", 0), False),
        ((24, "correct", 1), False),
        ((24, "incorrect", 0), False),
    ],
)
def test_retained_is_right_alone_after_a_night(second: tuple[float, str, int], retained: bool) -> None:
    found = stages(record((0, "correct", 0), second), NOT_YET, SKILL)
    assert (found.retained is not None) is retained
    assert found.highest == ("retained" if retained else "none")


def test_a_first_answer_with_a_hint_is_nothing_to_retain() -> None:
    assert stages(record((0, "correct", 2), (24, "correct", 0)), NOT_YET, SKILL).retained is None


def test_demonstrated_is_what_the_model_shows() -> None:
    assert stages(record((0, "correct", 0)), SHOWN, SKILL).highest == "demonstrated"


def test_transferred_needs_a_template_for_transfer() -> None:
    assert stages(record((0, "correct", 0)), SHOWN, TRANSFER).highest == "transferred"
    assert stages(record((0, "correct", 1)), SHOWN, TRANSFER).highest == "demonstrated"
    assert stages(record((0, "correct", 0)), SHOWN, SKILL).transferred is None


def test_what_is_wrong_after_a_night_may_be_lost_until_it_is_right_again() -> None:
    lost = record((0, "correct", 0), (24, "correct", 0), (72, "incorrect", 0))
    assert not stages(lost, NOT_YET, SKILL).kept
    assert stages(lost, NOT_YET, SKILL).retained is not None
    again = record((0, "correct", 0), (72, "incorrect", 0), (72.1, "correct", 0))
    assert stages(again, NOT_YET, SKILL).kept


def test_the_order_in_which_traces_stand_changes_nothing() -> None:
    told = record((24, "correct", 0), (0, "correct", 0))
    assert stages(told, NOT_YET, SKILL) == stages(record((0, "correct", 0), (24, "correct", 0)), NOT_YET, SKILL)
