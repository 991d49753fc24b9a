"""Texts that are made to hold the guard up, or to break it: every one is judged, and none takes longer than it is long.

No time is asserted: where reading went over a text again from each of its signs, these tests would not end.
"""

from __future__ import annotations

import pytest

from chiron.core.language.guard import check
from chiron.core.language.guard.keys import StepKeys
from chiron.core.language.guard.scene import Scene
from chiron.core.language.guard.words import judge
from chiron.core.learning.replacement import fill_markup
from chiron.core.words import Source, Utterance
from chiron.engine.library.drawings import PICTURE

KEYS = (
    StepKeys("numeric", ("7", "x = 7"), "Solve $x+3=10$"),
    StepKeys("expression", ("x > 3",), "Solve $2x>6$"),
    StepKeys("choice", ("ribosome",), "Which?\nribosome\nlysosome", ("ribosome", "lysosome")),
)
HOSTILE = ("9", "1", "0", "+-", "(", "10^", "$", "x = 1 ", "5cm", "\\frac{", "\u0663", "x < 1 < ", "1 -")


@pytest.mark.parametrize("keys", KEYS, ids=lambda keys: keys.kind)
def test_a_long_run_of_anything_is_judged(keys):
    for sign in HOSTILE:
        text = (sign * 20_000)[:20_000]
        assert check(Utterance(text, Source.COURSE), keys) is not None
        judged = judge("Think of what adds up to ten.", Scene(keys, asked=text[:4_000], cited=(text[:4_000],)))
        assert judged.rule is None or judged.words


def test_an_answer_is_still_found_after_a_long_run():
    for sign in ("9", "+-", "(", "5cm"):
        text = f"{(sign * 10_000)[:10_000]}\nThe answer is x = 7."
        assert not check(Utterance(text, Source.COURSE), KEYS[0])
    assert not check(Utterance("-" * 10_000 + "\nSo x > 3.", Source.COURSE), KEYS[1])


def test_markup_of_openings_alone_is_filled_and_read():
    assert fill_markup("@{1}" + "<" * 100_000, {}) == "1" + "<" * 100_000
    assert PICTURE.search("![" * 10_000) is None
    assert PICTURE.search("![](" * 10_000) is None
    assert PICTURE.search("![the line from [0, 2)](line.svg)") is not None
