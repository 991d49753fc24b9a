"""What somebody types to make reading it take for ever: every message is read before the alarm rings."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from chiron.core.language.reading import read
from chiron.core.learning.decide.setting import LONGEST_TEXT

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
