"""A course as data: what an author writes, once it is read. docs/reference/course-format.md is the reference.

These are the shapes only. ``engine/library`` reads files into them and knows the lines; ``generate`` makes items.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from chiron.core.learning.flows import Flows
from chiron.core.learning.parts import Identifier, Part, Text
from chiron.core.learning.resource import (
    MediaFile,
    MediaName,
    MediaType,
    Origin,
    PackageFile,
    PackageName,
    Resource,
)

__all__ = [
    "Identifier",
    "MediaFile",
    "MediaName",
    "MediaType",
    "Origin",
    "PackageFile",
    "PackageName",
    "Part",
    "Resource",
    "Text",
]
"""Beside the shapes below; kinds of step build their own on these."""


class Locale(Part):
    """How the course is written."""

    language: str = "en"
    decimal: Literal[".", ","] = "."
    direction: Literal["ltr", "rtl"] = "ltr"


class Audience(Part):
    """Whom it is for."""

    ages: tuple[int, int]
    note: str = ""


class Term(Part):
    """A word of the subject, for "what does ... mean?"."""

    term: str
    also: tuple[str, ...] = ()
    meaning: Text


class Goal(Part):
    """A target that selects skills (with all that they need)."""

    id: Identifier
    title: str
    skills: tuple[Identifier, ...] = Field(min_length=1)


class Misconception(Part):
    """A named wrong idea with feedback that teaches."""

    id: Identifier
    title: str
    feedback: Text


class Hints(Part):
    """The fixed ladder. ``worked_example`` shows *another* case; the open step's own solution is ``Step.solution``."""

    point: Text
    principle: Text
    next_step: Text
    worked_example: Text | None = None

    @cached_property
    def rungs(self) -> tuple[tuple[str, str], ...]:
        """The rungs in order, as (name, text)."""
        every = (
            ("point", self.point),
            ("principle", self.principle),
            ("next_step", self.next_step),
            ("worked_example", self.worked_example),
        )
        return tuple((name, text) for name, text in every if text)


PLAIN_RUNG = "hint-"
"""Rungs of a plain list have a number for a name: ``hint-1``, ``hint-2``."""


def rung_way(name: str) -> str | int:
    """Where the text of a rung stands within ``hints``: its name in the ladder, its place in a plain list."""
    return int(name.removeprefix(PLAIN_RUNG)) - 1 if name.startswith(PLAIN_RUNG) else name


def _shape_of_hints(given: object) -> str:
    return "list" if isinstance(given, list | tuple) else "ladder"


class Step(BaseModel):
    """One thing to answer. What the kind of step needs beyond this (answer, options ...) is in ``extra``."""

    model_config = ConfigDict(extra="allow", frozen=True)

    id: Identifier
    kind: Identifier
    prompt: Text
    hints: Annotated[
        Annotated[Hints, Tag("ladder")] | Annotated[tuple[Text, ...], Tag("list")], Discriminator(_shape_of_hints)
    ] = ()
    """The ladder, or a plain list of helps in order, as others wrote them; there may be none."""
    solution: Text
    skill: Identifier | None = None
    """When the step exercises another skill than the template's."""

    @cached_property
    def rungs(self) -> tuple[tuple[str, str], ...]:
        """The rungs in order, as (name, text)."""
        if isinstance(self.hints, Hints):
            return self.hints.rungs
        return tuple((f"{PLAIN_RUNG}{number}", text) for number, text in enumerate(self.hints, 1))

    @property
    def extra(self) -> dict[str, Any]:
        """The fields that belong to the kind of step."""
        return dict(self.__pydantic_extra__ or {})


Parameter = dict[Literal["integer", "choice", "compute", "step", "except", "shown"], Any]
"""``{integer: [from, to], step?: n, except?: [..]}``, ``{choice: [..]}`` or ``{compute: formula}``.

Where the course is read in another language, ``shown`` holds that language's words for those of the draw.
"""


class Picture(Part):
    """What a problem shows. ``drawing`` names a file, and is its markup once it is read; ``alt`` tells it in words.

    Both take replacements, so that a chart can be drawn for the item's own numbers.
    """

    drawing: Annotated[str, Field(min_length=1, max_length=70_000)]
    alt: Text


