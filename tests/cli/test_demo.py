"""What the demonstration school promises of its people holds whoever chooses, and on whatever day it is made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

import pytest
from tests.courses.shelf import Shelved

from chiron.core.learning.fold import Frame
from chiron.core.learning.mastery import model
from chiron.core.learning.policies import policy
from chiron.core.learning.rehearse import Rehearsal
from chiron.main.demo.cast import AMARA, CAST, COURSE, Part
from chiron.main.demo.history import lived

SHELVED = Shelved(COURSE, range(1))
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def made(part: Part, chooser: str, now: datetime) -> Rehearsal:
    """The learner's weeks up to now."""
    ids = count(1)
    frame = Frame(SHELVED.course, "1", model())
    return lived(frame, policy(chooser), part, UUID(int=0), now, lambda: UUID(int=next(ids)))


@pytest.mark.parametrize("chooser", ["steady", "gain"])
@pytest.mark.parametrize("day", [0, 3, 101])
def test_amara_is_in_the_middle_of_a_question_that_she_tried(chooser: str, day: int) -> None:
    part = next(part for part in CAST if part.name == AMARA)
    state = made(part, chooser, NOON + timedelta(days=day)).state
    assert state.session is not None
    assert state.session.ended is None
    assert state.item is not None
    assert not state.item.finished
    assert any(step.counted for step in state.item.steps.values())


@pytest.mark.parametrize("minutes", [0, 37, 370, 740, 1295])
def test_kofi_contests_a_grade_whatever_item_he_met_last(minutes: int) -> None:
    part = next(part for part in CAST if part.moment == "contest")
    found = made(part, "gain", datetime(2026, 11, 22, 13, 5, tzinfo=UTC) + timedelta(minutes=minutes))
    assert [draft.kind for draft in found.drafts].count("report.made") == 1
