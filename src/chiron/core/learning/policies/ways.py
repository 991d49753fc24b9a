"""In which way a skill is practised: after a worked example, with its first steps worked, or alone.

Who is new to a skill and would more likely fail than not learns more from a worked example than from trying (Sweller &
Cooper 1985; Renkl & Atkinson 2003: examples, then steps left out from the last one backwards, then problems); for those
who know, examples cost time and teach nothing (expertise reversal: Kalyuga, Ayres, Chandler & Sweller 2003). So this
rests on evidence alone: what is believed of the skill and how its latest answers went. Any policy's move gets its way
here, and the move says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from chiron.core.learning.policies.chances import certain
from chiron.core.learning.policies.view import CourseView, Purpose
from chiron.core.words import Move, MoveKind

Way = Literal["example", "faded", "alone"]

EVEN = 0.5
"""Below this chance the next answer is more likely wrong than right."""
WRONG = 3
"""After so many wrong answers in a row an example comes again, and after as many more once more."""
LONG = 25.0
"""Minutes of work at a stretch after which a break may be offered."""
WINDOW, FEW = 5, 1
"""A break is offered when of so many latest answers in the sitting's skills at most so few were right."""
ITEMS = 4
"""No break is offered before so many items of a sitting."""

WAYS: dict[str, str] = {
    "example:new": "See one worked out first, then try one yourself.",
    "example:wrong": "One more is worked out for you first, step by step; then you try one yourself.",
    "example:rule": "Your teacher has set that one is worked out for you first; then you try one yourself.",
    "faded:new": "The first steps are worked for you; the last one is yours.",
    "faded:wrong": "This time the first steps are worked for you, and the last one is yours.",
}
"""Each way with why it was taken, as the learner reads it."""


def way(chance: float, credits: Sequence[float], stuck: bool = False) -> tuple[Way, str]:
    """The way of practice, and why: ``new``, ``wrong`` or nothing.

    ``chance`` is that of a right answer to a usual item of the skill, alone; ``credits`` those of its latest judged
    answers in [0, 1], oldest first; ``stuck`` that it goes on not coming.
    """
    if not credits:
        return ("example", "new") if chance < EVEN else ("alone", "")
    run = next((n for n, credit in enumerate(reversed(credits)) if credit >= 0.5), len(credits))
    if run and (run % WRONG == 0 or (stuck and run == 1)):
        return "example", "wrong"
    if run and (chance < EVEN or stuck):
        return "faded", "wrong"
    if credits[-1] < 1.0 and len(credits) < WRONG and chance < EVEN:
        return "faded", "new"
    return "alone", ""


def in_its_way(move: Move, view: CourseView, purpose: Purpose, when: datetime) -> Move:
    """A move with its way of practice, where it is practice; one that says its way already is left as it is."""
    if move.kind is not MoveKind.ASK or move.skill is None or "way" in move.because:
        return move
    if purpose not in ("practice", "skill") or move.reason in ("challenge", "check", "back"):
        return move
    chance = view.model.predict(view.estimate(move.skill, when))
    credits = [credit for _, credit in sorted(view.answers.get(move.skill, ()))]
    if move.reason == "example":
        found: tuple[Way, str] = ("example", "wrong")
    else:
        found = way(chance, credits, stuck=move.reason == "keep-going")
    return replace(move, because={**move.because, "way": found[0], "way_because": found[1]})


def weary(view: CourseView) -> Move | None:
    """The offer of a break, where the learner has worked long and it goes badly now, whichever policy chooses."""
    worked = view.hours.worked
    if worked is None or worked < LONG or len(view.session) < ITEMS:
        return None
    lately = sorted(answer for name in set(view.session) for answer in view.answers.get(name, ()))[-WINDOW:]
    if len(lately) < WINDOW or sum(credit >= 0.5 for _, credit in lately) > FEW:
        return None
    return certain(Move(MoveKind.END, "break", {"minutes": round(worked)}))
