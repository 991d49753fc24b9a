"""An author's rooms for tests of drafts: a school, Ines who writes courses, and a shelf with a small course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import model
from chiron.core.learning.outline.operations import Operation
from chiron.desks.studio import drafting
from chiron.desks.studio.desk import StudioDesk
from chiron.desks.studio.drafting import Chosen, Draft, NewDraft, SourceShown, Taken
from chiron.engine.folds import Folds
from chiron.engine.library.importing import jobs, store
from chiron.engine.library.media.keeping import Reader
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import schools
from chiron.engine.people import store as people_store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.people.school import School
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@dataclass
class Rooms:
    """What the desk is given, with the people."""

    database: Database
    school: School
    home: Path
    desk: StudioDesk
    ines: Person

    @classmethod
    async def open(cls, database: Database, school: UUID, home: Path) -> Rooms:
        desk = StudioDesk(database, Folds(Shelf(), model()), lambda: NOW, new_id)
        found = await schools.view(database, school)
        rooms = cls(database, found, home, desk, None)  # type: ignore[arg-type]
        rooms.ines = await rooms.person("Ines", Role.AUTHOR)
        return rooms

    async def person(self, name: str, *roles: Role) -> Person:
        made = new_person(self.school.id, name, name.lower(), frozenset(roles), NOW, AgeBand.ADULT)
        async with self.database.school(self.school.id) as conn:
            await people_store.add_person(conn, made, None)
        return made

    async def publish(self, course: Course, media: Reader | None = None) -> str:
        async with self.database.school(self.school.id) as conn:
            return await self.desk.folds.shelf.publish(conn, course, media)

    async def imported(self) -> tuple[UUID, Path]:
        """An import that is read; the folder of its course, still to be written."""
        id = new_id()
        folder = jobs.course_folder(self.home, self.school.id, id)
        folder.parent.mkdir(parents=True)
        async with self.database.school(self.school.id) as conn:
            await store.add(conn, id, self.ines.id, "bank.gift", 10)
            await store.end(conn, id, None, {})
        return id, folder

    async def begin(self, title: str = "My course", **more: object) -> UUID:
        async with self.database.school(self.school.id) as conn:
            return await drafting.begin(self.desk, conn, self.ines, NewDraft(title, **more))  # type: ignore[arg-type]

    async def begin_from(self, key: str, chosen: Chosen | None = None) -> UUID:
        return await drafting.begin_from(
            self.desk, self.database, self.ines, self.school, self.home, key, chosen or Chosen()
        )

    async def view(self, id: UUID) -> Draft:
        async with self.database.school(self.school.id) as conn:
            return await drafting.view(conn, self.ines, id)

    async def change(self, id: UUID, operation: Operation, seen: int | None = None) -> int:
        seen = (await self.view(id)).revision if seen is None else seen
        async with self.database.school(self.school.id) as conn:
            return await drafting.change(self.desk, conn, self.ines, id, seen, operation)

    async def source(self, key: str, draft: UUID | None = None) -> SourceShown:
        return await drafting.source(self.desk, self.database, self.ines, self.school, self.home, key, draft)

    async def take(self, id: UUID, key: str, chosen: Chosen) -> Taken:
        seen = (await self.view(id)).revision
        return await drafting.take(self.desk, self.database, self.ines, self.school, self.home, id, seen, key, chosen)

    async def undo(self, id: UUID) -> None:
        seen = (await self.view(id)).revision
        async with self.database.school(self.school.id) as conn:
            await drafting.undo(conn, self.ines, id, seen)

    async def redo(self, id: UUID) -> None:
        seen = (await self.view(id)).revision
        async with self.database.school(self.school.id) as conn:
            await drafting.redo(conn, self.ines, id, seen)

    async def composed(self, id: UUID) -> Course:
        async with self.database.school(self.school.id) as conn:
            return await drafting.composed(conn, self.ines, id)
