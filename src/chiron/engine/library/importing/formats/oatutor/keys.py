"""From an OATutor answer to a step of Chiron: the kind, and the fields that an author would write.

OATutor's own checker (github.com/CAHLR/OATutor, src/platform-logic/checkAnswer.js) compares ``arithmetic`` answers as
mathematics and ``string`` ones letter by letter without spaces; either list holds alternatives. Here a string that is
mathematics is compared as that, so that ``2, 3`` is as right as ``3,2`` where the order is not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from chiron.core.learning.interactions.one_number import is_one_number
from chiron.core.learning.maths.forms import is_solved
from chiron.core.learning.maths.show import typed
from chiron.core.learning.maths.tree import (
    Alternatives,
    Both,
    Chain,
    Empty,
    Everything,
    Interval,
    Name,
    Negative,
    Node,
    Number,
    PlusMinus,
    Point,
    Relation,
    SetOf,
    Style,
    Union,
    names,
)
from chiron.core.learning.maths.value import Undefined, exact
from chiron.core.words import Json
from chiron.engine.library.importing.formats.oatutor.asking import (
    asks_to_solve,
    form_of_expression,
    form_of_number,
    ordered,
    ranges,
    rewritten,
)
from chiron.engine.library.importing.formats.oatutor.matrices import matrix
from chiron.engine.library.importing.formats.oatutor.proof import Proof, proved
from chiron.engine.library.importing.formats.oatutor.reading_answers import Context, Pair, bare, is_words, read_answer
from chiron.engine.library.importing.texts import escaped

LONGEST = 20
"""Digits of a number that somebody types; a longer one is compared as an expression."""
_SETS = (SetOf, Interval, Union, Empty, Everything, Point, Alternatives, PlusMinus)
_LINE = re.compile(r"directrix|axis|asymptote|equation of|slope-intercept|graph|vertical line|horizontal line")
_CALLED = re.compile(r"^\s*([A-Za-z])\s*(?:\\left)?\(\s*[A-Za-z]\s*(?:\\right)?\)\s*=(?!=)")
_MONEY = re.compile(r"^\\?\$\s*(?=-?[\d.])")
_PERCENT = re.compile(r"\s*\\?%\s*$")
_ONE_LETTER = re.compile(r"[A-Za-zα-ωΔ]")
_LETTER = re.compile(r"[A-Za-zα-ωΔ]'?")
_NO_SOLUTION = re.compile(r"dne|none|no (?:real )?solutions?", re.IGNORECASE)
_MEANT = {
    "dne": ("does not exist", "no solution"),
    "und": ("undefined",),
    "no solution": ("none", "no solutions"),
    "none": ("there are none", "there is none"),
}
"""What learners type beside OATutor's abbreviations."""


