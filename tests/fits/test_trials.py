"""Trials: what may be started, who takes part in which arm, and where one stands, by value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from chiron.core.errors import ChironError, Conflict, InvalidInput, NotFound
from chiron.core.events import Draft
from chiron.core.learning.mastery import model
from chiron.core.learning.trials import Design, read_out
from chiron.desks.insight.trials import _FINAL, standing
from chiron.engine.fits import trials
from chiron.engine.fits.trials import Trial
from chiron.engine.folds import Folds
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import consent, leaving, store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.consent import Matter
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.records import log
from chiron.engine.records.database import Connection, Database
from chiron.engine.records.ids import new_id
from tests.core.tiny import tiny
from tests.fits.made_up import BEGIN, attempted, opened

LATER = BEGIN + timedelta(days=40)
HALVES = {"steady": 1.0, "gain": 1.0}


async def started(
    conn: Connection, outcome: str = "reviews", shares: Mapping[str, float] = HALVES, school_agrees: bool = False
) -> Trial:
    return await trials.start(conn, new_id(), "tiny", "Autumn", shares, outcome, 14, school_agrees, BEGIN)


async def learner(conn: Connection, school: UUID, name: str, band: AgeBand = AgeBand.ADULT) -> Person:
    made = new_person(school, name, name.lower(), frozenset({Role.LEARNER}), BEGIN, band)
    await store.add_person(conn, made, None)
    return made


async def agree(conn: Connection, person: Person, given: bool = True, at: datetime = BEGIN) -> None:
    await consent.record(conn, person.id, Matter.TRIALS, given, person.id, "self", at)


async def worked(conn: Connection, trial: Trial, person: Person, arm: str, begun: datetime, later: list[bool]) -> None:
    """One answer at the beginning and one a day after another, right or wrong as told."""
    version = (await Shelf().course(conn, "tiny"))[1]
    drafts = list[Draft]()
    for day, right in enumerate([True, *later]):
        at = begun + timedelta(days=day)
        one = opened("tiny", version, "first", "one", day + 1, at)
        body = {**one.body, "because": {"skill": "first", "trial": str(trial.id), "arm": arm}}
        tried = attempted("tiny", version, "first", "one", day + 1, at + timedelta(minutes=1), right)
        drafts += [replace(one, body=body), tried]
    await log.append(conn, person.id, 0, drafts)


async def compared(database: Database, school: UUID, each: int) -> tuple[Trial, list[Person]]:
    """So many learners an arm: of steady every other has half of two delayed answers right, of gain every other all."""
    async with database.school(school) as conn:
        await Shelf().publish(conn, tiny())
        trial = await started(conn)
        people = list[Person]()
        for number in range(2 * each):
            person = await learner(conn, school, f"L{number}")
            await agree(conn, person)
            arm, half = ("steady", "gain")[number % 2], number // 2 % 2 == 0
            right = {"steady": [False, half], "gain": [True, not half]}[arm]
            await worked(conn, trial, person, arm, BEGIN + timedelta(hours=number), right)
            people.append(person)
    return trial, people


def folds() -> Folds:
    return Folds(Shelf(), model())


async def test_it_says_nothing_early_and_then_what_the_always_valid_interval_says(
    database: Database, school: UUID
) -> None:
    trial, _people = await compared(database, school, 20)
    async with database.school(school) as conn:
        at_once = await standing(conn, folds(), trial, BEGIN + timedelta(days=13))
        some = await standing(conn, folds(), trial, BEGIN + timedelta(days=14, hours=27))
        late = await standing(conn, folds(), trial, LATER)
    assert [(arm.begun, arm.over) for arm in at_once.arms] == [(20, 0), (20, 0)]
    assert at_once.against[0].verdict == "early"
    assert [(arm.over, some.against[0].verdict) for arm in some.arms] == [(14, "early")] * 2, "14 of the 15 it takes"
    assert [(arm.policy, arm.arm.count, arm.arm.mean) for arm in late.arms] == [
        ("steady", 20, 0.25),
        ("gain", 20, 0.75),
    ]
    order = [(("steady", "gain")[n % 2], (n % 2) * 0.5 + 0.5 * ((n // 2 % 2 == 0) ^ bool(n % 2))) for n in range(40)]
    assert late.against[0].readout == read_out(Design(("steady", "gain")), order)
    assert (late.against[0].verdict, late.against[0].readout.difference) == ("more", 0.5)


async def test_whoever_is_erased_or_takes_their_word_back_is_gone_from_it(
    database: Database, school: UUID, home: Path
) -> None:
    trial, people = await compared(database, school, 16)
    async with database.school(school) as conn:
        olga = new_person(school, "Olga", "olga", frozenset({Role.OPERATOR}), BEGIN, AgeBand.ADULT)
        await store.add_person(conn, olga, None)
        await agree(conn, people[1], given=False, at=LATER)
    await leaving.erase(database, home, olga, people[0].id, dry=False)
    async with database.school(school) as conn:
        stands = await standing(conn, folds(), trial, LATER)
    assert [(arm.begun, arm.arm.count) for arm in stands.arms] == [(15, 15), (15, 15)]


async def test_what_was_not_over_when_it_stopped_does_not_count(database: Database, school: UUID) -> None:
    trial, _people = await compared(database, school, 4)
    async with database.school(school) as conn:
        stopped = await trials.stop(conn, "autumn", BEGIN + timedelta(days=14, hours=2, minutes=30))
        stands = await standing(conn, folds(), stopped, LATER)
        assert [(arm.begun, arm.over) for arm in stands.arms] == [(4, 2), (4, 1)]
        assert await trials.running(conn, "tiny") is None
        with pytest.raises(Conflict):
            await trials.stop(conn, "Autumn", LATER)
        with pytest.raises(NotFound):
            await trials.stop(conn, "Winter", LATER)
    assert trial.id == stopped.id


async def test_skills_are_counted_beyond_those_of_the_beginning(database: Database, school: UUID) -> None:
    async with database.school(school) as conn:
        await Shelf().publish(conn, tiny())
        trial = await started(conn, "skills")
        ada, ben = await learner(conn, school, "Ada"), await learner(conn, school, "Ben")
        for person, arm, later in ((ada, "gain", [True] * 12), (ben, "steady", [False] * 12)):
            await agree(conn, person)
            await worked(conn, trial, person, arm, BEGIN, later)
        stands = await standing(conn, folds(), trial, LATER)
    assert [(arm.policy, arm.arm.count, arm.arm.mean) for arm in stands.arms] == [("steady", 1, 0.0), ("gain", 1, 1.0)]


async def test_several_arms_share_the_error(database: Database, school: UUID) -> None:
    shares = {"steady": 2.0, "gain": 1.0}
    async with database.school(school) as conn:
        await Shelf().publish(conn, tiny())
        trial = await started(conn, shares=shares)
        three = replace(trial, shares={**shares, "third": 1.0})
        stands = await standing(conn, folds(), three, LATER)
    assert stands.alpha == 0.025
    assert [one.policy for one in stands.against] == ["gain", "third"]
    trial = replace(trial, id=UUID(int=8))  # a lot that is drawn from the trial's id comes out the same each time
    arms = [trial.arm(UUID(int=n)) for n in range(3000)]
    assert arms == [trial.arm(UUID(int=n)) for n in range(3000)]
    assert 0.63 < arms.count("steady") / 3000 < 0.70


async def test_who_agreed_takes_part_and_nobody_else(database: Database, school: UUID) -> None:
    async with database.school(school) as conn:
        await Shelf().publish(conn, tiny())
        trial = await started(conn)
        here = await store.view_school(conn)
        ada, young = await learner(conn, school, "Ada"), await learner(conn, school, "Ben", AgeBand.TEEN)
        assert not trial.takes_part(here, ada, await trials.said(conn, ada.id), BEGIN)
        await agree(conn, ada)
        assert trial.takes_part(here, ada, await trials.said(conn, ada.id), BEGIN)
        await agree(conn, ada, given=False, at=LATER)
        assert not trial.takes_part(here, ada, await trials.said(conn), LATER)
        # The school agrees for the young only where its settings say so, the trial too, and nobody said no.
        agreeing = replace(trial, school_agrees=True)
        assert not agreeing.takes_part(here, young, {}, BEGIN)
        assert not agreeing.takes_part(here, ada, {}, BEGIN), "of age: nobody agrees for them"
        await store.change_school(conn, {"under_age": "school"})
        here = await store.view_school(conn)
        assert agreeing.takes_part(here, young, {}, BEGIN)
        assert not trial.takes_part(here, young, {}, BEGIN)
        assert not agreeing.takes_part(here, ada, {}, BEGIN)
        assert not agreeing.takes_part(here, young, {young.id: False}, BEGIN)


async def test_what_cannot_be_a_trial_is_refused(database: Database, school: UUID, other_school: UUID) -> None:
    async def start(name: str = "Autumn", course: str = "tiny", **changes: object) -> Trial:
        values = {"shares": HALVES, "outcome": "skills", "days": 14, "school_agrees": False, "now": BEGIN, **changes}
        return await trials.start(conn, new_id(), course, name, **values)  # type: ignore[arg-type]

    async with database.school(school) as conn:
        await Shelf().publish(conn, tiny())
        wrong: list[tuple[dict[str, object], str]] = [
            ({"shares": {"steady": 1.0}}, "arm"),
            ({"shares": {"steady": 1.0, "nobody": 1.0}}, "arm"),
            ({"shares": {"steady": 1.0, "gain": 0.0}}, "arm"),
            ({"shares": {"steady": 1.0, "gain": float("nan")}}, "arm"),
            ({"outcome": "smiles"}, "outcome"),
            ({"days": 0}, "days"),
            ({"days": 181}, "days"),
            ({"school_agrees": True}, "agree"),
            ({"name": " "}, "name"),
        ]
        for changes, field in wrong:
            with pytest.raises(InvalidInput) as refused:
                await start(**changes)  # type: ignore[arg-type]
            assert refused.value.details["field"] == field
        await start()
    for name, course in (("Winter", "tiny"), ("AUTUMN", "other")):
        with pytest.raises(ChironError):
            async with database.school(school) as conn:
                await start(name, course)
    async with database.school(school) as conn:
        assert [trial.name for trial in await trials.every(conn)] == ["Autumn"]
    async with database.school(other_school) as conn:
        assert await trials.every(conn) == [], "another school sees nothing of it"
        await start("Autumn")


async def test_what_was_measured_stays_whatever_comes_later(database: Database, school: UUID) -> None:
    trial, people = await compared(database, school, 2)
    async with database.school(school) as conn:
        before = await standing(conn, folds(), trial, LATER)
        version = (await Shelf().course(conn, "tiny"))[1]
        for person in people:
            late = [
                attempted("tiny", version, "first", "one", 1, BEGIN + timedelta(days=day), False, "again")
                for day in (20, 30)
            ]
            last = await log.last_seq(conn, person.id)
            await log.append(conn, person.id, last, [replace(one, key=f"late-{n}") for n, one in enumerate(late)])
        _FINAL.clear()
        assert await standing(conn, folds(), trial, LATER) == before
