"""Wrong choices that are fair: terms of the same kind, from near by, which would not be right as well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from chiron.core.learning.chance import Chance
from chiron.engine.library.importing.proposing.sentences import STOP, content, stems
from chiron.engine.library.importing.proposing.terms import Term, said_of

LEAST, MOST = 3, 5
"""Words of a bank, the right one among them."""
AROUND = 80
"""So many terms before and after one are looked at for wrong choices."""
NEAR = 0.5
"""Meanings that share more of their words than this may be meant alike."""


def kind_of(term: str) -> tuple[bool, bool, str]:
    """How a term looks from outside: what would tell it from the others of a bank at a glance."""
    words = term.split()
    proper = any(char.isupper() for char in term)
    code = bool(re.search(r"[_`()]|\w\.\w|\d", term))
    last = words[-1].casefold()
    doing = last.endswith("ing") and len(last) > 5 and not last.endswith(("string", "thing", "spring", "ring"))
    return proper, code, "ing" if doing else "ly" if last.endswith("ly") else ""


def near(first: str, second: str) -> float:
    """How much of the shorter of two texts the other says as well."""
    one, two = content(first), content(second)
    return len(one & two) / max(1, min(len(one), len(two)))


def apart(first: Term, second: Term) -> bool:
    """Whether two terms are different things: no part of one another's names, nor another name of it."""
    names = [set(stems(name)) for name in (first.name, *first.also)]
    others = [set(stems(name)) for name in (second.name, *second.also)]
    if any(one <= two or two <= one for one in names for two in others):
        return False
    return not any(a[:6] == b[:6] for a in names[0] for b in others[0] if len(a) > 5 and len(b) > 5)


def rivals(right: Term, said: str, terms: Sequence[Term], chance: Chance, *, plural: bool | None = None) -> list[Term]:
    """Up to four other terms for a gap or a question that ``said`` fills; those of the same look and nearest first.

    Where there are enough, they are all such as take an article or all such as take none: that would tell them apart.

    ``terms`` come nearest first. Left out is whatever ``said`` names, whatever is named by the right term's own
    meaning or names it, and whatever has a meaning that is nearly the same.
    """
    looks = kind_of(right.name)
    spoken = {one for one in stems(said) if one not in STOP and len(one) > 2}
    known = said_of(right)
    wanted = right.many if plural is None else plural
    fair: list[Term] = []
    for term in terms:
        if term.key == right.key or kind_of(term.name) != looks or term.many != wanted:
            continue
        if right.gender and term.gender != right.gender:
            continue
        other = said_of(term)
        if not other or term.noun != right.noun or spoken & set(term.key) or not apart(right, term):
            continue
        if near(said, other) >= NEAR or near(known, other) >= NEAR:
            continue
        if set(right.key) <= set(stems(other)) and term.meaning:
            continue
        if all(apart(term, one) for one in fair):
            fair.append(term)
        if len(fair) == 3 * MOST:
            break
    length = len(right.name.split())
    alike = [term for term in fair if term.counted == right.counted]
    fair = alike if len(alike) >= LEAST else fair
    fair = sorted(fair[: 2 * MOST], key=lambda term: abs(len(term.name.split()) - length) > 1)
    return chance.shuffled(fair[: MOST - 1])


def nearest(terms: Sequence[Term], place: int) -> list[Term]:
    """The terms defined around the one at ``place``, the nearest first."""
    around = range(max(0, place - AROUND), min(len(terms), place + AROUND + 1))
    return [terms[other] for other in sorted(around, key=lambda other: abs(other - place)) if other != place]


def distinct(texts: Iterable[str]) -> bool:
    """Whether no two texts are the same but for capitals and marks."""
    seen = [" ".join(stems(text)) for text in texts]
    return len(set(seen)) == len(seen)
