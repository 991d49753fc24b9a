"""What was typed, as a tree: every number as it was written, every bracket as nesting, every node with its place.

A node is a value: two are equal when the same was written, wherever it stood. No node is deeper or larger than the
bounds, so whoever walks a tree may recurse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any, ClassVar, Literal, Self

from chiron.core.errors import InvalidInput

MAXIMUM_DEPTH = 40
MAXIMUM_SIZE = 800
"""Nodes of one tree."""
MAXIMUM_DIGITS = 400
"""Decimal digits of a number's numerator or denominator."""
MAXIMUM_DEGREE = 100
"""Of a root."""

_LARGEST = 10**MAXIMUM_DIGITS


class TooLarge(InvalidInput):
    """A tree beyond its bounds."""

    code = "too-large"


@dataclass(frozen=True, slots=True)
class Node:
    """A part of what was typed. ``span``: its first and one past its last character; no part of equality."""

    holds: ClassVar[tuple[str, ...]] = ()
    """The fields that hold nodes, in the order they were typed."""

    span: tuple[int, int] = field(default=(0, 0), compare=False, repr=False, kw_only=True)
    depth: int = field(init=False, compare=False, repr=False)
    size: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        parts = self.parts
        depth = 1 + max((part.depth for part in parts), default=0)
        size = 1 + sum(part.size for part in parts)
        if depth > MAXIMUM_DEPTH or size > MAXIMUM_SIZE:
            raise TooLarge("That is too long or too deeply nested.")
        object.__setattr__(self, "depth", depth)
        object.__setattr__(self, "size", size)

    @property
    def parts(self) -> tuple[Node, ...]:
        """The nodes right inside, in the order they were typed."""
        if not self.holds:
            return ()
        found: list[Node] = []
        for name in self.holds:
            value = getattr(self, name)
            if isinstance(value, Node):
                found.append(value)
            else:
                found.extend(value)
        return tuple(found)

    def with_parts(self, parts: Sequence[Node]) -> Self:
        """The same with other nodes right inside, as many as before. Raises TooLarge."""
        queue = list(parts)
        fresh: dict[str, Any] = {}
        for name in self.holds:
            value = getattr(self, name)
            if isinstance(value, Node):
                fresh[name] = queue.pop(0)
            else:
                fresh[name], queue = tuple(queue[: len(value)]), queue[len(value) :]
        return replace(self, **fresh)

    def walk(self) -> Iterator[Node]:
        """This node and all within, from outside in."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.parts))


class Style(StrEnum):
    """How a number was written."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    SCIENTIFIC = "scientific"
    PERCENT = "percent"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Written:
    """How a number was typed.

    ``places``: decimal places of the digits; ``exponent``: the power of ten of SCIENTIFIC; ``below``: the denominator
    of MIXED as it was typed; ``beyond``: the wholes that its fraction still holds, 1 in ``2 5/4``.
    """

    style: Style = Style.INTEGER
    places: int = 0
    exponent: int = 0
    below: int = 0
    beyond: int = 0


AS_INTEGER = Written()


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number without a sign. ``value`` is exact: ``50%`` is 1/2, ``1 1/2`` is 3/2."""

    value: Fraction
    written: Written = AS_INTEGER

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError("a number has no sign; use Negative")
        if self.value.numerator >= _LARGEST or self.value.denominator >= _LARGEST:
            raise TooLarge("That number is too large to read.")
        object.__setattr__(self, "depth", 1)
        object.__setattr__(self, "size", 1)

    @property
    def digits(self) -> Fraction:
        """The number before its percent sign or power of ten."""
        if self.written is AS_INTEGER:
            return self.value
        if self.written.style is Style.PERCENT:
            return self.value * 100
        return self.value / Fraction(10) ** self.written.exponent

    @property
    def figures(self) -> int:
        """Significant figures as written; zeros at the end of a whole number count. Zero for a mixed number."""
        if self.written.style is Style.MIXED:
            return 0
        scaled = self.digits * 10**self.written.places
        return len(str(scaled.numerator)) if scaled else max(1, self.written.places)


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A letter that stands for a number: ``x``, ``θ``, ``v_0``."""

    letter: str


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """π, Euler's number, the imaginary unit, infinity."""

    name: Literal["pi", "e", "i", "infinity"]


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """Two terms or more; one that is taken away is a Negative."""

    holds: ClassVar[tuple[str, ...]] = ("terms",)
    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Product(Node):
    """Two factors or more, in their order; a Product within came from brackets."""

    holds: ClassVar[tuple[str, ...]] = ("factors",)
    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """The inner with a minus before it: ``-2x`` is Negative(Product), ``(-2)x`` a Product."""

    holds: ClassVar[tuple[str, ...]] = ("inner",)
    inner: Node


