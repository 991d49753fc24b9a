"""Reading typed mathematics for a step: one meaning, or asked again with every meaning shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from chiron.core.learning.exact import FormulaError
from chiron.core.learning.maths.effort import Spent, effort
from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.show import tex, typed
from chiron.core.learning.maths.tree import AS_INTEGER, Negative, Node, Number, Quotient, Style, Written
from chiron.core.learning.maths.vocabulary import MINUS, RAISED, SAME
from chiron.core.learning.unread import Unread
from chiron.core.words import Json

Pair = Literal["point", "interval"]
Fits = Callable[[Node], bool]
"""Whether a reading is of the sort that the step asks for, such as one number."""

_PLAIN = re.compile(rf"(\s*)([-{MINUS}]?)(\d{{1,15}})(?:([.,])(\d{{1,15}})|/(\d{{1,15}}))?\s*", re.ASCII)


def understood(text: str, reading: Reading, field: str = "answer", fits: Fits | None = None) -> Node:
    """What was typed, as a tree. Raises Unread, with the ways to read it where they mean different things.

    ``fits`` leaves out readings of another sort, where one is of the sort asked for.
    """
    try:
        return _understood(text, reading, fits)
    except Unread as unread:
        raise Unread(unread.reason, unread.place, field, unread.readings) from None
    except Spent:
        raise Unread("too-long", None, field) from None


@lru_cache(maxsize=512)
def _understood(text: str, reading: Reading, fits: Fits | None) -> Node:
    """The same, with work counted on its own: what was read before costs no later check its effort."""
    with effort(own=True):
        return _one_way(text, reading, fits)


def _one_way(text: str, reading: Reading, fits: Fits | None) -> Node:
    plain = _plain(text, reading.decimal)
    if plain is not None:
        return plain
    found = read(text, reading)
    ways = (found.tree, *found.alternatives)
    if fits is not None and len(ways) > 1:
        ways = tuple(tree for tree in ways if fits(tree)) or ways[:1]
    others = [other for other in ways[1:] if same(ways[0], other).equal is not True]
    if others:
        raise Unread("two-readings", None, "answer", tuple(_way(tree, reading) for tree in (ways[0], *others)))
    return ways[0]


def _way(tree: Node, reading: Reading) -> tuple[str, str]:
    """A reading as text that can only mean it, where there is one, and as TeX."""
    shown = tex(tree, reading.decimal, reading.language)
    plain = typed(tree, reading.decimal, reading.language)
    for text in (plain, shown):
        found = read(text, reading)
        if found.tree == tree and not found.alternatives:
            return text, shown
    return (plain if read(plain, reading).tree == tree else shown), shown


def _plain(text: str, decimal: str) -> Node | None:
    """A whole number, a decimal or a fraction of whole numbers, without the whole reader; None for anything else."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    space, sign, whole, mark, places, below = found.groups()
    start = len(space) + len(sign)
    if mark is not None and mark != decimal:
        return None
    if places is not None:
        value, end = Fraction(int(whole + places), 10 ** len(places)), start + len(whole) + 1 + len(places)
        node: Node = Number(value, Written(Style.DECIMAL, len(places)), span=(start, end))
    else:
        node = Number(Fraction(int(whole)), AS_INTEGER, span=(start, start + len(whole)))
    if below is not None:
        if not int(below):
            return None
        end = node.span[1] + 1 + len(below)
        node = Quotient(node, Number(Fraction(int(below)), AS_INTEGER, span=(end - len(below), end)), span=(start, end))
    return Negative(node, span=(len(space), node.span[1])) if sign else node


@lru_cache(maxsize=2048)
def authored(text: str, letters: tuple[str, ...] | None = None, pair: Pair = "interval") -> Node:
    """What an author wrote, with a decimal point whatever the locale. Raises FormulaError, also where it could mean two
    things.
    """
    reading = Reading(".", letters, pair=pair)
    try:
        return understood(text, reading)
    except Unread as unread:
        place = "" if unread.place is None else f" at character {unread.place + 1}"
        ways = "".join(f" {way!r}" for way, _ in unread.readings)
        raise FormulaError(f"{text!r} cannot be read{place}: {unread.message}{ways}") from None


def response(text: str, tree: Node, decimal: str, language: str) -> dict[str, Json]:
    """What is kept of an answer: as typed, as read (TeX), and whether the two look apart."""
    found: dict[str, Json] = {"typed": text, "read": tex(tree, decimal, language)}
    if "\\" not in text and _bare(text) != _bare(typed(tree, decimal, language)):
        found["apart"] = True
    return found


def _bare(text: str) -> str:
    """A text without what says nothing: spaces, capitals, the shapes of signs and brackets, signs of multiplication."""
    made = ""
    raised = False
    for letter in text.casefold():
        if letter in RAISED:
            made += RAISED[letter] if raised else "^" + RAISED[letter]
        elif letter in MINUS:
            made += "-"
        elif letter in "[{":
            made += "("
        elif letter in "]}":
            made += ")"
        elif not letter.isspace():
            made += SAME.get(letter, unicodedata.normalize("NFKC", letter).replace("⁄", "/"))
        raised = letter in RAISED
    return made.replace("**", "^").replace("*", "")


def kept(found: Json, tree: Callable[[], Node], task: Any) -> str:
    """The TeX of an answer as it was read; of one kept before that was, it is read again."""
    return str(found["read"]) if "read" in found else tex(tree(), task["decimal"])


def spellings(tree: Node, decimal: str, language: str) -> set[str]:
    """Plain texts that say this: as typed, without spaces, without stars, with true minuses."""
    found = {typed(tree, decimal, language), tex(tree, decimal, language)}
    found |= {text.replace("*", "") for text in found}
    found |= {text.replace(" ", "") for text in found}
    return found | {text.replace("-", "−") for text in found}
