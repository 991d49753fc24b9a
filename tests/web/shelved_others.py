"""A course with what others wrote on the shelf: problems and texts with their origin, and who looks at them."""

from __future__ import annotations

import pytest

from chiron.faces.web.house import House
from tests.core.others import others
from tests.web.conftest import Browser, People
from tests.web.test_learner import AT


@pytest.fixture
async def shelved(rooms: House, people: People) -> None:
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, others())


@pytest.fixture
async def ada(browser_of, people: People, shelved: None) -> Browser:
    browser = await browser_of(people.ada)
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    return browser


@pytest.fixture
async def dana(browser_of, people: People, shelved: None) -> Browser:
    return await browser_of(people.dana)
