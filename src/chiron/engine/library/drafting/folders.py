"""A course's folder as a tree and pieces: also one of texts alone, and one of which parts are broken."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chiron.core.errors import InvalidInput
from chiron.core.learning.content import from_content, to_content
from chiron.core.learning.course import Course
from chiron.core.learning.translation import laid_over
from chiron.core.words import Json
from chiron.engine.library.drafting.taking_apart import Apart, take_apart
from chiron.engine.library.reading import open_partly

_STUB = "stub-of-a-course-of-texts-alone"
_UNREADABLE = "Nothing can be taken from it: it holds no course that can be read here."


@dataclass(frozen=True, slots=True)
class ReadFolder:
    """What was read. ``broken`` counts its parts that cannot be read here; ``content`` is the course's."""

    apart: Apart
    broken: int
    content: dict[str, Json] = field(repr=False)


def read_folder(path: Path) -> ReadFolder:
    """Read a folder, some seconds for a large one. Raises InvalidInput where nothing can be read."""
    found = open_partly(path)
    if found.course is None:
        found = open_partly(path, _with_a_stub)
    if found.course is None:
        fault = f" {found.faults[0]}" if found.faults else ""
        raise InvalidInput(f"{_UNREADABLE}{fault}")
    content = without_stub(to_content(found.course))
    broken = len(found.left_out) + len(found.thinned)
    return ReadFolder(take_apart(content, complete(found.course)), broken, content)


def read_content(content: dict[str, Json]) -> Apart:
    """A kept version of a course taken apart. Raises InvalidInput for one that this Chiron cannot read."""
    try:
        course = from_content(content)
    except ValueError:
        raise InvalidInput(_UNREADABLE) from None
    return take_apart(content, complete(course))


def complete(course: Course) -> frozenset[str]:
    """The languages into which all of a course is translated, and in which it is offered."""
    return frozenset(tag for tag, one in course.languages.items() if one.offered and not laid_over(course, tag).missing)


def _with_a_stub(content: dict[str, Any]) -> None:
    """A course needs a skill; one of texts alone is read with a stub, which is taken out again."""
    step = {"id": "stub", "kind": "numeric", "prompt": "-", "answer": "1", "solution": "-"}
    template = {"id": "stub", "prompt": "-", "steps": [step], "solution": "-"}
    skill = {"id": _STUB, "title": "-", "objective": "-", "templates": [template]}
    content["units"] = [*content.get("units", ()), {"id": _STUB, "title": "-", "summary": "-", "skills": [skill]}]
    content["goals"] = [{"id": _STUB, "title": "-", "skills": [_STUB]}]


def without_stub(content: dict[str, Any]) -> dict[str, Any]:
    """The content without the stub, if it has it."""
    if not any(unit["id"] == _STUB for unit in content["units"]):
        return content
    return {**content, "units": [unit for unit in content["units"] if unit["id"] != _STUB], "goals": []}
