"""A running Chiron, and a way behind its pages: who is signed in, what is asked, what would be right."""

from __future__ import annotations

import asyncio
import itertools
import os
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar
from uuid import UUID, uuid4

from chiron.core.learning.decide import current_step, made_item
from chiron.core.learning.generate import ItemStep
from chiron.engine.library.importing import jobs as imports
from chiron.engine.library.importing import store as import_store
from chiron.engine.people import classes, schools, store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.people.sign_in import PASSWORDS, begin, sign_out_everywhere
from chiron.engine.records import log
from chiron.engine.records.cluster import locate
from chiron.engine.records.database import Connection, Database
from chiron.faces.web.house import House
from chiron.main.app import house_of
from chiron.main.settings import Settings
from tests.patience import PATIENCE

Found = TypeVar("Found")
ALGEBRA, PROSE = "foundations-of-algebra", "the-living-cell"


@dataclass
class Served:
    """A running Chiron with one school. Its rooms are opened a second time, for tests to look into."""

    address: str
    home: Path
    rooms: House
    loop: asyncio.AbstractEventLoop
    school: UUID
    numbers: Iterator[int]

    def wait(self, work: Coroutine[Any, Any, Found]) -> Found:
        """Do something in the rooms' loop and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    def with_school(self, work: Callable[[Connection], Coroutine[Any, Any, Found]]) -> Found:
        """Do something in one transaction of the school."""

        async def within() -> Found:
            async with self.rooms.database.school(self.school) as conn:
                return await work(conn)

        return self.wait(within())

    def change(self, statement: str, *values: object) -> None:
        """Change something in the school behind the pages' back."""

        async def work(conn: Connection) -> None:
            await conn.execute(statement, list(values))  # type: ignore[call-overload]

        self.with_school(work)

    def person(self, name: str) -> Person:
        """Somebody of the school by name."""
        return next(person for person in self.with_school(store.view_people) if person.name == name)

    def learner(self, course: str | None = ALGEBRA, password: str | None = None, **changes: Any) -> Person:
        """A new learner of class 8B, who has done nothing yet. ``changes`` are fields of the person."""
        name = f"Ada {next(self.numbers)}"
        # Plain fields, which tests fill; tests/browser/test_widgets.py and test_formula.py try the others.
        preferences: dict[str, Any] = {"formulas": False, **({"course": course} if course else {})}
        made = new_person(
            self.school, name, name.replace(" ", ""), frozenset({Role.LEARNER}), self.rooms.clock(), AgeBand.TEEN
        )
        made = replace(made, **{"preferences": preferences, **changes})

        async def work(conn: Connection) -> Person:
            await store.add_person(conn, made, await PASSWORDS.make(password) if password else None)
            room = (await classes.of_school(conn))[0]
            await classes.store.add_member(conn, room.id, made.id, "learner", self.rooms.clock())
            return made

        return self.with_school(work)

    def staff(self, role: Role) -> Person:
        """A new person with one role."""
        name = f"Sam {next(self.numbers)}"
        made = new_person(self.school, name, name.replace(" ", ""), frozenset({role}), self.rooms.clock())

        async def work(conn: Connection) -> Person:
            await store.add_person(conn, made, None)
            return made

        return self.with_school(work)

    def guardian(self, learner: Person) -> Person:
        """A new guardian of a learner."""
        made = self.staff(Role.GUARDIAN)

        async def work(conn: Connection) -> Person:
            await classes.store.link_guardian(conn, made.id, learner.id, None, self.rooms.clock())
            return made

        return self.with_school(work)

    def author(self, name: str, data: bytes) -> Person:
        """A new author who has uploaded a file, once it is read: by the worker, or here where that comes later."""
        made, id = self.staff(Role.AUTHOR), uuid4()
        imports.place(self.home, self.school, id, name).write_bytes(data)

        async def upload(conn: Connection) -> None:
            await import_store.add(conn, id, made.id, name, len(data))

        async def read() -> None:
            until = monotonic() + PATIENCE
            while True:
                await imports.once(self.rooms.database, self.school, self.home)
                async with self.rooms.database.school(self.school) as conn:
                    if (await imports.one(conn, id)).done:
                        return
                assert monotonic() < until, f"{name} is not read."
                await asyncio.sleep(0.2)

        self.with_school(upload)
        self.wait(read())
        return made

    def sit(self, person: Person) -> str:
        """A token of a new sitting of this person."""

        async def work(conn: Connection) -> str:
            return await begin(conn, person, self.rooms.clock())

        return self.with_school(work)

    def end_sittings(self, person: Person) -> None:
        """Sign a person out everywhere, as when their sittings have run out."""

        async def work(conn: Connection) -> None:
            await sign_out_everywhere(conn, person.id)

        self.with_school(work)

    def count(self, person: Person, kind: str) -> int:
        """How many events of a kind a person's log holds."""

        async def work(conn: Connection) -> int:
            return len(await log.read(conn, person.id, kinds=[kind]))

        return self.with_school(work)

    def code(self) -> str:
        """A code that opens class 8B."""

        async def work(conn: Connection) -> str:
            room = (await classes.of_school(conn))[0]
            teacher = next(p for p in await store.view_people(conn) if p.has(Role.TEACHER))
            return (await classes.new_code(conn, teacher, room.id, self.rooms.clock())).code

        return self.with_school(work)

    def open_step(self, person: Person, course: str = ALGEBRA) -> ItemStep | None:
        """The step that the learner has to do now, with its key; None where none is open."""

        async def work(conn: Connection) -> ItemStep | None:
            gathered = await self.rooms.tutoring.folds.gather(conn, person, course)
            school = await store.view_school(conn)
            item = gathered.state.item
            if item is None or item.finished:
                return None
            setting = self.rooms.tutoring.setting(person, school, gathered.frame)
            return current_step(item, made_item(item, setting))

        return self.with_school(work)


@contextmanager
def look_inside(address: str, home: Path) -> Iterator[Served]:
    """Open the rooms of a Chiron that serves already, in a thread of their own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def enter() -> Served:
        url = os.environ.get("DATABASE_URL")
        settings = Settings(home, database_url=url, demo=True)
        database = await Database.open(locate(home, url).app_url, 1, 2, wait=60, patience=60)
        school = await schools.only(database)
        assert school is not None, "There is more than one school, or none."
        return Served(address, home, house_of(settings, database), loop, school.id, itertools.count(1))

    served = asyncio.run_coroutine_threadsafe(enter(), loop).result(PATIENCE)
    try:
        yield served
    finally:
        served.wait(served.rooms.database.close())
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
