"""Whether a text writes the equation or inequality that is the answer, also turned over, reordered or multiplied.

One that stands on the learner's screen is no leak. Where one that says the same stands there, every right step of the
way says it too: then only the answer's own writing counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from chiron.core.language.guard import algebra
from chiron.core.language.guard.conditions import signs_written
from chiron.core.language.guard.plain import plain

_SIDE = r"(?:\d+(?:\.\d+)?|(?<![a-z'])[a-z](?![a-z'])|(?<=\d)[a-z]{1,3}(?![a-z'])|[-+*/^()]|\s)+"
_PIECE = re.compile(rf"(?P<side>{_SIDE})|(?P<sign><=|>=|=<|=>|<|>|=)")
"""A side or a sign: nothing is tried twice, so that a long run of either costs no more than its length."""
_PRIME = 2_147_483_647
_LARGEST = 20
"""Relations are the same when one is the other times or over a whole number up to this. Equations of one letter with
the same solution are all multiples of one another, so any ratio would take another example for the answer."""


@dataclass(frozen=True)
class Related:
    """``sign`` is =, < or <=. ``apart`` is the greater side less the smaller one, by value; ``form`` the writing."""

    sign: str
    apart: tuple[int, ...]
    form: object


@lru_cache(maxsize=1)
def _multiples() -> frozenset[int]:
    """The positive ratios that count, modulo the prime."""
    whole = range(1, _LARGEST + 1)
    return frozenset(whole) | {pow(k, -1, _PRIME) for k in whole}


def _same(one: Related, other: Related) -> bool:
    if one.sign != other.sign or not all(other.apart):
        return one.sign == other.sign and one.apart == other.apart
    ratios = {a * pow(b, -1, _PRIME) % _PRIME for a, b in zip(one.apart, other.apart, strict=True)}
    if len(ratios) != 1:
        return False
    (ratio,) = ratios
    return ratio in _multiples() or (one.sign == "=" and -ratio % _PRIME in _multiples())


@lru_cache(maxsize=256)
def relations(text: str) -> tuple[Related, ...]:
    """The equations and inequalities with a letter that a text writes, each between two sides."""
    found: list[Related] = []
    for line in plain(signs_written(text)).splitlines():
        pieces = list(_PIECE.finditer(line))
        for before, sign, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
            if not sign["sign"] or before["sign"] or after["sign"]:
                continue
            if before.end() != sign.start() or sign.end() != after.start():
                continue
            left, right = _read(before.group()), _read(after.group())
            if left and right and left.letters | right.letters:
                found.append(_related(left, sign.group(), right))
    return tuple(found)


def _read(side: str) -> algebra.Written | None:
    return algebra.written(side.strip()) or algebra.written(side.strip().lstrip("*/+ ").rstrip("-+*/ "))


def _related(left: algebra.Written, sign: str, right: algebra.Written) -> Related:
    if ">" in sign:
        left, right = right, left
    apart = tuple((b - a) % _PRIME for a, b in zip(left.value, right.value, strict=True))
    return Related({"<": "<", ">": "<", "=": "="}.get(sign, "<="), apart, _form(left, sign, right))


def _form(left: algebra.Written, sign: str, right: algebra.Written) -> object:
    """The writing; of a formula solved for a letter (x = (y + 5)/9) the letter and what it is worth, in any writing."""
    if sign != "=":
        return left.form, right.form
    for alone, other in ((left, right), (right, left)):
        if {alone.form} == alone.letters and other.letters and not alone.letters & other.letters:
            return alone.form, other.value
    return tuple(sorted((left.form, right.form), key=repr))


@lru_cache(maxsize=128)
def _keys(forms: tuple[str, ...]) -> tuple[Related, ...]:
    return tuple(dict.fromkeys(related for form in forms for related in relations(form)))


def stated(text: str, forms: tuple[str, ...], shown: str) -> bool:
    """Whether a text writes one of the answers; see the module."""
    keys = _keys(forms)
    return bool(keys) and algebra.given_away(relations(text), keys, relations(shown), _same)
