"""A unit as its teacher needs it, made from the course itself: what is aimed at, what goes wrong, what to listen for.

Nothing of it is written by hand, so it is never behind the course. It holds answers: it is for teachers and authors,
never for learners. Pure; the examples are drawn with fixed seeds, so the same course gives the same guide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chiron.core.learning.course import Course, Misconception, Resource, Skill, Template, Term, Unit
from chiron.core.learning.generate import CannotGenerate, Drawn, Item, ItemStep, generate
from chiron.core.learning.interactions import Unread, installed, interaction
from chiron.core.learning.sheets.planning import minutes, part_of, questions
from chiron.core.words import Json

SEEDS = range(1, 7)
"""The seeds that examples are drawn with."""
MOST_PRINCIPLES = 4
"""Things to listen for of one skill."""
MOST_QUESTIONS = 3
"""Questions for the class of one skill."""
RUN = frozenset({"code"})
"""Kinds whose answers would have to be run."""
LABELLED = "labelling"
"""The kind whose task is a drawing."""


@dataclass(frozen=True, slots=True)
class Example:
    """One item with its answer, all Markdown: what is asked, step by step, and what is right.

    ``drawings`` are the tasks of the steps that ask for labels of a drawing: without it nobody knows what is meant.
    """

    prompt: str
    steps: tuple[tuple[str, str], ...]
    picture: Drawn | None = None
    drawings: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class Wrong:
    """A typical wrong answer: in which problem, to what, and what is right there."""

    prompt: str
    asked: str
    answer: str
    right: str


@dataclass(frozen=True, slots=True)
class CommonError:
    """A wrong idea with the feedback that helps against it; ``example`` is None where none could be drawn."""

    idea: Misconception
    example: Wrong | None


@dataclass(frozen=True, slots=True)
class SkillGuide:
    """One skill. ``kinds`` counts its templates by purpose; ``principles`` are what a learner says who has it."""

    skill: Skill
    before: tuple[Skill, ...]
    kinds: tuple[tuple[str, int], ...]
    example: Example | None
    errors: tuple[CommonError, ...]
    principles: tuple[str, ...]
    questions: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class UnitGuide:
    """One unit. ``before`` are the skills of other units that it needs; ``words`` the terms that its lessons use."""

    course: Course
    unit: Unit
    minutes: int
    before: tuple[tuple[Unit, Skill], ...]
    skills: tuple[SkillGuide, ...]
    words: tuple[Term, ...]
    resources: tuple[Resource, ...]
    check_questions: int
    check_minutes: int
    """Both are 0 where the unit has texts alone."""


def _each_once(resources: Iterable[Resource]) -> tuple[Resource, ...]:
    """Without those of the same title and place: two skills may send to the same section of a book."""
    found = dict[tuple[str, str | None], Resource]()
    for each in resources:
        found.setdefault((each.title, each.url), each)
    return tuple(found.values())


def unit_guide(course: Course, unit: Unit) -> UnitGuide:
    """The guide to a unit of the course."""
    own = {skill.id for skill in unit.skills}
    outside = [name for skill in unit.skills for name in skill.prerequisites if name not in own]
    part = part_of(course, "unit", unit.id) if unit.skills else None
    return UnitGuide(
        course=course,
        unit=unit,
        minutes=sum(skill.minutes for skill in unit.skills),
        before=tuple((course.unit_of[name], course.skills[name]) for name in dict.fromkeys(outside)),
        skills=tuple(_skill(course, skill) for skill in unit.skills),
        words=tuple(term for term in course.glossary if _used(term, unit)),
        resources=_each_once(each for skill in unit.skills for each in skill.resources),
        check_questions=questions(part) if part is not None else 0,
        check_minutes=minutes(course, part) if part is not None else 0,
    )


def _skill(course: Course, skill: Skill) -> SkillGuide:
    usable = [t for t in skill.templates if all(installed(step.kind) for step in t.steps)]
    first = next((t for t in usable if t.purpose == "fluency"), usable[0] if usable else None)
    understanding = [t for t in usable if t.purpose == "understanding"][:MOST_QUESTIONS]
    return SkillGuide(
        skill=skill,
        before=tuple(course.skills[name] for name in skill.prerequisites if name in course.skills),
        kinds=tuple(Counter(template.purpose for template in skill.templates).items()),
        example=_example(course, skill, first) if first is not None else None,
        errors=tuple(CommonError(idea, _typical(course, skill, idea.id)) for idea in skill.misconceptions),
        principles=_principles(course, skill, usable),
        questions=tuple(one for t in understanding if (one := _example(course, skill, t)) is not None),
    )


def _principles(course: Course, skill: Skill, usable: list[Template]) -> tuple[str, ...]:
    """What the author says of why it is done so; first what holds for every item, not for the numbers of one."""
    every = dict.fromkeys(
        text for template in usable for step in template.steps for name, text in step.rungs if name == "principle"
    )
    general = [text for text in every if "@" not in text.replace("@@", "")]
    if not general and usable and (item := _made(course, skill, usable[0], SEEDS[0])) is not None:
        general = [text for step in item.steps for name, text in step.hints if name == "principle"]
    return tuple(text.replace("@@", "@") for text in general[:MOST_PRINCIPLES])


def _made(course: Course, skill: Skill, template: Template, seed: int) -> Item | None:
    try:
        return generate(course, skill.id, template.id, seed)
    except CannotGenerate:
        return None


def _example(course: Course, skill: Skill, template: Template) -> Example | None:
    item = _made(course, skill, template, SEEDS[0])
    if item is None:
        return None
    steps = tuple(("" if step.prompt == item.prompt else step.prompt, _right(step)) for step in item.steps)
    return Example(item.prompt, steps, item.picture, tuple(one.task for one in item.steps if one.kind == LABELLED))


def _right(step: ItemStep) -> str:
    """The right answer as it is shown, the solution's words where the kind has none."""
    return interaction(step.kind).answer(step.task, step.key) or step.solution


def _typical(course: Course, skill: Skill, idea: str) -> Wrong | None:
    """A wrong answer that shows a wrong idea, as the checker names it."""
    for template in skill.templates:
        for seed in SEEDS:
            item = _made(course, skill, template, seed)
            for step in item.steps if item is not None else ():
                for shown, found in _mistakes(step):
                    if found == idea and item is not None:
                        asked = "" if step.prompt == item.prompt else step.prompt
                        return Wrong(item.prompt, asked, shown, _right(step))
    return None


def _mistakes(step: ItemStep) -> Iterator[tuple[str, str | None]]:
    """The wrong answers that the author expects at a step, each with the wrong idea that the checker names."""
    if not installed(step.kind) or step.kind in RUN:
        return
    kind = interaction(step.kind)
    for typed in kind.mistakes(step.task, step.key):
        try:
            response = kind.read(step.task, typed)
            verdict = kind.grade(step.task, step.key, response)
        except Unread:
            continue
        yield kind.describe(step.task, response), verdict.misconception


def _used(term: Term, unit: Unit) -> bool:
    """Whether the unit's lessons, texts or objectives use a term, by one of its names."""
    lessons = [f"{skill.title}\n{skill.objective}\n{skill.lesson}" for skill in unit.skills]
    texts = [f"{reading.title}\n{reading.text}" for reading in unit.readings]
    text = "\n".join([unit.summary, *lessons, *texts]).casefold()
    names = (term.term, *term.also)
    return any(re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text) for name in names)
