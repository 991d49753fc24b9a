"""Numbers, amounts and words in the cells of a sheet, read as a teacher means them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from chiron.core.learning.interactions.words import reading
from chiron.core.learning.maths.unit_words import read_unit

_MINUS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "·": "*", "×": "x", "’": "'"})
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_SCIENTIFIC = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(?:[eE]|[*x]\s*10\s*\^?)\s*[({]?([+-]?\d{1,2})[)}]?")
_FRACTION = re.compile(r"([+-]?)\s*(?:(\d+)\s+)?(\d+)\s*/\s*(\d+)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([ ',.])\d{3})(?:\1\d{3})*")
_COMMA = re.compile(r"[+-]?\d+,\d+")
_POINT = re.compile(r"[+-]?\d*\.\d+")
_SPREAD = re.compile(r"(.+?)\s*(?:±|\+/-|\+-)\s*(.+)")
TRUE_FALSE = (
    ("en", "True", "False"),
    ("de", "Wahr", "Falsch"),
    ("de", "Richtig", "Falsch"),
    ("es", "Verdadero", "Falso"),
    ("es", "Cierto", "Falso"),
    ("fr", "Vrai", "Faux"),
    ("en", "Yes", "No"),
    ("de", "Ja", "Nein"),
    ("es", "Sí", "No"),
    ("fr", "Oui", "Non"),
)


def comma_decimals(cells: Iterable[str]) -> bool:
    """Whether a table writes 3,5 for three and a half."""
    commas = points = 0
    for cell in cells:
        text = cell.strip().translate(_MINUS)
        commas += bool(_COMMA.fullmatch(text)) and not _GROUPED.fullmatch(text)
        points += bool(_POINT.fullmatch(text)) and not _GROUPED.fullmatch(text)
    return commas > points


def number(text: str, comma: bool) -> str | None:
    """A number as Chiron's formula, exact; None where the text is none."""
    plain = text.strip().translate(_MINUS)
    if len(plain) > 40:
        return None
    if found := _FRACTION.fullmatch(plain):
        return _fraction(*found.groups())
    plain = _ungrouped(plain, comma)
    if found := _SCIENTIFIC.fullmatch(plain):
        power = int(found.group(2))
        return f"{found.group(1).lstrip('+')}{'/' if power < 0 else '*'}10^{abs(power)}"
    if _PLAIN.fullmatch(plain):
        tidy = plain.lstrip("+").rstrip(".") if plain.endswith(".") else plain.lstrip("+")
        return re.sub(r"^(-?)\.", r"\g<1>0.", tidy)
    return None


def _fraction(sign: str, whole: str | None, over: str, under: str) -> str | None:
    if int(under) == 0:
        return None
    value = f"{whole} + {over}/{under}" if whole else f"{over}/{under}"
    return value if sign != "-" else f"-({value})"


def _ungrouped(plain: str, comma: bool) -> str:
    """With a point for decimals and nothing between thousands."""
    grouped = _GROUPED.fullmatch(plain)
    if grouped and grouped.group(1) in " '":
        return re.sub(r"[ ']", "", plain)
    if "," in plain and "." in plain:
        decimal = max(",.", key=plain.rfind)
        return plain.replace("." if decimal == "," else ",", "").replace(decimal, ".")
    if grouped and (grouped.group(1) == ",") != comma:
        # 1,000 where a point is for decimals; 1.000 where a comma is.
        return plain.replace("," if not comma else ".", "")
    return plain.replace(",", ".") if plain.count(",") == 1 else plain


def worth(formula: str) -> Fraction:
    """What a formula that ``number`` gave is worth."""
    text = formula.replace(" ", "")
    if text.startswith("-("):
        return -worth(text[2:-1])
    if "+" in text:
        return sum((worth(part) for part in text.split("+")), Fraction(0))
    found = re.fullmatch(r"([^*/]+)([*/])10\^(\d+)", text)
    if found:
        power = Fraction(10) ** int(found.group(3))
        return Fraction(found.group(1)) * (power if found.group(2) == "*" else 1 / power)
    over, _, under = text.partition("/")
    return Fraction(over) / Fraction(under or 1)


def amount(text: str, comma: bool) -> tuple[str, str] | None:
    """A number and its unit, where the unit is one that Chiron reads."""
    plain = text.strip().translate(_MINUS)
    found = re.fullmatch(r"(.*?[\d.])\s*([^\d\s.,].*)", plain)
    if found and (value := number(found.group(1), comma)) and is_unit(found.group(2)):
        return value, found.group(2).strip()
    before = re.fullmatch(r"([£€$¥])\s*(.+)", plain)
    if before and (value := number(before.group(2), comma)) and is_unit(before.group(1)):
        return value, before.group(1)
    return None


def is_unit(text: str) -> bool:
    """Whether Chiron reads it as a unit."""
    return bool(text.strip()) and len(text) <= 24 and read_unit(text.strip()) is not None


def spread(text: str, comma: bool) -> tuple[str, str] | None:
    """``4 ± 0.1``: a number and how far off is still right."""
    found = _SPREAD.fullmatch(text.strip())
    if not found:
        return None
    middle, off = number(found.group(1), comma), number(found.group(2), comma)
    return (middle, off) if middle and off else None


def tolerance(text: str, answer: str, comma: bool) -> str | None:
    """How far off is still right: ``0.1``, ``±0,1`` or ``5 %`` of the answer."""
    plain = text.strip().lstrip("±").removeprefix("+/-").strip()
    share = plain.endswith("%")
    found = number(plain.rstrip("% "), comma)
    if found is None:
        return None
    return f"abs({answer})*({found})/100" if share else found


def truth(text: str, language: str = "") -> tuple[str, str, bool] | None:
    """The two words between which to choose, and whether the first is right."""
    said = reading(text)
    fitting = [each for each in TRUE_FALSE if said in (reading(each[1]), reading(each[2]))]
    fitting.sort(key=lambda each: each[0] != language)
    if not fitting:
        return None
    _, yes, no = fitting[0]
    return yes, no, said == reading(yes)


def parts(text: str, between: str = ";|\n") -> list[str]:
    """The several things of a cell."""
    found = [part.strip() for part in re.split(f"[{re.escape(between)}]", text) if part.strip()]
    return found or [whole for whole in [text.strip()] if whole]
