"""The inbox: a fold over events that need a person. A case opens with a report or an alert and ends with its answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from chiron.core.errors import NotFound
from chiron.core.events import Event
from chiron.desks.studio import store
from chiron.desks.studio.store import Asked
from chiron.engine.people import store as people
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.person import Person, Role
from chiron.engine.records import log
from chiron.engine.records.database import Connection

CaseKind = Literal["alert", "grade", "answer", "stuck", "report", "rule", "held"]
FILTERS: Mapping[str, tuple[CaseKind, ...]] = {
    "all": ("alert", "grade", "answer", "stuck", "report", "rule", "held"),
    "alerts": ("alert",),
    "grades": ("grade",),
    "answers": ("answer",),
    "reports": ("report", "stuck", "rule", "held"),
}
"""The filters of the page, in order, and the kinds of case that each lets through."""

REPORT = ("report.made", "report.answered", "report")
ALERT = ("alert.raised", "alert.acknowledged", "alert")
"""What opens a case, what ends it, and the field of both that names it."""

_OWN: tuple[CaseKind, ...] = ("grade", "answer", "stuck", "rule", "held")
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Case:
    """Something that needs a person. ``opened`` is its event; ``asked`` says that a colleague asked the reader."""

    id: str
    kind: CaseKind
    learner: UUID
    name: str
    opened: Event
    asked: Asked | None = None
    asked_by: str | None = None
    closed: Event | None = None

    @property
    def at(self) -> datetime:
        """When it was opened."""
        return self.opened.draft.server_time


def kind_of(event: Event) -> CaseKind:
    """What a report or an alert asks of a person."""
    if event.kind == ALERT[0]:
        return "alert"
    what = event.body["what"]
    return what if what in _OWN else "report"


def case_id(event: Event) -> str:
    """The id by which a case is named in addresses and answers."""
    return str(event.body["alert" if event.kind.startswith("alert.") else "report"])


def ordered(cases: Iterable[Case]) -> tuple[Case, ...]:
    """Alerts first, then the newest."""
    return tuple(sorted(cases, key=lambda case: (case.kind != "alert", -case.at.timestamp())))


def counted(cases: Sequence[Case]) -> dict[str, int]:
    """How many cases each filter lets through."""
    return {name: sum(case.kind in kinds for case in cases) for name, kinds in FILTERS.items()}


async def _subjects(conn: Connection, actor: Person) -> tuple[list[UUID], list[UUID] | None]:
    """Whose reports the actor may judge, and whose alerts come to them: None is everybody's of the school."""
    school = await people.view_school(conn)
    staff = actor.has(Role.TEACHER, Role.OPERATOR)
    taught = await store.view_taught(conn, actor.id) if actor.has(Role.TEACHER) else []
    if staff and actor.id in (school.alert_adult, school.second_adult):
        return taught, None
    told = await store.view_told(conn, actor.id) if staff else []
    return taught, sorted({*taught, *told})


async def open_cases(conn: Connection, actor: Person) -> tuple[Case, ...]:
    """What waits for this person: of the learners they teach, and every alert where the school named them."""
    taught, told = await _subjects(conn, actor)
    reports = await log.unanswered(conn, *REPORT, subjects=taught) if taught else []
    alerts = await log.unanswered(conn, *ALERT, subjects=told) if told or told is None else []
    events = [*alerts, *reports]
    names = await store.view_names(conn, {event.subject for event in events})
    asked = {(a.subject, a.case_id): a for a in await store.view_asked(conn, names) if a.colleague == actor.id}
    askers = await store.view_names(conn, {a.asked_by for a in asked.values() if a.asked_by})
    return ordered(_case(event, names, asked, askers) for event in events if event.subject in names)


def _case(
    event: Event, names: Mapping[UUID, str], asked: Mapping[tuple[UUID, str], Asked], askers: Mapping[UUID, str]
) -> Case:
    id = case_id(event)
    note = asked.get((event.subject, id))
    by = askers.get(note.asked_by) if note and note.asked_by else None
    return Case(id, kind_of(event), event.subject, names[event.subject], event, note, by)


async def done_cases(conn: Connection, actor: Person, now: datetime) -> tuple[Case, ...]:
    """What was answered within a week, latest first, of those whom the actor may see."""
    taught, told = await _subjects(conn, actor)
    found = await log.recent(conn, (REPORT[1], ALERT[1]), now - WEEK, 500)
    mine = [e for e in found if e.subject in taught or (e.kind == ALERT[1] and (told is None or e.subject in told))]
    names = await store.view_names(conn, {event.subject for event in mine})
    openings = await _openings(conn, mine)
    cases = dict[tuple[UUID, str], Case]()
    for event in mine:
        place = (event.subject, case_id(event))
        opened = openings.get(place)
        if opened is not None and event.subject in names:
            case = Case(place[1], kind_of(opened), event.subject, names[event.subject], opened, closed=event)
            cases.setdefault(place, case)
    return tuple(cases.values())


async def _openings(conn: Connection, answers: Sequence[Event]) -> dict[tuple[UUID, str], Event]:
    """What these answers answer, by learner and id."""
    found = dict[tuple[UUID, str], Event]()
    for opening, ending, field in (REPORT, ALERT):
        mine = [event for event in answers if event.kind == ending]
        if mine:
            ids = {case_id(event) for event in mine}
            for event in await log.all_named(conn, opening, field, {event.subject for event in mine}, ids):
                found.setdefault((event.subject, case_id(event)), event)
    return found


async def _opening(conn: Connection, learner: UUID, id: str) -> Event | None:
    for kind, _, field in (REPORT, ALERT):
        found = await log.named(conn, learner, (kind,), field, id)
        if found:
            return found[0]
    return None


async def answer_of(conn: Connection, case: Case) -> Event | None:
    """The latest answer to a case, None while it is open."""
    _, ending, field = ALERT if case.kind == "alert" else REPORT
    found = await log.named(conn, case.learner, (ending,), field, case.id)
    return found[-1] if found else None


async def waiting_for(conn: Connection, learner: UUID, attempt: str) -> Event | None:
    """The report that waits for a person to judge this attempt, if one does."""
    made = await log.named(conn, learner, REPORT[:1], "attempt", attempt)
    for report in reversed(made):
        if kind_of(report) not in ("grade", "answer"):
            continue
        if not await log.named(conn, learner, REPORT[1:2], REPORT[2], case_id(report)):
            return report
    return None


async def view_case(conn: Connection, actor: Person, learner: UUID, id: str) -> Case:
    """A case, open or answered. Raises NotFound, NotAllowed."""
    opened = await _opening(conn, learner, id)
    kind = kind_of(opened) if opened is not None else "report"
    await require(conn, actor, Action.SEE_ALERTS if kind == "alert" else Action.JUDGE, learner)
    if opened is None:
        raise NotFound("There is no such case. It may be another learner's.")
    name = (await store.view_names(conn, [learner])).get(learner, "")
    notes = [a for a in await store.view_asked(conn, [learner]) if a.case_id == id and a.colleague == actor.id]
    asked = notes[0] if notes else None
    askers = await store.view_names(conn, [asked.asked_by]) if asked and asked.asked_by else {}
    case = Case(id, kind, learner, name, opened, asked, next(iter(askers.values()), None))
    return Case(id, kind, learner, name, opened, asked, case.asked_by, await answer_of(conn, case))
