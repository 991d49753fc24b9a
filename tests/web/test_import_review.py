"""The queue of what is proposed from a text: gone through, filtered, written anew, taken back, by authors alone."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from chiron.core.learning.course import Course
from chiron.engine.library.importing import jobs, store
from chiron.engine.library.importing.arriving import Origin
from chiron.engine.library.importing.reviewing import Queue, load, save_queue
from chiron.engine.people.person import Person
from chiron.faces.web.house import House
from tests.core.others import others
from tests.web.conftest import Browser, People
from tests.web.reading import words
from tests.web.test_imports import CELLS, Open, author, read, sent
from tests.web.test_learner import AT as LEARN
from tests.web.test_learner import begin

__all__ = ["author"]


class Review:
    """Ines with an import that was read."""

    def __init__(self, browser: Browser, at: str, folder: Path) -> None:
        self.browser, self.at, self.folder, self.led = browser, at, folder, ""

    @property
    def queue(self) -> Queue:
        """As it stands on the disk."""
        found = load(self.folder)
        assert found is not None
        return found

    async def open(self, query: str = "") -> str:
        """The page in words."""
        await self.browser.get(f"{self.at}/review{query}")
        return words(self.browser)

    async def post(self, form: dict[str, str], query: str = "", to: str = "") -> int:
        """Send a form of the queue; the status."""
        await self.open()
        if to == "/undo" and 'name="decision"' in self.browser.page:
            form = {"decision": self.browser.hidden("decision")} | form
        found = await self.browser.post(f"{self.at}/review{to}{query}", dict(form))
        self.led = found.headers.get("location", "")
        return found.status_code

    def key(self, kind: str) -> str:
        """The first item of a kind."""
        return next(one.key for one in self.queue.proposals if one.kind == kind)


@pytest.fixture
async def review(browser_of: Open, author: Person, rooms: House) -> Review:
    """A text of two parts, read."""
    ines = await browser_of(author)
    _, at = await sent(ines, "cells.md", CELLS.encode())
    assert await read(rooms, author) == "read"
    assert rooms.home is not None
    (folder,) = (rooms.home / jobs.FOLDER).glob("*/*/course")
    return Review(ines, at, folder)


async def test_proposals_reach_learners_only_once_taken(review: Review, rooms: House, author: Person) -> None:
    ines = review.browser
    await ines.get(review.at)
    assert f'href="{review.at}/review"' in ines.page
    assert "nothing to answer yet" in words(ines)
    told = await review.open()
    assert "Skill: What cells are made of" in told
    keys = [one.key for one in review.queue.proposals]
    assert await review.post({"leave": keys[0]}) == 303
    for key in keys[1:3]:
        assert await review.post({"take": key}) == 303
    await ines.get(review.at)
    assert (await ines.post(f"{review.at}/publish")).status_code == 303, words(ines)
    async with rooms.database.school(author.school) as conn:
        course, _ = await rooms.shelf.course(conn, "cells")
    assert len(course.templates) == 2
    # Read again: what was decided stays decided.
    await ines.get(review.at)
    await ines.post(f"{review.at}/again")
    await read(rooms, author)
    await review.open()
    assert not {f'value="{key}"' for key in keys[:3]} & set(re.findall(r'value="[^"]*"', ines.page))


async def test_the_latest_decision_is_told_and_undone(review: Review) -> None:
    key = review.key("cloze")
    await review.post({"take": key, "place": "1"})
    assert review.led.endswith("/review#proposal-1")
    told = await review.open()
    assert "Taken: “" in told
    assert await review.post({}, to="/undo") == 303
    assert "Taken: “" not in await review.open()
    assert review.queue.one(key).state == "open"
    assert await review.post({}, to="/undo") == 422
    assert "There is nothing to undo." in words(review.browser)


async def test_a_second_click_undoes_nothing_else(review: Review) -> None:
    first, second = (one.key for one in review.queue.proposals[:2])
    await review.post({"take": first})
    await review.post({"leave": second})
    shown = str(review.queue.decisions[-1].number)
    assert await review.post({"decision": shown}, to="/undo") == 303
    assert await review.post({"decision": shown}, to="/undo") == 409
    assert "decided or undone meanwhile" in words(review.browser)
    assert (review.queue.one(first).state, review.queue.one(second).state) == ("taken", "open")


async def test_a_decision_waits_and_then_sees_that_the_text_is_read_again(
    review: Review, rooms: House, author: Person
) -> None:
    key, before = review.key("cloze"), review.queue
    await review.open()
    async with rooms.database.school(author.school) as conn:
        assert await store.again(conn, UUID(review.at.rpartition("/")[2]))
        form = {"csrf": review.browser.hidden("csrf"), "take": key}
        waiting = asyncio.create_task(review.browser.client.post(f"{review.at}/review", data=form))
        await asyncio.sleep(0.5)
    assert (await waiting).status_code == 422
    assert review.queue == before


async def test_what_is_decided_can_be_seen_and_decided_again(review: Review) -> None:
    key = review.key("cloze")
    await review.post({"leave": key})
    assert "Decide again" in await review.open("?state=left")
    await review.post({"reopen": key})
    assert review.queue.one(key).state == "open"


async def test_filters_choose_by_skill_kind_and_how_sure(review: Review) -> None:
    second = review.queue.skills[1]
    told = await review.open(f"?skill={second.key}")
    assert f"Skill: {second.title}" in told
    assert "Skill: What cells are made of" not in told
    told = await review.open("?kind=prerequisite")
    assert "What comes before: What cells are made of before How cells divide" in told
    assert "Fill the gap" not in told.partition("Show these")[2]
    assert "Nothing here" in await review.open("?kind=order&sure=sure")
    await review.open("?page=99999&kind=nonsense&state=<b>&skill=%00")
    assert "Nothing here" in words(review.browser)


async def test_all_of_one_skill_is_decided_at_once_and_undone_at_once(review: Review) -> None:
    first, second = review.queue.skills
    assert await review.post({"all": "take"}, f"?skill={first.key}") == 303
    states = {one.state for one in review.queue.in_order if first.key in (one.key, getattr(one, "skill", ""))}
    assert states == {"taken"}
    assert {one.state for one in review.queue.proposals if one.skill == second.key} == {"open"}
    await review.post({}, to="/undo")
    assert {one.state for one in review.queue.in_order} == {"open"}


async def test_every_skill_is_taken_by_one_button_and_questions_wait(review: Review) -> None:
    assert "It decides on the skills alone" in await review.open()
    await review.post({"all": "skills"})
    assert {one.state for one in review.queue.skills} == {one.state for one in review.queue.orders} == {"taken"}
    assert {one.state for one in review.queue.proposals} == {"open"}


async def test_a_question_is_written_anew_and_taken(review: Review) -> None:
    one = review.queue.one(review.key("cloze"))
    await review.browser.get(f"{review.at}/review/edit", params={"key": one.key})
    assert "What it rests on" in words(review.browser)
    form = {
        "prompt": "Which word is missing?",
        "text": "A [term] keeps the plan.",
        "accept": "nucleus\ncell core",
        "others": "ribosome\nmembrane",
        "solution": "The nucleus.",
        "skill": review.queue.skills[0].key,
    }
    found = await review.browser.post(
        f"{review.at}/review/edit?key={one.key.replace('#', '%23')}", form | {"take": "yes"}
    )
    assert found.status_code == 303, words(review.browser)
    changed = review.queue.one(one.key)
    assert (changed.state, changed.edited) == ("taken", True)
    text = "".join(path.read_text() for path in review.folder.glob("units/*/*.yaml"))
    assert "A [term] keeps the plan." in text
    assert "cell core" in text


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"text": "No gap here."}, "text", "Write [term] once"),
        ({"accept": ""}, "accept", "Write what is right"),
        ({"others": "a\nA"}, "others", "Two of them are the same"),
        ({"prompt": " "}, "prompt", "Write what is asked"),
        ({"skill": "nobody"}, "skill", "Choose a skill"),
        ({"text": "[term] and @{1/0}"}, "", ""),
    ],
)
async def test_a_fault_stands_beside_its_field_and_what_was_typed_stays(
    review: Review, change: dict[str, str], field: str, says: str
) -> None:
    one = review.queue.one(review.key("cloze"))
    form = {"prompt": "Which one?", "text": "A [term] <keeps> it.", "accept": "core", "others": "body\nlayer",
            "solution": "", "skill": review.queue.skills[0].key} | change  # fmt: skip
    await review.browser.get(f"{review.at}/review/edit", params={"key": one.key})
    found = await review.browser.post(f"{review.at}/review/edit?key={one.key.replace('#', '%23')}", form)
    if not field:
        assert found.status_code == 303
        return
    assert found.status_code == 422
    assert f'id="{field}-error"' in review.browser.page
    assert says in words(review.browser)
    assert "&lt;keeps&gt;" in review.browser.page or field == "text"
    assert review.queue.one(one.key) == one


async def test_choices_matches_orders_skills_and_prerequisites_are_written_anew(review: Review) -> None:
    queue = review.queue
    skill = queue.skills[0]

    async def edited(key: str, form: dict[str, object]) -> int:
        await review.browser.get(f"{review.at}/review/edit", params={"key": key})
        data = {**form, "csrf": review.browser.hidden("csrf")}
        path = review.browser.client.build_request("GET", f"{review.at}/review/edit", params={"key": key}).url
        return (await review.browser.client.post(str(path), data=data)).status_code

    assert await edited(skill.key, {"title": "Parts", "objective": "Name them."}) == 303
    assert await edited(skill.key, {"title": "", "objective": "Name them."}) == 422
    assert await edited(queue.orders[0].key, {"before": skill.key}) == 303
    assert await edited(queue.orders[0].key, {"before": "nothing"}) == 422
    match = review.key("match")
    form = {"prompt": "Match.", "left": ["a", "b"], "to": ["one", "two"], "others": "three", "skill": skill.key}
    assert await edited(match, form) == 303
    assert review.queue.one(match).question.steps[0].fields["extra"] == ["three"]  # type: ignore[union-attr]
    assert await edited(match, form | {"to": ["one", ""]}) == 422
    assert review.queue.skills[0].title == "Parts"


async def test_a_licence_without_changes_says_so_in_words(review: Review) -> None:
    queue = review.queue
    one = next(each for each in queue.proposals if each.kind == "cloze")
    fixed = replace(one, question=replace(one.question, origin=Origin("A book", "CC-BY-ND-4.0")))
    save_queue(review.folder, queue.changed([fixed]))
    await review.browser.get(f"{review.at}/review/edit", params={"key": one.key})
    assert "forbids changed versions" in words(review.browser)
    assert "<textarea" not in review.browser.page


async def test_only_authors_decide_on_proposals(review: Review, browser_of: Open, people: People) -> None:
    for person, status in ((people.dana, 403), (people.ada, 403), (None, 303)):
        other = await browser_of(person)
        for path in ("/review", "/review/edit?key=x"):
            assert (await other.get(f"{review.at}{path}")).status_code == status
    dana = await browser_of(people.dana)
    for path in ("/review", "/review/undo", "/review/sure"):
        await dana.get("/teacher")
        assert (await dana.post(f"{review.at}{path}", {"take": "x"})).status_code == 403
    assert await review.post({"take": "no-such-key"}) == 404


async def test_a_course_may_say_that_the_surest_go_in_unreviewed(review: Review, rooms: House, author: Person) -> None:
    assert await review.post({"let": "taken"}, to="/sure") == 303
    unseen = [one for one in review.queue.proposals if not one.seen]
    assert unseen
    assert {one.state for one in unseen} == {"taken"}
    ines = review.browser
    await ines.get(review.at)
    assert (await ines.post(f"{review.at}/publish")).status_code == 303, words(ines)
    async with rooms.database.school(author.school) as conn:
        course, _ = await rooms.shelf.course(conn, "cells")
    assert course.proposals == "taken"
    assert sum(not template.reviewed for template in course.templates.values()) == len(unseen)
    await ines.get("/teacher/courses/cells")
    assert "not yet looked at by a person; learners are told so" in words(ines)
    # Looked at: it is good, or it goes.
    assert "In the course, not looked at" in await review.open("?state=unseen")
    assert await review.post({"take": unseen[0].key}, "?state=unseen") == 303
    assert await review.post({"leave": unseen[1].key}, "?state=unseen") == 303
    now = review.queue
    assert (now.one(unseen[0].key).state, now.one(unseen[1].key).state) == ("taken", "left")
    marks = [path.read_text().count("reviewed: false") for path in review.folder.glob("units/*/*.yaml")]
    assert sum(marks) == len(unseen) - 2
    assert await review.post({"let": "reviewed"}, to="/sure") == 303
    assert "proposals:" not in (review.folder / "course.yaml").read_text()


async def test_learners_are_told_of_what_nobody_has_looked_at(browser_of: Open, people: People, rooms: House) -> None:
    course = others().model_dump(mode="json")
    for unit in course["units"]:
        for skill in unit["skills"]:
            for template in skill["templates"]:
                template["reviewed"] = False
                template["origin"] = {"title": "A book", "licence": "CC-BY-4.0", "changed": True}
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, Course.model_validate(course))
    ada = await browser_of(people.ada)
    await ada.get(f"{LEARN}/goal")
    await ada.post(f"{LEARN}/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await begin(ada)
    assert "not yet looked at by a person" in words(ada)
    assert "changed here" in words(ada)
