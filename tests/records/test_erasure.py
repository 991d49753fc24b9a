"""Erasure takes a person's events and all that was folded from them, and is remembered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import pytest

from chiron.engine.records import erasure, log, outbox
from chiron.engine.records.database import Connection, Database
from chiron.engine.records.erasure import Rooms
from chiron.engine.records.ids import new_id

from .test_log import draft


async def learn(database: Database, school: UUID, subject: UUID) -> None:
    async with database.school(school) as conn:
        await log.record(conn, subject, 0, [draft("a"), draft("b")], "algebra", "p1", b'{"n": 1}')
        await outbox.post(conn, "alert", subject, {})
        await outbox.post(conn, "alert", None, {"subject": str(subject)})


async def kept(database: Database, school: UUID, subject: UUID) -> tuple[int, bool]:
    async with database.school(school) as conn:
        found = await log.gather(conn, subject, "algebra")
    return found.last, found.state is not None


async def test_one_person_goes_and_the_others_stay(
    database: Database, school: UUID, other_school: UUID, home: Path
) -> None:
    ada, ben = new_id(), new_id()
    for here, person in ((school, ada), (school, ben), (other_school, ada)):
        await learn(database, here, person)
    wanted = {"event": 2, "snapshot": 1, "outbox": 2}
    assert await erasure.erase(database, home, school, ada, Rooms(), dry=True) == wanted
    assert await kept(database, school, ada) == (2, True)
    assert erasure.remembered(home) == []
    assert await erasure.erase(database, home, school, ada, Rooms()) == wanted
    assert await kept(database, school, ada) == (0, False)
    assert await kept(database, school, ben) == (2, True)
    assert await kept(database, other_school, ada) == (2, True)
    assert erasure.remembered(home) == [(school, ada)]


async def test_rooms_and_refits_are_asked_in_the_same_transaction(database: Database, school: UUID, home: Path) -> None:
    ada = new_id()
    await learn(database, school, ada)
    asked: list[str] = []

    async def room(conn: Connection, person: UUID) -> Mapping[str, int]:
        assert await log.last_seq(conn, person) == 0
        asked.append("room")
        return {"photo": 3}

    async def refit(conn: Connection, person: UUID) -> None:
        asked.append("refit")
        raise OSError("no room on the disk")

    with pytest.raises(OSError, match="no room"):
        await erasure.erase(database, home, school, ada, Rooms([room], [refit]))
    assert await kept(database, school, ada) == (2, True), "all or nothing"
    assert (await erasure.erase(database, home, school, ada, Rooms([room])))["photo"] == 3
    assert asked == ["room", "refit", "room"]


async def test_who_came_back_is_erased_again(database: Database, school: UUID, home: Path) -> None:
    ada, ben = new_id(), new_id()
    await learn(database, school, ada)
    await erasure.erase(database, home, school, ada, Rooms())
    await learn(database, school, ada)
    await learn(database, school, ben)
    assert await erasure.erase_again(database, home, Rooms(), ledgers=[(school, ben)]) == 10
    assert await kept(database, school, ada) == (0, False)
    assert await kept(database, school, ben) == (0, False)
    assert erasure.remembered(home) == [(school, ada), (school, ben)]


def test_a_line_cut_short_spoils_no_other(home: Path) -> None:
    home.mkdir(mode=0o700)
    one, two = (new_id(), new_id()), (new_id(), new_id())
    whole = json.dumps({"school": str(one[0]), "subject": str(one[1])})
    (home / "erasures.jsonl").write_text(f"{whole}\n{whole[:30]}")
    erasure._remember(home, [two])
    assert erasure.remembered(home) == [one, two]


async def test_the_app_cannot_write_the_ledger_itself(database: Database, school: UUID) -> None:
    async with database.school(school) as conn:
        found = await conn.execute("SELECT has_table_privilege('erasure', 'INSERT, UPDATE, DELETE') AS may")
        assert (await found.fetchone() or {})["may"] is False
