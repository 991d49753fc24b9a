"""What the words around an answer ask for: a form, an order, a range."""

from __future__ import annotations

import re

from chiron.core.learning.interactions.one_number import form_lacking
from chiron.core.learning.maths.forms import FormName, Untold, lacking
from chiron.core.learning.maths.tree import Chain, Node, Number, Quotient, Relation, Style, names
from chiron.engine.library.importing.formats.oatutor.reading_answers import Context

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


def form_of_number(node: Node, context: Context) -> str:
    """The form that the words ask of a number, where the source's own answer has it; empty for any."""
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


def form_of_expression(node: Node, context: Context) -> str:
    """The form that the words ask of an expression, where the source's own answer has it; empty for any."""
    if isinstance(node, Relation | Chain):
        return "solved" if _SOLVE_FOR.search(context.words) and _has(node, "solved") else ""
    for pattern, form in _FORMS:
        if pattern.search(context.words) and (form != "factored" or names(node)) and _has(node, form):
            return form
    return ""


def _has(node: Node, form: FormName) -> bool:
    try:
        return lacking(node, form) is None
    except Untold:
        return False
