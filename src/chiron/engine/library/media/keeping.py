"""The bytes of pictures, sound and film beside the shelf: kept once a school by their hash, read piece by piece."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from chiron.core.errors import BrokenCourse, NotFound
from chiron.core.learning.course import Course
from chiron.engine.library.files import Refused
from chiron.engine.library.media import store
from chiron.engine.records.database import Connection

PIECE = 1024**2
"""Bytes of a piece; the last one may be shorter."""


class Reader(Protocol):
    """Where the bytes of a course's files come from when it is published."""

    def read(self, name: str) -> bytes:
        """The bytes of a file of ``media``, as the course lists them. Raises KeyError."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that can be served."""

    sha256: str
    type: str
    size: int


async def keep(conn: Connection, version: str, course: Course, reader: Reader | None) -> None:
    """Keep the files that a kept version names, and let those go that no version names.

    Raises BrokenCourse where a file is neither kept yet nor given by ``reader``, or is another than the course lists.
    """
    names = {file.sha256: name for name, file in course.media.items()}
    for missing in sorted(await store.view_missing(conn, list(names))):
        name = names[missing]
        data = await asyncio.to_thread(_read, reader, name)
        if sha256(data).hexdigest() != missing:
            raise BrokenCourse(f"media/{name} is not the file that was read with the course; publish it again.")
        if await store.keep(conn, missing, course.media[name].type, len(data)):
            for start in range(0, len(data), PIECE):
                await store.keep_piece(conn, missing, start // PIECE, data[start : start + PIECE])
    if names:
        await store.name(conn, version, list(names))
    await store.sweep(conn)


def _read(reader: Reader | None, name: str) -> bytes:
    try:
        if reader is not None:
            return reader.read(name)
    except (KeyError, Refused):
        pass
    raise BrokenCourse(f"The course names media/{name}, which is not here. Put the file there and publish it again.")


async def find(conn: Connection, course: str, file: str) -> KeptFile:
    """A file that some version of a course names. Raises NotFound."""
    found = await store.view(conn, course, file)
    if found is None:
        raise NotFound("There is no such file in this course.")
    return KeptFile(file, *found)


async def piece(conn: Connection, file: KeptFile, number: int) -> bytes:
    """The piece of a file that begins at ``number * PIECE``. Raises NotFound where it was swept meanwhile."""
    found = await store.view_piece(conn, file.sha256, number)
    if found is None:
        raise NotFound("There is no such file in this course.")
    return found
