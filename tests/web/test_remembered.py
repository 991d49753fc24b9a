"""A turn decided from what the process remembers: one message to the database, written only if all of that holds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chiron.engine.people import sign_in
from chiron.engine.records import log
from chiron.engine.records.database import Database
from chiron.faces.web.house import SITTING_COOKIE, House
from tests.web.conftest import Browser, People
from tests.web.test_learner import AT, ada, begin, right, state_of

__all__ = ["ada"]


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many statements each message to the database had that goes the way of a turn."""
    sent: list[int] = []
    texts = Database.texts

    async def counted(self, school, *statements):
        sent.append(len(statements))
        return await texts(self, school, *statements)

    monkeypatch.setattr(Database, "texts", counted)
    return sent


async def seq_of(rooms: House, person) -> int:
    async with rooms.database.school(person.school) as conn:
        return await log.last_seq(conn, person.id)


def token_of(browser: Browser) -> str:
    return next(value for name, value in browser.client.cookies.items() if name.endswith(SITTING_COOKIE))


async def opened(ada: Browser, rooms: House, people: People) -> dict[str, str]:
    """An item is open and remembered; the form of a right answer."""
    await begin(ada)
    form = await right(rooms, people.ada)
    await ada.post(f"{AT}/practice/answer", {**form, "answer": "no number"})
    return form


async def test_an_answer_is_one_message(ada, people, rooms, messages):
    form = await opened(ada, rooms, people)
    before = await seq_of(rooms, people.ada)
    messages.clear()
    found = await ada.post(f"{AT}/practice/answer", form, htmx=True)
    assert found.status_code == 200
    assert messages == [1]
    assert await seq_of(rooms, people.ada) > before


async def test_who_signed_out_elsewhere_writes_nothing_and_is_shown_nothing(ada, people, rooms):
    form = await opened(ada, rooms, people)
    before = await seq_of(rooms, people.ada)
    await sign_in.sign_out(rooms.database, token_of(ada))
    found = await ada.post(f"{AT}/practice/answer", form)
    assert await seq_of(rooms, people.ada) == before
    assert found.status_code == 401
    assert people.ada.name not in found.text
    assert "/learn/tiny/map" not in found.text


async def test_whose_account_was_closed_writes_nothing(ada, people, rooms, clock):
    form = await opened(ada, rooms, people)
    before = await seq_of(rooms, people.ada)
    async with rooms.database.school(people.ada.school) as conn:
        await conn.execute("UPDATE person SET closed = %s WHERE id = %s", [clock(), people.ada.id])
    found = await ada.post(f"{AT}/practice/answer", form)
    assert await seq_of(rooms, people.ada) == before
    assert found.status_code == 401


async def test_who_may_learn_no_more_writes_nothing(ada, people, rooms):
    form = await opened(ada, rooms, people)
    before = await seq_of(rooms, people.ada)
    async with rooms.database.school(people.ada.school) as conn:
        await conn.execute("UPDATE person SET roles = '{guardian}' WHERE id = %s", [people.ada.id])
    found = await ada.post(f"{AT}/practice/answer", form)
    assert found.status_code == 403
    assert await seq_of(rooms, people.ada) == before


async def test_an_expired_sitting_writes_nothing(ada, people, rooms, clock):
    form = await opened(ada, rooms, people)
    before = await seq_of(rooms, people.ada)
    async with rooms.database.school(people.ada.school) as conn:
        await conn.execute("UPDATE sign_in SET expires = %s", [clock() - timedelta(seconds=1)])
    assert (await ada.post(f"{AT}/practice/answer", form)).status_code == 401
    assert await seq_of(rooms, people.ada) == before


async def test_what_another_process_wrote_meanwhile_is_seen(ada, people, rooms, messages):
    form = await opened(ada, rooms, people)
    folds = rooms.tutoring.folds
    known = folds.remembered(people.ada, "tiny")
    assert known is not None
    await ada.post(f"{AT}/practice/hint", {"item": form["item"], "step": form["step"], "rung": "0"})
    after = await state_of(rooms, people.ada)
    assert after.seq > known.last
    # As a process that saw nothing of the hint.
    folds.held.keep(people.ada.id, "tiny", known.version, known.last, after.state)
    messages.clear()
    assert (await ada.post(f"{AT}/practice/answer", form, htmx=True)).status_code == 200
    assert messages == [1, 2, 1], "refused, looked again, written"
    now = await state_of(rooms, people.ada)
    assert now.seq > after.seq
    step = now.state.item.step(form["step"])
    assert (step.rungs, [one.outcome for one in step.attempts]) == (1, ["correct"])


async def test_the_same_answer_sent_twice_counts_once(ada, people, rooms):
    form = await opened(ada, rooms, people)
    key = {"csrf": ada.hidden("csrf"), "key": ada.hidden("key")}
    await ada.post(f"{AT}/practice/answer", {**form, **key}, htmx=True)
    once = await seq_of(rooms, people.ada)
    assert (await ada.post(f"{AT}/practice/answer", {**form, **key}, htmx=True)).status_code == 200
    assert await seq_of(rooms, people.ada) == once


async def test_a_snapshot_dropped_meanwhile_is_folded_again_first(ada, people, rooms, messages):
    form = await opened(ada, rooms, people)
    before = await seq_of(rooms, people.ada)
    async with rooms.database.school(people.ada.school) as conn:
        await log.drop_snapshots(conn, people.ada.id)
    messages.clear()
    assert (await ada.post(f"{AT}/practice/answer", form, htmx=True)).status_code == 200
    assert messages == [1, 2, 1], "refused, looked again, written"
    assert await seq_of(rooms, people.ada) > before
    now = await state_of(rooms, people.ada)
    assert [one.outcome for one in now.state.item.step(form["step"]).attempts] == ["correct"]
