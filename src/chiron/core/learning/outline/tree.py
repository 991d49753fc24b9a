"""A draft of a course as its outline page shows it: units, skills, items, texts, their order, and what needs what.

Leaves name *pieces*: what else belongs to an item, a skill, a text or the course's head, kept elsewhere by hash. Every
part has a ``key`` that it keeps for as long as the draft lives, whatever its id and place become; what parts say of one
another, they say by key. What is taken out lies in the tray with all that it says, and comes back as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from chiron.core.words import Json

Key = str
"""``u3`` a unit, ``s12`` a skill, ``i405`` an item, ``r7`` a text to read; never given twice in a draft."""
Names = tuple[tuple[str, Key], ...]
"""The ids of skills that a piece names, each with the skill that is meant; an empty key means none here."""
Purpose = Literal["fluency", "understanding", "application", "error"]
Use = Literal["practice", "diagnostic", "review", "transfer"]
PURPOSES: tuple[Purpose, ...] = ("fluency", "understanding", "application", "error")
USES: tuple[Use, ...] = ("practice", "diagnostic", "review", "transfer")
USED: tuple[Use, ...] = ("practice", "diagnostic", "review")
"""Where nothing else is said."""


@dataclass(frozen=True, slots=True)
class From:
    """Where a part comes from, as far as the outline shows it."""

    title: str
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A template. ``stem`` is how it begins, as plain words; ``kinds`` are those of its steps."""

    key: Key
    id: str
    piece: str
    stem: str = ""
    kinds: tuple[str, ...] = ()
    purpose: Purpose = "fluency"
    use: tuple[Use, ...] = USED
    difficulty: float = 0.0
    was: tuple[str, ...] = ()
    origin: From | None = None
    names: Names = ()
    """The other skills that its steps exercise."""
    out_of: Key = ""
    """The skill that it was taken out of, where it lies in the tray."""
    changed: bool = False
    """Whether its words are others than those of its origin."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to read. ``words`` counts its words; ``skills`` are those that it helps with."""

    key: Key
    id: str
    title: str
    piece: str
    words: int = 0
    skills: tuple[Key, ...] = ()
    origin: From | None = None
    out_of: Key = ""
    """The unit that it was taken out of, where it lies in the tray."""
    changed: bool = False
    """Whether its words, or its title, are others than those of its origin."""


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill. ``lesson`` counts the words of its lesson; in the tray it has no items, they lie beside it."""

    key: Key
    id: str
    title: str
    objective: str
    piece: str
    prerequisites: tuple[Key, ...] = ()
    """Those that lie in the tray are kept and count for nothing until they are back."""
    was: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    lesson: int = 0
    origin: From | None = None
    names: Names = ()
    """The other skills that its resources help with."""
    out_of: Key = ""
    """The unit that it was taken out of, where it lies in the tray."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit. ``checks`` are the fields of its checkpoint; ``piece`` holds its words in other languages."""

    key: Key
    id: str
    title: str
    summary: str
    skills: tuple[Skill, ...] = ()
    texts: tuple[Text, ...] = ()
    checks: Json = None
    piece: str = ""

    @property
    def items(self) -> int:
        """How many items its skills have."""
        return sum(len(skill.items) for skill in self.skills)


@dataclass(frozen=True, slots=True)
class Goal:
    """A target that selects skills."""

    id: str
    title: str
    skills: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What a course says of itself. ``piece`` holds the rest: lines of talk, guidelines, glossary, links, media."""

    id: str
    title: str
    summary: str = ""
    licence: str = ""
    authors: tuple[str, ...] = ()
    ages: tuple[int, int] = (10, 99)
    note: str = ""
    """Whom it is for, in words."""
    scope: str = ""
    objectives: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    language: str = "en"
    piece: str = ""
    names: Names = ()
    """The skills that the course's own resources help with."""


@dataclass(frozen=True, slots=True)
class Tray:
    """What was taken out, the latest last."""

    skills: tuple[Skill, ...] = ()
    items: tuple[Item, ...] = ()
    texts: tuple[Text, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything lies in it."""
        return bool(self.skills or self.items or self.texts)

    @property
    def parts(self) -> tuple[tuple[Skill, ...], tuple[Item, ...], tuple[Text, ...]]:
        """Skills, items, texts."""
        return self.skills, self.items, self.texts


AnyPart = Unit | Skill | Item | Text


@dataclass(frozen=True)
class Tree:
    """The whole draft. ``next`` is the number of the next key."""

    head: Head
    units: tuple[Unit, ...] = ()
    tray: Tray = field(default_factory=Tray)
    next: int = 1

    @cached_property
    def skills(self) -> dict[Key, Skill]:
        """The skills of the course in teaching order, without those in the tray."""
        return {skill.key: skill for unit in self.units for skill in unit.skills}

    @cached_property
    def items(self) -> dict[Key, Item]:
        """The items of the course."""
        return {item.key: item for skill in self.skills.values() for item in skill.items}

    @cached_property
    def texts(self) -> dict[Key, Text]:
        """The texts to read of the course."""
        return {text.key: text for unit in self.units for text in unit.texts}

    @cached_property
    def unit_of(self) -> dict[Key, Unit]:
        """The unit of each skill and text of the course."""
        found = {skill.key: unit for unit in self.units for skill in unit.skills}
        return found | {text.key: unit for unit in self.units for text in unit.texts}

    @cached_property
    def skill_of(self) -> dict[Key, Skill]:
        """The skill of each item of the course."""
        return {item.key: skill for skill in self.skills.values() for item in skill.items}

    @cached_property
    def by_key(self) -> dict[Key, AnyPart]:
        """Every part, those in the tray too."""
        found: dict[Key, AnyPart] = {unit.key: unit for unit in self.units}
        for parts in (self.skills.values(), self.items.values(), self.texts.values(), *self.tray.parts):
            found.update((part.key, part) for part in parts)
        return found

    def pieces(self) -> Iterator[str]:
        """The pieces that it names, those in the tray too."""
        if self.head.piece:
            yield self.head.piece
        for part in self.by_key.values():
            if part.piece:
                yield part.piece
