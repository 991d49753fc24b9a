"""What the words around an answer ask for: a form, an order, a range."""

from __future__ import annotations

import re
from typing import Literal

from chiron.core.learning.interactions.one_number import form_lacking, is_one_number
from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.forms import FormName, Untold, lacking
from chiron.core.learning.maths.modular import is_rational
from chiron.core.learning.maths.tree import (
    Alternatives,
    Both,
    Chain,
    Empty,
    Everything,
    Interval,
    Node,
    Number,
    PlusMinus,
    Point,
    Quotient,
    Relation,
    SetOf,
    Style,
    Union,
    names,
)
from chiron.engine.library.importing.formats.oatutor.reading_answers import Context, bare, read_answer
from chiron.engine.library.importing.formats.oatutor.worth import worth_the_same

_RANGES = re.compile(r"interval|inequalit|domain|range|all real numbers")
_ENDS = re.compile(r"^[\[(]|∞|\\infty|inf\b")
_SYSTEM = re.compile(r"ordered pair|intersect|system|coordinate|point|vertex|center|focus|foci|midpoint|intercept")
_ORDERED = re.compile(
    r"in order|from (?:the )?(?:smallest|largest|least|greatest)|enter(?:e)? (?:the |your )?(?:an?sw?ers?|asnwers?) as"
    r"|as [\"“]?\w+(?: \w+)?,\s?\w+(?: \w+)?[\"”]?[)?.]|first (?:\w+ )?(?:terms|numbers)|sequence"
    r"|length,? and|how many \w+ (?:\w+ )?and|dimensions|respectively"
)
_NUMBER_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:in|using|to|as) scientific notation|scientific notation[.:]?$"), "scientific"),
    (re.compile(r"(?:as|to) an? mixed number|in mixed"), "mixed"),
    (
        re.compile(r"simpli|lowest terms|simplest|reduce|as an? (?:improper )?fraction|ratio of two integers"),
        "simplest",
    ),
)
_FORMS: tuple[tuple[re.Pattern[str], FormName], ...] = (
    (re.compile(r"\bfactor(?!ial)(?:ed|ing|ize|s)?\b"), "factored"),
    (re.compile(r"\bexpand|\bmultiply|distributive|(?:remove|clear|without) (?:the )?parenthes"), "expanded"),
    (re.compile(r"simpli|rationali[sz]e|lowest terms|simplest|reduce"), "simplified"),
)
_APART: tuple[FormName, ...] = ("expanded", "simplified", "single-fraction", "factored")
_NUMBERS_APART = ("simplest", "integer", "decimal", "mixed", "scientific")
"""Forms that may tell an answer from the formula that it rewrites."""
_WHOLES = (Relation, Chain, Alternatives, Both, SetOf, Interval, Union, Empty, Everything, Point, PlusMinus)
_SOLVE_FOR = re.compile(
    r"solve (?:the formula |the equation )?\W*for|isolate|slope[- ]intercept|in the form|inverse|solve"
)


def ranges(answer: str, context: Context) -> bool:
    """Whether ``(2, 5)`` is an interval here and not a point."""
    if re.search(r"\\infty|\binf|∞|\\cup|[\[\]]", answer) and _ENDS.search(answer.strip()):
        return True
    asked = _RANGES.search(context.words) is not None
    condition = any(re.search(r"<|>|\\leq?\b|\\geq?\b", maths) for maths in context.maths)
    return (asked or condition) and not _SYSTEM.search(context.words)


def asks_to_solve(context: Context) -> bool:
    """Whether solutions are asked for, so that there may be none."""
    return "solv" in context.words or "solution" in context.words or "zeros" in context.words


def ordered(context: Context) -> bool:
    """Whether values are asked for in an order, so that ``14,12`` is not ``12,14``."""
    return _ORDERED.search(context.words) is not None


def rewritten(node: Node, context: Context) -> Node | None:
    """The formula of the step, where the answer says the same in another way; None where it does not."""
    if not context.maths or isinstance(node, _WHOLES):
        return None
    given = read_answer(bare(context.maths[-1]))
    if given is None or given == node or isinstance(given, _WHOLES) or not names(node) <= names(given):
        return None
    if not worth_the_same(given, node):
        return None
    # Quotients of polynomials that agree at drawn places are the same; of roots and logarithms that is still to prove.
    return given if (is_rational(given) and is_rational(node)) or same(given, node).equal is True else None


def form_of_number(node: Node, context: Context, given: Node | None = None) -> str:
    """The form that is asked of a number, where the source's own answer has it; empty for any.

    The words say it; or the formula ``given`` is worth the same and lacks what the answer has.
    """
    if given is not None and is_one_number(given):
        told = _by_words(node, context)
        for form in (told, *_NUMBERS_APART):
            if form and form_lacking(node, form) is None and form_lacking(given, form) is not None:
                return form
    return _by_words(node, context)


def _by_words(node: Node, context: Context) -> str:
    for pattern, form in _NUMBER_FORMS:
        if not pattern.search(context.words):
            continue
        if form == "simplest" and not isinstance(node, Quotient):
            continue
        if form == "scientific" and not (isinstance(node, Number) and node.written.style is Style.SCIENTIFIC):
            continue
        if form_lacking(node, form) is None:
            return form
    return ""


def form_of_expression(node: Node, context: Context, given: Node | None = None) -> str:
    """The form that is asked of an expression, likewise."""
    if isinstance(node, Relation | Chain):
        return "solved" if _SOLVE_FOR.search(context.words) and _has(node, "solved") else ""
    told = _form_by_words(node, context)
    if given is not None:
        for form in (told, *_APART):
            if form and (form != "factored" or names(node)) and _has(node, form) and not _has(given, form):
                return form
    return told


def _form_by_words(node: Node, context: Context) -> FormName | Literal[""]:
    for pattern, form in _FORMS:
        if pattern.search(context.words) and (form != "factored" or names(node)) and _has(node, form):
            return form
    return ""


def _has(node: Node, form: FormName) -> bool:
    try:
        return lacking(node, form) is None
    except Untold:
        return False
