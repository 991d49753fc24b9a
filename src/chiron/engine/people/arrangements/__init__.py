"""Arrangements: guidelines, rules and lines of flows that a school or a teacher set for the tutor, without code.

Each change makes a version; what an event names by version can be read for ever. The school's row counts the changes,
and comes with every sitting: a turn where none was ever made reads nothing, and one where some were reads them once a
process and change.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from chiron.core.errors import InvalidInput, NotFound
from chiron.core.words import Json
from chiron.engine.people import classes
from chiron.engine.people.access import Action
from chiron.engine.people.arrangements import store
from chiron.engine.people.arrangements.store import Arrangement, Scope, State, What
from chiron.engine.people.door import require
from chiron.engine.people.person import Person
from chiron.engine.people.school import School
from chiron.engine.records.database import Connection, Database

__all__ = [
    "Arrangement",
    "Scope",
    "State",
    "Wanted",
    "What",
    "change",
    "history",
    "move",
    "of",
    "of_learner",
    "school_wide",
    "take_away",
    "versions",
    "with_state",
]

MOST = 40
"""Arrangements of one kind for one class, or for the school."""
MOST_SHOWN = 200
MOST_VERSIONS = 2_000
SCHOOLS = 64
"""Schools whose arrangements a process holds ready."""

_HELD: OrderedDict[UUID, tuple[int, tuple[Arrangement, ...]]] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody sets. ``name`` is the one that it takes the place of, None for a new one."""

    what: What
    scope: Scope
    state: State
    body: Mapping[str, Json]
    name: UUID | None = None


async def _may(conn: Connection, actor: Person, scope: Scope) -> None:
    """Who runs a class sets what holds there; trainers and operators what holds in the school."""
    if scope.class_id is None:
        await require(conn, actor, Action.TRAIN)
    else:
        await require(conn, actor, Action.RUN_CLASS, scope.class_id)


async def change(conn: Connection, actor: Person, id: UUID, wanted: Wanted, now: datetime) -> Arrangement:
    """Set something, as a version of its own. ``id`` is the form's key: sent twice it is one deed.

    Raises InvalidInput, NotAllowed, NotFound.
    """
    await _may(conn, actor, wanted.scope)
    await store.count_change(conn)
    if wanted.scope.class_id and (await classes.view(conn, wanted.scope.class_id)).archived is not None:
        raise InvalidInput("This class is archived. Open it again first.", field="class")
    before = await _standing(conn, wanted.name, wanted.what, wanted.scope) if wanted.name else None
    here = [one for one in await store.every(conn, wanted.what) if one.scope.class_id == wanted.scope.class_id]
    made = Arrangement(id, wanted.what, before.name if before else id, before.version + 1 if before else 1,
                       wanted.scope, before.place if before else max((one.place for one in here), default=0) + 1,
                       wanted.state, wanted.body, actor.name, now)  # fmt: skip
    if await store.known(conn, id):
        return before or made
    if before is None and len(here) >= MOST:
        raise InvalidInput(f"There are {MOST} of these already. Take one away first.", field="text")
    if before is not None:
        await store.end(conn, before.name, now)
    await store.add(conn, made, actor.id)
    return made


async def _standing(conn: Connection, name: UUID, what: What, scope: Scope) -> Arrangement:
    found = await store.find(conn, name)
    if found is None or found.what != what or found.scope.class_id != scope.class_id:
        raise NotFound("This is no longer there. Somebody may have taken it away.")
    return found


async def take_away(conn: Connection, actor: Person, name: UUID, now: datetime) -> None:
    """End what stands; its versions stay in the history. Raises NotAllowed, NotFound."""
    found = await store.find(conn, name)
    if found is not None:
        await _may(conn, actor, found.scope)
        await store.count_change(conn)
        await store.end(conn, name, now)


async def move(conn: Connection, actor: Person, name: UUID, earlier: bool) -> None:
    """Change places with the neighbour before, or after. Raises NotAllowed, NotFound."""
    found = await store.find(conn, name)
    if found is None:
        return
    await _may(conn, actor, found.scope)
    await store.count_change(conn)
    here = [one for one in await store.every(conn, found.what) if one.scope.class_id == found.scope.class_id]
    at = next(number for number, one in enumerate(here) if one.name == name)
    other = at - 1 if earlier else at + 1
    if not 0 <= other < len(here):
        return
    here[at], here[other] = here[other], here[at]
    for place, one in enumerate(here, 1):
        await store.put(conn, one.name, place)


async def of(conn: Connection, actor: Person, what: What, class_id: UUID | None, course: str) -> list[Arrangement]:
    """What stands for a class (None: the school) in a course, in its order. Raises NotAllowed, NotFound."""
    await _may(conn, actor, Scope(class_id))
    found = await store.every(conn, what)
    return [one for one in found if one.scope.class_id == class_id and one.scope.course in (None, course)]


async def school_wide(conn: Connection, what: What, course: str) -> list[Arrangement]:
    """What stands for the whole school in a course and is in use; every teacher may read it."""
    found = await store.every(conn, what)
    return [one for one in found if one.scope.class_id is None and one.covers((), course) and one.state != "off"]


async def history(conn: Connection, actor: Person, what: What, class_id: UUID | None, course: str) -> list[Arrangement]:
    """Every version of what was ever set, the latest first. Raises NotAllowed, NotFound."""
    await _may(conn, actor, Scope(class_id))
    return await store.history(conn, what, class_id, course, MOST_SHOWN)


async def of_learner(
    database: Database,
    school: School,
    learner: UUID,
    course: str,
    what: What,
    classes: tuple[UUID, ...] | None = None,
) -> tuple[Arrangement, ...]:
    """What is in use for a learner in a course: the school's first, then their classes', each in its order.

    ``classes`` are those in which they learn, None where they are to be looked up. Nothing is read where the school
    never set anything; what it set is read once a process and change.
    """
    if not school.arranged:
        return ()
    every = await _held(database, school)
    every = tuple(one for one in every if one.what == what and one.scope.course in (None, course))
    mine = classes or ()
    if classes is None and any(one.scope.class_id for one in every):
        async with database.school(school.id) as conn:
            mine = tuple(await store.classes_of(conn, learner))
    found = [one for one in every if one.covers(mine, course)]
    return tuple(sorted(found, key=lambda one: one.scope.class_id is not None))


async def _held(database: Database, school: School) -> tuple[Arrangement, ...]:
    known = _HELD.get(school.id)
    if known is not None and known[0] == school.arranged:
        return known[1]
    async with database.school(school.id) as conn:
        found = tuple(one for one in await store.every(conn) if one.state in ("on", "watch"))
    _HELD[school.id] = (school.arranged, found)
    _HELD.move_to_end(school.id)
    while len(_HELD) > SCHOOLS:
        _HELD.popitem(last=False)
    return found


def with_state(one: Arrangement, state: State) -> Wanted:
    """The same in another state."""
    return Wanted(one.what, replace(one.scope), state, one.body, one.name)


async def versions(conn: Connection, what: What, course: str) -> list[Arrangement]:
    """Every version of one kind in a course, whoever set it; the caller shows only what its person may see."""
    return await store.versions(conn, what, course, MOST_VERSIONS)
