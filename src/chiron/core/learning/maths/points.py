"""Where two expressions are compared: small whole numbers first, for a learner to check, then drawn fractions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from hashlib import blake2b
from random import Random
from typing import Literal

from chiron.core.learning.maths.tree import Node, Number, names

Assumption = Literal["positive", "nonzero", "integer", "nonnegative"]

NICE = (2, 3, 1, 5, -1, 4, -2, 0, 7, -3, 10, 6, -5)
DRAWN = 24
SEED = 20_261_121


def points(
    letters: Sequence[str], nodes: Sequence[Node], assumptions: Mapping[str, Assumption]
) -> Iterator[dict[str, Fraction]]:
    """Points in a fixed order: small ones, some around every number that is written, large ones, drawn fractions, and
    those that nobody can foresee.
    """
    seen: set[tuple[Fraction, ...]] = set()
    for place in _all(letters, nodes):
        fitted = {letter: _fitted(value, assumptions.get(letter)) for letter, value in place.items()}
        key = tuple(fitted.values())
        if None not in key and key not in seen:
            seen.add(key)  # type: ignore[arg-type]
            yield {letter: value for letter, value in fitted.items() if value is not None}
    yield from unforeseen(letters, nodes, assumptions)


def unforeseen(
    letters: Sequence[str], nodes: Sequence[Node], assumptions: Mapping[str, Assumption]
) -> list[dict[str, Fraction]]:
    """Points that hang on what is compared itself, with large denominators and either sign.

    Whoever writes an expression that agrees at these points changes the points by writing it.
    """
    found = []
    for turn in range(4):
        place = {letter: _own(repr(nodes), letter, turn) for letter in letters}
        fitted = {letter: _fitted(value, assumptions.get(letter)) for letter, value in place.items()}
        found.append({letter: value for letter, value in fitted.items() if value is not None})
    return found


def _own(text: str, letter: str, turn: int) -> Fraction:
    """A number of -12 to 12 over about 10^9; positive in even turns."""
    digest = blake2b(f"{turn}/{letter}/{text}".encode(), digest_size=16).digest()
    below = 10**9 + int.from_bytes(digest[:4], "big")
    above = 1 + int.from_bytes(digest[4:], "big") % (12 * below)
    return Fraction(above if turn % 2 == 0 else -above, below)


def _fitted(value: Fraction, assumption: Assumption | None) -> Fraction | None:
    if assumption is None:
        return value
    if assumption == "nonzero":
        return value or None
    if assumption == "integer":
        return Fraction(round(value))
    return abs(value) if value or assumption == "nonnegative" else None


def _all(letters: Sequence[str], nodes: Sequence[Node]) -> Iterator[dict[str, Fraction]]:
    count = len(letters)
    for shift, value in enumerate(NICE):
        yield {letter: Fraction(NICE[(shift + 4 * at) % len(NICE)]) for at, letter in enumerate(letters)}
        if count > 1:
            yield dict.fromkeys(letters, Fraction(value))
    random = Random(SEED)  # noqa: S311 - points, no secrets; the same for everybody
    for near in _written(nodes):
        for sign, off in ((1, Fraction(1, 3)), (1, Fraction(-2, 7)), (-1, Fraction(3, 11))):
            yield {letter: sign * near + off * (1 + at) for at, letter in enumerate(letters)}
    for size in (8, 8, 40, 1_000, 1):
        for _ in range(DRAWN // 6):
            yield {letter: _fraction(random, size) for letter in letters}


def _written(nodes: Sequence[Node]) -> list[Fraction]:
    """Where something may turn: the numbers that stand in the expressions."""
    found = sorted({part.value for node in nodes for part in node.walk() if isinstance(part, Number)})
    return found if len(found) <= 6 else [*found[:2], *found[-4:]]


def _fraction(random: Random, size: int) -> Fraction:
    below = random.choice((3, 7, 11, 13))
    return Fraction(random.randint(-size * below, size * below) or 1, below)


def letters_of(*nodes: Node) -> tuple[str, ...]:
    """All letters, in order."""
    return tuple(sorted(frozenset().union(*(names(node) for node in nodes))))
