"""Dollar signs: around maths, or before an amount of money. The same reading as the page's."""

from __future__ import annotations

import re

_MATHS = re.compile(r"(?<!\\)\$(?!\s)(?:[^$\\]|\\.)+?(?<!\s)\$(?!\d)")
_MONEY = re.compile(r"\$\d[\d,]*(?:\.\d+)?(?=[\s.,;:!?)'\"’”*]|$)(?!\s*[-+*/=^<>\\])")


def unfinished(text: str) -> bool:
    """Whether a formula was begun and not closed; an amount such as $7.50 begins none."""
    if "$" not in text:
        return False
    rest = _MATHS.sub(" ", text).replace("\\$", "")
    return "$" in _MONEY.sub(" ", rest) and not _only_sums_of_money(rest)


def _only_sums_of_money(text: str) -> bool:
    """Sums of money ("$50 - $20 = $30"): every sign stands before a digit, and no letter is used as one."""
    signs, amounts = text.count("$"), len(re.findall(r"\$\d[\d,]*(?:\.\d+)?(?![\w^\\])", text))
    return signs == amounts and signs > 1
