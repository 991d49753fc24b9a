"""The teacher's way through HTTP: classes, assignments, who needs me, writing, tables; and who sees nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable
from urllib.parse import quote

import pytest

from chiron.engine.people import classes, store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.records import log
from chiron.faces.web.house import House
from tests.web.conftest import Browser, Clock, People
from tests.web.reading import table, words
from tests.web.test_inbox import AT, right_form

Open = Callable[[Person | None], Awaitable[Browser]]


@pytest.fixture
async def ada(browser_of: Open, people: People) -> Browser:
    """Ada, who has a goal and an open item of the first skill."""
    browser = await browser_of(people.ada)
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await browser.get(f"{AT}/map")
    await browser.post(f"{AT}/practice/start", {"purpose": "skill", "skill": "first"})
    return browser


async def be_stuck(ada: Browser, rooms: House) -> None:
    assert ada.person is not None
    for answer in ("1", "1.5", "3"):
        await ada.get(f"{AT}/practice")
        form = await right_form(rooms, ada.person)
        await ada.post(f"{AT}/practice/answer", {**form, "answer": answer})


@pytest.fixture
async def dana(browser_of: Open, people: People) -> Browser:
    return await browser_of(people.dana)


async def test_distress_comes_first(ada: Browser, dana: Browser, rooms: House) -> None:
    await ada.get(f"{AT}/practice")
    assert ada.person is not None
    form = await right_form(rooms, ada.person)
    await ada.post(f"{AT}/practice/say", {"item": form["item"], "text": "I want to kill myself"})
    await dana.get("/teacher")
    assert "Wrote something that needs an adult." in dana.page
    address = re.search(r'href="(/inbox/[^"]+)">Read it now', dana.page)
    assert address is not None
    assert (await dana.get(address[1])).status_code == 200


async def test_every_page_of_a_teacher_answers(ada: Browser, dana: Browser, people: People, rooms: House) -> None:
    await be_stuck(ada, rooms)
    id = people.ada.id
    for page in (
        "/teacher",
        "/teacher?view=table",
        f"/teacher?learner={id}&skill=first",
        "/teacher?all=yes&said=written",
        "/teacher/class",
        "/teacher/class/new",
        "/teacher/assign",
        f"/teacher/assign?what=review&learner={id}",
        f"/teacher/assign?what=skill&part=first&learner={id}&misconception=adds",
        f"/teacher/learner/{id}",
        f"/teacher/learner/{id}?course=tiny&skill=first",
        f"/teacher/learner/{id}/conversation",
        f"/teacher/learner/{id}/write",
        "/teacher/courses",
        "/teacher/courses/tiny",
        "/teacher/courses/tiny/first",
        "/inbox",
    ):
        found = await dana.get(page)
        assert found.status_code == 200, page
    for name in ("mastery", "needs", "misconceptions", "members", "assignments"):
        assert len(table((await dana.get(f"/teacher/{name}.csv")).text)) >= 1
    assert (await dana.get("/courses")).headers["location"] == "/teacher/courses"


async def test_who_is_stuck_comes_first_with_a_way_to_write(
    ada: Browser, dana: Browser, people: People, rooms: House
) -> None:
    await be_stuck(ada, rooms)
    await dana.get("/teacher")
    assert "Stuck on First: 3 times “not yet” in 1 minute, then stopped." in words(dana)
    link = re.search(r'class="button filled" href="([^"]*)"', dana.page)
    assert link is not None
    await dana.get(html.unescape(link.group(1)))
    sent = await dana.post(
        f"/teacher/learner/{people.ada.id}/write",
        {"course": "tiny", "class": str(people.room), "note": "Try 5 < 7, and $x + 2$.\n\n1. *Breathe*"},
    )
    assert sent.status_code == 303
    await ada.get(f"{AT}/today")
    assert "Dana wrote to you" in words(ada)
    assert "Try 5 &lt; 7" in ada.page
    assert "*Breathe*" in ada.page
    assert "<math" in ada.page
    await ada.get(f"{AT}/practice")
    assert "*Breathe*" in ada.page, "it stands in the conversation too"
    await dana.get(f"/teacher/learner/{people.ada.id}/conversation?course=tiny")
    assert "*Breathe*" in dana.page
    async with rooms.database.school(people.ada.school) as conn:
        said = (await log.read(conn, people.ada.id, kinds=["words.said"]))[-1]
    assert said.draft.actor == people.dana.id


async def test_writing_twice_is_once_and_nothing_is_refused(
    ada: Browser, dana: Browser, people: People, rooms: House
) -> None:
    at = f"/teacher/learner/{people.ada.id}/write"
    await dana.get(at)
    form = {"course": "tiny", "note": "Hello", "key": dana.hidden("key"), "csrf": dana.hidden("csrf")}
    for _ in range(2):
        assert (await dana.client.post(at, data=form)).status_code == 303
    async with rooms.database.school(people.ada.school) as conn:
        assert len(await log.named(conn, people.ada.id, ["words.said"], "provenance", "person")) == 1
    assert (await dana.post(at, {"course": "tiny", "note": " \n"})).status_code == 422
    assert (await dana.post(at, {"course": "tiny", "note": "a" * 4001})).status_code == 422
    assert "a" * 4001 in dana.page, "what was typed stays"


async def test_without_scripts_the_rows_of_the_matrix_are_the_stops(ada: Browser, dana: Browser) -> None:
    await dana.get("/teacher")
    grid = dana.page[dana.page.index("<mastery-grid") : dana.page.index("</mastery-grid>")]
    cells = re.findall(r'<td class="cell"><a([^>]*)>', grid)
    assert len(cells) == 6
    assert all('tabindex="-1"' in each for each in cells)
    names = re.findall(r'<th scope="row"><a href="([^"]+)"', grid)
    assert len(names) == 3
    assert grid.count("<a") == len(cells) + len(names)
    # A row's name leads to everybody in that skill, also who has not answered; each of them opens a cell.
    shown = (await dana.get(names[1].replace("&amp;", "&"))).text
    rows = re.findall(r'<tr><th scope="row"><a href="([^"]+)">(\w+)', shown[shown.index("flows") :])
    assert [name for _, name in rows] == ["Ada", "Ben"]
    assert all("skill=second" in address for address, _ in rows)
    assert (await dana.get(rows[0][0].replace("&amp;", "&"))).status_code == 200
    assert (await dana.get("/teacher?view=table&row=nothing")).status_code == 200


async def test_a_cell_opens_its_attempts_and_their_pattern(
    ada: Browser, dana: Browser, people: People, rooms: House
) -> None:
    await be_stuck(ada, rooms)
    await dana.get(f"/teacher?course=tiny&learner={people.ada.id}&skill=first")
    page = words(dana)
    assert "Ada, First" in page
    assert "Solve" in page
    assert 'aria-current="true"' in dana.page
    await dana.get(f"/teacher?learner={people.ada.id}&skill=nothing")
    assert 'id="drill"' not in dana.page


@pytest.mark.parametrize("who", ["eve", "cleo", "ada"])
async def test_a_stranger_sees_nothing(
    ada: Browser, browser_of: Open, people: People, rooms: House, clock: Clock, who: str
) -> None:
    await be_stuck(ada, rooms)
    stranger = await browser_of(getattr(people, who))
    id, room = people.ada.id, people.room
    for page in (
        f"/teacher?class={room}",
        f"/teacher/class?class={room}",
        f"/teacher/assign?class={room}",
        f"/teacher/mastery.csv?class={room}",
        f"/teacher/needs.csv?class={room}",
        f"/teacher/members.csv?class={room}",
        f"/teacher/assignments.csv?class={room}",
        f"/teacher/misconceptions.csv?class={room}",
        f"/teacher/learner/{id}",
        f"/teacher/learner/{id}/conversation",
        f"/teacher/learner/{id}/write",
        f"/teacher/learner/{id}/attempts.csv",
        f"/teacher/learner/{id}/progress.csv",
        f"/teacher/learner/{id}/skills.csv",
        f"/family/{id}/learning",
        f"/family/{id}/skills.csv",
        f"/family/{id}/progress.csv",
    ):
        found = await stranger.get(page)
        assert found.status_code in (403, 404), page
        assert "First" not in found.text, page
    await stranger.get("/teacher")
    assert "Ben" not in stranger.page
    due = {"day": "2026-11-20", "hour": "12:00", "part": "course:", "whom": "class", "key": str(id), "course": "tiny"}
    for path, form in (
        (f"/teacher/learner/{id}/write", {"course": "tiny", "note": "x", "key": str(id)}),
        (f"/teacher/class/{room}/archive", {}),
        (f"/teacher/class/{room}/code", {}),
        (f"/teacher/class/{room}/people/{id}/remove", {}),
        (f"/teacher/class/{room}/teachers/add", {"teacher": str(getattr(people, who).id)}),
        ("/teacher/assign", {**due, "class": str(room)}),
        (f"/people/{id}/reset", {}),
    ):
        await stranger.get("/settings")
        sent = await stranger.post(path, dict(form))
        assert sent.status_code in (403, 404), path
    async with rooms.database.school(people.dana.school) as conn:
        assert (await classes.view(conn, room)).archived is None
        assert len(await classes.members(conn, room, "learner")) == 2


async def test_a_class_is_made_renamed_opened_by_code_archived_and_opened_again(
    dana: Browser, browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    await dana.get("/teacher/class/new")
    sent = await dana.post("/teacher/class/new", {"name": "9A", "term": "Spring"})
    at = sent.headers["location"].partition("&")[0]
    id = at.partition("class=")[2]
    await dana.get(at)
    code = re.search(r'class="join-code"[^>]*>([^<]+)<', dana.page)
    assert code is not None
    async with rooms.database.school(people.ben.school) as conn:
        await classes.join(conn, people.ben, code.group(1), clock.now)
    await dana.get(at)
    assert "1 learner" in words(dana)
    again = await dana.post("/teacher/class/new", {"name": "9A", "term": "Spring"})
    assert again.status_code == 409
    assert "There is a problem" in dana.page
    await dana.post(f"/teacher/class/{id}/rename", {"name": "9B", "term": ""})
    await dana.get(at)
    assert "9B" in dana.page
    # Ben goes to 8B? He is there already, and is told so.
    moved = await dana.post(f"/teacher/class/{id}/learners/{people.ben.id}/move", {"to": str(people.room)})
    assert moved.status_code == 409
    added = await dana.post(f"/teacher/class/{id}/teachers/add", {"teacher": str(people.eve.id)})
    assert added.status_code == 303
    await dana.post(f"/teacher/class/{id}/archive")
    await dana.get("/teacher/class")
    assert "Archived classes" in dana.page
    await dana.post(f"/teacher/class/{id}/open")
    await dana.get(at)
    assert "Eve" in dana.page


async def test_a_learner_moves_with_what_they_have_shown(
    ada: Browser, dana: Browser, people: People, rooms: House, clock: Clock
) -> None:
    await be_stuck(ada, rooms)
    async with rooms.database.school(people.dana.school) as conn:
        other = await classes.make(conn, people.dana, "9A", "", clock.now)
    await dana.get("/teacher/class")
    sent = await dana.post(f"/teacher/class/{people.room}/learners/{people.ada.id}/move", {"to": str(other.id)})
    assert sent.status_code == 303
    await dana.get(f"/teacher?class={other.id}&course=tiny")
    assert "Stuck on First" in words(dana)
    await dana.get(f"/teacher?class={people.room}&course=tiny")
    assert "Stuck on First" not in words(dana)


async def test_tables_are_safe_to_open_in_a_spreadsheet(
    dana: Browser, people: People, rooms: House, clock: Clock
) -> None:
    name = '=HYPERLINK("http://evil.example")'
    mallory = new_person(people.ada.school, name, "mallory", frozenset({Role.LEARNER}), clock.now, AgeBand.ADULT)
    async with rooms.database.school(people.ada.school) as conn:
        await store.add_person(conn, mallory, None)
        await classes.store.add_member(conn, people.room, mallory.id, "learner", clock.now)
    for path in ("/teacher/members.csv", "/teacher/mastery.csv"):
        found = await dana.get(path)
        assert found.headers["content-type"].startswith("text/csv")
        assert found.headers["content-disposition"].startswith("attachment")
        cells = [cell for row in table(found.text) for cell in row]
        assert "'" + name in cells
        assert name not in cells
    await dana.get("/teacher")
    assert html.escape(name, quote=False).replace('"', "&#34;") in dana.page


async def test_a_new_password_comes_from_the_teacher(dana: Browser, people: People) -> None:
    await dana.get("/teacher/class")
    sent = await dana.post(f"/people/{people.ada.id}/reset")
    assert sent.status_code == 200
    assert "A code for Ada" in words(dana)


async def test_a_guardian_reads_progress_and_no_conversation(
    ada: Browser, browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    await be_stuck(ada, rooms)
    gail = new_person(people.ada.school, "Gail", "gail", frozenset({Role.GUARDIAN}), clock.now, AgeBand.ADULT)
    async with rooms.database.school(people.ada.school) as conn:
        await store.add_person(conn, gail, None)
        await classes.store.link_guardian(conn, gail.id, people.ada.id, None, clock.now)
    browser = await browser_of(gail)
    found = await browser.get(f"/family/{people.ada.id}/learning")
    assert found.status_code == 200
    assert "How Ada is doing" in browser.page
    assert "First" in browser.page
    assert (await browser.get(f"/family/{people.ben.id}/learning")).status_code == 404
    assert (await browser.get(f"/teacher/learner/{people.ada.id}/conversation")).status_code == 403


async def test_odd_addresses_are_answered_plainly(dana: Browser, people: People) -> None:
    for page in (
        "/teacher?class=x",
        "/teacher?course=gone",
        f"/teacher?learner={quote('<script>')}&skill=first",
        "/teacher/learner/x",
        "/inbox/x/y",
        f"/inbox/{people.ada.id}/nothing",
        "/teacher/courses/gone",
        "/teacher/courses/tiny/gone",
    ):
        found = await dana.get(page)
        assert found.status_code == 404, page
        assert "<script>" not in found.text


async def test_a_teacher_without_a_class_is_led_to_make_one(browser_of: Open, people: People) -> None:
    eve = await browser_of(people.eve)
    for page in ("/teacher", "/teacher/class", "/teacher/assign"):
        await eve.get(page)
        assert "Make a class" in eve.page


async def test_reading_a_conversation_is_recorded_for_the_learner_and_the_operator(
    ada: Browser, dana: Browser, browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    await ada.get("/my-data")
    assert "Who read your conversation" in ada.page
    assert "Nobody so far." in ada.page
    await dana.get(f"/teacher/learner/{people.ada.id}")
    await ada.get("/my-data")
    assert "Nobody so far." in ada.page, "attempts are no conversation"
    for _ in range(2):
        assert (await dana.get(f"/teacher/learner/{people.ada.id}/conversation?course=tiny")).status_code == 200
    await ada.get("/my-data")
    assert "Nobody so far." not in ada.page
    assert ada.page.count(f"<span>{people.dana.name}</span>") == 1
    assert "2 times that day" in ada.page
    operator = new_person(people.ada.school, "Olga", "olga", frozenset({Role.OPERATOR}), clock.now)
    async with rooms.database.school(people.ada.school) as conn:
        await store.add_person(conn, operator, None)
    olga = await browser_of(operator)
    await olga.get(f"/people/{people.ada.id}")
    assert olga.page.count(f"<span>{people.dana.name}</span>") == 1


async def test_a_refused_reading_is_not_recorded(ada: Browser, browser_of: Open, people: People) -> None:
    eve = await browser_of(people.eve)
    found = await eve.get(f"/teacher/learner/{people.ada.id}/conversation?course=tiny")
    assert found.status_code in (403, 404)
    await ada.get("/my-data")
    assert "Nobody so far." in ada.page


async def test_the_inbox_counts_wherever_a_teacher_is(ada: Browser, dana: Browser, rooms: House) -> None:
    await ada.get(f"{AT}/practice")
    assert ada.person is not None
    form = await right_form(rooms, ada.person)
    await ada.post(f"{AT}/practice/say", {"item": form["item"], "text": "I want to kill myself"})
    for page in ("/teacher", "/inbox", "/settings", "/my-data", "/settings/password"):
        await dana.get(page)
        assert "Inbox (1)" in dana.page, page


async def test_a_learners_skills_are_a_table_of_their_own(ada: Browser, dana: Browser, people: People) -> None:
    head, *rows = table((await dana.get(f"/teacher/learner/{people.ada.id}/skills.csv?course=tiny")).text)
    assert head[:3] == ["skill", "state", "how sure"]
    assert [row[0] for row in rows][:1] == ["First"]
    assert len({len(row) for row in [head, *rows]}) == 1
