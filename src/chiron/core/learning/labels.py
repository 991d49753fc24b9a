"""How the words on the map of skills are broken into lines, and the width that they need."""

from __future__ import annotations

import re
from collections.abc import Sequence

LETTER = 6.7
"""Width to allow for a letter of a skill's label."""
TITLE_LETTER = 9.6
"""And of a unit's title."""
LONGEST_LINE = 12
"""Letters on a label's line before it wraps."""
ONE_LINE = 16
"""Letters up to which a unit's title stays on one line."""


def wrap(title: str) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """A title in lines of at most LONGEST_LINE letters where words allow it; formulas are kept whole."""
    runs = [
        (piece[1:-1] if formula else word, formula)
        for piece in re.split(r"(\$[^$]+\$)", title)
        for formula in (piece.startswith("$") and len(piece) > 1,)
        for word in ([piece] if formula else piece.split())
    ]
    lines: list[list[tuple[str, bool]]] = []
    room = -1
    for text, formula in runs:
        if lines and room >= len(text) + 1:
            lines[-1].append((text, formula))
            room -= len(text) + 1
        else:
            lines.append([(text, formula)])
            room = LONGEST_LINE - len(text)
    return tuple(tuple(line) for line in lines) or ((("", False),),)


def width_of(lines: Sequence[Sequence[tuple[str, bool]]]) -> float:
    """The width of a label's longest line."""
    return max(sum(len(text) + 1 for text, _ in line) - 1 for line in lines) * LETTER


def headed(title: str) -> tuple[str, ...]:
    """A unit's title on one line, or on the two that are most alike in length; a formula is not broken."""
    words = title.split()
    if len(title) <= ONE_LINE or "$" in title or len(words) < 2:
        return (title,)
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(halves, key=lambda lines: max(map(len, lines)))


def head_width(title: str) -> float:
    """The width of a unit's title on its lines."""
    return max(map(len, headed(title))) * TITLE_LETTER
