"""Pairs of working: linear and quadratic equations, inequalities and rewriting, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from benchmarks.pairs.pair import RIGHT, WRONG, Pair
from benchmarks.pairs.rewriting import spoilt
from benchmarks.pairs.shapes import brackets, linear, squares
from benchmarks.pairs.terms import E, add, alike, mul, neg, num, var
from benchmarks.pairs.writing import STYLES, Writer

X = var("x")
Sides = tuple[Fraction, Fraction, Fraction, Fraction]
"""ax + b = cx + d."""
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="}


def workings(chance: Random, each: int) -> Iterator[Pair]:
    """Right and wrong ways through equations and inequalities, and rewritten expressions."""
    for number in range(each):
        yield from _linear(chance, "=" if number % 3 else chance.choice(("<", ">", "<=", ">=")))
        yield from _expression(chance)
        if number % 4 == 0:
            yield from _quadratic(chance)


def _linear(chance: Random, op: str) -> Iterator[Pair]:
    a, c = chance.sample([n for n in range(-6, 8) if n not in (0, 1)], 2)
    first = tuple(map(Fraction, (a, chance.randint(-12, 12), chance.choice((0, c)), chance.randint(-20, 20))))
    if first[0] == first[2]:
        return
    plain = Writer("plain", chance)
    step = {"start": _line(first, op, plain), "goal": "solve", "letters": ["x"]}
    style = Writer(chance.choice(STYLES), chance, ".", chance.random() < 0.3)
    steps = list(_steps(first, op, chance))
    shown = [_line(sides, sign, style) for sides, sign in steps]
    yield Pair("working", step, shown, RIGHT, "every line")
    yield Pair("working", step, shown[-1:], RIGHT, "the last line alone")
    yield Pair("working", step, shown[:1], RIGHT, "the first line alone")
    at = chance.randrange(len(steps))
    sides, sign = steps[at]
    why, wrong = chance.choice(list(_wrongs(sides, sign)))
    if not _same(first, op, *wrong):
        yield Pair("working", step, [*shown[:at], _line(*wrong, style)], WRONG, why)


def _steps(sides: Sides, op: str, chance: Random) -> Iterator[tuple[Sides, str]]:
    a, b, c, d = sides
    if chance.random() < 0.3:
        by = Fraction(chance.choice((2, 3, 10, -1)))
        a, b, c, d = (by * n for n in (a, b, c, d))
        op = op if by > 0 else _TURNED[op]
        yield (a, b, c, d), op
    if c:
        yield (a - c, b, Fraction(0), d), op
    yield (a - c, Fraction(0), Fraction(0), d - b), op
    if chance.random() < 0.4:
        yield (Fraction(0), d - b, a - c, Fraction(0)), _TURNED[op]
    yield (Fraction(1), Fraction(0), Fraction(0), (d - b) / (a - c)), op if a > c else _TURNED[op]


def _wrongs(sides: Sides, op: str) -> Iterator[tuple[str, tuple[Sides, str]]]:
    a, b, c, d = sides
    yield "sign", ((a, b, c, -d), op) if d else ((-a, b + 1, c, d), op)
    yield "one off", ((a, b, c, d + 1), op)
    yield "coefficient one off", ((a + 1, b, c, d), op) if d or b else ((a, b + 1, c, d), op)
    yield "near", ((a, b, c, d + Fraction(1, 10**6)), op)
    if op != "=":
        yield "turned", ((a, b, c, d), _TURNED[op])
        yield "edge", ((a, b, c, d), op[0] if "=" in op else op + "=")


def _solution(sides: Sides, op: str) -> tuple[Fraction, str] | None:
    a, b, c, d = sides
    if a == c:
        return None
    return (d - b) / (a - c), op if a > c else _TURNED[op]


def _same(first: Sides, op: str, other: Sides, sign: str) -> bool:
    return _solution(first, op) == _solution(other, sign)


def _line(sides: Sides, op: str, writer: Writer) -> str:
    a, b, c, d = sides
    left, right = (add(mul(num(m), X), num(n)) for m, n in ((a, b), (c, d)))
    sign = {"<=": "≤", ">=": "≥"}.get(op, op) if writer.style == "unicode" else op
    if writer.style == "latex":
        sign = {"<=": "\\leq ", ">=": "\\geq "}.get(op, op)
    return f"{writer.write(left)} {sign} {writer.write(right)}"


def _quadratic(chance: Random) -> Iterator[Pair]:
    p, q = chance.sample([n for n in range(-9, 10) if n], 2)
    write = Writer("plain", chance).write
    whole = add(mul(X, X), mul(num(-p - q), X), num(p * q))
    step = {"start": f"{write(whole)} = 0", "goal": "solve", "letters": ["x"]}
    product = f"{write(mul(add(X, num(-p)), add(X, num(-q))))} = 0"
    for line in (product, f"x = {p} or x = {q}", f"x = {q}, x = {p}", f"{{{p}, {q}}}"):
        yield Pair("working", step, [line], RIGHT, "quadratic")
    yield Pair(
        "working",
        step,
        [product, f"x - {p} = 0 or x - {q} = 0".replace("- -", "+ "), f"x={p} or x={q}"],
        RIGHT,
        "quadratic",
    )
    wrong = [f"x = {p + 1 if p + 1 != q else p + 2} or x = {q}", f"x = {p} or x = {q} or x = {p + q + 20}"]
    if p != -q:
        wrong += [f"x = {-p} or x = {-q}", f"{write(mul(add(X, num(p)), add(X, num(q))))} = 0"]
    for line in wrong:
        yield Pair("working", step, [line], WRONG, "quadratic")


def _expression(chance: Random) -> Iterator[Pair]:
    family, goal = chance.choice(
        ((brackets, "expand"), (squares, "expand"), (linear, "simplify"), (brackets, "factor"))
    )
    same = family(chance)
    begin, end = (same[1], same[0]) if goal == "factor" else (same[0], same[1])
    step = {"start": Writer("plain", chance).write(begin), "goal": goal}
    style = Writer(chance.choice(STYLES), chance)
    yield Pair("working", step, [style.write(end)], RIGHT, goal)
    if goal == "expand":
        middle = chance.choice(same[2:3] if family is brackets else [same[1]])
        yield Pair(
            "working", step, [f"= {style.write(middle)}", f"= {style.write(end)}"], RIGHT, f"{goal} in two lines"
        )
    made = spoilt(end, chance)
    if made and alike(begin, made[1], chance) is False:
        yield Pair("working", step, [style.write(made[1])], WRONG, f"{goal}, {made[0]}")
    off: E = neg(end)
    if alike(begin, off, chance) is False:
        yield Pair("working", step, [style.write(end), style.write(off)], WRONG, f"{goal}, sign of all")
