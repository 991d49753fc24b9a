"""Recorded answers checked again by command: listed, recorded only on a word, reversible, and told where it matters."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from tests.core.tiny import tiny
from tests.web.every_kind import every_kind

from chiron.core.errors import InvalidInput
from chiron.core.events import Event
from chiron.core.learning import commands as c
from chiron.core.learning.course import Course
from chiron.core.learning.interactions import Unread
from chiron.core.learning.interactions.numeric.grader import Numeric
from chiron.core.learning.mastery import model
from chiron.core.learning.policies import policy
from chiron.core.learning.state import LearnerState, SkillRecord
from chiron.core.words import Outcome, Verdict
from chiron.desks.studio.desk import StudioDesk
from chiron.desks.studio.inbox import open_cases
from chiron.desks.studio.overruling import overrule
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.desks.tutoring.turn import take_turn
from chiron.desks.tutoring.views.news import KINDS, news
from chiron.engine.folds import Folds
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import classes, schools, sign_in, store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.records import log
from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from chiron.faces.cli import office, regrade
from chiron.main.settings import Settings

BEGIN = datetime.now(UTC) - timedelta(days=2)


def never(**_: Any) -> Any:
    """This command starts nothing."""
    raise AssertionError


@pytest.fixture
def desk(endpoint: Endpoint, home: Path, monkeypatch: pytest.MonkeyPatch) -> office.Office:
    async def prepared(*_: object) -> Endpoint:
        return replace(endpoint, server=None)

    monkeypatch.setattr(office, "prepare", prepared)
    return office.Office(Settings(home=home), never)


def options(**given: Any) -> argparse.Namespace:
    """What a command line said; nothing else is asked for."""
    wanted = {
        "dry_run": False,
        "school": None,
        "course": None,
        "checker": None,
        "since": None,
        "csv": None,
        "yes": False,
    }
    return argparse.Namespace(**(wanted | given))


@dataclass
class Room:
    """Ada's answers to one question in numbers, at the real desks. Dana teaches her; Cleo is at another school."""

    database: Database
    school: UUID
    tutoring: TutoringDesk
    ada: Person
    dana: Person
    attempts: list[str]

    async def state(self) -> LearnerState:
        async with self.database.school(self.school) as conn:
            return (await Folds(Shelf(), model()).gather(conn, self.ada, "tiny")).state

    async def record(self) -> SkillRecord:
        return (await self.state()).record("first")

    async def events(self, *kinds: str) -> list[Event]:
        async with self.database.school(self.school) as conn:
            return await log.read(conn, self.ada.id, kinds=kinds or None)

    async def told(self) -> list[tuple[str, str]]:
        found = news([e for e in await self.events() if e.kind in KINDS], datetime.now(UTC))
        return [(one.what, one.decision) for one in found]

    async def decide(self, attempt: str, decision: str) -> None:
        studio = StudioDesk(self.database, self.tutoring.folds, lambda: datetime.now(UTC), new_id)
        await overrule(studio, self.dana, self.ada.id, attempt, decision, "", str(new_id()))


async def answered(
    database: Database, school: UUID, typed: list[str], course: Course | None = None, skill: str = "first"
) -> Room:
    """Ada answers a question so."""
    course = course or tiny()
    time = [BEGIN]
    desk = TutoringDesk(database, Folds(Shelf(), model()), lambda: time[0], lambda: Random(5), new_id, policy())
    ada = new_person(school, "Ada", "ada", frozenset({Role.LEARNER}), BEGIN, AgeBand.ADULT)
    dana = new_person(school, "Dana", "dana", frozenset({Role.TEACHER}), BEGIN, AgeBand.ADULT)
    async with database.school(school) as conn:
        for person in (ada, dana):
            await store.add_person(conn, person, None)
        room = await classes.make(conn, dana, "8B", "Autumn", BEGIN)
        await classes.store.add_member(conn, room.id, ada.id, "learner", BEGIN)
        await desk.folds.shelf.publish(conn, course)
        token = await sign_in.begin(conn, ada, BEGIN)
    sitting = await sign_in.sitting(database, token, BEGIN)
    assert sitting is not None
    turn = await take_turn(desk, sitting, course.id, c.Start("start", None, "skill", skill))
    for number, text in enumerate(typed):
        time[0] += timedelta(minutes=1)
        item = turn.state.item
        assert item is not None
        step = next(s.id for s in _steps(desk, sitting, turn) if not item.step(s.id).done)
        command = c.Answer(f"answer-{number}", None, item.id, step)
        turn = await take_turn(desk, sitting, course.id, command, {"answer": [text]})
    made = Room(database, school, desk, ada, dana, [])
    await desk.graders.close()
    made.attempts = [event.draft.key for event in await made.events("step.attempted")]
    return made


