"""Courses on the school's shelf, in a real PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from psycopg.types.json import Jsonb

from chiron.core.errors import BrokenCourse, NotFound
from chiron.core.learning.content import fingerprint, from_content, to_content
from chiron.core.learning.course import Course
from chiron.core.learning.generate import generate
from chiron.engine.library.reading import read_course
from chiron.engine.library.shelf import Shelf
from chiron.engine.records.database import Database

from .example import write_example


@pytest.fixture
def tens(tmp_path: Path) -> Course:
    """The course of the reference."""
    return read_course(write_example(tmp_path))


def retitled(course: Course, title: str) -> Course:
    return course.model_copy(update={"title": title})


async def test_a_published_course_comes_back_the_same(database: Database, school: UUID, tens: Course) -> None:
    async with database.school(school) as conn:
        version = await Shelf().publish(conn, tens)
        course, current = await Shelf().course(conn, "adding-in-tens")
    assert current == version == fingerprint(tens) == fingerprint(course)
    for skill, template in tens.templates:
        # Compared by value: jsonb sorts keys, which must change no item.
        assert generate(course, skill, template, 7) == generate(tens, skill, template, 7)


async def test_one_object_serves_a_version(database: Database, school: UUID, tens: Course) -> None:
    shelf = Shelf()
    async with database.school(school) as conn:
        version = await shelf.publish(conn, tens)
        first, _ = await shelf.course(conn, tens.id)
        second, _ = await shelf.course(conn, tens.id, version)
    assert first is second


async def test_an_older_version_stays(database: Database, school: UUID, tens: Course) -> None:
    shelf = Shelf()
    async with database.school(school) as conn:
        old = await shelf.publish(conn, tens)
        new = await shelf.publish(conn, retitled(tens, "Tens, better"))
        assert old != new
        assert (await shelf.course(conn, tens.id))[0].title == "Tens, better"
        assert (await Shelf().course(conn, tens.id, old))[0].title == "Adding in tens"
        assert [shelved.version for shelved in await shelf.on_shelf(conn)] == [new]
        await shelf.withdraw(conn, tens.id)
        assert await shelf.on_shelf(conn) == []
        assert (await Shelf().course(conn, tens.id, old))[1] == old


async def test_schools_have_their_own_shelves(
    database: Database, school: UUID, other_school: UUID, tens: Course
) -> None:
    async with database.school(school) as conn:
        version = await Shelf().publish(conn, tens)
    async with database.school(other_school) as conn:
        assert await Shelf().on_shelf(conn) == []
        with pytest.raises(NotFound):
            await Shelf().course(conn, tens.id)
        with pytest.raises(NotFound):
            await Shelf().course(conn, tens.id, version)


async def test_a_kept_version_cannot_be_changed(database: Database, school: UUID, tens: Course) -> None:
    async with database.school(school) as conn:
        await Shelf().publish(conn, tens)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with database.school(school) as conn:
            await conn.execute("UPDATE course_version SET content = '{}'")


async def test_what_was_not_published_so_is_refused(database: Database, school: UUID, tens: Course) -> None:
    async with database.school(school) as conn:
        await conn.execute(
            "INSERT INTO course_version (version, course, content) VALUES (%s, %s, %s)",
            ["0" * 64, tens.id, Jsonb(to_content(tens))],
        )
        with pytest.raises(BrokenCourse, match="not what was published"):
            await Shelf().course(conn, tens.id, "0" * 64)


async def test_a_school_adopts_the_samples(database: Database, school: UUID, tmp_path: Path) -> None:
    shelf = Shelf([write_example(tmp_path)])
    async with database.school(school) as conn:
        assert await shelf.adopt(conn) == ["adding-in-tens"]
        assert await shelf.adopt(conn) == ["adding-in-tens"]
        assert len(await shelf.on_shelf(conn)) == 1


def test_a_course_survives_json(tens: Course) -> None:
    assert from_content(to_content(tens)) == tens
    assert fingerprint(retitled(tens, "Other")) != fingerprint(tens)
