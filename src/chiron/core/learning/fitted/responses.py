"""What a fit learns from: each learner's first judged tries and finished items, read from their log.

As in the fold, the first judged try at a step is evidence, by the last judgement of it. What cannot be
used is passed over and counted by reason, never guessed at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from chiron.core.events import Event
from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Observation
from chiron.core.learning.memory.finished import JUDGED, Finished, Step, Try, rate
from chiron.core.learning.told import rungs_told
from chiron.core.words import Outcome

NO_SKILL = "of a skill that the course no longer has"
NO_TEMPLATE = "of a template that the course no longer has"
TWICE = "recorded twice"
NO_ITEM = "of an item whose opening is not in the log"
BROKEN = "not in the shape of their kind"
BACK = "earlier than the event before them: the clock was set back"
"""Why an event is passed over, or (the last) used with the time of the one before it."""


class Response(NamedTuple):
    """One first judged try; ``seconds`` as the page counted them; ``told``: a program handed it in."""

    skill: str
    template: str
    seen: Observation
    seconds: float | None = None
    told: bool = False

    @property
    def right(self) -> bool:
        """Whether it counts as right where only right and wrong are told apart."""
        return self.seen.credit >= 0.5


class Placed(NamedTuple):
    """A first judged try with its time and its place in the log."""

    when: datetime
    place: int
    response: Response


class Done(NamedTuple):
    """One finished item, as a review of its skill."""

    skill: str
    rated: int
    when: datetime


@dataclass(frozen=True, slots=True)
class History:
    """One learner in one course: first judged tries and finished items, each in order of time."""

    learner: str
    responses: tuple[Response, ...] = ()
    done: tuple[Done, ...] = ()
    passed: dict[str, int] = field(default_factory=dict)

    @property
    def happened(self) -> list[Response | Done]:
        """Both in order of time; a finished item after the tries of the same moment."""
        everything: list[tuple[datetime, int, Response | Done]] = [(one.seen.when, 0, one) for one in self.responses]
        everything += [(one.when, 1, one) for one in self.done]
        return [one for _, _, one in sorted(everything, key=lambda entry: entry[:2])]

    def before(self, until: datetime) -> History:
        """What had happened by a time."""
        return History(
            self.learner,
            tuple(one for one in self.responses if one.seen.when < until),
            tuple(one for one in self.done if one.when < until),
        )


@dataclass(slots=True)
class _Item:
    skill: str
    template: str
    seed: int
    stated: float
    kinds: dict[str, str]
    steps: dict[str, list[_Try]] = field(default_factory=dict)
    rungs: Counter[str] = field(default_factory=Counter)
    shown: dict[str, tuple[int, datetime]] = field(default_factory=dict)
    finished: datetime | None = None


@dataclass(slots=True)
class _Try:
    key: str
    place: int
    when: datetime
    outcome: Outcome
    credit: float
    guess: float
    unsure: bool
    rungs: int
    seconds: float | None
    told: bool = False
    own: bool = False


def history(learner: str, events: Iterable[Event], course: Course) -> History:
    """What one learner's log in a course tells. Events may come in any shape; none makes it fail."""
    reader = Reader(lambda _: course)
    reader.read(events)
    return reader.told(learner)


def passed_over(events: Iterable[Event], course_of: Callable[[Event], Course]) -> dict[str, int]:
    """What of a log the fold passes over or mends, by reason. ``course_of`` gives the course of an event's version."""
    reader = Reader(course_of)
    reader.read(events)
    return dict(reader.passed)


