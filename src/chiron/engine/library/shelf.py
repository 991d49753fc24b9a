"""The school's shelf: courses kept by the hash of their content, read once a process."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from chiron.core.errors import BrokenCourse, NotFound
from chiron.core.learning.content import fingerprint, from_content, to_content
from chiron.core.learning.course import Course
from chiron.core.learning.media import in_use
from chiron.core.learning.translation import in_language, kept_version, language_of, named, tongue
from chiron.engine.library import store, versions
from chiron.engine.library.files import Folder
from chiron.engine.library.media.keeping import Reader
from chiron.engine.library.media.keeping import keep as keep_media
from chiron.engine.library.media.taking import FolderMedia
from chiron.engine.library.packages.keeping import keep as keep_packages
from chiron.engine.library.reading import read_course
from chiron.engine.library.versions import Placed
from chiron.engine.records.database import Connection

SIZE = 64
"""Versions held in the process."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A course on the shelf."""

    course: Course
    version: str


class Shelf:
    """Courses of every school, each seen through that school's connection.

    ``samples`` are folders of courses that a school is given when it is made. One Course object serves a version for as
    long as it is held, so that what is cached by course stays cached.
    """

    def __init__(self, samples: Sequence[Path] = ()) -> None:
        self._samples = tuple(samples)
        self._held: OrderedDict[str, Course] = OrderedDict()

    async def course(
        self, conn: Connection, course_id: str, version: str | None = None, wanted: str | None = None
    ) -> tuple[Course, str]:
        """The course with its version: this one, or the one on the shelf now. Raises NotFound.

        A version names the language that it was read in, too; ``wanted`` asks for another, which is given where the
        course is offered in it. A version that is named was read from this school's own records, so one held in the
        process needs no look.
        """
        chosen = version or await store.view_current(conn, course_id)
        found = None if chosen is None else self._take(chosen) or await self._open(conn, chosen)
        if found is None or chosen is None or found.id != course_id:
            raise NotFound(f"There is no course {course_id!r} here.")
        if wanted is None:
            return found, chosen
        read_as = named(chosen, found, tongue(found, wanted))
        read = self._take(read_as) or await self._open(conn, read_as)
        return (found, chosen) if read is None else (read, read_as)

    def held(self, course_id: str, version: str, wanted: str | None = None) -> tuple[Course, str] | None:
        """A version that was read from this school's own records, if this process holds it, and as it is wanted."""
        found = self._take(version)
        if found is None or found.id != course_id or wanted is None:
            return None if found is None or found.id != course_id else (found, version)
        read_as = named(version, found, tongue(found, wanted))
        read = self._take(read_as)
        return None if read is None else (read, read_as)

    async def on_shelf(
        self, conn: Connection, wanted: Callable[[str], str] | None = None, person: UUID | None = None
    ) -> list[Shelved]:
        """Every course that learners of this school can take, by title; ``wanted`` is the language for each id.

        With those that ``person`` alone tries.
        """
        found = [
            Shelved(*(await self.course(conn, course, version, wanted and wanted(course))))
            for course, version in await store.view_shelf(conn, person)
        ]
        return sorted(found, key=lambda shelved: shelved.course.title.casefold())

    async def publish(
        self, conn: Connection, course: Course, media: Reader | None = None, by: UUID | None = None, note: str = ""
    ) -> str:
        """Keep this content and put it on the shelf; open items keep the version they were made from.

        Gives the version. The course must have been checked (``checking.check``). Publishing the same twice is once.
        ``media`` reads the files and packages that the course lists, where they are not kept yet. Raises BrokenCourse
        where one is missing. A course that came from the shelf has addresses in its texts and is never published again.
        ``by`` and ``note`` stand in the course's history; what was learnt follows by ``versions.record``.
        """
        return (await self.put(conn, course, media, by, note)).version

    async def put(
        self, conn: Connection, course: Course, media: Reader | None = None, by: UUID | None = None, note: str = ""
    ) -> Placed:
        """``publish``, telling what is other than in the version before."""
        version, content = fingerprint(course), to_content(course)
        await store.keep(conn, version, course.id, content)
        await keep_media(conn, version, course, media)
        await keep_packages(conn, version, course, media)
        placed = await versions.record(conn, course.id, version, content, by, note)
        await store.put(conn, course.id, version)
        return placed

    async def put_back(
        self, conn: Connection, course_id: str, version: str, by: UUID | None = None, note: str = ""
    ) -> Placed:
        """Put a kept version of a course on the shelf again. Raises NotFound."""
        content = await store.view_content(conn, version)
        if content is None or content["id"] != course_id:
            raise NotFound("There is no such version of this course.")
        placed = await versions.record(conn, course_id, version, content, by, note)
        await store.put(conn, course_id, version)
        return placed

    async def lend(self, conn: Connection, course: Course, person: UUID) -> str:
        """Put a course on the shelf for one person alone, who tries it; no history is kept of it. Raises as publish."""
        version = fingerprint(course)
        await store.keep(conn, version, course.id, to_content(course))
        await keep_media(conn, version, course, None)
        await keep_packages(conn, version, course, None)
        await store.put(conn, course.id, version, person)
        return version

    async def only_for(self, conn: Connection, course_id: str) -> UUID | None:
        """The person who alone tries a course of the shelf; None where it is everybody's, or not there."""
        return await store.view_only_for(conn, course_id)

    async def withdraw(self, conn: Connection, course_id: str) -> None:
        """Take a course off the shelf; what was learnt stays, and so do its versions. Raises NotFound."""
        if not await store.remove(conn, course_id):
            raise NotFound(f"There is no course {course_id!r} here.")

    async def adopt(self, conn: Connection) -> list[str]:
        """Put the sample courses on this school's shelf. Gives their ids."""
        courses = [await asyncio.to_thread(read_course, folder) for folder in self._samples]
        for course, folder in zip(courses, self._samples, strict=True):
            await self.publish(conn, course, FolderMedia(Folder(folder)) if course.media or course.packages else None)
        return [course.id for course in courses]

    def _take(self, version: str) -> Course | None:
        found = self._held.get(version)
        if found is not None:
            self._held.move_to_end(version)
        return found

    async def _open(self, conn: Connection, version: str) -> Course | None:
        tag = language_of(version)
        if tag:
            kept = kept_version(version)
            written = self._take(kept) or await self._open(conn, kept)
            return None if written is None or tag not in written.languages else self._hold(version, written, tag)
        content = await store.view_content(conn, version)
        if content is None:
            return None
        course = from_content(content)
        if fingerprint(course) != version:
            raise BrokenCourse(f"What is kept of course {course.id!r} is not what was published; publish it again.")
        return self._hold(version, in_use(course))

    def _hold(self, version: str, course: Course, tag: str = "") -> Course:
        course = in_language(course, tag) if tag else course
        # Another request may have opened it meanwhile: the first one stays.
        held = self._held.setdefault(version, course)
        while len(self._held) > SIZE:
            self._held.popitem(last=False)
        return held
