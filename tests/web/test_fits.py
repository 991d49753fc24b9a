"""The page of what was learnt from a course's answers: who may read it, ask for it, choose; and what it says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from urllib.parse import quote

from msgspec import to_builtins

from chiron.core.learning.fitted.report import Trees, quality, to_json
from chiron.engine.fits import artefact, jobs, store
from chiron.engine.fits.making import make
from chiron.engine.people import store as people_store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.records import log
from chiron.faces.web.house import House
from tests.fits.made_up import BEGIN, drafts
from tests.fits.test_fits import AtOnce, quiet
from tests.web.conftest import Browser, People
from tests.web.reading import table, words

Open = Callable[[Person | None], Awaitable[Browser]]
AT = "/teacher/fits/tiny"


async def answered(rooms: House, people: People, learners: int = 8) -> None:
    chance = Random(5)
    async with rooms.database.school(people.ada.school) as conn:
        course, version = await rooms.shelf.course(conn, "tiny")
        for who in range(learners):
            one = new_person(people.ada.school, f"L{who}", f"l{who}", frozenset({Role.LEARNER}), BEGIN, AgeBand.ADULT)
            await people_store.add_person(conn, one, None)
            await log.append(conn, one.id, 0, list(drafts(course, version, chance, 40)))


async def test_a_teacher_asks_and_reads_and_an_operator_chooses(browser_of: Open, people: People, rooms: House) -> None:
    await answered(rooms, people)
    dana = await browser_of(people.dana)
    await dana.get("/teacher/courses/tiny")
    assert f'href="{AT}"' in dana.page
    await dana.get(AT)
    assert "Nothing was learnt yet" in words(dana)
    assert (await dana.post(f"{AT}/ask", {})).status_code == 303
    await dana.get(AT)
    assert "Learning from the answers" in words(dana)
    assert 'role="progressbar"' in dana.page
    assert "adopted" in str(await jobs.once(rooms.database, people.ada.school, AtOnce(), lambda: datetime.now(UTC)))
    await dana.get(AT)
    told = words(dana)
    assert "It predicts later answers better than what was in use before it." in told
    assert "harder than its author says" in told
    assert "In use" in told
    assert "<svg" in dana.page
    assert "Slips and luck" in told
    assert "numeric" in told
    assert "They are looked for from 20 learners and 500 answers on." in told
    assert "More items" not in told, "nine items need no second list"
    rows = table((await dana.get(f"{AT}/items.csv")).text)
    assert len(rows) == 1 + 9
    olga = new_person(people.ada.school, "Olga", "olga", frozenset({Role.OPERATOR}), BEGIN, AgeBand.ADULT)
    async with rooms.database.school(people.ada.school) as conn:
        await people_store.add_person(conn, olga, None)
        version = (await store.view_live(conn, "tiny"))[1]
    assert version is not None
    assert (await dana.post(f"{AT}/use", {"version": "usual"})).status_code == 403
    host = await browser_of(olga)
    await host.get(AT)
    assert (await host.post(f"{AT}/use", {"version": "usual"})).status_code == 303
    async with rooms.database.school(people.ada.school) as conn:
        assert (await store.view_live(conn, "tiny"))[1] is None
    await host.get(f"{AT}?fit={quote(version)}")
    assert "not in use" not in words(host)
    assert (await host.post(f"{AT}/use", {"version": version})).status_code == 303
    await host.get(f"{AT}?said=used")
    assert "It is in use now." in words(host)


async def test_what_trees_add_and_many_items_are_told(browser_of: Open, people: People, rooms: House) -> None:
    await answered(rooms, people, 5)
    school, told = (
        people.ada.school,
        Trees(quality([(0.8, True), (0.3, False)]), quality([(0.6, True), (0.5, False)]), True),
    )
    await make(rooms.database, school, "tiny", AtOnce(), lambda: BEGIN, quiet, {})
    async with rooms.database.school(school) as conn:
        (made,) = await artefact.fits(conn, "tiny")
        assert made.report is not None
        report = replace(made.report, trees=told, items=made.report.items * 2)
        parts, whose = to_builtins(made.parts), await artefact.learners(conn, "tiny", made.version)
        kept = ("tiny", made.version, made.kind, parts, to_json(report), made.content, BEGIN, whose)
        await store.add_fit(conn, *kept)
    dana = await browser_of(people.dana)
    await dana.get(AT)
    assert "They are used: the next question is chosen by what they say" in words(dana)
    assert "The chance with trees" in words(dana)
    assert "More items" in words(dana)
    unused = replace(report, trees=told._replace(on=False))
    async with rooms.database.school(school) as conn:
        await store.add_fit(conn, *kept[:4], to_json(unused), *kept[5:])
    await dana.get(AT)
    assert "They do not gain enough on learners left out" in words(dana)


async def test_learners_and_strangers_see_nothing(browser_of: Open, people: People) -> None:
    ada = await browser_of(people.ada)
    assert (await ada.get(AT)).status_code == 403
    assert (await ada.post(f"{AT}/ask", {})).status_code == 403
    dana = await browser_of(people.dana)
    assert (await dana.get("/teacher/fits/chess")).status_code == 404
    assert (await dana.get(f"{AT}?fit=none")).status_code == 404
    assert (await dana.get(f"{AT}/items.csv")).status_code == 404
