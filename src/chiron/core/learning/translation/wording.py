"""What of an author's text is words, and what is maths, numbers and replacements that no translation changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chiron.core.language.text import without_files
from chiron.core.learning.replacement import pattern
from chiron.core.words import Json

LITERAL = r"'[^']*'|\"[^\"]*\""
_QUOTED = re.compile(LITERAL)
_COMPARED = re.compile(rf"([a-z_][\w.]*)\s*(==|!=)\s*({LITERAL})|({LITERAL})\s*(==|!=)\s*([a-z_][\w.]*)")
_WORD = re.compile(r"[^\W\d_²³¹⁰-₟¼-¾⅐-⅟]{2,}")
"""Raised and lowered digits and fractions of one character are no letters, though Python counts them among words."""
_NAME = re.compile(r"\b[a-z][a-z0-9_]*(?:\.[a-z]\w*)?")
_REPLACED = re.compile(r"@\{((?:[^}'\"]|'[^']*'|\"[^\"]*\")*)\}|@([a-z][a-z0-9_]*(?:\.[a-z]\w*)?)")
_MARK = re.compile(r"\\.|\$\$?", re.DOTALL)
_SAID = re.compile(r"\\(?:text|mathrm|operatorname|textrm)\s*\{([^{}]*)\}")
NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,\u00a0\u202f]\d+)*")
BLANK = "…"


@dataclass(frozen=True, slots=True)
class Parts:
    """A text taken apart. ``formulas`` are replacements that print values, ``choices`` those that choose between words
    (their words blanked), ``maths`` the pieces between dollar signs, ``prose`` all that is left."""

    prose: str
    maths: frozenset[str]
    formulas: frozenset[str]
    choices: Mapping[str, tuple[str, ...]]


def parts(text: str, replaced: bool) -> Parts:
    """Take a text apart. Raises FormulaError where a replacement cannot be read."""
    prose: list[str] = []
    maths, formulas = set[str](), set[str]()
    choices: dict[str, tuple[str, ...]] = {}
    inside: list[str] | None = None
    for piece, is_formula in _pieces(without_files(text), replaced):
        if is_formula:
            blank, words = blanked(piece)
            if inside is not None:
                inside.append(f"@{{{blank}}}")
            elif words:
                choices[blank] = (*choices.get(blank, ()), *words)
                prose.append(" " + " ".join(words) + " ")
            else:
                formulas.add(blank)
                prose.append(" ")
        elif piece in ("$", "$$"):
            if inside is not None:
                maths.add("".join(inside))
            inside = None if inside is not None else []
            prose.append(" ")
        else:
            (prose if inside is None else inside).append(piece)
    return Parts("".join(prose), frozenset(maths), frozenset(formulas), choices)


def _pieces(text: str, replaced: bool) -> Iterator[tuple[str, bool]]:
    """(piece, whether it is a formula); dollar signs stand alone."""
    if replaced:
        for piece in pattern(text).pieces:
            yield (piece, False) if isinstance(piece, str) else (piece[0].source, True)
        return
    at = 0
    for found in _MARK.finditer(text):
        yield text[at : found.start()], False
        yield found.group(), False
        at = found.end()
    yield text[at:], False


def blanked(formula: str) -> tuple[str, tuple[str, ...]]:
    """A formula without spaces and without the words that it writes, and those words."""
    kept: list[str] = []

    def hold(found: re.Match[str]) -> str:
        kept.append(re.sub(r"\s+(?=(?:[^'\"]*['\"][^'\"]*['\"])*[^'\"]*$)", "", found.group()).replace('"', "'"))
        return f"\x00{len(kept) - 1}\x00"

    held = _COMPARED.sub(hold, formula)
    words = tuple(found.group()[1:-1] for found in _QUOTED.finditer(held))
    bare = re.sub(r"\s+", "", _QUOTED.sub(f"'{BLANK}'", held))
    return re.sub(r"\x00(\d+)\x00", lambda found: kept[int(found.group(1))], bare), words


def written_words(formula: str) -> tuple[str, ...]:
    """The words that a formula can write, each once."""
    return tuple(dict.fromkeys(blanked(formula)[1]))


_COMMAND = re.compile(r"\\[A-Za-z]+")


def has_words(text: str, replaced: bool = False) -> bool:
    """Whether something of it is to be translated: two letters in a row outside maths and names of parameters.

    A command of LaTeX is maths also where it is drawn alone, such as a sign that is put between dollar signs later.
    """
    said = " ".join(_SAID.findall(text))
    written: list[str] = []
    if replaced:
        for found in _REPLACED.finditer(text):
            written.extend(blanked(found.group(1) or "")[1])
        text = _REPLACED.sub(" ", text)
    outside = re.sub(r"\$\$.*?\$\$|\$(?:\\.|[^$\\])*\$", " ", text.replace("\\$", " "), flags=re.DOTALL)
    return bool(_WORD.search(_COMMAND.sub(" ", " ".join((outside, said, *written)))))


def maths_as_compared(maths: str, decimal: str) -> str:
    """Maths without what languages write differently: spaces, words within it, the decimal sign."""
    even = _SAID.sub(rf"\\text{{{BLANK}}}", maths)
    if decimal == ",":
        even = even.replace("{,}", ".")
    return re.sub(r"\s+|\\[,;: ]", "", even).replace(";", ",")


_PARTING = re.compile(rf"{_REPLACED.pattern}|\{{,\}}|\\[{{}},]|[()\[\],]")


def parted(maths: str) -> str:
    """Maths with a semicolon between coordinates and members, ``(3; 4)``, where the comma is the decimal sign."""
    depth = 0

    def sign(found: re.Match[str]) -> str:
        nonlocal depth
        one = found.group()
        depth += one in ("(", "[", "\\{")
        depth -= one in (")", "]", "\\}")
        return ";" if one == "," and depth > 0 else one

    return _PARTING.sub(sign, maths)


def numbers(prose: str, decimal: str) -> frozenset[str]:
    """The numbers that stand in prose, as they are written with a decimal point."""
    found = set[str]()
    for each in NUMBER.findall(prose):
        grouped = re.sub(rf"[{'.' if decimal == ',' else ','}\u00a0\u202f](?=\d{{3}}(?!\d))", "", each)
        found.add(grouped.replace(",", ".") if decimal == "," else grouped)
    return frozenset(found)


def shown_names(template: Json) -> frozenset[str]:
    """The parameters, and fields of them as ``cell.name``, that a template's texts or computed parameters write."""
    found = set[str]()
    for text in _texts(template):
        for replacement in _REPLACED.finditer(text):
            found |= _written(replacement.group(1) or replacement.group(2))
    for parameter in template.get("parameters", {}).values():
        if isinstance(parameter.get("compute"), str):
            found |= _written(parameter["compute"])
    return frozenset(found)


def _written(formula: str) -> set[str]:
    bare = _QUOTED.sub(" ", _COMPARED.sub(" ", formula))
    return set(_NAME.findall(bare))


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in ("parameters", "where", "when"):
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def localised(text: str, decimal: str) -> str:
    """A text that stays as it is in another language, with that language's decimal sign: ``0.5`` as ``0,5``.

    Where that is a comma, maths has a semicolon between coordinates and members.
    """
    if decimal != ",":
        return text
    made: list[str] = []
    for number, piece in enumerate(re.split(r"(\$\$.*?\$\$|\$(?:\\.|[^$\\])*\$)", text, flags=re.DOTALL)):
        is_maths = bool(number % 2)
        made.append(re.sub(r"(?<=\d)\.(?=\d)", "{,}" if is_maths else ",", parted(piece) if is_maths else piece))
    return "".join(made)
