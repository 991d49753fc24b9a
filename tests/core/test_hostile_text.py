"""What somebody types to make reading it take for ever: every message is read before the alarm rings."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from chiron.core.language.reading import read
from chiron.core.language.text import fold
from chiron.core.learning.course import Template
from chiron.core.learning.decide.setting import LONGEST_TEXT
from chiron.core.learning.exact import FormulaError
from chiron.core.learning.parameters import draw
from tests.core.tiny import template

HANGS = 20
"""Seconds after which reading one message hangs; it takes a few hundredths of one."""
PIECES = (
    "1/",
    "7 = ",
    "1 1/",
    "x = 1 ",
    "2x+",
    "is it 7 ",
    "the answer is ",
    "a ",
    "\n",
    "i want to ",
    "$",
    "= ",
    "-1",
    "1,",
)


@contextmanager
def alarm(seconds: int) -> Iterator[None]:
    """Fail when what happens here has not ended after so long."""

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("end", ["", "!", "q", " of"])
def test_a_message_that_repeats_itself_is_read(piece: str, end: str) -> None:
    text = (piece * LONGEST_TEXT)[: LONGEST_TEXT - len(end)] + end
    with alarm(HANGS):
        for language in ("en", "es"):
            read(text, language)


def test_a_character_that_stands_for_many_makes_no_text_long() -> None:
    assert len(fold("\ufdfa" * 1_000)) <= 4_001
    assert fold("crème brûlée ½") == "creme brulee 1⁄2"


@pytest.mark.parametrize("count", [60, 2_000])
def test_parameters_in_a_long_chain_are_refused_by_name(count: int) -> None:
    made = template("long")
    made["parameters"] |= {f"p{n}": {"compute": f"p{n + 1} + 1"} for n in range(count)} | {
        f"p{count}": {"compute": "1"}
    }
    with pytest.raises(FormulaError, match="through more than"):
        draw(Template.model_validate(made), "stream")
