"""What pages are told of drafts, and what they say to begin one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from chiron.core.learning.outline.rights import Rights
from chiron.core.learning.outline.said import Said
from chiron.core.learning.outline.tree import Key, Tree
from chiron.engine.library.drafting.looking_over import Told
from chiron.engine.library.drafting.sources import Line


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
class SourceShown:
    """A source as a tree of its own, with keys of its own. ``there`` are the keys of its parts that the draft has."""

    line: Line
    tree: Tree
    there: frozenset[Key] = frozenset()
    broken: int = 0
    """Parts of it that cannot be read here, and are left out."""


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
class Standing:
    """What a draft still needs, and whose rights it rests on. ``conflicts`` are licences that do not go together."""

    faults: tuple[Told, ...]
    rights: tuple[Rights, ...]
    conflicts: tuple[Said, ...] = ()
    """Kinds: ``share-alike`` (values ``one``, ``other``), ``non-commercial`` and ``changed`` (``title``, ``licence``),
    ``unlicensed`` (``title``)."""
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
