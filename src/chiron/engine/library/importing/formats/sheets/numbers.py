"""Answers that are numbers, amounts and mathematics."""

from __future__ import annotations

import re

from chiron.core.words import Json
from chiron.engine.library.importing.formats.sheets import values
from chiron.engine.library.importing.formats.sheets.shapes import Cells, Made, Sheet
from chiron.engine.library.importing.formats.sheets.trying import graded
from chiron.engine.library.importing.texts import escaped

_MATHS = re.compile(r"[0-9a-z\s+\-−*·/^().,=<>≤≥√π²³|]+")
_COUNTED = re.compile(r"(\d[\d.,]*)\s+([^\W\d_]{3,})")
"""``12 apples``."""
_NAMED = re.compile(r"\s*([A-Za-z])\s*=\s*([^=;|]+)")
"""``x = 3``: as an equation it would be right to write back the one that is to be solved."""
_NAMES = re.compile(r"(?<![a-z])(?:sqrt|sin|cos|tan|log|ln|exp|abs|pi)(?![a-z])")


def amount_or_number(cells: Cells, sheet: Sheet) -> Made | None:
    said = values.parts(cells.answer)
    around = values.spread(cells.answer, sheet.comma)
    if around:
        return _numeric(around[0], cells, sheet, around[1])
    every = [values.number(part, sheet.comma) for part in said]
    if every and all(every) and len({values.worth(str(each)) for each in every}) == 1:
        return _numeric(str(every[0]), cells, sheet)
    named = _NAMED.fullmatch(cells.answer)
    if named and (value := values.number(named.group(2), sheet.comma)):
        made = _numeric(value, cells, sheet)
        if made.kind == "numeric":
            made.fields["variable"] = named.group(1)
        return made
    if len(said) == 1 and (found := values.amount(said[0], sheet.comma)):
        return _quantity(*found, cells, sheet)
    counted = _COUNTED.fullmatch(cells.answer)
    if counted and (value := values.number(counted.group(1), sheet.comma)):
        fields: dict[str, Json] = {"answer": value, "unit": escaped(counted.group(2))}
        return Made("numeric", fields, [f"{counted.group(2)!r} stands beside the field: the number is what counts."])
    return None


def _numeric(answer: str, cells: Cells, sheet: Sheet, off: str = "") -> Made:
    if cells.unit and values.is_unit(cells.unit):
        return _quantity(answer, cells.unit, cells, sheet, off)
    fields: dict[str, Json] = {"answer": answer}
    changed = _tolerated(fields, answer, cells, sheet, off)
    if cells.unit:
        fields["unit"] = escaped(cells.unit)
        changed.append(f"The unit {cells.unit!r} is shown, but not asked for: Chiron does not read it.")
    return Made("numeric", fields, changed)


def _quantity(answer: str, unit: str, cells: Cells, sheet: Sheet, off: str = "") -> Made:
    fields: dict[str, Json] = {"answer": answer, "unit": escaped(unit)}
    return Made("quantity", fields, _tolerated(fields, answer, cells, sheet, off))


def _tolerated(fields: dict[str, Json], answer: str, cells: Cells, sheet: Sheet, off: str) -> list[str]:
    if off or cells.tolerance:
        found = off or values.tolerance(cells.tolerance, answer, sheet.comma)
        if found is None:
            return [f"The tolerance {cells.tolerance!r} is no number and is left out."]
        fields["tolerance"] = found
    return []


def several_numbers(cells: Cells, sheet: Sheet) -> Made | None:
    """``2; 3`` where any of them is right."""
    said = values.parts(cells.answer)
    if len(said) < 2 or not all(values.number(part, sheet.comma) for part in said):
        return None
    told = "Several different numbers are right: each is accepted as it is written."
    return Made("text", {"accept": [escaped(part) for part in said]}, [told])


def expression(cells: Cells, sheet: Sheet, asked: bool = False) -> Made | None:
    said = values.parts(cells.answer)
    answer = _pointed(said[0], sheet)
    if not asked and not _is_maths(answer):
        return None
    letters = sorted(set(re.findall(r"[a-zA-Z]", _NAMES.sub(" ", re.sub(r"\\[a-z]+", " ", answer)))))[:6]
    changed = (
        [] if len(said) == 1 else ["Of several ways to write the answer the first one counts: what equals it is right."]
    )
    fields: dict[str, Json] = {"answer": escaped(answer), "variables": list[Json](letters)}
    return Made("expression", fields, changed) if graded("expression", fields, sheet.comma) else None


def _pointed(answer: str, sheet: Sheet) -> str:
    """As authors write for Chiron: with a point for decimals."""
    return re.sub(r"(?<=\d),(?=\d)", ".", answer) if sheet.comma else answer


def _is_maths(answer: str) -> bool:
    """Letters alone are words; what has an operator and single letters only is mathematics."""
    bare = _NAMES.sub(" ", answer)
    if not _MATHS.fullmatch(answer) or re.search(r"[a-z]{3}", bare) or len(answer) > 120:
        return False
    strong = re.search(r"[+*·/^=<>≤≥√π²³]|\d[a-z]\b|[a-z0-9)]\s*[-−]\s*[a-z0-9(]", answer)
    return (
        bool(strong)
        and bool(re.search(r"(?<![a-z])[a-z](?![a-z])|[√π^*]", bare))
        and not re.search(r"^[a-z]/[a-z]$", answer)
    )


def solutions(cells: Cells, sheet: Sheet, asked: bool = False) -> Made | None:
    """``x = 2; x = -2``: all that solve something; or what the column says to be a set."""
    said = [_pointed(part, sheet) for part in values.parts(cells.answer, ";|\n")]
    every = [re.fullmatch(r"([a-z])\s*=\s*(.+)", part) for part in said]
    letters = {found.group(1) for found in every if found}
    if len(said) > 1 and all(every) and len(letters) == 1 and all(_is_maths(part) for part in said):
        return _set(" or ".join(said), sorted(letters), sheet)
    if not said or (not asked and not re.fullmatch(r"\{[^{}]+\}|±\s*\d+", cells.answer)):
        return None
    plain = len(said) > 1 and not re.search(r"[<>=\[(]", cells.answer)
    answer = f"{{{', '.join(said)}}}" if plain else "; ".join(said)
    return _set(answer, sorted(set(re.findall(r"(?<![a-z])[a-z](?![a-z])", answer)))[:3] or ["x"], sheet)


def _set(answer: str, letters: list[str], sheet: Sheet) -> Made | None:
    fields: dict[str, Json] = {"answer": escaped(answer), "variables": list[Json](letters)}
    return Made("solution-set", fields) if graded("solution-set", fields, sheet.comma) else None
