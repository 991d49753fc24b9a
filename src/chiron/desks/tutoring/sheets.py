"""Turns at a sheet: begun, answered, handed in, given up. Nothing is said by the tutor here."""

from __future__ import annotations

from dataclasses import replace

from chiron.core.errors import Conflict, InvalidInput
from chiron.core.learning import commands as c
from chiron.core.learning.decide import Decision, OldPage, Setting, decide
from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions import Unread
from chiron.core.learning.lineage.hearing import heard_by
from chiron.core.learning.state import LearnerState
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.desks.tutoring.turn import TRIES, Form, Turn, record
from chiron.engine.folds import Gathered
from chiron.engine.folds.versions import at_version
from chiron.engine.library.versions import lineage
from chiron.engine.people.person import Person
from chiron.engine.people.sign_in import Sitting
from chiron.engine.records import log
from chiron.engine.records.database import Connection


async def look_at_sheet(desk: TutoringDesk, person: Person, course: str) -> Turn:
    """The state as it is, with the course in the version that the open sheet was drawn from."""
    async with desk.database.school(person.school) as conn:
        gathered = await _gather(desk, conn, person, course)
    return Turn(gathered.state, gathered.frame, Decision())


async def _gather(desk: TutoringDesk, conn: Connection, person: Person, course: str) -> Gathered:
    gathered = await desk.folds.gather(conn, person, course)
    sheet = gathered.state.sheet
    return await at_version(desk.folds, conn, person, gathered, sheet.version if sheet is not None else None)


async def take_sheet_turn(
    desk: TutoringDesk, sitting: Sitting, course: str, command: c.Command, form: Form | None = None
) -> Turn:
    """Take one turn at the sheet. The same command key counts once, however often it is sent. Raises InvalidInput."""
    person = sitting.person
    for _ in range(TRIES):
        async with desk.database.school(person.school) as conn:
            gathered = await _gather(desk, conn, person, course)
            if isinstance(command, c.OpenSheet):
                command = replace(command, seen=await _seen(conn, person, course))
        setting = desk.setting(person, sitting.school, gathered.frame)
        try:
            made = await _graded(desk, command, gathered.state, setting, form)
            turn = await record(desk, person, course, gathered, decide(gathered.state, made, setting))
            return replace(turn, setting=setting)
        except Unread as unread:
            return Turn(gathered.state, gathered.frame, Decision(), unread=unread, setting=setting)
        except OldPage as old:
            return Turn(gathered.state, gathered.frame, Decision(), notice=old.message, setting=setting)
        except log.AlreadyRecorded:
            return await look_at_sheet(desk, person, course)
        except log.Moved:
            continue
    raise Conflict("This page changes in several places at once. Wait a moment and try again.")


async def _seen(conn: Connection, person: Person, course: str) -> tuple[tuple[str, str, int], ...]:
    """Every item of the course that the learner met: opened, worked out as an example, or on an earlier sheet."""
    found: list[tuple[str, str, int]] = []
    names = await lineage(conn, course)
    for told in await log.read(conn, person.id, course=course, kinds=("item.opened", "sheet.opened")):
        event = heard_by(told, names)
        about = event.draft.about
        if event.kind == "sheet.opened":
            found += [(skill, template, seed) for skill, template, seed, _ in event.body["items"]]
        elif about is not None and about.skill and about.template and about.seed is not None:
            found.append((about.skill, about.template, about.seed))
            example = event.body["because"].get("example")
            if example is not None:
                found.append((about.skill, about.template, int(example)))
    return tuple(dict.fromkeys(found))


async def _graded(
    desk: TutoringDesk, command: c.Command, state: LearnerState, setting: Setting, form: Form | None
) -> c.Command:
    """An answer with its verdict; any other command as it is. No transaction may be open. Raises Unread."""
    if not isinstance(command, c.AnswerSheet) or command.unsure:
        return command
    step = step_of(state, command, setting)
    if step is None:
        return command
    if form is None:
        raise InvalidInput("Write an answer first.", field="answer")
    response, verdict = await desk.graders.judge(step, form)
    return replace(command, response=response, verdict=verdict)


def step_of(state: LearnerState, command: c.AnswerSheet, setting: Setting) -> ItemStep | None:
    """The step that an answer is for, None where the open sheet has none such."""
    sheet = state.sheet
    if sheet is None or sheet.id != command.sheet or not 0 <= command.place < len(sheet.items):
        return None
    planned = sheet.items[command.place]
    made = setting.generate(planned.skill, planned.template, planned.seed)
    return next((step for step in made.steps if step.id == command.step), None)
