"""The checkers installed now, run again over recorded answers: what they would say otherwise, and its recording.

One learner's log is held at a time, and no transaction is open while a check runs. What a checker says otherwise is
recorded as an event of its own, ``grade.replayed``, by Chiron: reversible by a person's decision or by another replay.
What a person decided stands; what cannot be read or judged now is told and left alone.

A checker that follows people's decisions is given those that stand in the log now, an answer's own left out. Only a
person's decision ever counts as one, so the same log gives the same list, in whichever order it is checked.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from chiron.core.errors import BrokenCourse, NotFound, Unavailable
from chiron.core.events import KINDS, Draft, Made
from chiron.core.learning.course import Course
from chiron.core.learning.grounds import checker_of
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.learning.naming import counted_as
from chiron.core.learning.remade import remade_item, remade_step
from chiron.core.learning.standing import KINDS as STANDING
from chiron.core.learning.standing import Standing, standings
from chiron.core.learning.verdicts import body_of
from chiron.core.words import Outcome, Verdict
from chiron.desks.studio.desk import StudioDesk
from chiron.desks.studio.grading import find_attempt, finishes, standing_of
from chiron.desks.studio.inbox import case_id, kind_of, waiting_for
from chiron.engine.folds.earlier import Asked, recalled, recalls
from chiron.engine.grading.checks import Graders
from chiron.engine.people import store as people
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.engine.records.database import Connection

Found = Literal["same", "changes", "decided", "abstains", "unreadable", "gone"]
"""What a replay found: ``decided`` differs but a person's word stands, ``gone`` can no longer be asked."""


_CLOSED_BY: Mapping[bool, Mapping[Outcome, str]] = {
    True: {Outcome.CORRECT: "agreed"},
    False: {Outcome.CORRECT: "right", Outcome.INCORRECT: "not-yet", Outcome.PARTLY: "not-yet"},
}
"""How a replay answers a case, by whether the grade is contested there."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which answers: of a course, judged by a checker (``numeric`` or ``numeric@1``), given since. None is any."""

    course: str | None = None
    checker: str | None = None
    since: datetime | None = None

    def wants(self, one: Standing) -> bool:
        """Whether an attempt is meant. An answer that holds nothing has nothing to check."""
        draft, checker = one.event.draft, checker_of(one.said)
        return (
            one.event.body["response"] is not None
            and (self.course is None or (draft.about is not None and draft.about.course == self.course))
            and self.checker in (None, checker, checker.partition("@")[0])
            and (self.since is None or draft.server_time >= self.since)
        )


@dataclass(frozen=True, slots=True)
class Replay:
    """One answer checked again. ``old`` and ``new`` are the checkers with their versions."""

    learner: Person
    attempt: str
    at: datetime
    course: str
    skill: str
    found: Found
    was: Outcome
    wrong: str | None
    old: str
    verdict: Verdict | None = None

    @property
    def now(self) -> str | None:
        """What a wrong answer counts as by the new verdict."""
        verdict = self.verdict
        return None if verdict is None else counted_as(verdict.outcome, verdict.misconception, verdict.proof)


async def replays(desk: StudioDesk, graders: Graders, school: UUID, wish: Wish) -> AsyncIterator[Replay]:
    """Every answer of a school that is meant, learner by learner, oldest first."""
    async with desk.database.school(school) as conn:
        subjects = await log.subjects(conn)
    for subject in subjects:
        async with desk.database.school(school) as conn:
            person = await people.find_person(conn, subject)
            events = await log.read(conn, subject, course=wish.course, kinds=STANDING) if person else []
            meant = [one for one in standings(events).values() if wish.wants(one)]
            courses = await _courses(conn, desk, meant)
        if person is None:
            continue
        width = graders.pool.size
        for begin in range(0, len(meant), width):
            now = [_replay(desk, graders, person, one, courses) for one in meant[begin : begin + width]]
            for replay in await asyncio.gather(*now):
                yield replay


async def _courses(conn: Connection, desk: StudioDesk, meant: Sequence[Standing]) -> dict[str, Course]:
    """The courses by the versions in which the items were made."""
    found = dict[str, Course]()
    for about in {
        one.event.draft.about.version: one.event.draft.about for one in meant if one.event.draft.about
    }.values():
        try:
            found[about.version] = (await desk.folds.shelf.course(conn, about.course, about.version))[0]
        except (NotFound, BrokenCourse):
            continue
    return found


async def _replay(
    desk: StudioDesk, graders: Graders, person: Person, one: Standing, courses: dict[str, Course]
) -> Replay:
    found, verdict = await _judged(desk, graders, person, one, courses)
    about = one.event.draft.about
    return Replay(
        learner=person,
        attempt=one.event.draft.key,
        at=one.event.draft.server_time,
        course=about.course if about else "",
        skill=(about.skill if about else None) or "",
        found=found,
        was=one.outcome,
        wrong=one.wrong,
        old=checker_of(one.said),
        verdict=verdict,
    )


