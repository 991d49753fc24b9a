"""Which model is asked, by whose consent, and what follows when it fails."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import replace

import pytest

from chiron.engine.models import Kind, breaker
from chiron.engine.models.breaker import Health
from chiron.engine.people import consent
from chiron.engine.people.consent import Matter
from chiron.engine.people.leaving import eraser
from chiron.engine.people.person import Person
from chiron.engine.records.ids import new_id
from chiron.ports.llm import (
    Bounds,
    Busy,
    CutOff,
    Declined,
    Ended,
    Event,
    Garbage,
    OutOfQuota,
    Piece,
    TooSlow,
    Unreachable,
    Used,
    Withheld,
    WrongKey,
)
from tests.models.conftest import ASK, NOW, Desk, call


def text(events: list[Event]) -> str:
    return "".join(event.text for event in events if isinstance(event, Piece))


async def withheld(desk: Desk, called: object) -> str:
    with pytest.raises(Withheld) as fault:
        await desk.heard(called)  # type: ignore[arg-type]
    return str(fault.value.details["why"])


async def test_a_chosen_model_answers_and_the_call_is_listed_without_its_content(desk: Desk, ada: Person) -> None:
    fake = desk.offer("one")
    await desk.choose(ada.school, "one")
    called = await call(desk.database, ada)
    *_, used, ended = await desk.heard(called, replace(ASK, messages=(*ASK.messages, *ASK.messages)))
    assert isinstance(used, Used)
    assert ended == Ended("done")
    (row,) = await desk.rows(ada.school, "SELECT * FROM model_call")
    assert row["consent"] == called.consent
    assert (row["learner"], row["model"], row["kinds"], row["outcome"]) == (ada.id, "one", ["step"], "done")
    assert (row["prompt"], row["completion"]) == (used.prompt, used.completion)
    told = str(row)
    assert not any(each.text in told for each in fake.asks[0].messages)


async def test_nothing_is_asked_without_a_consent_in_force(desk: Desk, ada: Person, ben: Person, cleo: Person) -> None:
    desk.offer("far")
    await desk.choose(ada.school, "far")
    called = await call(desk.database, ada)
    assert await withheld(desk, replace(called, consent=None)) == "consent"
    assert await withheld(desk, replace(called, consent=new_id())) == "consent"
    assert await withheld(desk, replace(called, learner=ben.id)) == "consent", "a line is its person's own"
    assert await withheld(desk, await call(desk.database, ben)) == "consent", "to be taught is not to be sent elsewhere"
    assert await withheld(desk, replace(called, school=cleo.school)) == "off"
    async with desk.database.school(ada.school) as conn:
        await consent.record(conn, ada.id, Matter.TEXT_MAY_LEAVE, False, ada.id, "self", NOW)
    assert await withheld(desk, called) == "consent", "taken back"
    async with desk.database.school(ada.school) as conn:
        await consent.record(conn, ada.id, Matter.TEXT_MAY_LEAVE, True, ada.id, "self", NOW)
    again = await call(desk.database, ada)
    assert again.consent != called.consent
    assert text(await desk.heard(again))
    async with desk.database.school(ada.school) as conn:
        await conn.execute("UPDATE school SET text_may_leave = false")
    assert await withheld(desk, again) == "consent", "the school took it back"
    assert len(desk.fakes["far"].asks) == 1


async def test_a_model_on_this_machine_needs_only_the_consent_to_be_taught(desk: Desk, ben: Person) -> None:
    desk.offer("far")
    desk.offer("near", here=True)
    await desk.choose(ben.school, "far", "near")
    assert text(await desk.heard(await call(desk.database, ben)))
    assert (len(desk.fakes["far"].asks), len(desk.fakes["near"].asks)) == (0, 1)


async def test_each_school_chooses_which_and_what_each_may_see(desk: Desk, ada: Person, cleo: Person) -> None:
    desk.offer("one")
    desk.offer("two")
    assert await withheld(desk, await call(desk.database, ada)) == "off", "nothing is asked before somebody chose"
    await desk.choose(ada.school, "two", "one", kinds=frozenset({Kind.STEP, Kind.LINES}))
    assert await withheld(desk, await call(desk.database, cleo)) == "off"
    await desk.heard(await call(desk.database, ada))
    assert (len(desk.fakes["one"].asks), len(desk.fakes["two"].asks)) == (0, 1)
    assert await withheld(desk, await call(desk.database, ada, frozenset({Kind.STEP, Kind.MOOD}))) == "kinds"


async def test_with_nothing_configured_nothing_is_read(desk: Desk, ada: Person) -> None:
    desk.offer("one")
    desk.models.offers.clear()
    assert await withheld(desk, await call(desk.database, ada)) == "none"


@pytest.mark.parametrize("manner", ["down", "slow", "garbage", "silent"])
async def test_the_next_model_answers_for_one_that_fails_before_its_words(desk: Desk, ada: Person, manner: str) -> None:
    desk.offer("one").manner = manner  # type: ignore[assignment]
    desk.offer("two")
    await desk.choose(ada.school, "one", "two")
    events = await desk.heard(
        await call(desk.database, ada), replace(ASK, bounds=Bounds(1.5 if manner == "slow" else 60.0, 60.0))
    )
    assert text(events)
    rows = await desk.rows(ada.school, "SELECT model, outcome FROM model_call ORDER BY id")
    assert rows[-1] == {"model": "two", "outcome": "done"}
    assert rows[0]["outcome"].startswith("model-")


async def test_after_its_first_words_no_other_model_begins_again(desk: Desk, ada: Person) -> None:
    desk.offer("one").manner = "cut-off"
    desk.offer("two")
    await desk.choose(ada.school, "one", "two")
    with pytest.raises(CutOff):
        await desk.heard(await call(desk.database, ada))
    assert desk.fakes["two"].asks == []
    (row,) = await desk.rows(ada.school, "SELECT outcome, prompt, completion, cost FROM model_call")
    assert row["outcome"] == "model-cut-off"
    assert row["prompt"] > 0 < row["completion"]
    assert row["cost"] > 0, "what was said before it broke off costs too"


async def test_what_may_pass_is_tried_once_more_after_a_moment_of_chance(desk: Desk, ada: Person) -> None:
    desk.offer("one").faults = [Unreachable("no")]
    await desk.choose(ada.school, "one")
    assert text(await desk.heard(await call(desk.database, ada)))
    assert desk.waits == [pytest.approx(0.15)]
    desk.fakes["one"].faults = [Busy("later", seconds=7.0)]
    await desk.heard(await call(desk.database, ada))
    assert desk.waits[1:] == [7.0]


async def test_tries_of_one_ask_at_one_model_are_one_deed(desk: Desk, ada: Person) -> None:
    desk.offer("one").faults = [Unreachable("no"), Unreachable("no")]
    desk.offer("two")
    await desk.choose(ada.school, "one", "two")
    await desk.heard(await call(desk.database, ada))
    await desk.heard(await call(desk.database, ada))
    first, again, later = (ask.key for ask in desk.fakes["one"].asks)
    (other,) = (ask.key for ask in desk.fakes["two"].asks)
    assert first == again != ""
    assert len({first, other, later}) == 3, "another model, and another ask, are other deeds"


@pytest.mark.parametrize(
    "fault", [WrongKey("no"), OutOfQuota("no"), Declined("no"), Garbage("no"), Busy("no", seconds=900.0)]
)
async def test_what_cannot_pass_is_not_tried_again(desk: Desk, ada: Person, fault: Exception) -> None:
    desk.offer("one").faults = [fault]  # type: ignore[list-item]
    await desk.choose(ada.school, "one")
    with pytest.raises(type(fault)):
        await desk.heard(await call(desk.database, ada))
    assert len(desk.fakes["one"].asks) == 1
    assert desk.waits == []


async def test_seconds_are_shared_among_the_models(desk: Desk, ada: Person) -> None:
    for name in ("one", "two"):
        desk.offer(name)
    desk.fakes["one"].faults = [TooSlow("no")]
    await desk.choose(ada.school, "one", "two")
    await desk.heard(await call(desk.database, ada))
    assert desk.fakes["one"].asks[0].bounds.first == pytest.approx(ASK.bounds.first * 0.6)
    assert desk.fakes["two"].asks[0].bounds.first == pytest.approx(ASK.bounds.first)
    desk.seconds, before = 0.0, len(desk.fakes["two"].asks)
    ticks = iter([0.0, 0.0, 29.95, 29.95])
    desk.models._means = replace(desk.models._means, ticks=lambda: next(ticks, 29.95))
    with pytest.raises(TooSlow):
        await desk.heard(await call(desk.database, ada))
    assert len(desk.fakes["two"].asks) == before, "nobody is asked with no time left"


async def test_one_that_keeps_failing_rests_and_is_tried_again(desk: Desk, ada: Person) -> None:
    desk.offer("one").manner = "garbage"
    await desk.choose(ada.school, "one")
    called = await call(desk.database, ada)
    for _ in range(breaker.FAILURES):
        with pytest.raises(Garbage):
            await desk.heard(called)
    assert await withheld(desk, called) == "resting"
    assert len(desk.fakes["one"].asks) == breaker.FAILURES
    desk.seconds += breaker.REST + 1
    desk.fakes["one"].manner = "good"
    assert text(await desk.heard(called))
    assert text(await desk.heard(called))


async def test_leaving_early_is_listed_and_counted(desk: Desk, ada: Person) -> None:
    desk.offer("one")
    await desk.choose(ada.school, "one")
    async with aclosing(desk.models.stream(await call(desk.database, ada), ASK)) as events:
        await anext(events)
    await desk.models.settled()
    assert desk.fakes["one"].open == 0
    (row,) = await desk.rows(ada.school, "SELECT outcome, completion FROM model_call")
    assert row["outcome"] == "left"
    assert row["completion"] > 0


async def test_a_cancelled_ask_is_still_counted(desk: Desk, ada: Person) -> None:
    desk.offer("one").manner = "slow"
    await desk.choose(ada.school, "one")
    task = asyncio.create_task(desk.heard(await call(desk.database, ada)))
    for _ in range(3000):
        if desk.fakes["one"].asks:
            break
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await desk.models.settled()
    (row,) = await desk.rows(ada.school, "SELECT outcome FROM model_call")
    assert row["outcome"] == "left"


async def test_calls_go_with_the_learner_and_what_the_school_spent_stays(desk: Desk, ada: Person, ben: Person) -> None:
    desk.offer("near", here=True)
    await desk.choose(ada.school, "near")
    for person in (ada, ben):
        await desk.heard(await call(desk.database, person))
    async with desk.database.school(ada.school) as conn:
        await eraser(conn, ada.id)
    left = await desk.rows(ada.school, "SELECT learner FROM model_call")
    assert [row["learner"] for row in left] == [ben.id]
    spent = await desk.rows(ada.school, "SELECT scope, whose FROM model_spent WHERE period = 'day' ORDER BY scope")
    assert [(row["scope"], row["whose"]) for row in spent] == [("learner", ben.id), ("school", ada.school)]


async def test_a_school_sees_its_own_calls_alone(desk: Desk, ada: Person, cleo: Person) -> None:
    desk.offer("one")
    await desk.choose(ada.school, "one")
    await desk.heard(await call(desk.database, ada))
    for table in ("model_call", "model_choice", "model_spent", "model_budget"):
        assert await desk.rows(cleo.school, f"SELECT * FROM {table}") == []
    async with desk.database.school(cleo.school) as conn:
        assert (await conn.execute("DELETE FROM model_call")).rowcount == 0


@pytest.mark.parametrize("fault", [WrongKey("no"), OutOfQuota("no")])
def test_what_a_person_must_mend_rests_at_once(fault: WrongKey | OutOfQuota) -> None:
    assert breaker.failed(Health(), fault, 0.0).resting(breaker.REST - 1)


def test_rests_grow_to_a_bound_and_one_probe_goes_out_after_each() -> None:
    health, now, rests = Health(), 0.0, []
    for _ in range(12):
        while not health.resting(now):
            health = breaker.failed(breaker.probed(health, now), Unreachable("no"), now)
        rests.append(health.until - now)
        now = health.until
    assert rests[:3] == [20.0, 40.0, 80.0]
    assert rests[-1] == breaker.LONGEST_REST
    assert breaker.probed(health, now).resting(now), "the others wait for the probe"
    assert not breaker.failed(breaker.probed(health, now), Declined("no"), now).resting(now)
    assert breaker.succeeded() == Health()


def test_a_provider_that_says_how_long_is_believed_up_to_a_bound() -> None:
    assert breaker.failed(Health(), Busy("no", seconds=7.0), 1.0).until == 8.0
    assert breaker.failed(Health(), Busy("no", seconds=1e9), 0.0).until == breaker.LONGEST_REST
