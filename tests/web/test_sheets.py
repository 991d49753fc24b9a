"""Checkpoints and final checks on the page: begun, answered, left, handed in, and what stands of them afterwards."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import pytest

from chiron.core.learning.course import Course
from chiron.core.learning.decide.sheets import items_of
from chiron.core.learning.generate import generate
from chiron.core.learning.interactions import interaction
from chiron.desks.tutoring.sheets import look_at_sheet
from tests.core.tiny import tiny

CHECK = "/learn/tiny/check"


@pytest.fixture
async def ada(browser_of: Any, people: Any) -> Any:
    return await browser_of(people.ada)


async def begin(browser: Any, kind: str = "unit", part: str = "unit") -> Any:
    await browser.get("/learn/tiny/path")
    return await browser.post(f"{CHECK}/open", {"kind": kind, "part": part})


async def the_sheet(rooms: Any, person: Any) -> Any:
    turn = await look_at_sheet(rooms.tutoring, person, "tiny")
    setting = rooms.tutoring.setting(person, None or _School(), turn.frame)
    return turn.state.sheet, items_of(turn.state.sheet, setting)


class _School:
    help_text, alert_adult, country, mood = "", None, "", False


async def answer(browser: Any, sheet: Any, made: Any, place: int, step: Any, typed: str | None = None) -> Any:
    kind = interaction(step.kind)
    text = typed if typed is not None else str(kind.answer(step.task, step.key)).strip("$")
    await browser.get(f"{CHECK}/question/{place + 1}")
    return await browser.post(
        f"{CHECK}/answer", {"sheet": sheet.id, "number": place + 1, "step": step.id, "answer": text}
    )


async def answer_all(browser: Any, rooms: Any, person: Any, wrong: tuple[int, ...] = ()) -> Any:
    sheet, items = await the_sheet(rooms, person)
    for place, made in enumerate(items):
        for step in made.steps:
            await answer(browser, sheet, made, place, step, "1" if place in wrong else None)
    return sheet


async def hand_in(browser: Any, sheet: Any, **more: str) -> Any:
    await browser.get(CHECK)
    return await browser.post(f"{CHECK}/hand-in", {"sheet": sheet.id, **more})


async def test_a_checkpoint_from_the_path_to_its_result(ada, rooms, people):
    begun = await begin(ada)
    assert begun.status_code == 303
    page = (await ada.get(CHECK)).text
    assert "no clock stops you" in page
    sheet = await answer_all(ada, rooms, people.ada, wrong=(0,))
    page = (await ada.get(CHECK)).text
    assert "6 of 6 have an answer" in page
    done = await hand_in(ada, sheet)
    assert done.headers["location"].endswith(f"/check/result/{sheet.id}")
    page = (await ada.get(done.headers["location"])).text
    assert "5 of 6 questions right" in page
    assert "Worked solution" in page
    assert page.count("Practise this") == 1
    path = (await ada.get("/learn/tiny/path")).text
    assert "5 of 6 right on" in path


async def test_nothing_tells_right_from_not_yet_before_it_is_handed_in(ada, rooms, people):
    await begin(ada)
    sheet, items = await the_sheet(rooms, people.ada)
    place = next(n for n, made in enumerate(items) if len(made.steps) == 1)
    pages = []
    for typed in ("1", None):
        await answer(ada, sheet, items[place], place, items[place].steps[0], typed)
        pages.append((await ada.get(f"{CHECK}/question/{place + 1}")).text)
        for other in ("map", "answers", "progress", "today", "path"):
            pages.append((await ada.get(f"/learn/tiny/{other}")).text)
    for page in pages:
        assert "Take away instead" not in page
        assert "Right." not in page
        assert "Adds instead" not in page
        assert "not-yet-bar" not in page
    # The page of a wrong answer and that of a right one differ in the answer alone.
    assert len(pages[0].splitlines()) == len(pages[6].splitlines())
    assert "No answers yet" in pages[2]


async def test_it_is_left_and_gone_on_with_and_today_says_so(ada, rooms, people):
    await begin(ada)
    sheet, items = await the_sheet(rooms, people.ada)
    await answer(ada, sheet, items[0], 0, items[0].steps[0])
    await ada.get("/learn/tiny/goal")
    await ada.post("/learn/tiny/goal", {"goal": "all", "why": "", "until": "", "minutes": "90"})
    page = (await ada.get("/learn/tiny/today")).text
    assert "not handed in" in page
    again = await ada.post(f"{CHECK}/open", {"kind": "unit", "part": "unit"})
    assert again.status_code == 303
    assert (await the_sheet(rooms, people.ada))[0].id == sheet.id


async def test_it_says_what_becomes_of_a_practice_question_beside_it(ada, rooms, people):
    await begin(ada)
    assert "is still open" not in (await ada.get(CHECK)).text
    assert "is still open" not in (await ada.get("/learn/tiny/path")).text
    await ada.post("/learn/tiny/practice/start", {"purpose": "skill", "skill": "first"})
    assert "A question of your practice is still open." in (await ada.get(CHECK)).text
    sheet, _ = await the_sheet(rooms, people.ada)
    await ada.post(f"{CHECK}/drop", {"sheet": sheet.id})
    assert "Beginning a check puts it away." in (await ada.get("/learn/tiny/path")).text


async def test_blanks_are_asked_about_first(ada, rooms, people):
    await begin(ada)
    sheet, items = await the_sheet(rooms, people.ada)
    await answer(ada, sheet, items[0], 0, items[0].steps[0])
    asked = await hand_in(ada, sheet)
    assert asked.status_code == 200
    assert "no answer yet" in asked.text
    done = await hand_in(ada, sheet, blanks="yes")
    assert done.status_code == 303
    await ada.get("/learn/tiny/path")
    again = await ada.post(f"{CHECK}/hand-in", {"sheet": sheet.id, "blanks": "yes"})
    assert again.status_code == 303
    result = (await ada.get(f"{CHECK}/result/{sheet.id}")).text
    assert "of 6 questions right" in result


async def test_what_cannot_be_read_is_asked_again_and_kept(ada, rooms, people):
    await begin(ada)
    sheet, items = await the_sheet(rooms, people.ada)
    again = await answer(ada, sheet, items[0], 0, items[0].steps[0], "3 +")
    assert again.status_code == 200
    assert 'value="3 +"' in again.text
    assert (await the_sheet(rooms, people.ada))[0].begun == 0


async def test_two_learners_have_no_item_in_common(ada, browser_of, rooms, people):
    ben = await browser_of(people.ben)
    await begin(ada)
    await begin(ben)
    prompts = []
    for person in (people.ada, people.ben):
        sheet, _items = await the_sheet(rooms, person)
        turn = await look_at_sheet(rooms.tutoring, person, "tiny")
        make = partial(generate, turn.frame.course)
        prompts.append({make(one.skill, one.template, one.seed).prompt for one in sheet.items})
    assert not prompts[0] & prompts[1]


async def test_another_learner_and_another_school_see_no_result(ada, browser_of, rooms, people):
    await begin(ada)
    sheet = await answer_all(ada, rooms, people.ada)
    await hand_in(ada, sheet)
    for person in (people.ben, people.cleo):
        other = await browser_of(person)
        assert (await other.get(f"{CHECK}/result/{sheet.id}")).status_code == 404
    nobody = await browser_of(None)
    assert (await nobody.get(f"{CHECK}/result/{sheet.id}")).status_code == 303


async def test_one_given_up_leaves_nothing(ada, rooms, people):
    await begin(ada)
    sheet = await answer_all(ada, rooms, people.ada)
    await ada.get(CHECK)
    await ada.post(f"{CHECK}/drop", {"sheet": sheet.id})
    assert "No answers yet" in (await ada.get("/learn/tiny/answers")).text
    assert (await ada.get(CHECK)).status_code == 303


async def test_extra_time_lengthens_what_it_is_meant_to_take(ada, rooms, people):
    await begin(ada)
    usual = (await ada.get(CHECK)).text
    async with rooms.database.school(people.ada.school) as conn:
        from chiron.engine.people import store

        await store.set_preference(conn, people.ada.id, "extra_time", 100)
    longer = (await ada.get(CHECK)).text
    assert "with your extra time" in longer
    assert "with your extra time" not in usual


async def test_a_check_that_does_not_exist_is_refused(ada):
    assert (await begin(ada, "unit", "nowhere")).status_code == 422
    assert (await begin(ada, "school", "unit")).status_code == 422
    assert (await ada.get(f"{CHECK}/result/nothing")).status_code == 404
    assert (await ada.get(f"{CHECK}/question/99")).status_code == 303


async def test_a_teacher_assigns_a_checkpoint_and_sees_what_came_of_it(ada, browser_of, rooms, people, clock):
    dana = await browser_of(people.dana)
    page = (await dana.get(f"/teacher/assign?class={people.room}&course=tiny")).text
    assert 'value="check:unit/unit"' in page
    form = {
        "class": str(people.room), "course": "tiny", "part": "check:unit/unit", "whom": "class", "day": "2026-11-09",
        "hour": "16:00", "note": "",
    }  # fmt: skip
    assert (await dana.post("/teacher/assign", form)).status_code == 303
    page = (await ada.get("/courses")).text
    assert "Checkpoint" in page
    clock.on(minutes=1)
    await begin(ada)
    sheet = await answer_all(ada, rooms, people.ada, wrong=(0,))
    await ada.get("/learn/tiny/goal")
    await ada.post("/learn/tiny/goal", {"goal": "all", "why": "", "until": "", "minutes": "90"})
    assert "Not handed in yet." in (await ada.get("/learn/tiny/today")).text
    await hand_in(ada, sheet)
    assert "You have done it." in (await ada.get("/learn/tiny/today")).text
    page = (await dana.get(f"/teacher/class?class={people.room}&course=tiny")).text
    assert "1 of 2" in page
    results = re.search(r"/teacher/checks/[\w-]+", page).group()
    page = (await dana.get(results)).text
    assert "5 of 6" in page
    assert "1 of 2 learners" in page
    one = re.search(r"/teacher/learner/[\w-]+/check/[\w-]+", page).group()
    page = (await dana.get(one + "?course=tiny")).text
    assert "5 of 6 questions right" in page
    assert "Worked solution" in page
    assert "Checkpoints and final checks" in (await dana.get(f"/teacher/learner/{people.ada.id}?course=tiny")).text
    for path in (results, one + "?course=tiny"):
        for other in (people.eve, people.ada, people.cleo):
            assert (await (await browser_of(other)).get(path)).status_code in (403, 404)


async def test_a_teacher_sets_a_goal_that_the_learner_sees_and_may_change(ada, browser_of, people):
    dana = await browser_of(people.dana)
    at = f"/teacher/learner/{people.ada.id}"
    await dana.get(f"{at}?course=tiny")
    wrong = await dana.post(f"{at}/goal", {"course": "tiny", "goal": "nothing", "until": ""})
    assert wrong.status_code == 422
    past = await dana.post(f"{at}/goal", {"course": "tiny", "goal": "all", "until": "2020-01-01"})
    assert "Choose a day after today." in past.text
    assert (await dana.post(f"{at}/goal", {"course": "tiny", "goal": "all", "until": "2027-01-01"})).status_code == 303
    page = (await ada.get("/learn/tiny/today")).text
    assert "Your teacher set this goal." in page
    await ada.get("/learn/tiny/goal")
    await ada.post("/learn/tiny/goal", {"goal": "all", "why": "", "until": "", "minutes": "90"})
    assert "Your teacher set this goal." not in (await ada.get("/learn/tiny/today")).text
    for other in (people.eve, people.ben, people.cleo):
        stranger = await browser_of(other)
        await stranger.get("/settings")
        refused = await stranger.post(f"{at}/goal", {"course": "tiny", "goal": "all", "until": ""})
        assert refused.status_code in (403, 404)


async def published(rooms: Any, person: Any, change: Any) -> None:
    body = tiny().model_dump(mode="json")
    change(body)
    async with rooms.database.school(person.school) as conn:
        await rooms.shelf.publish(conn, Course.model_validate(body))


async def test_where_the_author_wants_it_each_question_is_told_at_once_and_then_stands(ada, rooms, people):
    await published(rooms, people.ada, lambda body: body["units"][0].update(checks={"items": 3, "feedback": "each"}))
    await begin(ada)
    sheet, items = await the_sheet(rooms, people.ada)
    assert len(items) == 3
    for step in items[0].steps:
        done = await answer(ada, sheet, items[0], 0, step, "1")
    page = (await ada.get(done.headers["location"])).text
    assert "Not yet" in page
    assert "Worked solution" in page
    assert "Keep this answer" not in page
    assert "No answers yet" in (await ada.get("/learn/tiny/answers")).text


async def test_a_course_that_changes_meanwhile_leaves_the_sheet_as_it_was(ada, rooms, people):
    await begin(ada)
    sheet, items = await the_sheet(rooms, people.ada)

    def renamed(body: Any) -> None:
        for skill in body["units"][0]["skills"]:
            for template in skill["templates"]:
                template["id"] = f"new-{template['id']}"

    await published(rooms, people.ada, renamed)
    await answer(ada, sheet, items[0], 0, items[0].steps[0])
    assert (await ada.get(f"{CHECK}/question/1")).status_code == 200
    for page in ("path", "map"):
        assert (await ada.get(f"/learn/tiny/{page}")).status_code == 200
    await hand_in(ada, sheet, blanks="yes")
    page = (await ada.get(f"{CHECK}/result/{sheet.id}")).text
    assert "of 6 questions right" in page
    dana_sees = await look_at_sheet(rooms.tutoring, people.ada, "tiny")
    async with rooms.database.school(people.ada.school) as conn:
        again = await rooms.tutoring.folds.rebuild(conn, people.ada, "tiny")
    assert again.same
    assert dana_sees.state.handed[-1].id == sheet.id
