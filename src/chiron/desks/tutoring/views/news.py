"""What a person answered to the learner: reports, contested grades, answers that a reader judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chiron.core.events import Event

KINDS = ("report.made", "report.answered")
FRESH = timedelta(days=14)
"""How long an answer stays on Today."""


@dataclass(frozen=True, slots=True)
class News:
    """One answer. ``what`` is what was reported, ``decision`` what was decided, ``note`` the person's words."""

    what: str
    skill: str | None
    decision: str
    note: str
    at: datetime


def news(events: Iterable[Event], when: datetime) -> tuple[News, ...]:
    """The fresh answers, newest first."""
    made, found = dict[str, Event](), list[News]()
    for event in events:
        if event.kind == "report.made":
            made[event.body["report"]] = event
        elif event.draft.server_time >= when - FRESH:
            asked = made.get(event.body["report"])
            about = asked.draft.about if asked else None
            what = asked.body["what"] if asked else "item"
            skill = about.skill if about else None
            found.append(News(what, skill, event.body["decision"], event.body["note"], event.draft.server_time))
    return tuple(reversed(found))
