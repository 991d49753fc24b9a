"""The pages of a course's versions: its history, what is other, an old version to try, and the way back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from chiron.core.learning.content import fingerprint
from chiron.core.learning.locking import Rule
from chiron.engine.people import locks
from chiron.engine.people import store as people_store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.records.ids import new_id
from chiron.faces.web.house import House
from tests.core.changing import Author
from tests.core.tiny import tiny
from tests.web.conftest import Browser, Clock, People
from tests.web.reading import words

Open = Callable[[Person | None], Awaitable[Browser]]
AT = "/teacher/versions/tiny"
FIRST = fingerprint(tiny())[:12]


@pytest.fixture
async def ines(rooms: House, people: People, clock: Clock, browser_of: Open) -> Browser:
    """An author's browser, where a second version of the tiny course is on the shelf."""
    made = new_person(people.ada.school, "Ines", "ines", frozenset({Role.AUTHOR}), clock.now, AgeBand.ADULT)
    author = Author(tiny())
    author.rename("second", "renamed")
    author.skill("renamed")["title"] = "Called & <b>anew</b>"
    author.remove("first")
    async with rooms.database.school(made.school) as conn:
        await people_store.add_person(conn, made, None)
        await rooms.shelf.publish(conn, author.course, by=made.id, note="Shorter")
    return await browser_of(made)


async def test_the_history_leads_to_what_is_other_and_to_old_versions(ines: Browser) -> None:
    await ines.get("/teacher/courses/tiny")
    assert f'href="{AT}"' in ines.page
    await ines.get(AT)
    told = words(ines)
    assert "Shorter" in told
    assert "Ines" in told
    assert "on the shelf" in told
    assert "nobody known" in told
    assert f'{AT}/{FIRST}/back"' in ines.page
    second = ines.page.split(f'href="{AT}/')[1].split('"')[0]
    await ines.get(f"{AT}/{second}/difference?from={FIRST}")
    told = words(ines)
    assert "It is the skill Second of before. What was learnt of it stays." in told
    assert "The skill goes." in told
    assert "<b>anew</b>" not in ines.page
    assert "<del>" in ines.page
    assert "<ins>" in ines.page
    assert (await ines.get(f"{AT}/difference?from={FIRST}&to={FIRST}")).status_code == 200
    assert "word for word the same" in words(ines)


async def test_an_old_version_can_be_tried(ines: Browser) -> None:
    await ines.get(f"{AT}/{FIRST}")
    assert "Second" in words(ines)
    await ines.get(f"{AT}/{FIRST}/second")
    await ines.get(f"{AT}/{FIRST}/second/one?seed=3")
    assert "Solve" in words(ines)
    assert (await ines.get(f"{AT}/{FIRST}/renamed/one")).status_code == 404


async def test_a_version_comes_back_once_its_effects_were_seen(ines: Browser, rooms: House, people: People) -> None:
    await ines.get(f"{AT}/{FIRST}/back")
    told = words(ines)
    assert "What changes for whom" in told
    assert "Nobody has begun this course." in told
    assert "what they did" not in told
    seen = ines.hidden("seen")
    refused = await ines.post(f"{AT}/{FIRST}/back", {"seen": seen, "note": "x" * 3_000})
    assert refused.status_code == 422
    assert 'aria-describedby="note-hint note-error"' in ines.page
    refused = await ines.post(f"{AT}/{FIRST}/back", {"seen": "0" * 64, "note": "Too short"})
    assert refused.status_code == 409
    assert 'value="Too short"' in ines.page
    done = await ines.post(f"{AT}/{FIRST}/back", {"seen": seen, "note": "It was too short"})
    assert done.status_code == 303
    await ines.get(done.headers["location"])
    assert "an older version came back" in words(ines)
    async with rooms.database.school(people.ada.school) as conn:
        assert (await rooms.shelf.course(conn, "tiny"))[1] == fingerprint(tiny())


async def test_what_names_more_skills_and_what_is_not_compared_word_by_word_is_told(
    ines: Browser, rooms: House, people: People, clock: Clock
) -> None:
    author = Author(tiny())
    author.merge("second", "first")
    author.skill("first")["lesson"] = "one " + "again " * 400 + "three"
    async with rooms.database.school(people.ada.school) as conn:
        old = await rooms.shelf.publish(conn, author.course)
        rule = Rule(ceiling=("first",))
        await locks.set_lock(conn, people.dana, new_id(), people.room, author.course, rule, clock.now)
        author.skill("first")["lesson"] = "two " + "again " * 401 + "four"
        other = await rooms.shelf.publish(conn, author.course)
    await ines.get(f"{AT}/{FIRST}/back")
    told = words(ines)
    assert "names more skills from now on Lock , 8B: Second. A skill that it names is several now." in told
    await ines.get(f"{AT}/{other[:12]}/difference?from={old[:12]}")
    assert "Some long texts are compared line by line, or shown whole." in words(ines)


@pytest.mark.parametrize("path", ["", f"/{FIRST}", f"/{FIRST}/difference", f"/{FIRST}/back", f"/{FIRST}/second"])
async def test_only_authors_of_the_school_see_versions(
    path: str, ines: Browser, browser_of: Open, people: People
) -> None:
    assert (await ines.get(AT + path)).status_code == 200
    for person in (people.dana, people.ada, people.cleo):
        assert (await (await browser_of(person)).get(AT + path)).status_code in (403, 404)
    assert (await (await browser_of(None)).get(AT + path)).status_code in (303, 401)


async def test_what_is_not_there_is_not_found(ines: Browser) -> None:
    for path in ("/000000000000", "/0", "/000000000000/back", f"/{FIRST}/no-such-skill", "/%20/difference"):
        assert (await ines.get(AT + path)).status_code == 404, path
    assert (await ines.get("/teacher/versions/none")).status_code == 404
