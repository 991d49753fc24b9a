"""What staff set that names skills of a course: assignments, locks, guidelines and rules. They follow new names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from chiron.core.learning.lineage.stepping import Step
from chiron.core.words import Json
from chiron.desks.studio import versions_store as store
from chiron.engine.records.database import Connection

What = Literal["assignment", "lock", "guideline", "rule", "flow"]
LISTS: tuple[What, ...] = ("assignment", "lock")
"""What names a list of skills."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that was set and names skills. ``room`` is its class, empty for the whole school; ``title`` how staff
    know it; ``part`` the goal or unit that an assignment is of."""

    what: What
    id: UUID
    room: str
    title: str
    skills: tuple[str, ...]
    part: str = ""
    skill: str | None = None
    body: Mapping[str, Any] | None = None


async def every(conn: Connection, course: str) -> list[Named]:
    """All that stands in a course and names skills."""
    found = [
        Named("assignment", row["id"], row["class"], row["title"], tuple(row["skills"]), row["part"])
        for row in await store.view_assignments(conn, course)
    ]
    found += [
        Named("lock", row["id"], row["class"], "", tuple(row["skills"])) for row in await store.view_locks(conn, course)
    ]
    for row in await store.view_arrangements(conn, course):
        skills = tuple(dict.fromkeys(_skills(row["skill"], row["body"])))
        if skills:
            title = str(row["body"].get("title") or row["body"].get("text") or "")
            found.append(
                Named(row["what"], row["id"], row["class"] or "", title, skills, "", row["skill"], row["body"])
            )
    return found


def now_named(step: Step, came: Collection[str]) -> Callable[[Named], tuple[str, ...]]:
    """The skills that something names once a version stands; ``came`` are those that the version before did not have.

    An assignment or a lock names every part of a skill: what it is now, and what came and has items of it. Skills that
    stood there before are not drawn in by an item that moves to them. A guideline or rule keeps to one skill.
    """
    parts: dict[str, dict[str, None]] = {}
    for (skill, _item), (there, _id) in step.items.items():
        if there in came:
            parts.setdefault(skill, {})[there] = None

    def named(one: Named) -> tuple[str, ...]:
        wide = parts if one.what in LISTS else {}
        return tuple(dict.fromkeys(each for name in one.skills for each in (step.skill(name), *wide.get(name, ()))))

    return named


async def follow(conn: Connection, course: str, step: Step, came: Collection[str]) -> None:
    """Let all that stands name the skills that those it named became; ``came`` as for ``now_named``."""
    if not step:
        return
    named = now_named(step, came)
    for one in await every(conn, course):
        now = named(one)
        if now == one.skills and _part(one.part, step) == one.part:
            continue
        if one.what == "assignment":
            await store.put_assignment(conn, one.id, now, _part(one.part, step))
        elif one.what == "lock":
            await store.put_lock(conn, one.id, now)
        else:
            skill = one.skill and step.skill(one.skill)
            await store.put_arrangement(conn, one.id, skill, _renamed(one.body or {}, step.skill))


def _part(part: str, step: Step) -> str:
    """The part of a check, its kind before a slash, as it is called now."""
    kind, slash, id = part.partition("/")
    named = step.units if kind == "unit" else step.goals if kind == "goal" else {}
    return f"{kind}{slash}{named.get(id, id)}"


def _skills(skill: str | None, body: Mapping[str, Any]) -> Iterator[str]:
    if skill:
        yield skill
    if body.get("action") == "practise" and body.get("value"):
        yield str(body["value"])
    for row in _rows(body):
        if row.get("skill"):
            yield str(row["skill"])
        if row.get("fact") == "skill" and row.get("value"):
            yield str(row["value"])


def _rows(body: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    when = body.get("when")
    rows = when.get("rows") if isinstance(when, Mapping) else None
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _renamed(body: Mapping[str, Any], named: Callable[[str], str]) -> Json:
    """A rule's body with its skills named anew."""
    told = dict(body)
    if told.get("action") == "practise" and told.get("value"):
        told["value"] = named(str(told["value"]))
    if isinstance(told.get("when"), Mapping):
        rows = [
            {
                **row,
                "skill": named(str(row["skill"])) if row.get("skill") else row.get("skill"),
                "value": named(str(row["value"])) if row.get("fact") == "skill" else row.get("value"),
            }
            for row in _rows(body)
        ]
        told["when"] = {**told["when"], "rows": rows}
    return told
