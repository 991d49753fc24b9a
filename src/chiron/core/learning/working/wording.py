"""The words of wrong ideas and of next steps, in the course's language."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from chiron.core.learning.maths.show import tex
from chiron.core.learning.working.next_step import NextStep
from chiron.core.learning.working.parts import ratio
from chiron.core.learning.working.witness import Witness
from chiron.core.learning.working.words import en, es

_IDEAS: Mapping[str, Mapping[str, tuple[str, str]]] = {"en": en.IDEAS, "es": es.IDEAS}
_WITNESS: Mapping[str, Mapping[str, str]] = {"en": en.WITNESS, "es": es.WITNESS}
_STEPS: Mapping[str, Mapping[str, str]] = {"en": en.STEPS, "es": es.STEPS}


def idea_title(rule: str, language: str) -> str:
    """What a wrong idea is called, for teachers; English where the language is not among ours."""
    return _IDEAS.get(_known(language), en.IDEAS)[rule][0]


def idea_feedback(rule: str, language: str) -> str:
    """What helps against a wrong idea."""
    return _IDEAS.get(_known(language), en.IDEAS)[rule][1]


def step_words(step: NextStep, language: str, decimal: str = ".") -> str:
    """What to do next, as Markdown with ``$...$``."""
    text = _STEPS.get(_known(language), en.STEPS)[step.name]
    for name, node in step.values.items():
        text = text.replace(f"@{name}", tex(node, decimal, language))
    return text


def witness_words(witness: Witness, language: str, decimal: str = ".") -> str:
    """What shows a line false, as Markdown with ``$...$``."""
    at = ", ".join(f"{letter} = {_shown(value, decimal)}" for letter, value in witness.at.items())
    text = _WITNESS.get(_known(language), en.WITNESS)[witness.kind].replace("@at", at)
    return text.replace("@left", _shown(witness.left, decimal)).replace("@right", _shown(witness.right, decimal))


def _shown(value: Fraction | float | None, decimal: str) -> str:
    if isinstance(value, Fraction):
        return tex(ratio(value), decimal)
    return "" if value is None else f"{value:.4g}".replace(".", decimal)


def _known(language: str) -> str:
    return language.partition("-")[0]
