"""Taking from imports, courses and other drafts: to begin a draft, and to bring parts into one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from chiron.core.errors import Conflict
from chiron.core.learning.outline.applying import apply
from chiron.core.learning.outline.bringing import Chosen, bring, there_already
from chiron.core.learning.outline.ids import unique
from chiron.core.learning.outline.operations import ChangeHead
from chiron.core.learning.outline.said import Said
from chiron.core.learning.outline.tree import Tree
from chiron.core.words import Json
from chiron.desks.studio.desk import StudioDesk
from chiron.desks.studio.drafting_shapes import SourceShown, Taken
from chiron.engine.library import store as shelf_store
from chiron.engine.library.drafting import files, keeping, languages, store
from chiron.engine.library.drafting import sources as reading
from chiron.engine.library.drafting.sources import Line, Source
from chiron.engine.library.media.keeping import Reader
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.person import Person
from chiron.engine.people.school import School
from chiron.engine.records.database import Connection, Database

_READ_ANEW = "The source was read anew at this moment. Try again."


async def sources(conn: Connection, actor: Person, without: UUID | None = None) -> list[Line]:
    """What can be taken from: the school's imports, shelf and drafts, but for this draft."""
    await require(conn, actor, Action.AUTHOR)
    return await reading.lines(conn, without)


async def source(
    desk: StudioDesk,
    database: Database,
    actor: Person,
    school: School,
    home: Path | None,
    key: str,
    draft: UUID | None = None,
) -> SourceShown:
    """A source's tree, and which of it a draft has. The first look at an import reads its files: some seconds.

    Raises InvalidInput for a source that is gone or cannot be read, Conflict for one that is being read now.
    """
    async with database.school(school.id) as conn:
        await require(conn, actor, Action.AUTHOR)
        mine = None if draft is None else (await keeping.one(conn, draft)).tree
    found = await reading.read(database, school.id, home, key, desk.new_id)
    there = frozenset[str]() if mine is None else there_already(mine, found.tree)
    return SourceShown(found.line, found.tree, there, found.broken)


async def begin_from(
    desk: StudioDesk,
    database: Database,
    actor: Person,
    school: School,
    home: Path | None,
    key: str,
    chosen: Chosen,
    title: str = "",
) -> UUID:
    """Make a draft out of a source, whole or of what is chosen. Whole, it keeps the source's ids and everything it has.

    ``title`` is another one than the source's.

    Raises InvalidInput for a source that is gone or cannot be read, Conflict for one that is being read now.
    """
    async with database.school(school.id) as conn:
        await require(conn, actor, Action.AUTHOR)
    found = await reading.read(database, school.id, home, key, desk.new_id)
    async with database.school(school.id) as conn:
        tree = found.tree if chosen.whole else await _part(conn, found.tree, chosen)
        if title.strip():
            tree, _ = apply(tree, ChangeHead(title=title))
        return await _begun(desk, conn, actor, tree, found)


async def _part(conn: Connection, whole: Tree, chosen: Chosen) -> Tree:
    """A draft of a part: it has the source's words of the course, and an id that no course of the shelf has."""
    taken = {course for course, _ in await shelf_store.view_shelf(conn)}
    head = replace(whole.head, id=unique(whole.head.id, taken), goals=(), names=())
    return bring(Tree(head), whole, replace(chosen, into_unit=None, into_skill=None)).tree


async def _begun(desk: StudioDesk, conn: Connection, actor: Person, tree: Tree, found: Source) -> UUID:
    id = desk.new_id()
    await keeping.begin(conn, id, tree, actor.id, found.line.title)
    await _held(conn, id, tree, found.reader)
    return id


async def _held(conn: Connection, id: UUID, tree: Tree, reader: Reader | None) -> None:
    """Let a draft hold the pieces of a tree, and their files."""
    names = list(dict.fromkeys(tree.pieces()))
    if not await store.hold(conn, id, names):
        raise Conflict(_READ_ANEW)
    await files.hold_named(conn, id, names, reader)


async def take(
    desk: StudioDesk,
    database: Database,
    actor: Person,
    school: School,
    home: Path | None,
    id: UUID,
    revision: int,
    key: str,
    chosen: Chosen,
) -> Taken:
    """Bring what is chosen of a source into a draft. Raises as ``source``, and Conflict."""
    del revision  # what comes in changes nothing that is there; what it goes into must be there still
    async with database.school(school.id) as conn:
        await require(conn, actor, Action.AUTHOR)
    found = await reading.read(database, school.id, home, key, desk.new_id)
    async with database.school(school.id) as conn:
        kept = await keeping.locked(conn, id)
        made = bring(kept.tree, found.tree, chosen)
        tree = made.tree
        if tree is not kept.tree:
            heads = await store.view_pieces(conn, [one.head.piece for one in (tree, found.tree) if one.head.piece])
            piece, body = languages.joined(tree.head, found.tree.head, heads)
            if body is not None:
                await store.keep_pieces(conn, id, {piece: body})
                tree = replace(tree, head=replace(tree.head, piece=piece))
            await _held(conn, id, tree, found.reader)
        values: dict[str, Json] = {"skills": made.skills, "items": made.items, "texts": made.texts}
        await keeping.save(conn, kept, tree, Said("take", {"source": found.line.title, **values}), actor.id)
    return Taken(made.skills, made.items, made.texts, made.there, made.renamed)
