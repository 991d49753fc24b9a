"""Every address that carries somebody's id, asked for by everybody whom it does not concern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from fastapi.routing import APIRoute

from chiron.desks.studio import assignments
from chiron.engine.people import accounts, classes, store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import Person, Role
from chiron.engine.records.ids import new_id
from chiron.faces.web.build import LEARNER, PEOPLE, TEACHER
from tests.core.tiny import tiny
from tests.web.conftest import Browser

NOBODY = str(UUID(int=7))
ACTIONS = (
    "rename",
    "code",
    "close",
    "archive",
    "open",
    "consent",
    "erasure",
    "decide",
    "answer",
    "add",
    "move",
    "remove",
)
FORM = {
    "name": "Taken over",
    "term": "now",
    "what": "use",
    "given": "yes",
    "confirm": "ada",
    "outcome": "correct",
    "text": "hello",
    "note": "hello",
    "course": "tiny",
    "part": "skill:first",
    "day": "2026-11-20",
    "roles": "operator",
}
REFUSED = {403, 404, 422}
"""422: there is nothing of that name to do, whoever asks."""


def addresses() -> Iterator[tuple[str, str]]:
    """Every method and path with a parameter other than the course and what is in it, which is everybody's own log."""
    for router in (*LEARNER, *TEACHER, *PEOPLE):
        for route in router.routes:
            own = isinstance(route, APIRoute) and route.path.startswith("/my-data/")
            if (
                isinstance(route, APIRoute)
                and not own
                and set(route.param_convertors) - {"course", "unit", "skill", "template", "turn", "action", "number"}
            ):
                for method in sorted(route.methods - {"HEAD"}):
                    yield method, route.path


ADDRESSES = sorted(set(addresses()))
LISTS = (
    "/teacher?class={room}",
    "/teacher/class?class={room}",
    "/teacher/assign?class={room}",
    "/teacher/mastery.csv?class={room}",
    "/teacher/needs.csv?class={room}",
    "/teacher/misconceptions.csv?class={room}",
    "/teacher/members.csv?class={room}",
    "/teacher/assignments.csv?class={room}",
)


@pytest.fixture
async def given(rooms, people, clock) -> UUID:
    """An assignment of Dana's class."""
    wish = assignments.Wish(new_id(), people.room, "skill", "first", clock.now + timedelta(days=3))
    async with rooms.database.school(people.dana.school) as conn:
        return (await assignments.assign(conn, people.dana, tiny(), wish, clock.now)).id


@pytest.fixture
async def strangers(rooms, people, olga, clock) -> dict[str, Person]:
    """Those whom Ada and her class do not concern, in every role; an operator of another school among them."""

    def made(where: UUID, name: str, *roles: Role) -> Person:
        return new_person(where, name, name.lower(), frozenset(roles), clock.now)

    here, there = people.ada.school, people.cleo.school
    fay, gil = made(here, "Fay", Role.GUARDIAN), made(there, "Gil", Role.OPERATOR, Role.TEACHER, Role.GUARDIAN)
    hal, ivy = made(here, "Hal", Role.AUTHOR, Role.TRAINER), made(here, "Ivy", Role.LEARNER)
    async with rooms.database.school(here) as conn:
        for each in (fay, hal, ivy):
            await store.add_person(conn, each, None)
        await accounts.link_guardian(conn, olga, fay.id, people.ben.id, clock.now)
        # Eve teaches Ada no longer: their class is in the archive.
        old = await classes.make(conn, people.eve, "Old", "", clock.now)
        await classes.store.add_member(conn, old.id, people.ada.id, "learner", clock.now)
        await classes.archive(conn, people.eve, old.id, clock.now)
    async with rooms.database.school(there) as conn:
        await store.add_person(conn, gil, None)
    return {
        "a classmate": people.ben,
        "a learner of no class": ivy,
        "a teacher of another class": people.eve,
        "somebody of another school": people.cleo,
        "an operator of another school": gil,
        "another learner's guardian": fay,
        "an author": hal,
    }


WHO = (
    "a classmate",
    "a learner of no class",
    "a teacher of another class",
    "somebody of another school",
    "an operator of another school",
    "another learner's guardian",
    "an author",
)


