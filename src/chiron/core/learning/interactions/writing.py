"""Writing exact numbers for people."""

from __future__ import annotations

from fractions import Fraction

from chiron.core.learning.exact import FormulaError
from chiron.core.learning.printing import Mode, Style, decimal, fraction


def decimal_text(value: Fraction, sign: str) -> str | None:
    """The exact decimal as typed with an ASCII minus, None where it has no end."""
    try:
        return decimal(Style(Mode.PLAIN), value).replace(".", sign)
    except FormulaError:
        return None


def written(value: Fraction, form: str, sign: str, unit: str | None, variable: str | None) -> str:
    """A number as Markdown with maths, with its unit and letter."""
    style = Style(Mode.MATHS, sign)
    try:
        text = decimal(style, value) if form == "decimal" else fraction(value, style)
    except FormulaError:
        text = decimal(style, value, Fraction(4))
    before = f"{variable} = " if variable else ""
    after = "\\%" if unit == "%" else ""
    words = f" {unit}" if unit and unit != "%" else ""
    return f"${before}{text}{after}${words}"
