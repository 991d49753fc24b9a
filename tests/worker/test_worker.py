"""The worker, with a real outbox and mail that goes nowhere."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from chiron.adapters.mail.fake import FakeMail
from chiron.engine.people import store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.records import erasure, outbox
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from chiron.faces.worker.letters import Writer
from chiron.faces.worker.worker import MOST_TRIES, Worker
from chiron.ports.mail import Mail, NotSent, Refused
from tests.patience import until

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
SECRET = "I want to hurt myself"


def worker(database: Database, mail: Mail | None, home: Path = Path("nowhere")) -> Worker:
    writer = Writer(
        "https://school.example/tutor/", lambda tag: lambda words: f"<{tag}>{words}" if tag != "en" else words
    )
    return Worker(database, home, writer, mail, lambda: NOW, Random(1))


async def add(database: Database, school: UUID, name: str, role: Role, mail: str = "", language: str = "en") -> Person:
    person = new_person(school, name, name.lower(), frozenset({role}), NOW, AgeBand.ADULT)
    person = replace(person, preferences={"mail": mail} if mail else {}, language=language)
    async with database.school(school) as conn:
        await store.add_person(conn, person, None)
    return person


@pytest.fixture
async def ada(database: Database, school: UUID) -> Person:
    return await add(database, school, "Ada", Role.LEARNER)


@pytest.fixture
async def dana(database: Database, school: UUID) -> Person:
    """The adult whom the school names."""
    dana = await add(database, school, "Dana", Role.TEACHER, "dana@school.example")
    async with database.school(school) as conn:
        await store.change_school(conn, {"alert_adult": dana.id})
    return dana


async def distress(database: Database, ada: Person, to: UUID | None = None, kind: str = "distress") -> UUID:
    async with database.school(ada.school) as conn:
        return await outbox.post(conn, kind, to, {"subject": str(ada.id), "turn": "t-1", "text": SECRET})


async def make_due(database: Database, school: UUID) -> None:
    """As if the wait were over."""
    async with database.school(school) as conn:
        await conn.execute("UPDATE outbox SET due = now() - interval '1 second' WHERE done IS NULL")


async def rows(database: Database, school: UUID) -> list[dict[str, object]]:
    async with database.school(school) as conn:
        return await (await conn.execute("SELECT kind, done, tries, fault FROM outbox ORDER BY id")).fetchall()


async def test_distress_reaches_the_named_adult_and_nothing_else_leaves(
    database: Database, ada: Person, dana: Person
) -> None:
    mail = FakeMail()
    await distress(database, ada)
    assert await worker(database, mail).once() == 1
    (letter,) = mail.letters
    assert letter.to == "dana@school.example"
    assert "https://school.example/tutor/inbox" in letter.text
    for words in (SECRET, "Ada", "distress"):
        assert words not in letter.title + letter.text, "text may not leave this machine"
    assert await worker(database, mail).once() == 0
    assert len(mail.letters) == 1


async def test_where_text_may_leave_the_name_does_and_her_words_still_do_not(
    database: Database, ada: Person, dana: Person
) -> None:
    async with database.school(ada.school) as conn:
        await store.change_school(conn, {"text_may_leave": True})
    mail = FakeMail()
    for kind, to in (("distress", None), ("colleague-asked", dana.id), ("erasure-asked", dana.id), ("other", dana.id)):
        await distress(database, ada, to, kind)
    await worker(database, mail).once()
    assert len(mail.letters) == 4
    assert len({letter.title for letter in mail.letters}) == 4
    for letter in mail.letters:
        assert "Ada" in letter.title + letter.text
        assert SECRET not in letter.title + letter.text


async def test_without_mail_or_an_address_it_stands_in_the_inbox_alone(
    database: Database, ada: Person, dana: Person
) -> None:
    await distress(database, ada)
    assert await worker(database, None).once() == 1
    mail = FakeMail()
    silent = await add(database, ada.school, "Silent", Role.TEACHER)
    await distress(database, ada, silent.id)
    await distress(database, ada, new_id())
    await distress(database, ada, None, "something-new")
    assert await worker(database, mail).once() == 3
    assert mail.letters == []
    assert all(row["done"] for row in await rows(database, ada.school))


async def test_a_letter_is_in_the_readers_language(database: Database, ada: Person) -> None:
    carla = await add(database, ada.school, "Carla", Role.TEACHER, "carla@school.example", "es")
    mail = FakeMail()
    await distress(database, ada, carla.id, "colleague-asked")
    await worker(database, mail).once()
    assert mail.letters[0].title.startswith("<es>")


async def test_a_mail_server_that_is_away_is_tried_again_later(database: Database, ada: Person, dana: Person) -> None:
    mail = FakeMail()
    mail.faults = [NotSent("not now"), NotSent("not now")]
    await distress(database, ada)
    for _ in range(2):
        assert await worker(database, mail).once() == 1
        assert await worker(database, mail).once() == 0, "not before its time"
        await make_due(database, ada.school)
    await worker(database, mail).once()
    assert len(mail.letters) == 1
    assert [row["tries"] for row in await rows(database, ada.school)] == [3]


@pytest.mark.parametrize("poison", [Refused("no such mailbox"), NotSent("not now"), RuntimeError(SECRET)])
async def test_a_poisoned_note_holds_up_no_other(
    database: Database, ada: Person, dana: Person, poison: Exception
) -> None:
    mail = FakeMail()
    eve = await add(database, ada.school, "Eve", Role.TEACHER, "eve@school.example")
    mail.poisoned["eve@school.example"] = poison
    for _ in range(12):
        await distress(database, ada, eve.id)
    await distress(database, ada)
    for _ in range(4):
        await worker(database, mail).once()
    assert [letter.to for letter in mail.letters] == ["dana@school.example"]
    kept = await rows(database, ada.school)
    assert all(SECRET not in str(row["fault"]) for row in kept)
    assert all(bool(row["done"]) == isinstance(poison, Refused) for row in kept[:12])


async def test_what_never_goes_is_given_up_at_last(database: Database, ada: Person, dana: Person) -> None:
    mail = FakeMail()
    mail.poisoned["dana@school.example"] = NotSent("the server is gone")
    await distress(database, ada)
    async with database.school(ada.school) as conn:
        await conn.execute("UPDATE outbox SET tries = %s", [MOST_TRIES - 1])
    await worker(database, mail).once()
    (row,) = await rows(database, ada.school)
    assert row["done"]
    assert row["fault"] == "the server is gone"


async def test_two_workers_deliver_each_note_once(database: Database, ada: Person, dana: Person) -> None:
    mail = FakeMail()
    sent: list[str] = []

    class Counting(FakeMail):
        async def post(self, letter):  # type: ignore[no-untyped-def]
            sent.append(letter.id)
            await asyncio.sleep(0.005)

    del mail
    for _ in range(20):
        await distress(database, ada)
    workers = [worker(database, Counting()) for _ in range(3)]
    while any(await asyncio.gather(*(each.once() for each in workers))):
        pass
    assert len(sent) == len(set(sent)) == 20


async def test_one_school_never_hears_of_another(
    database: Database, ada: Person, dana: Person, other_school: UUID
) -> None:
    cleo = await add(database, other_school, "Cleo", Role.TEACHER, "cleo@other.example")
    mail = FakeMail()
    await distress(database, ada, cleo.id)
    await worker(database, mail).once()
    assert mail.letters == [], "Cleo is nobody in Ada's school"


async def test_it_goes_on_after_a_stumble_and_while_the_database_is_away(
    database: Database, ada: Person, dana: Person
) -> None:
    mail = FakeMail()
    working = worker(database, mail)
    database.away = True
    task = asyncio.create_task(working.run(every=0.01))
    await asyncio.sleep(0.05)
    assert not task.done()
    database.away = False
    await distress(database, ada)
    await until(lambda: mail.letters, "the letter is sent")
    assert len(mail.letters) == 1
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_what_was_delivered_long_ago_is_forgotten(database: Database, ada: Person, dana: Person) -> None:
    await distress(database, ada)
    await worker(database, None).once()
    later = worker(database, None)
    later.clock = lambda: datetime.now(UTC) + timedelta(days=31)
    await distress(database, ada)
    await later.once()
    assert len(await rows(database, ada.school)) <= 1


async def test_whoever_left_longer_ago_than_the_school_keeps_them_is_erased(
    database: Database, ada: Person, dana: Person, tmp_path: Path
) -> None:
    async with database.school(ada.school) as conn:
        await store.change_school(conn, {"retention": "term"})
        await conn.execute("UPDATE person SET closed = %s WHERE id = %s", [NOW - timedelta(days=121), ada.id])
        await conn.execute("UPDATE person SET closed = %s WHERE id = %s", [NOW - timedelta(days=119), dana.id])
    await worker(database, None, tmp_path).once()
    async with database.school(ada.school) as conn:
        assert await store.find_person(conn, ada.id) is None
        assert await store.find_person(conn, dana.id) is not None
    assert erasure.remembered(tmp_path) == [(ada.school, ada.id)], "a restored backup is erased again"


async def test_calls_to_models_are_listed_for_as_long_as_the_settings_say(
    database: Database, school: UUID, ada: Person
) -> None:
    query = (
        "INSERT INTO model_call (id, learner, consent, asked, purpose, kinds, model, provider, here, reserved,"
        " reserved_cost) VALUES (%s, %s, %s, %s, 'words', '{}', 'm', 'fake', true, 1, 0)"
    )
    spent = (
        "INSERT INTO model_spent (scope, whose, period, begins, learner, tokens, cost)"
        " VALUES ('learner', %s, 'day', %s, %s, 1, 0)"
    )
    ages = [timedelta(days=1), timedelta(days=99), timedelta(days=101), timedelta(days=999)]
    async with database.school(school) as conn:
        for age in ages:
            await conn.execute(query, [new_id(), ada.id, new_id(), NOW - age])
            await conn.execute(spent, [ada.id, (NOW - age).date(), ada.id])
    await replace(worker(database, None), calls_kept=timedelta(days=100)).once()
    async with database.school(school) as conn:
        left = await (await conn.execute("SELECT asked FROM model_call ORDER BY asked")).fetchall()
        days = await (await conn.execute("SELECT begins FROM model_spent ORDER BY begins")).fetchall()
    kept = [NOW - age for age in ages[1::-1]]
    assert [row["asked"] for row in left] == kept
    assert [row["begins"] for row in days] == [at.date() for at in kept]
