"""A teacher decides any attempt of a learner, contested or not: the state follows, and the learner is told."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chiron.core.errors import InvalidInput
from chiron.core.events import KINDS, Draft, Event
from chiron.desks.studio.deciding import GRADES, Decision, read_note
from chiron.desks.studio.desk import StudioDesk
from chiron.desks.studio.grading import find_attempt, grade
from chiron.desks.studio.inbox import kind_of, waiting_for
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection

CHOICES: tuple[Decision, ...] = ("right", "not-yet")
_OF_A_CONTEST: dict[Decision, Decision] = {"right": "agreed", "not-yet": "kept"}


async def overrule(
    desk: StudioDesk, actor: Person, learner: UUID, attempt: str, decision: str, note: str, key: str
) -> bool:
    """Decide an attempt; False where it counted so already and nothing waited. The same key counts once.

    A case that waits for this very attempt is answered by it. Raises InvalidInput, NotAllowed, NotFound.
    """
    written: list[bool] = []

    async def drafts(conn: Connection) -> Sequence[Draft]:
        await require(conn, actor, Action.JUDGE, learner)
        chosen = next((choice for choice in CHOICES if choice == decision), None)
        if chosen is None:
            raise InvalidInput("Choose whether it is right or not yet.", field="decision")
        words = read_note(note, needed=False)
        tried = await find_attempt(conn, learner, attempt)
        if tried.body["response"] is None:
            raise InvalidInput("Here is no answer to judge: the learner said that they do not know.", field="decision")
        case = await waiting_for(conn, learner, attempt)
        made = await _drafts(desk, conn, actor, learner, tried, chosen, words, key, case)
        written.append(bool(made))
        return made

    kept = await desk.write(actor.school, learner, drafts)
    return written[-1] if kept else True


async def _drafts(
    desk: StudioDesk,
    conn: Connection,
    actor: Person,
    learner: UUID,
    tried: Event,
    chosen: Decision,
    note: str,
    key: str,
    case: Event | None,
) -> Sequence[Draft]:
    if case is None:
        judged = await grade(desk, conn, actor, learner, tried, GRADES[chosen], note, key, None)
        return () if judged is None else (judged,)
    report = str(case.body["report"])
    body = {"report": report, "decision": _OF_A_CONTEST[chosen] if kind_of(case) == "grade" else chosen, "note": note}
    kind = "report.answered"
    version = KINDS[kind].version
    answered = Draft(kind, body, key, actor.id, desk.clock(), about=case.draft.about, version=version)
    judged = await grade(desk, conn, actor, learner, tried, GRADES[chosen], note, f"{key}/grade", report)
    return (answered,) if judged is None else (answered, judged)
