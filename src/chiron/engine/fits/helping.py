"""What offering things to read and see brought, learnt behind the scenes from the logs of a course and kept as a fit.

It is made when somebody opened something, at most so often, and whenever the course is fitted; the newest is in use
from then on, as each of its choices still depends on chance and is measured by the next. It lists whose events it used:
erasing one of them takes it away, and the next is made without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from chiron.core.errors import NotFound
from chiron.core.learning.fitted.helps import OFFERED, OPENED, Moment, helps, moments
from chiron.core.learning.lineage.hearing import heard_by
from chiron.core.learning.resources.helping import Helps
from chiron.core.words import Json
from chiron.engine.fits import store
from chiron.engine.library.shelf import Shelf
from chiron.engine.library.versions import lineage
from chiron.engine.records import log, outbox
from chiron.engine.records.database import Connection, Database

NOTE = "helps-to-learn"
"""The note by which the worker learns that there may be something new."""
WAIT = timedelta(hours=1)
"""So long after somebody opened something it is learnt what came of it."""
EVERY = timedelta(hours=6)
"""It is learnt no oftener."""
KINDS = (
    "item.opened",
    "step.attempted",
    "hint.taken",
    "step.shown",
    "grade.decided",
    "grade.replayed",
    "answer.self-judged",
    OFFERED,
    OPENED,
)


async def ask(conn: Connection, course: str) -> None:
    """Have it learnt behind the scenes, some time from now."""
    await outbox.post(conn, NOTE, None, {"course": course}, WAIT.total_seconds())


async def ask_now(conn: Connection, course: str) -> None:
    """Have it learnt behind the scenes at once, however late it was learnt last; once, however often it is asked."""
    if not await asked_now(conn, course):
        await outbox.post(conn, NOTE, None, {"course": course, "now": True})


async def asked_now(conn: Connection, course: str) -> bool:
    """Whether somebody asked for it at once, and it is not done."""
    return await outbox.waits(conn, NOTE, {"course": course, "now": True})


async def noted(database: Database, school: UUID, payload: Mapping[str, Json], now: datetime) -> str | None:
    """Do what a note asks for; the version that was made, None where there was no need or nothing to learn from."""
    course = str(payload.get("course", ""))
    async with database.school(school) as conn:
        row = await store.view_helps(conn, course)
    if row is not None and now - row["made"] < EVERY and not payload.get("now"):
        return None
    return await learn(database, school, course, now)


async def learn(database: Database, school: UUID, course: str, now: datetime) -> str | None:
    """Learn it from all logs of a course, and keep it; its version, None where there is nothing to learn from."""
    try:
        async with database.school(school) as conn:
            content, version = await Shelf().course(conn, course)
            subjects, names = await store.view_offered(conn, course), await lineage(conn, course)
    except NotFound:
        return None
    seen, whose = list[Moment](), list[UUID]()
    for subject in subjects:
        async with database.school(school) as conn:
            events = await log.read(conn, subject, course=course, kinds=KINDS)
        told = moments([heard_by(event, names) for event in events], content)
        if told:
            seen += told
            whose.append(subject)
    if not whose:
        return None
    found = helps(seen, content)
    async with database.school(school) as conn:
        there = set(await store.view_offered(conn, course))
        if not there.issuperset(whose):
            return None  # Somebody was erased meanwhile; the next note learns it without them.
        report = {"moments": len(seen), "things": len(found.things)}
        parameters = msgspec.to_builtins(found)
        await store.add_fit(conn, course, found.version, store.HELPS, parameters, report, version, now, whose)
    return found.version


async def known(conn: Connection, course: str) -> Helps | None:
    """What is in use; None where nothing was learnt, or in a shape that is read no more."""
    row = await store.view_helps(conn, course)
    if row is None or row["parameters"] is None:
        return None
    try:
        return msgspec.convert(row["parameters"], Helps)
    except msgspec.ValidationError:
        return None
