"""The guidelines by which a model words a turn of this learner: the school's, the course's, their classes'."""

from __future__ import annotations

from uuid import UUID

from chiron.core.language.guidelines import chosen
from chiron.core.learning.course import Course
from chiron.engine.people import arrangements
from chiron.engine.people.arrangements import Arrangement
from chiron.engine.people.school import School
from chiron.engine.records.database import Database


async def guidelines_of(
    database: Database, school: School, learner: UUID, course: Course, skill: str | None
) -> tuple[str, ...]:
    """What enters the prompt, in its order. Nothing is read where the school set nothing."""
    found = await arrangements.of_learner(database, school, learner, course.id, "guideline")
    return merged(course, skill, found)


def merged(course: Course, skill: str | None, found: tuple[Arrangement, ...]) -> tuple[str, ...]:
    """Those in use, the widest first, as many as a prompt has room for; the same wish stands once."""
    mine = [one for one in found if one.state == "on" and one.scope.skill in (None, skill)]
    school = [str(one.body["text"]) for one in mine if one.scope.class_id is None]
    classes = [str(one.body["text"]) for one in mine if one.scope.class_id is not None]
    here = course.skills.get(skill or "")
    return chosen(school, course.guidelines, here.guidelines if here else (), classes)
