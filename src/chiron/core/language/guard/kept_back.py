"""The rule that a model does not say early what the ladder still keeps: the next step, or the solution.

The model is never given them; it may work them out by itself. An equation or a sum that stands in a rung to come or in
the solution, and not on the learner's screen, may not be said before its rung; nor may eight words in a row of it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from chiron.core.language.guard.plain import plain
from chiron.core.language.guard.scene import Line, Scene
from chiron.core.language.text import words

NAME = "kept-back"
_RUN = re.compile(r"(?:\d+(?:[.,]\d+)?|(?<![a-z'])[a-z](?![a-z'])|(?<=\d)[a-z](?![a-z'])|[-+*/^()=<>]|\s)+")
TOGETHER = 8
"""So many words in a row are the author's, not chance."""


@lru_cache(maxsize=256)
def _lines(text: str) -> frozenset[str]:
    """The equations and sums of a text, without spaces: at least two signs of maths or an equals sign."""
    found = set()
    for match in _RUN.finditer(plain(text)):
        run = re.sub(r"\s+", "", match.group()).strip("+-*/^=<>")
        if len(re.findall(r"[-+*/^=<>]", run)) >= 2 or ("=" in run and re.search(r"\d", run)):
            found.add(run)
    return frozenset(found)


@lru_cache(maxsize=256)
def _rows(text: str) -> frozenset[tuple[str, ...]]:
    said = words(text)
    return frozenset(tuple(said[place : place + TOGETHER]) for place in range(len(said) - TOGETHER + 1))


def stops(line: Line, scene: Scene) -> str | None:
    """The words that come too early."""
    if scene.closed is None or not scene.kept:
        return None
    shown, here = _lines(scene.screen), _lines(line.text)
    for text in scene.kept:
        early = (_lines(text) & here) - shown
        if early:
            return min(early)
        if (_rows(text) & _rows(line.text)) - _rows(scene.screen):
            return line.text
    return None
