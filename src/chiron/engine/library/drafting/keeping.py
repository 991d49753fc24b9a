"""Drafts in the database: a pointer into a line of revisions, each a whole tree, so that undoing is exact.

Changes are decided on the tree that stands, under a lock; what a page showed meanwhile is compared with it.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chiron.core.errors import Conflict, InvalidInput, NotFound
from chiron.core.learning.outline.applying import CHANGED, apply, fits
from chiron.core.learning.outline.operations import Operation
from chiron.core.learning.outline.said import Said
from chiron.core.learning.outline.tree import Tree
from chiron.core.learning.outline.written import packed, unpacked
from chiron.core.words import Json
from chiron.engine.library.drafting import store
from chiron.engine.records.database import Connection, Row

KEPT = 100
"""So many of the latest revisions can be undone."""
HELD = 8
"""Trees that a process holds: the next form is about the page that was just shown."""
_NOTHING = "There is nothing to take back."
_NOTHING_AGAIN = "There is nothing to do again."
_BROKEN = "What is kept of this draft cannot be read by this Chiron. Restore it from a backup, or make it anew."


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it stands."""

    id: UUID
    row: Row
    tree: Tree

    @property
    def revision(self) -> int:
        """The revision that stands."""
        return int(self.row["at"])


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the history."""

    revision: int
    said: Said
    at: datetime
    by: str
    undone: bool


class _Trees:
    """The latest trees by draft, revision and time: one that was never committed is not taken for another."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[object, ...], Tree] = OrderedDict()

    def get(self, key: tuple[object, ...]) -> Tree | None:
        found = self._held.get(key)
        if found is not None:
            self._held.move_to_end(key)
        return found

    def put(self, key: tuple[object, ...], tree: Tree) -> Tree:
        self._held[key] = tree
        while len(self._held) > HELD:
            self._held.popitem(last=False)
        return tree


_TREES = _Trees()


async def one(conn: Connection, id: UUID) -> Kept:
    """A draft as it stands. Raises NotFound, InvalidInput for one that cannot be read."""
    row = await store.view(conn, id)
    if row is None:
        raise NotFound("There is no such draft.")
    key = (id, row["at"], row["changed"])
    tree = _TREES.get(key) or _TREES.put(key, await tree_of(conn, id, row["at"]))
    return Kept(id, row, tree)


async def tree_of(conn: Connection, id: UUID, number: int) -> Tree:
    """The tree of a revision. Raises Conflict where it is let go, InvalidInput where it cannot be read."""
    found = await store.view_tree(conn, id, number)
    if found is None:
        raise Conflict(CHANGED)
    try:
        return unpacked(found)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InvalidInput(_BROKEN) from None


async def begin(conn: Connection, id: UUID, tree: Tree, by: UUID, source: str) -> None:
    """Keep a new draft."""
    said = Said("begin-from", {"source": source}) if source else Said("begin", {"title": tree.head.title})
    await store.add(conn, id, by, tree.head.title, tree.head.id, source, counts(tree))
    await store.add_revision(conn, id, 1, None, packed(tree), told(said), by)


async def locked(conn: Connection, id: UUID) -> Kept:
    """The same as ``one``, held until the transaction ends."""
    await store.lock(conn, id)
    return await one(conn, id)


async def change(conn: Connection, id: UUID, seen: int, operation: Operation, by: UUID) -> int:
    """Do one thing to a draft; the new revision. Raises InvalidInput, Conflict, NotFound."""
    kept = await locked(conn, id)
    if seen != kept.revision:
        fits(await tree_of(conn, id, seen), kept.tree, operation)
    tree, said = apply(kept.tree, operation)
    return await save(conn, kept, tree, said, by)


async def save(conn: Connection, kept: Kept, tree: Tree, said: Said, by: UUID) -> int:
    """Keep a new revision of a draft that is locked; the one that stands where nothing changed."""
    if tree == kept.tree:
        return kept.revision
    number = await store.last_number(conn, kept.id) + 1
    await store.add_revision(conn, kept.id, number, kept.revision, packed(tree), told(said), by)
    await _point(conn, kept.id, number, number, tree, by)
    await store.let_go(conn, kept.id, number - KEPT)
    return number


async def undo(conn: Connection, id: UUID, seen: int, by: UUID) -> Said:
    """Take the last change back; what it was. Raises Conflict."""
    kept = await locked(conn, id)
    if kept.revision != seen:
        raise Conflict(CHANGED)
    found = await can_undo(conn, kept)
    row = await store.view_revision(conn, id, kept.revision)
    if found is None or row is None or row["parent"] is None:
        raise Conflict(_NOTHING)
    await _point(conn, id, row["parent"], kept.row["tip"], await tree_of(conn, id, row["parent"]), by)
    return found


async def redo(conn: Connection, id: UUID, seen: int, by: UUID) -> Said:
    """Do again what was taken back last. Raises Conflict."""
    kept = await locked(conn, id)
    if kept.revision != seen:
        raise Conflict(CHANGED)
    found = await _next(conn, kept)
    if found is None:
        raise Conflict(_NOTHING_AGAIN)
    number, said = found
    await _point(conn, id, number, kept.row["tip"], await tree_of(conn, id, number), by)
    return said


async def can_undo(conn: Connection, kept: Kept) -> Said | None:
    """What undoing would take back."""
    row = await store.view_revision(conn, kept.id, kept.revision)
    if row is None or row["parent"] is None:
        return None
    before = await store.view_revision(conn, kept.id, row["parent"])
    return _said(row["said"]) if before is not None and before["held"] else None


async def can_redo(conn: Connection, kept: Kept) -> Said | None:
    """What would be done again."""
    found = await _next(conn, kept)
    return None if found is None else found[1]


async def _next(conn: Connection, kept: Kept) -> tuple[int, Said] | None:
    """The revision that comes after the one that stands, on the way to the tip."""
    if kept.row["tip"] == kept.revision:
        return None
    parents = await store.view_parents(conn, kept.id)
    number: int | None = kept.row["tip"]
    while number is not None and parents.get(number) != kept.revision:
        number = parents.get(number)
    row = None if number is None else await store.view_revision(conn, kept.id, number)
    return None if row is None or not row["held"] else (row["number"], _said(row["said"]))


async def history(conn: Connection, id: UUID, limit: int) -> list[Line]:
    """What was done, the latest first. Raises NotFound."""
    row = await store.view(conn, id)
    if row is None:
        raise NotFound("There is no such draft.")
    parents = await store.view_parents(conn, id)
    standing, number = set[int](), row["at"]
    while number is not None:
        standing.add(number)
        number = parents.get(number)
    return [
        Line(each["number"], _said(each["said"]), each["at"], each["name"], each["number"] not in standing)
        for each in await store.view_history(conn, id, limit)
    ]


def counts(tree: Tree) -> Json:
    """What the list of drafts says of one."""
    return {
        "units": len(tree.units),
        "skills": len(tree.skills),
        "items": len(tree.items),
        "texts": len(tree.texts),
    }


def told(said: Said) -> Json:
    """What was done, as it is kept."""
    return {"kind": said.kind, "values": said.values}


def _said(kept: Json) -> Said:
    return Said(str(kept.get("kind", "")), dict(kept.get("values", {})))


async def _point(conn: Connection, id: UUID, at: int, tip: int, tree: Tree, by: UUID) -> None:
    changed = await store.move(conn, id, at, tip, tree.head.title, tree.head.id, counts(tree), by)
    _TREES.put((id, at, changed), tree)
