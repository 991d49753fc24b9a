"""The practice page: the problem and its steps, the ladder, the talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from chiron.core.learning.course import Course, Origin
from chiron.core.learning.decide import HELPLESS, Setting, compared, current_step, made_item
from chiron.core.learning.flows import FlowPart
from chiron.core.learning.generate import Drawn, Item, ItemStep, in_words
from chiron.core.learning.grounds import Grounds, Reader, grounds_kept
from chiron.core.learning.interactions import interaction
from chiron.core.learning.state import Attempt, LearnerState, OpenItem, Said, StepProgress
from chiron.core.words import Json, Outcome
from chiron.desks.tutoring.views.resources import Beside, beside, other_ways
from chiron.desks.tutoring.views.working import Line, again, lines


@dataclass(frozen=True, slots=True)
class Row:
    """One try as it stays on the page. ``answer`` is Markdown; ``feedback`` teaches; ``key`` names it in a contest."""

    key: str
    outcome: Outcome
    answer: str
    feedback: str | None
    note: str | None
    unsure: bool
    at: datetime
    parts: dict[str, bool]
    failing: Json = None
    """The first test that a program fails, where the learner may see it."""
    lines: tuple[Line, ...] = ()
    """Working: its lines, each with what it was found to be."""
    grounds: Grounds | None = None
    """Why it counts as it does, without what would give an open step away."""
    typed: str | None = None
    """What was typed (plain), where it looks other than ``answer``."""


@dataclass(frozen=True, slots=True)
class StepView:
    """One step. ``task`` is its public part, ``response`` what to refill; ``solution`` only once it was shown.

    ``again`` is what the fields of working hold for the next try: every line, the last one empty after a right one.
    """

    id: str
    number: int
    kind: str
    prompt: str
    state: Literal["done", "current", "coming"]
    rows: tuple[Row, ...]
    task: Json
    response: Json
    solution: str | None
    again: tuple[str, ...] = ()
    given: bool = False
    """It was worked for the learner; ``solution`` says how."""


@dataclass(frozen=True, slots=True)
class WorkedStep:
    """One step of a worked example, all Markdown. ``why`` is the author's principle, to be found before it is read."""

    prompt: str
    solution: str
    why: str | None


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """Another item of the open item's template, worked out. ``solution`` is the whole of it."""

    prompt: str
    steps: tuple[WorkedStep, ...]
    solution: str
    picture: Drawn | None = None

    @property
    def given(self) -> str:
        """The problem for whoever does not see pictures."""
        return in_words(self.prompt, self.picture)


@dataclass(frozen=True, slots=True)
class Last:
    """A try with its step; nothing where none was made."""

    row: Row | None = None
    step: StepView | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """One stop of the ladder."""

    name: str
    state: Literal["passed", "current", "coming"]


@dataclass(frozen=True, slots=True)
class Practice:
    """Everything the page shows. ``position`` counts from 1 to ``length`` in this sitting."""

    course: Course
    item: OpenItem
    skill_title: str
    prompt: str
    steps: tuple[StepView, ...]
    current: StepView | None
    position: int
    length: int
    purpose: str
    reason: str
    because: dict[str, Json]
    ladder: tuple[Rung, ...]
    next_rung: str | None
    rungs_taken: int
    helped: bool
    may_show: bool
    may_undo: bool
    finished: bool
    solution: str | None
    talk: tuple[Said, ...]
    with_person: frozenset[str] = frozenset()
    """The attempts that wait for a person's judgement."""
    check_in: str | None = None
    """A line (Markdown) that opens the sitting, or looks up from the work before every fourth item."""
    check_in_by: str = "course"
    """Whose words it is: the course's, or a person's."""
    check_in_author: str = ""
    """The person's name, where it is known."""
    nobody: bool = False
    """Nobody else here reads what waits for a person."""
    compare: Mapping[str, str] = field(default_factory=dict)
    """The author's answer (Markdown) beside an attempt that the learner judges, or has judged, by its key."""
    example: WorkedExample | None = None
    """What is to be read before the item."""
    picture: Drawn | None = None
    """What the problem shows below its prompt."""
    left: int | None = None
    """Minutes left of those that the learner said they have."""
    origin: Origin | None = None
    """Where the problem comes from, where others wrote it."""
    reviewed: bool = True
    """Whether a person has looked at the problem."""
    beside: Beside | None = None
    """What is offered to read, see or try beside it."""
    other_ways: int = 0
    """How much there is to read, see or try for its skill."""

    @property
    def given(self) -> str:
        """The problem for whoever does not see pictures."""
        return in_words(self.prompt, self.picture)

    @property
    def last(self) -> Last:
        """The newest try, of all steps."""
        rows = [(row, step) for step in self.steps for row in step.rows]
        return Last(*max(reversed(rows), key=lambda one: one[0].at)) if rows else Last()


