"""An alert that nobody acknowledges goes on: the named adult, the next, those who run Chiron, each step an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from chiron.adapters.mail.fake import FakeMail
from chiron.core.events import About, Draft
from chiron.engine.people import alerts, store
from chiron.engine.people.access import Action
from chiron.engine.people.door import may
from chiron.engine.people.person import Person, Role
from chiron.engine.people.school import School
from chiron.engine.records import log
from chiron.engine.records.database import Database
from tests.worker.test_worker import NOW, SECRET, add, make_due, worker

ABOUT = About("algebra", "0" * 64)


@dataclass
class Care:
    """A school with a named adult, another after her, and an operator; an alert of Ada's stands open."""

    database: Database
    ada: Person
    dana: Person
    dora: Person
    olga: Person
    mail: FakeMail
    alert: str = "alert-1"
    passed: timedelta = timedelta()

    async def later(self, **passed: int) -> list[str]:
        """Let time pass and the worker work; to whom letters went."""
        self.passed += timedelta(**passed)
        before = len(self.mail.letters)
        if passed:
            await make_due(self.database, self.ada.school)
        working = changed(worker(self.database, self.mail), clock=lambda: NOW + self.passed)
        while await working.once():
            pass
        return [letter.to for letter in self.mail.letters[before:]]

    async def events(self) -> list[tuple[int, list[str], datetime]]:
        async with self.database.school(self.ada.school) as conn:
            told = await alerts.told_of(conn, self.ada.id, self.alert)
        return [(event.body["step"], event.body["to"], event.draft.server_time) for event in told]

    async def add(self, kind: str, **body: object) -> None:
        async with self.database.school(self.ada.school) as conn:
            draft = Draft(kind, {"alert": self.alert, **body}, f"k-{kind}", None, NOW, about=ABOUT)  # type: ignore[dict-item]
            await log.append(conn, self.ada.id, await log.last_seq(conn, self.ada.id), [draft])


@pytest.fixture
async def care(database: Database, school: UUID) -> Care:
    people = [await add(database, school, "Ada", Role.LEARNER)]
    for name, role in (("Dana", Role.TEACHER), ("Dora", Role.TEACHER), ("Olga", Role.OPERATOR)):
        people.append(await add(database, school, name, role, f"{name.lower()}@school.example"))
    made = Care(database, *people, FakeMail())
    async with database.school(school) as conn:
        await store.change_school(conn, {"alert_adult": made.dana.id, "second_adult": made.dora.id})
    await made.add("alert.raised", reading="despair", severity="concern", turn="t-1")
    async with database.school(school) as conn:
        await alerts.begin(conn, made.ada.id, made.alert)
    return made


async def test_it_goes_on_until_somebody_acknowledges_it(care: Care) -> None:
    assert await care.later() == ["dana@school.example"]
    assert await care.later() == [], "nobody is told twice while it is her turn"
    assert await care.later(minutes=30) == ["dora@school.example"]
    assert await care.later(minutes=30) == ["olga@school.example"]
    assert await care.later(days=1) == ["olga@school.example"]
    told = await care.events()
    assert [(step, to) for step, to, _ in told] == [
        (0, [str(care.dana.id)]), (1, [str(care.dora.id)]), (2, [str(care.olga.id)]), (3, [str(care.olga.id)]),
    ]  # fmt: skip
    assert told[1][2] == NOW + timedelta(minutes=30)
    assert "acknowledged" in care.mail.letters[1].text
    assert "acknowledged" not in care.mail.letters[0].text
    assert all(SECRET not in letter.title + letter.text for letter in care.mail.letters)
    await care.add("alert.acknowledged", note="")
    assert await care.later(days=1) == []
    assert await care.later(days=1) == []
    assert len(await care.events()) == 4


async def test_acknowledged_in_time_it_goes_no_further(care: Care) -> None:
    await care.later()
    await care.add("alert.acknowledged", note="")
    assert await care.later(minutes=30) == []
    assert len(await care.events()) == 1


async def test_a_worker_that_died_after_telling_tells_nobody_again(care: Care) -> None:
    payload = {"subject": str(care.ada.id), "alert": care.alert, "step": 0}
    first = await alerts.go_on(care.database, care.ada.school, dict(payload), NOW)
    again = await alerts.go_on(care.database, care.ada.school, dict(payload), NOW)
    assert (first, again) == (1, 0)


async def test_who_was_told_may_look_and_nobody_else(care: Care) -> None:
    async def sees(person: Person) -> bool:
        async with care.database.school(care.ada.school) as conn:
            return await may(conn, person, Action.SEE_ALERTS, care.ada.id)

    assert [await sees(person) for person in (care.dana, care.dora, care.olga)] == [True, True, False]
    for minutes in (0, 30, 30):
        await care.later(minutes=minutes)
    assert await sees(care.olga)
    eve = await add(care.database, care.ada.school, "Eve", Role.TEACHER)
    assert not await sees(eve)


@pytest.mark.parametrize(
    ("named", "second", "operators", "order"),
    [
        ("d", "e", "o", ["d", "e", "o", "o"]),
        ("d", None, "o", ["d", "o", "o"]),
        (None, None, "op", ["op", "op"]),
        ("d", "d", "d", ["d", "d"]),
        ("d", "l", "lo", ["d", "o", "o"]),
        (None, None, "l", []),
        ("d", None, "", ["d"]),
    ],
)
def test_the_order(named: str | None, second: str | None, operators: str, order: list[str]) -> None:
    """``l`` is the learner, who is told of nothing about themselves."""
    ids: dict[str | None, UUID | None] = {letter: uuid4() for letter in "deopl"} | {None: None}
    school = School(uuid4(), "s", "S", alert_adult=ids[named], second_adult=ids[second], alert_minutes=10)
    found, step = list[str](), 0
    while len(found) < 12 and (told := _telling(school, [ids[o] for o in operators], ids["l"], step)) is not None:
        found.append("".join(letter for letter in "deopl" if ids[letter] in told.to))
        step = told.step + 1
    assert found[: len(order)] == order
    assert len(found) < 12, "it ends"


def _telling(
    school: School, operators: Sequence[UUID | None], learner: UUID | None, step: int
) -> alerts.Telling | None:
    assert learner is not None
    return alerts.telling(school, [each for each in operators if each is not None], learner, step)


async def test_whom_a_learner_trusts_is_told_that_and_nothing_more(care: Care) -> None:
    async with care.database.school(care.ada.school) as conn:
        assert not await alerts.tell_contact(conn, care.ada), "nobody is named"
        for name, value in (("contact_name", "Nan"), ("contact_mail", "nan@home.example")):
            await store.set_preference(conn, care.ada.id, name, value)
        ada = await store.view_person(conn, care.ada.id)
        assert await alerts.tell_contact(conn, ada)
    assert set(await care.later()) == {"nan@home.example", "dana@school.example"}
    (letter,) = [letter for letter in care.mail.letters if letter.to == "nan@home.example"]
    assert "Ada" in letter.title
    for words in (SECRET, "despair", "school.example", "inbox"):
        assert words not in letter.title + letter.text
