"""Courses that authors put together: made empty or out of others, changed step by step, tried, and put on the shelf.

Every function asks whether the actor may write courses and raises NotAllowed where not, NotFound where there is no such
draft. A change names the revision that its page showed: it raises Conflict where what it is about was changed since.
"""

from __future__ import annotations

from uuid import UUID

from chiron.core.errors import InvalidInput
from chiron.core.learning.course import Reading
from chiron.core.learning.outline.applying import apply
from chiron.core.learning.outline.bringing import Chosen
from chiron.core.learning.outline.ids import identifier
from chiron.core.learning.outline.operations import ChangeHead, Operation
from chiron.core.learning.outline.rights import Rights
from chiron.core.learning.outline.said import Said
from chiron.core.learning.outline.tree import Head, Key, Text, Tree
from chiron.desks.studio.desk import StudioDesk
from chiron.desks.studio.drafting_shapes import Draft, Listed, NewDraft, SourceShown, Standing, Taken
from chiron.desks.studio.drafting_sources import begin_from, source, sources, take
from chiron.desks.studio.drafting_trying import (
    composed,
    end_trial,
    forget,
    publish,
    skill_course,
    standing,
    tried,
    try_it,
)
from chiron.engine.library.drafting import keeping, store
from chiron.engine.library.drafting.keeping import Line as Entry
from chiron.engine.library.drafting.looking_over import Told as Fault
from chiron.engine.library.drafting.sources import Line as SourceLine
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection

__all__ = [
    "Chosen",
    "Draft",
    "Entry",
    "Fault",
    "Listed",
    "NewDraft",
    "Rights",
    "SourceLine",
    "SourceShown",
    "Standing",
    "Taken",
    "begin",
    "begin_from",
    "change",
    "composed",
    "end_trial",
    "every",
    "forget",
    "history",
    "publish",
    "redo",
    "skill_course",
    "source",
    "sources",
    "standing",
    "take",
    "text_shown",
    "tried",
    "try_it",
    "undo",
    "view",
]


async def every(conn: Connection, actor: Person) -> list[Listed]:
    """The school's drafts, the one changed last first."""
    await require(conn, actor, Action.AUTHOR)
    same = ("id", "title", "course", "source", "made", "changed", "published")
    return [
        Listed(**{name: row[name] for name in same}, by=row["name"], **row["counts"])
        for row in await store.view_all(conn)
    ]


async def view(conn: Connection, actor: Person, id: UUID) -> Draft:
    """One draft as it stands."""
    await require(conn, actor, Action.AUTHOR)
    kept = await keeping.one(conn, id)
    return Draft(
        id=id,
        revision=kept.revision,
        tree=kept.tree,
        source=kept.row["source"],
        undo=await keeping.can_undo(conn, kept),
        redo=await keeping.can_redo(conn, kept),
        trial=await store.view_trial(conn, id, actor.id),
        published=kept.row["published"],
        unchanged=kept.row["published_at"] == kept.revision,
    )


async def begin(desk: StudioDesk, conn: Connection, actor: Person, new: NewDraft) -> UUID:
    """Make an empty draft. Raises InvalidInput with its field."""
    await require(conn, actor, Action.AUTHOR)
    empty = Tree(Head("draft", "-"))
    head = ChangeHead(
        title=new.title,
        licence=new.licence,
        authors=new.authors or (actor.name,),
        ages=new.ages,
        note=new.note,
        language=new.language,
    )
    tree, _ = apply(empty, head)
    tree, _ = apply(tree, ChangeHead(id=identifier(tree.head.title, (), "course")))
    id = desk.new_id()
    await keeping.begin(conn, id, tree, actor.id, "")
    return id


async def change(
    desk: StudioDesk, conn: Connection, actor: Person, id: UUID, revision: int, operation: Operation
) -> int:
    """Do one thing to a draft; the new revision. Raises InvalidInput with its field, Conflict."""
    del desk
    await require(conn, actor, Action.AUTHOR)
    return await keeping.change(conn, id, revision, operation, actor.id)


async def undo(conn: Connection, actor: Person, id: UUID, revision: int) -> Said:
    """Take the last change back; what it was. Raises Conflict where there is none, or somebody was first."""
    await require(conn, actor, Action.AUTHOR)
    return await keeping.undo(conn, id, revision, actor.id)


async def redo(conn: Connection, actor: Person, id: UUID, revision: int) -> Said:
    """Do again what was taken back last. Raises likewise."""
    await require(conn, actor, Action.AUTHOR)
    return await keeping.redo(conn, id, revision, actor.id)


async def history(conn: Connection, actor: Person, id: UUID, limit: int = 200) -> list[Entry]:
    """What was done, the latest first."""
    await require(conn, actor, Action.AUTHOR)
    return await keeping.history(conn, id, limit)


async def text_shown(conn: Connection, actor: Person, id: UUID, key: Key) -> Reading:
    """A text to read of the draft, of its course or its tray. Raises InvalidInput where it cannot be read any more."""
    await require(conn, actor, Action.AUTHOR)
    kept = await keeping.one(conn, id)
    text = kept.tree.by_key.get(key)
    if not isinstance(text, Text):
        raise InvalidInput("There is no such text in this draft.")
    pieces = await store.view_pieces(conn, [text.piece])
    try:
        content = pieces[text.piece]["content"] if text.piece else {}
        return Reading.model_validate({**content, "id": text.id, "title": text.title})
    except (KeyError, ValueError):
        raise InvalidInput("This text cannot be read by this Chiron. Take it out, or bring it in anew.") from None
