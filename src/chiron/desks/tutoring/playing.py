"""Packages that are played elsewhere: started by a learner, and what they say of it written down as their own words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from chiron.core.errors import InvalidInput, NotFound, TooMany
from chiron.core.events import KINDS, About, Draft, Event
from chiron.core.learning.course import Course, PackageFile, Resource
from chiron.core.learning.packages import (
    KINDS as PLAYED,
)
from chiron.core.learning.packages import (
    LAUNCHED,
    MOST_A_DAY,
    MOST_BYTES_A_DAY,
    MOST_REPORTS,
    REPORTED,
    Contents,
    Playable,
    Played,
    Report,
    fold,
    opened,
    upcoming,
)
from chiron.core.words import Json
from chiron.desks.tutoring import playing_store as store
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.engine.library.packages.keeping import contents
from chiron.engine.people.sign_in import Sitting
from chiron.engine.records import log
from chiron.engine.records.database import Connection

TRIES = 5
DAY = timedelta(days=1)
NO_PACKAGE = "This course has no such package."


@dataclass(frozen=True, slots=True)
class Playing:
    """A package of a course, and what is known of a learner and its parts."""

    name: str
    resource: Resource
    file: PackageFile
    contents: Contents
    played: Mapping[str, Played]

    @property
    def next(self) -> Playable:
        """The part to go on with."""
        return upcoming(self.contents, self.played)

    @property
    def open(self) -> frozenset[str]:
        """The keys of the parts that can be started now."""
        return opened(self.contents, self.played)


def resource_of(course: Course, name: str) -> Resource:
    """The resource that names a package. Raises NotFound."""
    every = [*course.resources, *(one for skill in course.skills.values() for one in skill.resources)]
    found = next((one for one in every if one.package == name), None)
    if found is None or name not in course.packages:
        raise NotFound(NO_PACKAGE)
    return found


async def playing(conn: Connection, person: UUID, course: Course, name: str) -> Playing:
    """A package as it stands for a learner. Raises NotFound."""
    resource = resource_of(course, name)
    file = course.packages[name]
    held = await contents(conn, file.sha256)
    events = await log.read(conn, person, course=course.id, kinds=PLAYED)
    return Playing(name, resource, file, held, fold(events, name, held))


async def launch(
    desk: TutoringDesk, sitting: Sitting, course: Course, version: str, name: str, part: str, key: str
) -> UUID:
    """A learner starts a part; the launch's id. The same key starts once.

    Raises NotFound, InvalidInput, TooMany.
    """
    person, id = sitting.person, desk.new_id()
    for attempt in range(TRIES):
        async with desk.database.school(person.school) as conn:
            found = await playing(conn, person.id, course, name)
            if found.contents.part(part) is None:
                raise NotFound("This package has no such part.")
            if part not in found.open:
                raise InvalidInput("Another part comes first.", field="part")
            body: dict[str, Json] = {"package": name, "launch": str(id), "part": part}
            await _within_a_day(desk, conn, person.id, course.id, body)
            draft = _draft(desk, LAUNCHED, body, f"package/{key}", person.id, About(course.id, version))
            try:
                await log.append(conn, person.id, await log.last_seq(conn, person.id), [draft])
                return id
            except log.AlreadyRecorded:
                pass
            except log.Moved:
                if attempt + 1 == TRIES:
                    raise
                continue
        async with desk.database.school(person.school) as conn:
            known = await log.by_key(conn, person.id, f"package/{key}")
            if known is not None and known.kind == LAUNCHED:
                return UUID(str(known.body["launch"]))
    raise NotFound("This package was not started.")


async def launched(conn: Connection, person: UUID, course: str, name: str, id: UUID) -> Event:
    """The start of a launch that is this learner's. Raises NotFound."""
    found = await log.named(conn, person, (LAUNCHED,), "launch", str(id))
    for event in found:
        if event.body["package"] == name and event.draft.about is not None and event.draft.about.course == course:
            return event
    raise NotFound("This package was not started here.")


async def report(desk: TutoringDesk, sitting: Sitting, course: str, name: str, id: UUID, said: Report) -> bool:
    """Write down what a package says; False where that was said before.

    A state that is what it was is not written again. Raises NotFound, TooMany.
    """
    person = sitting.person
    for attempt in range(TRIES):
        try:
            async with desk.database.school(person.school) as conn:
                begun = await launched(conn, person.id, course, name, id)
                last = await log.last_seq(conn, person.id)
                before = await store.view_heard(conn, person.id, begun.seq, id)
                if before.reports >= MOST_REPORTS * (2 if said.ended else 1):
                    raise TooMany("This package has said more than is kept of one sitting.", seconds=3600)
                if said.number <= before.number:
                    return False
                body: dict[str, Json] = {"package": name, "launch": str(id), "part": begun.body["part"], **_body(said)}
                if said.state is not None and said.state == await store.find_state(conn, person.id, begun.seq, id):
                    body["state"] = None
                await _within_a_day(desk, conn, person.id, course, body)
                key = f"package/{id}/{said.number}"
                draft = _draft(desk, REPORTED, body, key, None, begun.draft.about)
                await log.append(conn, person.id, last, [draft])
            return True
        except log.AlreadyRecorded:
            return False
        except log.Moved:
            if attempt + 1 == TRIES:
                raise
    return False


async def last_number(conn: Connection, person: UUID, begun: Event) -> int:
    """The number of the last report of a launch, by its start; 0 where there is none."""
    return (await store.view_heard(conn, person, begun.seq, UUID(str(begun.body["launch"])))).number


async def _within_a_day(
    desk: TutoringDesk, conn: Connection, person: UUID, course: str, body: Mapping[str, Json]
) -> None:
    """Look whether so much more is kept today: nobody reads what a package says without end. Raises TooMany."""
    number, size = await store.view_kept(conn, person, course, desk.clock() - DAY)
    more = len(json.dumps(body, ensure_ascii=False).encode())
    if number >= MOST_A_DAY or size + more > MOST_BYTES_A_DAY:
        raise TooMany("Packages have said more today than is kept of one day. Come back tomorrow.", seconds=3600)


def _body(said: Report) -> dict[str, Json]:
    return said.model_dump(mode="json", exclude={"number"})


def _draft(
    desk: TutoringDesk, kind: str, body: dict[str, Json], key: str, actor: UUID | None, about: About | None
) -> Draft:
    return Draft(kind, body, key, actor, desk.clock(), about=about, version=KINDS[kind].version)
