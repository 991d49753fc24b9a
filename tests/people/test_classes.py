"""Classes on a real PostgreSQL, and the door to them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from chiron.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from chiron.engine.people import classes, door
from chiron.engine.people.access import Action
from chiron.engine.people.classes import Class
from chiron.engine.people.classes import store as rows
from chiron.engine.people.person import Person
from chiron.engine.records.database import Database

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


async def test_a_teacher_makes_a_class_and_learners_join_with_its_code(
    database: Database, dana: Person, ada: Person
) -> None:
    async with database.school(dana.school) as conn:
        made = await classes.make(conn, dana, " 8B ", "Autumn", NOW)
        code = await classes.new_code(conn, dana, made.id, NOW)
        typed = f" {code.code[:3].lower()}-{code.code[3:]} "
        assert (await classes.join(conn, ada, typed, NOW)).name == "8B"
        assert await classes.members(conn, made.id, "learner") == [ada]
        assert await classes.members(conn, made.id, "teacher") == [dana]
        assert [found.id for found in await classes.of_person(conn, ada.id, "learner")] == [made.id]
        assert (await classes.of_person(conn, dana.id, "teacher"))[0].learners == 1


async def test_joining_twice_counts_once(database: Database, room: Class, dana: Person, ada: Person) -> None:
    async with database.school(dana.school) as conn:
        code = await classes.new_code(conn, dana, room.id, NOW)
        await classes.join(conn, ada, code.code, NOW)
        found = await classes.code_of(conn, room.id, NOW)
        assert found is not None
        assert found.uses == 0


@pytest.mark.parametrize("typed", ["", "XXXXXX", "123456", "'; DROP TABLE person; --", "B" * 1000, "ßßßßßß"])
async def test_a_wrong_code_opens_nothing(database: Database, room: Class, ada: Person, typed: str) -> None:
    async with database.school(ada.school) as conn:
        with pytest.raises(InvalidInput) as refused:
            await classes.join(conn, ada, typed, NOW)
        assert refused.value.details["field"] == "code"


async def test_a_code_ends_by_time_by_use_by_a_new_one_and_by_archiving(
    database: Database, dana: Person, ada: Person, ben: Person
) -> None:
    async with database.school(dana.school) as conn:
        made = await classes.make(conn, dana, "8B", "", NOW)
        old = await classes.new_code(conn, dana, made.id, NOW)
        code = await classes.new_code(conn, dana, made.id, NOW, most=1)
        with pytest.raises(InvalidInput):
            await classes.join(conn, ada, old.code, NOW)
        with pytest.raises(InvalidInput):
            await classes.join(conn, ada, code.code, NOW + timedelta(days=15))
        await classes.join(conn, ada, code.code, NOW)
        with pytest.raises(InvalidInput):
            await classes.join(conn, ben, code.code, NOW)
        code = await classes.new_code(conn, dana, made.id, NOW)
        await classes.archive(conn, dana, made.id, NOW)
        with pytest.raises(InvalidInput):
            await classes.join(conn, ben, code.code, NOW)
        with pytest.raises(NotAllowed):
            await classes.new_code(conn, dana, made.id, NOW)


async def test_the_last_place_of_a_code_goes_to_one_learner(
    database: Database, dana: Person, ada: Person, ben: Person
) -> None:
    async with database.school(dana.school) as conn:
        made = await classes.make(conn, dana, "8B", "", NOW)
        code = await classes.new_code(conn, dana, made.id, NOW, most=1)

    async def join(person: Person) -> None:
        async with database.school(person.school) as conn:
            await classes.join(conn, person, code.code, NOW)

    results = await asyncio.gather(join(ada), join(ben), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["InvalidInput", "NoneType"]


async def test_a_code_of_another_school_opens_nothing(
    database: Database, room: Class, dana: Person, cleo: Person
) -> None:
    async with database.school(dana.school) as conn:
        code = await classes.new_code(conn, dana, room.id, NOW)
    async with database.school(cleo.school) as conn:
        with pytest.raises(InvalidInput):
            await classes.join(conn, cleo, code.code, NOW)


async def test_a_class_is_renamed_moved_to_another_term_archived_and_taken_out(
    database: Database, room: Class, dana: Person
) -> None:
    async with database.school(dana.school) as conn:
        changed = await classes.rename(conn, dana, room.id, "9B", "Spring")
        assert (changed.name, changed.term) == ("9B", "Spring")
        await classes.archive(conn, dana, room.id, NOW)
        assert await classes.of_person(conn, dana.id, "teacher") == []
        assert [c.id for c in await classes.of_person(conn, dana.id, "teacher", archived=True)] == [room.id]
        await classes.reopen(conn, dana, room.id)
        assert [c.id for c in await classes.of_school(conn)] == [room.id]


async def test_two_open_classes_of_a_term_have_different_names(database: Database, room: Class, dana: Person) -> None:
    with pytest.raises(Conflict) as taken:
        async with database.school(dana.school) as conn:
            await classes.make(conn, dana, "8B", "Autumn", NOW)
    assert taken.value.details["field"] == "name"


async def test_archiving_ends_a_teachers_view_of_the_learners(
    database: Database, room: Class, dana: Person, ada: Person
) -> None:
    async with database.school(dana.school) as conn:
        await door.require(conn, dana, Action.SEE_CONVERSATION, ada.id)
        await classes.archive(conn, dana, room.id, NOW)
        with pytest.raises(NotFound):
            await door.require(conn, dana, Action.SEE_CONVERSATION, ada.id)


async def test_co_teachers_come_and_go_but_one_stays(
    database: Database, room: Class, dana: Person, eve: Person, ada: Person
) -> None:
    async with database.school(dana.school) as conn:
        with pytest.raises(NotFound):
            await door.require(conn, eve, Action.SEE_LEARNING, ada.id)
        await classes.add_teacher(conn, dana, room.id, eve.id, NOW)
        await door.require(conn, eve, Action.SEE_LEARNING, ada.id)
        with pytest.raises(InvalidInput):
            await classes.add_teacher(conn, dana, room.id, ada.id, NOW)
        await classes.leave(conn, dana, room.id)
        with pytest.raises(Conflict):
            await classes.leave(conn, eve, room.id)
        with pytest.raises(Conflict):
            await classes.remove(conn, eve, room.id, eve.id)


async def test_a_learner_moves_with_all_they_have_shown(
    database: Database, room: Class, dana: Person, ada: Person
) -> None:
    async with database.school(dana.school) as conn:
        other = await classes.make(conn, dana, "8C", "Autumn", NOW)
        await classes.move(conn, dana, ada.id, room.id, other.id, NOW)
        assert [c.name for c in await classes.of_person(conn, ada.id, "learner")] == ["8C"]
        await door.require(conn, dana, Action.SEE_LEARNING, ada.id)
        with pytest.raises(Conflict):
            await classes.move(conn, dana, ada.id, room.id, other.id, NOW)


async def test_eve_cannot_run_see_or_fill_a_class_that_is_not_hers(
    database: Database, room: Class, dana: Person, eve: Person, ada: Person
) -> None:
    async with database.school(eve.school) as conn:
        own = await classes.make(conn, eve, "Traps", "", NOW)
        for attempt in (
            classes.rename(conn, eve, room.id, "Mine", ""),
            classes.archive(conn, eve, room.id, NOW),
            classes.new_code(conn, eve, room.id, NOW),
            classes.remove(conn, eve, room.id, ada.id),
            classes.add_teacher(conn, eve, room.id, eve.id, NOW),
            classes.add_learner(conn, eve, own.id, ada.id, NOW),
            classes.move(conn, eve, ada.id, room.id, own.id, NOW),
            classes.leave(conn, eve, room.id),
            classes.rename(conn, eve, uuid4(), "Nothing", ""),
        ):
            with pytest.raises(NotFound):
                await attempt


async def test_learners_and_strangers_make_no_classes(
    database: Database, ada: Person, cleo: Person, room: Class
) -> None:
    async with database.school(ada.school) as conn:
        with pytest.raises(NotAllowed):
            await classes.make(conn, ada, "Mine", "", NOW)
        with pytest.raises(NotAllowed):
            await classes.rename(conn, ada, room.id, "Mine", "")
    async with database.school(cleo.school) as conn:
        with pytest.raises(NotFound):
            await classes.archive(conn, cleo, room.id, NOW)


async def test_an_operator_puts_any_learner_into_a_class(
    database: Database, room: Class, olga: Person, eve: Person, ada: Person
) -> None:
    async with database.school(olga.school) as conn:
        made = await classes.make(conn, olga, "Choir", "", NOW)
        assert await classes.members(conn, made.id, "teacher") == []
        await classes.add_teacher(conn, olga, made.id, eve.id, NOW)
        await classes.add_learner(conn, olga, made.id, ada.id, NOW)
        with pytest.raises(Conflict):
            await classes.add_learner(conn, olga, made.id, ada.id, NOW)
        with pytest.raises(InvalidInput):
            await classes.add_learner(conn, olga, made.id, olga.id, NOW)


async def test_the_relations_are_read_from_the_rows(
    database: Database, room: Class, dana: Person, eve: Person, ada: Person, ben: Person
) -> None:
    async with database.school(dana.school) as conn:
        assert await door.may(conn, dana, Action.RESET_PASSWORD, ada.id)
        assert await door.may(conn, ada, Action.SEE_PERSON, ben.id)
        assert await door.may(conn, ada, Action.SEE_PERSON, dana.id)
        assert not await door.may(conn, ada, Action.SEE_LEARNING, ben.id)
        assert not await door.may(conn, eve, Action.SEE_PERSON, ada.id)
        # Eve gets herself made a learner of Dana's: Dana still cannot reset a colleague.
        await rows.add_member(conn, room.id, eve.id, "learner", NOW)
        assert not await door.may(conn, dana, Action.RESET_PASSWORD, eve.id)
        with pytest.raises(NotFound):
            await door.may(conn, dana, Action.SEE_PERSON, uuid4())
