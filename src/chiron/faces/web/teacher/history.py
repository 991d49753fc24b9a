"""What was ever set somewhere, told as deeds: who did what to it, when, and whether it still holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request

from chiron.engine.people import arrangements
from chiron.engine.people.arrangements import Arrangement, What
from chiron.faces.web.language import _, when
from chiron.faces.web.teacher.access import Teaching
from chiron.faces.web.teacher.arranging import Where, where

SWITCHED = {
    "on": lambda: _("switched on"),
    "watch": lambda: _("set to watch only"),
    "draft": lambda: _("made a draft"),
    "off": lambda: _("switched off"),
}
STATES = {
    "on": lambda: _("on"),
    "watch": lambda: _("watching only"),
    "draft": lambda: _("draft"),
    "off": lambda: _("off"),
}


@dataclass(frozen=True, slots=True)
class Past:
    """One version, as what was done when it was made. ``after`` is the version that took its place."""

    one: Arrangement
    before: Arrangement | None
    after: Arrangement | None

    @property
    def deed(self) -> str:
        """What was done. Without its predecessor, as on a list that was cut, a later version counts as changed."""
        if self.one.version == 1:
            return _("kept as a draft") if self.one.state == "draft" else _("first set")
        if self.before is None or not same(self.one, self.before):
            return _("changed")
        return SWITCHED[self.one.state]()

    def state(self, now: datetime) -> str:
        """Whether it holds, or until when it did."""
        if self.one.ended is None:
            return STATES[self.one.state]()
        ended = when(self.one.ended, now)
        return _("until %(when)s", when=ended) if self.after else _("taken away, %(when)s", when=ended)


def same(one: Arrangement, other: Arrangement) -> bool:
    """Whether two versions differ in nothing but their state."""
    return one.body == other.body and one.scope == other.scope


def told(found: Sequence[Arrangement]) -> list[Past]:
    """Versions in the order in which they come, each beside those before and after it."""
    known = {(one.name, one.version): one for one in found}
    return [Past(one, known.get((one.name, one.version - 1)), known.get((one.name, one.version + 1))) for one in found]


async def past_of(request: Request, teacher: Teaching, what: What) -> tuple[Where | None, list[Past]]:
    """The place of an address, and all that was ever set there. Raises NotAllowed, NotFound."""
    asked = request.query_params
    async with teacher.house.database.school(teacher.school.id) as conn:
        here = await where(conn, teacher, asked.get("class", ""), asked.get("course", ""))
        if here is None:
            return None, []
        return here, told(await arrangements.history(conn, teacher.person, what, here.class_id, here.course.id))
