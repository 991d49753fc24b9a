"""Trials through HTTP: asked on Today, agreed to under My data, read by staff and by nobody else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from chiron.engine.fits import trials
from chiron.engine.fits.trials import Trial
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.engine.records.ids import new_id
from chiron.faces.web.house import House
from tests.web.conftest import Browser, Clock, People
from tests.web.reading import table, words
from tests.web.test_inbox import AT
from tests.web.test_locks import begin

Open = Callable[[Person | None], Awaitable[Browser]]
ASKED = "You decide whether you take part"
TRIALS = "/teacher/trials/tiny"


async def autumn(rooms: House, people: People, clock: Clock) -> Trial:
    """A trial that runs at Ada's school."""
    shares = {"steady": 1.0, "gain": 1.0}
    async with rooms.database.school(people.ada.school) as conn:
        return await trials.start(conn, new_id(), "tiny", "Autumn", shares, "skills", 14, False, clock.now)


async def trials_of(rooms: House, person: Person) -> set[object]:
    async with rooms.database.school(person.school) as conn:
        events = await log.read(conn, person.id, kinds={"item.opened"})
    return {event.body["because"].get("trial") for event in events}


async def test_a_learner_is_asked_decides_and_may_take_it_back(
    browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    ada = await begin(await browser_of(people.ada))
    await ada.get("/my-data")
    assert "by lot" not in words(ada), "nothing is tried, nothing is asked"
    trial = await autumn(rooms, people, clock)
    await ada.get(f"{AT}/today")
    assert ASKED in words(ada)
    await ada.post(f"{AT}/practice/start", {"purpose": "practice"})
    assert await trials_of(rooms, people.ada) == {None}
    await ada.get("/my-data")
    assert "Chiron may choose by lot how it chooses for me" in words(ada)
    assert (await ada.post("/my-data/consent", {"what": "trials", "given": "yes"})).status_code == 303
    await ada.get(f"{AT}/today")
    assert ASKED not in words(ada)
    for _ in range(2):
        await ada.get(f"{AT}/practice")
        await ada.post(f"{AT}/practice/skip", {"item": ada.hidden("item")})
    assert await trials_of(rooms, people.ada) == {None, str(trial.id)}
    dana = await browser_of(people.dana)
    await dana.get("/teacher/courses/tiny")
    assert f'href="{TRIALS}"' in dana.page
    await dana.get(TRIALS)
    assert "Too early to say anything: 15 learners of each" in words(dana)
    rows = table((await dana.get(f"{TRIALS}/arms.csv")).text)
    assert rows[0] == ["policy", "share", "began", "days over", "counted", "mean"]
    assert sorted(row[2] for row in rows[1:]) == ["0", "1"]
    clock.on(days=15)
    dana = await browser_of(people.dana)
    rows = table((await dana.get(f"{TRIALS}/arms.csv")).text)
    assert sorted(row[3] for row in rows[1:]) == ["0", "1"], "her days are over"
    ada = await browser_of(people.ada)
    await ada.get("/my-data")
    await ada.post("/my-data/consent", {"what": "trials", "given": "no"})
    rows = table((await dana.get(f"{TRIALS}/arms.csv")).text)
    assert [row[2] for row in rows[1:]] == ["0", "0"], "she took it back"


async def test_the_page_is_for_staff_of_the_school(
    browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    dana = await browser_of(people.dana)
    await dana.get(TRIALS)
    assert "There is no trial in this course" in words(dana)
    trial = await autumn(rooms, people, clock)
    ada, cleo = await browser_of(people.ada), await browser_of(people.cleo)
    for path in (TRIALS, f"{TRIALS}/arms.csv"):
        assert (await ada.get(path)).status_code == 403
    await cleo.get(TRIALS)
    assert "Autumn" not in words(cleo)
    assert (await cleo.get(f"{TRIALS}?trial={trial.id}")).status_code == 404
    await begin(cleo)
    await cleo.get(f"{AT}/today")
    assert ASKED not in words(cleo)
    async with rooms.database.school(people.ada.school) as conn:
        await trials.stop(conn, "Autumn", clock.now + timedelta(days=1))
    await dana.get(TRIALS)
    assert "From 2 Nov 2026 to 3 Nov 2026" in words(dana)
