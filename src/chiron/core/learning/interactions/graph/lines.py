"""Straight lines and half-planes of the plane, exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from chiron.core.learning.exact import FormulaError
from chiron.core.learning.maths.polynomial import added, polynomial, scaled
from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.tree import Relation
from chiron.core.learning.printing import Mode, Style, fraction
from chiron.core.learning.unread import Unread

Point = tuple[Fraction, Fraction]
_X, _Y = (("x", 1),), (("y", 1),)
_SHOWN = {"<=": r"\le", ">=": r"\ge"}
_FLIPPED = {"=": "=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Line:
    """The points with ``a x + b y = c``, scaled so that b is 1, or a where it is upright: equal lines are equal."""

    a: Fraction
    b: Fraction
    c: Fraction

    @classmethod
    def of(cls, a: Fraction, b: Fraction, c: Fraction) -> Line:
        """The line with these numbers, a and b not both zero."""
        scale = b or a
        return cls(a / scale, b / scale, c / scale)

    @classmethod
    def rising(cls, slope: Fraction, intercept: Fraction) -> Line:
        """``y = slope x + intercept``."""
        return cls.of(-slope, Fraction(1), intercept)

    @classmethod
    def through(cls, one: Point, other: Point) -> Line:
        """The line through two different points."""
        a, b = other[1] - one[1], one[0] - other[0]
        return cls.of(a, b, a * one[0] + b * one[1])

    @property
    def slope(self) -> Fraction | None:
        """How much y grows while x grows by 1; None where the line is upright."""
        return -self.a if self.b else None

    @property
    def intercept(self) -> Fraction | None:
        """Where it crosses the y-axis; None where the line is upright."""
        return self.c if self.b else None

    @property
    def mirrored(self) -> Line:
        """The line with x and y exchanged."""
        return Line.of(self.b, self.a, self.c)

    def over(self, point: Point) -> Fraction:
        """``a x + b y - c``: zero on the line, of one sign on either side."""
        return self.a * point[0] + self.b * point[1] - self.c

    def holds(self, point: Point) -> bool:
        """Whether the point lies on it."""
        return self.over(point) == 0


@dataclass(frozen=True, slots=True)
class Statement:
    """A line, or with another sign than ``=`` the half-plane where ``line.over`` compares so with zero."""

    line: Line
    sign: str = "="

    @property
    def strict(self) -> bool:
        """Whether the line itself does not belong to the half-plane."""
        return self.sign in "<>"

    def inside(self, point: Point) -> bool:
        """Whether a point beside the line lies in the half-plane."""
        return self.line.over(point) < 0 if self.sign.startswith("<") else self.line.over(point) > 0


@lru_cache(maxsize=2048)
def stated(text: str) -> Statement:
    """Read ``y = 2x + 1``, ``x = 3``, ``2x + 3y < 6``. Raises FormulaError for what is no straight line."""
    try:
        tree = read(text, Reading(letters=("x", "y"))).tree
    except Unread as unread:
        raise FormulaError(f"{text!r} cannot be read: {unread.message}") from None
    if not isinstance(tree, Relation) or tree.op not in _FLIPPED:
        raise FormulaError(f"{text!r} needs one sign of = < > <= >= between two sides.")
    left, right = polynomial(tree.left), polynomial(tree.right)
    if left is None or right is None:
        raise FormulaError(f"{text!r} is not the equation of a straight line.")
    value = added(left, scaled(right, Fraction(-1)))
    a, b, c = (value.get(name, Fraction(0)) for name in (_X, _Y, ()))
    if set(value) - {_X, _Y, ()} or not (a or b):
        raise FormulaError(f"{text!r} is not the equation of a straight line in x and y.")
    return Statement(Line.of(a, b, -c), tree.op if (b or a) > 0 else _FLIPPED[tree.op])


def equation(statement: Statement, decimal: str = ".") -> str:
    """The line or half-plane in LaTeX, solved for y, or for x where it is upright."""
    style, line = Style(Mode.MATHS, decimal), statement.line
    sign = _SHOWN.get(statement.sign, statement.sign)
    if not line.b:
        return f"x {sign} {fraction(line.c, style)}"
    slope = -line.a
    times = fraction(slope, style)
    right = f"{times[:-1] if times in ('1', '-1') else times}x" if slope else ""
    if line.c or not slope:
        joined = f" {'-' if line.c < 0 else '+'} {fraction(abs(line.c), style)}"
        right = right + joined if right else fraction(line.c, style)
    return f"y {sign} {right}"


# -- ideas: what a wrong answer may have come from


Move = Callable[[Point], Point]
POINT_IDEAS: tuple[tuple[str, Move], ...] = (
    ("coordinates-exchanged", lambda p: (p[1], p[0])),
    ("sign-lost", lambda p: (-p[0], p[1])),
    ("sign-lost", lambda p: (p[0], -p[1])),
    ("sign-lost", lambda p: (-p[0], -p[1])),
)
"""How a wrong point may come from the one that was asked for."""


def line_ideas(line: Line) -> Iterator[tuple[str, Line]]:
    """What wrong ideas make of a line."""
    yield "coordinates-exchanged", line.mirrored
    slope, intercept = line.slope, line.intercept
    if slope is None or intercept is None:
        yield "sign-lost", Line.of(line.a, line.b, -line.c)
        return
    yield "slope-and-intercept-exchanged", Line.rising(intercept, slope)
    yield "sign-lost", Line.rising(-slope, intercept)
    yield "sign-lost", Line.rising(slope, -intercept)
    yield "sign-lost", Line.rising(-slope, -intercept)
    if slope:
        yield "slope-inverted", Line.rising(1 / slope, intercept)


IDEAS = ("coordinates-exchanged", "sign-lost", "slope-and-intercept-exchanged", "slope-inverted")
"""Wrong ideas that this kind finds by itself, and for which an author may name a misconception."""