def _steps(desk: TutoringDesk, sitting: Any, turn: Any) -> Any:
    from chiron.core.learning.decide import made_item

    return made_item(turn.state.item, desk.setting(sitting.person, sitting.school, turn.frame)).steps


@pytest.fixture
async def room(database: Database, school: UUID) -> Room:
    return await answered(database, school, ["1", "2", "3"])


Newer = Callable[[Callable[[str], Outcome | None]], None]


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Newer:
    """A numeric checker of version 9 that says of a text what a test wants: None cannot be read."""

    def install(says: Callable[[str], Outcome | None]) -> None:
        def grade(self: Numeric, task: Any, key: Any, response: Any) -> Verdict:
            outcome = says(response["typed"])
            if outcome is None:
                raise Unread("unreadable", 0)
            credit = {Outcome.CORRECT: 1.0, Outcome.PARTLY: 0.5}.get(outcome, 0.0)
            return Verdict(outcome, "numeric@9", credit=credit, proof={"read": response["typed"]})

        monkeypatch.setattr(Numeric, "grade", grade)

    return install


def kinder(text: str) -> Outcome:
    """Takes 1 as right."""
    return Outcome.CORRECT if text == "1" else Outcome.INCORRECT


async def test_the_same_checker_says_the_same(
    desk: office.Office, room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await regrade.run(options(dry_run=True), desk) == 0
    assert "3 answers checked again: 3 the same, 0 would change" in capsys.readouterr().out


async def test_a_dry_run_lists_and_writes_nothing(
    desk: office.Office, room: Room, newer: Newer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer(kinder)
    before, file = await room.record(), tmp_path / "list.csv"
    assert await regrade.run(options(dry_run=True, csv=file), desk) == 0
    out = capsys.readouterr().out
    (was,) = {event.draft.made.checker for event in await room.events("step.attempted")}
    assert f"ada {BEGIN + timedelta(minutes=1):%Y-%m-%d %H:%M} tiny/first {room.attempts[0]}: " in out
    assert f"incorrect by {was} -> correct by numeric@9: changes" in out
    assert "3 answers checked again: 2 the same, 1 would change" in out
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    assert [(row["attempt"], row["was"], row["would be"], row["by"], row["would be by"]) for row in rows] == [
        (room.attempts[0], "incorrect", "correct", was, "numeric@9")
    ]
    assert not await room.events("grade.replayed")
    assert await room.record() == before


async def test_without_a_word_nothing_is_recorded(
    desk: office.Office, room: Room, newer: Newer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    newer(kinder)
    with pytest.raises(InvalidInput, match="nobody is there"):
        await regrade.run(options(), desk)
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda self: True})())
    monkeypatch.setattr("builtins.input", lambda _: "")
    assert await regrade.run(options(), desk) == 0
    assert "Nothing was recorded." in capsys.readouterr().out
    assert not await room.events("grade.replayed")


