"""The one place where names and numbers are replaced on the way to a model, and put back on the way home.

Every ask to a model on another machine passes here; where the school says so, also one to a model on this machine.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from chiron.core.language.privacy import EXPLAINED, Returning, Roster, Veil, roster
from chiron.engine.models import store
from chiron.engine.records.database import Database, Row
from chiron.ports.llm import Ask, Event, Message, Piece

MOST_FIXED = 64
"""Instructions that are remembered to hold nothing of anybody, since every ask begins with them."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The roster of a school as it was when its people had this mark."""

    mark: str
    names: Roster
    fixed: set[tuple[str, str]]


class Veils:
    """The rosters of schools, read again whenever a name changed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[UUID, Kept] = {}

    async def of(self, school: UUID, mark: Sequence[Row]) -> Veiling:
        """What one call needs; ``mark`` are the rows of ``store.NAMES_MARK``. Raises Unavailable."""
        now, always = (str(mark[0]["mark"]), bool(mark[0]["always_replaced"])) if mark else ("", True)
        kept = self._kept.get(school)
        if kept is None or kept.mark != now:
            kept = self._kept[school] = Kept(now, await self.roster(school), set())
        return Veiling(kept, always)

    async def roster(self, school: UUID) -> Roster:
        """Everybody of a school, closed accounts too, and the school's own name. Raises Unavailable."""
        people, named = await self._database.message(school, store.NAMES, store.SCHOOL_NAME)
        names = [row["name"] for row in people]
        phrases = [row["name"] for row in named]
        # Some thousand names take a tenth of a second: others' turns go on meanwhile.
        return await asyncio.to_thread(roster, names, [row["sign_in_name"] for row in people], phrases)


class Veiling:
    """The placeholders of one call, the same for each model that is asked in turn."""

    def __init__(self, kept: Kept, always: bool) -> None:
        self._kept, self._always = kept, always
        self._veil = Veil(kept.names)

    @property
    def names(self) -> tuple[str, ...]:
        """Full names of more than one word: one alone may be anybody's in an example."""
        return tuple(name for name in self._kept.names.names if " " in name.strip())

    def out(self, ask: Ask, here: bool) -> tuple[Ask, Home]:
        """What may be asked of a model, on this machine or not, and the way home for what it says."""
        if here and not self._always:
            return ask, Home(None, ())
        messages = [replace(message, text=self._hide(message)) for message in ask.messages]
        # What is only compared with lessons by its meaning is read by nobody: it is told of nothing.
        if self._veil.marks and messages[0].role == "system":
            messages[-1] = replace(messages[-1], text=f"{messages[-1].text}\n{EXPLAINED}")
        return replace(ask, messages=tuple(messages)), Home(Returning(self._veil), sorted(self._veil.kinds))

    def _hide(self, message: Message) -> str:
        place = (message.role, message.text)
        if place in self._kept.fixed:
            return message.text
        hidden = self._veil.hide(message.text)
        if message.role == "system" and hidden == message.text and len(self._kept.fixed) < MOST_FIXED:
            self._kept.fixed.add(place)
        return hidden


class Home:
    """What a model says, with what the placeholders stand for; as it is where nothing was replaced.

    ``replaced`` are the kinds of thing that were, for the list of calls.
    """

    def __init__(self, returning: Returning | None, replaced: Sequence[str]) -> None:
        self._returning, self.replaced = returning, replaced

    def comes(self, event: Event) -> list[Event]:
        """What to give on of an event: a piece of which something is held may give none."""
        if self._returning is None:
            return [event]
        if isinstance(event, Piece):
            text = self._returning.feed(event.text)
            return [Piece(text)] if text else []
        rest = self._returning.rest()
        return [Piece(rest), event] if rest else [event]
