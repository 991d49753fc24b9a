"""What staff bring from elsewhere: uploaded, read behind the scenes, looked over, and put on the shelf."""

from __future__ import annotations

import asyncio
import re
import shutil
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from chiron.core.errors import Conflict, InvalidInput
from chiron.core.learning.content import fingerprint
from chiron.core.learning.course import Course
from chiron.desks.studio import versions
from chiron.desks.studio.desk import StudioDesk
from chiron.engine.library import store as shelf_store
from chiron.engine.library.files import Folder
from chiron.engine.library.importing import jobs, store
from chiron.engine.library.importing.jobs import Job
from chiron.engine.library.importing.overview import Overview, overview
from chiron.engine.library.media.taking import FolderMedia
from chiron.engine.library.reading import read_course
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.person import Person
from chiron.engine.people.school import School
from chiron.engine.records.database import Connection, Database

_NAME = re.compile(r"[^\w .()+-]+")
LONGEST_NAME = 120


async def every(conn: Connection, actor: Person) -> list[Job]:
    """The latest imports of the school. Raises NotAllowed."""
    await require(conn, actor, Action.AUTHOR)
    return await jobs.every(conn)


async def one(conn: Connection, actor: Person, id: UUID) -> Job:
    """One import. Raises NotAllowed, NotFound."""
    await require(conn, actor, Action.AUTHOR)
    return await jobs.one(conn, id)


async def upload(
    desk: StudioDesk, conn: Connection, actor: Person, school: School, home: Path, name: str, file: BinaryIO
) -> UUID:
    """Keep a file to be read. Raises NotAllowed, InvalidInput for no file, or where there is no room for it."""
    await require(conn, actor, Action.AUTHOR)
    given = _NAME.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")[-LONGEST_NAME:]
    if not given:
        raise InvalidInput("Choose a file.", field="file")
    id = desk.new_id()
    path = jobs.place(home, school.id, id, given)
    try:
        await asyncio.to_thread(_copied, file, path)
        size = path.stat().st_size
        if not size:
            raise InvalidInput("The file is empty. Choose another one.", field="file")
        await store.add(conn, id, actor.id, given, size)
    except OSError as error:
        shutil.rmtree(jobs.folder(home, school.id, id), ignore_errors=True)
        raise InvalidInput(f"The file could not be kept: {error.strerror}.", field="file") from None
    except BaseException:
        shutil.rmtree(jobs.folder(home, school.id, id), ignore_errors=True)
        raise
    return id


def _copied(file: BinaryIO, path: Path) -> None:
    file.seek(0)
    with path.open("xb") as kept:
        shutil.copyfileobj(file, kept, 1 << 20)


async def looked(home: Path, school: School, job: Job) -> Overview | None:
    """What was made of an import that is ready; None where it is not, or where its files are gone."""
    return await asyncio.to_thread(overview, jobs.folder(home, school.id, job.id)) if job.ready else None


async def publish(
    desk: StudioDesk,
    database: Database,
    actor: Person,
    school: School,
    home: Path,
    id: UUID,
    note: str = "",
    seen: str | None = versions.ANY,
    looked: str = versions.ANY,
) -> str:
    """Put what was made on the shelf; the course's id. ``note`` and ``seen`` as in ``versions.publish_checked``.

    ``looked`` is the version that the preview gave, as a decision on a proposal may have changed the course since.
    Raises NotAllowed, NotFound, InvalidInput, BrokenCourse, Conflict.
    """
    async with database.school(school.id) as conn:
        folder, course = await _made(conn, actor, school, home, id)
        if looked not in (versions.ANY, fingerprint(course)):
            raise Conflict("This import was changed meanwhile. Look at what is other now, and publish again.")
        media = FolderMedia(Folder(folder))
        version = await versions.publish_checked(desk, conn, actor, course, media, note=note, seen=seen)
        await store.publish(conn, id, version)
    return course.id


async def preview(
    desk: StudioDesk, database: Database, actor: Person, school: School, home: Path, id: UUID
) -> versions.Preview:
    """What publishing it would change for whom. Raises as ``publish``."""
    async with database.school(school.id) as conn:
        _folder, course = await _made(conn, actor, school, home, id)
        return await versions.preview(desk, conn, actor, course)


async def replaces(conn: Connection, course: str) -> bool:
    """Whether a course of this id is on the shelf."""
    return bool(course) and await shelf_store.view_current(conn, course) is not None


async def _made(conn: Connection, actor: Person, school: School, home: Path, id: UUID) -> tuple[Path, Course]:
    """The import's course, held until the transaction ends: nobody decides on its proposals or reads it again."""
    await require(conn, actor, Action.AUTHOR)
    await store.lock(conn, id)
    job = await jobs.one(conn, id)
    folder = jobs.course_folder(home, school.id, id)
    if not job.ready or not folder.is_dir():
        raise InvalidInput("There is nothing to publish yet.")
    return folder, await asyncio.to_thread(read_course, folder)


async def forget(database: Database, actor: Person, school: School, home: Path, id: UUID) -> None:
    """Take an import and its files away; what was published stays. Raises NotAllowed, NotFound, Conflict."""
    async with database.school(school.id) as conn:
        await require(conn, actor, Action.AUTHOR)
        await jobs.forget(conn, home, school.id, id)


async def again(conn: Connection, actor: Person, id: UUID) -> None:
    """Have it read once more. Raises NotAllowed, Conflict."""
    await require(conn, actor, Action.AUTHOR)
    await jobs.again(conn, id)