async def test_what_is_recorded_is_chirons_follows_in_the_state_and_is_told(
    desk: office.Office, room: Room, newer: Newer, capsys: pytest.CaptureFixture[str]
) -> None:
    newer(kinder)
    before = await room.record()
    assert await regrade.run(options(yes=True), desk) == 0
    assert "1 of 1 recorded" in capsys.readouterr().out
    (event,) = await room.events("grade.replayed")
    assert (event.draft.actor, event.draft.made.checker, event.body["was"]) == (None, "numeric@9", "incorrect")
    after = await room.record()
    assert after.estimate is not None
    assert before.estimate is not None
    assert after.estimate.mean > before.estimate.mean
    assert after.opportunities == before.opportunities
    assert await room.told() == [("replayed", "right")]
    async with room.database.school(room.school) as conn:
        kept = await log.gather(conn, room.ada.id, "tiny")
        again = await Folds(Shelf(), model()).rebuild(conn, room.ada, "tiny")
    assert kept.seq == kept.last, "the state was kept"
    assert again.same
    assert await regrade.run(options(yes=True), desk) == 0
    assert len(await room.events("grade.replayed")) == 1, "what counts so already is recorded once"


async def test_an_older_checker_takes_it_back_and_so_may_a_person(
    desk: office.Office, room: Room, newer: Newer, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (await room.record()).estimate
    assert before is not None
    with monkeypatch.context():
        newer(kinder)
        await regrade.run(options(yes=True), desk)
    newer(lambda _: Outcome.INCORRECT)
    await regrade.run(options(yes=True), desk)
    after = (await room.record()).estimate
    assert after is not None
    assert (after.mean, after.variance) == pytest.approx((before.mean, before.variance), abs=1e-9)
    newer(kinder)
    await regrade.run(options(yes=True), desk)
    assert len(await room.events("grade.replayed")) == 3
    await room.decide(room.attempts[0], "not-yet")
    after = (await room.record()).estimate
    assert after is not None
    assert after.mean == pytest.approx(before.mean, abs=1e-9)


async def test_what_a_person_decided_stands(
    desk: office.Office, room: Room, newer: Newer, capsys: pytest.CaptureFixture[str]
) -> None:
    await room.decide(room.attempts[0], "right")
    newer(lambda _: Outcome.PARTLY)
    before = await room.record()
    await regrade.run(options(yes=True), desk)
    assert "a person decided, and that stands" in capsys.readouterr().out
    assert (await room.record()).trace == before.trace
    assert {event.body["attempt"] for event in await room.events("grade.replayed")} == set(room.attempts[1:])


async def test_what_cannot_be_judged_now_is_listed_and_left_alone(
    desk: office.Office, room: Room, newer: Newer, capsys: pytest.CaptureFixture[str]
) -> None:
    newer({"1": None, "2": Outcome.PERSON}.get)  # type: ignore[arg-type]
    await regrade.run(options(yes=True), desk)
    out = capsys.readouterr().out
    assert "not judged now; left as it is" in out
    assert "not read now; left as it is" in out
    assert not await room.events("grade.replayed")


async def test_only_what_is_meant_is_checked(
    desk: office.Office, room: Room, newer: Newer, capsys: pytest.CaptureFixture[str]
) -> None:
    newer(kinder)
    for given in (
        {"course": "other"},
        {"checker": "expression"},
        {"checker": "numeric@0"},
        {"since": datetime.now(UTC)},
    ):
        await regrade.run(options(dry_run=True, **given), desk)
        assert "0 answers checked again" in capsys.readouterr().out
    for given in ({"course": "tiny"}, {"checker": "numeric"}, {"since": BEGIN}):
        await regrade.run(options(dry_run=True, **given), desk)
        assert "3 answers checked again: 2 the same, 1 would change" in capsys.readouterr().out


async def test_one_school_is_not_anothers(
    desk: office.Office,
    room: Room,
    other_school: UUID,
    database: Database,
    newer: Newer,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Cleo's school is named: Ada's answers are not among those."""
    newer(kinder)
    async with database.school(other_school) as conn:
        slug = (await store.view_school(conn)).slug
    await regrade.run(options(dry_run=True, school=slug), desk)
    assert "0 answers checked again" in capsys.readouterr().out
    assert await schools.find(database, slug)


async def test_an_answer_is_checked_against_the_version_it_was_asked_in(
    desk: office.Office, room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    """A newer version of the course has other answers; the recorded items are those of the old one."""
    document = tiny().model_dump(mode="json", exclude_defaults=True)
    for skill in document["units"][0]["skills"]:
        for template in skill["templates"]:
            for step in template["steps"]:
                step["answer"], step["wrong"] = "1", []
    async with room.database.school(room.school) as conn:
        await Shelf().publish(conn, type(tiny()).model_validate(document))
    await regrade.run(options(dry_run=True), desk)
    assert "3 answers checked again: 3 the same, 0 would change" in capsys.readouterr().out


async def waiting_cases(room: Room) -> list[str]:
    """What waits for Dana."""
    async with room.database.school(room.school) as conn:
        return [case.kind for case in await open_cases(conn, room.dana)]


@pytest.mark.parametrize(
    ("says", "closed"),
    [(Outcome.CORRECT, "right"), (Outcome.INCORRECT, "not-yet"), (Outcome.PARTLY, "not-yet"), (Outcome.ONWARD, None)],
)
async def test_a_case_that_waited_for_a_person_is_answered_by_the_checker_that_can_judge_it_now(
    desk: office.Office, database: Database, school: UUID, newer: Newer, says: Outcome, closed: str | None
) -> None:
    newer(lambda _: Outcome.PERSON)
    room = await answered(database, school, ["1"])
    assert await waiting_cases(room) == ["answer"]
    newer(lambda _: says)
    assert await regrade.run(options(yes=True), desk) == 0
    assert await waiting_cases(room) == ([] if closed else ["answer"])
    told = [(e.body["decision"], e.draft.actor, e.draft.made.checker) for e in await room.events("report.answered")]
    assert told == ([(closed, None, "numeric@9")] if closed else [])
    assert all(not one.open for one in (await room.state()).contests) is bool(closed)
    assert await room.told() == [("replayed", "right" if says is Outcome.CORRECT else "not-yet")], "told once"
    await regrade.run(options(yes=True), desk)
    assert len(await room.events("report.answered")) == len(told), "once"
    async with room.database.school(room.school) as conn:
        assert (await Folds(Shelf(), model()).rebuild(conn, room.ada, "tiny")).same


@pytest.mark.parametrize("says", [Outcome.CORRECT, Outcome.PARTLY])
async def test_a_contested_grade_waits_for_a_person_unless_the_learner_was_right(
    desk: office.Office, room: Room, newer: Newer, says: Outcome
) -> None:
    await contest(room, room.attempts[0])
    assert await waiting_cases(room) == ["grade"]
    newer(lambda text: says if text == "1" else Outcome.INCORRECT)
    await regrade.run(options(yes=True), desk)
    right = says is Outcome.CORRECT
    assert await waiting_cases(room) == ([] if right else ["grade"])
    assert [e.body["decision"] for e in await room.events("report.answered")] == (["agreed"] if right else [])


async def contest(room: Room, attempt: str) -> None:
    """Ada says that it was right."""
    async with room.database.school(room.school) as conn:
        token = await sign_in.begin(conn, room.ada, BEGIN)
    sitting = await sign_in.sitting(room.database, token, BEGIN)
    assert sitting is not None
    command = c.Report("contest", None, "grade", attempt=attempt, text="It is right.")
    await take_turn(room.tutoring, sitting, "tiny", command)


async def test_what_can_be_slow_is_checked_in_the_workers(
    desk: office.Office, database: Database, school: UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    made = await answered(database, school, ["3x = 25", "3x = 15"], every_kind(), "working")
    assert len(made.attempts) == 2
    assert await regrade.run(options(dry_run=True), desk) == 0
    assert "2 answers checked again: 2 the same" in capsys.readouterr().out
