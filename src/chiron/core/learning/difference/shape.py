"""A difference as a value: changes that name their place and hold what stood there before and what stands there now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from chiron.core.learning.difference.texts import Piece

Kind = Literal["new", "gone", "renamed", "moved", "merged", "split", "changed", "order"]
"""What happened to a part."""
What = Literal[
    "course", "goal", "unit", "skill", "item", "reading", "resource", "misconception", "term", "language", "media"
]
"""What kind of part it happened to."""

LISTS = frozenset({"skills", "objectives", "authors", "guidelines", "also", "use", "steps"})


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``said`` names its sentence in ``words.SAID``, which ``values`` fill.

    ``before`` and ``after`` are texts of the same field where it is one that is read word by word; ``title`` is how
    people know the part, ``id`` how the course does. ``pieces`` are the two texts as one, once they were compared.
    """

    what: What
    kind: Kind
    said: str
    title: str
    id: str
    values: dict[str, str] = field(default_factory=dict)
    before: str | None = None
    after: str | None = None
    pieces: tuple[Piece, ...] = ()

    @property
    def listed(self) -> bool:
        """Whether its texts are lists, a line for each thing."""
        return self.said == "skill-needs" or self.values.get("field") in LISTS


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one place: the course's head, a unit, or a skill of it. ``unit`` is empty for the head."""

    unit: str
    skill: str
    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that is other, in the order in which it is taught."""

    groups: tuple[Group, ...] = ()
    coarse: bool = False
    """Whether some texts are compared by lines or shown whole, as going word by word would be too much."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes."""
        return tuple(change for group in self.groups for change in group.changes)

    @property
    def counts(self) -> dict[tuple[str, str], int]:
        """How many changes there are by what and kind, for a summary."""
        return dict(Counter((change.what, change.kind) for change in self.changes))

    def __bool__(self) -> bool:
        return bool(self.groups)
