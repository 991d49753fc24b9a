"""What a draft can take from: an import's folder, a course on the shelf, another draft; each as a tree of its own.

What is read of a folder or a version is kept until that changes, so that choosing among thousands of items is quick.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal
from uuid import UUID

from chiron.core.errors import ChironError, Conflict, InvalidInput, NotFound
from chiron.core.learning.outline.tree import Tree
from chiron.core.learning.outline.written import packed, unpacked
from chiron.core.words import Json
from chiron.engine.library import store as shelf_store
from chiron.engine.library.drafting import keeping, store
from chiron.engine.library.drafting.folders import ReadFolder, read_content, read_folder
from chiron.engine.library.files import Folder
from chiron.engine.library.importing import jobs
from chiron.engine.library.importing.jobs import Job
from chiron.engine.library.media.keeping import Reader
from chiron.engine.library.media.taking import FolderMedia
from chiron.engine.records.database import Connection, Database

log = logging.getLogger("chiron.drafts")

Kind = Literal["import", "course", "draft"]
READ = 12
"""So many sources stay read."""
GONE = "It is not there any more. Choose another one."
READING = "It is being read now. Wait until it is done."
NOT_READ = "It could not be read. Look at the import."
_FORMAT = 1
"""Of trees and pieces: what was read by an older Chiron is read anew."""


@dataclass(frozen=True, slots=True)
class Line:
    """A source in a list. ``note`` says why nothing can be taken from it at this moment."""

    key: str
    kind: Kind
    title: str
    at: datetime | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A source that was read. ``reader`` gives its files where they are not kept yet; ``broken`` counts its parts
    that cannot be read here."""

    line: Line
    tree: Tree
    broken: int = 0
    reader: Reader | None = field(default=None, repr=False)


async def lines(conn: Connection, without: UUID | None) -> list[Line]:
    """Every source of a school: the shelf, imports, drafts."""
    found = [Line(f"course:{id}", "course", id, None) for id, _ in await shelf_store.view_shelf(conn)]
    titles = await shelf_store.view_titles(conn)
    found = [Line(each.key, each.kind, titles.get(each.title, each.title), each.at) for each in found]
    found += [
        Line(f"import:{job.id}", "import", _title(job), job.asked, _why_not(job)) for job in await jobs.every(conn)
    ]
    for row in await store.view_all(conn):
        if row["id"] != without:
            found.append(Line(f"draft:{row['id']}", "draft", row["title"], row["changed"]))
    return found


def _title(job: Job) -> str:
    """What an import is called, as its own page calls it."""
    title = job.report.get("title") if isinstance(job.report, dict) else None
    return str(title or job.name)


def _why_not(job: Job) -> str:
    if job.done is None:
        return READING
    return "" if job.ready else NOT_READ


async def read(database: Database, school: UUID, home: Path | None, key: str, new_id: Callable[[], UUID]) -> Source:
    """A source by its key. Raises InvalidInput for one that is gone or cannot be read, Conflict while it is read."""
    kind, _, name = key.partition(":")
    try:
        if kind == "course":
            return await _course(database, school, name, new_id)
        id = UUID(name)
        if kind == "draft":
            async with database.school(school) as conn:
                kept = await keeping.one(conn, id)
            return Source(Line(key, "draft", kept.tree.head.title, kept.row["changed"]), kept.tree)
        if kind == "import" and home is not None:
            return await _import(database, school, home, id, new_id)
    except (NotFound, ValueError):
        raise InvalidInput(GONE, field="source") from None
    raise InvalidInput(GONE, field="source")


async def prepare(database: Database, school: UUID, home: Path, new_id: Callable[[], UUID]) -> None:
    """Read the latest import once it is there, so that nobody waits for it at the first look."""
    async with database.school(school) as conn:
        ready = [job for job in await jobs.every(conn) if job.ready]
    if ready:
        try:
            await _import(database, school, home, max(ready, key=lambda job: job.done or job.asked).id, new_id)
        except ChironError as fault:
            log.info("an import cannot be taken from: %s", fault.message)


async def _course(database: Database, school: UUID, name: str, new_id: Callable[[], UUID]) -> Source:
    key = f"course:{name}"
    async with database.school(school) as conn:
        version = await shelf_store.view_current(conn, name)
        if version is None:
            raise InvalidInput(GONE, field="source")
        mark = f"{_FORMAT}:{version}"
        found = await _known(conn, key, mark)
        content = None if found is not None else await shelf_store.view_content(conn, version)
    if found is None:
        assert content is not None
        apart = await asyncio.to_thread(read_content, content)
        made = ReadFolder(apart, 0, content)
        await _keep(database, school, new_id(), key, mark, made)
        found = apart.tree, 0
    return Source(Line(key, "course", found[0].head.title, None), found[0])


async def _import(database: Database, school: UUID, home: Path, id: UUID, new_id: Callable[[], UUID]) -> Source:
    key = f"import:{id}"
    async with database.school(school) as conn:
        job = await jobs.one(conn, id)
    if job.done is None:
        raise Conflict(READING)
    folder = jobs.course_folder(home, school, id)
    if not job.ready:
        raise InvalidInput(NOT_READ, field="source")
    try:
        mark = f"{_FORMAT}:{job.done.isoformat()}:{folder.stat().st_mtime_ns}"
    except OSError:
        raise InvalidInput(GONE, field="source") from None
    async with database.school(school) as conn:
        found = await _known(conn, key, mark)
    if found is None:
        made = await asyncio.to_thread(read_folder, folder)
        await _keep(database, school, new_id(), key, mark, made)
        found = made.apart.tree, made.broken
    reader = FolderMedia(Folder(folder))
    return Source(Line(key, "import", found[0].head.title, job.asked), *found, reader)


async def _known(conn: Connection, key: str, mark: str) -> tuple[Tree, int] | None:
    """What was read of a source, where it is the same still."""
    row = await store.view_read(conn, key)
    if row is None or row["mark"] != mark:
        return None
    tree = await store.view_tree(conn, row["id"], 1)
    return None if tree is None else (unpacked(tree), int(row["counts"].get("broken", 0)))


async def _keep(database: Database, school: UUID, id: UUID, key: str, mark: str, made: ReadFolder) -> None:
    tree, pieces = made.apart.tree, made.apart.pieces
    counts: Json = {**keeping.counts(tree), "broken": made.broken}
    written = await asyncio.to_thread(packed, tree)
    async with database.school(school) as conn:
        await store.lock_source(conn, key)
        await store.add_read(conn, id, key, mark, tree.head.title, tree.head.id, counts, written)
        await store.keep_pieces(conn, id, pieces)
        await store.drop_read(conn, READ)
    async with database.school(school) as conn:
        await store.sweep(conn)
