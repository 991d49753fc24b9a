"""Every template of the sample courses through the pages: shown, missed, helped, solved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chiron.core.learning.decide import made_item
from chiron.core.learning.interactions import interaction
from chiron.engine.library.reading import read_course
from chiron.engine.people import store
from chiron.faces.web.house import House
from tests.web.conftest import Browser, People

COURSES = Path(__file__).parents[2] / "courses"


class Walker:
    """A learner who meets one template of each skill after another."""

    def __init__(self, rooms: House, browser: Browser, course: str) -> None:
        self.rooms, self.browser, self.course = rooms, browser, course
        self.at = f"/learn/{course}/practice"

    async def step(self):
        """The item and its step to do now, None when the item is finished."""
        person = self.browser.person
        async with self.rooms.database.school(person.school) as conn:
            gathered = await self.rooms.tutoring.folds.gather(conn, person, self.course)
            school = await store.view_school(conn)
        item = gathered.state.item
        setting = self.rooms.tutoring.setting(person, school, gathered.frame)
        steps = () if item is None else made_item(item, setting).steps
        return item, next((s for s in steps if not item.step(s.id).done), None)

    async def send(self, action: str, **fields: object) -> None:
        """Do something on the page and look at the page that comes."""
        found = await self.browser.post(f"{self.at}/{action}", fields, htmx=True)
        assert found.status_code in (200, 204), f"{action}: {found.status_code}"
        await self.browser.get(self.at)
        assert "UndefinedError" not in self.browser.page

    async def solve(self) -> int:
        """Miss each step once, take a hint, then do it right; the number of steps."""
        count = 0
        while True:
            item, step = await self.step()
            if item is None or step is None:
                return count
            count += 1
            kind, ids = interaction(step.kind), {"item": item.id, "step": step.id}
            for wrong in kind.mistakes(step.task, step.key)[:1]:
                await self.send("answer", **ids, **wrong)
            _, again = await self.step()
            if again is None or again.id != step.id:
                continue
            await self.send("hint", **ids, rung="0")
            await self.send("answer", **ids, **(kind.right(step.task, step.key) or {"answer": ["Because it does."]}))


@pytest.mark.parametrize("name", ["foundations-of-algebra", "the-living-cell"])
async def test_every_skill_can_be_practised(name, people: People, rooms: House, browser_of):
    course = read_course(COURSES / name)
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, course)
    walker = Walker(rooms, await browser_of(replace(people.ada)), course.id)
    kinds = set()
    for skill in course.skills:
        await walker.browser.get(f"/learn/{course.id}/lessons/{skill}")
        await walker.send("start", purpose="skill", skill=skill)
        for _ in range(2):
            item, step = await walker.step()
            kinds.add(step.kind)
            assert await walker.solve()
            await walker.send("next", item=item.id)
            if (await walker.step())[0] is None:
                break
        await walker.send("finish")
    assert kinds
