"""What a formula's field wrote, said as one would type it: nobody who typed ``1 1/2`` has to read LaTeX."""

from __future__ import annotations

import re

_SIGNS = (
    (r"\\(?:left|right)(?=[()|\[\]])", ""),
    (r"\\le(?![a-z])", "<="),
    (r"\\ge(?![a-z])", ">="),
    (r"\\ne(?![a-z])", "!="),
    (r"\\lor(?![a-z])", " or "),
    (r"\\land(?![a-z])", " and "),
    (r"\\(?:cdot|times)(?![a-z])", "*"),
    (r"\\pm(?![a-z])", "±"),
    (r"\\pi(?![a-z])", "π"),
    (r"\\infty(?![a-z])", "∞"),
    (r"\\[,; ]", " "),
    (r"\{,\}", ","),
)
_BROKEN = (
    (r"\\frac(\d)(\d)", r"\1/\2"),
    (r"\\frac(\d)", r"\1/"),
    (r"\\frac(?![a-z])", ""),
    (r"\\sqrt(?![a-z])", "√"),
    (r"\\(?:placeholder|text|mathrm|operatorname)(?![a-z])", ""),
    (r"\}\{", ")/("),
    (r"\{", "("),
    (r"\}", ")"),
)
"""What is left of commands whose end was not typed."""
_PART = r"(?:\{([^{}]*)\}|(\w))"
_INSIDE = (
    (re.compile(r"\\sqrt" + _PART), lambda found: f"sqrt({_part(found, 0)})"),
    (re.compile(r"\\frac" + _PART + _PART), lambda found: f"{_whole(_part(found, 0))}/{_whole(_part(found, 1))}"),
    (re.compile(r"\^\{([^{}]*)\}()"), lambda found: f"^{_whole(_part(found, 0))}"),
)


def as_typed(text: str) -> str:
    """The field's LaTeX as plain typing; programs, and LaTeX that this does not know, stay as they are."""
    if "\\" not in text or "\n" in text:
        return text
    made = text
    for sign, plain in _SIGNS:
        made = re.sub(sign, plain, made)
    before = ""
    while made != before:
        before = made
        for shape, typed in _INSIDE:
            made = shape.sub(typed, made)
    return text if "\\" in made else re.sub(r" {2,}", " ", made).strip()


def fragment(text: str) -> str:
    """The same of a piece of such LaTeX, whose braces may stand open: no backslash or brace, whatever it holds."""
    if "\\" not in text and "{" not in text and "}" not in text:
        return text
    made = as_typed(text)
    for sign, plain in (*_SIGNS, *_BROKEN):
        made = re.sub(sign, plain, made)
    return re.sub(r"[{}\\]", "", made)


def _part(found: re.Match[str], number: int) -> str:
    return found[2 * number + 1] or found[2 * number + 2] or ""


def _whole(part: str) -> str:
    return part if re.fullmatch(r"\w*", part) else f"({part})"
