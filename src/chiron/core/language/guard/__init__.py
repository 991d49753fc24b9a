"""What stands between a sentence and the learner. Each rule is a file here with its examples beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chiron.core.language.guard import answer_leak
from chiron.core.language.guard.keys import OPEN_RUNG, StepKeys, step_keys
from chiron.core.words import Utterance

__all__ = ["OPEN_RUNG", "RULES", "Checked", "StepKeys", "check", "step_keys"]

Rule = Callable[[str, str | None, StepKeys, str | None, bool], str | None]
"""(text, title, keys, rung, quoted) -> the words that may not be said, None where all may."""

RULES: dict[str, Rule] = {answer_leak.NAME: answer_leak.stops}
"""By name, in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the guard says of one utterance: ``rule`` and the ``words`` it stumbled over, where it was stopped."""

    allowed: bool
    rule: str | None = None
    words: str | None = None

    def __bool__(self) -> bool:
        return self.allowed


def check(utterance: Utterance, keys: StepKeys | None, rung: str | None = None) -> Checked:
    """Whether an utterance may be shown while the step of ``keys`` is open; anything may when none is.

    ``rung`` is the last rung that was shown; ``solution`` means that the worked solution was. A quoted passage or one
    with a title (a glossary entry) is read more strictly than the step's own ladder, which its author wrote for it.
    """
    if keys is None:
        return Checked(True)
    quoted = utterance.quote is not None or utterance.title is not None
    for name, rule in RULES.items():
        if words := rule(utterance.text, utterance.title, keys, rung, quoted):
            return Checked(False, name, words)
    return Checked(True)
