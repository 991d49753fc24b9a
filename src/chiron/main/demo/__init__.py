"""The demo school: made-up people with weeks of made-up work, so that every page has something to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from chiron.core.learning.course import Course
from chiron.core.learning.fold import Frame
from chiron.core.learning.state import to_json
from chiron.desks.studio.assignments import Wish, assign
from chiron.engine.people import classes, consent, schools, store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.classes import store as class_store
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.records import log
from chiron.engine.records.database import Connection
from chiron.faces.web.house import House
from chiron.main.demo.cast import AMARA, ASSIGNED, AUTHOR, CAST, CLASS, COLLEAGUE, COURSE, SCHOOL, TEACHER, TERM, Part
from chiron.main.demo.history import lived

__all__ = ["seed", "welcome"]


async def seed(house: House) -> None:
    """Make the demo school, once. A data folder that holds any school is left as it is."""
    if await schools.count(house.database):
        return
    now = house.clock()
    school = await schools.create(house.database, schools.new_school(SCHOOL, "demo", demo=True))
    async with house.database.school(school.id) as conn:
        teacher = new_person(school.id, TEACHER, "okoro", frozenset({Role.TEACHER}), now, AgeBand.ADULT)
        await store.add_person(conn, teacher, None)
        author = new_person(school.id, AUTHOR, "noor", frozenset({Role.AUTHOR}), now, AgeBand.ADULT)
        await store.add_person(conn, author, None)
        await store.change_school(conn, {"alert_adult": teacher.id, "time_zone": "Europe/London", "country": "GB"})
        group = await classes.make(conn, teacher, CLASS, TERM, now)
        learners = [await _enrol(conn, school.id, part, group.id, now) for part in CAST]
        await house.shelf.adopt(conn)
        course, version = await house.shelf.course(conn, COURSE, None)
        await _run(conn, house, teacher, group.id, course, now)
    frame = Frame(course, version, house.tutoring.folds.model)
    for part, person in zip(CAST, learners, strict=True):
        await _live(house, frame, part, person, now)


async def _run(conn: Connection, house: House, teacher: Person, group: UUID, course: Course, now: datetime) -> None:
    """The class as it runs: a colleague, a code to join, a unit with a date."""
    colleague = new_person(teacher.school, COLLEAGUE, "brandt", frozenset({Role.TEACHER}), now, AgeBand.ADULT)
    await store.add_person(conn, colleague, None)
    await classes.add_teacher(conn, teacher, group, colleague.id, now)
    await classes.new_code(conn, teacher, group, now)
    due = (now + timedelta(days=11 - now.weekday())).replace(hour=16, minute=0, second=0, microsecond=0)
    wish = Wish(house.tutoring.new_id(), group, "unit", ASSIGNED, due)
    await assign(conn, teacher, course, wish, now)


async def _enrol(conn: Connection, school: UUID, part: Part, group: UUID, now: datetime) -> Person:
    name = part.name.lower()
    person = new_person(school, part.name, name, frozenset({Role.LEARNER}), now, AgeBand.TEEN)
    person = replace(person, preferences={"course": COURSE})
    await store.add_person(conn, person, None)
    await class_store.add_member(conn, group, person.id, "learner", now)
    await consent.record(
        conn, person.id, consent.Matter.USE, True, None, "guardian", now, "made up, for the demo school"
    )
    return person


async def _live(house: House, frame: Frame, part: Part, person: Person, now: datetime) -> None:
    desk = house.tutoring
    learner = lived(frame, desk.policy, part, person.id, now, desk.new_id)
    async with house.database.school(person.school) as conn:
        events = await log.append(conn, person.id, 0, learner.drafts)
        await log.keep(conn, person.id, frame.course.id, events[-1].seq, desk.folds.parameters, to_json(learner.state))


def welcome(address: str) -> list[str]:
    """The lines that tell how to look around: no password, this machine only."""
    return [
        "A demonstration school is open, on this machine only. Enter with one click:",
        f"{address}sign-in   {AMARA}, a learner in the middle of a question; {TEACHER}, her teacher;"
        f" {AUTHOR}, an author",
    ]