Former = Annotated[str, Field(pattern=r"^([a-z][a-z0-9]*(-[a-z0-9]+)*/)?[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=129)]
"""An id that a template had at its skill, or ``SKILL/ID`` where it stood at another one."""


class Template(Part):
    """A generator of endless items. ``difficulty`` is on the probit scale, 0 as hard as the skill itself."""

    id: Identifier
    was: tuple[Former, ...] = ()
    """Ids that it had in earlier versions, ``SKILL/ID`` where it stood at another skill: what was learnt with it
    stays."""
    purpose: Literal["fluency", "understanding", "application", "error"] = "fluency"
    use: tuple[Literal["practice", "diagnostic", "review", "transfer"], ...] = ("practice", "diagnostic", "review")
    difficulty: float = Field(0.0, ge=-3, le=3)
    parameters: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], Parameter] = Field(default_factory=dict)
    where: tuple[str, ...] = ()
    prompt: Text
    picture: Picture | None = None
    """Shown below the prompt."""
    steps: tuple[Step, ...] = Field(min_length=1)
    solution: Text
    """The whole worked solution, shown at the end."""
    origin: Origin | None = None
    """Where it comes from, where others wrote it."""
    reviewed: bool = True
    """False for what was made of a text by a program, and was taken before any person looked at it."""