class Reader:
    """Gathers the tries of every item, with every later judgement of them."""

    def __init__(self, course_of: Callable[[Event], Course]) -> None:
        self.course_of, self.items, self.tries = course_of, dict[str, _Item](), dict[str, _Try]()
        self.passed, self.keys = Counter[str](), set[str]()
        self.last: datetime | None = None
        self.count = 0

    def read(self, events: Iterable[Event]) -> None:
        """Read on, where it stopped the last time."""
        for event in events:
            try:
                self._take(event, self.count)
            except (KeyError, ValueError, TypeError, AttributeError):
                self.passed[BROKEN] += 1
            self.count += 1

    def _take(self, event: Event, place: int) -> None:
        draft = event.draft
        if draft.key in self.keys:
            self.passed[TWICE] += 1
            return
        self.keys.add(draft.key)
        when = draft.server_time
        if self.last is not None and when < self.last:
            self.passed[BACK] += 1
            when = self.last
        self.last = when
        known = {
            "item.opened": self._opened,
            "step.attempted": self._attempted,
            "hint.taken": self._hinted,
            "step.shown": self._shown,
            "grade.decided": self._ruled,
            "grade.replayed": self._ruled,
            "answer.self-judged": self._ruled,
        }.get(event.kind)
        if known is not None:
            known(event, when, place)

    def _opened(self, event: Event, _when: datetime, _place: int) -> None:
        about = event.draft.about
        if about is None or about.skill is None or about.template is None:
            raise ValueError("an item without its template")
        course = self.course_of(event)
        if about.skill not in course.skills:
            self.passed[NO_SKILL] += 1
        elif (about.skill, about.template) not in course.templates:
            self.passed[NO_TEMPLATE] += 1
        else:
            stated = course.templates[about.skill, about.template].difficulty
            kinds = {step.id: step.kind for step in course.templates[about.skill, about.template].steps}
            self.items[str(event.body["item"])] = _Item(about.skill, about.template, about.seed or 0, stated, kinds)

    def _item(self, event: Event) -> tuple[_Item, str] | None:
        item, about = self.items.get(str(event.body["item"])), event.draft.about
        if item is None:
            self.passed[NO_ITEM] += 1
            return None
        return item, (about.step if about is not None else None) or ""

    def _attempted(self, event: Event, when: datetime, place: int) -> None:
        found, body = self._item(event), event.body
        if found is None:
            return
        item, step = found
        credit, guess = float(body["credit"]), float(body["guess"])
        if not (0 <= credit <= 1 and 0 <= guess <= 1):
            raise ValueError("no share")
        seconds = body.get("seconds")
        one = _Try(
            event.draft.key,
            place,
            when,
            Outcome(body["outcome"]),
            credit,
            guess,
            bool(body["unsure"]),
            rungs_told(item.rungs[step], body),
            None if seconds is None else float(seconds),
            bool(body.get("origin")),
        )
        item.steps.setdefault(step, []).append(one)
        self.tries[one.key] = one
        if body["finishes"]:
            item.finished = when

    def _hinted(self, event: Event, _when: datetime, _place: int) -> None:
        if (found := self._item(event)) is not None:
            item, step = found
            item.rungs[step] = max(item.rungs[step], int(event.body["rung"]))

    def _shown(self, event: Event, when: datetime, place: int) -> None:
        if (found := self._item(event)) is not None:
            item, step = found
            item.shown.setdefault(step, (place, when))
            if event.body["finishes"]:
                item.finished = when

    def _ruled(self, event: Event, when: datetime, _place: int) -> None:
        one, body = self.tries.get(str(event.body["attempt"])), event.body
        if one is None:
            self.passed[NO_ITEM] += 1
            return
        one.outcome = Outcome(body["outcome"])
        one.credit = 1.0 if one.outcome is Outcome.CORRECT else min(max(float(body.get("credit") or 0.0), 0.0), 1.0)
        one.own = event.kind == "answer.self-judged"
        item = self.items.get(str(body.get("item")))
        if item is not None and body.get("finishes") and item.finished is None:
            item.finished = when

    def told(self, learner: str) -> History:
        """Everything in order of time; what happened at once, in the order of the log."""
        tried, done = list[Placed](), list[Done]()
        for name, item in self.items.items():
            tried += self.of(name)
            if (one := _done(item)) is not None:
                done.append(one)
        responses = tuple(one.response for one in sorted(tried, key=lambda one: one[:2]))
        return History(learner, responses, tuple(sorted(done, key=lambda one: one.when)), dict(self.passed))

    def of(self, name: str) -> list[Placed]:
        """The first judged tries at one item's steps, as they are judged by now; none for an item unknown here."""
        item, found = self.items.get(name), list[Placed]()
        if item is None:
            return found
        for step, tries in item.steps.items():
            first = next((one for one in tries if one.outcome in JUDGED), None)
            if first is not None and not (step in item.shown and item.shown[step][0] < first.place):
                found.append(Placed(first.when, first.place, self._response(item, step, first)))
        return found

    def _response(self, item: _Item, step: str, one: _Try) -> Response:
        name = f"{item.template}#{item.seed}"
        kind = item.kinds.get(step, "")
        seen = Observation(one.credit, one.when, name, step, item.stated, one.guess, one.rungs, one.unsure, kind)
        return Response(item.skill, item.template, seen, one.seconds, one.told)


def _done(item: _Item) -> Done | None:
    if item.finished is None:
        return None
    steps = [
        Step(
            tuple(Try(one.key, one.outcome, one.rungs, one.own) for one in item.steps.get(name, ())),
            item.rungs[name],
            name in item.shown,
        )
        for name in sorted({*item.steps, *item.shown})
    ]
    rated = rate(Finished(item.finished, 0.9, tuple(steps)))
    return None if rated is None else Done(item.skill, rated, item.finished)
