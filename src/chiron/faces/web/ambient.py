"""What macros need of the page that is being made, as globals of the templates.

Imported "with context", a part is run anew for every page that uses it, which cost more than the page itself. With
these globals the parts are made once, and look here for what differs between requests.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from markupsafe import Markup, escape

NAMES = ("url", "csrf_token", "appearance", "course_id", "partial", "now", "key", "answering", "course", "language")

_page: ContextVar[Mapping[str, Any]] = ContextVar("page")


def begin(values: Mapping[str, Any]) -> None:
    """Make a page's values those that the globals stand for."""
    _page.set(values)


def base() -> str:
    """The path under which browsers reach Chiron, as the page in hand writes its addresses."""
    url = _page.get({}).get("url")
    return str(url("")) if callable(url) else ""


class Ambient:
    """A name of the page in hand: prints, compares, calls and gives attributes as its value does."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        """Stand for ``name``."""
        self._name = name

    @property
    def value(self) -> Any:
        """What the name is on this page; nothing where the page has no such name."""
        return _page.get({}).get(self._name, "")

    def __str__(self) -> str:
        return str(self.value)

    def __html__(self) -> Markup:
        return escape(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __eq__(self, other: object) -> bool:
        return bool(self.value == other)

    def __hash__(self) -> int:
        return hash(self._name)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.value, name)

    def __call__(self, *values: Any) -> Any:
        return self.value(*values)


def globals_of_parts() -> dict[str, Ambient]:
    """The globals to give to the template environment."""
    return {name: Ambient(name) for name in NAMES}
