"""Working on the practice page: its lines as read, each with what it was found to be."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from chiron.core.learning.state import Attempt
from chiron.core.words import Json

WRONG = "wrong"
WAITING = "waiting"
"""A line below a wrong one: it is judged once that one is right."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``shown`` is TeX as it was read; ``state`` as in ``core.learning.working.judging.State``, or WAITING.

    ``reason`` (Markdown) says why a wrong line is wrong, ``proof`` the numbers that show it, where that is more.
    """

    typed: str
    shown: str
    state: str
    reason: str | None = None
    proof: str | None = None


def lines(task: Json, attempt: Attempt) -> tuple[Line, ...]:
    """The lines of one try; none for "I don't know"."""
    if attempt.response is None:
        return ()
    states = list(attempt.proof.get("lines", ()))
    return tuple(
        _line(task, attempt, written, states[n] if n < len(states) else WAITING)
        for n, written in enumerate(attempt.response["lines"])
    )


def _line(task: Json, attempt: Attempt, written: Json, state: str) -> Line:
    if state != WRONG:
        return Line(written["typed"], written["read"], state)
    found = attempt.proof.get("counterexample")
    proof = counterexample(found, task) if found and attempt.proof.get("ideas") else None
    return Line(written["typed"], written["read"], state, attempt.feedback, proof)


def counterexample(found: Json, task: Json) -> str:
    """What the grader kept of a counterexample, in the course's words as Markdown."""
    from chiron.core.learning.working.witness import Witness
    from chiron.core.learning.working.wording import witness_words

    at = {letter: _value(text) for letter, text in found["at"].items() if text is not None}
    left, right = (None if found[side] is None else _value(found[side]) for side in ("left", "right"))
    seen = Witness(found["kind"], at, left, right)
    return witness_words(seen, task["language"], task["decimal"])


def _value(text: str) -> Fraction | float:
    """A number as the grader wrote it: a fraction exactly, anything else nearly."""
    return float(text) if "e" in text or "." in text else Fraction(text)


def again(found: tuple[Line, ...]) -> tuple[str, ...]:
    """What the fields hold for the next try: all lines, and an empty one after them unless the last is to be mended."""
    if not found:
        return ()
    typed = tuple(line.typed for line in found)
    return typed if found[-1].state == WRONG else (*typed, "")
