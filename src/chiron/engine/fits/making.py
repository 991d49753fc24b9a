"""Making a fit: read the logs of a course, fit to the earlier answers and to all, compare with what is in use.

The part that computes is pure and runs wherever a ``Runner`` takes it. What is in use may have been fitted to some of
the later answers by which both are judged; that can only make it look better than it is, never the new one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

import msgspec

from chiron.core.errors import Conflict, NotFound
from chiron.core.learning.content import from_content, to_content
from chiron.core.learning.fitted import gaussian
from chiron.core.learning.fitted.parameters import KIND, Fitted, unfitted
from chiron.core.learning.fitted.report import Report, before, beside, compared, split
from chiron.core.learning.fitted.report import to_json as report_to_json
from chiron.core.learning.fitted.responses import History, history
from chiron.core.learning.mastery import Gaussian
from chiron.core.learning.outlook import opening
from chiron.core.words import Json
from chiron.engine.fits import helping, leftover, predicting, store
from chiron.engine.fits.artefact import Parts, version_of
from chiron.engine.fits.live import LEARNT_FROM, Fits, use
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import store as people
from chiron.engine.records import log
from chiron.engine.records.database import Connection, Database

KINDS = LEARNT_FROM
Tell = Callable[[float], Awaitable[None]]
"""Told how far it is, from 0 to 1."""


class Work(msgspec.Struct):
    """What is computed, as it travels: the course as its author wrote it, what happened, what is in use."""

    course: Json
    histories: list[History]
    current: Fitted | None
    groups: dict[str, dict[str, str]]


class Done(msgspec.Struct):
    """What came of it."""

    parts: Parts
    report: Report


class Runner(Protocol):
    """Where work is computed. Raises Unavailable where it cannot be."""

    async def run(self, work: Work, tell: Tell) -> Done: ...


@dataclass(frozen=True, slots=True)
class Made:
    """A fit that was made. ``kept`` says that it was kept, ``adopted`` that it is in use now."""

    course: str
    version: str
    fitted: Fitted
    report: Report
    current: str
    kept: bool
    adopted: bool


def compute(work: Work, progress: Callable[[float], None]) -> Done:
    """The pure part."""
    course, current = from_content(work.course), work.current or unfitted()
    until = split(work.histories)
    early = [] if until is None else before(work.histories, until)
    trial = gaussian.fit(course, early, lambda share: progress(0.3 * share))
    final = gaussian.fit(course, work.histories, lambda share: progress(0.3 + 0.3 * share))
    report = compared(
        course,
        work.histories,
        until,
        lambda one: gaussian.predictions(course, trial, one),
        lambda one: gaussian.predictions(course, current, one),
        final,
        work.groups,
    )
    progress(0.7)
    explained = predicting.fit(course, early, lambda share: progress(0.7 + 0.1 * share))
    shipped = opening(course)
    told = beside(
        work.histories,
        until,
        lambda one: predicting.predictions(explained, one),
        lambda one: predicting.predictions(shipped, one),
    )
    trees = leftover.chosen(course, work.histories)
    whole = predicting.fit(course, work.histories, lambda share: progress(0.85 + 0.1 * share)) if (
        told.better or trees.kept is not None
    ) else None  # fmt: skip
    best, base = (whole, None) if told.better else (None, whole)
    progress(1.0)
    report = replace(report, prediction=told, leftover=trees.why, trees=trees.told)
    return Done(Parts(final, best, trees.kept, base), report)


async def read(database: Database, school: UUID, course: str, tell: Tell) -> tuple[Work, str, str, list[UUID]]:
    """The work, the course version it is for, what is in use, and whose logs it holds. Raises NotFound."""
    shelf = Shelf()
    async with database.school(school) as conn:
        content, version = await shelf.course(conn, course)
        subjects = await store.view_subjects(conn, course)
        live = await Fits(Gaussian()).live(conn, course)
        members = await _groups(conn, subjects)
    histories, whose = [], []
    for place, subject in enumerate(subjects, 1):
        async with database.school(school) as conn:
            events = await log.read(conn, subject, course=course, kinds=KINDS)
        told = history(str(subject), [live.heard(event) for event in events], content)
        if told.responses or told.passed:
            histories.append(told)
        if told.responses:
            whose.append(subject)
        await tell(place / len(subjects))
    return Work(to_content(content), histories, live.fitted, members), version, live.model.version, whose


async def answered(conn: Connection, course: str) -> bool:
    """Whether anybody at the connection's school has worked in a course."""
    return bool(await store.view_subjects(conn, course))


async def make(
    database: Database,
    school: UUID,
    course: str,
    runner: Runner,
    now: Callable[[], datetime],
    tell: Tell,
    adopt: Mapping[str, bool],
    dry: bool = False,
) -> Made:
    """Make a fit of a course, keep it and adopt it where ``adopt`` says so of its verdict.

    A dry run keeps nothing. Raises NotFound; Conflict where somebody was erased meanwhile; Unavailable.
    """

    async def first(share: float) -> None:
        await tell(0.2 * share)

    async def then(share: float) -> None:
        await tell(0.2 + 0.8 * share)

    work, content, current, whose = await read(database, school, course, first)
    if not whose:
        raise NotFound(f"Nobody has answered anything in course {course!r} yet; there is nothing to fit.")
    done = await runner.run(work, then)
    parameters = msgspec.to_builtins(done.parts)
    version, adopted = version_of(parameters), adopt.get(done.report.verdict, False) and not dry
    if not dry:
        async with database.school(school) as conn:
            there = set(await store.view_subjects(conn, course))
            if not there.issuperset(whose):
                raise Conflict("Somebody whose answers went in was erased meanwhile. Fit again.")
            report = report_to_json(done.report)
            await store.add_fit(conn, course, version, KIND, parameters, report, content, now(), whose)
            if adopted:
                await use(conn, course, version, now())
        await helping.learn(database, school, course, now())
    return Made(course, version, done.parts.fitted, done.report, current, not dry, adopted)


async def _groups(conn: Connection, subjects: list[UUID]) -> dict[str, dict[str, str]]:
    """What is declared of learners, where it is: age band and language."""
    found: dict[str, dict[str, str]] = {"age band": {}, "language": {}}
    wanted = set(subjects)
    for person in await people.view_people(conn, closed=True):
        if person.id in wanted:
            found["language"][str(person.id)] = person.language
            if person.age_band is not None:
                found["age band"][str(person.id)] = person.age_band.value
    return found