@dataclass(frozen=True, slots=True)
class Key:
    """``kind`` and ``fields`` of a step; ``typed`` is the answer as a learner types it, field by field of the page.

    ``told`` says what is otherwise than in the source.
    """

    kind: str
    fields: Mapping[str, Json]
    typed: Mapping[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()


def key_of(answers: Sequence[str], kind: str, latex: str, context: Context) -> Key:
    """The key of a text box. Whatever cannot be proved right by Chiron's own grader becomes an accepted text."""
    texts = list(dict.fromkeys(bare(answer) for answer in answers))
    # Without the marks of maths it stands there as a learner types it.
    plain = "$$" not in answers[0]
    cells = matrix(texts[0])
    if cells is not None:
        found: Key | None = cells_key(cells)
    elif len(texts) > 1 or _is_words(texts[0], plain, kind):
        found = None
    else:
        found = _mathematical(texts[0], bare(latex), context)
    for asked in _from_strict(found):
        if proved(asked.kind, asked.fields, asked.typed) is Proof.RIGHT:
            return asked
    return words_key(answers)


def _from_strict(found: Key | None) -> Iterator[Key]:
    """A key with all that it asks for, then with less: what the source's own answer does not meet is not asked."""
    if found is None:
        return
    yield found
    for without in ({"given"}, {"given", "form"}):
        if found.fields.keys() & without:
            yield replace(found, fields={name: value for name, value in found.fields.items() if name not in without})


def _is_words(text: str, plain: bool, kind: str) -> bool:
    if plain and kind != "string" and len(text) == 1:
        return False
    return is_words(text, plain) and not _CALLED.match(text) and not _NO_SOLUTION.fullmatch(text)


def words_key(answers: Sequence[str]) -> Key:
    """Accepted texts, with spaces and without: OATutor takes spaces for nothing."""
    accept: list[str] = []
    for answer in answers:
        text = " ".join(answer.replace("$$", "").split())
        close = re.sub(r"(?<=\W)\s+|\s+(?=\W)", "", text)
        accept += [
            text,
            close,
            re.sub(r",(?=\S)", ", ", close),
            "".join(text.split()),
            *_MEANT.get(text.casefold(), ()),
        ]
    kept = [escaped(re.sub(r"([()])", r"\\\1", text)) for text in dict.fromkeys(accept) if text]
    return Key("text", {"accept": kept or ["?"]}, {"answer": accept[0] if accept else "?"})


def cells_key(cells: Sequence[Sequence[str]]) -> Key | None:
    """A matrix as a table of its entries; None where an entry is no number and no expression."""
    if not 1 <= len(cells) <= 12 or not 1 <= len(cells[0]) <= 8:
        return None
    rows: list[Json] = []
    typed: dict[str, str] = {}
    for number, row in enumerate(cells, 1):
        made: list[Json] = []
        for place, text in enumerate(row, 1):
            node = read_answer(bare(text))
            if node is None:
                return None
            value = _worth(node)
            made.append({"answer": str(value)} if value is not None else words_key([text]).fields)
            typed[f"answer.r{number}c{place}"] = bare(text) if value is None or is_one_number(node) else str(value)
        rows.append({"head": str(number), "cells": made})
    columns = [str(place) for place in range(1, len(cells[0]) + 1)]
    return Key("table", {"columns": columns, "rows": rows}, typed, ("How large the matrix is, is shown.",))


def _mathematical(text: str, latex: str, context: Context) -> Key | None:
    measured = _with_unit(text, context)
    if measured is not None:
        return measured
    called = _CALLED.match(text)
    shown = text[called.end() :].strip() if called else text
    pair: Pair = "interval" if ranges(shown, context) else "point"
    node = read_answer(shown, pair)
    if node is None and latex:
        # The source shows it in a way that can be read: sqrt(3,4) is a third root, 2/3(x+1) has all below the line.
        node, text = read_answer(latex, pair), latex
        shown = latex
    if node is None:
        return None
    if isinstance(node, Empty) and not asks_to_solve(context):
        return None
    ordinary = _number(node, context) or _stated(node, text, context)
    found = ordinary or _several(node, shown, context) or _expression(node, shown, context)
    return found and replace(found, typed=found.typed or {"answer": text})


def _with_unit(text: str, context: Context) -> Key | None:
    """An amount of money or a percentage: the sign belongs to the answer."""
    money, percent = _MONEY.match(text), _PERCENT.search(text)
    if (money is None) == (percent is None):
        return None
    amount = text[money.end() :] if money else _PERCENT.sub("", text)
    found = _number(read_answer(amount), context)
    if found is None:
        return None
    fields = {"answer": found.fields["answer"], "unit": "$" if money else "%"}
    return Key("quantity", fields, {"answer": text.replace("\\", "")})


def _rational(node: Node) -> Fraction | None:
    """The value of one number that is a fraction; None for anything else, such as what is still to be worked out."""
    return _worth(node) if is_one_number(node) else None


def _worth(node: Node) -> Fraction | None:
    try:
        return None if names(node) or isinstance(node, _SETS) else exact(node)
    except Undefined:
        return None


def _number(node: Node | None, context: Context) -> Key | None:
    if node is None or isinstance(node, (*_SETS, Relation, Chain, Both)):
        return None
    value = _rational(node)
    if value is None or max(len(str(value.numerator)), len(str(value.denominator))) > LONGEST:
        return None
    form = form_of_number(node, context, rewritten(node, context))
    return Key("numeric", {"answer": _as_shown(node, value)} | ({"form": form} if form else {}))


def _as_shown(node: Node, value: Fraction) -> str:
    """A number as a formula, so that it is shown as the source writes it: a decimal, or with a power of ten."""
    sign, inner = ("-", node.inner) if isinstance(node, Negative) else ("", node)
    if not isinstance(inner, Number):
        return str(value)
    size, how = abs(value), inner.written
    if how.style is Style.DECIMAL:
        return f"{sign}{_decimal(size, how.places)}"
    if how.style is Style.SCIENTIFIC and 1 <= size / Fraction(10) ** how.exponent < 10:
        return f"{sign}{_decimal(size / Fraction(10) ** how.exponent, how.places)} * 10^({how.exponent})"
    return str(value)


def _decimal(size: Fraction, places: int) -> str:
    digits = str(int(size * 10**places)).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def _stated(node: Node, text: str, context: Context) -> Key | None:
    """``x = 3``: a number with its letter, unless an equation is what is asked for."""
    if not (isinstance(node, Relation) and node.op == "=" and isinstance(node.left, Name)):
        return None
    if _LINE.search(context.words) or not re.fullmatch("[A-Za-z]", node.left.letter):
        return None
    found = _number(node.right, context)
    return found and replace(found, fields={**found.fields, "variable": node.left.letter}, typed={"answer": text})


def _several(node: Node, text: str, context: Context) -> Key | None:
    """Solutions, points and intervals; what is asked for in an order becomes a line with gaps."""
    values = _listed(node)
    repeated = len(set(values)) < len(values)
    if (
        values
        and (repeated or (ordered(context) and not _one_unknown(context)))
        and all(value is not None for value in values)
    ):
        return _gaps([str(value) for value in values], text)
    letters = _letters(node, context)
    if letters is None:
        return None
    shown = _written(node, text)
    fields: dict[str, Json] = {"answer": escaped(shown), "variables": list(letters)}
    # Two numbers with a comma between them could be one: with a space nobody asks which is meant.
    return Key("solution-set", fields, {"answer": shown.strip("{}")} if shown != text else {})


def _written(node: Node, text: str) -> str:
    """A set so that it can only mean one: ``2, 3`` within braces."""
    return typed(node) if isinstance(node, SetOf) else text


def _listed(node: Node) -> list[Fraction | None]:
    """The values of a list of numbers, in the order in which they were written."""
    return [_rational(member) for member in node.members] if isinstance(node, SetOf) and len(node.members) > 1 else []


def _gaps(values: Sequence[str], text: str) -> Key:
    gaps = {f"value{number}": {"answer": value} for number, value in enumerate(values, 1)}
    parts = [part.strip() for part in text.split(",")]
    typed = {f"answer.{name}": part for name, part in zip(gaps, parts, strict=False)}
    line = ", ".join(f"[{name}]" for name in gaps)
    told = ("Its values are typed one by one, as their order is asked for.",)
    return Key("cloze", {"text": line, "gaps": gaps}, typed, told)


def _letters(node: Node, context: Context) -> tuple[str, ...] | None:
    """The letters of solutions; None where the answer is no set of solutions."""
    own = tuple(sorted(names(node)))
    if isinstance(node, Relation | Chain):
        solved = len(own) == 1 and is_solved(node) and not _LINE.search(context.words)
        return own if solved and _ONE_LETTER.fullmatch(own[0]) else None
    if isinstance(node, Alternatives | Both):
        told = all(isinstance(part, Relation | Chain) and is_solved(part) for part in node.parts)
        return own if told and 1 <= len(own) <= 3 and all(map(_ONE_LETTER.fullmatch, own)) else None
    either = isinstance(node, _SETS) or any(isinstance(part, PlusMinus) for part in node.walk())
    if not either or own:
        return None
    size = _size(node)
    return ("x", "y", "z")[:size] if size > 1 else (_unknown(context),)


def _size(node: Node) -> int:
    """How many coordinates its points have; 1 for numbers."""
    points = [part for part in node.walk() if isinstance(part, Point)]
    return min(3, len(points[0].coordinates)) if points else 1


def _unknown(context: Context) -> str:
    """The one letter of the step's formulas; x where there are more or none."""
    found = _in_formulas(context)
    return found.pop() if len(found) == 1 else "x"


def _in_formulas(context: Context) -> set[str]:
    """The letters of formulas that are more than a letter."""
    nodes = [read_answer(bare(maths)) for maths in context.maths]
    letters = {letter for node in nodes if node is not None and not isinstance(node, Name) for letter in names(node)}
    return {letter for letter in letters if _ONE_LETTER.fullmatch(letter)}


def _one_unknown(context: Context) -> bool:
    """Whether an equation in one letter is to be solved: its solutions have no order, whatever the words say."""
    nodes = [read_answer(bare(maths)) for maths in context.maths]
    return any(isinstance(node, Relation) and node.op == "=" and len(names(node)) == 1 for node in nodes)


def _expression(node: Node, text: str, context: Context) -> Key | None:
    letters = sorted(names(node))
    if len(letters) > 6 or not all(map(_LETTER.fullmatch, letters)):
        return None
    fields: dict[str, Json] = {"answer": escaped(text), "variables": letters}
    given = rewritten(node, context)
    form = form_of_expression(node, context, given)
    if given is not None and names(given) <= names(node):
        fields["given"] = escaped(typed(given))
    return Key("expression", fields | ({"form": form} if form else {}))
