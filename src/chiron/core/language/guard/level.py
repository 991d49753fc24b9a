"""The rule that a sentence can be read at the learner's age: not too long, and not of long words only.

Words that stand on the screen or in a cited passage count as known. The measure is words a sentence and letters a word,
which order texts much as Flesch and Kincaid's grade does (J. P. Kincaid et al., 1975) and need no syllables.
"""

from __future__ import annotations

import re

from chiron.core.language.guard.scene import Age, Line, Scene
from chiron.core.language.text import words

NAME = "reading-level"
LONGEST: dict[Age, int] = {"child": 26, "teen": 38, "adult": 55}
"""Words a sentence."""
HEAVY: dict[Age, float] = {"child": 0.24, "teen": 0.34, "adult": 0.5}
"""The share of long words that are not on the screen."""
LONG = 9
"""Letters of a long word."""


def stops(line: Line, scene: Scene) -> str | None:
    """The sentence, where it is too hard."""
    said = words(re.sub(r"\$[^$]*\$", " x ", line.text))
    if len(said) > LONGEST[scene.age]:
        return line.text
    if len(said) < 6:
        return None
    known = set(words(scene.screen))
    heavy = sum(len(word) >= LONG and word not in known for word in said)
    return line.text if heavy / len(said) > HEAVY[scene.age] else None
