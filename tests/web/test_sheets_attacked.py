"""A check that somebody wants to know the answers of before it is handed in, or that is not theirs."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from chiron.engine.records import log
from tests.web.test_sheets import CHECK, ada, answer, answer_all, begin, hand_in, the_sheet

__all__ = ["ada"]


async def parcel(browser: Any) -> zipfile.ZipFile:
    found = await browser.client.get("/my-data/export.zip")
    assert found.status_code == 200
    return zipfile.ZipFile(io.BytesIO(found.content))


def of_sheets(zipped: zipfile.ZipFile) -> list[Any]:
    events = json.loads(zipped.read("data.json"))["tables"]["event"]
    return [event for event in events if event["kind"].startswith("sheet.")]


async def test_ones_data_does_not_tell_right_from_wrong_before_a_check_is_handed_in(ada, rooms, people):
    await begin(ada)
    sheet = await answer_all(ada, rooms, people.ada, wrong=(0, 2))
    while_open = await parcel(ada)
    for name in while_open.namelist():
        assert str(sheet.items[0].seed) not in while_open.read(name).decode()
    opened, *answered = of_sheets(while_open)
    assert all(seed is None for _, _, seed, _ in opened["body"]["items"])
    assert answered[0]["body"]["response"] is not None
    for field in ("outcome", "credit", "misconception", "feedback", "parts", "note", "proof"):
        assert {repr(event["body"][field]) for event in answered} == {"None"}
    for snapshot in json.loads(while_open.read("data.json"))["tables"]["snapshot"]:
        assert {repr(one["verdict"]) for given in snapshot["state"]["sheet"]["given"] for one in given} <= {"None"}
    await hand_in(ada, sheet)
    whole = of_sheets(await parcel(ada))
    assert {event["body"]["outcome"] for event in whole if event["kind"] == "sheet.answered"} > {"correct"}
    assert whole[0]["body"]["items"][0][2] == sheet.items[0].seed


async def events_of(rooms: Any, person: Any) -> list[log.Event]:
    async with rooms.database.school(person.school) as conn:
        return await log.read(conn, person.id)


async def test_nobody_touches_the_sheet_of_another(ada, browser_of, rooms, people):
    await begin(ada)
    sheet, items = await the_sheet(rooms, people.ada)
    before = len(await events_of(rooms, people.ada))
    for person in (people.ben, people.cleo):
        other = await browser_of(person)
        form = {"sheet": sheet.id, "number": 1, "step": items[0].steps[0].id, "answer": "1", "blanks": "yes"}
        for deed in ("answer", "hand-in", "drop"):
            await other.get("/learn/tiny/path")
            found = await other.post(f"{CHECK}/{deed}", form)
            assert found.headers.get("location", "").endswith("/path") or "no longer open" in found.text
        assert not [event for event in await events_of(rooms, person) if event.kind.startswith("sheet.")]
    assert len(await events_of(rooms, people.ada)) == before


async def test_an_old_tab_changes_nothing_after_it_was_handed_in(ada, rooms, people):
    await begin(ada)
    sheet, items = await the_sheet(rooms, people.ada)
    await ada.get(f"{CHECK}/question/1")
    tab = ada.page
    await hand_in(ada, sheet, blanks="yes")
    before = len(await events_of(rooms, people.ada))
    ada.page = tab
    form = {"sheet": sheet.id, "number": 1, "step": items[0].steps[0].id, "answer": "1"}
    for deed in ("answer", "drop", "hand-in", "hand-in"):
        ada.page = tab
        await ada.post(f"{CHECK}/{deed}", {**form, "blanks": "yes"})
    assert len(await events_of(rooms, people.ada)) == before


FORGED: list[dict[str, str]] = [
    {"number": "0"},
    {"number": "-1"},
    {"number": "7"},
    {"number": "\u0662"},
    {"step": "nothing"},
    {"step": "x" * 5_000},
    {"sheet": ""},
    {"sheet": "\x00"},
    {"answer": ""},
    {"answer": "9" * 30_000},
    {"answer": "(" * 5_000},
    {"answer": "x^" * 400 + "9"},
]


async def test_a_forged_answer_is_refused_by_a_page(ada, rooms, people):
    await begin(ada)
    sheet, items = await the_sheet(rooms, people.ada)
    before = len(await events_of(rooms, people.ada))
    form = {"sheet": sheet.id, "number": "1", "step": items[0].steps[0].id, "answer": "1"}
    for forged in FORGED:
        await ada.get(f"{CHECK}/question/1")
        found = await ada.post(f"{CHECK}/answer", {**form, **forged})
        assert found.status_code in {200, 303, 422}, forged
        assert len(await events_of(rooms, people.ada)) == before, forged


async def test_a_form_without_its_token_is_refused(ada, rooms, people):
    await begin(ada)
    sheet, items = await the_sheet(rooms, people.ada)
    form = {"sheet": sheet.id, "number": "1", "step": items[0].steps[0].id, "answer": "1", "blanks": "yes", "key": "k"}
    for deed in ("open", "answer", "hand-in", "drop"):
        assert (await ada.client.post(f"{CHECK}/{deed}", data=form)).status_code == 403


async def test_a_later_step_is_not_reached_before_the_one_before_it(ada, rooms, people):
    for _ in range(30):  # a sheet is drawn by its id: not every one has an item of several steps
        await begin(ada)
        sheet, items = await the_sheet(rooms, people.ada)
        longer = [number for number, made in enumerate(items) if len(made.steps) > 1]
        if longer:
            break
        await ada.post(f"{CHECK}/drop", {"sheet": sheet.id})
    (place, *_) = longer
    last = items[place].steps[-1]
    await answer(ada, sheet, items[place], place, last)
    assert (await the_sheet(rooms, people.ada))[0].begun == 0
    reading = await ada.get(f"{CHECK}/reading", params={"answer": "3 +", "number": str(place + 1), "step": last.id})
    assert reading.status_code == 200


async def test_the_guide_of_a_teacher_is_for_those_who_teach(ada, browser_of, people, olga):
    for person in (people.ada, people.ben, None):
        found = await (await browser_of(person)).get("/teacher/guide/tiny/unit")
        assert found.status_code in {303, 403, 404}
        assert "Worked" not in found.text
    assert (await (await browser_of(people.dana)).get("/teacher/guide/tiny/unit")).status_code == 200