def filled(path: str, ada: Person, room: UUID, assignment: UUID) -> list[str]:
    """The path with Ada's and her class's ids; once for each thing that may be done there."""
    person = path.startswith(("/people", "/family", "/teacher/learner", "/inbox"))
    own = {"learner": ada.id, "person": ada.id, "guardian": ada.id, "assignment": assignment, "class": room}
    own["room"] = room
    own["id"] = NOBODY if path.startswith("/inbox") else ada.id if person else room
    own |= {"target": room, "course": "tiny", "skill": "first", "template": "one", "turn": NOBODY, "case": NOBODY}
    own["sheet"] = NOBODY
    own |= {"name": "none", "launch": NOBODY, "version": "0" * 64, "item": "i1", "text": "r1"}
    names = [name for name in ("action", "what") if f"{{{name}}}" in path]
    return [path.format(**own, **dict.fromkeys(names, action)) for action in (ACTIONS if names else ("",))]


async def rows_about(rooms, people) -> object:
    async with rooms.database.school(people.ada.school) as conn:
        about = [
            await (await conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3")).fetchall()
            for table in ("person", "class", "class_member", "consent", "guardian_link", "reset_code", "join_code")
        ]
        assigned = await (await conn.execute("SELECT id, withdrawn FROM assignment")).fetchall()
        events = await (await conn.execute("SELECT seq FROM event WHERE subject = %s", [people.ada.id])).fetchall()
    return about, assigned, events


@pytest.mark.parametrize("who", WHO)
async def test_nobody_sees_or_does_what_does_not_concern_them(browser_of, rooms, people, strangers, given, who):
    browser: Browser = await browser_of(strangers[who])
    before = await rows_about(rooms, people)
    wrong = []
    for method, path in ADDRESSES:
        for address in filled(path, people.ada, people.room, given):
            await browser.get("/settings")
            form = FORM | {"class": str(people.room), "learner": str(people.ada.id), "person": str(people.ada.id)}
            found = await (browser.get(address) if method == "GET" else browser.post(address, form))
            if found.status_code not in REFUSED:
                wrong.append((method, address, found.status_code))
    for address in LISTS:
        found = await browser.get(address.format(room=people.room))
        if found.status_code not in {403, 404}:
            wrong.append(("GET", address, found.status_code))
    assert not wrong
    assert await rows_about(rooms, people) == before


def test_the_addresses_that_are_tried_are_many():
    assert len(ADDRESSES) > 30


def without_ids() -> list[str]:
    """Every form's address without an id in it: what it is about stands in the form."""
    routes = [route for router in (*TEACHER, *PEOPLE) for route in router.routes if isinstance(route, APIRoute)]
    return sorted({route.path for route in routes if "POST" in route.methods and not route.param_convertors})


NOT_THEIRS = ("/sign-out", "/sign-in", "/first-run", "/settings", "/reset", "/teacher/class/new")
"""What everybody does to themselves, and a class of one's own."""


@pytest.mark.parametrize(
    "who", ["a classmate", "a teacher of another class", "somebody of another school", "an operator of another school"]
)
async def test_ids_of_others_in_a_form_reach_nobody(browser_of, rooms, people, strangers, given, who):
    browser: Browser = await browser_of(strangers[who])
    before = await rows_about(rooms, people)
    ids = {"class": people.room, "room": people.room, "learner": people.ada.id, "person": people.ada.id}
    ids |= {"target": people.room, "assignment": given, "id": people.ada.id, "guardian": people.ada.id}
    for address in without_ids():
        if not address.startswith(NOT_THEIRS):
            await browser.get("/settings")
            found = await browser.post(address, FORM | {name: str(value) for name, value in ids.items()})
            assert found.status_code < 500
            if people.ada.school != strangers[who].school:
                assert not re.search(r"(?<![\w-])8B(?![\w-])", found.text), "the name of Ada's class"
    assert await rows_about(rooms, people) == before


def test_the_forms_that_are_tried_are_some():
    assert {"/teacher/assign", "/join"} <= set(without_ids())
