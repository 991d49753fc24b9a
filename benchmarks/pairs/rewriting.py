# ruff: noqa: ARG001 - every way has the same arguments
"""The same written otherwise, and what is nearly the same and wrong."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random

from benchmarks.pairs.terms import E, add, div, mul, neg, num, power, replaced, sub, walk

NEAR = Fraction(1, 10**6)


def rewritten(e: E, chance: Random, times: int = 2) -> E:
    """The same with terms and factors in another order, halves doubled, signs turned, nothing added."""
    for _ in range(times):
        part = chance.choice([part for part in walk(e) if part.op != "const"])
        new = chance.choice(_WAYS)(part, chance)
        if new is not None:
            e = replaced(e, part, new)
    return e


def _order(e: E, chance: Random) -> E | None:
    if e.op not in ("add", "mul"):
        return None
    parts = list(e.parts)
    chance.shuffle(parts)
    return E(e.op, tuple(parts))


def _turned(e: E, chance: Random) -> E | None:
    return neg(E("add", tuple(neg(part) for part in e.parts))) if e.op == "add" else None


def _widened(e: E, chance: Random) -> E | None:
    by = num(chance.randint(2, 5))
    return div(mul(by, e.parts[0]), mul(by, e.parts[1])) if e.op == "div" else None


def _as_power(e: E, chance: Random) -> E | None:
    if e.op == "pow" and e.parts[1].op == "num" and e.parts[1].value in (2, 3):
        return mul(*[e.parts[0]] * int(e.parts[1].value))
    return None


def _split_number(e: E, chance: Random) -> E | None:
    if e.op == "num" and e.value.denominator == 1 and e.value > 3:
        return div(num(2 * e.value), num(2)) if chance.random() < 0.5 else add(num(e.value - 1), num(1))
    return None


def _spread(e: E, chance: Random) -> E | None:
    if e.op == "mul" and e.parts[-1].op == "add":
        return add(*(mul(*e.parts[:-1], part) for part in e.parts[-1].parts))
    return None


_WAYS: tuple[Callable[[E, Random], E | None], ...] = (
    _order,
    _order,
    _turned,
    _widened,
    _as_power,
    _split_number,
    _spread,
)


def spoilt(e: E, chance: Random) -> tuple[str, E] | None:
    """One thing changed, as pupils and slips do; the name of the change. None where the draw does not fit."""
    name, change = chance.choice(_SPOILS)
    fitting = [(part, new) for part in walk(e) if (new := change(part, chance)) is not None]
    if not fitting:
        return None
    part, new = chance.choice(fitting)
    return name, replaced(e, part, new)


def _sign(e: E, chance: Random) -> E | None:
    if e.op != "add":
        return None
    at = chance.randrange(len(e.parts))
    return E("add", (*e.parts[:at], neg(e.parts[at]), *e.parts[at + 1 :]))


def _one_off(e: E, chance: Random) -> E | None:
    if e.op != "num" or e.value.denominator != 1:
        return None
    return num(e.value + (1 if e.value <= 1 else chance.choice((-1, 1))))


def _exponent(e: E, chance: Random) -> E | None:
    return power(e.parts[0], e.parts[1].value + 1) if e.op == "pow" and e.parts[1].op == "num" else None


def _exchanged(e: E, chance: Random) -> E | None:
    if e.op == "add" and len(e.parts) == 2 and e.parts[1].op == "neg":
        return sub(e.parts[1].parts[0], e.parts[0])
    return div(e.parts[1], e.parts[0]) if e.op == "div" else None


def _bracket(e: E, chance: Random) -> E | None:
    if e.op == "mul" and e.parts[-1].op == "add":
        first, *rest = e.parts[-1].parts
        return add(mul(*e.parts[:-1], first), *rest)
    if e.op == "pow" and e.parts[0].op in ("add", "mul") and len(e.parts[0].parts) == 2:
        first, last = e.parts[0].parts
        return E(e.parts[0].op, (first, power(last, e.parts[1])))
    return None


def _near(e: E, chance: Random) -> E | None:
    return num(e.value + chance.choice((NEAR, -NEAR))) if e.op == "num" and e.value > 0 else None


def _other_function(e: E, chance: Random) -> E | None:
    other = {
        "sin": "cos",
        "cos": "sin",
        "tan": "sin",
        "ln": "log",
        "log": "ln",
        "sqrt": "abs",
        "abs": "",
        "exp": "ln",
    }.get(e.op)
    return None if other is None else (E(other, e.parts) if other else e.parts[0])


def _dropped(e: E, chance: Random) -> E | None:
    if e.op not in ("add", "mul") or len(e.parts) < 2:
        return None
    at = chance.randrange(len(e.parts))
    rest = e.parts[:at] + e.parts[at + 1 :]
    return rest[0] if len(rest) == 1 else E(e.op, rest)


def _doubled(e: E, chance: Random) -> E | None:
    return mul(num(2), e) if e.op in ("var", "sqrt", "pow") else None


_SPOILS: tuple[tuple[str, Callable[[E, Random], E | None]], ...] = (
    ("sign flipped", _sign),
    ("one off", _one_off),
    ("exponent one off", _exponent),
    ("exchanged", _exchanged),
    ("brackets dropped", _bracket),
    ("near", _near),
    ("other function", _other_function),
    ("dropped", _dropped),
    ("doubled", _doubled),
)
