"""The teacher's pages rendered: what every one of them is given besides its own context."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from chiron.core.learning.course import Course
from chiron.engine.people.classes import Class
from chiron.faces.web import page
from chiron.faces.web.maths import spoken


def class_options(classes: Sequence[Class]) -> list[tuple[UUID, str]]:
    """Classes to choose from."""
    return [(each.id, ", ".join(part for part in (each.name, each.term) if part)) for each in classes]


def course_options(courses: Sequence[Course]) -> list[tuple[str, str]]:
    """Courses to choose from."""
    return [(course.id, spoken(course.title)) for course in courses]


def render(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """A page of a teacher's or a guardian's."""
    return page.render(
        request, template, status=status, class_options=class_options, course_options=course_options, **context
    )
