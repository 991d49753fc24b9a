"""Ada in one course, with every draft checked as it is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from random import Random
from uuid import UUID

from msgspec.json import decode

from chiron.core.events import Draft, Event, undeclared
from chiron.core.learning.changes import WITHIN, changes
from chiron.core.learning.course import Course
from chiron.core.learning.decide import Decision
from chiron.core.learning.fold import Frame, fold
from chiron.core.learning.interactions import interaction
from chiron.core.learning.mastery import model
from chiron.core.learning.policies import policy
from chiron.core.learning.rehearse import Rehearsal
from chiron.core.learning.state import LearnerState, from_text, to_bytes, to_json
from chiron.core.words import Json

ADA, SCHOOL = UUID(int=1), UUID(int=2)
VERSION = "v" * 64


def with_changes(before: LearnerState, after: LearnerState) -> Json:
    """The snapshot of ``before`` with what changed put into it, as PostgreSQL does."""
    snapshot, told = to_json(before), changes(before, after)
    assert told is not None
    return snapshot | decode(told.top) | {WITHIN: snapshot[WITHIN] | decode(told.within)}


class Learner(Rehearsal):
    """Ada: says so if a body is not declared or a snapshot does not hold the state."""

    def __init__(self, course: Course, seed: int = 1) -> None:
        numbers = count(1000)
        when = datetime(2026, 11, 2, 9, tzinfo=UTC)
        frame = Frame(course, VERSION, model())
        super().__init__(frame, policy(), Random(seed), lambda: UUID(int=next(numbers)), ADA, when)

    def append(self, draft: Draft) -> None:
        assert not undeclared(draft.kind, draft.body), draft
        before = self.state
        super().append(draft)
        assert from_text(to_bytes(self.state)) == self.state
        assert with_changes(before, self.state) == to_json(self.state)

    @property
    def events(self) -> list[Event]:
        """The log."""
        return [Event(UUID(int=10**6 + n), SCHOOL, ADA, n, draft) for n, draft in enumerate(self.drafts, 1)]

    def again(self) -> LearnerState:
        """The state folded anew from the whole log."""
        return fold(LearnerState(), self.events, lambda _: self.frame)

    def answer(self, typed: str | None = None) -> Decision:
        """Answer the current step, rightly unless told what to type."""
        step = self.step
        kind = interaction(step.kind)
        text = typed if typed is not None else str(kind.answer(step.task, step.key)).strip("$")
        response = kind.read(step.task, {"answer": [text]})
        return self.respond(response, kind.grade(step.task, step.key, response))
