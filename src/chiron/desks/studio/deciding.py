"""What a person decides about a case: events in the learner's log, and the learner is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, get_args
from uuid import UUID

from chiron.core.errors import Conflict, InvalidInput
from chiron.core.events import About, Draft
from chiron.core.words import Json, Outcome
from chiron.desks.studio import store
from chiron.desks.studio.cases import lay_open
from chiron.desks.studio.desk import StudioDesk
from chiron.desks.studio.grading import grade
from chiron.desks.studio.holding import approved
from chiron.desks.studio.inbox import Case, CaseKind, view_case
from chiron.engine.people.person import Person
from chiron.engine.records import outbox
from chiron.engine.records.database import Connection

Decision = Literal["agreed", "kept", "right", "not-yet", "answered", "planned", "acknowledged", "approved", "refused"]

CHOICES: dict[CaseKind, tuple[Decision, ...]] = {
    "grade": ("agreed", "kept"),
    "answer": ("right", "not-yet"),
    "report": ("answered",),
    "stuck": ("planned",),
    "rule": ("acknowledged",),
    "held": ("approved", "refused"),
    "alert": ("acknowledged",),
}
"""What may be decided about each kind of case."""

GRADES: dict[Decision, Outcome] = {
    "agreed": Outcome.CORRECT,
    "kept": Outcome.INCORRECT,
    "right": Outcome.CORRECT,
    "not-yet": Outcome.INCORRECT,
}
CHANGED_WITHIN = timedelta(days=7)
"""For so long a decision may be changed; the later one holds."""
LONGEST_NOTE = 4000


def read_note(text: str, needed: bool) -> str:
    """A person's words to a learner. Raises InvalidInput naming ``note``."""
    clean = "".join(ch for ch in text if ch in "\n\t" or ord(ch) >= 32).replace("\x7f", "").strip()
    if len(clean) > LONGEST_NOTE:
        raise InvalidInput(f"Shorten the note to {LONGEST_NOTE:,} characters or fewer.", field="note")
    if needed and not clean:
        raise InvalidInput("Write an answer: the learner is told what you found.", field="note")
    return clean


def read_decision(kind: CaseKind, text: str) -> Decision:
    """A decision that this kind of case allows. Raises InvalidInput."""
    for choice in get_args(Decision):
        if choice == text and choice in CHOICES[kind]:
            found: Decision = choice
            return found
    raise InvalidInput("Choose one of the buttons below.", field="decision")


def may_change(case: Case, now: datetime) -> bool:
    """Whether an answered case may still be decided otherwise."""
    closed = case.closed
    if closed is None or case.kind not in ("grade", "answer"):
        return False
    return now - closed.draft.server_time <= CHANGED_WITHIN


async def decide(desk: StudioDesk, actor: Person, learner: UUID, id: str, decision: str, note: str, key: str) -> Case:
    """Decide a case and tell the learner. The same key counts once.

    Raises Conflict when a colleague decided it otherwise meanwhile, InvalidInput, NotAllowed, NotFound.
    """
    seen: list[Case] = []

    async def drafts(conn: Connection) -> Sequence[Draft]:
        case = await view_case(conn, actor, learner, id)
        seen.append(case)
        chosen = read_decision(case.kind, decision)
        words = read_note(note, needed=chosen in ("answered", "planned"))
        if case.closed is not None and case.closed.draft.key.startswith(key):
            return ()
        if case.closed is not None and not may_change(case, desk.clock()):
            raise Conflict("This was decided already; the case shows by whom and how.")
        return await _drafts(conn, desk, actor, case, chosen, words, key)

    await desk.write(actor.school, learner, drafts)
    return seen[-1]


async def _drafts(
    conn: Connection, desk: StudioDesk, actor: Person, case: Case, decision: Decision, note: str, key: str
) -> Sequence[Draft]:
    if case.kind == "alert":
        body: dict[str, Json] = {"alert": case.id, "note": note}
        return (_draft(desk, actor, case.opened.draft.about, "alert.acknowledged", body, key),)
    body = {"report": case.id, "decision": decision, "note": note}
    answered = _draft(desk, actor, case.opened.draft.about, "report.answered", body, key)
    if decision == "approved":
        said = await approved(conn, case, key, desk.clock())
        return (answered,) if said is None else (answered, said)
    if decision not in GRADES:
        return (answered,)
    view = await lay_open(conn, desk.folds.shelf, case)
    if view.attempt is None:
        raise InvalidInput("What this is about cannot be found, so there is nothing to grade. Write to the learner.")
    judged = await grade(
        desk, conn, actor, case.learner, view.attempt.event, GRADES[decision], note, f"{key}/grade", case.id
    )
    return (answered,) if judged is None else (answered, judged)


def _draft(desk: StudioDesk, actor: Person, about: About | None, kind: str, body: dict[str, Json], key: str) -> Draft:
    return Draft(kind, body, key, actor.id, desk.clock(), about=about)


async def ask_colleague(desk: StudioDesk, actor: Person, learner: UUID, id: str, colleague: UUID, note: str) -> str:
    """Ask somebody who teaches this learner too; gives their name. Asking twice changes nothing.

    Raises InvalidInput, NotAllowed, NotFound.
    """
    words = read_note(note, needed=False)
    async with desk.database.school(actor.school) as conn:
        case = await view_case(conn, actor, learner, id)
        others = dict(await store.view_colleagues(conn, actor.id, learner))
        if colleague not in others:
            raise InvalidInput("Choose somebody who teaches this learner too.", field="colleague")
        asked = store.Asked(learner, case.id, colleague, actor.id, words, desk.clock())
        if await store.ask(conn, asked):
            await outbox.post(conn, "colleague-asked", colleague, {"subject": str(learner), "case": case.id})
    return others[colleague]
