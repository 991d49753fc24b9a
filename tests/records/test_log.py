"""The event log: appended once, never changed, first come first served."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from chiron.core import events
from chiron.core.errors import InvalidInput
from chiron.core.events import About, Draft, Kind, Made, Personal
from chiron.engine.records import log
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from chiron.engine.records.log import AlreadyRecorded, Found, Moved
from chiron.engine.records.store import Changed

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
ABOUT = About("algebra", "c0ffee", "like-terms", "combine", 7, {"a": 3, "b": "1/2"}, "s1")


def draft(key: str, text: str = "hello", about: About | None = ABOUT, **more: Any) -> Draft:
    """Something that was said."""
    body: Mapping[str, Any] = {"turn": "t", "text": text, "intent": None, "item": None}
    return Draft("message.said", body, key, None, NOON, NOON - timedelta(seconds=3), about, **more)


def seen(found: Found) -> tuple[int, int, str | None, Any]:
    """What was found, its state as a JSON value."""
    return found.last, found.seq, found.parameters, found.state


async def test_what_was_appended_is_read_back_whole(database: Database, school: UUID) -> None:
    ada = new_id()
    made = Made("numeric@1", "steady@1", "gaussian@1")
    drafts = [Draft("step.undone", {"item": "i"}, "a", ada, NOON, None, ABOUT, made), draft("b", about=None)]
    async with database.school(school) as conn:
        written = await log.append(conn, ada, 0, drafts)
    async with database.school(school) as conn:
        assert await log.read(conn, ada) == written
        assert await log.last_seq(conn, ada) == 2
    assert [(event.seq, event.school, event.subject, event.draft) for event in written] == [
        (1, school, ada, drafts[0]),
        (2, school, ada, drafts[1]),
    ]


async def test_reading_picks_by_place_course_and_kind(database: Database, school: UUID) -> None:
    ada = new_id()
    undone = Draft("step.undone", {"item": "i"}, "c", ada, NOON, about=ABOUT)
    async with database.school(school) as conn:
        await log.append(conn, ada, 0, [draft("a"), draft("b", about=None), undone])
        assert [event.seq for event in await log.read(conn, ada, after=1)] == [2, 3]
        assert [event.seq for event in await log.read(conn, ada, course="algebra")] == [1, 3]
        assert [event.seq for event in await log.read(conn, ada, kinds={"step.undone"})] == [3]
        assert await log.read(conn, ada, kinds=[]) == []


async def test_recent_looks_across_learners_of_the_school(database: Database, school: UUID, other_school: UUID) -> None:
    ada, ben, cleo = new_id(), new_id(), new_id()
    async with database.school(school) as conn:
        await log.append(conn, ada, 0, [draft("a")])
        await log.append(conn, ben, 0, [draft("a")])
    async with database.school(other_school) as conn:
        await log.append(conn, cleo, 0, [draft("a")])
    async with database.school(school) as conn:
        found = await log.recent(conn, ["message.said"], NOON - timedelta(days=1), 10)
        assert {event.subject for event in found} == {ada, ben}
        assert len(await log.recent(conn, ["message.said"], NOON - timedelta(days=1), 1)) == 1
        assert await log.recent(conn, ["message.said"], NOON + timedelta(seconds=1), 10) == []
        assert await log.subjects(conn) == sorted([ada, ben])


async def test_of_two_writers_one_is_first(database: Database, school: UUID) -> None:
    ada = new_id()
    ready = asyncio.Barrier(2)

    async def write(key: str) -> None:
        async with database.school(school) as conn:
            assert await log.last_seq(conn, ada) == 0
            await ready.wait()
            await log.append(conn, ada, 0, [draft(key)])

    outcomes = await asyncio.gather(write("tab-1"), write("tab-2"), return_exceptions=True)
    assert sorted(type(outcome) for outcome in outcomes if outcome) == [Moved]
    async with database.school(school) as conn:
        assert await log.last_seq(conn, ada) == 1


@pytest.mark.parametrize("expected", [0, 2, 5])
async def test_a_log_that_ends_elsewhere_is_refused(database: Database, school: UUID, expected: int) -> None:
    ada = new_id()
    async with database.school(school) as conn:
        await log.append(conn, ada, 0, [draft("a")])
    with pytest.raises(Moved):
        async with database.school(school) as conn:
            await log.append(conn, ada, expected, [draft("b")])
    async with database.school(school) as conn:
        assert await log.last_seq(conn, ada) == 1


async def test_sent_twice_is_kept_once(database: Database, school: UUID) -> None:
    ada = new_id()
    async with database.school(school) as conn:
        await log.append(conn, ada, 0, [draft("a"), draft("b")])
    with pytest.raises(AlreadyRecorded) as caught:
        async with database.school(school) as conn:
            await log.append(conn, ada, 2, [draft("c"), draft("b")])
    assert (caught.value.key, caught.value.seq) == ("b", 2)
    async with database.school(school) as conn:
        assert await log.last_seq(conn, ada) == 2


async def test_a_refusal_that_is_caught_has_written_nothing(database: Database, school: UUID) -> None:
    ada = new_id()
    async with database.school(school) as conn:
        await log.record(conn, ada, 0, [draft("a")], "algebra", "p1", b'{"n": 1}')
        with pytest.raises(AlreadyRecorded):
            await log.record(conn, ada, 1, [draft("a"), draft("b")], "algebra", "p1", b'{"n": 2}')
        with pytest.raises(Moved):
            await log.record(conn, ada, 7, [draft("c")], "algebra", "p1", b'{"n": 3}')
    async with database.school(school) as conn:
        assert seen(await log.gather(conn, ada, "algebra")) == (1, 1, "p1", {"n": 1})


async def test_the_same_key_of_somebody_else_is_another_event(database: Database, school: UUID) -> None:
    async with database.school(school) as conn:
        for subject in (new_id(), new_id()):
            assert len(await log.append(conn, subject, 0, [draft("a")])) == 1


async def test_undeclared_drafts_are_refused(database: Database, school: UUID) -> None:
    ada = new_id()
    wrong = [
        [],
        [draft("a"), draft("a")],
        [Draft("message.said", {"mood": "sad"}, "a", ada, NOON)],
        [Draft("no.such", {}, "a", ada, NOON)],
        [draft("a", version=2)],
    ]
    async with database.school(school) as conn:
        for drafts in wrong:
            with pytest.raises(ValueError, match=r"draft|declare|kind"):
                await log.append(conn, ada, 0, drafts)


async def test_old_bodies_are_brought_to_the_current_version(
    database: Database, school: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = new_id()
    async with database.school(school) as conn:
        await log.append(conn, ada, 0, [draft("a", text="hi")])
    fields = {"turn": Personal.NO, "words": Personal.CONTENT, "intent": Personal.LEARNING, "item": Personal.NO}
    monkeypatch.setitem(events.KINDS, "message.said", Kind(3, fields, "now in its third version"))
    monkeypatch.setitem(
        events.UPCASTERS,
        ("message.said", 1),
        lambda body: {**{k: v for k, v in body.items() if k != "text"}, "words": body["text"]},
    )
    monkeypatch.setitem(events.UPCASTERS, ("message.said", 2), lambda body: {**body, "words": body["words"].upper()})
    async with database.school(school) as conn:
        (event,) = await log.read(conn, ada)
    assert (event.draft.version, event.body["words"], "text" in event.body) == (3, "HI", False)


@pytest.mark.parametrize("text", ["<script>", "'; DROP TABLE event; --", "שלום", "👩‍🏫", "\x07\x1b[31m", "x" * 100_000])
async def test_text_is_kept_as_it_is(database: Database, school: UUID, text: str) -> None:
    ada = new_id()
    async with database.school(school) as conn:
        await log.append(conn, ada, 0, [draft("a", text=text)])
        (event,) = await log.read(conn, ada)
    assert event.body["text"] == text


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
async def test_text_that_cannot_be_kept_is_refused_with_a_reason(database: Database, school: UUID, text: str) -> None:
    ada = new_id()
    with pytest.raises(InvalidInput, match="character"):
        async with database.school(school) as conn:
            await log.append(conn, ada, 0, [draft("a", text=text)])
    with pytest.raises(InvalidInput, match="character"):
        async with database.school(school) as conn:
            await log.append(conn, ada, 0, [draft(f"k{text}")])


@pytest.mark.parametrize("statement", ["UPDATE event SET key = 'x'", "DELETE FROM event", "TRUNCATE event"])
async def test_nobody_changes_or_removes_an_event(
    database: Database, school: UUID, endpoint: Any, statement: str
) -> None:
    ada = new_id()
    async with database.school(school) as conn:
        await log.append(conn, ada, 0, [draft("a")])
    async with database.school(school) as conn:
        await conn.execute("SELECT set_config('app.erasing', 'on', true)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"):
            await conn.execute(statement)
        await conn.execute("ROLLBACK AND CHAIN")
    for url in (endpoint.owner_url, endpoint.admin_url):
        async with await psycopg.AsyncConnection.connect(url) as other:
            await other.execute("SELECT set_config('app.whole', 'on', true)")
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="never changed"):
                await other.execute(statement)


async def test_snapshots(database: Database, school: UUID) -> None:
    ada, ben = new_id(), new_id()
    async with database.school(school) as conn:
        assert seen(await log.gather(conn, ada, "algebra")) == (0, 0, None, None)
        await log.append(conn, ada, 0, [draft("a")])
        assert seen(await log.gather(conn, ada, "algebra")) == (1, 0, None, None)
        await log.keep(conn, ada, "algebra", 1, "p1", {"mean": 0.1, "text": "½"})
        await log.record(conn, ben, 0, [draft("a")], "algebra", "p1", b"[1]")
        assert seen(await log.gather(conn, ada, "algebra")) == (1, 1, "p1", {"mean": 0.1, "text": "½"})
        assert (await log.gather(conn, ada, "prose")).state is None
        await log.keep(conn, ada, "algebra", 1, "p2", {"mean": 0.2})
        assert seen(await log.gather(conn, ada, "algebra")) == (1, 1, "p2", {"mean": 0.2})
        assert await log.drop_snapshots(conn, ada) == 1
        assert (await log.gather(conn, ada, "algebra")).state is None
        assert (await log.gather(conn, ben, "algebra")).state == [1]
        assert await log.drop_snapshots(conn) == 1


async def test_a_turn_is_one_message_and_counts_once(database: Database, school: UUID) -> None:
    ada = new_id()

    async def turn(expected: int, *keys: str) -> None:
        drafts = [draft(key) for key in keys]
        await log.record_at_once(database, school, ada, expected, drafts, "algebra", "p1", b'{"n": 1}')

    await turn(0, "a", "b")
    with pytest.raises(AlreadyRecorded) as again:
        await turn(2, "b")
    assert again.value.seq == 2
    with pytest.raises(Moved):
        await turn(1, "c")
    async with database.school(school) as conn:
        assert [event.draft.key for event in await log.read(conn, ada)] == ["a", "b"]
        assert seen(await log.gather(conn, ada, "algebra")) == (2, 2, "p1", {"n": 1})


async def test_a_turn_writes_what_it_changed(database: Database, school: UUID) -> None:
    ada = new_id()

    async def turn(expected: int, key: str, state: bytes | Changed) -> str | None:
        return await log.record_at_once(database, school, ada, expected, [draft(key)], "algebra", "p1", state)

    whole = await turn(0, "a", b'{"at": 1, "in": {"x": [1], "y": [2]}, "note": "stays"}')
    assert whole is not None
    changed = await turn(1, "b", Changed(whole, b'{"at": 2}', "in", b'{"y": [3], "z": []}'))
    async with database.school(school) as conn:
        after = {"at": 2, "in": {"x": [1], "y": [3], "z": []}, "note": "stays"}
        assert seen(await log.gather(conn, ada, "algebra")) == (2, 2, "p1", after)
        known = await log.gather(conn, ada, "algebra", changed or "")
        assert (known.version, known.text) == (changed, None), "what is known is not told again"
        assert (await log.gather(conn, ada, "algebra", whole)).text is not None
    # What changed an earlier snapshot is not put into this one; the events stand, and the snapshot can catch up.
    assert await turn(2, "c", Changed(whole, b'{"at": 9}', "in", b"{}")) is None
    with pytest.raises(Moved):
        await turn(1, "d", Changed(changed or "", b'{"at": 9}', "in", b"{}"))
    async with database.school(school) as conn:
        assert seen(await log.gather(conn, ada, "algebra")) == (3, 2, "p1", after)


async def test_of_two_turns_at_one_moment_one_is_kept(database: Database, school: UUID) -> None:
    ada = new_id()

    async def turn(key: str) -> str:
        try:
            await log.record_at_once(database, school, ada, 0, [draft(key)], "algebra", "p1", f'"{key}"'.encode())
        except Moved:
            return ""
        return key

    kept = [key for key in await asyncio.gather(*(turn(f"k{n}") for n in range(8))) if key]
    assert len(kept) == 1
    async with database.school(school) as conn:
        assert [event.draft.key for event in await log.read(conn, ada)] == kept
        assert seen(await log.gather(conn, ada, "algebra")) == (1, 1, "p1", kept[0])


async def test_what_still_waits_is_found_by_the_index_of_answers(database: Database, school: UUID) -> None:
    async with database.school(school) as conn:
        await conn.execute("SET LOCAL enable_seqscan = off")
        plan = await conn.execute(
            "EXPLAIN SELECT o.seq FROM event o WHERE o.kind = 'report.made' AND NOT EXISTS (SELECT FROM event a"
            " WHERE a.school = o.school AND a.subject = o.subject AND a.kind = 'report.answered' AND a.seq > o.seq"
            " AND a.body ->> 'report' = o.body ->> 'report')"
        )
        assert "event_answers" in str(await plan.fetchall())
