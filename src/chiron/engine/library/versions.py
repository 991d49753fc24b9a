"""A course's history: what was published when and by whom, and what the parts of any version are called today.

The step from one version to the next is found when it is published and kept, so that a process reads no old course to
know it. Where a step names anything anew, the course's snapshots are dropped in the same transaction, and every
state is folded again, under the new names, when it is next looked at.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from chiron.core.learning.lineage.lines import Lineage, Published
from chiron.core.learning.lineage.shape import Shape, shape_of
from chiron.core.learning.lineage.stepping import Step, from_json, step_between, to_json
from chiron.core.learning.outline.trials import is_trial
from chiron.core.words import Json
from chiron.engine.library import store, versions_store
from chiron.engine.records.database import Connection

LISTED = 200
"""So many publishings are listed."""
LONGEST_NOTE = 2_000


@dataclass(frozen=True, slots=True)
class Release:
    """One publishing. ``by`` is None where nobody is known; ``again``: an older version came back; ``names``: parts go
    by other names than before; ``now``: it is on the shelf."""

    number: int
    version: str
    at: datetime
    by: str | None
    note: str
    again: bool
    names: bool
    now: bool


async def lineage(conn: Connection, course: str) -> Lineage:
    """What the parts of every version of a course are called today."""
    rows = await versions_store.view_steps(conn, course)
    return Lineage.of([Published(row["version"], from_json(row["step"]), row["at"]) for row in rows])


async def releases(conn: Connection, course: str) -> list[Release]:
    """The latest publishings, newest first."""
    rows = await versions_store.view_releases(conn, course, LISTED)
    return [
        Release(
            row["number"], row["version"], row["at"], row["by"], row["note"], row["again"], row["names"],
            place == 0 and row["here"],
        )
        for place, row in enumerate(rows)
    ]  # fmt: skip


async def hold(conn: Connection, course: str) -> None:
    """Let nobody else publish this course until the transaction ends."""
    await versions_store.hold(conn, course)


@dataclass(frozen=True, slots=True)
class Placed:
    """What a publishing was: the version, the step to it from the one before, and the skills that came with it."""

    version: str
    step: Step = field(default_factory=Step)
    came: frozenset[str] = frozenset()


async def record(
    conn: Connection, course: str, version: str, content: Json, by: UUID | None = None, note: str = ""
) -> Placed:
    """Keep that a version is published now; gives what is other in it than in the one before.

    The version published last, again, is not news. The caller keeps the version first and puts it on the shelf.
    """
    if is_trial(course):  # what one author tries has no history
        return Placed(version)
    await hold(conn, course)
    rows = await versions_store.view_steps(conn, course)
    last = rows[-1] if rows else None
    if last is not None and last["version"] == version:
        return Placed(version)
    made = Placed(version) if last is None else await _made(conn, last["version"], version, content)
    history = [Published(row["version"], from_json(row["step"])) for row in rows]
    mark = Lineage.of([*history, Published(version, made.step)]).mark
    number = 1 if last is None else last["number"] + 1
    await versions_store.add(conn, course, number, version, to_json(made.step), mark, by, note)
    if mark != (last["mark"] if last is not None else ""):
        await versions_store.drop_snapshots(conn, course)
    return made


async def _made(conn: Connection, last: str, version: str, content: Json) -> Placed:
    before = await store.view_content(conn, last)
    if before is None:
        return Placed(version)
    return await asyncio.to_thread(lambda: _between(shape_of(before), version, shape_of(content)))


def _between(old: Shape, version: str, new: Shape) -> Placed:
    return Placed(version, step_between(old, new), frozenset(new.by_id) - frozenset(old.by_id))
