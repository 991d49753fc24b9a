"""A learner at a desk without a database: commands go in, events pile up, the state follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from uuid import UUID

from chiron.core.events import Draft, Event, undeclared
from chiron.core.learning import commands as c
from chiron.core.learning.course import Course
from chiron.core.learning.decide import Decision, Setting, current_step, decide, made_item, words_draft
from chiron.core.learning.fold import Frame, apply, fold
from chiron.core.learning.generate import ItemStep, generate
from chiron.core.learning.interactions import interaction
from chiron.core.learning.mastery import model
from chiron.core.learning.policies import policy
from chiron.core.learning.state import LearnerState, from_json, to_json

ADA, SCHOOL = UUID(int=1), UUID(int=2)
VERSION = "v" * 64


class Learner:
    """Ada, in one course. ``when`` moves on by ``pace`` after each command."""

    def __init__(self, course: Course, seed: int = 1) -> None:
        self.frame = Frame(course, VERSION, model())
        self.state, self.events = LearnerState(), list[Event]()
        self.when = datetime(2026, 11, 2, 9, tzinfo=UTC)
        self.pace = timedelta(seconds=30)
        self._chance, self._count = Random(seed), 0

    @property
    def setting(self) -> Setting:
        """Now."""
        return Setting(
            self.frame, policy(), partial(generate, self.frame.course), guess, self.when, self._chance, self._id, ADA
        )

    def _id(self) -> UUID:
        self._count += 1
        return UUID(int=1000 + self._count)

    def do(self, command: c.Command) -> Decision:
        """Decide and record. Says so if a body is not declared or a snapshot does not hold the state."""
        self._count += 1
        command = command if command.key else replace(command, key=f"key-{self._count}")
        decision = decide(self.state, command, self.setting)
        for draft in decision.drafts:
            self._append(draft)
        if decision.words is not None and decision.drafts:
            self._append(words_draft(decision.words, decision.drafts[0]))
        self.when += self.pace
        return decision

    def _append(self, draft: Draft) -> None:
        assert not undeclared(draft.kind, draft.body), draft
        event = Event(UUID(int=10**6 + len(self.events)), SCHOOL, ADA, len(self.events) + 1, draft)
        self.events.append(event)
        self.state = apply(self.state, event, self.frame)
        assert from_json(to_json(self.state)) == self.state

    def again(self) -> LearnerState:
        """The state folded anew from the whole log."""
        return fold(LearnerState(), self.events, lambda _: self.frame)

    @property
    def step(self) -> ItemStep:
        """The step to do now."""
        assert self.state.item is not None
        step = current_step(self.state.item, made_item(self.state.item, self.setting))
        assert step is not None
        return step

    def answer(self, typed: str | None = None) -> Decision:
        """Answer the current step, rightly unless told what to type."""
        step, item = self.step, self.state.item
        assert item is not None
        kind = interaction(step.kind)
        text = typed if typed is not None else str(kind.answer(step.task, step.key)).strip("$")
        response = kind.read(step.task, {"answer": [text]})
        verdict = kind.grade(step.task, step.key, response)
        return self.do(c.Answer("", None, item.id, step.id, response, verdict))

    def start(self, purpose: str = "practice", skill: str | None = None) -> Decision:
        """Begin a sitting."""
        return self.do(c.Start("", None, purpose, skill))

    def go_on(self) -> Decision:
        """The next item."""
        assert self.state.item is not None
        return self.do(c.Next("", None, self.state.item.id))

    def hint(self) -> Decision:
        """The next rung."""
        assert self.state.item is not None
        rung = self.state.item.step(self.step.id).rungs
        return self.do(c.TakeHint("", None, self.state.item.id, self.step.id, rung))


def guess(step: ItemStep) -> float:
    """The chance of a right guess."""
    return interaction(step.kind).guess(step.task)
