"""What of a version's content matters for finding its parts again: ids, former ids, and what each item asks."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import Any

from chiron.core.words import Json

Place = tuple[str, str]
"""An item by its skill's id and its own."""
NAMES = ("id", "was")
"""Fields that say how an item is called, not what it asks."""


@dataclass(frozen=True)
class ItemShape:
    """An item. ``digest`` is another where it asks or says anything else."""

    id: str
    was: tuple[str, ...]
    digest: str


@dataclass(frozen=True)
class SkillShape:
    """A skill with its items in their order."""

    id: str
    was: tuple[str, ...]
    items: tuple[ItemShape, ...]


@dataclass(frozen=True)
class PartShape:
    """A unit or a goal: the skills that it names."""

    id: str
    title: str
    skills: tuple[str, ...]


@dataclass(frozen=True)
class Shape:
    """A version. Skills stand in teaching order."""

    skills: tuple[SkillShape, ...]
    units: tuple[PartShape, ...] = field(default=())
    goals: tuple[PartShape, ...] = field(default=())

    @cached_property
    def by_id(self) -> dict[str, SkillShape]:
        """The skills by id."""
        return {skill.id: skill for skill in self.skills}

    @cached_property
    def items(self) -> dict[Place, ItemShape]:
        """Every item by its place."""
        return {(skill.id, item.id): item for skill in self.skills for item in skill.items}


def shape_of(content: Json) -> Shape:
    """The shape of a version from its content, as ``content.to_content`` gives it and the shelf keeps it."""
    units = content.get("units", ())
    skills = tuple(_skill(skill) for unit in units for skill in unit.get("skills", ()))
    named = tuple(
        PartShape(unit["id"], unit["title"], tuple(skill["id"] for skill in unit.get("skills", ()))) for unit in units
    )
    goals = tuple(PartShape(goal["id"], goal["title"], tuple(goal["skills"])) for goal in content.get("goals", ()))
    return Shape(skills, named, goals)


def _skill(skill: dict[str, Any]) -> SkillShape:
    items = tuple(
        ItemShape(item["id"], tuple(item.get("was", ())), digest_of(item)) for item in skill.get("templates", ())
    )
    return SkillShape(skill["id"], tuple(skill.get("was", ())), items)


def digest_of(item: dict[str, Any]) -> str:
    """A short hash of what an item asks and says, whatever it is called."""
    told = json.dumps({name: value for name, value in item.items() if name not in NAMES}, sort_keys=True)
    return blake2b(told.encode(), digest_size=12).hexdigest()
