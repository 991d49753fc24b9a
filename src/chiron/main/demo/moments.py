"""What some of the cast did besides practising: what a teacher's inbox is for."""

from __future__ import annotations

from collections.abc import Callable

from chiron.core.learning import commands as c
from chiron.core.learning.interactions import interaction
from chiron.core.learning.rehearse import Rehearsal
from chiron.core.learning.state import Attempt

MOST_ITEMS = 12
"""So many items are tried for one that can be missed: a step by lines has no wrong answers of the author's."""


def contest(learner: Rehearsal) -> None:
    """A grade is contested: the last "not yet" of the open item, or of one made for it."""
    if _missed(learner) is None:
        learner.start("skill", "two-step-equations")
        _miss(learner)
    for _ in range(MOST_ITEMS):
        if _missed(learner) is None and learner.state.item is not None:
            learner.go_on()
            _miss(learner)
    attempt, item = _missed(learner), learner.state.item
    if attempt is not None and item is not None:
        words = "I divided both sides first. That is allowed."
        learner.do(c.Report("", None, "grade", None, item.id, attempt.key, None, words))


def doubt_a_hint(learner: Rehearsal) -> None:
    """A hint looks wrong."""
    learner.start("skill", "factor-out-a-number")
    learner.hint()
    item = learner.state.item
    if item is not None and item.talk:
        turn = item.talk[-1].turn
        learner.do(c.Report("", None, "words", turn, item.id, None, None, "The hint says to look, but at what?"))
    learner.do(c.Finish(""))


def need_somebody(learner: Rehearsal) -> None:
    """Words that need an adult."""
    item = learner.state.item
    learner.do(c.Say("", None, item.id if item else "", "i cant do this, i want to hurt myself"))


MOMENTS: dict[str, Callable[[Rehearsal], None]] = {
    "contest": contest,
    "doubt": doubt_a_hint,
    "alert": need_somebody,
}


def _missed(learner: Rehearsal) -> Attempt | None:
    item = learner.state.item
    every = [a for step in item.steps.values() for a in step.attempts] if item is not None else []
    return next((a for a in every if a.outcome == "incorrect"), None)


def _miss(learner: Rehearsal) -> None:
    while learner.state.item is not None and not learner.state.item.finished:
        step = learner.step
        kind = interaction(step.kind)
        wrong = kind.mistakes(step.task, step.key)
        form = wrong[0] if wrong else kind.right(step.task, step.key)
        if form is None:
            return
        response = kind.read(step.task, form)
        learner.respond(response, kind.grade(step.task, step.key, response))
        if wrong:
            return
