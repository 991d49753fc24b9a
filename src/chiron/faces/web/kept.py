"""Parts of pages that are made once and kept: macros whose HTML depends on their arguments and the language alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import Environment

from chiron.faces.web import language

PARTS = {
    "parts/icons.html": ("icon", "logo"),
    "parts/talk.html": ("source_badge", "outcome_icon", "outcome_words"),
    "parts/forms.html": ("keypad",),
}
"""Macros by template. None of them looks at the page; their arguments are plain values."""
MOST = 512
"""Makings of one macro that are kept."""


def keep_parts(environment: Environment) -> None:
    """Let every template that imports one of these macros have what it made before."""
    for template, names in PARTS.items():
        module = environment.get_template(template).module
        for name in names:
            setattr(module, name, _kept(getattr(module, name)))


def _kept(macro: Callable[..., Any]) -> Callable[..., Any]:
    # By type too: text that is HTML already and text that is to be escaped may be equal.
    @lru_cache(maxsize=MOST, typed=True)
    def made(_tag: str, *values: Any, **named: Any) -> Any:
        return macro(*values, **named)

    def part(*values: Any, **named: Any) -> Any:
        return made(language.tag(), *values, **named)

    return part
