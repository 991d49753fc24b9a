"""The rule that a model asserts no sum that comes to the answer ("x = 6 + 1"), unless it stands on the screen.

To name the sum that is left is the next step of the ladder, and comes when the ladder says so.
"""

from __future__ import annotations

import re

from chiron.core.language.guard import algebra, numbers
from chiron.core.language.guard.scene import Line, Scene
from chiron.core.language.guard.values import plainly, wanted

NAME = "answer-as-a-sum"
_SUM = re.compile(r"(?<![\w.)^])-?\(*\d+(?:\.\d+)?\)*(?:\s*[-+*/^]\s*\(*-?\d+(?:\.\d+)?\)*)+(?![\w(^])")


def stops(line: Line, scene: Scene) -> str | None:
    """The sum."""
    keys = scene.closed
    values = wanted(keys) if keys else frozenset()
    if not values:
        return None
    text, seen = plainly(line.text), re.sub(r"\s", "", plainly(scene.screen))
    ways = {found.value for value in values if (found := algebra.written(f"{value.numerator}/{value.denominator}"))}
    for match in _SUM.finditer(text):
        run = re.sub(r"\s", "", match.group())
        found = algebra.written(run)
        if found is None or found.value not in ways or run in seen:
            continue
        alone = not re.search(r"\w", text.replace(match.group(), "", 1))
        turned = re.match(r"\s*=\s*[a-z]\b", text[match.end() :])
        if alone or turned or numbers.LEADS_TO.search(text[: match.start()]):
            return match.group()
    return None
