"""One case laid open: what was asked, what was answered, what the checker said then and says now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chiron.core.errors import BrokenCourse, NotFound
from chiron.core.events import About, Event
from chiron.core.learning.course import Course, Skill
from chiron.core.learning.generate import Item, ItemStep
from chiron.core.learning.grounds import Grounds, grounds
from chiron.core.learning.interactions import interaction
from chiron.core.learning.remade import remade_item, remade_step
from chiron.core.learning.standing import Standing
from chiron.core.words import Outcome, Verdict
from chiron.desks.studio.grading import standing_of
from chiron.desks.studio.inbox import Case
from chiron.engine.grading.checks import waits
from chiron.engine.library.shelf import Shelf
from chiron.engine.records import log
from chiron.engine.records.database import Connection


@dataclass(frozen=True, slots=True)
class Judged:
    """An attempt with what was said of it. Texts are Markdown; ``now`` is the same check run anew."""

    event: Event
    response: str
    outcome: Outcome
    """As it counts today: the checker's, or what a person decided since."""
    first: Outcome
    """The checker's."""
    feedback: str | None
    note: str | None
    unsure: bool
    now: Verdict | None
    right: str | None
    """The right answer, where a checker knows one."""
    standing: Standing

    @property
    def same(self) -> bool:
        """Whether the checker says the same again."""
        return self.now is not None and self.now.outcome is self.first


@dataclass(frozen=True, slots=True)
class Line:
    """Something that was said. ``who`` is ``learner``, ``tutor`` or ``teacher``."""

    who: str
    text: str
    source: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything that its page shows. ``item`` and ``step`` are made again from course, template and seed, and read in
    the language of whoever looks where the course has it; what was answered, and the right answer to it, stand in the
    language in which it was asked, ``asked_in`` where that is another one.
    """

    case: Case
    course: Course | None
    skill: Skill | None
    item: Item | None
    step: ItemStep | None
    number: int
    rubric: str | None
    attempt: Judged | None
    before: str | None
    """The learner's last right step before this one."""
    text: str
    grounds: Grounds | None
    """Why the attempt counts as it does."""
    lines: tuple[Line, ...]
    """The words that a report is about, or those that raised an alert."""
    asked_in: str = ""


async def lay_open(conn: Connection, shelf: Shelf, case: Case, language: str = "en") -> CaseView:
    """The case with everything that a person needs to decide it, for a reader of ``language``."""
    body, about = case.opened.body, case.opened.draft.about
    attempt = await log.by_key(conn, case.learner, body["attempt"]) if body.get("attempt") else None
    if attempt is not None and attempt.kind != "step.attempted":
        attempt = None
    about = attempt.draft.about if attempt is not None and attempt.draft.about else about
    course = await _course(conn, shelf, about)
    item = remade_item(course, about) if course is not None and about is not None else None
    step, number = remade_step(item, about) if item is not None and about is not None else (None, 0)
    tries = await _tries(conn, case, attempt)
    judged = await _judged(conn, case, attempt, step) if attempt is not None else None
    why = None
    if judged is not None and course is not None and step is not None:
        why = grounds(judged.standing, course, step, "staff", language)
    read = await _course(conn, shelf, about, language)
    shown = remade_item(read, about) if read is not None and about is not None else None
    foreign = read is not None and course is not None and read.locale.language != course.locale.language
    return CaseView(
        case=case,
        course=read or course,
        skill=read.skills.get(about.skill) if read and about and about.skill else None,
        item=shown or item,
        step=remade_step(shown, about)[0] if shown is not None and about is not None else step,
        number=number,
        rubric=_rubric(course, about) or _model_answer(step, judged),
        attempt=judged,
        grounds=why,
        before=_before(item, step, tries),
        text=str(body.get("text") or ""),
        lines=await _lines(conn, case),
        asked_in=course.locale.language if foreign and course is not None else "",
    )


async def _course(conn: Connection, shelf: Shelf, about: About | None, language: str | None = None) -> Course | None:
    if about is None:
        return None
    try:
        return (await shelf.course(conn, about.course, about.version, language))[0]
    except (NotFound, BrokenCourse):
        return None


def _rubric(course: Course | None, about: About | None) -> str | None:
    if course is None or about is None or about.template is None:
        return None
    templates = [t for (_, name), t in course.templates.items() if name == about.template]
    found = [step.extra.get("rubric") for t in templates for step in t.steps if step.id == about.step]
    return next((str(rubric) for rubric in found if rubric), None)


def _model_answer(step: ItemStep | None, judged: Judged | None) -> str | None:
    """The author's right answer beside one that no checker could settle."""
    if step is None or judged is None or judged.now is None or judged.now.outcome is not Outcome.PERSON:
        return None
    return interaction(step.kind).answer(step.task, step.key)


async def _tries(conn: Connection, case: Case, attempt: Event | None) -> list[Event]:
    if attempt is None:
        return []
    return await log.named(conn, case.learner, ("step.attempted",), "item", str(attempt.body["item"]))


def _before(item: Item | None, step: ItemStep | None, tries: Sequence[Event]) -> str | None:
    if item is None or step is None or item.steps[0].id == step.id:
        return None
    earlier = item.steps[[s.id for s in item.steps].index(step.id) - 1]
    right = [
        event
        for event in tries
        if event.draft.about is not None
        and event.draft.about.step == earlier.id
        and event.body["outcome"] == Outcome.CORRECT.value
    ]
    return described(earlier, right[-1]) if right else None


def described(step: ItemStep, event: Event) -> str:
    """What was answered, as Markdown."""
    response = event.body["response"]
    return "" if response is None else interaction(step.kind).describe(step.task, response)


async def _judged(conn: Connection, case: Case, attempt: Event, step: ItemStep | None) -> Judged:
    body = attempt.body
    standing = await standing_of(conn, case.learner, attempt)
    now = right = None
    if step is not None and body["response"] is not None:
        kind = interaction(step.kind)
        # What waits for another process is not run anew here: this page holds a transaction.
        now = None if waits(step) else kind.grade(step.task, step.key, body["response"])
        said = standing.first if now is None else now.outcome
        right = None if said is Outcome.PERSON else kind.answer(step.task, step.key)
    return Judged(
        event=attempt,
        response=described(step, attempt) if step is not None else "",
        outcome=standing.outcome,
        first=standing.first,
        feedback=body["feedback"],
        note=body["note"],
        unsure=bool(body["unsure"]),
        now=now,
        right=right,
        standing=standing,
    )


async def _lines(conn: Connection, case: Case) -> tuple[Line, ...]:
    turn = case.opened.body.get("turn")
    if not turn:
        return ()
    kinds = ("message.said",) if case.kind == "alert" else ("message.said", "words.said")
    events = await log.named(conn, case.learner, kinds, "turn", str(turn))
    said = [event for event in events if event.kind == "words.said"][-1:]  # in other words: as it was in the end
    kept = [event for event in events if event.kind != "words.said"]
    return tuple(line for event in (*kept, *said) for line in lines_of(event))


def lines_of(event: Event) -> tuple[Line, ...]:
    """What was said in an event, piece by piece, with its source."""
    at = event.draft.server_time
    if event.kind == "message.said":
        return (Line("learner", event.body["text"], "person", at),)
    by_person = event.draft.actor is not None and event.draft.actor != event.subject
    who = "teacher" if by_person else "tutor"
    return tuple(Line(who, piece["text"], piece["source"], at) for piece in event.body["words"])
