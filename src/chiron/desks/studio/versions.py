"""A course's versions: what is other between two, what publishing one changes for whom, the history, the way back.

Whoever publishes, from a draft, an import, a folder or an older version, goes through ``publish_checked``, after
``preview`` was shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chiron.core.learning.course import Course
from chiron.core.learning.difference import Difference
from chiron.desks.studio.desk import StudioDesk
from chiron.engine.library.media.keeping import Reader
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection


@dataclass(frozen=True, slots=True)
class Effects:
    """What publishing changes for whom. People are counted where the actor may not know them."""

    begun: int = 0
    """Learners who have begun the course."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing would do. ``seen`` is the version on the shelf that it was compared with, None for none yet:
    give it back to ``publish_checked``, which refuses where another was published meanwhile.

    ``same``: it is on the shelf already, word for word.
    """

    course: str
    title: str
    seen: str | None
    version: str
    difference: Difference
    effects: Effects

    @property
    def first(self) -> bool:
        """Whether there is no version of this course on the shelf yet."""
        return self.seen is None

    @property
    def same(self) -> bool:
        """Whether it is on the shelf already."""
        return self.seen == self.version


@dataclass(frozen=True, slots=True)
class Release:
    """One publishing. ``by`` is a name, empty where it is not known any more; ``again``: an older version came back."""

    number: int
    version: str
    at: datetime
    by: str
    note: str
    again: bool
    now: bool


async def preview(desk: StudioDesk, conn: Connection, actor: Person, course: Course) -> Preview:
    """What is other and what changes for whom, if this content were published. Raises NotAllowed."""
    raise NotImplementedError


async def compared(
    desk: StudioDesk, conn: Connection, actor: Person, course: str, old: str, new: str | None = None
) -> Difference:
    """The readable difference of two kept versions; None is the one on the shelf. Raises NotAllowed, NotFound."""
    raise NotImplementedError


async def history(desk: StudioDesk, conn: Connection, actor: Person, course: str) -> tuple[Release, ...]:
    """Every publishing of a course, the latest first. Raises NotAllowed, NotFound."""
    raise NotImplementedError


async def publish_checked(
    desk: StudioDesk,
    conn: Connection,
    actor: Person,
    course: Course,
    media: Reader | None = None,
    *,
    note: str = "",
    seen: str | None = "",
) -> str:
    """Put a course that was checked on the shelf, recorded with who, when and a note; gives its version.

    What learners did stays theirs: skills and items are mapped from the version before. ``seen`` is that of the
    preview which the author saw; "" asks for no such proof. Raises NotAllowed, InvalidInput (note too long),
    BrokenCourse, Conflict where another version was published meanwhile.
    """
    raise NotImplementedError


async def roll_back(
    desk: StudioDesk,
    conn: Connection,
    actor: Person,
    course: str,
    version: str,
    *,
    note: str = "",
    seen: str | None = "",
) -> None:
    """Publish a kept version again. Raises NotAllowed, NotFound, Conflict."""
    raise NotImplementedError
