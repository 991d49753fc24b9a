"""The one door: what an actor may do, looked up and decided in one call."""

from __future__ import annotations

from uuid import UUID

from chiron.engine.people.access import Action, Kind, Relation, Target, allow, permitted
from chiron.engine.people.door import store
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection


async def relations(conn: Connection, actor: Person, target: Target) -> frozenset[Relation]:
    """How the actor stands to the target, from the rows of the transaction's school.

    Raises NotFound when the target is not there.
    """
    if target.kind is Kind.PERSON:
        return await store.to_person(conn, actor.id, target.id)
    if target.kind is Kind.CLASS:
        return await store.to_class(conn, actor.id, target.id)
    return frozenset()


async def require(conn: Connection, actor: Person, action: Action, id: UUID | None = None) -> None:
    """Return when ``actor`` may do ``action`` to the person or class ``id``, for a school's action to their school.

    Raises NotFound or NotAllowed.
    """
    target = Target(action.target, actor.school, actor.school if id is None else id)
    allow(actor, action, target, await relations(conn, actor, target))


async def may(conn: Connection, actor: Person, action: Action, id: UUID | None = None) -> bool:
    """Whether ``require`` would return: for showing or leaving out a button, never instead of ``require``."""
    target = Target(action.target, actor.school, actor.school if id is None else id)
    return permitted(actor, action, target, await relations(conn, actor, target))
