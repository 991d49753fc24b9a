"""The keys of unit `polynomials`, found again from what a learner reads."""

from __future__ import annotations

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import maths

from .routes import Expressions, first_maths


def part_added(item: Item) -> str:
    part, whole = maths(item.prompt)
    return f"({whole}) - ({part})"


def floor_left(item: Item) -> str:
    floor, _, part = maths(item.prompt)
    return f"({floor}) - ({part})"


EXPRESSIONS: Expressions = {
    ("add-polynomials", "add-two"): ("sum", first_maths),
    ("add-polynomials", "which-was-added"): ("added", part_added),
    ("add-polynomials", "floor-that-is-left"): ("left", floor_left),
    ("add-polynomials", "signs-that-stayed"): ("result", first_maths),
}
