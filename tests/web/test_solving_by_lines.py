"""A learner solves an equation of the sample course by lines: right so far, wrong by a named idea, and done."""

from __future__ import annotations

import html
from dataclasses import replace
from pathlib import Path

import pytest

from chiron.core.learning.course import Course
from chiron.core.learning.decide import made_item
from chiron.core.learning.interactions import interaction
from chiron.core.words import Outcome
from chiron.engine.library.reading import read_course
from chiron.engine.people import store
from chiron.faces.web.house import House
from tests.web.conftest import Browser, People

SAMPLE = Path(__file__).parents[2] / "courses/foundations-of-algebra"
SKILL, TEMPLATE = "two-step-equations", "line-by-line"
AT = "/learn/foundations-of-algebra/practice"


def only_by_lines() -> Course:
    """The algebra course, whose two-step equations are all of one template."""
    body = read_course(SAMPLE).model_dump(mode="json")
    skill = next(skill for unit in body["units"] for skill in unit["skills"] if skill["id"] == SKILL)
    skill["templates"] = [template for template in skill["templates"] if template["id"] == TEMPLATE]
    return Course.model_validate(body)


class Solver:
    """Ada at an equation."""

    def __init__(self, rooms: House, browser: Browser) -> None:
        self.rooms, self.browser = rooms, browser

    async def gathered(self):
        async with self.rooms.database.school(self.browser.person.school) as conn:
            return await self.rooms.tutoring.folds.gather(conn, self.browser.person, "foundations-of-algebra")

    async def item(self):
        """The item as it is kept, and as the learner has it."""
        gathered, person = await self.gathered(), self.browser.person
        async with self.rooms.database.school(person.school) as conn:
            school = await store.view_school(conn)
        item = gathered.state.item
        return item, made_item(item, self.rooms.tutoring.setting(person, school, gathered.frame))

    async def send(self, *lines: str) -> str:
        """The page after these lines."""
        item, made = await self.item()
        await self.browser.get(AT)
        sent = {"item": item.id, "step": made.steps[0].id, "answer": list(lines)}
        found = await self.browser.post(f"{AT}/answer", sent, htmx=True)
        assert found.status_code == 200
        return html.unescape(self.browser.page)

    async def attempts(self):
        """The attempts at the step so far."""
        item, made = await self.item()
        return item.step(made.steps[0].id).attempts

    async def mean(self) -> float | None:
        """What is believed of the skill; None before any evidence."""
        estimate = (await self.gathered()).state.record(SKILL).estimate
        return None if estimate is None else estimate.mean


@pytest.fixture
async def ada(rooms: House, people: People, browser_of) -> Solver:
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, only_by_lines())
    solver = Solver(rooms, await browser_of(replace(people.ada)))
    await solver.browser.get(f"/learn/foundations-of-algebra/lessons/{SKILL}")
    await solver.browser.post(f"{AT}/start", {"purpose": "skill", "skill": SKILL})
    return solver


async def drawn(ada: Solver) -> tuple[int, int, int, list[str]]:
    """``a``, ``b`` and ``c`` of ``ax + b = c``, and the lines of Chiron's way."""
    item, made = await ada.item()
    (step,) = made.steps
    assert (item.template, step.kind) == (TEMPLATE, "working")
    a, b, c = (int(made.parameters[name]) for name in "abc")
    return a, b, c, interaction("working").right(step.task, step.key)["answer"]


async def test_a_right_line_is_right_so_far_and_no_evidence(ada: Solver) -> None:
    *_, way = await drawn(ada)
    before = await ada.mean()
    page = await ada.send(way[0])
    assert "Right, and nearer." in page
    (attempt,) = await ada.attempts()
    assert attempt.outcome is Outcome.ONWARD
    assert await ada.mean() == before


async def test_the_last_line_ends_it_and_the_estimate_rises(ada: Solver) -> None:
    *_, way = await drawn(ada)
    before = await ada.mean()
    await ada.send(way[0])
    page = await ada.send(*way)
    assert "Next question" in page
    attempts = await ada.attempts()
    assert [attempt.outcome for attempt in attempts] == [Outcome.ONWARD, Outcome.CORRECT]
    assert await ada.mean() > (before or 0.0)


async def test_any_right_way_will_do(ada: Solver) -> None:
    a, b, c, way = await drawn(ada)
    await ada.send(f"{a}x = {c} - ({b})", f"x = ({c} - ({b}))/({a})", way[-1])
    assert (await ada.attempts())[-1].outcome is Outcome.CORRECT


async def test_a_wrong_line_is_told_with_the_idea_that_the_course_names(ada: Solver) -> None:
    a, b, c, way = await drawn(ada)
    course = only_by_lines()
    page = await ada.send(f"{a}x = {c} + ({b})")
    named = {wrong.id: wrong.feedback for wrong in course.skills[SKILL].misconceptions}
    (attempt,) = await ada.attempts()
    assert attempt.outcome is Outcome.INCORRECT
    assert attempt.misconception == "same-operation-again"
    assert named["same-operation-again"].split(".")[0] in page
    assert attempt.proof["ideas"][0] == "sign-kept-moving"
    missed = await ada.mean()
    await ada.send(*way)
    assert (await ada.attempts())[-1].outcome is Outcome.CORRECT
    assert await ada.mean() == missed, "the first judged attempt is the evidence"
