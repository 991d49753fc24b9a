"""Erasure: a person's events and everything folded from them go, and a restored backup is erased again.

The ledger holds ids alone, in the database and in ``home/erasures.jsonl``: a backup brings back the database of its
day, and the file tells what was erased since.
"""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from chiron.engine.records import erasure_store as store
from chiron.engine.records.database import Connection, Database

Eraser = Callable[[Connection, UUID], Awaitable[Mapping[str, int]]]
"""A room's own part: deletes what its tables hold of a person, and says how many rows of which table."""
Refit = Callable[[Connection, UUID], Awaitable[None]]
"""Makes anew, without the person, something that was learnt from many people."""

Erasure = tuple[UUID, UUID]
"""School and subject."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """Whom erasure asks: each room with tables about people, in an order that their references allow, then refits."""

    erasers: Sequence[Eraser] = ()
    refits: Sequence[Refit] = ()


class _DryRun(Exception):
    """Undoes the transaction."""


async def erase(
    database: Database, home: Path, school: UUID, subject: UUID, rooms: Rooms, dry: bool = False
) -> dict[str, int]:
    """Erase a person in one transaction; how many rows of each table went.

    A dry run does the same and undoes it, so that it tells exactly what would go. It is entered in the file before the
    transaction is kept: better remembered once too often than once too seldom.
    """
    counts: dict[str, int] = {}
    try:
        async with database.school(school) as conn:
            counts = await _erase_in(conn, subject, rooms)
            if dry:
                raise _DryRun
            _remember(home, [(school, subject)])
    except _DryRun:
        pass
    return counts


async def erase_again(database: Database, home: Path, rooms: Rooms, ledgers: Iterable[Erasure] = ()) -> int:
    """After a restore: erase everyone of the file and of further ledgers who came back; how many rows went."""
    everyone = dict.fromkeys([*remembered(home), *ledgers])
    _remember(home, [erasure for erasure in everyone if erasure not in set(remembered(home))])
    gone = 0
    for school, subject in everyone:
        async with database.school(school) as conn:
            gone += sum((await _erase_in(conn, subject, rooms)).values())
    return gone


def remembered(home: Path) -> list[Erasure]:
    """What the file tells. A line cut short by a power failure is passed over."""
    found: list[Erasure] = []
    try:
        lines = _file(home).read_text().splitlines()
    except FileNotFoundError:
        return found
    for line in lines:
        try:
            entry = json.loads(line)
            found.append((UUID(entry["school"]), UUID(entry["subject"])))
        except (ValueError, KeyError, TypeError):
            continue
    return found


async def _erase_in(conn: Connection, subject: UUID, rooms: Rooms) -> dict[str, int]:
    found = await store.erase(conn, subject)
    counts = {"event": found["events"], "snapshot": found["snapshots"], "outbox": found["outbox"]}
    for eraser in rooms.erasers:
        for table, rows in (await eraser(conn, subject)).items():
            counts[table] = counts.get(table, 0) + rows
    for refit in rooms.refits:
        await refit(conn, subject)
    return counts


def _remember(home: Path, erasures: Sequence[Erasure]) -> None:
    if not erasures:
        return
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    lines = [json.dumps({"school": str(school), "subject": str(subject)}) for school, subject in erasures]
    descriptor = os.open(_file(home), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "w") as file:
        # A leading line break parts it from a line that was cut short.
        file.write("\n" + "\n".join(lines) + "\n")
        file.flush()
        os.fsync(descriptor)


def _file(home: Path) -> Path:
    return home / "erasures.jsonl"
