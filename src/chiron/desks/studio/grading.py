"""A person's judgement of an attempt as an event, whatever was said of it before."""

from __future__ import annotations

from uuid import UUID

from chiron.core.errors import NotFound
from chiron.core.events import KINDS, Draft, Event, Made
from chiron.core.learning.generate import CannotGenerate, generate
from chiron.core.learning.standing import KINDS as STANDING
from chiron.core.learning.standing import Standing, standings
from chiron.core.words import Outcome
from chiron.desks.studio.desk import StudioDesk
from chiron.engine.people import store as people
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.engine.records.database import Connection


async def standing_of(conn: Connection, learner: UUID, attempt: Event) -> Standing:
    """How an attempt stands in its learner's log."""
    events = await log.named(conn, learner, STANDING, "item", str(attempt.body["item"]))
    return standings(events)[attempt.draft.key]


async def find_attempt(conn: Connection, learner: UUID, key: str) -> Event:
    """The attempt of that key. Raises NotFound."""
    found = await log.by_key(conn, learner, key)
    if found is None or found.kind != "step.attempted":
        raise NotFound("There is no such answer. It may be another learner's.")
    return found


async def grade(
    desk: StudioDesk,
    conn: Connection,
    actor: Person,
    learner: UUID,
    attempt: Event,
    outcome: Outcome,
    note: str,
    key: str,
    report: str | None,
) -> Draft | None:
    """What puts a person's judgement in the place of what counted so far; nothing where the same counts already.

    ``report`` is the case that it answers, None where the person decided of their own accord: the learner is then told
    of the judgement itself.
    """
    one = await standing_of(conn, learner, attempt)
    partly = one.outcome is Outcome.PARTLY and outcome is Outcome.INCORRECT
    if (one.outcome is outcome and one.by != "self") or partly:
        return None
    body = {
        "item": attempt.body["item"],
        "attempt": attempt.draft.key,
        "outcome": outcome.value,
        "difficulty": attempt.body["difficulty"],
        "guess": attempt.body["guess"],
        "note": note,
        "evidence": one.evidence,
        "was": one.outcome.value,
        "misconception": one.wrong,
        "finishes": await finishes(desk, conn, learner, attempt, outcome),
        "report": report,
    }
    course = attempt.draft.about.course if attempt.draft.about is not None else ""
    kind, made = "grade.decided", Made(parameters=await desk.folds.version(conn, course))
    return Draft(
        kind, body, key, actor.id, desk.clock(), about=attempt.draft.about, made=made, version=KINDS[kind].version
    )


async def finishes(desk: StudioDesk, conn: Connection, learner: UUID, attempt: Event, outcome: Outcome) -> bool:
    """Whether the learner's open item is over once this attempt is judged so."""
    about = attempt.draft.about
    if outcome is not Outcome.CORRECT or about is None:
        return False
    gathered = await desk.folds.gather(conn, await people.view_person(conn, learner), about.course)
    item = gathered.state.item
    if item is None or item.finished or item.id != attempt.body["item"]:
        return False
    try:
        made = generate(gathered.frame.course, item.skill, item.template, item.seed)
    except (KeyError, CannotGenerate):
        return False
    return all(step.id == about.step or item.step(step.id).done for step in made.steps)
