"""Locks at the desk: kept to from the next choice on, gone when lifted, no part of the fold, not read at an answer."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from chiron.core.errors import InvalidInput, NotAllowed, NotFound
from chiron.core.learning import commands as c
from chiron.core.learning.decide import current_step, made_item
from chiron.core.learning.interactions import interaction
from chiron.core.learning.mastery import model
from chiron.desks.tutoring import turn as turns
from chiron.desks.tutoring.choosing import choosing
from chiron.engine.folds import Folds
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import classes, leaving, locks, store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.locks import Rule
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.records import log
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from tests.core.tiny import tiny
from tests.desks.test_rebuild import BEGIN, Ada, worked

ONLY_FIRST = Rule(ceiling=("first",))


async def taught(database: Database, ada: Ada) -> tuple[Person, Person, UUID]:
    """Dana, who teaches Ada in a class, and Olga, who runs the school's Chiron."""
    where = ada.sitting.person.school
    dana = new_person(where, "Dana", "dana", frozenset({Role.TEACHER}), BEGIN, AgeBand.ADULT)
    olga = new_person(where, "Olga", "olga", frozenset({Role.OPERATOR}), BEGIN, AgeBand.ADULT)
    async with database.school(where) as conn:
        for each in (dana, olga):
            await store.add_person(conn, each, None)
        room = await classes.make(conn, dana, "8B", "Autumn", BEGIN)
        await classes.store.add_member(conn, room.id, ada.sitting.person.id, "learner", BEGIN)
    return dana, olga, room.id


async def test_a_log_under_a_lock_folds_again_to_the_identical_state(database: Database, school: UUID) -> None:
    ada = await worked(database, school, sittings=2)
    dana, _olga, room = await taught(database, ada)
    person = ada.sitting.person
    async with database.school(school) as conn:
        before = await log.last_seq(conn, person.id)
        await locks.set_lock(conn, dana, new_id(), room, tiny(), ONLY_FIRST, BEGIN)
    await ada.weeks(2)
    async with database.school(school) as conn:
        opened = [e for e in await log.read(conn, person.id, kinds={"item.opened"}) if e.seq > before]
        bound = [e for e in opened if e.body["because"].get("locked")]
        assert {e.draft.about.skill for e in bound if e.draft.about and e.body["purpose"] == "practice"} <= {"first"}
        assert bound
        kept = await log.gather(conn, person.id, "tiny")
        assert await locks.lift(conn, dana, room, "tiny", BEGIN)
        rebuilt = await Folds(Shelf(), model()).rebuild(conn, person, "tiny")
    assert rebuilt.same
    assert rebuilt.state == kept.state, "also once the lock is lifted"


async def test_an_answer_reads_no_lock(database: Database, school: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = await worked(database, school, sittings=1)
    dana, _olga, room = await taught(database, ada)
    async with database.school(school) as conn:
        await locks.set_lock(conn, dana, new_id(), room, tiny(), ONLY_FIRST, BEGIN)
    asked: list[int] = []
    kept = choosing

    async def counted(*arguments: object) -> object:
        asked.append(1)
        return await kept(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(turns, "choosing", counted)
    turn = await ada.do(c.Start("", None, "skill", "first"))
    assert turn.state.item is not None
    assert asked == [1]
    item = turn.state.item
    assert turn.setting is not None
    step = current_step(item, made_item(item, turn.setting))
    assert step is not None
    await ada.do(c.TakeHint("", None, item.id, step.id, 0))
    await ada.do(c.Answer("", None, item.id, step.id), interaction(step.kind).right(step.task, step.key))
    await ada.do(c.Say("", None, item.id, "what does this mean?"))
    assert asked == [1], "hints, words and answers choose nothing"
    await ada.do(c.Start("", None, "practice"))
    assert asked == [1, 1]


async def test_what_is_set_outlives_whoever_set_it_without_their_name(
    database: Database, school: UUID, home: Path
) -> None:
    ada = await worked(database, school, sittings=1)
    dana, olga, room = await taught(database, ada)
    async with database.school(school) as conn:
        await locks.set_lock(conn, dana, new_id(), room, tiny(), ONLY_FIRST, BEGIN)
    await leaving.erase(database, home, olga, dana.id, dry=False)
    async with database.school(school) as conn:
        (kept,) = await locks.of_learner(conn, ada.sitting.person.id, "tiny")
    assert (kept.by, kept.rule) == (None, ONLY_FIRST)


async def test_who_may_and_what_is_no_change(database: Database, school: UUID) -> None:
    ada = await worked(database, school, sittings=1)
    dana, olga, room = await taught(database, ada)
    eve = new_person(school, "Eve", "eve", frozenset({Role.TEACHER}), BEGIN, AgeBand.ADULT)
    later = BEGIN + timedelta(days=1)
    async with database.school(school) as conn:
        await store.add_person(conn, eve, None)
        for actor, error in ((eve, NotFound), (ada.sitting.person, NotAllowed)):
            with pytest.raises(error):
                await locks.set_lock(conn, actor, new_id(), room, tiny(), ONLY_FIRST, BEGIN)
            with pytest.raises(error):
                await locks.lift(conn, actor, room, "tiny", BEGIN)
        key = new_id()
        assert await locks.set_lock(conn, dana, key, room, tiny(), ONLY_FIRST, BEGIN)
        assert not await locks.set_lock(conn, olga, new_id(), room, tiny(), ONLY_FIRST, later), "the same again"
        found = await locks.in_force(conn, dana, room, "tiny")
        assert found is not None
        assert (found.by, found.since) == ("Dana", BEGIN)
        assert await locks.set_lock(conn, olga, new_id(), room, tiny(), Rule(pace=2), later)
        found = await locks.in_force(conn, dana, room, "tiny")
        assert found is not None
        assert (found.by, found.rule, found.since) == ("Olga", Rule(pace=2), later)
        assert not await locks.set_lock(conn, dana, key, room, tiny(), ONLY_FIRST, later), "an old form sent again"
        assert await locks.set_lock(conn, dana, new_id(), room, tiny(), Rule(), later), "nothing fixed: lifted"
        assert not await locks.lift(conn, dana, room, "tiny", later)
        await classes.archive(conn, dana, room, later)
        with pytest.raises(InvalidInput):
            await locks.set_lock(conn, dana, new_id(), room, tiny(), ONLY_FIRST, later)


@pytest.mark.parametrize("pace", ["-1", "1.5", "21", "٣", "one", "99999999999999999999"])
def test_a_pace_that_is_none_names_its_field(pace: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        locks.read_rule(tiny(), "free", pace, ("first",))
    assert refused.value.details["field"] == "pace"
    assert locks.read_rule(tiny(), "course", " 0 ", ("third", "first", "gone")) == Rule(True, 0, ("first", "third"))
    assert locks.read_rule(tiny(), "free", "", ("first", "second", "third")) == Rule(), "all ticked closes nothing"
