"""What can be done to a draft. Each is one form of the outline page; ``apply`` in ``applying`` does it.

Keys name parts. ``place`` counts from 0 among what stays; None is the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chiron.core.learning.outline.tree import Goal, Key, Purpose, Use

Way = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class AddUnit:
    """A new unit at the end, or at a place."""

    title: str
    summary: str = ""
    place: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeUnit:
    """Title and summary. With ``id`` the id follows."""

    unit: Key
    title: str
    summary: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class RemoveUnit:
    """Its skills, items and texts go to the tray."""

    unit: Key


@dataclass(frozen=True, slots=True)
class MoveUnit:
    """To a place, or one up or down."""

    unit: Key
    to: int | Way


@dataclass(frozen=True, slots=True)
class AddSkill:
    """A new skill, at the end of a unit or at a place."""

    unit: Key
    title: str
    objective: str
    place: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeSkill:
    """Title and objective. With ``id`` the id follows, and ``was`` keeps the one before."""

    skill: Key
    title: str
    objective: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class MoveSkills:
    """Into a unit at a place, in the order of the draft; from the tray too, and then their items come with them."""

    skills: tuple[Key, ...]
    unit: Key
    place: int | None = None


@dataclass(frozen=True, slots=True)
class StepSkill:
    """One up or down; at the edge of its unit, into the next one."""

    skill: Key
    way: Way


@dataclass(frozen=True, slots=True)
class MergeSkills:
    """The others become part of the first: items, prerequisites, lesson where it has none; ``was`` keeps their ids."""

    into: Key
    skills: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class RemoveSkills:
    """To the tray, with their items."""

    skills: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class SetPrerequisites:
    """All that the skill needs. A circle is refused with the way of it by titles."""

    skill: Key
    prerequisites: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class TakeOutItems:
    """To the tray."""

    items: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class MoveItems:
    """Into a skill at a place, from the tray or another skill, in the order given."""

    items: tuple[Key, ...]
    skill: Key
    place: int | None = None


@dataclass(frozen=True, slots=True)
class PutBackItems:
    """From the tray to where each came from. Refused where that skill is not in the course."""

    items: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class StepItem:
    """One up or down within its skill."""

    item: Key
    way: Way


@dataclass(frozen=True, slots=True)
class ChangeItems:
    """What is given is set on each; None leaves it."""

    items: tuple[Key, ...]
    purpose: Purpose | None = None
    use: tuple[Use, ...] | None = None
    difficulty: float | None = None


@dataclass(frozen=True, slots=True)
class ChangeText:
    """Title, and the skills that a text to read helps with."""

    text: Key
    title: str
    skills: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class MoveTexts:
    """Into a unit at a place; from the tray too."""

    texts: tuple[Key, ...]
    unit: Key
    place: int | None = None


@dataclass(frozen=True, slots=True)
class StepText:
    """One up or down within its unit."""

    text: Key
    way: Way


@dataclass(frozen=True, slots=True)
class TakeOutTexts:
    """To the tray."""

    texts: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class ChangeHead:
    """What the course says of itself; None leaves it."""

    title: str | None = None
    id: str | None = None
    summary: str | None = None
    licence: str | None = None
    authors: tuple[str, ...] | None = None
    ages: tuple[int, int] | None = None
    note: str | None = None
    scope: str | None = None
    objectives: tuple[str, ...] | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class SetGoals:
    """All goals. An empty id is made from the title."""

    goals: tuple[Goal, ...]


Operation = (
    AddUnit
    | ChangeUnit
    | RemoveUnit
    | MoveUnit
    | AddSkill
    | ChangeSkill
    | MoveSkills
    | StepSkill
    | MergeSkills
    | RemoveSkills
    | SetPrerequisites
    | TakeOutItems
    | MoveItems
    | PutBackItems
    | StepItem
    | ChangeItems
    | ChangeText
    | MoveTexts
    | StepText
    | TakeOutTexts
    | ChangeHead
    | SetGoals
)
