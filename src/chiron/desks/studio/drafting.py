"""Courses that authors put together: made empty or out of others, changed step by step, tried, and put on the shelf.

Every function asks whether the actor may write courses and raises NotAllowed where not, NotFound where there is no such
draft. A change names the revision that its page showed: it raises Conflict where what it is about was changed since.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal
from uuid import UUID

from chiron.core.learning.course import Course
from chiron.core.learning.outline.operations import Operation
from chiron.core.learning.outline.said import Said
from chiron.core.learning.outline.tree import Key, Tree
from chiron.desks.studio.desk import StudioDesk
from chiron.engine.people.person import Person
from chiron.engine.people.school import School
from chiron.engine.records.database import Connection, Database


@dataclass(frozen=True, slots=True)
class Listed:
    """A draft in the list of all. ``source`` says what it was begun from, in the source's title; empty for nothing."""

    id: UUID
    title: str
    course: str
    source: str
    made: datetime
    changed: datetime
    by: str
    """Who changed it last; empty where they are erased."""
    units: int
    skills: int
    items: int
    texts: int
    published: str | None
    """The version that was put on the shelf last; None where none was."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as its pages show it. ``revision`` goes into every form."""

    id: UUID
    revision: int
    tree: Tree
    source: str
    undo: Said | None
    """What undoing would take back; None where nothing can be."""
    redo: Said | None
    trial: str | None
    """The course id of the trial that this actor has of it now."""
    published: str | None
    unchanged: bool
    """Whether what was published last is what stands in it now."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the history. ``undone`` where it was taken back."""

    revision: int
    said: Said
    at: datetime
    by: str
    undone: bool


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Something to take from. ``key`` is ``import:UUID``, ``course:ID`` or ``draft:UUID``."""

    key: str
    kind: Literal["import", "course", "draft"]
    title: str
    at: datetime | None
    note: str = ""
    """Why nothing can be taken from it at this moment; empty where it can."""


@dataclass(frozen=True, slots=True)
class SourceShown:
    """A source as a tree of its own, with keys of its own. ``there`` are the keys of its parts that the draft has."""

    line: SourceLine
    tree: Tree
    there: frozenset[Key] = frozenset()
    broken: int = 0
    """Parts of it that cannot be read here, and are left out."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to take, by the keys of the source's tree. A unit brings all in it, a skill all its items.

    Items alone go into ``into_skill``, or else into a skill of the draft with the title of theirs, made where there is
    none; skills and texts go into ``into_unit``, or else likewise into a unit by title. Nothing chosen means all.
    """

    units: tuple[Key, ...] = ()
    skills: tuple[Key, ...] = ()
    items: tuple[Key, ...] = ()
    texts: tuple[Key, ...] = ()
    into_unit: Key | None = None
    into_skill: Key | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of bringing in. ``there`` counts what the draft has already and was not taken twice."""

    skills: int
    items: int
    texts: int
    there: int
    renamed: tuple[tuple[str, str], ...] = ()
    """Ids that were given already: the source's and the draft's."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands against publishing, at a part of the outline.

    ``key`` is that of a unit, skill, item or text, empty for the course's head; ``field`` is the way within it, such as
    ``steps.0.answer``. ``stops`` is False for a note: the course can be published with it.
    """

    key: Key
    field: str
    message: str
    remedy: str
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Rights:
    """A licence of parts of the draft: how many it stands at, and which uses it forbids."""

    title: str
    licence: str
    items: int
    texts: int
    forbids: tuple[str, ...]
    """``commercial``, ``changed``, ``any``: ``core.learning.licences.Use``."""
    alike: bool
    """Whether what is made of it must have its licence (SA)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a draft still needs, and whose rights it rests on. ``conflicts`` are licences that do not go together."""

    faults: tuple[Fault, ...]
    rights: tuple[Rights, ...]
    conflicts: tuple[Said, ...] = ()
    """``share-alike`` (values: ``one``, ``other``), ``changed`` (``title``, ``licence``), ``unlicensed`` (``title``)."""
    more: int = 0
    """Faults that are not listed."""

    @property
    def ready(self) -> bool:
        """Whether it can be published."""
        return not any(fault.stops for fault in self.faults)


@dataclass(frozen=True, slots=True)
class NewDraft:
    """What an empty draft is begun with."""

    title: str
    language: str = "en"
    licence: str = "CC-BY-4.0"
    ages: tuple[int, int] = (10, 99)
    note: str = ""
    authors: tuple[str, ...] = field(default_factory=tuple)
    """The actor's name where there are none."""


