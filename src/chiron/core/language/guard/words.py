"""The guard on a model's words: every sentence past every rule before it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from chiron.core.language.guard import (
    alluded,
    hidden,
    kept_back,
    level,
    markup,
    other_tongue,
    partial,
    private,
    said_value,
    said_words,
    smuggled,
    tone,
    unsafe,
    verdict,
    worked_out,
)
from chiron.core.language.guard.scene import Line, Rule, Scene

LONGEST = 1_200
"""Characters of one sentence; a longer one is none."""
TOO_LONG = "too-long"

RULES: dict[str, Rule] = {
    module.NAME: module.stops
    for module in (
        markup, unsafe, private, smuggled, said_value, worked_out, said_words, hidden, alluded, partial, kept_back,
        verdict, tone, other_tongue, level,
    )
}  # fmt: skip
"""By name, in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the guard says of one sentence: the ``rule`` that stopped it and the ``words`` it stumbled over.

    The words may hold what must not be told: they stand in no event and no log.
    """

    rule: str | None = None
    words: str | None = None

    def __bool__(self) -> bool:
        return self.rule is None


def judge(text: str, scene: Scene, before: str = "") -> Judged:
    """Whether a model's sentence may be shown in a scene, after what it said ``before`` in the same message.

    Never raises, on any text.
    """
    if len(text) > LONGEST:
        return Judged(TOO_LONG)
    line = Line(text, before[-LONGEST:])
    for name, rule in RULES.items():
        if words := rule(line, scene):
            return Judged(name, words)
    return Judged()
