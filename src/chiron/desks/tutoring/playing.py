"""Packages that are played elsewhere: started by a learner, and what they say of it written down as their own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from chiron.core.errors import InvalidInput, NotFound, TooMany
from chiron.core.events import KINDS, About, Draft, Event
from chiron.core.learning.course import Course, PackageFile, Resource
from chiron.core.learning.packages import (
    KINDS as PLAYED,
)
from chiron.core.learning.packages import (
    LAUNCHED,
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
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.engine.library.packages.keeping import contents
from chiron.engine.people.sign_in import Sitting
from chiron.engine.records import log
from chiron.engine.records.database import Connection

TRIES = 5
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
    """A learner starts a part; the launch's id. The same key starts once. Raises NotFound, InvalidInput."""
    person, id = sitting.person, desk.new_id()
    for attempt in range(TRIES):
        async with desk.database.school(person.school) as conn:
            found = await playing(conn, person.id, course, name)
            if found.contents.part(part) is None:
                raise NotFound("This package has no such part.")
            if part not in found.open:
                raise InvalidInput("Another part comes first.", field="part")
            body: dict[str, Json] = {"package": name, "launch": str(id), "part": part}
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
    """Write down what a package says; False where that was said before. Raises NotFound, TooMany."""
    person = sitting.person
    for attempt in range(TRIES):
        try:
            async with desk.database.school(person.school) as conn:
                begun = await launched(conn, person.id, course, name, id)
                before = await log.named(conn, person.id, (REPORTED,), "launch", str(id))
                if len(before) >= MOST_REPORTS * (2 if said.ended else 1):
                    raise TooMany("This package has said more than is kept of one sitting.", seconds=3600)
                if before and said.number <= _number(before[-1]):
                    return False
                body = {"package": name, "launch": str(id), "part": begun.body["part"], **_body(said)}
                key = f"package/{id}/{said.number}"
                draft = _draft(desk, REPORTED, body, key, None, begun.draft.about)
                await log.append(conn, person.id, await log.last_seq(conn, person.id), [draft])
            return True
        except log.AlreadyRecorded:
            return False
        except log.Moved:
            if attempt + 1 == TRIES:
                raise
    return False


async def last_number(conn: Connection, person: UUID, id: UUID) -> int:
    """The number of the last report of a launch, 0 where there is none."""
    before = await log.named(conn, person, (REPORTED,), "launch", str(id))
    return _number(before[-1]) if before else 0


def _body(said: Report) -> dict[str, Json]:
    return said.model_dump(mode="json", exclude={"number"})


def _number(event: Event) -> int:
    """The number of a report, which stands in its key."""
    return int(event.draft.key.rpartition("/")[2])


def _draft(
    desk: TutoringDesk, kind: str, body: dict[str, Json], key: str, actor: UUID | None, about: About | None
) -> Draft:
    return Draft(kind, body, key, actor, desk.clock(), about=about, version=KINDS[kind].version)
