"""Parts of pages that are made once and kept in this process's memory.

Macros whose HTML depends on their arguments and the language alone; and pieces of one learner's page (a row of their
steps, their field) by everything that they are made of, let go as newer ones come and when the process ends.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from chiron.faces.web import language

PARTS = {
    "parts/icons.html": ("icon", "logo"),
    "parts/talk.html": ("source_badge", "outcome_icon", "outcome_words"),
    "parts/forms.html": ("keypad",),
}
"""Macros by template. None of them looks at the page; their arguments are plain values."""
MOST = 512
"""Makings of one macro that are kept."""
MOST_PIECES = 4096
"""Pieces of pages that are kept."""
HOLE = Markup("\0hole\0")
"""What stands in a kept piece where each page has something of its own; no other text of a page holds NUL."""


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


_PIECES: OrderedDict[tuple[Hashable, ...], str] = OrderedDict()


def kept_piece(filling: str, *of: Hashable, caller: Callable[[], str]) -> Markup:
    """For ``{% call kept_piece(filling, name, ...) %}``: a piece of a page, made once for what it is made of.

    Everything that the piece looks at stands in ``of``, but for the language; what differs from page to page, such as
    the token of its forms, is ``filling`` and stands as ``{{ hole }}``. With None among ``of`` it is made anew.
    """
    if None in of:
        return Markup(_filled(caller(), filling))  # noqa: S704 - templates escape
    key = (language.tag(), *of)
    made = _PIECES.get(key)
    if made is None:
        made = _PIECES[key] = str(caller())
        while len(_PIECES) > MOST_PIECES:
            _PIECES.popitem(last=False)
    else:
        _PIECES.move_to_end(key)
    return Markup(_filled(made, filling))  # noqa: S704 - templates escape


def _filled(made: str, filling: str) -> str:
    return str.replace(made, HOLE, filling)
