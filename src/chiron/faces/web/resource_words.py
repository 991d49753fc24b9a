"""Things to read, see and try, in the person's language: what each is, how long it takes, why it is offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape

from chiron.core.learning.course import Course
from chiron.core.learning.licences import as_said, deed
from chiron.core.learning.media import Address
from chiron.core.learning.resources.listing import Aid
from chiron.core.learning.resources.reasons import REASONS
from chiron.core.words import Json
from chiron.faces.web.ambient import base
from chiron.faces.web.language import _, name_of, ngettext
from chiron.faces.web.maths import with_maths
from chiron.faces.web.origins import forbidden_words
from chiron.faces.web.shown import player


def aid_kind_words(kind: str) -> str:
    """What it is: "Film"."""
    known: Mapping[str, Callable[[], str]] = {
        "reading": lambda: _("To read"),
        "book": lambda: _("Book"),
        "video": lambda: _("Film"),
        "audio": lambda: _("Sound"),
        "page": lambda: _("Page"),
        "activity": lambda: _("Activity"),
        "simulation": lambda: _("Simulation"),
        "data": lambda: _("Data"),
    }
    return known[kind]() if kind in known else kind


def aid_icon(kind: str) -> str:
    """The icon beside it."""
    return {"video": "eye", "audio": "speaker", "simulation": "settings", "activity": "pencil", "data": "table"}.get(
        kind, "book"
    )


def aid_minutes_words(aid: Aid) -> str:
    """How long it takes, as its author says; a text of the course by its words; empty where nobody knows."""
    minutes = aid.minutes or (round(aid.lasts) if aid.reading is not None else None)
    return "" if minutes is None else ngettext("about %(num)d minute", "about %(num)d minutes", minutes, num=minutes)


def aid_language_words(aid: Aid, course: Course) -> str:
    """The language that it is in."""
    return name_of((aid.language or course.tongues[0]).partition("-")[0])


def offer_words(reason: str, skill: str, course: Course) -> Markup:
    """Why it is offered; empty for a reason that is not known."""
    sentence = REASONS.get(reason)
    if sentence is None or skill not in course.skills:
        return Markup("")
    title = Markup("<strong>{}</strong>").format(with_maths(course.skills[skill].title))
    return escape(_(sentence)).format(skill=title)


FEW = 8
"""With fewer moments behind them, figures are not shown to a learner: they would say more than is known."""


def offer_measured(because: Mapping[str, Json]) -> bool:
    """Whether enough is known of an offer's help to show it in figures."""
    return min(int(because.get("offered") or 0), int(because.get("beside") or 0)) >= FEW


def left_words(how: str) -> str:
    """What became of an offer."""
    known: Mapping[str, Callable[[], str]] = {
        "done": lambda: _("You looked at it."),
        "not-for-me": lambda: _("You said that it is not for you."),
        "put-away": lambda: _("You put it away."),
    }
    return known[how]() if how in known else ""


def in_a_hundred(share: Json) -> int:
    """A change of a chance, as answers in a hundred."""
    return round(100 * float(share)) if isinstance(share, int | float) else 0


def recording_player(address: Address, words: str) -> Markup:
    """The player of a film or sound of the course, with its captions."""
    return player(address, words, base())


def web_address(url: str | None) -> bool:
    """Whether it is an address of the web: nothing else becomes a link, whatever a course says."""
    return url is not None and url.startswith(("https://", "http://"))


def licence_words(licence: str) -> Markup:
    """A licence by its name, linked where it can be read."""
    url = deed(licence)
    if not url:
        return escape(as_said(licence))
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(url, as_said(licence))


def resource_helpers() -> dict[str, Callable[..., Any]]:
    """What templates may call."""
    return {
        "aid_kind_words": aid_kind_words,
        "aid_icon": aid_icon,
        "aid_minutes_words": aid_minutes_words,
        "aid_language_words": aid_language_words,
        "offer_words": offer_words,
        "in_a_hundred": in_a_hundred,
        "offer_measured": offer_measured,
        "left_words": left_words,
        "licence_words": licence_words,
        "web_address": web_address,
        "recording_player": recording_player,
        "forbidden_words": forbidden_words,
    }
