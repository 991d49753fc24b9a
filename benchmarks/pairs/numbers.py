"""Pairs of numbers and of amounts with their units."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from benchmarks.pairs.pair import FORM, RIGHT, WRONG, Pair
from benchmarks.pairs.writing import decimal_text

_VULGAR = {Fraction(1, 2): "½", Fraction(1, 4): "¼", Fraction(3, 4): "¾", Fraction(1, 3): "⅓", Fraction(2, 5): "⅖"}
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
UNITS = {
    "length": {"mm": Fraction(1, 1000), "cm": Fraction(1, 100), "m": Fraction(1), "km": Fraction(1000)},
    "mass": {"mg": Fraction(1, 10**6), "g": Fraction(1, 1000), "kg": Fraction(1), "t": Fraction(1000)},
    "time": {"ms": Fraction(1, 1000), "s": Fraction(1), "min": Fraction(60), "h": Fraction(3600)},
    "area": {"mm^2": Fraction(1, 10**6), "cm^2": Fraction(1, 10**4), "m^2": Fraction(1), "km^2": Fraction(10**6)},
    "volume": {"mL": Fraction(1, 10**6), "cm^3": Fraction(1, 10**6), "L": Fraction(1, 1000), "m^3": Fraction(1)},
    "speed": {"m/s": Fraction(1), "km/h": Fraction(5, 18), "cm/s": Fraction(1, 100), "km/s": Fraction(1000)},
    "force": {"N": Fraction(1), "kN": Fraction(1000), "kg*m/s^2": Fraction(1)},
    "energy": {"J": Fraction(1), "kJ": Fraction(1000), "N*m": Fraction(1), "kWh": Fraction(3600000)},
    "voltage": {"V": Fraction(1), "mV": Fraction(1, 1000), "kV": Fraction(1000)},
}
WORDS = {
    "cm": "centimetres",
    "m": "metres",
    "kg": "kilograms",
    "s": "seconds",
    "min": "minutes",
    "h": "hours",
    "L": "litres",
}


def numbers(chance: Random, each: int) -> Iterator[Pair]:
    """``each`` right and ``each`` wrong numbers, exact ones, in a form, with a tolerance."""
    for _ in range(each):
        value = _drawn(chance)
        sign = "," if chance.random() < 0.2 else "."
        step = {"answer": str(value), "variable": "x"}
        for verdict, number, why in ((RIGHT, value, "same"), (WRONG, *_spoilt(value, chance))):
            yield Pair("numeric", step, chance.choice(notations(number, sign)), verdict, why, sign)
    yield from _formed(chance, each // 4)
    yield from _about(chance, each // 4)


def _drawn(chance: Random) -> Fraction:
    kind = chance.randrange(5)
    if kind == 0:
        return Fraction(chance.randint(-99, 99) or 7)
    if kind == 1:
        return Fraction(chance.randint(1, 40) * chance.choice((-1, 1)), chance.choice((2, 3, 4, 5, 6, 7, 8, 9, 12)))
    if kind == 2:
        return Fraction(chance.randint(-9999, 9999) or 3, 10 ** chance.randint(1, 3))
    if kind == 3:
        return Fraction(chance.randint(1001, 9_999_999))
    return Fraction(chance.randint(1, 99), 10 ** chance.randint(3, 6))


def notations(value: Fraction, sign: str) -> list[str]:
    """What people type for a number, decimals with this sign."""
    size, minus = abs(value), "-" if value < 0 else ""
    found = []
    decimal = decimal_text(size, sign)
    if size.denominator == 1:
        found += [minus + str(size), "−" * (value < 0) + str(size), f"{minus}{size}{sign}0", f"{minus}{2 * size}/2"]
        if size >= 1000:
            group = f"{int(size):,}"
            found += [minus + group.replace(",", gap) for gap in (" ", "\u202f", "," if sign == "." else ".")]
    else:
        n, d = size.numerator, size.denominator
        found += [f"{minus}{n}/{d}", f"{minus}{n} / {d}", f"{minus}\\frac{{{n}}}{{{d}}}", f"{minus}{3 * n}/{3 * d}"]
        found += [f"{minus}{n}⁄{d}", f"{minus}{n} ÷ {d}"]
        if n > d:
            found += [f"{minus}{n // d} {n % d}/{d}", f"{minus}{n // d}\\frac{{{n % d}}}{{{d}}}"]
        part = Fraction(n % d, d)
        if part in _VULGAR:
            found.append(f"{minus}{n // d or ''}{_VULGAR[part]}")
    if decimal is not None and len(decimal) < 14:
        found += [minus + decimal, "−" * (value < 0) + decimal, f"x = {minus}{decimal}", f"{minus}{decimal} = x"]
        found += [f"({minus}{decimal})", f" {minus}{decimal} ", f"{minus}{decimal}" + ("0" if sign in decimal else "")]
        if decimal.startswith("0"):
            found.append(minus + decimal[1:])
        percent = decimal_text(size * 100, sign)
        found += [f"{minus}{percent}%", f"{minus}{percent} %", f"{minus}{percent}\\%"]
        found += _scientific(size, minus, sign)
    return [text for text in found if text.strip("−-") or value == 0]


def _scientific(size: Fraction, minus: str, sign: str) -> list[str]:
    if not size:
        return []
    power = len(str(int(size))) - 1 if size >= 1 else -next(n for n in range(1, 99) if size * 10**n >= 1)
    digits = decimal_text(size / Fraction(10) ** power, sign)
    raised = str(power).translate(_RAISED)
    return [
        f"{minus}{digits}e{power}",
        f"{minus}{digits}E{power}",
        f"{minus}{digits} x 10^{power}" if power >= 0 else f"{minus}{digits} x 10^({power})",
        f"{minus}{digits}*10^{power}",
        f"{minus}{digits}·10{raised}",
        f"{minus}{digits} \\times 10^{{{power}}}",
    ]


def _spoilt(value: Fraction, chance: Random) -> tuple[Fraction, str]:
    ways = [
        (-value, "sign"),
        (value + Fraction(chance.choice((-1, 1)), 10**6), "near"),
        (value + 1, "one off"),
        (value - 1, "one off"),
        (value * 10, "ten times"),
        (value / 10, "a tenth"),
        (value / 100, "a hundredth"),
        (1 / value, "upside down"),
        (Fraction(round(value, 2)), "rounded"),
        (Fraction(value.numerator + 1, value.denominator), "top one off"),
        (Fraction(value.numerator, value.denominator + 1), "bottom one off"),
    ]
    return chance.choice([way for way in ways if way[0] != value and way[0] != 0])


def _formed(chance: Random, count: int) -> Iterator[Pair]:
    for _ in range(count):
        n, d = chance.randint(1, 20), chance.choice((2, 4, 5, 8, 20))
        value, by = Fraction(n, d), chance.randint(2, 5)
        simplest = {"answer": str(value), "form": "simplest"}
        if value.denominator > 1:
            lowest = f"{value.numerator}/{value.denominator}"
            yield Pair("numeric", simplest, lowest, RIGHT, "lowest terms")
            yield Pair("numeric", simplest, f"{value.numerator * by}/{value.denominator * by}", FORM, "not lowest")
            yield Pair("numeric", simplest, f"{value.numerator + 1}/{value.denominator}", WRONG, "top one off")
            decimal = {"answer": str(value), "form": "decimal"}
            yield Pair("numeric", decimal, decimal_text(value) or "", RIGHT, "decimal")
            yield Pair("numeric", decimal, lowest, FORM, "not decimal")


def _about(chance: Random, count: int) -> Iterator[Pair]:
    for _ in range(count):
        value, tolerance = Fraction(chance.randint(100, 9999), 100), Fraction(1, chance.choice((10, 20, 100)))
        step = {"answer": str(value), "tolerance": str(tolerance)}
        for off, verdict in ((Fraction(9, 10), RIGHT), (Fraction(1), RIGHT), (Fraction(11, 10), WRONG)):
            number = value + off * tolerance * chance.choice((-1, 1))
            yield Pair("numeric", step, decimal_text(number) or "", verdict, f"{off} of the tolerance away")


def quantities(chance: Random, each: int) -> Iterator[Pair]:
    """``each`` right amounts in any unit, and as many wrong ones."""
    for _ in range(each):
        name = chance.choice(list(UNITS))
        units = UNITS[name]
        unit, other = chance.choice(list(units)), chance.choice(list(units))
        value = Fraction(chance.randint(1, 400), chance.choice((1, 2, 4, 5, 10)))
        sign = "," if chance.random() < 0.15 else "."
        step = {"answer": str(value), "unit": unit}
        moved = value * units[unit] / units[other]
        yield Pair("quantity", step, _amount(moved, other, chance, sign), RIGHT, f"{unit} in {other}", sign)
        for number, there, why in _wrong_amounts(moved, other, name, chance):
            yield Pair("quantity", step, _amount(number, there, chance, sign), WRONG, why, sign)
        yield Pair("quantity", step, chance.choice(notations(value, sign)[:1]), FORM, "without unit", sign)


def _wrong_amounts(value: Fraction, unit: str, name: str, chance: Random) -> Iterator[tuple[Fraction, str, str]]:
    number, why = _spoilt(value, chance)
    yield number, unit, why
    units = UNITS[name]
    others = [other for other in units if units[other] != units[unit]]
    if others:
        yield value, chance.choice(others), "another unit"
    away = UNITS[chance.choice([other for other in UNITS if other != name])]
    yield value, chance.choice(list(away)), "another kind of unit"


def _amount(value: Fraction, unit: str, chance: Random, sign: str) -> str:
    texts = [decimal_text(value, sign)] if decimal_text(value, sign) else [f"{value.numerator}/{value.denominator}"]
    gap = chance.choice((" ", " ", "", "\u00a0"))
    shown = [unit, unit.replace("^2", "²").replace("^3", "³").replace("*", "·"), unit.replace("*", " ")]
    if unit in WORDS and value != 1:
        shown.append(" " + WORDS[unit])
    if "/" in texts[0]:
        gap = " "
    return f"{chance.choice(texts)}{gap}{chance.choice(shown)}"
