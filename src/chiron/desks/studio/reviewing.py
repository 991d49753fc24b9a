"""What an author decides of what was proposed from an import's texts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, TypeVar
from uuid import UUID

from chiron.core.errors import InvalidInput
from chiron.core.learning.licences import forbids
from chiron.engine.library.importing import jobs, reviewing, reviewing_placing, store
from chiron.engine.library.importing.jobs import Job
from chiron.engine.library.importing.reviewing import AnyProposal, Queue
from chiron.engine.library.importing.reviewing_deciding import Decided, Deciding, sure
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.person import Person
from chiron.engine.people.school import School
from chiron.engine.records.database import Database

Deed = Literal["take", "leave", "reopen"]
_Made = TypeVar("_Made")


async def queue(home: Path, school: School, job: Job) -> Queue | None:
    """What was proposed from the texts of an import that is ready; None where nothing was. Raises InvalidInput."""
    folder = jobs.course_folder(home, school.id, job.id)
    return await asyncio.to_thread(reviewing.load, folder) if job.ready else None


async def let_in(home: Path, school: School, job: Job) -> str:
    """Whether what is proposed waits until it is ``reviewed``, or the surest of it is ``taken`` at once."""
    return await asyncio.to_thread(reviewing_placing.let_in, jobs.course_folder(home, school.id, job.id))


async def decide(
    database: Database, actor: Person, school: School, home: Path, id: UUID, deeds: Sequence[tuple[Deed, str]]
) -> Decided:
    """Take, leave or reopen proposals, all as one decision. Raises NotAllowed, NotFound, InvalidInput."""

    def decided(folder: Path) -> Decided:
        deciding = Deciding(folder)
        deciding.leave([key for deed, key in deeds if deed == "leave"])
        deciding.reopen([key for deed, key in deeds if deed == "reopen"])
        deciding.take([key for deed, key in deeds if deed == "take"])
        return deciding.close()

    return await _alone(database, actor, school, home, id, decided)


async def undo(database: Database, actor: Person, school: School, home: Path, id: UUID, number: int) -> Decided:
    """Take the latest decision back. Raises NotAllowed, NotFound, InvalidInput where there is none, and Conflict where
    it is not the one of ``number``: somebody decided or undid something meanwhile."""

    def undone(folder: Path) -> Decided:
        deciding = Deciding(folder)
        deciding.undo(number)
        return deciding.close()

    return await _alone(database, actor, school, home, id, undone)


async def edit(
    database: Database, actor: Person, school: School, home: Path, id: UUID, changed: AnyProposal, *, then_take: bool
) -> Decided:
    """Put a proposal as it was written anew in its place, and take it where that is wanted.

    Raises NotAllowed, NotFound, InvalidInput where its grader refuses it or its licence forbids changes.
    """

    def edited(folder: Path) -> Decided:
        deciding = Deciding(folder)
        _changeable(changed)
        deciding.edit(changed)
        if then_take:
            deciding.take([changed.key])
        return deciding.close()

    return await _alone(database, actor, school, home, id, edited)


async def let(
    database: Database, actor: Person, school: School, home: Path, id: UUID, how: Literal["reviewed", "taken"]
) -> Decided:
    """Say of the course that its surest proposals go in unreviewed, and take them, marked as such; or that none does.

    Raises NotAllowed, NotFound, InvalidInput.
    """

    def taken(folder: Path) -> Decided:
        deciding = Deciding(folder)
        deciding.let(how)
        if how == "taken":
            deciding.take(sure(deciding.queue), reviewed=False)
        return deciding.close()

    return await _alone(database, actor, school, home, id, taken)


def unchangeable(one: AnyProposal) -> str:
    """Why a proposal may not be changed; empty where it may."""
    try:
        _changeable(one)
    except InvalidInput as why:
        return why.message
    return ""


def _changeable(one: AnyProposal) -> None:
    """Raises InvalidInput where its licence forbids changes."""
    origin = one.question.origin if isinstance(one, reviewing.Proposal) else None
    if origin is not None and "changed" in forbids(origin.licence):
        raise InvalidInput(
            f"The licence of the source ({origin.licence}) forbids changed versions. Take it as it is, or leave it."
        )


async def _alone(
    database: Database, actor: Person, school: School, home: Path, id: UUID, deed: Callable[[Path], _Made]
) -> _Made:
    """Do something to an import's course while nobody else does."""
    async with database.school(school.id) as conn:
        await require(conn, actor, Action.AUTHOR)
        # One decision after another: each writes files of the course's folder. Held first, so that what is said of
        # the import is still so when the folder is written.
        await store.lock(conn, id)
        job = await jobs.one(conn, id)
        if not job.ready:
            raise InvalidInput("It is not read yet.")
        return await asyncio.to_thread(deed, jobs.course_folder(home, school.id, id))
