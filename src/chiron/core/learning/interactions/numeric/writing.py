"""Writing exact numbers for people: shown as maths, and as they are typed."""

from __future__ import annotations

from fractions import Fraction

from chiron.core.learning.exact import FormulaError, rounded
from chiron.core.learning.printing import Mode, Style, decimal, fraction, mixed
from chiron.core.words import Json


def decimal_text(value: Fraction, sign: str) -> str | None:
    """The exact decimal as typed with an ASCII minus, None where it has no end."""
    try:
        return decimal(Style(Mode.PLAIN), value).replace(".", sign)
    except FormulaError:
        return None


def has_end(value: Fraction, form: str) -> bool:
    """Whether it can be written out as a decimal; the digits before a power of ten where that is the form."""
    return (
        decimal_text(value / Fraction(10) ** _power(value) if form == "scientific" and value else value, ".")
        is not None
    )


def written(value: Fraction, task: Json) -> str:
    """A number as Markdown with maths, with its unit and letter, in the form asked for."""
    sign, unit, variable = task["decimal"], task["unit"], task["variable"]
    style = Style(Mode.MATHS, sign)
    try:
        text = _in_form(value, task, style)
    except FormulaError:
        text = decimal(style, value, Fraction(4))
    before = f"{variable} = " if variable else ""
    after = "\\%" if unit == "%" else ""
    words = f" {unit}" if unit and unit != "%" else ""
    return f"${before}{text}{after}${words}"


def _in_form(value: Fraction, task: Json, style: Style) -> str:
    places = _places(value, task)
    if task["form"] == "scientific":
        digits, power = _scientific(value, task)
        return rf"{digits.replace('.', '{,}' if style.decimal == ',' else '.')} \times 10^{{{power}}}"
    if places is not None:
        return decimal(style, _rounded(value, places), Fraction(max(places, 0)))
    if task["form"] == "decimal":
        return decimal(style, value)
    return mixed(style, value) if task["form"] == "mixed" else fraction(value, style)


def _places(value: Fraction, task: Json) -> int | None:
    """To how many decimal places it is rounded; below zero for tens."""
    if task["places"] is not None:
        return int(task["places"])
    if not task["figures"] or not value:
        return None
    return int(task["figures"]) - 1 - _power(_to_figures(value, task["figures"]))


def _power(value: Fraction) -> int:
    """The power of ten of the first digit."""
    power = 0
    while abs(value) >= Fraction(10) ** (power + 1):
        power += 1
    while value and abs(value) < Fraction(10) ** power:
        power -= 1
    return power


def _to_figures(value: Fraction, figures: int) -> Fraction:
    return _rounded(value, figures - 1 - _power(value)) if value else value


def _rounded(value: Fraction, places: int) -> Fraction:
    """Rounded to decimal places, below zero to tens."""
    return rounded(value, places) if places >= 0 else rounded(value / 10**-places, 0) * 10**-places


def _scientific(value: Fraction, task: Json) -> tuple[str, int]:
    """The digits before the power of ten, with a point, and the power."""
    kept = _to_figures(value, task["figures"]) if task["figures"] else value
    power = _power(kept)
    digits = kept / Fraction(10) ** power
    style = Style(Mode.PLAIN)
    return (decimal(style, digits, Fraction(task["figures"] - 1)) if task["figures"] else decimal(style, digits)), power


def typeable(value: Fraction, task: Json) -> str:
    """A number as a learner types it, in the form asked for."""
    sign = task["decimal"]
    places = _places(value, task)
    if task["form"] == "scientific":
        digits, power = _scientific(value, task)
        return f"{digits.replace('.', sign)}e{power}"
    if places is not None:
        return decimal(Style(Mode.PLAIN), _rounded(value, places), Fraction(max(places, 0))).replace(".", sign)
    if task["form"] == "decimal":
        exact = decimal_text(value, sign)
        return exact if exact is not None else str(float(value)).replace(".", sign)
    if task["unit"] == "%" and (exact := decimal_text(value, sign)) is not None:
        return exact
    if task["form"] == "mixed" and value.denominator != 1 and abs(value) > 1:
        size = abs(value)
        whole = int(size)
        return f"{'-' if value < 0 else ''}{whole} {size - whole}"
    return str(value)
