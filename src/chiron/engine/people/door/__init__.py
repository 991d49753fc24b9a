"""The one door: what an actor may do, looked up and decided in one call."""

from __future__ import annotations

from uuid import UUID

from chiron.engine.people.access import Action, Kind, Relation, Target, allow, permitted
from chiron.engine.people.door import store
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection


async def look_up(
    conn: Connection, actor: Person, action: Action, id: UUID | None
) -> tuple[Target, frozenset[Relation]]:
    """The target as the rows tell it, its school above all, and how the actor stands to it.

    Raises NotFound when the target is not there.
    """
    if action.target is Kind.PERSON and id is not None:
        school, standing = await store.to_person(conn, actor.id, id)
    elif action.target is Kind.CLASS and id is not None:
        school, standing = await store.to_class(conn, actor.id, id)
    elif action.target is Kind.SCHOOL and id is None:
        school, standing = await store.to_school(conn)
    else:
        raise ValueError(f"{action} needs the id of a {action.target}, and a school's action none")
    return Target(action.target, school, school if id is None else id), standing


async def require(conn: Connection, actor: Person, action: Action, id: UUID | None = None) -> None:
    """Return when ``actor`` may do ``action`` to the person or class ``id``, or, without one, at the school.

    Raises NotFound or NotAllowed.
    """
    target, standing = await look_up(conn, actor, action, id)
    allow(actor, action, target, standing)


async def may(conn: Connection, actor: Person, action: Action, id: UUID | None = None) -> bool:
    """Whether ``require`` would return: for showing or leaving out a button, never instead of ``require``."""
    target, standing = await look_up(conn, actor, action, id)
    return permitted(actor, action, target, standing)
