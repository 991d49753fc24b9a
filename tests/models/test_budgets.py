"""What may be spent: nobody overspends, also not two at once, and what was not used is given back."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from chiron.core.errors import InvalidInput
from chiron.engine.models import budget
from chiron.engine.models.budget import Limit
from chiron.engine.models.choices import read_limits
from chiron.engine.people import classes
from chiron.engine.people.person import Person
from chiron.engine.records.ids import new_id
from chiron.ports.llm import Ask, Event, Used, Withheld
from tests.models.conftest import ASK, Desk, call

MOST = budget.estimate(ASK, None)[0]


async def spent(desk: Desk, person: Person, scope: str = "learner", period: str = "day") -> int:
    query = (
        f"SELECT coalesce(sum(tokens), 0)::bigint AS n FROM model_spent WHERE scope = '{scope}' AND period = '{period}'"
    )
    return int((await desk.rows(person.school, query))[0]["n"])


def took(events: list[Event]) -> int:
    used = next(event for event in events if isinstance(event, Used))
    return used.prompt + used.completion


@pytest.mark.parametrize("scope", ["school", "class", "learner"])
@pytest.mark.parametrize("period", ["day", "month"])
async def test_a_spent_budget_asks_nobody(desk: Desk, ada: Person, scope: str, period: str) -> None:
    desk.offer("one")
    desk.offer("two")
    await desk.choose(ada.school, "one", "two", limits={(scope, period): Limit(tokens=MOST)})
    called = await call(desk.database, ada, class_=new_id())
    events = await desk.heard(called)
    assert await spent(desk, ada, scope, period) == took(events) < MOST
    with pytest.raises(Withheld) as fault:
        await desk.heard(called)
    assert fault.value.details == {"why": "budget", "scope": scope, "period": period}
    assert len(desk.fakes["one"].asks) == 1
    assert desk.fakes["two"].asks == [], "another model does not help"
    assert await spent(desk, ada, scope, period) == took(events), "what was refused is not counted"
    (row,) = await desk.rows(ada.school, "SELECT outcome FROM model_call")
    assert row["outcome"] == "done", "nor listed: nothing left"


async def test_a_class_counts_also_where_the_call_names_none(desk: Desk, ada: Person, ben: Person) -> None:
    desk.offer("near", here=True)
    await desk.choose(ada.school, "near", limits={("class", "day"): Limit(tokens=MOST)})
    room, old = new_id(), new_id()
    async with desk.database.school(ada.school) as conn:
        for id, archived in ((room, None), (old, desk.now)):
            values = [id, str(id)[-8:], desk.now, archived]
            await conn.execute(
                "INSERT INTO class (id, name, term, created, archived) VALUES (%s, %s, '', %s, %s)", values
            )
            for person in (ada, ben):
                await classes.store.add_member(conn, id, person.id, "learner", desk.now + timedelta(days=id == old))
    await desk.heard(await call(desk.database, ada))
    with pytest.raises(Withheld):
        await desk.heard(await call(desk.database, ben))
    (row,) = await desk.rows(ada.school, "SELECT class FROM model_call")
    assert row["class"] == room, "an archived class has no budget"


async def _room(desk: Desk, school: UUID, since: int, *people: Person) -> UUID:
    """A class of these learners, who joined it that many days from now."""
    id = new_id()
    async with desk.database.school(school) as conn:
        await conn.execute(
            "INSERT INTO class (id, name, term, created) VALUES (%s, %s, '', %s)", [id, f"{since} days", desk.now]
        )
        for person in people:
            await classes.store.add_member(conn, id, person.id, "learner", desk.now + timedelta(days=since))
    return id


@pytest.mark.parametrize("tied", ["assignment", "class_lock"])
async def test_a_call_counts_on_the_class_that_has_work_in_its_course(desk: Desk, ada: Person, tied: str) -> None:
    desk.offer("near", here=True)
    await desk.choose(ada.school, "near", limits={("class", "day"): Limit(tokens=MOST)})
    early, late = await _room(desk, ada.school, -2, ada), await _room(desk, ada.school, -1, ada)
    made = {
        "assignment": "INSERT INTO assignment (id, class, course, what, skills, title, due, whole_class, made)"
        " VALUES (%s, %s, 'cells', 'course', '{a}', 'Cells', %s, true, %s)",
        "class_lock": "INSERT INTO class_lock (id, class, course, in_order, ceiling, since)"
        " VALUES (%s, %s, 'cells', true, '{}', %s)",
    }[tied]
    async with desk.database.school(ada.school) as conn:
        await conn.execute(made.encode(), [new_id(), early, desk.now, desk.now][: made.count("%s")])
    cells = await call(desk.database, ada, course="cells")
    await desk.heard(cells)
    with pytest.raises(Withheld) as fault:
        await desk.heard(cells)
    assert fault.value.details["scope"] == "class"
    await desk.heard(replace(cells, course="algebra"))
    rows = await desk.rows(ada.school, "SELECT class FROM model_call ORDER BY asked, id")
    assert [row["class"] for row in rows] == [early, late], "the class joined last where the course is nobody's"


async def test_what_one_class_spent_stops_no_other(desk: Desk, ada: Person, ben: Person) -> None:
    desk.offer("near", here=True)
    await desk.choose(ada.school, "near", limits={("class", "month"): Limit(tokens=MOST)})
    await _room(desk, ada.school, -1, ada)
    await _room(desk, ada.school, -2, ben)
    await desk.heard(await call(desk.database, ada))
    with pytest.raises(Withheld):
        await desk.heard(await call(desk.database, ada))
    assert await desk.heard(await call(desk.database, ben))


async def test_two_at_once_cannot_overspend(desk: Desk, ada: Person, ben: Person) -> None:
    desk.offer("near", here=True).pace = 0.01
    await desk.choose(ada.school, "near", limits={("school", "day"): Limit(tokens=3 * MOST)})
    calls = [await call(desk.database, person) for person in (ada, ben)] * 6
    found = await asyncio.gather(*(desk.heard(each) for each in calls), return_exceptions=True)
    answered = [each for each in found if isinstance(each, list)]
    assert all(isinstance(each, list | Withheld) for each in found), found
    assert len(answered) == len(desk.fakes["near"].asks)
    assert 3 <= len(answered) < len(calls)
    assert await spent(desk, ada, "school") == sum(map(took, answered)) <= 3 * MOST


async def test_money_is_bounded_too_and_then_the_price_must_be_known(desk: Desk, ada: Person) -> None:
    desk.offer("unpriced", price=None)
    desk.offer("priced")
    desk.offer("near", here=True, price=None)
    cost = budget.estimate(ASK, desk.offers[1].price)[1]
    await desk.choose(ada.school, "unpriced", "priced", limits={("learner", "month"): Limit(cost=cost)})
    called = await call(desk.database, ada)
    await desk.heard(called)
    assert (len(desk.fakes["unpriced"].asks), len(desk.fakes["priced"].asks)) == (0, 1)
    await desk.choose(ada.school, "near", limits={("learner", "month"): Limit(cost=Decimal(0))})
    desk.now += timedelta(days=40)
    await desk.heard(called)
    assert len(desk.fakes["near"].asks) == 1, "one's own machine costs nothing"


async def test_a_day_is_the_schools_own(desk: Desk, ada: Person) -> None:
    desk.offer("one")
    await desk.choose(ada.school, "one", limits={("learner", "day"): Limit(tokens=MOST)})
    called = await call(desk.database, ada)
    desk.now = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
    await desk.heard(called)
    with pytest.raises(Withheld):
        await desk.heard(called)
    desk.now = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)  # past midnight in Berlin
    assert await desk.heard(called)


@pytest.mark.parametrize("manner", ["down", "slow"])
async def test_what_a_failed_ask_is_counted_as(desk: Desk, ada: Person, manner: str) -> None:
    desk.offer("one").manner = manner  # type: ignore[assignment]
    await desk.choose(ada.school, "one")
    with pytest.raises(Exception, match="model one"):
        await desk.heard(await call(desk.database, ada), ASK if manner == "down" else _hasty())
    charged = budget.prompt_tokens(ASK) if manner == "slow" else 0
    assert await spent(desk, ada) == charged, "a provider that was reached may charge for the prompt"


def _hasty() -> Ask:
    return replace(ASK, bounds=replace(ASK.bounds, first=0.2))


async def test_a_call_that_is_settled_twice_counts_once(desk: Desk, ada: Person) -> None:
    desk.offer("one")
    await desk.choose(ada.school, "one")
    called, books = await call(desk.database, ada), desk.models._books
    entry = await books.reserve(called, ASK, desk.offers[0], {}, UTC)
    for _ in range(2):
        await books.settle(entry, "done", Used("one", 10, 0, 5, Decimal("0.5"), "EUR"), 0.1, 0.2)
    assert await spent(desk, ada) == 15
    (row,) = await desk.rows(ada.school, "SELECT cost, first_ms, took_ms FROM model_call")
    assert (row["cost"], row["first_ms"], row["took_ms"]) == (Decimal("0.5"), 100, 200)


def test_limits_are_read_from_a_form() -> None:
    found = read_limits({"tokens_school_day": "1 000", "cost_learner_month": "2,50", "tokens_class_day": " "})
    assert found == {("school", "day"): Limit(tokens=1000), ("learner", "month"): Limit(cost=Decimal("2.5"))}


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("tokens_school_day", "-1"),
        ("tokens_school_day", "1e9"),
        ("tokens_school_day", "9" * 40),
        ("cost_school_day", "NaN"),
        ("cost_school_day", "-2"),
        ("cost_school_day", "1.2.3"),
        ("cost_school_day", "."),
        ("cost_school_day", "٣"),
    ],
)
def test_a_limit_that_means_nothing_is_refused(field: str, text: str) -> None:
    with pytest.raises(InvalidInput) as fault:
        read_limits({field: text})
    assert fault.value.details["field"] == field
