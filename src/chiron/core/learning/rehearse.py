"""A learner at the desk without a database: commands go in, drafts pile up, the state follows.

For the demo school, tests and measurements: the same decisions and the same fold as at the real desk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from random import Random
from uuid import UUID

from chiron.core.events import Draft
from chiron.core.learning import commands as c
from chiron.core.learning.decide import Decision, Setting, current_step, decide, made_item, view, words_draft
from chiron.core.learning.fold import Frame, apply_draft
from chiron.core.learning.generate import ItemStep, generate
from chiron.core.learning.interactions import interaction
from chiron.core.learning.policies import CourseView, Policy
from chiron.core.learning.state import LearnerState, StepProgress
from chiron.core.words import Json, Verdict


def guess(step: ItemStep) -> float:
    """The chance in [0, 1) that a guess at this step is right."""
    return interaction(step.kind).guess(step.task)


class Rehearsal:
    """One learner in one course. ``when`` moves on by ``pace`` after each command."""

    def __init__(
        self,
        frame: Frame,
        policy: Policy,
        chance: Random,
        new_id: Callable[[], UUID],
        actor: UUID,
        when: datetime,
        pace: timedelta = timedelta(seconds=40),
    ) -> None:
        """Begin with an empty log at ``when``."""
        self.frame, self.policy, self.chance, self.new_id, self.actor = frame, policy, chance, new_id, actor
        self.when, self.pace = when, pace
        self.state, self.drafts = LearnerState(), list[Draft]()

    @property
    def setting(self) -> Setting:
        """What a decision is made under, now."""
        make = partial(generate, self.frame.course)
        return Setting(self.frame, self.policy, make, guess, self.when, self.chance, self.new_id, self.actor)

    @property
    def seen(self) -> CourseView:
        """The learner as the policy sees them."""
        return view(self.state, self.frame)

    def do(self, command: c.Command) -> Decision:
        """Decide and keep what comes of it. A command without a key gets one."""
        command = command if command.key else replace(command, key=str(self.new_id()))
        decision = decide(self.state, command, self.setting)
        for draft in decision.drafts:
            self.append(draft)
        if decision.words is not None and decision.drafts:
            self.append(words_draft(decision.words, decision.drafts[0]))
        self.when += self.pace
        return decision

    def append(self, draft: Draft) -> None:
        """Keep a draft and fold it."""
        self.drafts.append(draft)
        self.state = apply_draft(self.state, draft, self.frame)

    @property
    def step(self) -> ItemStep:
        """The step to do now. Raises LookupError where there is none."""
        item = self.state.item
        step = current_step(item, made_item(item, self.setting)) if item is not None else None
        if step is None:
            raise LookupError("No step is open.")
        return step

    @property
    def progress(self) -> StepProgress:
        """How far the step to do now is."""
        assert self.state.item is not None
        return self.state.item.step(self.step.id)

    def respond(self, response: Json, verdict: Verdict) -> Decision:
        """Answer the step to do now with a response and its verdict."""
        step, item = self.step, self.state.item
        assert item is not None
        return self.do(c.Answer("", None, item.id, step.id, response, verdict))

    def unsure(self) -> Decision:
        """Say "I don't know"."""
        assert self.state.item is not None
        return self.do(c.Unsure("", None, self.state.item.id, self.step.id))

    def hint(self) -> Decision:
        """The next rung."""
        assert self.state.item is not None
        return self.do(c.TakeHint("", None, self.state.item.id, self.step.id, self.progress.rungs))

    def start(self, purpose: str = "practice", skill: str | None = None) -> Decision:
        """Begin a sitting."""
        return self.do(c.Start("", None, purpose, skill))

    def study(self) -> None:
        """Read the worked example that comes before the open item, if one does."""
        item = self.state.item
        if item is not None and item.example is not None:
            self.do(c.Study("", None, item.id))

    def go_on(self) -> Decision:
        """The next item."""
        assert self.state.item is not None
        return self.do(c.Next("", None, self.state.item.id))
