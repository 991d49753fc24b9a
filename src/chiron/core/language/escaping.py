"""A person's plain words as Markdown. Pure."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"(\$[^$\n]+\$)")
_SIGNS = "\\`*_{}[]()<>#+-.!|~&"


def escaped(text: str) -> str:
    """A person's plain words as Markdown that shows them as they are; what stands between dollars stays maths."""
    parts = _FORMULA.split(text)
    return "".join(part if number % 2 else _plain(part) for number, part in enumerate(parts))


def _plain(text: str) -> str:
    return "".join("\\" + letter if letter in _SIGNS else letter for letter in text)
