"""The files of drafts: kept once a school by their hash, and held for as long as a draft names them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from hashlib import sha256
from uuid import UUID

from chiron.core.errors import InvalidInput
from chiron.core.words import Json
from chiron.engine.library.drafting import store
from chiron.engine.library.files import Refused
from chiron.engine.library.media import store as media
from chiron.engine.library.media.keeping import PIECE, Reader
from chiron.engine.records.database import Connection


def named(pieces: Iterable[Mapping[str, Json]]) -> dict[str, tuple[str, str]]:
    """SHA-256 -> (name, type) of every file that pieces name."""
    return {
        file["sha256"]: (name, file["type"]) for piece in pieces for name, file in (piece.get("media") or {}).items()
    }


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


def _read(reader: Reader | None, name: str) -> bytes | None:
    try:
        return None if reader is None else reader.read(name)
    except (KeyError, Refused):
        return None
