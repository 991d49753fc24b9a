"""What somebody sends to hang or break a kind of step that takes mathematics: asked again, or judged, and at once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.words import Json, Outcome

HANGS = 10
"""Seconds after which one answer hangs; it takes a few hundredths of one."""
STEPS: dict[str, Json] = {
    "numeric": {"answer": 3, "variable": "x"},
    "quantity": {"answer": 3, "unit": "m/s", "figures": 2},
    "expression": {"answer": "x^2 + 1", "variables": ["x"], "form": ["simplified", "factored"], "given": "x^2 + 1"},
    "solution-set": {"given": "x^2 = 9"},
}
HOSTILE = (
    *("9**9**9**9", "9^9^9^9", "(" * 10_000, "(" * 10_000 + "1" + ")" * 10_000, "factorial(10^9)", "170!" * 40),
    *("9" * 100_000, "x" * 100_000, "__import__('os').system('true')", "x\x00", "\\frac{1}{", "\\left(", "{" * 500),
    *("x^{x^{x^{x^x}}}", "1/(x-x)", "(x+1)^200", "(x+y)^50", "+".join(["x"] * 3_000), "sqrt(" * 200, "1e999999"),
    *("|" * 300, "±" * 50, "1/0", "0^0", "∞", "∞ - ∞", "x = x = x", "3 m/" * 200, "=" * 500, ";" * 500, "½" * 200),
    *("(x^100+1)(x^100-1)/(x^50-1)", "sin(" * 30 + "x" + ")" * 30, "{" + "1," * 2_000 + "1}", "\u202e3", "x<" * 300),
)


@contextmanager
def alarm(seconds: int) -> Iterator[None]:
    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("kind", STEPS)
@pytest.mark.parametrize("decimal", [".", ","])
def test_hostile_answers_are_asked_again_or_judged(kind: str, decimal: str) -> None:
    found = interaction(kind)
    spec = found.Spec.model_validate(STEPS[kind])
    task, key = found.make(spec, {}, Chance(1), Locale(decimal="," if decimal == "," else "."))
    for typed in HOSTILE:
        with alarm(HANGS):
            try:
                response = found.read(task, {"answer": [typed]})
            except Unread:
                continue
            assert found.grade(task, key, response).outcome is not Outcome.CORRECT, typed
            assert found.describe(task, response)
