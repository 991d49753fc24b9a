"""Making an item from a template and a seed: the same content and seed give the same item everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from chiron.core.language.text import without_files
from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Course, Skill, Step, Template
from chiron.core.learning.exact import FormulaError, Value, to_json
from chiron.core.learning.interactions import Interaction, interaction
from chiron.core.learning.parameters import draw
from chiron.core.learning.replacement import fill, fill_markup
from chiron.core.words import Json

TRIES = 1000
"""So many draws may fail ``where`` before a template counts as impossible."""


@dataclass(frozen=True, slots=True)
class ItemStep:
    """One step of an item. ``task`` is what the learner may see; ``key`` never leaves the server.

    ``skill`` is the skill that the step exercises; ``hints`` are the rungs in order as (name, text).
    """

    id: str
    kind: str
    skill: str
    prompt: str
    hints: tuple[tuple[str, str], ...]
    solution: str
    task: Json
    key: Json


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture with an item's values in: markup that is still to be read strictly, and what it shows in words."""

    markup: str
    alt: str


def in_words(prompt: str, picture: Drawn | None) -> str:
    """A prompt for whoever does not see pictures: what the picture shows stands below it, as Markdown's image."""
    words = without_files(prompt)
    return words if picture is None else f"{words}\n\n![{picture.alt}]()"


@dataclass(frozen=True, slots=True)
class Item:
    """A problem ready to be worked on. Texts are Markdown; ``parameters`` are for the record."""

    skill: str
    template: str
    seed: int
    parameters: Mapping[str, Json]
    prompt: str
    steps: tuple[ItemStep, ...]
    solution: str
    picture: Drawn | None = None

    @property
    def given(self) -> str:
        """The prompt for whoever does not see pictures."""
        return in_words(self.prompt, self.picture)

    def step(self, name: str) -> ItemStep:
        """The step with this id; KeyError if there is none."""
        for step in self.steps:
            if step.id == name:
                return step
        raise KeyError(name)


class CannotGenerate(FormulaError):
    """A template that yields no item; a checked course never raises it."""

    code = "cannot-generate"


class _Same:
    """A course by identity, as a key of a cache: its shapes do not hash, and comparing them would be slow."""

    __slots__ = ("course",)

    def __init__(self, course: Course) -> None:
        self.course = course

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.course is self.course

    def __hash__(self) -> int:
        return id(self.course)


def generate(course: Course, skill: str, template: str, seed: int) -> Item:
    """The item of a template and seed. Kept in a small cache, as every turn on an item asks for it again.

    Raises KeyError for an unknown skill or template, CannotGenerate where the template yields no item.
    """
    return _generated(_Same(course), skill, template, seed)


@lru_cache(maxsize=4096)
def _generated(same: _Same, skill: str, template: str, seed: int) -> Item:
    maker = _maker(same, skill, template)
    for attempt in range(TRIES):
        try:
            item = maker.attempt(seed, attempt)
        except FormulaError:
            continue
        if item is not None:
            return item
    raise CannotGenerate(f"Template {template!r} of {skill!r} yields no item in {TRIES} draws.")


@lru_cache(maxsize=1024)
def _maker(same: _Same, skill: str, template: str) -> Maker:
    course = same.course
    return Maker(course, course.skills[skill], course.templates[(skill, template)])


class Maker:
    """A template made ready: the fields of its steps read once."""

    def __init__(self, course: Course, skill: Skill, template: Template) -> None:
        self.course = course
        self.skill = skill
        self.template = template
        self.said = {wrong.id: wrong.feedback for wrong in skill.misconceptions}
        self.steps = tuple(_Ready.of(step) for step in template.steps)

    def attempt(self, seed: int, attempt: int) -> Item | None:
        """One draw made into an item, None when ``where`` refuses it. Raises FormulaError when it cannot be made."""
        # Under another version's names an item is still drawn by its own (``lineage.naming.Drawn``).
        drawn = getattr(self.template, "drawn", "") or f"{self.skill.id}/{self.template.id}"
        stream = f"{drawn}/{seed}/{attempt}"
        values = draw(self.template, stream)
        if values is None:
            return None
        return Item(
            skill=self.skill.id,
            template=self.template.id,
            seed=seed,
            parameters={name: to_json(value) for name, value in values.items()},
            prompt=self.text(self.template.prompt, values),
            steps=tuple(self._step(ready, values, stream) for ready in self.steps),
            solution=self.text(self.template.solution, values),
            picture=self._picture(values),
        )

    def _picture(self, values: Mapping[str, Value]) -> Drawn | None:
        picture = self.template.picture
        if picture is None:
            return None
        markup = fill_markup(picture.drawing, values, self.course.locale.decimal)
        return Drawn(markup, self.text(picture.alt, values))

    def text(self, text: str, values: Mapping[str, Value]) -> str:
        """A text with the values in, as the course's locale writes them."""
        return fill(text, values, self.course.locale.decimal)

    def _step(self, ready: _Ready, values: Mapping[str, Value], stream: str) -> ItemStep:
        step = ready.step
        task, key = ready.interaction.make(ready.spec, values, Chance(stream, "step", step.id), self.course.locale)
        named = misconceptions_in(key)
        if named:
            key["misconceptions"] = {name: text for name, text in self._feedback(step).items() if name in named}
        return ItemStep(
            id=step.id,
            kind=step.kind,
            skill=step.skill or self.skill.id,
            prompt=self.text(step.prompt, values),
            hints=tuple((name, self.text(text, values)) for name, text in step.rungs),
            solution=self.text(step.solution, values),
            task=task,
            key=key,
        )

    def _feedback(self, step: Step) -> dict[str, str]:
        if step.skill is None:
            return self.said
        skills = [self.course.skills[step.skill], self.skill]
        return {wrong.id: wrong.feedback for skill in skills for wrong in skill.misconceptions}


@dataclass(frozen=True, slots=True)
class _Ready:
    step: Step
    interaction: Interaction
    spec: Any

    @classmethod
    def of(cls, step: Step) -> _Ready:
        kind = interaction(step.kind)
        return cls(step, kind, kind.Spec.model_validate(step.extra))


def misconceptions_in(key: Json) -> set[str]:
    """Every misconception that a key names, wherever it stands."""
    found, waiting = set[str](), [key]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, dict):
            if isinstance(name := inner.get("misconception"), str):
                found.add(name)
            waiting.extend(value for value in inner.values() if type(value) is not str)
        elif isinstance(inner, list):
            waiting.extend(inner)
    return found
