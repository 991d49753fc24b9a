"""Schools, accounts, consent, guardians and reset codes on a real PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from chiron.core.errors import Conflict, InvalidInput, NotAllowed, NotFound, TooMany
from chiron.engine.people import accounts, classes, consent, reset, schools, sign_in, store
from chiron.engine.people.accounts import Newcomer
from chiron.engine.people.classes import Class
from chiron.engine.people.consent import Matter
from chiron.engine.people.passwords import Passwords
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.people.school import School, UnderAge
from chiron.engine.people.sign_in import limits
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
HERE = "192.0.2.7"
Enter = Callable[..., Awaitable[str]]
Add = Callable[..., Awaitable[Person]]


async def test_a_house_begins_without_a_school_and_the_first_run_makes_one(
    database: Database, quick: Passwords
) -> None:
    assert await schools.count(database) == 0
    assert await schools.only(database) is None
    ruth = accounts.new_person(new_id(), "Ruth Adeyemi", "ruth", frozenset({Role.OPERATOR}), NOW)
    kept = await quick.make("turnip velvet canoe")
    token = await schools.first_run(database, ruth, kept, NOW)
    found = await sign_in.sitting(database, token, NOW)
    assert found is not None
    assert found.person.name == "Ruth Adeyemi"
    assert not found.school.named
    async with database.school(ruth.school) as conn:
        named = await schools.name_it(conn, found.person, {"name": "Hillside School", "time_zone": "Europe/London"})
    assert (named.slug, named.named, named.text_may_leave, named.mood) == ("hillside-school", True, False, False)
    assert (await schools.only(database) or named) == named
    assert await schools.find(database, "Hillside-School ") == named


async def test_only_one_first_run_wins(database: Database, quick: Passwords) -> None:
    kept = await quick.make("turnip velvet canoe")

    async def run(name: str) -> str:
        person = accounts.new_person(new_id(), name, name, frozenset({Role.OPERATOR}), NOW)
        return await schools.first_run(database, person, kept, NOW)

    results = await asyncio.gather(*(run(name) for name in ("ruth", "eve", "mallory")), return_exceptions=True)
    assert sum(isinstance(result, Conflict) for result in results) == 2
    assert await schools.count(database) == 1


async def test_two_schools_know_nothing_of_each_other(
    database: Database, ada: Person, cleo: Person, hillside: School
) -> None:
    assert await schools.only(database) is None
    with pytest.raises(NotFound):
        await schools.find(database, "nowhere")
    with pytest.raises(Conflict):
        await schools.create(database, schools.new_school("North Again", "north"))
    async with database.school(cleo.school) as conn:
        assert [person.name for person in await store.view_people(conn)] == ["Cleo"]
        assert await store.find_person(conn, ada.id) is None
        assert await store.find_account(conn, "ada") is None
        everyone = await (await conn.execute("SELECT name FROM person")).fetchall()
        houses = await (await conn.execute("SELECT slug FROM school")).fetchall()
        changed = await conn.execute("UPDATE school SET name = 'Mine' WHERE id = %s", (ada.school,))
    assert [row["name"] for row in everyone] == ["Cleo"]
    assert [row["slug"] for row in houses] == ["south"]
    assert changed.rowcount == 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with database.school(cleo.school) as conn:
            await conn.execute("DELETE FROM school")
    async with database.anyone() as conn:
        nobody = await (await conn.execute("SELECT name FROM person")).fetchall()
    assert nobody == []


async def test_settings_are_the_operators(database: Database, olga: Person, dana: Person, ada: Person) -> None:
    async with database.school(olga.school) as conn:
        changed = await schools.change(conn, olga, {"alert_adult": dana.id, "help_text": "Talk to Ms Okoro."})
        assert changed.alert_adult == dana.id
        with pytest.raises(InvalidInput):
            await schools.change(conn, olga, {"alert_adult": ada.id})
        with pytest.raises(NotAllowed):
            await schools.change(conn, dana, {"text_may_leave": True})
        with pytest.raises(InvalidInput):
            await schools.change(conn, olga, {"demo": True})
        with pytest.raises(InvalidInput):
            await schools.change(conn, olga, {"name = 'x'; --": "x"})


async def test_a_sign_in_name_is_one_persons(database: Database, olga: Person, ada: Person, cleo: Person) -> None:
    async with database.school(olga.school) as conn:
        again = accounts.new_person(olga.school, "Ada Again", "ADA", frozenset({Role.LEARNER}), NOW)
        with pytest.raises(Conflict) as taken:
            await accounts.add(conn, olga, again)
        assert taken.value.details["field"] == "sign_in_name"
        assert await accounts.free_sign_in_name(conn, "Ada") == "ada2"
        same = accounts.new_person(olga.school, "Cleo", "cleo", frozenset({Role.LEARNER}), NOW)
        await accounts.add(conn, olga, same)


async def test_other_roles_end_the_sittings(database: Database, olga: Person, eve: Person, enter: Enter) -> None:
    token = await enter(eve)
    async with database.school(olga.school) as conn:
        changed = await accounts.edit(conn, olga, replace(eve, roles=frozenset({Role.GUARDIAN})))
    assert changed.roles == {Role.GUARDIAN}
    assert await sign_in.who(database, token, NOW) is None


async def test_the_only_operator_stays(database: Database, olga: Person, dana: Person) -> None:
    async with database.school(olga.school) as conn:
        with pytest.raises(NotAllowed):
            await accounts.close(conn, olga, olga.id, NOW)
        with pytest.raises(NotAllowed):
            await accounts.edit(conn, olga, replace(olga, roles=frozenset({Role.TEACHER})))
        await accounts.edit(conn, olga, replace(dana, roles=frozenset({Role.TEACHER, Role.OPERATOR})))
        await accounts.close(conn, olga, olga.id, NOW)
        await accounts.reopen(conn, replace(dana, roles=frozenset({Role.OPERATOR})), olga.id)


async def test_eve_edits_nobody(database: Database, eve: Person, ada: Person, olga: Person, cleo: Person) -> None:
    async with database.school(eve.school) as conn:
        for attempt in (
            accounts.edit(conn, eve, replace(eve, roles=frozenset(Role))),
            accounts.add(conn, eve, accounts.new_person(eve.school, "Puppet", "puppet", frozenset(Role), NOW)),
        ):
            with pytest.raises(NotAllowed):
                await attempt
        for attempt in (
            accounts.close(conn, eve, ada.id, NOW),
            accounts.link_guardian(conn, eve, eve.id, ada.id, NOW),
            reset.make(conn, eve, ada.id, NOW),
            reset.make(conn, eve, olga.id, NOW),
        ):
            with pytest.raises(NotFound):
                await attempt
        # Even in a transaction that was wrongly opened in Ada's school, Cleo stays out.
        for attempt in (
            reset.make(conn, cleo, ada.id, NOW),
            accounts.close(conn, cleo, ada.id, NOW),
            schools.change(conn, cleo, {"mood": True}),
            classes.make(conn, cleo, "Mine", "", NOW),
        ):
            with pytest.raises(NotFound):
                await attempt


async def test_a_newcomer_joins_with_a_code(
    database: Database, hillside: School, room: Class, dana: Person, quick: Passwords
) -> None:
    async with database.school(hillside.id) as conn:
        code = await classes.new_code(conn, dana, room.id, NOW)
    assert await accounts.look_up_code(database, hillside.id, code.code, HERE, NOW) == "8B"
    mia = Newcomer("Mia", "mia", "lemon otters 7", of_age=True, agrees=True)
    token = await accounts.join_as_new(database, hillside, code.code, mia, HERE, NOW, quick)
    person = await sign_in.who(database, token, NOW)
    assert person is not None
    assert person.roles == {Role.LEARNER}
    assert person.age_band is AgeBand.OLDER_TEEN
    async with database.school(hillside.id) as conn:
        assert person in await classes.members(conn, room.id, "learner")
        lines = await consent.ledger(conn, person.id)
        assert [(line.what, line.given, line.standing, line.said_by) for line in lines] == [
            (Matter.USE, True, "self", person.id)
        ]


@pytest.mark.parametrize(
    ("change", "error", "field"),
    [
        ({"agrees": False}, InvalidInput, "agrees"),
        ({"of_age": False}, NotAllowed, "age"),
        ({"name": " "}, InvalidInput, "name"),
        ({"sign_in_name": "a b"}, InvalidInput, "sign_in_name"),
        ({"sign_in_name": "ada"}, Conflict, "sign_in_name"),
        ({"password": "short"}, InvalidInput, "password"),
        ({"password": "12345678"}, InvalidInput, "password"),
    ],
)
async def test_a_refused_newcomer_leaves_nothing_behind(
    database: Database, hillside: School, room: Class, dana: Person, quick: Passwords, change, error, field
) -> None:
    async with database.school(hillside.id) as conn:
        code = await classes.new_code(conn, dana, room.id, NOW)
    mia = replace(Newcomer("Mia", "mia", "lemon otters 7", of_age=True, agrees=True), **change)
    with pytest.raises(error) as refused:
        await accounts.join_as_new(database, hillside, code.code, mia, HERE, NOW, quick)
    assert refused.value.details["field"] == field
    async with database.school(hillside.id) as conn:
        assert len(await store.view_people(conn, Role.LEARNER)) == 2
        found = await classes.code_of(conn, room.id, NOW)
        assert found is not None
        assert found.uses == 0


async def test_where_the_school_agrees_a_young_newcomer_joins_too(
    database: Database, hillside: School, room: Class, dana: Person, quick: Passwords
) -> None:
    async with database.school(hillside.id) as conn:
        hillside = await store.change_school(conn, {"under_age": UnderAge.SCHOOL})
        code = await classes.new_code(conn, dana, room.id, NOW)
    mia = Newcomer("Mia", "mia", "lemon otters 7", of_age=False, agrees=True)
    token = await accounts.join_as_new(database, hillside, code.code, mia, HERE, NOW, quick)
    person = await sign_in.who(database, token, NOW)
    assert person is not None
    async with database.school(hillside.id) as conn:
        line = (await consent.ledger(conn, person.id))[0]
    assert (line.standing, line.said_by) == ("school", dana.id)


async def test_guessing_codes_stops(database: Database, hillside: School, room: Class) -> None:
    for _ in range(limits.CODES):
        with pytest.raises(InvalidInput):
            await accounts.look_up_code(database, hillside.id, "BBBBBB", HERE, NOW)
    with pytest.raises(TooMany):
        await accounts.look_up_code(database, hillside.id, "BBBBBB", HERE, NOW)


async def test_consents_are_added_and_never_changed(database: Database, ada: Person) -> None:
    async with database.school(ada.school) as conn:
        await consent.say(conn, ada, ada.id, Matter.TEXT_MAY_LEAVE, True, NOW)
        await consent.say(conn, ada, ada.id, Matter.TEXT_MAY_LEAVE, False, NOW + timedelta(hours=1))
        lines = await consent.ledger(conn, ada.id)
        assert [line.given for line in lines] == [True, False]
        assert not consent.holds(lines, Matter.TEXT_MAY_LEAVE)
        assert consent.holds(lines[:1], Matter.TEXT_MAY_LEAVE)
    for statement in ("UPDATE consent SET given = true", "DELETE FROM consent"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            async with database.school(ada.school) as conn:
                await conn.execute(statement.encode())


async def test_text_leaves_only_when_school_and_person_agree(database: Database, hillside: School, ada: Person) -> None:
    async with database.school(ada.school) as conn:
        await consent.say(conn, ada, ada.id, Matter.TEXT_MAY_LEAVE, True, NOW)
        lines = await consent.ledger(conn, ada.id)
    willing = replace(hillside, text_may_leave=True)
    assert consent.may_text_leave(willing, lines)
    assert not consent.may_text_leave(hillside, lines)
    assert not consent.may_text_leave(willing, [])
    old = [replace(line, version="2020-01") for line in lines]
    assert not consent.may_text_leave(willing, old), "to older words nobody agreed for today's"


async def test_below_the_age_line_a_guardian_agrees(
    database: Database, ben: Person, olga: Person, dana: Person, room: Class, add: Add
) -> None:
    grace = await add(ben.school, "Grace", Role.GUARDIAN)
    async with database.school(ben.school) as conn:
        with pytest.raises(NotAllowed):
            await consent.say(conn, ben, ben.id, Matter.USE, True, NOW)
        with pytest.raises(NotFound):
            await consent.say(conn, grace, ben.id, Matter.USE, True, NOW)
        await accounts.link_guardian(conn, olga, grace.id, ben.id, NOW)
        await consent.say(conn, grace, ben.id, Matter.USE, True, NOW)
        await consent.say(conn, ben, ben.id, Matter.USE, False, NOW)
        lines = await consent.ledger(conn, ben.id)
        assert [(line.standing, line.given) for line in lines] == [("guardian", True), ("self", False)]
        with pytest.raises(NotAllowed):
            await consent.say(conn, dana, ben.id, Matter.USE, True, NOW)
        await accounts.unlink_guardian(conn, olga, grace.id, ben.id)
        with pytest.raises(NotFound):
            await consent.say(conn, grace, ben.id, Matter.USE, True, NOW)


async def test_a_reset_code_works_once_and_ends_every_sitting(
    database: Database, room: Class, dana: Person, ada: Person, enter: Enter, quick: Passwords
) -> None:
    before = await enter(ada)
    async with database.school(ada.school) as conn:
        code = await reset.make(conn, dana, ada.id, NOW)
        kept = await (await conn.execute("SELECT reset_code::text AS it FROM reset_code")).fetchone()
    assert kept is not None
    assert code.replace("-", "") not in kept["it"]
    token = await reset.use(database, ada.school, " Ada", code.lower(), "lemon otters 7", HERE, NOW, quick)
    assert await sign_in.who(database, token, NOW) == ada
    assert await sign_in.who(database, before, NOW) is None
    await enter(ada, "lemon otters 7")
    with pytest.raises(InvalidInput):
        await reset.use(database, ada.school, "ada", code, "other otters 8", HERE, NOW, quick)


async def test_a_reset_code_is_its_persons_and_ends(
    database: Database, room: Class, dana: Person, ada: Person, ben: Person, quick: Passwords
) -> None:
    async with database.school(ada.school) as conn:
        first = await reset.make(conn, dana, ada.id, NOW)
        code = await reset.make(conn, dana, ada.id, NOW)
    late = NOW + reset.LASTS
    for name, typed, password, now, field in (
        ("ben", code, "lemon otters 7", NOW, "code"),
        ("nobody", code, "lemon otters 7", NOW, "code"),
        ("ada", first, "lemon otters 7", NOW, "code"),
        ("ada", "", "lemon otters 7", NOW, "code"),
        ("ada", code, "lemon otters 7", late, "code"),
        ("ada", code, "short", NOW, "password"),
    ):
        with pytest.raises(InvalidInput) as refused:
            await reset.use(database, ada.school, name, typed, password, HERE, now, quick)
        assert refused.value.details["field"] == field
    await reset.use(database, ada.school, "ada", code, "lemon otters 7", HERE, NOW, quick)


async def test_one_code_used_twice_at_once_is_used_once(
    database: Database, room: Class, dana: Person, ada: Person, quick: Passwords
) -> None:
    async with database.school(ada.school) as conn:
        code = await reset.make(conn, dana, ada.id, NOW)
    words = ("lemon otters 7", "purple otters 9")
    tries = (reset.use(database, ada.school, "ada", code, word, HERE, NOW, quick) for word in words)
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(result, InvalidInput) for result in results) == 1


async def test_a_reset_that_ends_and_one_that_begins_do_not_wait_for_each_other(
    database: Database, ada: Person
) -> None:
    """The rows of the limits are taken in one order: the one who ends waits, the one who begins goes on."""
    async with database.school(ada.school) as conn:
        await limits.count_reset(conn, "ada", HERE, NOW)
    async with asyncio.timeout(30), database.school(ada.school) as begins:
        await limits.count_code(begins, HERE, NOW)
        ends = asyncio.create_task(_forgive_reset(database, ada))
        await asyncio.sleep(0.3)
        await limits.count_sign_in(begins, "ada", HERE, NOW)
    await ends


async def _forgive_reset(database: Database, person: Person) -> None:
    async with database.school(person.school) as conn:
        await limits.forgive_reset(conn, "ada", HERE)
