"""Import, export and erasure on a real PostgreSQL."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chiron.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from chiron.core.events import Draft
from chiron.engine.people import accounts, arrangements, classes, consent, leaving, reset, roster, store
from chiron.engine.people.arrangements import Scope, Wanted
from chiron.engine.people.classes import Class
from chiron.engine.people.leaving import store as leaving_store
from chiron.engine.people.leaving.parcel import TITLES, pack
from chiron.engine.people.person import Person, Role
from chiron.engine.people.personal import PERSONAL
from chiron.engine.records import erasure, log
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from chiron.engine.records.personal import differences

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
Add = Callable[..., Awaitable[Person]]
Enter = Callable[..., Awaitable[str]]
FILE = b"name,sign_in_name,roles,class,age_band,agreed\nMia,mia,,8B;Choir,13-15,yes\nMr Ho,ho,teacher,Choir,,\n"


async def live(database: Database, ada: Person, enter: Enter) -> None:
    """Ada does a little of everything."""
    await enter(ada)
    async with database.school(ada.school) as conn:
        draft = Draft("message.said", {"turn": "1", "text": "<b>why</b> =1+1"}, "k1", ada.id, NOW)
        await log.append(conn, ada.id, 0, [draft])
        await consent.say(conn, ada, ada.id, consent.Matter.USE, True, NOW)
        await leaving.ask(conn, ada, ada.id, NOW)


async def test_an_import_is_planned_then_done_whole(
    database: Database, olga: Person, room: Class, quick: object, enter: Enter
) -> None:
    async with database.school(olga.school) as conn:
        plan = await roster.plan_for(conn, olga, FILE, NOW)
        assert plan.new_classes == ("Choir",)
        assert len(await store.view_people(conn)) == 4, "a plan writes nothing"
        added = await roster.carry_out(conn, olga, plan, NOW)
        choir = next(found for found in await classes.of_school(conn) if found.name == "Choir")
        assert [p.name for p in await classes.members(conn, choir.id, "learner")] == ["Mia"]
        assert [p.name for p in await classes.members(conn, choir.id, "teacher")] == ["Mr Ho"]
        assert "Mia" in [p.name for p in await classes.members(conn, room.id, "learner")]
        (line,) = await consent.ledger(conn, added[0][0].id)
        assert (line.standing, line.said_by, line.note) == ("guardian", olga.id, "on paper")
    mia, code = added[0]
    await reset.use(database, mia.school, "mia", code, "lemon otters 7", "192.0.2.1", NOW, quick)
    await enter(mia, "lemon otters 7")
    assert roster.slips(added).decode("utf-8-sig").splitlines()[0] == "name,sign_in_name,code"


async def test_a_faulty_import_writes_nothing(database: Database, olga: Person, dana: Person) -> None:
    data = b"name,sign_in_name\nMia,mia\nDana,dana\n"
    async with database.school(olga.school) as conn:
        plan = await roster.plan_for(conn, olga, data, NOW)
        with pytest.raises(InvalidInput, match="Line 3"):
            await roster.carry_out(conn, olga, plan, NOW)
    async with database.school(olga.school) as conn:
        assert len(await store.view_people(conn)) == 2


async def test_an_import_that_was_overtaken_writes_nothing(database: Database, olga: Person, add: Add) -> None:
    async with database.school(olga.school) as conn:
        plan = await roster.plan_for(conn, olga, b"name,sign_in_name,class\nZoe,zoe,9Z\nMia,mia,9Z\n", NOW)
    await add(olga.school, "Mia", Role.LEARNER)
    with pytest.raises(Conflict):
        async with database.school(olga.school) as conn:
            await roster.carry_out(conn, olga, plan, NOW)
    async with database.school(olga.school) as conn:
        assert await store.find_account(conn, "zoe") is None
        assert await classes.of_school(conn) == []


async def test_only_an_operator_imports(database: Database, dana: Person) -> None:
    async with database.school(dana.school) as conn:
        with pytest.raises(NotAllowed):
            await roster.plan_for(conn, dana, FILE, NOW)


async def test_an_export_holds_everything_and_no_secret(
    database: Database, room: Class, ada: Person, ben: Person, enter: Enter
) -> None:
    await live(database, ada, enter)
    async with database.school(ada.school) as conn:
        kept = await leaving.gather(conn, ada.id)
    assert set(kept) == {"person", "consent", "class_member", "sign_in", "erasure_request", "event"}
    assert kept["event"][0]["body"] == {"turn": "1", "text": "<b>why</b> =1+1"}
    parcel = zipfile.ZipFile(io.BytesIO(pack("Ada", "North School", kept, NOW)))
    assert parcel.testzip() is None
    whole = json.loads(parcel.read("data.json"))
    assert whole["tables"]["person"][0]["name"] == "Ada"
    page = parcel.read("index.html").decode()
    assert "&lt;b&gt;why" in page
    assert "<b>why" not in page
    everything = "".join(parcel.read(name).decode() for name in parcel.namelist())
    assert "argon2" not in everything
    assert str(ben.id) not in everything
    assert "tables/event.csv" in parcel.namelist()


async def test_an_erasure_is_tried_first_and_tells_what_would_go(
    database: Database, room: Class, olga: Person, ada: Person, enter: Enter, home: Path
) -> None:
    await live(database, ada, enter)
    told = await leaving.erase(database, home, olga, ada.id, dry=True)
    assert {table: told[table] for table in ("person", "event", "consent", "class_member", "sign_in")} == dict.fromkeys(
        ("person", "event", "consent", "class_member", "sign_in"), 1
    )
    async with database.school(ada.school) as conn:
        assert await store.find_person(conn, ada.id) == ada
    assert await leaving.erase(database, home, olga, ada.id, dry=False) == told
    async with database.school(ada.school) as conn:
        assert await store.find_person(conn, ada.id) is None
        assert await log.read(conn, ada.id) == []
        assert await consent.ledger(conn, ada.id) == []
        with pytest.raises(NotFound):
            await leaving.gather(conn, ada.id)
    assert (ada.school, ada.id) in erasure.remembered(home)


async def test_what_others_did_for_the_erased_stays_without_them(
    database: Database, room: Class, olga: Person, dana: Person, eve: Person, ada: Person, home: Path
) -> None:
    async with database.school(ada.school) as conn:
        await classes.add_teacher(conn, dana, room.id, eve.id, NOW)
        code = await classes.new_code(conn, dana, room.id, NOW)
        await store.change_school(conn, {"alert_adult": dana.id})
        await consent.record(conn, ada.id, consent.Matter.USE, True, dana.id, "school", NOW)
    await leaving.erase(database, home, olga, dana.id, dry=False)
    async with database.school(ada.school) as conn:
        found = await classes.code_of(conn, room.id, NOW)
        assert found is not None
        assert (found.code, found.made_by) == (code.code, None)
        assert (await store.view_school(conn)).alert_adult is None
        (line,) = await consent.ledger(conn, ada.id)
        assert (line.given, line.said_by) == (True, None)


async def test_the_name_of_an_erased_author_is_given_from_no_memory(
    database: Database, room: Class, olga: Person, dana: Person, ada: Person, home: Path
) -> None:
    async def authors() -> list[str | None]:
        async with database.school(ada.school) as conn:
            school = await store.view_school(conn)
        found = await arrangements.of_learner(database, school, ada.id, "tiny", "guideline")
        return [one.by for one in found]

    wanted = Wanted("guideline", Scope(room.id), "on", {"text": "Be brief."})
    async with database.school(ada.school) as conn:
        await arrangements.change(conn, dana, new_id(), wanted, NOW)
    assert await authors() == [dana.name]
    await leaving.erase(database, home, olga, dana.id, dry=True)
    assert await authors() == [dana.name]
    await leaving.erase(database, home, olga, dana.id, dry=False)
    assert await authors() == [None]


async def test_who_may_not_erase_does_not(
    database: Database, room: Class, olga: Person, dana: Person, ada: Person, cleo: Person, home: Path
) -> None:
    for actor, error in ((dana, NotAllowed), (ada, NotAllowed), (cleo, NotFound)):
        with pytest.raises(error):
            await leaving.erase(database, home, actor, ada.id, dry=False)
    with pytest.raises(NotAllowed):
        await leaving.erase(database, home, olga, olga.id, dry=False)
    async with database.school(ada.school) as conn:
        assert await store.find_person(conn, ada.id) == ada


async def test_a_request_is_made_once_seen_and_taken_back(database: Database, olga: Person, ada: Person) -> None:
    async with database.school(ada.school) as conn:
        await leaving.ask(conn, ada, ada.id, NOW)
        assert await leaving.asked_at(conn, ada.id) == NOW
        assert [(p.name, at) for p, at in await leaving.requests(conn, olga)] == [("Ada", NOW)]
        with pytest.raises(NotAllowed):
            await leaving.requests(conn, ada)
        await leaving.take_back(conn, ada, ada.id)
        assert await leaving.asked_at(conn, ada.id) is None


async def test_closed_accounts_are_kept_as_long_as_the_school_says(
    database: Database, olga: Person, ada: Person, ben: Person
) -> None:
    async with database.school(ada.school) as conn:
        await accounts.close(conn, olga, ada.id, NOW)
        assert await leaving.overdue(conn, NOW + timedelta(days=364)) == []
        assert await leaving.overdue(conn, NOW + timedelta(days=366)) == [ada.id]
        await store.change_school(conn, {"retention": "term"})
        assert await leaving.overdue(conn, NOW + timedelta(days=121)) == [ada.id]


async def test_the_only_operator_outstays_the_retention(
    database: Database, tmp_path: Path, olga: Person, ada: Person
) -> None:
    async with database.school(ada.school) as conn:
        await accounts.close(conn, olga, ada.id, NOW)
        await conn.execute("UPDATE person SET closed = %s WHERE id = %s", [NOW, olga.id])
    later = NOW + timedelta(days=366)
    assert await leaving.erase_overdue(database, tmp_path, later) == [ada.id]
    assert await leaving.erase_overdue(database, tmp_path, later) == []


async def test_every_column_of_this_room_is_declared(database: Database) -> None:
    async with database.anyone() as conn:
        found = await differences(conn, PERSONAL)
    own = {f"{table}." for table in PERSONAL}
    assert [line for line in found if any(line.startswith(table) for table in own)] == []


async def test_every_table_about_a_person_is_named_in_words(database: Database, olga: Person) -> None:
    async with database.school(olga.school) as conn:
        tables = {table for table, _ in await leaving_store.references(conn)}
    assert "sign_in" in tables
    assert tables | {"person", "consent", "event", "snapshot", "outbox"} <= set(TITLES)
