"""One turn of tutoring: gather, decide, record, speak, close."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chiron.core.errors import Conflict, InvalidInput
from chiron.core.learning import commands as c
from chiron.core.learning.decide import Decision, OldPage, Setting, decide, item_about, made_item, words_draft
from chiron.core.learning.decide.offers import with_offer
from chiron.core.learning.decide.talk import asked_in
from chiron.core.learning.fold import Frame, apply_draft
from chiron.core.learning.interactions import Unread
from chiron.core.learning.state import LearnerState
from chiron.desks.tutoring.choosing import CHOOSES, Choosing, choosing, with_chances
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.desks.tutoring.flowing import with_flows
from chiron.desks.tutoring.moderating import moderated
from chiron.desks.tutoring.remembering import with_facts
from chiron.desks.tutoring.ruling import recorded as fired
from chiron.desks.tutoring.ruling import rules_of, steered, with_rules
from chiron.desks.tutoring.timing import Laps, stamped, tell
from chiron.engine.dialogue.speak import speak
from chiron.engine.folds import Gathered
from chiron.engine.folds.arrival import Remembered
from chiron.engine.folds.earlier import Asked, recalled, recalls
from chiron.engine.people import alerts, store
from chiron.engine.people.person import Person
from chiron.engine.people.sign_in import Sitting
from chiron.engine.records import log, outbox
from chiron.engine.records.database import Connection, Statement

TRIES = 5
"""How often a turn decides again when another tab was first."""

Form = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of it. ``unread`` marks an answer that could not be read; ``notice`` is a line for the page.
    ``setting`` is what was decided under, where something was. ``closed`` is a skill that a teacher's lock refused.
    """

    state: LearnerState
    frame: Frame
    decision: Decision
    unread: Unread | None = None
    notice: str | None = None
    setting: Setting | None = None
    closed: str | None = None


async def take_turn(
    desk: TutoringDesk,
    sitting: Sitting,
    course: str,
    command: c.Command,
    form: Form | None = None,
    found: log.Found | None = None,
) -> Turn:
    """Take one turn. The same command key counts once, however often it is sent.

    ``found`` is what was read of the learner a moment ago, if it was.
    """
    for _ in range(TRIES):
        laps = Laps()
        gathered = await gather(desk, sitting.person, course, found)
        laps.lap("read")
        try:
            turn = await _try(desk, sitting, course, command, form, gathered, laps)
            if turn.notice and await _known(desk, sitting.person, command.key):
                return await look(desk, sitting.person, course)
            return turn
        except log.AlreadyRecorded:
            return await look(desk, sitting.person, course)
        except log.Moved:
            found = None
    raise Conflict("This page changes in several places at once. Wait a moment and try again.")


async def _known(desk: TutoringDesk, person: Person, key: str) -> bool:
    """Whether this was recorded: what it was sent for may be over by then, as a step that it did."""
    async with desk.database.school(person.school) as conn:
        return await log.by_key(conn, person.id, key) is not None


async def take_remembered_turn(
    desk: TutoringDesk, known: Remembered, course: str, command: c.Command, form: Form | None = None
) -> Turn | None:
    """A turn decided from what this process remembers, written only if all of that still holds: one message in all.

    None where nothing was written: then the turn is to be taken as any other, which also says why.
    """
    laps = Laps()
    gathered = desk.folds.ready(known.found, known.sitting.person, course)
    if gathered is None:
        return None
    laps.lap("read")
    try:
        turn = await _try(desk, known.sitting, course, command, form, gathered, laps, known.holds)
    except (InvalidInput, log.AlreadyRecorded, log.Moved):
        return None
    return turn if turn.decision.drafts else None


async def _try(
    desk: TutoringDesk,
    sitting: Sitting,
    course: str,
    command: c.Command,
    form: Form | None,
    gathered: Gathered,
    laps: Laps,
    holds: Statement | None = None,
) -> Turn:
    """Decide, record and speak. Authored words are said at once, so one write holds them too; no transaction is open
    before it. Raises Moved or AlreadyRecorded.
    """
    setting = desk.setting(sitting.person, sitting.school, gathered.frame)
    if isinstance(command, c.Say):
        command = await moderated(desk.moderation, sitting.person, command)
    if isinstance(command, c.Say) and desk.meaning is not None and setting.talk.index is not None:
        near = await desk.meaning.compare(
            sitting.person, setting.talk.index, asked_in(gathered.state, command, setting)
        )
        setting = replace(setting, talk=replace(setting.talk, near=near))
    if isinstance(command, c.SelfJudge):
        setting = await with_readers(desk, sitting.person, setting)
    ruled = await rules_of(desk, sitting, course)
    if isinstance(command, c.Say):
        setting = await with_flows(desk, sitting.person, sitting.school, setting)
    if isinstance(command, CHOOSES):
        chosen = await choosing(desk, sitting.person, sitting.school, setting)
        setting = await with_chances(desk, sitting.person, gathered, chosen.setting)
        if isinstance(command, c.Start) and _refused(command, gathered.state, chosen):
            return Turn(gathered.state, gathered.frame, Decision(), closed=command.skill)
        setting, ruled = await steered(desk, sitting, gathered, setting, command, ruled)
        laps.lap("choose")
    try:
        command = await graded(desk, sitting.person, command, gathered, setting, form)
        if isinstance(command, c.Answer):
            laps.lap("grade")
        decision = decide(gathered.state, command, setting)
        if isinstance(command, c.Say):
            decision = await with_facts(desk, sitting, command, decision)
    except Unread as unread:
        return Turn(gathered.state, gathered.frame, Decision(), unread=unread, setting=setting)
    except OldPage as old:
        return Turn(gathered.state, gathered.frame, Decision(), notice=old.message)
    decision = with_offer(gathered.state, await spoken(decision), setting, desk.helps(sitting.person, course))
    decided = len(decision.drafts)
    decision, after = await with_rules(desk, sitting, gathered, setting, decision, ruled)
    laps.lap("decide")
    folded = None if after is None else Folded(after, decided)
    turn = await record(desk, sitting.person, course, gathered, stamped(decision, laps), holds, folded)
    fired(sitting.person.id, gathered, decision.drafts)
    if desk.telemetry is not None:
        laps.lap("write")
        tell(desk, decision, laps)
    return replace(turn, setting=setting)


