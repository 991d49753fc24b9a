"""What a school's Chiron has learnt from a course's answers: for staff to read, to have made anew, and to choose."""

from __future__ import annotations

from dataclasses import dataclass

from chiron.core.learning.course import Course
from chiron.desks.studio.desk import StudioDesk
from chiron.engine.fits import artefact, jobs, live
from chiron.engine.fits.artefact import Fit
from chiron.engine.fits.jobs import Job
from chiron.engine.people.access import Action
from chiron.engine.people.door import may, require
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection


@dataclass(frozen=True, slots=True)
class Learnt:
    """A course's fits, newest first; ``shown`` is the one whose report is read, ``job`` the latest.

    ``chooses``: whether the reader may put another fit to use.
    """

    course: Course
    fits: tuple[Fit, ...]
    shown: Fit | None
    job: Job | None
    chooses: bool

    @property
    def in_use(self) -> Fit | None:
        """The fit in use; None for what Chiron comes with."""
        return next((fit for fit in self.fits if fit.since is not None), None)


async def learnt(desk: StudioDesk, conn: Connection, actor: Person, course: str, version: str | None) -> Learnt:
    """What there is to read; without a version the report of the fit in use, else of the latest.

    Raises NotAllowed, NotFound.
    """
    await require(conn, actor, Action.SEE_FITS)
    content, _ = await desk.folds.shelf.course(conn, course)
    fits = tuple(await artefact.fits(conn, course))
    if version is not None:
        shown: Fit | None = await artefact.fit(conn, course, version)
    else:
        readable = [fit for fit in fits if fit.report is not None]
        shown = next((fit for fit in readable if fit.since is not None), readable[0] if readable else None)
    return Learnt(content, fits, shown, await jobs.latest(conn, course), await may(conn, actor, Action.CHOOSE_FITS))


async def ask(desk: StudioDesk, conn: Connection, actor: Person, course: str) -> bool:
    """Have a course fitted behind the scenes; False where that waits or runs already. Raises NotAllowed, NotFound."""
    await require(conn, actor, Action.SEE_FITS)
    await desk.folds.shelf.course(conn, course)
    return await jobs.ask(conn, course)


async def use(desk: StudioDesk, conn: Connection, actor: Person, course: str, version: str | None) -> None:
    """Put a fit to use for the whole school, or what Chiron comes with. Raises NotAllowed, NotFound, Conflict."""
    await require(conn, actor, Action.CHOOSE_FITS)
    await desk.folds.shelf.course(conn, course)
    await live.use(conn, course, version, desk.clock())