async def every(conn: Connection, actor: Person) -> list[Listed]:
    """The school's drafts, the one changed last first."""
    raise NotImplementedError


async def view(conn: Connection, actor: Person, id: UUID) -> Draft:
    """One draft as it stands."""
    raise NotImplementedError


async def begin(desk: StudioDesk, conn: Connection, actor: Person, new: NewDraft) -> UUID:
    """Make an empty draft. Raises InvalidInput with its field."""
    raise NotImplementedError


async def begin_from(
    desk: StudioDesk, database: Database, actor: Person, school: School, home: Path, key: str, chosen: Chosen
) -> UUID:
    """Make a draft out of a source, whole or of what is chosen. Whole, it keeps the source's ids and everything it has.

    Raises InvalidInput for a source that is gone or cannot be read, Conflict for one that is being read now.
    """
    raise NotImplementedError


async def begin_from_package(
    desk: StudioDesk, database: Database, actor: Person, school: School, name: str, file: BinaryIO
) -> UUID:
    """Make a draft out of a package of Chiron's own (a zip). Raises InvalidInput where it is none."""
    raise NotImplementedError


async def change(
    desk: StudioDesk, conn: Connection, actor: Person, id: UUID, revision: int, operation: Operation
) -> int:
    """Do one thing to a draft; the new revision. Raises InvalidInput with its field, Conflict."""
    raise NotImplementedError


async def undo(conn: Connection, actor: Person, id: UUID, revision: int) -> Said:
    """Take the last change back; what it was. Raises Conflict where there is none, or somebody was first."""
    raise NotImplementedError


async def redo(conn: Connection, actor: Person, id: UUID, revision: int) -> Said:
    """Do again what was taken back last. Raises likewise."""
    raise NotImplementedError


async def history(conn: Connection, actor: Person, id: UUID, limit: int = 200) -> list[Entry]:
    """What was done, the latest first."""
    raise NotImplementedError


async def sources(conn: Connection, actor: Person, without: UUID | None = None) -> list[SourceLine]:
    """What can be taken from: the school's imports, shelf and drafts, but for this draft."""
    raise NotImplementedError


async def source(
    desk: StudioDesk,
    database: Database,
    actor: Person,
    school: School,
    home: Path,
    key: str,
    draft: UUID | None = None,
) -> SourceShown:
    """A source's tree, and which of it a draft has. The first look at an import reads its files: some seconds.

    Raises InvalidInput for a source that is gone or cannot be read, Conflict for one that is being read now.
    """
    raise NotImplementedError


async def take(
    desk: StudioDesk,
    database: Database,
    actor: Person,
    school: School,
    home: Path,
    id: UUID,
    revision: int,
    key: str,
    chosen: Chosen,
) -> Taken:
    """Bring what is chosen of a source into a draft. Raises as ``source``, and Conflict."""
    raise NotImplementedError


async def standing(database: Database, actor: Person, id: UUID) -> Standing:
    """What stands against publishing, by its place in the outline, and the licences. Takes a thread for a moment."""
    raise NotImplementedError


async def skill_course(conn: Connection, actor: Person, id: UUID, skill: Key) -> tuple[Course, str]:
    """A small course of one skill of the draft, to look at its items, and a version for its address.

    Raises InvalidInput where nothing in the skill can be shown yet.
    """
    raise NotImplementedError


async def composed(conn: Connection, actor: Person, id: UUID) -> Course:
    """The whole course that stands in a draft now. Raises BrokenCourse where none can be made of it yet."""
    raise NotImplementedError


async def publish(desk: StudioDesk, database: Database, actor: Person, id: UUID, revision: int) -> str:
    """Put the draft on the shelf, as a new version where its id is there already; the course's id.

    Raises Conflict where it was changed since ``revision``, InvalidInput where something stands against it.
    """
    raise NotImplementedError


async def try_it(desk: StudioDesk, database: Database, actor: Person, id: UUID) -> str:
    """Begin a trial of the draft as it stands: the id of a course that this actor alone can learn in, anew each time.

    The one before is taken off. Raises InvalidInput where something stands against it.
    """
    raise NotImplementedError


async def end_trial(desk: StudioDesk, database: Database, actor: Person, id: UUID) -> None:
    """Take the actor's trial of a draft off; what they did in it stays in their own log."""
    raise NotImplementedError


async def tried(conn: Connection, actor: Person, course: str) -> UUID | None:
    """The draft that a course is this actor's trial of; None where it is none."""
    raise NotImplementedError


async def forget(database: Database, actor: Person, id: UUID) -> None:
    """Take a draft away with its trials and what only it holds; what was published stays."""
    raise NotImplementedError
