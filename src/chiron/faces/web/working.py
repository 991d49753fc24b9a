"""Lines of working in words: what each was found to be, and what a screen reader hears of the newest one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from chiron.core.learning.interactions.base import NOTES
from chiron.desks.tutoring.views.practice import Row
from chiron.desks.tutoring.views.working import WRONG, Line
from chiron.faces.web.language import _

_ICONS = {"wrong": "back-again", "unsure": "clock", "waiting": "info", "part": "info"}


def line_icon_name(state: str) -> str:
    """The icon of a line's state."""
    return _ICONS.get(state, "check")


def line_words(state: str) -> str:
    """What a line was found to be."""
    known: Mapping[str, Callable[[], str]] = {
        "wrong": lambda: _("Not yet"),
        "part": lambda: _("A part."),
        "unsure": lambda: _("Waiting for a reader."),
        "waiting": lambda: _("Not looked at yet"),
    }
    return known.get(state, lambda: _("Right."))()


def line_more(state: str) -> str:
    """What is said of the newest line besides; empty for nothing."""
    known: Mapping[str, Callable[[], str]] = {
        "idle": lambda: _("But no nearer than the line above."),
        "part": lambda: _("Write all of the solution in one line, with or between."),
        "unsure": lambda: _("A person reads this one. Go on meanwhile."),
    }
    return known.get(state, lambda: "")()


def wrong_line(lines: tuple[Line, ...]) -> str:
    """The line that is not yet right, as TeX; the last one where all are."""
    return next((line.shown for line in lines if line.state == WRONG), lines[-1].shown)


def line_aloud(row: Row, why: Markup) -> Markup:
    """The verdict on the newest line, or on the wrong one, for a screen reader."""
    number, line = next(
        ((n, line) for n, line in enumerate(row.lines, 1) if line.state == WRONG), (len(row.lines), row.lines[-1])
    )
    said = _("Line %(number)s:", number=number)
    if line.state == WRONG:
        return Markup("{} {}. {}").format(said, line_words(line.state), why)
    more = _(NOTES[row.note]) if row.note is not None and row.note in NOTES else ""
    return Markup("{} {}").format(said, more or line_words(line.state))


def working_helpers() -> dict[str, Callable[..., Any]]:
    """What templates may call."""
    return {
        "line_icon_name": line_icon_name,
        "line_words": line_words,
        "line_more": line_more,
        "line_aloud": line_aloud,
        "wrong_line": wrong_line,
    }
