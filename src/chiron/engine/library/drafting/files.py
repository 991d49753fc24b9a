"""The files of drafts: kept once a school by their hash, and held for as long as a draft names them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from hashlib import sha256
from uuid import UUID

from chiron.core.errors import BrokenCourse, InvalidInput
from chiron.engine.library.drafting import store
from chiron.engine.library.files import Refused
from chiron.engine.library.media import store as media
from chiron.engine.library.media.keeping import PIECE, Reader
from chiron.engine.library.packages.keeping import keep_bytes
from chiron.engine.records.database import Connection


async def hold(conn: Connection, draft: UUID, files: Mapping[str, tuple[str, str]], reader: Reader | None) -> None:
    """Keep files and say that a draft names them. Raises InvalidInput where one is not there any more."""
    if not files:
        return
    for missing in sorted(await media.view_missing(conn, list(files))):
        name, kind = files[missing]
        data = await asyncio.to_thread(_read, reader, name)
        if data is None or sha256(data).hexdigest() != missing:
            raise InvalidInput(f"media/{name} is not there any more as it was. Read the source once more.")
        if await media.keep(conn, missing, kind, len(data)):
            for start in range(0, len(data), PIECE):
                await media.keep_piece(conn, missing, start // PIECE, data[start : start + PIECE])
    await store.hold_media(conn, draft, list(files))


async def hold_named(conn: Connection, draft: UUID, pieces: Sequence[str], reader: Reader | None) -> None:
    """The same for all that pieces name, pictures and packages. Raises InvalidInput likewise."""
    await hold(conn, draft, await store.view_files(conn, pieces), reader)
    packages = await store.view_packages(conn, pieces)
    if packages:
        try:
            await keep_bytes(conn, packages, reader)
        except BrokenCourse as wrong:
            raise InvalidInput(wrong.message) from None
        await store.hold_packages(conn, draft, list(packages))


def _read(reader: Reader | None, name: str) -> bytes | None:
    try:
        return None if reader is None else reader.read(name)
    except (KeyError, Refused):
        return None
