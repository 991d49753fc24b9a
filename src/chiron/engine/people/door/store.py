"""How two people, or a person and a class, stand to each other."""

from __future__ import annotations

from uuid import UUID

from chiron.core.errors import NotFound
from chiron.engine.people.access import Relation
from chiron.engine.people.person import STAFF
from chiron.engine.people.store import row
from chiron.engine.records.database import Connection

_SHARED = """
    EXISTS (SELECT FROM class_member a
            JOIN class_member b ON b.school = a.school AND b.class = a.class
            JOIN class c ON c.school = a.school AND c.id = a.class AND c.archived IS NULL
            WHERE a.person = %(actor)s AND a.role = '{mine}' AND b.person = %(target)s AND b.role = '{theirs}')
"""
_TO_PERSON = f"""
SELECT p.school, p.roles,
    {_SHARED.format(mine="teacher", theirs="learner")} AS teaches,
    {_SHARED.format(mine="learner", theirs="teacher")} AS taught_by,
    {_SHARED.format(mine="learner", theirs="learner")} AS classmate,
    {_SHARED.format(mine="teacher", theirs="teacher")} AS colleague,
    NOT EXISTS (SELECT FROM class_member m
        JOIN class c ON c.school = m.school AND c.id = m.class AND c.archived IS NULL
        WHERE m.person = %(target)s AND m.role = 'learner') AS alone,
    EXISTS (SELECT FROM guardian_link WHERE guardian = %(actor)s AND learner = %(target)s) AS guards,
    EXISTS (SELECT FROM guardian_link WHERE guardian = %(target)s AND learner = %(actor)s) AS guarded_by,
    EXISTS (SELECT FROM school WHERE %(actor)s IN (alert_adult, second_adult))
        OR EXISTS (SELECT FROM event WHERE subject = %(target)s AND kind = 'alert.told'
            AND body -> 'to' @> to_jsonb(%(actor)s::text)) AS alert_adult
FROM person p WHERE p.id = %(target)s
"""
_NAMES = {
    "teaches": Relation.TEACHES,
    "taught_by": Relation.TAUGHT_BY,
    "classmate": Relation.CLASSMATE,
    "colleague": Relation.COLLEAGUE,
    "guards": Relation.GUARDS,
    "guarded_by": Relation.GUARDED_BY,
    "alert_adult": Relation.ALERT_ADULT,
}
_MEMBER = {"teacher": Relation.CLASS_TEACHER, "learner": Relation.CLASS_LEARNER}


async def to_person(conn: Connection, actor: UUID, target: UUID) -> tuple[UUID, frozenset[Relation]]:
    """The target's school, and how ``actor`` stands to them; archived classes join nobody. Raises NotFound."""
    found = await row(conn, _TO_PERSON, {"actor": actor, "target": target})
    if found is None:
        raise NotFound("There is nothing here that you can see.")
    standing = {relation for name, relation in _NAMES.items() if found[name]}
    if found["teaches"] and not set(found["roles"]) & STAFF:
        standing.add(Relation.TEACHES_NO_STAFF)
    if actor == target:
        standing -= set(_NAMES.values()) - {Relation.ALERT_ADULT}
        standing |= {Relation.ALONE} if found["alone"] else set()
    return found["school"], frozenset(standing)


async def to_class(conn: Connection, actor: UUID, id: UUID) -> tuple[UUID, frozenset[Relation]]:
    """The class's school, and how ``actor`` stands to it, archived or not. Raises NotFound."""
    query = (
        "SELECT c.school, m.role FROM class c LEFT JOIN class_member m "
        "ON m.school = c.school AND m.class = c.id AND m.person = %s WHERE c.id = %s"
    )
    found = await row(conn, query, (actor, id))
    if found is None:
        raise NotFound("There is nothing here that you can see.")
    return found["school"], frozenset({_MEMBER[found["role"]]} if found["role"] else ())


async def to_school(conn: Connection) -> tuple[UUID, frozenset[Relation]]:
    """The school of the transaction."""
    found = await row(conn, "SELECT current_setting('app.school')::uuid AS school")
    assert found is not None
    return found["school"], frozenset()
