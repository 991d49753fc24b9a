"""Every attempt of a learner, with what was asked, answered and said of it. Pure, given events and courses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from chiron.core.events import Event
from chiron.core.learning.course import Course, Skill
from chiron.core.learning.generate import CannotGenerate, Item, ItemStep, generate
from chiron.core.learning.interactions import interaction
from chiron.core.words import Outcome

KINDS = ("item.opened", "step.attempted", "hint.taken", "step.shown", "grade.decided", "answer.self-judged")


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt. Texts are Markdown; ``hints`` counts the rungs seen before it; ``skill`` is what it is evidence of.

    ``decided`` says that a person judged it; ``outcome`` is then theirs. ``shown`` marks a solution that was asked for.
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


@dataclass(frozen=True, slots=True)
class _Open:
    """What is known of an item while its events are read."""

    item: Item
    course: Course
    purpose: str


def tries(events: Iterable[Event], course_of: Callable[[Event], Course]) -> tuple[Try, ...]:
    """The attempts that a learner's events tell of, oldest first. Items of templates that are gone are passed over."""
    opened, hints = dict[str, _Open](), dict[tuple[str, str], int]()
    found = dict[str, Try]()
    for event in (event for event in events if event.kind in KINDS):
        body, about = event.body, event.draft.about
        if event.kind in ("grade.decided", "answer.self-judged"):
            if body["attempt"] in found:
                before = found[body["attempt"]]
                decided = before.decided or event.kind == "grade.decided"
                found[before.key] = replace(before, outcome=Outcome(body["outcome"]), decided=decided)
        elif about is None:
            continue
        elif event.kind == "item.opened":
            made = _made(event, course_of(event))
            if made is not None:
                opened[body["item"]] = made
        elif event.kind == "hint.taken":
            hints[(body["item"], about.step or "")] = body["rung"]
        elif (at := opened.get(body["item"])) is not None and about.step is not None:
            one = _try(event, at, hints.get((body["item"], about.step), 0))
            if one is not None:
                found[one.key] = one
    return tuple(found.values())


def _made(event: Event, course: Course) -> _Open | None:
    about = event.draft.about
    if about is None or about.template is None or about.seed is None or about.skill is None:
        return None
    try:
        return _Open(generate(course, about.skill, about.template, about.seed), course, event.body["purpose"])
    except (KeyError, CannotGenerate):
        return None


def _try(event: Event, at: _Open, hints: int) -> Try | None:
    about, body = event.draft.about, event.body
    ids = [step.id for step in at.item.steps]
    if about is None or about.step not in ids:
        return None
    number = ids.index(about.step) + 1
    step = at.item.steps[number - 1]
    shown = event.kind == "step.shown"
    return Try(
        key=event.draft.key,
        at=event.draft.server_time,
        skill=at.course.skills.get(about.skill or "", at.course.skills[at.item.skill]),
        asked=at.item.prompt,
        step=step.prompt,
        number=number,
        of=len(ids),
        answer="" if shown else _answer(step, body["response"]),
        outcome=Outcome.INCORRECT if shown else Outcome(body["outcome"]),
        hints=hints,
        misconception=None if shown else _title(at.course, about.skill, body["misconception"]),
        feedback=None if shown else body["feedback"],
        purpose=at.purpose,
        unsure=False if shown else bool(body["unsure"]),
        shown=shown,
    )


def _answer(step: ItemStep, response: object) -> str:
    return "" if response is None else interaction(step.kind).describe(step.task, response)


def _title(course: Course, skill: str | None, misconception: str | None) -> str | None:
    if misconception is None:
        return None
    known = course.skills[skill].misconceptions if skill in course.skills else ()
    named = [m for s in course.skills.values() for m in s.misconceptions if m.id == misconception]
    return next((m.title for m in (*known, *named) if m.id == misconception), misconception)


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
