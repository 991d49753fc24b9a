"""Looking at items before anybody learns with them: from an author's own folder, and in the studio."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from html import unescape
from pathlib import Path

import httpx
import pytest

from chiron.core.errors import NotFound
from chiron.desks.tutoring.looking import Deed
from chiron.engine.grading.checks import Graders
from chiron.engine.library.live import Live
from chiron.engine.people import store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import Person, Role
from chiron.engine.records import log
from chiron.faces.web.house import House
from chiron.faces.web.looking.did import from_address, to_address
from chiron.faces.web.looking.folder import find_template, folder_app
from tests.core.tiny import tiny
from tests.library.example import write_example
from tests.web.conftest import Browser, Clock, People

Open = Callable[[Person | None], Awaitable[Browser]]
CARRYING = "units/first-steps/carrying.yaml"
SUM = "/items/carrying/sum"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_example(tmp_path / "course")


@pytest.fixture
async def author(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The browser of somebody who runs ``chiron course try`` on the reference's example."""
    transport = httpx.ASGITransport(folder_app(Live(folder, 20), Graders(1)), client=("127.0.0.1", 4242))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client


def words(page: str) -> str:
    """A page's text, without tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def total_of(page: str) -> int:
    """What the shown sum comes to, as its parameters say."""
    found = re.search(r"<code>total</code></dt><dd><code dir=\"ltr\">(\d+)</code>", page)
    assert found, page
    return int(found[1])


def act_of(page: str, action: str) -> str:
    """The address of the practice page's own form."""
    found = re.search(rf'action="([^"]*do={action})"', page)
    assert found, page
    return unescape(found[1])


async def answer(author: httpx.AsyncClient, page: str, typed: str) -> httpx.Response:
    """Send the answer form of a page; the page after it."""
    form = {"step": "total", "answer": typed}
    return await author.post(act_of(page, "answer"), data=form, follow_redirects=True)


async def test_an_author_meets_an_item_as_a_learner_would(author: httpx.AsyncClient) -> None:
    page = (await author.get(f"{SUM}?seed=3")).text
    total = total_of(page)
    assert '<input class="input" type="text" id="answer"' in page
    wrong = await answer(author, page, str(total - 10))
    # The misconception that the template names, in the words that learners read, at the row of the answer.
    assert "Not yet" in words(wrong.text)
    feedback = re.search(r'class="reason"><span>(.*?)</span>', wrong.text, re.S)
    assert feedback, wrong.text
    right = await answer(author, wrong.text, str(total))
    assert "Right." in words(right.text)
    assert "Next question" in right.text
    # What was typed before stays on the page, and in its address.
    assert f"<mn>{total - 10}</mn>" in right.text
    assert [deed.fields for deed in from_address(right.url.params["did"])] == [
        {"answer": [str(total - 10)]},
        {"answer": [str(total)]},
    ]


async def test_hints_come_in_turn_and_then_the_solution(author: httpx.AsyncClient) -> None:
    page = (await author.get(f"{SUM}?seed=3")).text
    ladder = re.findall(r'<li class="(passed|current|coming)"', page)
    assert set(ladder) == {"coming"}
    for number in range(len(ladder)):
        page = (await author.post(act_of(page, "hint"), data={"step": "total"}, follow_redirects=True)).text
        assert page.count('class="said-by-tutor"') == number + 1
    page = (await author.post(act_of(page, "solution"), data={"step": "total"}, follow_redirects=True)).text
    assert "Worked solution" in page
    assert "Next question" in page


async def test_the_key_and_each_expected_answer_stand_under_it(author: httpx.AsyncClient) -> None:
    page = (await author.get(f"{SUM}?seed=3")).text
    total, under = total_of(page), page[page.index('id="behind"') :]
    assert f"<mn>{total}</mn>" in under
    assert f"<mn>{total - 10}</mn>" in under
    assert "Forgets" in words(under) or "forget" in words(under).lower()
    # Each of them can be sent as it is.
    form = dict(re.findall(r'name="(step|answer)" value="([^"]*)"', under)[:2])
    assert form == {"step": "total", "answer": str(total)}


async def test_another_item_has_other_numbers(author: httpx.AsyncClient) -> None:
    page = (await author.get(f"{SUM}?seed=3")).text
    assert f'href="{SUM}?seed=4"' in page
    next_one = await author.post(act_of(page, "skip"), data={"step": "total"}, follow_redirects=True)
    assert next_one.url.params["seed"] == "4"
    assert 'id="seed" name="seed" value="4"' in next_one.text


async def test_an_answer_that_cannot_be_read_stays_in_its_field(author: httpx.AsyncClient) -> None:
    page = (await author.get(f"{SUM}?seed=3")).text
    sent = await author.post(act_of(page, "answer"), data={"step": "total", "answer": "four+"})
    assert sent.status_code == 200
    assert 'value="four+"' in sent.text
    assert 'id="answer-error"' in sent.text