def _asked(person: Person, one: Standing, courses: dict[str, Course]) -> Asked | None:
    about = one.event.draft.about
    course = courses.get(about.version) if about else None
    item = remade_item(course, about) if course is not None and about is not None else None
    step = remade_step(item, about)[0] if item is not None and about is not None else None
    if about is None or item is None or step is None:
        return None
    return Asked(about, item, step, person.id, one.event.draft.key)


async def _judged(
    desk: StudioDesk, graders: Graders, person: Person, one: Standing, courses: dict[str, Course]
) -> tuple[Found, Verdict | None]:
    asked = _asked(person, one, courses)
    if asked is None:
        return "gone", None
    try:
        form = interaction(asked.step.kind).typed(one.event.body["response"])
        response, verdict = await graders.judge(asked.step, form)
        if recalls(asked.step, verdict):
            async with desk.database.school(person.school) as conn:
                verdict = await recalled(conn, desk.folds.shelf, asked, response, verdict)
    except Unread:
        return "unreadable", None
    except (Unavailable, NotFound):
        return "gone", None
    except (KeyError, TypeError, ValueError):
        return "unreadable", None  # A response of another shape than this version of its kind reads.
    return _compared(one, verdict), verdict


def _compared(one: Standing, verdict: Verdict) -> Found:
    said = one.said.body
    wrong = counted_as(verdict.outcome, verdict.misconception, verdict.proof)
    before = counted_as(Outcome(said["outcome"]), said["misconception"], said["proof"])
    if verdict.outcome is Outcome(said["outcome"]) and wrong == before and abs(verdict.credit - said["credit"]) < 1e-9:
        return "same"
    if verdict.outcome in (Outcome.PERSON, Outcome.UNREADABLE):
        return "abstains"
    return "decided" if one.by == "person" else "changes"


async def keep(desk: StudioDesk, graders: Graders, school: UUID, learner: UUID, attempt: str) -> bool:
    """Check one answer again and record what its checker says now; False where nothing is to be recorded any more.

    Recorded once, however often it is asked.
    """
    async with desk.database.school(school) as conn:
        person = await people.view_person(conn, learner)
        one = await standing_of(conn, learner, await find_attempt(conn, learner, attempt))
        courses = await _courses(conn, desk, [one])
    replay = await _replay(desk, graders, person, one, courses)
    if replay.found != "changes" or replay.verdict is None:
        return False
    verdict, written = replay.verdict, []

    async def drafts(conn: Connection) -> Sequence[Draft]:
        now = await standing_of(conn, learner, one.event)
        if (now.outcome, now.by, now.said.seq) != (one.outcome, one.by, one.said.seq):
            return ()  # Somebody judged it meanwhile.
        draft = await _draft(desk, conn, learner, now, verdict, replay.now)
        written.append(draft)
        return (draft, *await _answers(conn, learner, draft))

    return await desk.write(school, learner, drafts) and bool(written)


async def _draft(
    desk: StudioDesk, conn: Connection, learner: UUID, one: Standing, verdict: Verdict, wrong: str | None
) -> Draft:
    attempt, kind = one.event, "grade.replayed"
    body = {
        "item": attempt.body["item"],
        "attempt": attempt.draft.key,
        **body_of(verdict),
        "misconception": wrong,
        "difficulty": attempt.body["difficulty"],
        "guess": attempt.body["guess"],
        "evidence": one.evidence,
        "was": one.outcome.value,
        "finishes": await finishes(desk, conn, learner, attempt, verdict.outcome),
        "checked": verdict.checker,
    }
    key = str(uuid5(NAMESPACE_URL, f"replay {attempt.draft.key} {one.said.seq} {verdict.checker}"))
    course = attempt.draft.about.course if attempt.draft.about is not None else ""
    made = Made(checker=verdict.checker, parameters=await desk.folds.version(conn, course))
    return Draft(kind, body, key, None, desk.clock(), about=attempt.draft.about, made=made, version=KINDS[kind].version)


async def _answers(conn: Connection, learner: UUID, judged: Draft) -> Sequence[Draft]:
    """Answer the case that waited for this judgement; a contested grade waits on unless the learner was right."""
    case = await waiting_for(conn, learner, str(judged.body["attempt"]))
    outcome = Outcome(judged.body["outcome"])
    decision = None if case is None else _CLOSED_BY[kind_of(case) == "grade"].get(outcome)
    if case is None or decision is None:
        return ()
    kind, about = "report.answered", case.draft.about
    body = {"report": case_id(case), "decision": decision, "note": ""}
    made, version = Made(judged.made.checker, parameters=judged.made.parameters), KINDS[kind].version
    return (Draft(kind, body, f"{judged.key}/case", None, judged.server_time, about=about, made=made, version=version),)


async def rebuilt(desk: StudioDesk, school: UUID, learner: UUID, course: str) -> None:
    """Fold a learner's log again after a replay, and keep the state."""
    async with desk.database.school(school) as conn:
        await desk.folds.rebuild(conn, await people.view_person(conn, learner), course)
