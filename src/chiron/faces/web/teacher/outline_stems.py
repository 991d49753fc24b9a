"""How an item begins, where its formulas are written in TeX: one plain line that can be read."""

from __future__ import annotations

import re

_PAIR = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ONE = re.compile(r"\\(?:text|mathrm|mathbf|operatorname)\s*\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_NAME = re.compile(r"\\([A-Za-z]+)\s*")
_SIGNS = {
    "times": " × ",
    "cdot": " · ",
    "div": " ÷ ",
    "le": " ≤ ",
    "leq": " ≤ ",
    "ge": " ≥ ",
    "geq": " ≥ ",
    "ne": " ≠ ",
    "neq": " ≠ ",
    "pm": " ± ",
    "pi": "π",
    "theta": "θ",
    "alpha": "α",
    "beta": "β",
    "infty": "∞",
    "to": " → ",
    "left": "",
    "right": "",
    "quad": " ",
    "qquad": " ",
}
_DEEPEST = 6
"""Fractions within fractions that are looked at."""


def stem_words(stem: str) -> str:
    """The line with its formulas in plain signs; unchanged where it has none. What was cut off stays cut off."""
    if "\\" not in stem:
        return stem
    words = _ONE.sub(r"\1", stem.replace("\\left", "").replace("\\right", ""))
    for _ in range(_DEEPEST):
        before = words
        words = _ROOT.sub(r"√(\1)", _PAIR.sub(lambda found: f"{_part(found[1])}/{_part(found[2])}", words))
        if words == before:
            break
    words = _NAME.sub(lambda found: _SIGNS.get(found[1], found[1]), words)
    return " ".join(words.replace("{", "").replace("}", "").replace("\\", "").split())


def _part(text: str) -> str:
    return text if re.fullmatch(r"-?[\w.]*", text) else f"({text})"