async def test_a_changed_file_is_read_again_and_what_was_typed_is_judged_anew(
    author: httpx.AsyncClient, folder: Path
) -> None:
    page = (await author.get(f"{SUM}?seed=3")).text
    watch = re.search(r'hx-get="(/changed/[^"]+)"', page)
    assert watch
    assert "hx-refresh" not in (await author.get(watch[1])).headers
    wrong = await answer(author, page, str(total_of(page) - 10))
    assert "Look at the tens" not in wrong.text
    file = folder / CARRYING
    file.write_text(re.sub(r"feedback: .*", "feedback: Look at the tens.", file.read_text(), count=1))
    assert (await author.get(watch[1])).headers["hx-refresh"] == "true"
    assert "Look at the tens." in (await author.get(str(wrong.url))).text


async def test_the_checkers_faults_stand_at_the_place(author: httpx.AsyncClient, folder: Path) -> None:
    file = folder / CARRYING
    whole = file.read_text()
    file.write_text(whole.replace("total - 10, m", "total, m"))
    page = words((await author.get(SUM)).text)
    assert f"{folder}/{CARRYING}:18" in page
    assert "A wrong answer is graded as right." in page
    # A name that leads nowhere: no item can be made, and the page says so instead of breaking.
    file.write_text(whole.replace("answer: total\n", "answer: totl\n"))
    broken = await author.get(SUM)
    assert broken.status_code == 422
    assert "No item can be made of this template" in broken.text
    assert "Did you mean &#39;total&#39;?" in broken.text
    # A file that is no YAML: the page of all items names the place, and the other skill can still be looked at.
    file.write_text(whole + "\n  - [")
    gone = await author.get(SUM)
    assert gone.status_code == 404
    assert f"{CARRYING}:" in gone.text
    other = re.search(r'href="(/items/tens-and-ones/[^"]+)"', gone.text)
    assert other
    assert (await author.get(other[1])).status_code == 200


async def test_nobody_else_sends_a_form_or_reaches_it_by_another_name(author: httpx.AsyncClient) -> None:
    elsewhere = {"sec-fetch-site": "cross-site"}
    assert (await author.post(f"{SUM}?seed=1&do=answer", data={"answer": "1"}, headers=elsewhere)).status_code == 403
    assert (await author.get("/items", headers={"host": "evil.example"})).status_code == 421


def test_a_template_is_found_by_the_name_that_one_has() -> None:
    course = tiny()
    skill, template = next(iter(course.templates))
    assert find_template(course, f"{skill}/{template}") == (skill, template)
    assert find_template(course, skill) == (skill, template)
    with pytest.raises(NotFound, match="There is no template 'nothing'"):
        find_template(course, "nothing")


def test_what_was_done_travels_in_the_address() -> None:
    deeds = (Deed("hint", "s", {}), Deed("answer", "s", {"answer": ["−3", "x²"]}))
    assert from_address(to_address(deeds)) == deeds
    assert to_address(()) == ""
    for spoilt in ("", "x", to_address(deeds)[:30], "A" * 20_000, to_address((Deed("erase", "s", {}),)), "é"):
        assert from_address(spoilt) == ()


async def test_a_teacher_looks_at_items_of_the_shelf_and_nothing_is_recorded(
    browser_of: Open, people: People, rooms: House
) -> None:
    dana = await browser_of(people.dana)
    skill, template = next(iter(tiny().templates))
    assert f'/teacher/courses/tiny/{skill}/items"' in (await dana.get(f"/teacher/courses/tiny/{skill}")).text
    listed = (await dana.get(f"/teacher/courses/tiny/{skill}/items")).text
    place = f"/teacher/courses/tiny/{skill}/items/{template}"
    assert f'href="{place}"' in listed
    page = (await dana.get(f"{place}?seed=5")).text
    step = dana.hidden("step")
    sent = await dana.post(act_of(page, "unsure" if "do=unsure" in page else "answer"), {"step": step, "unsure": "yes"})
    assert sent.status_code == 303
    assert "did=" in sent.headers["location"]
    shown = (await dana.get(sent.headers["location"])).text
    assert shown.count('class="said-by-tutor"') == 1
    assert "This looks wrong" not in shown
    async with rooms.database.school(people.dana.school) as conn:
        assert await log.read(conn, people.dana.id) == []


async def test_an_author_reads_courses_and_keys_and_a_learner_does_not(
    browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    skill, template = next(iter(tiny().templates))
    place = f"/teacher/courses/tiny/{skill}/items/{template}"
    nora = new_person(people.dana.school, "Nora", "nora", frozenset({Role.AUTHOR}), clock.now)
    async with rooms.database.school(nora.school) as conn:
        await store.add_person(conn, nora, None)
    author = await browser_of(nora)
    assert (await author.get("/")).headers["location"] == "/teacher/courses"
    assert (await author.get("/teacher/courses")).status_code == 200
    assert "/teacher/assign" not in (await author.get(f"/teacher/courses/tiny/{skill}")).text
    assert "What learners do not see" in (await author.get(place)).text
    for person in (people.ada, people.cleo):
        found = await (await browser_of(person)).get(place)
        assert found.status_code == (403 if person is people.ada else 200)
    # Cleo teaches at another school: its own shelf has the course, and what she sees is that.
    nobody = await (await browser_of(None)).get(place)
    assert nobody.headers["location"].startswith("/sign-in")
