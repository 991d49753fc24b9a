"""Every attempt of a learner, with what was asked, answered and said of it. Pure, given events and courses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from chiron.core.events import Event
from chiron.core.learning.course import Course, Skill
from chiron.core.learning.generate import CannotGenerate, Item, ItemStep, generate
from chiron.core.learning.grounds import Grounds, Reader, grounds
from chiron.core.learning.remade import remade_item, remade_step
from chiron.core.learning.standing import KINDS as STANDING
from chiron.core.learning.standing import Standing, standings
from chiron.core.words import Outcome

KINDS = ("item.opened", "hint.taken", *STANDING)
Language = str
ReaderOf = Callable[[Event], Reader]
"""Who opens the grade of an attempt: see ``core.learning.grounds``."""


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt. Texts are Markdown; ``hints`` counts the rungs seen before it; ``skill`` is what it is evidence of.

    ``decided`` says that a person judged it; ``outcome`` is what counts now. ``shown`` marks a solution that was asked
    for. ``grounds`` is why it counts as it does, None for what was shown.
    """

    key: str
    at: datetime
    skill: Skill
    asked: str
    step: str
    number: int
    of: int
    answer: str
    outcome: Outcome
    hints: int
    misconception: str | None
    feedback: str | None
    purpose: str
    unsure: bool = False
    shown: bool = False
    decided: bool = False
    evidence: bool = False
    outside: bool = False
    """A program handed it in for the learner: it counts as given with help."""
    grounds: Grounds | None = None


@dataclass(frozen=True, slots=True)
class _Open:
    """What is known of an item while its events are read."""

    item: Item
    course: Course
    purpose: str


def tries(
    events: Iterable[Event],
    course_of: Callable[[Event], Course],
    language: Language = "en",
    reader_of: ReaderOf = lambda _: "staff",
) -> tuple[Try, ...]:
    """The attempts that a learner's events tell of, oldest first. Items of templates that are gone are passed over."""
    read = [event for event in events if event.kind in KINDS]
    stand = standings(read)
    opened, hints, found = dict[str, _Open](), dict[tuple[str, str], int](), list[Try]()
    for event in read:
        body, about = event.body, event.draft.about
        if about is None:
            continue
        if event.kind == "item.opened":
            made = _made(event, course_of(event))
            if made is not None:
                opened[body["item"]] = made
        elif event.kind == "hint.taken":
            hints[(body["item"], about.step or "")] = body["rung"]
        elif event.kind in ("step.attempted", "step.shown") and (at := opened.get(body["item"])) is not None:
            at = _as_answered(at, event, course_of)
            step, number = remade_step(at.item, about)
            if step is not None:
                taken = hints.get((body["item"], step.id), 0)
                one = _shown(event, at, step, number, taken)
                if event.kind == "step.attempted":
                    one = _answered(one, stand[event.draft.key], at, step, language, reader_of(event))
                found.append(one)
    return tuple(found)


def _as_answered(at: _Open, event: Event, course_of: Callable[[Event], Course]) -> _Open:
    """The item in the language in which it was answered: a learner may have changed it since it was opened."""
    course, about = course_of(event), event.draft.about
    if about is None or course.locale == at.course.locale:
        return at
    item = remade_item(course, replace(about, skill=at.item.skill))
    return at if item is None else _Open(item, course, at.purpose)


def _made(event: Event, course: Course) -> _Open | None:
    about = event.draft.about
    if about is None or about.template is None or about.seed is None or about.skill is None:
        return None
    try:
        return _Open(generate(course, about.skill, about.template, about.seed), course, event.body["purpose"])
    except (KeyError, CannotGenerate):
        return None


def _shown(event: Event, at: _Open, step: ItemStep, number: int, hints: int) -> Try:
    """What a step's event says before anything is known of an answer: as if its solution had been asked for."""
    about = event.draft.about
    return Try(
        key=event.draft.key,
        at=event.draft.server_time,
        skill=at.course.skills.get((about.skill if about else None) or "", at.course.skills[at.item.skill]),
        asked=at.item.given,
        step=step.prompt,
        number=number,
        of=len(at.item.steps),
        answer="",
        outcome=Outcome.INCORRECT,
        hints=hints,
        misconception=None,
        feedback=None,
        purpose=at.purpose,
        shown=True,
        outside=bool(event.body.get("origin")),
    )


def _answered(one: Try, stands: Standing, at: _Open, step: ItemStep, language: Language, reader: Reader) -> Try:
    why = grounds(stands, at.course, step, reader, language)
    wrong = None if stands.outcome is Outcome.CORRECT else why.wrong
    return replace(
        one,
        answer=why.read,
        outcome=stands.outcome,
        misconception=wrong or (stands.wrong if stands.outcome is not Outcome.CORRECT else None),
        feedback=why.feedback,
        unsure=why.unsure,
        shown=False,
        decided=stands.by == "person",
        evidence=stands.evidence,
        grounds=why,
    )


@dataclass(frozen=True, slots=True)
class Pattern:
    """What the wrong answers have in common: a misconception, in ``times`` of ``of`` wrong answers."""

    title: str
    times: int
    of: int


def pattern(of_skill: Iterable[Try]) -> Pattern | None:
    """The misconception that most wrong answers show, if two of them do."""
    wrong = [one for one in of_skill if one.outcome is Outcome.INCORRECT and not one.unsure and not one.shown]
    counts = dict[str, int]()
    for one in wrong:
        if one.misconception is not None:
            counts[one.misconception] = counts.get(one.misconception, 0) + 1
    title = max(counts, key=lambda name: counts[name], default=None)
    return Pattern(title, counts[title], len(wrong)) if title is not None and counts[title] > 1 else None
