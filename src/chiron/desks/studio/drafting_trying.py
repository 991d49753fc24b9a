"""The course that stands in a draft: looked over, tried by its author as a learner, put on the shelf."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from uuid import UUID

from chiron.core.errors import BrokenCourse, Conflict, InvalidInput
from chiron.core.learning.content import fingerprint
from chiron.core.learning.course import Course
from chiron.core.learning.media import in_use
from chiron.core.learning.outline.applying import CHANGED
from chiron.core.learning.outline.rights import conflicts, of_resources, rights
from chiron.core.learning.outline.tree import Key, Skill, Tree, Unit
from chiron.core.learning.outline.trials import is_trial, trial_id
from chiron.desks.studio import versions
from chiron.desks.studio.desk import StudioDesk
from chiron.desks.studio.drafting_shapes import Standing
from chiron.engine.library.drafting import keeping, store
from chiron.engine.library.drafting.composing import Composed, Missing, compose
from chiron.engine.library.drafting.keeping import Kept
from chiron.engine.library.drafting.looking_over import course_of, look_over
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection, Database

LISTED = 300
"""So many faults are told at once."""
_LOST = "A part of this draft is not kept any more. Take it out, or restore the draft from a backup."
_RESERVED = "Ids that begin with trial- are those of trials. Choose another id."
_RIGHTS = "Licences do not go together. Tick that you have the right to publish it so, or change what it rests on."
_UNREADABLE = "Nothing in this skill can be shown yet."


async def standing(database: Database, actor: Person, id: UUID) -> Standing:
    """What stands against publishing, by its place in the outline, and the licences. Takes a thread for a moment."""
    async with database.school(actor.school) as conn:
        await require(conn, actor, Action.AUTHOR)
        kept = await keeping.one(conn, id)
        composing = await _composed(conn, kept.tree)
    return await asyncio.to_thread(_standing, kept.tree, composing)


def _standing(tree: Tree, composing: Composed) -> Standing:
    told = sorted(look_over(tree, composing).told, key=lambda one: not one.stops)
    others = of_resources(composing.content)
    return Standing(tuple(told[:LISTED]), rights(tree, others), conflicts(tree, others), max(0, len(told) - LISTED))


async def _composed(conn: Connection, tree: Tree, course_id: str | None = None) -> Composed:
    """The content of a draft. Raises InvalidInput where a piece is lost."""
    used = replace(tree, tray=type(tree.tray)())
    pieces = await store.view_pieces(conn, list(dict.fromkeys(used.pieces())))
    try:
        return await asyncio.to_thread(compose, tree, pieces, course_id)
    except Missing:
        raise InvalidInput(_LOST) from None


async def composed(conn: Connection, actor: Person, id: UUID) -> Course:
    """The whole course that stands in a draft now. Raises BrokenCourse where none can be made of it yet."""
    await require(conn, actor, Action.AUTHOR)
    kept = await keeping.one(conn, id)
    return await _course(conn, kept)


async def _course(conn: Connection, kept: Kept, course_id: str | None = None) -> Course:
    return await asyncio.to_thread(course_of, kept.tree, await _composed(conn, kept.tree, course_id))


async def skill_course(conn: Connection, actor: Person, id: UUID, skill: Key) -> tuple[Course, str]:
    """A small course of one skill of the draft, to look at its items, and a version for its address.

    Raises InvalidInput where nothing in the skill can be shown yet.
    """
    await require(conn, actor, Action.AUTHOR)
    kept = await keeping.one(conn, id)
    found = kept.tree.by_key.get(skill)
    if not isinstance(found, Skill):
        raise InvalidInput("There is no such skill in this draft.")
    if skill not in kept.tree.skills:
        lying = tuple(item for item in kept.tree.tray.items if item.out_of == skill)
        found = replace(found, items=lying)
    alone = replace(found, prerequisites=())
    unit = Unit("u0", "unit", "-", "-", (alone,))
    small = replace(kept.tree, units=(unit,), head=replace(kept.tree.head, goals=()), tray=type(kept.tree.tray)())
    course = (await asyncio.to_thread(look_over, small, await _composed(conn, small))).course
    if course is None:
        raise InvalidInput(_UNREADABLE)
    return in_use(course), fingerprint(course)


async def publish(
    desk: StudioDesk,
    database: Database,
    actor: Person,
    id: UUID,
    revision: int,
    *,
    note: str = "",
    seen: str | None = "",
    rightful: str = "",
) -> str:
    """Put the draft on the shelf, as a new version where its id is there already; the course's id.

    ``note`` and ``seen`` are as for ``versions.publish_checked``. ``rightful`` is the sentence by which the actor says
    that they may publish it where licences do not go together, empty where they did not; it is kept with the note.
    Raises Conflict where it was changed since ``revision``, InvalidInput where something stands against it.
    """
    async with database.school(actor.school) as conn:
        await require(conn, actor, Action.AUTHOR)
        kept = await keeping.one(conn, id)
        if kept.revision != revision:
            raise Conflict(CHANGED)
        if is_trial(kept.tree.head.id):
            raise InvalidInput(_RESERVED, field="id")
        composing = await _composed(conn, kept.tree)
    if conflicts(kept.tree, of_resources(composing.content)):
        if not rightful:
            raise InvalidInput(_RIGHTS, field="rights")
        note = " · ".join(filter(None, (note.strip(), rightful)))
    course = await _checked(kept.tree, composing)
    async with database.school(actor.school) as conn:
        if (await keeping.locked(conn, id)).revision != revision:
            raise Conflict(CHANGED)
        version = await versions.publish_checked(desk, conn, actor, course, None, note=note, seen=seen)
        await store.published(conn, id, version, revision)
    return course.id


async def _checked(tree: Tree, composing: Composed) -> Course:
    """The course, checked. Raises InvalidInput with what stands against it."""
    try:
        return await asyncio.to_thread(course_of, tree, composing)
    except BrokenCourse as wrong:
        raise InvalidInput(wrong.message, field="draft") from None


async def try_it(desk: StudioDesk, database: Database, actor: Person, id: UUID) -> str:
    """Begin a trial of the draft as it stands: the id of a course that this actor alone can learn in, anew each time.

    The one before is taken off. Raises InvalidInput where something stands against it.
    """
    course_id = trial_id(id, desk.new_id())
    async with database.school(actor.school) as conn:
        await require(conn, actor, Action.AUTHOR)
        kept = await keeping.one(conn, id)
        composing = await _composed(conn, kept.tree, course_id)
    course = await _checked(kept.tree, composing)
    async with database.school(actor.school) as conn:
        await keeping.locked(conn, id)
        await _taken_off(desk, conn, id, actor)
        await desk.folds.shelf.lend(conn, course, actor.id)
        await store.add_trial(conn, id, actor.id, course_id)
    return course_id


async def end_trial(desk: StudioDesk, database: Database, actor: Person, id: UUID) -> None:
    """Take the actor's trial of a draft off; what they did in it stays in their own log."""
    async with database.school(actor.school) as conn:
        await require(conn, actor, Action.AUTHOR)
        await keeping.locked(conn, id)
        await _taken_off(desk, conn, id, actor)


async def _taken_off(desk: StudioDesk, conn: Connection, id: UUID, actor: Person) -> None:
    before = await store.view_trial(conn, id, actor.id)
    if before is not None:
        await store.remove_trial(conn, id, actor.id)
        if await desk.folds.shelf.only_for(conn, before) is not None:
            await desk.folds.shelf.withdraw(conn, before)


async def tried(conn: Connection, actor: Person, course: str) -> UUID | None:
    """The draft that a course is this actor's trial of; None where it is none."""
    return await store.view_tried(conn, course, actor.id) if is_trial(course) else None


async def forget(desk: StudioDesk, database: Database, actor: Person, id: UUID) -> None:
    """Take a draft away with its trials and what only it holds; what was published stays."""
    async with database.school(actor.school) as conn:
        await require(conn, actor, Action.AUTHOR)
        await keeping.locked(conn, id)
        for course in await store.view_trials(conn, id):
            if await desk.folds.shelf.only_for(conn, course) is not None:
                await desk.folds.shelf.withdraw(conn, course)
        await store.remove(conn, id)
