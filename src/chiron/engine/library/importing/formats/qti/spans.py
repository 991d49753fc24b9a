"""How far from a right number an item still gives full points: found by trying, whatever its rules look like."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from chiron.engine.library.importing.formats.qti.case import Case
from chiron.engine.library.importing.formats.qti.judging import Quality
from chiron.engine.library.importing.formats.qti.values import Declared, Undecided

MOST_STEPS = 60
"""Whole numbers tried to each side."""
HALVINGS = 60
FIGURES = 9
"""A bound is taken as a decimal of so many significant figures, where that is accepted too."""
Span = tuple[Fraction, Fraction]


def span_of(case: Case, own: Declared, right: float | int) -> Span:
    """From the least to the greatest number around ``right`` that is worth as much; the number alone where none is."""
    exact = Fraction(Decimal(repr(right)))
    try:
        if case.judge.silent:
            return exact, exact
        best = case.quality(own.name, right)
        if own.base == "integer":
            return Fraction(_along(case, own, best, int(right), -1)), Fraction(_along(case, own, best, int(right), 1))
        return _edge(case, own, best, float(right), -1), _edge(case, own, best, float(right), 1)
    except Undecided:
        return exact, exact


def _along(case: Case, own: Declared, best: Quality, right: int, way: int) -> int:
    for count in range(1, MOST_STEPS):
        if case.quality(own.name, right + way * count) < best:
            return right + way * (count - 1)
    return right


def _edge(case: Case, own: Declared, best: Quality, right: float, way: int) -> Fraction:
    exact = Fraction(Decimal(repr(right)))
    scale = max(abs(right), 1.0)

    def good(far: float) -> bool:
        return case.quality(own.name, right + way * far) >= best

    if not good(1e-9 * scale):
        return exact
    near, far = 1e-9 * scale, 1e-6 * scale
    while good(far):
        near, far = far, far * 4
        if far > 1e7 * scale:
            # Right however large: no tolerance says that.
            return exact
    for _ in range(HALVINGS):
        middle = (near + far) / 2
        near, far = (middle, far) if good(middle) else (near, middle)
    return exact + way * _decimal(case, own, best, right, way, near)


def _decimal(case: Case, own: Declared, best: Quality, right: float, way: int, near: float) -> Fraction:
    """The distance as a short decimal, so that a learner's number on the edge is judged as the source does."""
    short = float(f"{near:.{FIGURES}g}")
    if case.quality(own.name, right + way * short) >= best:
        return Fraction(Decimal(repr(short)))
    return Fraction(Decimal(repr(short))) * Fraction(999_999, 1_000_000)
