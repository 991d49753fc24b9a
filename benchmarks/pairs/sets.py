"""Pairs of solution sets: numbers, intervals, unions."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from benchmarks.pairs.pair import RIGHT, WRONG, Pair

Piece = tuple[Fraction | None, Fraction | None, bool, bool]
"""Low end, high end (None is no end), and whether each belongs to it."""


def sets(chance: Random, each: int) -> Iterator[Pair]:
    """Right and wrong sets: finite ones, and intervals and unions."""
    for number in range(each):
        sign = "," if chance.random() < 0.15 else "."
        yield from _finite(chance, sign)
        yield from _pieces(chance, sign)
        if number % 8 == 0:
            yield from _special(chance)


def _number(value: Fraction, chance: Random, sign: str) -> str:
    minus, size = ("-" if value < 0 else ""), abs(value)
    if size.denominator == 1:
        return f"{minus}{size}"
    if size.denominator in (2, 4, 5) and chance.random() < 0.4:
        return minus + str(float(size)).replace(".", sign)
    return f"{minus}{size.numerator}/{size.denominator}"


def _values(chance: Random) -> list[Fraction]:
    count = chance.choice((1, 2, 2, 2, 3))
    return chance.sample([Fraction(n, d) for n in range(-12, 13) for d in (1, 1, 2, 3)], count)


def _finite(chance: Random, sign: str) -> Iterator[Pair]:
    values = list(dict.fromkeys(_values(chance)))
    step = {"answer": "{" + "; ".join(map(str, values)) + "}"}
    yield Pair("solution-set", step, _listed(values, chance, sign), RIGHT, "listed", sign)
    if len(values) == 2 and values[0] == -values[1]:
        yield Pair("solution-set", step, f"±{abs(values[0])}", RIGHT, "plus minus", sign)
    m = Fraction(chance.randint(1, 12))
    both = {"answer": f"{{{m}, {-m}}}"}
    typed = chance.choice(
        (f"±{m}", f"x = ±{m}", f"x=+-{m}", f"\\pm {m}", f"x = {m}, -{m}".replace(",", ";" if sign == "," else ","))
    )
    yield Pair("solution-set", both, typed, RIGHT, "plus minus", sign)
    yield Pair("solution-set", both, chance.choice((f"{m}", f"x = {m}", f"-{m}", f"±{m + 1}")), WRONG, "not both", sign)
    for why, wrong in _wrong_values(values, chance):
        yield Pair("solution-set", step, _listed(wrong, chance, sign), WRONG, why, sign)


def _listed(values: list[Fraction], chance: Random, sign: str) -> str:
    texts = [_number(value, chance, sign) for value in chance.sample(values, len(values))]
    comma = "; " if sign == "," else chance.choice((", ", ",", "; "))
    ways = [
        "{" + comma.join(texts) + "}",
        "\\{" + comma.join(texts) + "\\}",
        "x = " + comma.join(texts) if len(texts) > 1 else "x = " + texts[0],
        " or ".join(f"x = {text}" for text in texts),
        " or ".join(f"{text} = x" for text in texts),
        comma.join(f"x={text}" for text in texts),
        " or ".join(texts),
        comma.join(texts),
        "\n".join(f"x = {text}" for text in texts),
    ]
    return chance.choice(ways)


def _wrong_values(values: list[Fraction], chance: Random) -> Iterator[tuple[str, list[Fraction]]]:
    at = chance.randrange(len(values))
    ways = [("one off", values[at] + 1), ("near", values[at] + Fraction(1, 10**6)), ("sign", -values[at])]
    why, changed = chance.choice(ways)
    wrong = list(dict.fromkeys([*values[:at], changed, *values[at + 1 :]]))
    if set(wrong) != set(values):
        yield why, wrong
    if len(values) > 1:
        yield "missing", [value for place, value in enumerate(values) if place != at]
    extra = max(values) + chance.randint(1, 5)
    yield "one too many", [*values, extra]


def _pieces(chance: Random, sign: str) -> Iterator[Pair]:
    ends = sorted(chance.sample([Fraction(n, d) for n in range(-15, 16) for d in (1, 2)], 2))
    while ends[0] == ends[1]:
        ends = sorted(chance.sample(range(-15, 16), 2))  # type: ignore[assignment]
    low, high = map(Fraction, ends)
    closed = chance.random() < 0.5, chance.random() < 0.5
    found: list[Piece] = chance.choice(
        (
            [(low, high, *closed)],
            [(low, None, closed[0], False)],
            [(None, high, False, closed[1])],
            [(None, low, False, closed[0]), (high, None, closed[1], False)],
        )
    )
    step = {"answer": _intervals(found, chance, ".", plain=True)}
    yield Pair("solution-set", step, _written(found, chance, sign), RIGHT, "an interval", sign)
    yield Pair("solution-set", step, _written(found, chance, sign), RIGHT, "an interval", sign)
    for why, wrong in _wrong_pieces(found):
        yield Pair("solution-set", step, _written(wrong, chance, sign), WRONG, why, sign)


def _wrong_pieces(found: list[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    (low, high, a, b), *rest = found
    yield "edge", [(low, high, not a if low is not None else a, not b if low is None else b), *rest]
    yield (
        "an end off",
        [(low - 1 if low is not None else None, high - 1 if low is None and high is not None else high, a, b), *rest],
    )
    near = Fraction(1, 10**6)
    if low is not None:
        yield "near", [(low - near, high, a, b), *rest]
    if rest:
        yield "a piece missing", rest
        yield "between instead", [(high, rest[0][0], b, rest[0][2])]
    elif low is None or high is None:
        yield "turned", [(high, low, b, a)]
    else:
        yield "outside instead", [(None, low, False, a), (high, None, b, False)]


def _written(found: list[Piece], chance: Random, sign: str) -> str:
    return _intervals(found, chance, sign) if chance.random() < 0.45 else _conditions(found, chance, sign)


def _intervals(found: list[Piece], chance: Random, sign: str, plain: bool = False) -> str:
    comma = ";" if sign == "," else ","
    infinity = "∞" if plain else chance.choice(("∞", "oo", "inf", "infinity", "\\infty"))
    turned = not plain and chance.random() < 0.2
    made = []
    for low, high, a, b in found:
        first = f"-{infinity}" if low is None else (str(low) if plain else _number(low, chance, sign))
        last = infinity if high is None else (str(high) if plain else _number(high, chance, sign))
        left, right = ("[" if a else ("]" if turned else "(")), ("]" if b else ("[" if turned else ")"))
        if turned and None in (low, high):
            comma = ";"
        made.append(f"{left}{first}{comma} {last}{right}")
    cup = " ∪ " if plain else chance.choice((" ∪ ", " U ", "∪", " \\cup "))
    return cup.join(made)


def _conditions(found: list[Piece], chance: Random, sign: str) -> str:
    words = chance.choice(
        (("<", "<=", ">", ">="), ("<", "≤", ">", "≥"), ("<", "\\le ", ">", "\\ge "), ("<", "=<", ">", "=>"))
    )
    lt, le, gt, ge = words
    made = []
    for low, high, a, b in found:
        first, last = (None if end is None else _number(end, chance, sign) for end in (low, high))
        if first is None:
            made.append(
                chance.choice(
                    (f"x {le if b else lt} {last}", f"{last} {ge if b else gt} x", f"x{le if b else lt}{last}")
                )
            )
        elif last is None:
            made.append(
                chance.choice(
                    (f"x {ge if a else gt} {first}", f"{first} {le if a else lt} x", f"x{ge if a else gt}{first}")
                )
            )
        else:
            up = f"{first} {le if a else lt} x {le if b else lt} {last}"
            down = f"{last} {ge if b else gt} x {ge if a else gt} {first}"
            split = f"x {ge if a else gt} {first} and x {le if b else lt} {last}"
            made.append(chance.choice((up, down, split)))
    return " or ".join(made)


def _special(chance: Random) -> Iterator[Pair]:
    a = chance.randint(1, 9)
    none, every, hole = {"answer": "no solution"}, {"answer": "all real numbers"}, {"answer": f"x != {a}"}
    for text in ("no solution", "No solutions", "∅", "{}", "\\emptyset", "none"):
        yield Pair("solution-set", none, text, RIGHT, "empty")
    for text in ("0", "x = 0", "{0}", "all real numbers"):
        yield Pair("solution-set", none, text, WRONG, "not empty")
    for text in ("all real numbers", "ℝ", "(-∞, ∞)", "x in R", "\\mathbb{R}", "R"):
        yield Pair("solution-set", every, text, RIGHT, "everything")
    for text in ("no solution", "x > 0", f"x != {a}", "x = 0"):
        yield Pair("solution-set", every, text, WRONG, "not everything")
    for text in (f"x ≠ {a}", f"x != {a}", f"(-∞,{a}) ∪ ({a},∞)", f"x < {a} or x > {a}", f"ℝ \\ {{{a}}}"):
        yield Pair("solution-set", hole, text, RIGHT, "all but one")
    for text in (f"x = {a}", f"x ≠ -{a}", f"x > {a}", f"x >= {a} or x < {a}"):
        yield Pair("solution-set", hole, text, WRONG, "not all but one")
