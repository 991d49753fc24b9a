"""``chiron trial``: started, listed, read out, stopped; and what it refuses, in one line."""

from __future__ import annotations

from uuid import UUID

import pytest
from tests.cli.test_people import Desk, desk, hillside  # noqa: F401
from tests.core.tiny import tiny
from tests.desks.test_locks import taught as taught_by_dana
from tests.desks.test_rebuild import BEGIN, worked

from chiron.core.errors import Conflict, InvalidInput, NotFound
from chiron.engine.fits import trials
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import consent, locks, schools
from chiron.engine.people.consent import Matter
from chiron.engine.people.locks import Rule
from chiron.engine.records import log
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from chiron.faces.cli.rebuild import rebuild
from chiron.faces.cli.trial import read_arms


@pytest.fixture
async def taught(hillside: Desk, database: Database, capsys: pytest.CaptureFixture[str]) -> Desk:  # noqa: F811
    """The school, with a course."""
    school = await schools.find(database, "hillside-school")
    async with database.school(school.id) as conn:
        await Shelf().publish(conn, tiny())
    capsys.readouterr()
    return hillside


async def test_a_trial_from_start_to_stop(taught: Desk, database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert await taught.run("trial", "list") == 0
    assert "There is no trial here" in capsys.readouterr().out
    words = ("start", "tiny", "Autumn", "--arm", "steady", "--arm", "gain=3", "--outcome", "reviews", "--days", "21")
    assert await taught.run("trial", *words) == 0
    said = capsys.readouterr().out
    assert "Autumn runs in Tiny: steady (25%) and gain (75%); compared by share right at delayed answers in 21" in said
    school = await schools.find(database, "hillside-school")
    async with database.school(school.id) as conn:
        kept = await trials.find(conn, "autumn")
    assert (dict(kept.shares), kept.outcome, kept.days) == ({"steady": 1.0, "gain": 3.0}, "reviews", 21)
    await taught.run("trial", "list")
    assert "Autumn: steady (25%) and gain (75%) in tiny" in capsys.readouterr().out
    await taught.run("trial", "show", "Autumn")
    told = capsys.readouterr().out
    assert "gain beside steady: too early to say anything: 15 learners of each" in told
    with pytest.raises(Conflict):
        await taught.run("trial", "start", "tiny", "Winter", "--arm", "steady", "--arm", "gain")
    await taught.run("trial", "stop", "Autumn")
    assert "Autumn is stopped" in capsys.readouterr().out
    await taught.run("trial", "list")
    assert "stopped 20" in capsys.readouterr().out


async def test_what_is_wrong_is_refused(taught: Desk) -> None:
    with pytest.raises(NotFound):
        await taught.run("trial", "show", "Autumn")
    with pytest.raises(NotFound):
        await taught.run("trial", "start", "nothing", "Autumn", "--arm", "steady", "--arm", "gain")
    for arms in (("--arm", "steady"), ("--arm", "steady", "--arm", "nobody")):
        with pytest.raises(InvalidInput):
            await taught.run("trial", "start", "tiny", "Autumn", *arms)
    with pytest.raises(InvalidInput):
        await taught.run("trial", "start", "tiny", "Autumn", "--arm", "steady", "--arm", "gain", "--school-agrees")
    assert read_arms(["steady", "gain=0.5"]) == {"steady": 1.0, "gain": 0.5}
    for wrong in (["gain", "gain=2"], ["gain=much"]):
        with pytest.raises(InvalidInput):
            read_arms(wrong)


async def test_rebuild_gives_the_identical_states_under_a_trial_and_a_lock(database: Database, school: UUID) -> None:
    ada = await worked(database, school, sittings=1)
    person = ada.sitting.person
    dana, _olga, room = await taught_by_dana(database, ada)
    async with database.school(school) as conn:
        await trials.start(conn, new_id(), "tiny", "Autumn", {"steady": 1.0, "gain": 1.0}, "skills", 14, False, BEGIN)
        await consent.record(conn, person.id, Matter.TRIALS, True, person.id, "self", BEGIN)
        await locks.set_lock(conn, dana, new_id(), room, tiny(), Rule(pace=1, ceiling=("first", "second")), BEGIN)
    await ada.weeks(2)
    async with database.school(school) as conn:
        await trials.stop(conn, "Autumn", BEGIN)
        await locks.lift(conn, dana, room, "tiny", BEGIN)
        marks = [set(e.body["because"]) for e in await log.read(conn, person.id, kinds={"item.opened"})]
    assert any({"trial", "arm", "locked"} <= mark for mark in marks)
    lines = [line async for line in rebuild(database, school, "north")]
    assert [(line.person, line.course, line.same) for line in lines] == [("ada", "tiny", True)]
