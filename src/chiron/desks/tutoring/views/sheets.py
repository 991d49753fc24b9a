"""The pages of an open sheet: what it asks, how far it is, and one question of it. Nothing tells right from not yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chiron.core.errors import InvalidInput
from chiron.core.learning.course import Course, Origin
from chiron.core.learning.decide import Setting
from chiron.core.learning.decide.sheets import items_of, may_change, step_now
from chiron.core.learning.generate import Item, ItemStep
from chiron.core.learning.interactions import interaction
from chiron.core.learning.sheet import Given, Kind, Sheet
from chiron.core.learning.sheets.planning import part_of
from chiron.core.learning.state import LearnerState
from chiron.core.words import Json, Outcome

Mark = Literal["answered", "begun", "open"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One question in the list of a sheet; ``number`` counts from 1. ``seen``: the learner may know it."""

    number: int
    title: str
    mark: Mark
    seen: bool


@dataclass(frozen=True, slots=True)
class SheetView:
    """An open sheet. ``minutes`` is how long it is meant to take this learner, extra time included."""

    sheet: Sheet
    kind: Kind
    title: str
    entries: tuple[Entry, ...]
    answered: int
    minutes: int
    first: int
    """The number of the first question that is not answered whole; that of the last where all are."""

    @property
    def whole(self) -> bool:
        """Every question is answered."""
        return self.answered == len(self.entries)


def title_of(course: Course, kind: str, part: str) -> str:
    """The title of a part, its id where the course has it no more."""
    try:
        return part_of(course, kind, part).title
    except InvalidInput:
        return part


def sheet_view(state: LearnerState, setting: Setting, extra: int = 0) -> SheetView | None:
    """The open sheet, None where none is. ``extra`` is the learner's extra time in per cent."""
    sheet = state.sheet
    if sheet is None:
        return None
    course = setting.frame.course
    made = items_of(sheet, setting)
    entries = tuple(
        Entry(n + 1, course.skills[item.skill].title, _mark(sheet, n, item), sheet.items[n].seen)
        for n, item in enumerate(made)
    )
    waiting = [entry.number for entry in entries if entry.mark != "answered"]
    return SheetView(
        sheet=sheet,
        kind=sheet.kind,
        title=title_of(course, sheet.kind, sheet.part),
        entries=entries,
        answered=len(entries) - len(waiting),
        minutes=round(sheet.minutes * (100 + extra) / 100),
        first=waiting[0] if waiting else len(entries),
    )


def _mark(sheet: Sheet, place: int, made: Item) -> Mark:
    if step_now(sheet, place, made) is None:
        return "answered"
    return "begun" if sheet.given[place] else "open"


@dataclass(frozen=True, slots=True)
class Answered:
    """A step that has an answer: its prompt and the answer (Markdown). ``outcome`` and ``feedback`` stand only
    where the author has each question told at once, and it is over."""

    number: int
    prompt: str
    answer: str
    unsure: bool
    outcome: Outcome | None = None
    feedback: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``current`` is the step to answer, or the one whose answer may be written anew (``again``)."""

    number: int
    item: Item
    answered: tuple[Answered, ...]
    current: ItemStep | None
    place: int
    steps: int
    again: bool
    response: Json
    solution: str | None = None
    origin: Origin | None = None
    """Where it comes from, where others wrote it."""
    reviewed: bool = True
    """Whether a person has looked at it."""


def question(state: LearnerState, setting: Setting, number: int) -> Question | None:
    """A question of the open sheet by its number, None where it has none such."""
    sheet = state.sheet
    if sheet is None or not 1 <= number <= len(sheet.items):
        return None
    planned = sheet.items[number - 1]
    made = setting.generate(planned.skill, planned.template, planned.seed)
    open_now = step_now(sheet, number - 1, made)
    current = open_now or may_change(sheet, number - 1, made)
    told = sheet.feedback == "each" and open_now is None
    given = {one.step: one for one in sheet.given[number - 1]}
    again = current is not None and current.id in given
    return Question(
        number=number,
        item=made,
        answered=tuple(
            _answered(step, n, given[step.id], told) for n, step in enumerate(made.steps, 1) if step.id in given
        ),
        current=current,
        place=made.steps.index(current) + 1 if current is not None else 0,
        steps=len(made.steps),
        again=again,
        response=given[current.id].response if again and current is not None else None,
        solution=made.solution if told else None,
        origin=setting.frame.course.templates[(planned.skill, planned.template)].origin,
        reviewed=setting.frame.course.templates[(planned.skill, planned.template)].reviewed,
    )


def _answered(step: ItemStep, number: int, given: Given, told: bool) -> Answered:
    answer = "" if given.response is None else interaction(step.kind).describe(step.task, given.response)
    outcome, feedback = (given.verdict.outcome, given.verdict.feedback) if told else (None, None)
    return Answered(number, step.prompt, answer, given.unsure, outcome, feedback)
