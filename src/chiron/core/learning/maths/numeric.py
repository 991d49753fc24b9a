"""Values to many digits, by ``mpmath``, which is imported when the first one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from chiron.core.learning.maths.effort import spend
from chiron.core.learning.maths.tree import (
    Absolute,
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
)
from chiron.core.learning.maths.value import Undefined, exact

LARGEST = 10**60
"""No value between grows beyond this: powers of powers stay quick, and digits stay right."""


@cache
def context(digits: int) -> Any:
    """An ``mpmath`` context of its own with this precision."""
    from mpmath import mp

    made = mp.clone()
    made.dps = digits
    return made


class Numeric:
    """Values of trees at one point."""

    def __init__(self, place: Mapping[str, Any], digits: int, real: bool) -> None:
        self.mp = context(digits)
        self.place = {name: self.number(value) for name, value in place.items()}
        self.real = real

    def number(self, value: Any) -> Any:
        if isinstance(value, Fraction):
            return self.mp.mpf(value.numerator) / value.denominator
        return value

    def of(self, node: Node) -> Any:
        """The value. Raises Undefined."""
        spend(3)
        found = self.by_kind(node)
        if not self.mp.isfinite(found):
            raise Undefined("domain")
        if abs(found) > LARGEST:
            raise Undefined("too-large")
        return found

    def by_kind(self, node: Node) -> Any:
        if isinstance(node, Number):
            return self.number(node.value)
        if isinstance(node, Name):
            if node.letter not in self.place:
                raise Undefined("letter")
            return self.place[node.letter]
        if isinstance(node, Sum):
            return self.mp.fsum([self.of(term) for term in node.terms])
        if isinstance(node, Negative):
            return -self.of(node.inner)
        if isinstance(node, Product):
            return self.product(node)
        if isinstance(node, Quotient):
            return self.of(node.above) / self.nonzero(self.of(node.below))
        return self.special(node)

    def special(self, node: Node) -> Any:
        if isinstance(node, Power):
            return self.power(node)
        if isinstance(node, Root):
            return self.root(self.of(node.inner), node.degree)
        if isinstance(node, Absolute):
            return abs(self.of(node.inner))
        if isinstance(node, Constant):
            return self.constant(node.name)
        if isinstance(node, Call):
            return self.call(node)
        raise Undefined("no-number")

    def product(self, node: Product) -> Any:
        found = self.of(node.factors[0])
        for factor in node.factors[1:]:
            found = found * self.of(factor)
        return found

    def nonzero(self, value: Any) -> Any:
        """The value; a zero, or one that is only rounding away from it, divides nothing."""
        if abs(value) < self.mp.mpf(10) ** (10 - self.mp.dps):
            raise Undefined("zero")
        return value

    def constant(self, name: str) -> Any:
        if name == "pi":
            return +self.mp.pi
        if name == "e":
            return +self.mp.e
        if name == "i" and not self.real:
            return self.mp.mpc(0, 1)
        raise Undefined("domain")

    def power(self, node: Power) -> Any:
        base = self.of(node.base)
        fixed = exact(node.exponent)
        if fixed is None:
            return self.free_power(base, self.of(node.exponent))
        if base == 0 and fixed <= 0:
            raise Undefined("zero")
        if abs(fixed) > 1000 or (abs(fixed) > 1 and abs(base) > LARGEST):
            raise Undefined("too-large")
        if fixed < 0:
            self.nonzero(base)
        if fixed.denominator == 1:
            return base ** int(fixed)
        if self.real and fixed.denominator <= 1000:
            return self.root(base, fixed.denominator) ** fixed.numerator
        return base ** self.number(fixed)

    def free_power(self, base: Any, exponent: Any) -> Any:
        """An exponent with letters or roots in it."""
        if abs(exponent) > 1000:
            raise Undefined("too-large")
        if base == 0:
            raise Undefined("zero")
        if self.real and base < 0:
            if exponent == int(exponent):
                return base ** int(exponent)
            raise Undefined("domain")
        return base**exponent

    def root(self, value: Any, degree: int) -> Any:
        spend(8)
        if not self.real:
            return value ** (self.mp.mpf(1) / degree) if degree != 2 else self.mp.sqrt(value)
        if value < 0:
            if degree % 2 == 0:
                if abs(value) < self.mp.mpf(10) ** (10 - self.mp.dps):
                    return self.mp.mpf(0)
                raise Undefined("domain")
            return -self.mp.root(-value, degree)
        return self.mp.sqrt(value) if degree == 2 else self.mp.root(value, degree)

    def call(self, node: Call) -> Any:
        spend(25)
        values = [self.of(argument) for argument in node.arguments]
        value = values[0]
        if node.function in ("ln", "log"):
            return self.logarithm(node.function, values)
        if node.function in ("asin", "acos") and self.real and abs(value) > 1:
            raise Undefined("domain")
        if abs(value) > 10_000 and node.function in ("exp", "sinh", "cosh"):
            raise Undefined("too-large")
        if node.function in ("floor", "ceil", "factorial"):
            return self.stepped(node.function, value)
        return self.functions()[node.function](value)

    def functions(self) -> Mapping[str, Callable[[Any], Any]]:
        mp = self.mp
        return {
            "sin": mp.sin, "cos": mp.cos, "tan": lambda v: mp.sin(v) / self.nonzero(mp.cos(v)),
            "sec": lambda v: 1 / self.nonzero(mp.cos(v)), "csc": lambda v: 1 / self.nonzero(mp.sin(v)),
            "cot": lambda v: mp.cos(v) / self.nonzero(mp.sin(v)), "asin": mp.asin, "acos": mp.acos, "atan": mp.atan,
            "sinh": mp.sinh, "cosh": mp.cosh, "tanh": mp.tanh, "exp": mp.exp,
        }  # fmt: skip

    def stepped(self, name: str, value: Any) -> Any:
        if not self.mp.isint(value) and name == "factorial":
            raise Undefined("domain")
        if name == "factorial":
            if not 0 <= value <= 170:
                raise Undefined("too-large")
            return self.mp.factorial(value)
        if isinstance(value, self.mp.mpc):
            raise Undefined("domain")
        return self.mp.floor(value) if name == "floor" else self.mp.ceil(value)

    def logarithm(self, name: str, values: list[Any]) -> Any:
        for value in values:
            if value == 0 or (self.real and value < 0):
                raise Undefined("domain")
        found = self.mp.log(values[0])
        if name == "ln":
            return found
        return found / self.nonzero(self.mp.log(values[1] if len(values) > 1 else self.mp.mpf(10)))


def at(node: Node, place: Mapping[str, Any], digits: int = 50, real: bool = True) -> Any:
    """The value as an ``mpmath`` number of this many digits.

    ``place``: letter -> Fraction or mpmath number. ``real``: odd roots of negative numbers are real, and what is not
    real is undefined; else the principal complex value. Raises Undefined.
    """
    return Numeric(place, digits, real).of(node)
