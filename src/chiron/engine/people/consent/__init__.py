"""The ledger of consents: who agreed to what, in which words, when, and when they took it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from chiron.core.errors import InvalidInput, NotAllowed
from chiron.engine.people.access import Action
from chiron.engine.people.consent import store
from chiron.engine.people.door import require
from chiron.engine.people.person import Person, Role, below_line
from chiron.engine.people.school import School, UnderAge
from chiron.engine.people.store import view_person, view_school
from chiron.engine.records.database import Connection, Database
from chiron.engine.records.ids import new_id

Standing = Literal["self", "guardian", "school"]


class Matter(StrEnum):
    """What can be agreed to."""

    USE = "use"
    """That Chiron keeps what one does here in order to teach."""
    TEXT_MAY_LEAVE = "text-may-leave"
    """That what one writes may be sent to another machine, where the school allows it at all."""
    TRIALS = "trials"
    """That one takes part where the school tries which way of choosing what comes next teaches better."""
    OUTSIDE = "outside"
    """That programs of the learner's choice may talk to the tutor with a token, where the school allows it at all."""


VERSIONS = dict.fromkeys(Matter, "2026-11")
"""The words now in force; the words themselves stand in the face, under this version."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger. ``standing`` is in what right it was said; ``said_by`` is None once they are erased."""

    what: Matter
    version: str
    given: bool
    said_by: UUID | None
    standing: Standing
    note: str
    at: datetime


async def ledger(conn: Connection, person: UUID) -> list[Line]:
    """A person's lines, oldest first."""
    return [Line(**{**found, "what": Matter(found["what"])}) for found in await store.of_person(conn, person)]


def holds(lines: Sequence[Line], what: Matter) -> bool:
    """Whether the last word on a matter was yes, and to the words now in force."""
    said = [line for line in lines if line.what is what]
    return bool(said) and said[-1].given and said[-1].version == VERSIONS[what]


async def last_said(conn: Connection, what: Matter, person: UUID | None = None) -> dict[UUID, bool]:
    """The last word on a matter of one person, or of everybody who said something: whether it was yes, to the words now
    in force."""
    found = await store.last_said(conn, what, person)
    return {row["person"]: row["given"] and row["version"] == VERSIONS[what] for row in found}


def may_text_leave(school: School, lines: Sequence[Line]) -> bool:
    """Whether what this person writes may be sent to another machine: the school and the person both agree."""
    return school.text_may_leave and holds(lines, Matter.TEXT_MAY_LEAVE)


async def in_force(conn: Connection, person: UUID) -> dict[UUID, Matter]:
    """A person's lines that hold now, by their ids: the last on each matter, given to the words now in force, and that
    text may leave only where the school allows it too.
    """
    return _in_force(await store.last_lines(conn, person))


@dataclass(frozen=True, slots=True)
class InForce:
    """The lines that hold now, the school's time zone, and the person's class: of the open ones in which they learn,
    one that has work or limits in the course, the one that they joined last.
    """

    lines: Mapping[UUID, Matter]
    zone: ZoneInfo
    class_: UUID | None


async def in_force_at(database: Database, school: UUID, person: UUID, course: str = "") -> InForce:
    """``in_force`` and what else every call to a language model asks, in one message."""
    (lines,) = await database.message(school, (store.LAST_LINES, [course, course, person]))
    if not lines:
        return InForce({}, ZoneInfo("UTC"), None)
    return InForce(_in_force(lines), ZoneInfo(lines[0]["time_zone"]), lines[0]["class"])


def _in_force(lines: Sequence[Mapping[str, Any]]) -> dict[UUID, Matter]:
    return {
        row["id"]: Matter(row["what"])
        for row in lines
        if row["given"]
        and row["version"] == VERSIONS[Matter(row["what"])]
        and (row["text_may_leave"] or row["what"] != Matter.TEXT_MAY_LEAVE)
    }


async def reference(conn: Connection, person: UUID) -> UUID | None:
    """The line by which a language model may be asked on a person's behalf: that text may leave, else that they agreed
    to being taught here, which is enough for a model on this machine; None without either.
    """
    lines = {what: line for line, what in (await in_force(conn, person)).items()}
    return lines.get(Matter.TEXT_MAY_LEAVE) or lines.get(Matter.USE)


def is_young(school: School, person: Person, now: datetime) -> bool:
    """Whether somebody else agrees for this learner."""
    if not person.has(Role.LEARNER) or person.staff:
        return False
    return below_line(school.age_line, now.astimezone(school.zone).year, person.age_band, person.birth_year)


async def say(
    conn: Connection, actor: Person, person_id: UUID, what: Matter, given: bool, now: datetime, note: str = ""
) -> None:
    """Give or withdraw a consent, for oneself or as a learner's guardian; an operator records what was signed on paper.

    Below the age line a learner may withdraw but not give. Raises InvalidInput, NotAllowed, NotFound.
    """
    own = actor.id == person_id
    person = actor if own else await view_person(conn, person_id)
    await require(conn, actor, Action.GIVE_CONSENT if own else Action.GIVE_CONSENT_FOR, person_id)
    if own and given and is_young(await view_school(conn), person, now):
        raise NotAllowed("A parent or guardian, or your school, agrees to this for you. Ask your teacher.")
    if len(note) > 500:
        raise InvalidInput("Shorten the note to 500 characters or fewer.", field="note")
    standing: Standing = "self" if own else "guardian"
    await record(conn, person_id, what, given, actor.id, standing, now, note)


async def record(
    conn: Connection,
    person: UUID,
    what: Matter,
    given: bool,
    said_by: UUID | None,
    standing: Standing,
    now: datetime,
    note: str = "",
) -> None:
    """Add a line to the words now in force; the caller has asked the door."""
    await store.add(conn, new_id(), person, what, VERSIONS[what], given, said_by, standing, note, now)


def joining(school: School, young: bool) -> Standing:
    """In what right a newcomer with a join code agrees. Raises NotAllowed where a guardian must do so first."""
    if not young:
        return "self"
    if school.under_age is UnderAge.SCHOOL:
        return "school"
    raise NotAllowed(
        f"At this school, a parent or guardian agrees first for anyone under {school.age_line}. "
        "Ask your teacher to have an account made for you.",
        field="age",
    )
