"""The guide for teachers on a page: for teachers and authors, never for learners."""

from __future__ import annotations

from typing import Any

PAGE = "/teacher/guide/tiny/unit"


async def test_a_teacher_reads_the_guide_and_comes_to_it_from_the_course(browser_of: Any, people: Any):
    dana = await browser_of(people.dana)
    assert PAGE in (await dana.get("/teacher/courses/tiny")).text
    page = (await dana.get(PAGE)).text
    for words in ("Objectives", "Common errors", "Take away instead.", "What to listen for", "Typical answer:"):
        assert words in page
    assert (await dana.get("/teacher/guide/tiny/nowhere")).status_code == 404
    assert (await dana.get("/teacher/guide/nothing/unit")).status_code == 404


async def test_no_learner_sees_it(browser_of: Any, people: Any):
    for person in (people.ada, people.ben):
        found = await (await browser_of(person)).get(PAGE)
        assert found.status_code == 403
        assert "Take away instead." not in found.text
    assert (await (await browser_of(None)).get(PAGE)).status_code == 303
