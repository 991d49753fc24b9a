"""Whether a text writes an expression that is the answer, in any order of its terms and factors.

An expression that stands on the learner's screen is no leak. Where an equal one stands there ("expand 3(x - 2)"), only
the answer's own form counts, since every step of the way is equal; elsewhere anything of the same value counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Protocol, TypeVar

from chiron.core.language.guard.plain import plain

_RUN = re.compile(r"(?:\d+(?:\.\d+)?|(?<![a-z'])[a-z](?![a-z'])|(?<=\d)[a-z]{1,3}(?![a-z'])|[-+*/^()]|\s)+")
_TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?|[a-z]|[-+*/^()])")
_PRIME = 2_147_483_647
_POINTS = (314_159_265, 271_828_182, 161_803_398)
_LONGEST = 200
_DEEPEST = 40


class _Unreadable(Exception):
    """Not an expression."""


@dataclass(frozen=True)
class Written:
    """An expression: ``form`` is the same for the same writing up to order, ``value`` for the same polynomial."""

    form: object
    value: tuple[int, ...]
    letters: frozenset[str]


def _negated(form: object) -> object:
    return form[1] if isinstance(form, tuple) and form[0] == "neg" else ("neg", form)


class _Reader:
    """Recursive descent over one run of signs; forms are nested tuples with sorted parts."""

    def __init__(self, text: str) -> None:
        self.tokens = _TOKEN.findall(text)
        self.at = 0
        self.deep = 0

    def look(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        self.at += 1
        return str(self.tokens[self.at - 1])

    def total(self) -> tuple[object, tuple[int, ...]]:
        self.deep += 1
        if self.deep > _DEEPEST:
            raise _Unreadable
        parts: list[object] = []
        value = (0,) * len(_POINTS)
        sign = 1
        if self.look() in ("+", "-"):
            sign = -1 if self.take() == "-" else 1
        while True:
            form, term = self.product()
            parts.append(_negated(form) if sign < 0 else form)
            value = tuple((a + sign * b) % _PRIME for a, b in zip(value, term, strict=True))
            if self.look() not in ("+", "-"):
                break
            sign = -1 if self.take() == "-" else 1
        self.deep -= 1
        return (parts[0] if len(parts) == 1 else ("sum", tuple(sorted(parts, key=repr)))), value

    def product(self) -> tuple[object, tuple[int, ...]]:
        parts: list[object] = []
        value = (1,) * len(_POINTS)
        over = negative = False
        joined = True
        while True:
            while self.look() == "-" and not (parts and not joined):
                self.take()
                negative = not negative
            form, factor = self.power()
            parts.append(("over", form) if over else form)
            if over:
                factor = tuple(pow(part, _PRIME - 2, _PRIME) for part in factor)
            value = tuple(a * b % _PRIME for a, b in zip(value, factor, strict=True))
            over, joined = False, self.look() in ("*", "/")
            if joined:
                over = self.take() == "/"
            elif not self.look() or self.look() in "+-)^":
                break
        whole = parts[0] if len(parts) == 1 else ("product", tuple(sorted(parts, key=repr)))
        return (("neg", whole), tuple(-part % _PRIME for part in value)) if negative else (whole, value)

    def power(self) -> tuple[object, tuple[int, ...]]:
        form, value = self.atom()
        if self.look() == "^":
            self.take()
            by = self.look()
            if not by.isdigit() or len(by) > 2:
                raise _Unreadable
            self.take()
            return ("power", form, by), tuple(pow(part, int(by), _PRIME) for part in value)
        return form, value

    def atom(self) -> tuple[object, tuple[int, ...]]:
        sign = self.look()
        if sign == "(":
            self.take()
            inside = self.total()
            if self.look() != ")":
                raise _Unreadable
            self.take()
            return inside
        if not sign or sign in "+-*/^)":
            raise _Unreadable
        self.take()
        if sign.isalpha():
            return sign, tuple(pow(point, ord(sign) - 90, _PRIME) for point in _POINTS)
        number = Fraction(sign)
        return str(number), (number.numerator * pow(number.denominator, -1, _PRIME) % _PRIME,) * len(_POINTS)


def written(text: str) -> Written | None:
    """A run of signs read as an expression; None where it is none."""
    text = re.sub(r"\s+", "", text)
    if not text or len(text) > _LONGEST or "".join(_TOKEN.findall(text)) != text:
        return None
    reader = _Reader(text)
    try:
        form, value = reader.total()
    except (_Unreadable, ValueError, ZeroDivisionError):
        return None
    return Written(form, value, frozenset(re.findall(r"[a-z]", text))) if not reader.look() else None


@lru_cache(maxsize=256)
def runs(text: str) -> tuple[Written, ...]:
    """The expressions in a text that hold a letter and something besides."""
    found = []
    for match in (match for line in plain(text).splitlines() for match in _RUN.finditer(line)):
        run = match.group().strip()
        expression = written(run) or written(run.strip("-+*/ "))
        if expression and expression.letters and not isinstance(expression.form, str):
            found.append(expression)
    return tuple(found)


@lru_cache(maxsize=128)
def _keys(forms: tuple[str, ...]) -> tuple[Written, ...]:
    return tuple(key for key in (written(plain(form)) for form in forms) if key and key.letters)


def stated(text: str, forms: tuple[str, ...], shown: str) -> bool:
    """Whether a text writes one of the answers; see the module."""
    keys = _keys(forms)
    return bool(keys) and given_away(runs(text), keys, runs(shown), lambda one, other: one.value == other.value)


class Formed(Protocol):
    """What is written in one form or another."""

    @property
    def form(self) -> object:
        """The same for the same writing up to order."""
        ...


_F = TypeVar("_F", bound=Formed)


def given_away(texts: Sequence[_F], keys: Sequence[_F], seen: Sequence[_F], same: Callable[[_F, _F], bool]) -> bool:
    """Whether one of the texts is a key: in its own form, or in any form where nothing of its value is ``seen``.

    What stands on the screen in just this form is none.
    """
    for said in texts:
        for key in keys:
            if not same(said, key) or any(said.form == other.form for other in seen):
                continue
            if said.form == key.form or not any(same(other, key) for other in seen):
                return True
    return False