class Skill(Part):
    """A knowledge component. ``difficulty`` is on the probit scale for the course's audience, 0 as a middle skill."""

    id: Identifier
    was: tuple[Identifier, ...] = ()
    """Ids that it had in earlier versions, or of skills that it takes the place of: what was learnt there stays."""
    title: str
    """May hold ``$...$`` maths."""
    objective: str
    prerequisites: tuple[Identifier, ...] = ()
    difficulty: float = Field(0.0, ge=-3, le=3)
    minutes: int = Field(12, ge=1, le=120)
    """A fair guess of the time from new to shown."""
    resources: tuple[Resource, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    guidelines: tuple[str, ...] = ()
    """How a language model finds its words at this skill; see ``core.language.guidelines``."""
    templates: tuple[Template, ...] = Field(min_length=1)
    lesson: str = ""
    """Markdown of the lesson file beside the skill's; empty where there is none."""
    pictures: dict[str, str] = Field(default_factory=dict)
    """Markup of the drawings that the lesson names, by the name of the file."""
    origin: Origin | None = None
    """Where the lesson comes from, where others wrote it."""


class Reading(Part):
    """A text of a unit with nothing to answer: a section of a book, a note. ``skills`` are those that it helps with."""

    id: Identifier
    """No skill of the course has it: passages are quoted by it, as they are by a skill's."""
    title: str
    skills: tuple[Identifier, ...] = ()
    objectives: tuple[str, ...] = ()
    origin: Origin | None = None
    text: Annotated[str, Field(max_length=200_000)] = ""
    """Markdown of the file in the unit's folder ``readings``."""
    pictures: dict[str, str] = Field(default_factory=dict)
    """Markup of the drawings that it names, by the name of the file."""


class Checks(Part):
    """How the sheet of a checkpoint or final check is made; what is left out, ``core.learning.sheets`` decides."""

    items: int | None = Field(None, ge=1, le=60)
    feedback: Literal["end", "each"] = "end"
    """When right and not yet are told: once the sheet is handed in, or after each question."""
    minutes: int | None = Field(None, ge=1, le=180)
    """How long it is meant to take; nobody is stopped by it."""


class Unit(Part):
    """A group of skills in teaching order, and of texts to read; it may have texts alone."""

    id: Identifier
    title: str
    summary: str
    skills: tuple[Skill, ...] = ()
    readings: tuple[Reading, ...] = ()
    checks: Checks = Checks()
    """Of its checkpoint."""


class Translation(Part):
    """The texts of a course in another language, laid over it when it is read; ``core.learning.translation``.

    ``own`` is the language in which the course is written. Learners may read it in this one where it is ``offered``.
    """

    own: str = "en"
    decimal: Literal[".", ","] = "."
    direction: Literal["ltr", "rtl"] = "ltr"
    translators: tuple[str, ...] = ()
    offered: bool = False
    texts: dict[str, Any] = Field(default_factory=dict)


class Course(Part):
    """A whole course."""

    format: Literal[1]
    id: Identifier
    title: str
    summary: Text
    licence: str
    authors: tuple[str, ...] = Field(min_length=1)
    audience: Audience
    scope: Text
    objectives: tuple[str, ...] = Field(min_length=1)
    locale: Locale = Locale()
    goals: tuple[Goal, ...] = Field(min_length=1)
    flows: Flows
    guidelines: tuple[str, ...] = ()
    """How a language model finds its words in this course."""
    glossary: tuple[Term, ...] = ()
    resources: tuple[Resource, ...] = ()
    checks: Checks = Checks()
    """Of the final checks, of the whole course or of a goal."""
    proposals: Literal["reviewed", "taken"] = "reviewed"
    """Whether what an import proposes from texts waits for a person, or its surest goes in at once, and is marked."""
    units: tuple[Unit, ...] = Field(min_length=1)
    languages: dict[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], Translation] = Field(default_factory=dict)
    """The course in other languages."""
    media: dict[MediaName, MediaFile] = Field(default_factory=dict)
    """The files of ``media`` that its texts name, by name."""
    packages: dict[PackageName, PackageFile] = Field(default_factory=dict)
    """The packages that its resources name, by name."""

    @model_validator(mode="after")
    def _teaches(self) -> Course:
        if not any(unit.skills for unit in self.units):
            raise PydanticCustomError("too_short", "The course has no skill at all")
        return self

    @cached_property
    def tongues(self) -> tuple[str, ...]:
        """The languages in which learners may read it, that of its author first."""
        own = next((one.own for one in self.languages.values()), self.locale.language)
        return (own, *(tag for tag, one in self.languages.items() if one.offered))

    @cached_property
    def skills(self) -> dict[str, Skill]:
        """Every skill by id, in teaching order."""
        return {skill.id: skill for unit in self.units for skill in unit.skills}

    @cached_property
    def taught(self) -> tuple[Unit, ...]:
        """The units that have skills, in teaching order; others have texts alone."""
        return tuple(unit for unit in self.units if unit.skills)

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """Every text to read by id, in teaching order."""
        return {reading.id: reading for unit in self.units for reading in unit.readings}

    @cached_property
    def resources_by_id(self) -> dict[str, Resource]:
        """Every resource that has an id, of the course first, then in teaching order."""
        every = (*self.resources, *(one for skill in self.skills.values() for one in skill.resources))
        return {one.id: one for one in every if one.id is not None}

    @cached_property
    def helps_with(self) -> dict[str, tuple[str, ...]]:
        """The skills that each resource with an id and each text to read helps with, in teaching order."""
        found: dict[str, set[str]] = {name: set(one.skills) for name, one in self.resources_by_id.items()}
        for skill in self.skills.values():
            for one in skill.resources:
                if one.id is not None:
                    found[one.id].add(skill.id)
        found |= {name: set(one.skills) for name, one in self.readings.items()}
        return {name: tuple(skill for skill in self.skills if skill in named) for name, named in found.items()}

    @cached_property
    def aids(self) -> dict[str, tuple[str, ...]]:
        """The ids of what there is to read, see or try for each skill that has any."""
        found: dict[str, list[str]] = {}
        for name, skills in self.helps_with.items():
            for skill in skills:
                found.setdefault(skill, []).append(name)
        return {skill: tuple(names) for skill, names in found.items()}

    @cached_property
    def unit_of_reading(self) -> dict[str, Unit]:
        """The unit of each text to read."""
        return {reading.id: unit for unit in self.units for reading in unit.readings}

    @cached_property
    def unit_of(self) -> dict[str, Unit]:
        """The unit of each skill."""
        return {skill.id: unit for unit in self.units for skill in unit.skills}

    @cached_property
    def templates(self) -> dict[tuple[str, str], Template]:
        """(skill, template) -> template."""
        return {(skill.id, t.id): t for skill in self.skills.values() for t in skill.templates}

    @cached_property
    def dependents(self) -> dict[str, tuple[str, ...]]:
        """The skills that name each skill as a prerequisite."""
        return {name: tuple(s.id for s in self.skills.values() if name in s.prerequisites) for name in self.skills}

    def needed_for(self, targets: tuple[str, ...]) -> tuple[str, ...]:
        """The targets and all their prerequisites, in teaching order."""
        wanted, waiting = set[str](), list(targets)
        while waiting:
            name = waiting.pop()
            if name not in wanted:
                wanted.add(name)
                waiting.extend(self.skills[name].prerequisites)
        return tuple(name for name in self.skills if name in wanted)