WORKING = "working"
"""The kind whose every try holds all lines so far."""
WRITTEN = frozenset({"open", "short-text"})
"""The kinds whose field says beforehand who reads the answer."""
WHY = "principle"
"""The rung that says why a step is taken."""
EACH_CHECK_IN = 4
"""Items from one check-in to the next."""


def practice(state: LearnerState, setting: Setting) -> Practice | None:
    """The page of the open item, None when none is open."""
    item, session = state.item, state.session
    if item is None or session is None:
        return None
    made = made_item(item, setting)
    current = current_step(item, made)
    steps = tuple(_step(item, s, n, current, setting) for n, s in enumerate(made.steps, 1))
    progress = item.step(current.id) if current else StepProgress()
    helped = item.purpose not in HELPLESS
    ladder = _ladder(current, progress) if current and helped else ()
    return Practice(
        course=setting.frame.course,
        item=item,
        skill_title=setting.frame.course.skills[item.skill].title,
        prompt=made.prompt,
        picture=made.picture,
        origin=setting.frame.course.templates[(item.skill, item.template)].origin,
        reviewed=setting.frame.course.templates[(item.skill, item.template)].reviewed,
        steps=steps,
        current=next((s for s in steps if s.state == "current"), None),
        position=min(session.items + (0 if item.finished else 1), max(session.length, 1)),
        length=session.length,
        purpose=item.purpose,
        reason=item.reason,
        because=item.because,
        ladder=ladder,
        next_rung=next((r.name for r in ladder if r.state == "coming"), None),
        rungs_taken=progress.rungs,
        helped=helped,
        may_show=bool(current) and helped and current is not None and progress.rungs >= len(current.hints),
        may_undo=bool(_last_visible(item, made)) and not item.finished and helped,
        finished=item.finished,
        solution=made.solution if item.finished and helped else None,
        talk=item.talk,
        with_person=frozenset(one.attempt for one in state.contests if one.open),
        check_in=_check_in(setting.frame.course, state) if helped and not item.finished else None,
        check_in_by=setting.frame.course.flows.source(_part(state)).value,
        check_in_author=setting.frame.course.flows.author(_part(state)),
        nobody=setting.teacherless,
        compare=_compare(item, made, setting) if compared(item) else {},
        example=_example(item, setting),
        beside=beside(state, setting.frame.course) if helped else None,
        other_ways=other_ways(item, setting.frame.course) if helped else 0,
        left=None if session.minutes is None else max(0, session.minutes - state.clock.sitting // 60),
    )


def _example(item: OpenItem, setting: Setting) -> WorkedExample | None:
    seed = item.example
    if seed is None:
        return None
    made = setting.generate(item.skill, item.template, seed)
    steps = tuple(WorkedStep(step.prompt, step.solution, dict(step.hints).get(WHY)) for step in made.steps)
    return WorkedExample(made.prompt, steps, made.solution, made.picture)


def tells_who_reads(state: LearnerState, setting: Setting) -> bool:
    """Whether the page says who reads an answer: one that waits for a person, or one that is still to be written."""
    current = None if state.item is None else current_step(state.item, made_item(state.item, setting))
    return (current is not None and current.kind in WRITTEN) or waits_for_person(state)


def waits_for_person(state: LearnerState) -> bool:
    """Whether an answer on the page waits for a person."""
    steps = state.item.steps.values() if state.item is not None else ()
    return any(one.outcome is Outcome.PERSON for step in steps for one in step.visible)


def _compare(item: OpenItem, made: Item, setting: Setting) -> dict[str, str]:
    return {
        one.key: interaction(step.kind).answer(step.task, step.key) or step.solution
        for step in made.steps
        for one in item.step(step.id).visible
        if one.decided == "self" or (setting.teacherless and one.outcome is Outcome.PERSON and not one.unsure)
    }


def _check_in(course: Course, state: LearnerState) -> str | None:
    """The line before an item: one of the openings before the first of a sitting, a check-in before every fourth."""
    if _part(state) == "opening":
        return course.flows.opening[len(state.seconds) % len(course.flows.opening)]
    done, lines = _done(state), course.flows.check_in
    return lines[done // EACH_CHECK_IN % len(lines)] if done % EACH_CHECK_IN == 0 else None


def _part(state: LearnerState) -> FlowPart:
    """The part of the course's flow that speaks before an item."""
    return "check_in" if _done(state) else "opening"


def _done(state: LearnerState) -> int:
    return state.session.items if state.session is not None else 0


def _step(item: OpenItem, step: ItemStep, number: int, current: ItemStep | None, setting: Setting) -> StepView:
    progress = item.step(step.id)
    state: Literal["done", "current", "coming"] = "coming"
    if progress.done or item.finished:
        state = "done"
    elif current is not None and current.id == step.id:
        state = "current"
    working = step.kind == WORKING
    # What gives the answer away is left out while the step is open or may be opened again by undo.
    solved = progress.shown or any(one.outcome is Outcome.CORRECT for one in progress.visible)
    over = item.finished or (state == "done" and solved and item.purpose not in HELPLESS)
    reader: Reader = "learner" if over else "open"
    rows = tuple(
        _row(step, attempt, grounds_kept(attempt, setting.frame.course, step, reader, setting.talk.language))
        for attempt in (_newest(progress.visible) if working else progress.visible)
    )
    return StepView(
        id=step.id,
        number=number,
        kind=step.kind,
        prompt=step.prompt,
        state=state,
        rows=rows,
        task=step.task,
        response=progress.attempts[-1].response if progress.attempts else None,
        solution=step.solution if progress.shown or progress.given else None,
        given=progress.given,
        again=again(rows[0].lines) if working and rows else (),
    )


def _newest(attempts: tuple[Attempt, ...]) -> tuple[Attempt, ...]:
    """Of working only the newest lines stay, as each try holds all of them; and "I don't know" after them."""
    written = [n for n, attempt in enumerate(attempts) if attempt.response is not None]
    return attempts[written[-1] :] if written else attempts[-1:]


def _row(step: ItemStep, attempt: Attempt, why: Grounds) -> Row:
    answer = "" if attempt.response is None else interaction(step.kind).describe(step.task, attempt.response)
    said = (attempt.feedback, attempt.note, attempt.unsure, attempt.at, attempt.parts)
    if step.kind == WORKING:
        return Row(attempt.key, attempt.outcome, answer, *said, None, lines(step.task, attempt), why)
    failing = attempt.proof.get("test") if step.kind == "code" else None
    apart = attempt.response["typed"] if isinstance(attempt.response, dict) and attempt.response.get("apart") else None
    return Row(attempt.key, attempt.outcome, answer, *said, failing, grounds=why, typed=apart)


def _ladder(step: ItemStep, progress: StepProgress) -> tuple[Rung, ...]:
    return tuple(
        Rung(name, "passed" if n < progress.rungs else "current" if n == progress.rungs else "coming")
        for n, (name, _) in enumerate(step.hints, 1)
    )


def _last_visible(item: OpenItem, made: Item) -> str | None:
    """The last step with a try that can be taken back."""
    for step in reversed(made.steps):
        progress = item.step(step.id)
        if progress.visible and not progress.shown:
            return step.id
    return None


def undoable(state: LearnerState, setting: Setting) -> str | None:
    """The step whose last try "undo" takes back."""
    item = state.item
    return _last_visible(item, made_item(item, setting)) if item is not None and not item.finished else None
