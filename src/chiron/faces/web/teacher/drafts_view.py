"""A draft as its pages show it: its outline, what undoing would do in words, and what is wrong beside each part."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from chiron.core.learning.outline.tree import Item, Key, Skill, Text, Tree, Unit
from chiron.desks.studio import drafting as desk
from chiron.desks.studio.drafting import Fault, Standing
from chiron.faces.web.teacher.drafts_words import said_words
from chiron.faces.web.teacher.outline_stems import stem_words

MOST_FOUND = 60
"""Skills and texts that a search shows."""
ROWS = 40
"""Skills of a unit on one page, so that a slow phone can take it."""
MOST_KEPT = 64
"""Drafts whose last look-over is remembered in this process."""

_LOOKED: OrderedDict[UUID, tuple[int, Standing]] = OrderedDict()


def looked_over(id: UUID, revision: int, standing: Standing) -> None:
    """Remember what stood against publishing a draft at a revision: looking over a large course takes its time."""
    _LOOKED[id] = (revision, standing)
    _LOOKED.move_to_end(id)
    while len(_LOOKED) > MOST_KEPT:
        _LOOKED.popitem(last=False)


@dataclass(frozen=True)
class Draft:
    """A draft with what its pages ask of it."""

    draft: desk.Draft

    @property
    def id(self) -> UUID:
        """Its id."""
        return self.draft.id

    @property
    def revision(self) -> int:
        """What every form carries."""
        return self.draft.revision

    @property
    def tree(self) -> Tree:
        """Its outline."""
        return self.draft.tree

    @property
    def title(self) -> str:
        """The course's title."""
        return self.tree.head.title

    @property
    def undo(self) -> str:
        """What would be undone, in words; empty where nothing can be."""
        return said_words(self.draft.undo)

    @property
    def redo(self) -> str:
        """What would be done again."""
        return said_words(self.draft.redo)

    @property
    def taken(self) -> int:
        """How many things lie in the tray."""
        tray = self.tree.tray
        return len(tray.skills) + len(tray.items) + len(tray.texts)

    @cached_property
    def looked(self) -> tuple[int, Standing] | None:
        """The last look-over, and the revision that it was of."""
        return _LOOKED.get(self.id)

    @property
    def stale(self) -> bool:
        """Whether something was changed since the last look-over."""
        return self.looked is not None and self.looked[0] != self.revision

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """What was found, at parts that are still there."""
        if self.looked is None:
            return ()
        tray = self.tree.tray
        known = self.tree.by_key.keys() - {key for part in (tray.skills, tray.items, tray.texts) for key in _keys(part)}
        return tuple(fault for fault in self.looked[1].faults if fault.stops and (not fault.key or fault.key in known))

    @cached_property
    def _by_key(self) -> dict[Key, list[Fault]]:
        found: dict[Key, list[Fault]] = {}
        for fault in self.faults:
            found.setdefault(fault.key, []).append(fault)
        return found

    def wrong(self, key: Key) -> list[Fault]:
        """What is wrong with one part."""
        return self._by_key.get(key, [])

    def wrong_below(self, skill: Skill) -> int:
        """How much is wrong with the items of a skill."""
        return sum(len(self.wrong(item.key)) for item in skill.items)

    def wrong_in(self, unit: Unit) -> int:
        """How much is wrong with a unit and everything in it."""
        parts = [unit.key, *(text.key for text in unit.texts)]
        own = sum(len(self.wrong(key)) for key in parts)
        return own + sum(len(self.wrong(skill.key)) + self.wrong_below(skill) for skill in unit.skills)

    def needs(self, skill: Skill) -> list[str]:
        """The titles of what a skill needs."""
        return [self.tree.skills[key].title for key in skill.prerequisites if key in self.tree.skills]

    def place(self, key: Key) -> str:
        """Where a part is mended: an address below the draft's own."""
        tree = self.tree
        if key in tree.items:
            return f"/skills/{tree.skill_of[key].key}#{key}"
        if key in tree.unit_of:
            return f"?at={key}#{key}"
        return f"?unit={key}#{key}" if key else "/about"

    def called(self, key: Key) -> str:
        """What a part is called; empty for the course's head."""
        part = self.tree.by_key.get(key)
        if part is None:
            return ""
        return str(getattr(part, "title", "") or stem_words(getattr(part, "stem", "")) or getattr(part, "id", ""))


@dataclass(frozen=True, slots=True)
class Opened:
    """The unit that is shown with what is in it, and from which of its skills on."""

    unit: Unit
    start: int = 0

    @property
    def skills(self) -> tuple[Skill, ...]:
        """Those of the page."""
        return self.unit.skills[self.start : self.start + ROWS]

    @property
    def earlier(self) -> int | None:
        """Where the page before begins."""
        return max(0, self.start - ROWS) if self.start else None

    @property
    def later(self) -> int | None:
        """Where the page after begins."""
        return self.start + ROWS if self.start + ROWS < len(self.unit.skills) else None


def opened(tree: Tree, asked: Mapping[str, str]) -> Opened | None:
    """What an address asks for: ``at`` a skill or text, or ``unit`` from its ``start`` on; else the first unit."""
    at, wanted, start = asked.get("at", ""), asked.get("unit", ""), asked.get("start", "")
    if at in tree.unit_of:
        unit = tree.unit_of[at]
        place = next((n for n, skill in enumerate(unit.skills) if skill.key == at), 0)
        return Opened(unit, place - place % ROWS)
    if not tree.units or wanted == "none":
        return None
    found = next((unit for unit in tree.units if unit.key == wanted), tree.units[-1 if wanted == "last" else 0])
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 0
    return Opened(found, first if first < len(found.skills) else 0)


def sought(tree: Tree, words: str) -> list[Skill | Text]:
    """Skills and texts with all of these words in their title."""
    wanted = words.casefold().split()
    return [part for part in _parts(tree) if all(word in part.title.casefold() for word in wanted)]


def _keys(parts: Sequence[Skill | Item | Text]) -> list[Key]:
    return [part.key for part in parts]


def _parts(tree: Tree) -> Iterator[Skill | Text]:
    for unit in tree.units:
        yield from unit.skills
        yield from unit.texts
