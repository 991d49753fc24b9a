"""The log is the truth: folded again from the beginning it gives what the desk kept turn by turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from chiron.core.learning import commands as c
from chiron.core.learning.decide import current_step, made_item
from chiron.core.learning.interactions import interaction
from chiron.core.learning.mastery import model
from chiron.core.learning.policies import policy
from chiron.core.learning.state import LearnerState, to_json
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.desks.tutoring.turn import Form, Turn, take_turn
from chiron.engine.folds import Folds
from chiron.engine.folds.held import Held
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import sign_in, store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import AgeBand, Role
from chiron.engine.people.sign_in import Sitting
from chiron.engine.records import log
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from tests.core.tiny import tiny

BEGIN = datetime(2026, 9, 1, 16, tzinfo=UTC)


class Ada:
    """Ada, who works for weeks at the real desk: right and wrong answers, hints, undo, words, skipping."""

    def __init__(self, desk: TutoringDesk, sitting: Sitting, pass_time: Callable[[timedelta], None]) -> None:
        self.desk, self.sitting, self.pass_time = desk, sitting, pass_time
        self.chance, self.number = Random(11), 0

    async def do(self, command: c.Command, form: Form | None = None) -> Turn:
        self.number += 1
        self.pass_time(timedelta(seconds=30))
        return await take_turn(self.desk, self.sitting, "tiny", replace(command, key=f"ada-{self.number:08}"), form)

    async def weeks(self, sittings: int) -> None:
        await self.do(c.SetGoal("", None, "all", "the exam", "2026-12-01", 60))
        for number in range(sittings):
            turn = await self.do(c.Start("", None, "diagnostic" if number == 0 else "practice"))
            for _ in range(60):
                if turn.state.session is None or turn.state.session.ended is not None:
                    break
                turn = await self.one_thing(turn)
            self.pass_time(timedelta(days=3, minutes=self.chance.randrange(600)))

    async def one_thing(self, turn: Turn) -> Turn:
        item = turn.state.item
        assert item is not None
        if item.finished:
            return await self.do(c.Next("", None, item.id))
        setting = self.desk.setting(self.sitting.person, self.sitting.school, turn.frame)
        step = current_step(item, made_item(item, setting))
        assert step is not None
        draw = self.chance.random()
        helped = item.purpose not in ("diagnostic", "test")
        if helped and draw < 0.15:
            return await self.do(c.TakeHint("", None, item.id, step.id, item.step(step.id).rungs))
        if helped and draw < 0.27:
            return await self.do(c.Say("", None, item.id, "what does this mean?"))
        if helped and draw < 0.3:
            return await self.do(c.Skip("", None, item.id))
        kind = interaction(step.kind)
        form = kind.right(step.task, step.key)
        if draw < 0.55 and (wrong := kind.mistakes(step.task, step.key)):
            form = self.chance.choice(wrong)
        assert form is not None
        return await self.do(c.Answer("", None, item.id, step.id), form)


async def worked(database: Database, school: UUID, sittings: int = 6) -> Ada:
    """Ada after weeks at the desk."""
    time = [BEGIN]

    def pass_time(some: timedelta) -> None:
        time[0] += some

    shelf = Shelf()
    chance = Random(3)
    desk = TutoringDesk(database, Folds(shelf, model()), lambda: time[0], lambda: chance, new_id, policy())
    person = new_person(school, "Ada", "ada", frozenset({Role.LEARNER}), BEGIN, AgeBand.ADULT)
    async with database.school(school) as conn:
        await store.add_person(conn, person, None)
        await shelf.publish(conn, tiny())
        token = await sign_in.begin(conn, person, BEGIN)
    sitting = await sign_in.sitting(database, token, BEGIN)
    assert sitting is not None
    ada = Ada(desk, sitting, pass_time)
    await ada.weeks(sittings)
    return ada


async def test_weeks_at_the_desk_fold_again_to_the_identical_state(database: Database, school: UUID) -> None:
    ada = await worked(database, school)
    person = ada.sitting.person
    async with database.school(school) as conn:
        kept = await log.gather(conn, person.id, "tiny")
        kinds = {event.kind for event in await log.read(conn, person.id)}
        # A process that just started: nothing cached, the course read from the shelf by the version each event names.
        rebuilt = await Folds(Shelf(), model()).rebuild(conn, person, "tiny")
    assert {"step.attempted", "hint.taken", "message.said", "session.ended"} <= kinds
    assert kept.seq == kept.last >= 60
    assert rebuilt.same
    assert rebuilt.state == kept.state


async def test_a_snapshot_of_other_parameters_is_folded_anew(database: Database, school: UUID) -> None:
    ada = await worked(database, school, sittings=2)
    person, folds = ada.sitting.person, ada.desk.folds
    async with database.school(school) as conn:
        kept = await log.gather(conn, person.id, "tiny")
        # As a version whose model counted otherwise left it: another name, and figures that do not fit ours.
        await log.keep(conn, person.id, "tiny", kept.last, "1 gaussian@0", {"shape": 0, "nonsense": True})
        gathered = await folds.gather(conn, person, "tiny")
        assert to_json(gathered.state) == kept.state
        rebuilt = await folds.rebuild(conn, person, "tiny")
        assert rebuilt.same, "another version's figures are no difference"
        assert (await log.gather(conn, person.id, "tiny")).parameters == folds.parameters


async def test_a_snapshot_that_fell_behind_catches_up(database: Database, school: UUID) -> None:
    ada = await worked(database, school, sittings=2)
    person, folds = ada.sitting.person, ada.desk.folds
    async with database.school(school) as conn:
        kept = await log.gather(conn, person.id, "tiny")
        await log.drop_snapshots(conn, person.id)
        assert to_json((await folds.gather(conn, person, "tiny")).state) == kept.state


async def test_a_state_at_hand_is_used_only_while_the_database_keeps_it(database: Database, school: UUID) -> None:
    ada = await worked(database, school, sittings=2)
    person, folds = ada.sitting.person, ada.desk.folds
    async with database.school(school) as conn:
        first = await folds.gather(conn, person, "tiny")
        assert (await folds.gather(conn, person, "tiny")).state is first.state, "read once"
        kept = await log.gather(conn, person.id, "tiny")
        # Somebody else wrote the same row: a rebuild, or another process.
        await log.keep(
            conn, person.id, "tiny", kept.last, folds.parameters, {**kept.state, "seconds": {"2026-11-02": 7}}
        )
    async with database.school(school) as conn:
        assert (await folds.gather(conn, person, "tiny")).state.seconds == {"2026-11-02": 7}
        await log.drop_snapshots(conn, person.id)
        assert to_json((await folds.gather(conn, person, "tiny")).state) == kept.state


def test_only_the_latest_states_are_held() -> None:
    held, people = Held(most=2), [UUID(int=n) for n in range(3)]
    for person in people:
        held.keep(person, "tiny", "1.1", 1, LearnerState())
    assert [held.version(person, "tiny") for person in people] == ["", "1.1", "1.1"]
    assert held.state(people[1], "tiny", "1.2") is None
    assert held.state(people[1], "tiny", "1.1") == LearnerState()
    held.keep(people[0], "tiny", "1.3", 1, LearnerState())
    assert held.version(people[2], "tiny") == "", "the one that nobody used for longest"
    held.keep(people[1], "tiny", None, 1, LearnerState())
    assert held.version(people[1], "tiny") == "", "of an unknown row nothing is held"
