"""The bytes of packages beside the shelf: kept once a school by their hash, unpacked file by file when asked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from chiron.core.errors import BrokenCourse, NotFound
from chiron.core.learning.course import Course
from chiron.core.learning.packages import Contents
from chiron.engine.library.files import Refused
from chiron.engine.library.packages import store
from chiron.engine.library.packages.looking import Looked, look
from chiron.engine.library.packages.manifest import Unplayable
from chiron.engine.library.packages.unpacking import Inflating
from chiron.engine.records.database import Connection

PIECE = 1024**2
"""Bytes of a piece; the last one may be shorter."""
NOWHERE = "There is no such file in this package."
Pieces = Callable[[int], Awaitable[bytes]]
"""Gives the piece of a package with this number."""


@runtime_checkable
class Reader(Protocol):
    """Where the bytes of a course's packages come from when it is published."""

    def package(self, name: str) -> bytes:
        """The bytes of a package, as the course lists them. Raises KeyError."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of a package that can be unpacked."""

    package: str
    start: int
    packed: int
    size: int
    method: int


async def keep(conn: Connection, version: str, course: Course, reader: object) -> None:
    """Keep the packages that a kept version names, and let those go that no version names.

    Raises BrokenCourse where one is neither kept yet nor given by ``reader``, cannot be played, or is another than the
    course lists.
    """
    names = {file.sha256: name for name, file in course.packages.items()}
    await keep_bytes(conn, names, reader)
    if names:
        await store.name(conn, version, list(names))
    await store.sweep(conn)


async def keep_bytes(conn: Connection, names: Mapping[str, str], reader: object) -> None:
    """Keep packages by their SHA-256, each with its name where ``reader`` has it. Raises BrokenCourse likewise."""
    for missing in sorted(await store.view_missing(conn, list(names))):
        data, looked = await asyncio.to_thread(_read, reader, names[missing], missing)
        if await store.keep(conn, missing, len(data), looked.contents.model_dump(mode="json", exclude_defaults=True)):
            files = [(path, one.start, one.packed, one.size, one.method) for path, one in looked.members.items()]
            await store.keep_files(conn, missing, files)
            for start in range(0, len(data), PIECE):
                await store.keep_piece(conn, missing, start // PIECE, data[start : start + PIECE])


def _read(reader: object, name: str, wanted: str) -> tuple[bytes, Looked]:
    try:
        data = reader.package(name) if isinstance(reader, Reader) else None
    except (KeyError, Refused):
        data = None
    if data is None:
        raise BrokenCourse(f"The course names packages/{name}.zip, which is not here. Put it there and publish again.")
    try:
        looked = look(data)
    except Unplayable as why:
        raise BrokenCourse(f"packages/{name}.zip cannot be played. {why}") from None
    if looked.file.sha256 != wanted:
        raise BrokenCourse(f"packages/{name}.zip is not the file that was read with the course; publish it again.")
    return data, looked


async def contents(conn: Connection, package: str) -> Contents:
    """What a kept package holds. Raises NotFound."""
    found = await store.view_contents(conn, package)
    if found is None:
        raise NotFound("There is no such package here.")
    return Contents.model_validate(found)


async def find(conn: Connection, package: str, path: str) -> KeptFile:
    """A file of a kept package. Raises NotFound."""
    row = await store.view_file(conn, package, path)
    if row is None:
        raise NotFound(NOWHERE)
    return KeptFile(package, row["start"], row["packed"], row["size"], row["method"])


async def piece(conn: Connection, package: str, number: int) -> bytes:
    """The piece of a package that begins at ``number * PIECE``. Raises NotFound where it was swept meanwhile."""
    found = await store.view_piece(conn, package, number)
    if found is None:
        raise NotFound(NOWHERE)
    return found


async def unpacked(file: KeptFile, read: Pieces, start: int, end: int) -> AsyncIterator[bytes]:
    """The bytes of a file from ``start`` to before ``end``. What is packed is unpacked from its beginning."""
    if file.method == 0:
        async for part in _packed(file.start + start, file.start + end, read):
            yield part
        return
    inflating, place = Inflating(file.method, end), 0
    async for packed in _packed(file.start, file.start + file.packed, read):
        for part in inflating.feed(packed):
            if place + len(part) > start:
                yield part[max(0, start - place) :]
            place += len(part)
            await asyncio.sleep(0)  # others' turns come between: a little that is packed may be much
        if place >= end:
            return


async def _packed(start: int, end: int, read: Pieces) -> AsyncIterator[bytes]:
    """The package's bytes from ``start`` to before ``end``."""
    for number in range(start // PIECE, -(-end // PIECE)):
        base = number * PIECE
        yield (await read(number))[max(0, start - base) : max(0, end - base)]