def _refused(command: c.Start, state: LearnerState, chosen: Choosing) -> bool:
    """Whether a skill is chosen that a lock closes. What the learner is in the middle of goes on all the same."""
    session = state.session
    open_now = session is not None and session.ended is None and state.item is not None
    if session is not None and open_now and (session.purpose, session.skill) == (command.purpose, command.skill):
        return False
    return command.skill is not None and chosen.closed(state, command.skill, command.purpose)


async def with_readers(desk: TutoringDesk, person: Person, setting: Setting) -> Setting:
    """The setting that also knows whether anybody else reads answers here; asked only where that matters."""
    async with desk.database.school(person.school) as conn:
        return replace(setting, teacherless=not await store.read_by_others(conn, person.id))


async def gather(desk: TutoringDesk, person: Person, course: str, found: log.Found | None = None) -> Gathered:
    """What is known now; without asking the database again where ``found`` tells all of it."""
    gathered = None if found is None else desk.folds.ready(found, person, course)
    if gathered is None:
        async with desk.database.school(person.school) as conn:
            gathered = await desk.folds.gather(conn, person, course)
    return gathered


async def look(desk: TutoringDesk, person: Person, course: str, found: log.Found | None = None) -> Turn:
    """The state as it is, nothing done."""
    gathered = await gather(desk, person, course, found)
    return Turn(gathered.state, gathered.frame, Decision())


async def graded(
    desk: TutoringDesk,
    person: Person,
    command: c.Command,
    gathered: Gathered,
    setting: Setting,
    form: Form | None,
) -> c.Command:
    """An answer with its verdict; any other command as it is. No transaction may be open: a check can wait for another
    process. What the checker would leave to a person is first compared with what people decided. Raises Unread.
    """
    item = gathered.state.item
    if not isinstance(command, c.Answer) or item is None or item.id != command.item:
        return command
    made = made_item(item, setting)
    step = next((s for s in made.steps if s.id == command.step), None)
    if step is None or item.step(step.id).done:
        return command
    if form is None:
        raise InvalidInput("Write an answer first.", field="answer")
    response, verdict = await desk.graders.judge(step, form)
    if recalls(step, verdict):
        asked = Asked(item_about(item, setting, step), made, step)
        async with desk.database.school(person.school) as conn:
            verdict = await recalled(conn, desk.folds.shelf, asked, response, verdict)
    return replace(command, response=response, verdict=verdict)


async def spoken(decision: Decision) -> Decision:
    """The decision with its words as an event. Authored words are said at once, so one write holds both."""
    if decision.words is None:
        return decision
    said = await speak(decision.words)
    return replace(decision, drafts=(*decision.drafts, words_draft(said, decision.drafts[0])))


async def _alarm(conn: Connection, desk: TutoringDesk, person: Person, decision: Decision) -> None:
    """Have the adults told, one after the other until somebody acknowledges; and whom the learner named themselves."""
    for alert in decision.alerts:
        if alert.kind != alerts.TELLING:
            await outbox.post(conn, alert.kind, None, {"subject": str(person.id), **alert.body})
    raised = [draft for draft in decision.drafts if draft.kind == "alert.raised"]
    for draft in raised:
        await alerts.begin(conn, person.id, str(draft.body["alert"]))
    if raised and desk.letters and (await store.view_school(conn)).alert_adult is None:
        await alerts.tell_contact(conn, person)


@dataclass(frozen=True, slots=True)
class Folded:
    """The state after so many of a decision's events, where somebody asked for it already."""

    state: LearnerState
    events: int


async def record(
    desk: TutoringDesk,
    person: Person,
    course: str,
    gathered: Gathered,
    decision: Decision,
    holds: Statement | None = None,
    folded: Folded | None = None,
) -> Turn:
    """One short write: events, state, notices; where ``holds`` is given only if it does. Raises Moved or
    AlreadyRecorded.
    """
    if not decision.drafts:
        return Turn(gathered.state, gathered.frame, decision)
    state, events = (gathered.state, 0) if folded is None else (folded.state, folded.events)
    for draft in decision.drafts[events:]:
        state = apply_draft(state, draft, gathered.frame)
    folds = desk.folds
    kept = (person.id, gathered.seq, decision.drafts, course, gathered.parameters, folds.writing(gathered, state))
    if not decision.alerts:
        version = await log.record_at_once(desk.database, person.school, *kept, holds)
        folds.held.keep(person.id, course, version, gathered.seq + len(decision.drafts), state)
        return Turn(state, gathered.frame, decision)
    if holds is not None:
        raise log.Moved("Notices are written with a look at the log.")
    async with desk.database.school(person.school) as conn:
        await log.record(conn, *kept)
        await _alarm(conn, desk, person, decision)
    return Turn(state, gathered.frame, decision)