@dataclass(frozen=True, slots=True)
class PlusMinus(Node):
    """±, before a whole or before a term of a Sum; every one in a tree has the same sign at a time."""

    holds: ClassVar[tuple[str, ...]] = ("inner",)
    inner: Node


@dataclass(frozen=True, slots=True)
class Quotient(Node):
    """A fraction or a division."""

    holds: ClassVar[tuple[str, ...]] = ("above", "below")
    above: Node
    below: Node


@dataclass(frozen=True, slots=True)
class Power(Node):
    """Base to the exponent."""

    holds: ClassVar[tuple[str, ...]] = ("base", "exponent")
    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Root(Node):
    """The root of a whole degree, at least 2."""

    holds: ClassVar[tuple[str, ...]] = ("inner",)
    inner: Node
    degree: int = 2

    def __post_init__(self) -> None:
        if not 2 <= self.degree <= MAXIMUM_DEGREE:
            raise TooLarge("This root cannot be read.")
        Node.__post_init__(self)


@dataclass(frozen=True, slots=True)
class Absolute(Node):
    """|inner|."""

    holds: ClassVar[tuple[str, ...]] = ("inner",)
    inner: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function of FUNCTIONS; ``log`` may have its base as second argument, and has 10 without."""

    holds: ClassVar[tuple[str, ...]] = ("arguments",)
    function: str
    arguments: tuple[Node, ...]


FUNCTIONS = frozenset(
    "sin cos tan sec csc cot asin acos atan sinh cosh tanh log ln exp floor ceil factorial".split()  # noqa: SIM905
)
"""What a Call may name; roots and absolute values have nodes of their own."""

Op = Literal["=", "!=", "<", "<=", ">", ">=", "in"]
TURNED: dict[Op, Op] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""The sign when the sides are exchanged, or both multiplied by a negative number."""


@dataclass(frozen=True, slots=True)
class Relation(Node):
    """An equation, an inequality, or ``x in`` a set."""

    holds: ClassVar[tuple[str, ...]] = ("left", "right")
    op: Op
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Chain(Node):
    """``-1 < x <= 4``: one side more than signs, at least three."""

    holds: ClassVar[tuple[str, ...]] = ("sides",)
    ops: tuple[Op, ...]
    sides: tuple[Node, ...]

    @property
    def links(self) -> tuple[Relation, ...]:
        """The relations that all hold."""
        return tuple(
            Relation(op, left, right, span=(left.span[0], right.span[1]))
            for op, left, right in zip(self.ops, self.sides, self.sides[1:], strict=False)
        )


@dataclass(frozen=True, slots=True)
class Alternatives(Node):
    """At least one holds: ``x = 3 or x = -3``."""

    holds: ClassVar[tuple[str, ...]] = ("options",)
    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Both(Node):
    """All hold: a system, or ``x > 1 and x < 3``."""

    holds: ClassVar[tuple[str, ...]] = ("conditions",)
    conditions: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class SetOf(Node):
    """``{-3, 3}``; also a list typed without braces."""

    holds: ClassVar[tuple[str, ...]] = ("members",)
    members: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """From ``low`` to ``high``, which may be infinite."""

    holds: ClassVar[tuple[str, ...]] = ("low", "high")
    low: Node
    high: Node
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class Union(Node):
    """Sets put together."""

    holds: ClassVar[tuple[str, ...]] = ("sets",)
    sets: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Point(Node):
    """``(2, -3)``."""

    holds: ClassVar[tuple[str, ...]] = ("coordinates",)
    coordinates: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Quantity(Node):
    """A value with its unit: ``unit`` as the reader writes units, ``m/s^2``."""

    holds: ClassVar[tuple[str, ...]] = ("value",)
    value: Node
    unit: str


@dataclass(frozen=True, slots=True)
class Empty(Node):
    """No solution; the empty set."""


@dataclass(frozen=True, slots=True)
class Everything(Node):
    """All real numbers."""


def integer(value: int) -> Node:
    """A whole number as it is written, with its sign."""
    number = Number(Fraction(abs(value)))
    return number if value >= 0 else Negative(number)


def rational(value: Fraction) -> Node:
    """A fraction as it is written, with its sign before it."""
    size = abs(value)
    found = Number(Fraction(size.numerator))
    if size.denominator == 1:
        return found if value >= 0 else Negative(found)
    fraction = Quotient(found, Number(Fraction(size.denominator)))
    return fraction if value >= 0 else Negative(fraction)


def names(node: Node) -> frozenset[str]:
    """The letters in it."""
    return frozenset(part.letter for part in node.walk() if isinstance(part, Name))
