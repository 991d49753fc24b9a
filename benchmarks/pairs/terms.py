"""Expressions as trees of our own, worked out by mpmath."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from mpmath import mp


@dataclass(frozen=True)
class E:
    """``op``: num, var, const, add, mul, neg, div, pow, sqrt, abs, eq, or a function's name."""

    op: str
    parts: tuple[E, ...] = ()
    value: Any = None


def num(value: Any) -> E:
    """A number; a negative one as the negative of one."""
    found = Fraction(value)
    return E("num", value=found) if found >= 0 else E("neg", (E("num", value=-found),))


def var(name: str) -> E:
    """A letter."""
    return E("var", value=name)


PI, EULER = E("const", value="pi"), E("const", value="e")


def add(*parts: E) -> E:
    """A sum; one term is itself."""
    kept = [part for part in parts if part != num(0)]
    return E("add", tuple(kept)) if len(kept) > 1 else (kept[0] if kept else num(0))


def mul(*parts: E) -> E:
    """A product; ones are left out, and a minus stands before."""
    if num(0) in parts:
        return num(0)
    minus = sum(part.op == "neg" for part in parts) % 2
    kept = [p for p in (part.parts[0] if part.op == "neg" else part for part in parts) if p != num(1)]
    found = E("mul", tuple(kept)) if len(kept) > 1 else (kept[0] if kept else num(1))
    return neg(found) if minus else found


def neg(part: E) -> E:
    """The other sign."""
    return part.parts[0] if part.op == "neg" else E("neg", (part,))


def sub(one: E, other: E) -> E:
    """A difference."""
    return add(one, neg(other))


def div(above: E, below: E) -> E:
    """A fraction."""
    return E("div", (above, below))


def power(base: E, exponent: Any) -> E:
    """A power; the exponent is a number or a tree."""
    raised = exponent if isinstance(exponent, E) else num(exponent)
    return base if raised == num(1) else E("pow", (base, raised))


def fn(name: str, inner: E) -> E:
    """A function, a root (``sqrt``) or an absolute value (``abs``)."""
    return E(name, (inner,))


def value(e: E, at: Mapping[str, Any]) -> Any:
    """The value at a point, a real number; of an equation its left side less its right. Raises ArithmeticError."""
    if e.op == "num":
        return mp.mpf(e.value.numerator) / e.value.denominator
    if e.op == "var":
        return at[e.value]
    if e.op == "const":
        return mp.pi if e.value == "pi" else mp.e
    parts = [value(part, at) for part in e.parts]
    if e.op == "add":
        return mp.fsum(parts)
    if e.op == "mul":
        return mp.fprod(parts)
    if e.op in ("eq", "div", "pow"):
        one, other = parts
        found = one - other if e.op == "eq" else (one / other if e.op == "div" else mp.power(one, other))
    else:
        found = -parts[0] if e.op == "neg" else (abs(parts[0]) if e.op == "abs" else getattr(mp, e.op)(parts[0]))
    if isinstance(found, mp.mpc) or not mp.isfinite(found):
        raise ArithmeticError
    return found


def walk(e: E) -> Iterator[E]:
    """A tree and all within."""
    yield e
    for part in e.parts:
        yield from walk(part)


def letters(*every: E) -> list[str]:
    """The letters in them."""
    return sorted({part.value for e in every for part in walk(e) if part.op == "var"})


def replaced(e: E, old: E, new: E) -> E:
    """A tree with one of its parts (that very object) replaced."""
    if e is old:
        return new
    return E(e.op, tuple(replaced(part, old, new) for part in e.parts), e.value)


def alike(one: E, other: E, chance: Random) -> bool | None:
    """Whether two have the same value at drawn points; equations, whether their differences have one ratio.

    None where too few points have values in both, or the two are neither surely alike nor surely apart.
    """
    names, agreed, differ, ratios, alone = letters(one, other), 0, 0, [], 0
    with mp.workdps(40):
        for turn in range(60):
            span = 3 if turn % 2 else 12
            at = {name: mp.mpf(chance.randint(-span * 1000, span * 1000)) / 997 for name in names}
            a, b = _value(one, at), _value(other, at)
            if a is None or b is None:
                alone += (a is None) != (b is None)
                continue
            if one.op == "eq":
                if not a or not b:
                    return None
                ratios.append(b / a)
                agreed += 1
            elif abs(a - b) <= mp.mpf(10) ** -25 * (1 + abs(a)):
                agreed += 1
            elif abs(a - b) > mp.mpf(10) ** -12 * (1 + abs(a)):
                differ += 1
            if agreed + differ >= (12 if names else 1):
                break
    if agreed + differ < (8 if names else 1):
        return None
    if one.op == "eq":
        return all(abs(ratio - ratios[0]) < mp.mpf(10) ** -20 * abs(ratio) for ratio in ratios)
    if differ:
        return False
    # Where only one of them has a value the two say different things of those points: not for a pair.
    return None if alone else True


def _value(e: E, at: Mapping[str, Any]) -> Any:
    try:
        return value(e, at)
    except (ArithmeticError, ValueError, TypeError):
        return None
