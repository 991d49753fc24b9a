"""Patterns of strangers: regular expressions that may not take for ever (QTI 2.2, patternMatch)."""

from __future__ import annotations

import re

from chiron.engine.library.importing.formats.qti.values import Undecided

_REPEATED = re.compile(r"\)[*+{?]|[*+{]")
LONGEST, MOST = 200, 4


def fits(pattern: str, text: str) -> bool:
    """Whether the whole text fits a pattern. Raises Undecided where that may take too long, or cannot be read."""
    # Nothing repeated within a repetition, and few repetitions at all: the time is then a small power of the length.
    repeated = _REPEATED.findall(pattern)
    if len(pattern) > LONGEST or len(repeated) > MOST or any(_nested(each) for each in repeated):
        raise Undecided("a pattern that may take too long")
    try:
        return re.fullmatch(pattern, text[:LONGEST]) is not None
    except (re.error, RecursionError, OverflowError):
        raise Undecided("a pattern that cannot be read") from None


def _nested(sign: str) -> bool:
    return sign.startswith(")") and sign[1] != "?"
