"""What a translation lost, changed or brought in: numbers, maths, replacements, links. Words are not judged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chiron.core.learning.exact import FormulaError
from chiron.core.learning.translation.wording import Parts, maths_as_compared, numbers, parted, parts

_SHORT = 3
"""Words of so few letters (a, an, the, s) are grammar: a translation may do without choosing between them."""
_POINT = re.compile(r"\d\.\d(?!\d\d(?!\d))")


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, and what to do."""

    message: str
    remedy: str


def differences(original: str, made: str, names: frozenset[str] | None, own: str, other: str) -> Iterator[Difference]:
    """What a translation of one text changed beside its words.

    ``names`` are the parameters that it may name, None where ``@`` is a plain character; ``own`` and ``other`` are the
    decimal signs of the two languages.
    """
    try:
        new = parts(made, names is not None)
    except FormulaError as error:
        yield Difference(f"The translation cannot be filled in: {error.message}", "Write @@ for a plain @.")
        return
    try:
        old = parts(original, names is not None)
    except FormulaError:
        return  # told of the original
    yield from _unknown(made, names)
    yield from _told(old.formulas, new.formulas, "the replacement", lambda one: f"@{{{one}}}")
    yield from _choices(old, new)
    yield from _told(
        {maths_as_compared(one, own) for one in old.maths},
        {maths_as_compared(one, other) for one in new.maths},
        "the maths",
        lambda one: f"${one}$",
    )
    yield from _told(numbers(old.prose, own), numbers(new.prose, other), "the number", str)
    if other == "," and any(_POINT.search(one) for one in new.maths):
        yield Difference("Maths has a decimal point in a language that writes a comma.", "Write 0{,}5 in maths.")
    if other == "," and any(parted(one) != one for one in new.maths):
        yield Difference(
            "Maths has a comma between coordinates or members in a language whose decimal sign it is.",
            "Write (3; 4) and \\{3; 4\\}.",
        )


def _told(old: Iterable[str], new: Iterable[str], what: str, shown: object) -> Iterator[Difference]:
    say = shown if callable(shown) else str
    lost, added = sorted(set(old) - set(new)), sorted(set(new) - set(old))
    for one in lost:
        yield Difference(f"The translation lacks {what} {say(one)}.", "Write it as the original has it.")
    for one in added:
        yield Difference(f"The translation has {what} {say(one)}, which the original has not.", "Take it out.")


def _choices(old: Parts, new: Parts) -> Iterator[Difference]:
    """A choice between words must be made again; more of them, for gender or number, are the translator's."""
    for one, words in old.choices.items():
        if one not in new.choices and any(len(word.strip()) > _SHORT for word in words):
            yield Difference(
                f"The translation lacks the choice @{{{one}}}.",
                "Write the same conditions, with words of this language in the quotes.",
            )


def _unknown(made: str, names: frozenset[str] | None) -> Iterator[Difference]:
    from chiron.core.learning.replacement import pattern

    for name in sorted(pattern(made).names - names) if names is not None else ():
        yield Difference(f"There is no parameter called {name!r}.", "Parameters keep their names in every language.")
