"""From a folder of files to a Course, or to every fault of its shape with file, line and remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from chiron.core.learning import course as shapes
from chiron.core.learning.course import Course, Identifier, Step
from chiron.core.learning.interactions import installed, interaction, kinds, strangers
from chiron.core.words import Json
from chiron.engine.library import faults as where
from chiron.engine.library.drawings import take_drawings
from chiron.engine.library.faults import Fault, Places, broken
from chiron.engine.library.files import Folder, Refused
from chiron.engine.library.yamls import parse_yaml

REFERENCE = "docs/reference/course-format.md lists the fields."
_IDENTIFIER = TypeAdapter(Identifier)
_FIELDS = {
    name
    for shape in vars(shapes).values()
    if isinstance(shape, type) and issubclass(shape, BaseModel)
    for name in shape.model_fields
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A course as read, and where everything in it stands."""

    course: Course
    places: Places


def read_course(path: Path) -> Course:
    """Read a course's folder. Raises BrokenCourse with ``details['faults']``, a list of Fault."""
    return open_course(path).course


def open_course(path: Path) -> Reading:
    """As read_course, with the places, for the checker."""
    reader = _Reader()
    try:
        content = reader.content(Folder(path))
    except Refused as refused:
        raise broken([refused.fault]) from None
    course = reader.shaped(content)
    if course is None or reader.faults:
        raise broken(reader.faults)
    return Reading(course, reader.places)


class _Reader:
    """Gathers files and faults; one use."""

    def __init__(self) -> None:
        self.places = Places()
        self.faults: list[Fault] = []

    # -- files

    def content(self, folder: Folder) -> Json:
        content = self.mapping(folder, "course.yaml", ())
        if content is None:
            raise broken(self.faults)
        self.glossary(folder, content)
        content["units"] = [
            self.unit(folder, name, ("units", number))
            for number, name in enumerate(self.ids(content.get("units"), ("units",)))
        ]
        return content

    def glossary(self, folder: Folder, content: Json) -> None:
        name = "glossary.yaml"
        try:
            text = folder.text(name)
            if text is None:
                return
            document = parse_yaml(name, text)
        except Refused as refused:
            self.faults.append(refused.fault)
            return
        if "glossary" in content:
            self.faults.append(Fault(name, 1, "The glossary is in course.yaml too.", "Keep one of them."))
        content["glossary"] = document.value
        self.places.note(("glossary",), name, document.lines)

    def unit(self, folder: Folder, name: str, path: where.Path) -> Json:
        content = self.mapping(folder, f"units/{name}/unit.yaml", path)
        if content is None:
            return None
        self.named(content, name, path)
        content["skills"] = [
            self.skill(folder, f"units/{name}/{skill}", skill, (*path, "skills", number))
            for number, skill in enumerate(self.ids(content.get("skills"), (*path, "skills")))
        ]
        return content

    def skill(self, folder: Folder, base: str, name: str, path: where.Path) -> Json:
        content = self.mapping(folder, f"{base}.yaml", path)
        if content is None:
            return None
        self.named(content, name, path)
        if "lesson" in content:
            fault = self.places.fault((*path, "lesson"), "The lesson is a file.", f"Write it in {name}.md.")
            self.faults.append(fault)
        content["lesson"] = self.lesson(folder, f"{base}.md")
        self.faults.extend(take_drawings(folder, base.rpartition("/")[0], content, path, self.places))
        return content

    def lesson(self, folder: Folder, name: str) -> str:
        try:
            text = folder.text(name)
        except Refused as refused:
            self.faults.append(refused.fault)
            return ""
        if not text or not text.strip():
            self.faults.append(Fault(name, 1, "The lesson is missing or empty.", "Write it in this file."))
        return text or ""

    def mapping(self, folder: Folder, name: str, path: where.Path) -> dict[str, Json] | None:
        """The fields of a file, None (and a fault) where it has none."""
        try:
            text = folder.text(name)
            if text is None:
                file, line = self.places.of(path)
                raise Refused(Fault(file, line, f"There is no file {name}.", "Write it, or correct the id."))
            document = parse_yaml(name, text)
        except Refused as refused:
            self.faults.append(refused.fault)
            return None
        self.places.note(path, name, document.lines)
        if isinstance(document.value, dict):
            return document.value
        self.faults.append(Fault(name, 1, "The file must hold fields (`name: value`).", REFERENCE))
        return None

    def named(self, content: dict[str, Json], name: str, path: where.Path) -> None:
        if content.setdefault("id", name) != name:
            message = f"The id {content['id']!r} differs from the file's or folder's name {name!r}."
            self.faults.append(self.places.fault((*path, "id"), message, "Remove the id, or rename."))

    def ids(self, listed: Json, path: where.Path) -> list[str]:
        """A list of ids that are safe as names of files."""
        if not isinstance(listed, list) or not listed:
            self.faults.append(self.places.fault(path, f"`{path[-1]}` must be a list of ids.", REFERENCE))
            return []
        good: list[str] = []
        for number, name in enumerate(listed):
            try:
                good.append(_IDENTIFIER.validate_python(name, strict=True))
            except ValidationError:
                message = f"{name!r} is not an id."
                remedy = "Write lower-case words joined by hyphens."
                self.faults.append(self.places.fault((*path, number), message, remedy))
        for name in sorted({name for name in good if good.count(name) > 1}):
            self.faults.append(self.places.fault(path, f"{name!r} is listed twice.", "Keep one of them."))
        return list(dict.fromkeys(good))

    # -- shapes

    def shaped(self, content: Json) -> Course | None:
        """The course, None (and faults) where its shape is wrong."""
        missing = None in content["units"] or any(None in unit["skills"] for unit in content["units"] if unit)
        if missing or not content["units"]:
            # What could be read is still looked at, so that one run names as much as it can.
            content["units"] = [
                unit | {"skills": [skill for skill in unit["skills"] if skill]} for unit in content["units"] if unit
            ]
        try:
            course = Course.model_validate(content)
        except ValidationError as error:
            every = error.errors()
            # A list is also called too short when what stands in it is wrong, or its files are missing.
            real = [one for one in every if one["type"] != "too_short" or not (missing or _has_inner(one, every))]
            self.faults.extend(self.told(one, (), ()) for one in real)
            return None
        for number, unit in enumerate(course.units):
            for place, skill in enumerate(unit.skills):
                for index, template in enumerate(skill.templates):
                    path = ("units", number, "skills", place, "templates", index, "steps")
                    for at, step in enumerate(template.steps):
                        self.step(step, (*path, at))
        return course

    def step(self, step: Step, path: where.Path) -> None:
        """The fields that belong to the kind of step."""
        if not installed(step.kind):
            near = get_close_matches(step.kind, kinds(), 1)
            meant = f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(kinds())}."
            remedy = f"{meant} A kind of somebody else's comes with the package that adds it."
            left_out = [str(one) for one in strangers().left_out if one.kind == step.kind]
            message = " ".join([f"There is no kind of step {step.kind!r} installed here.", *left_out])
            self.faults.append(self.places.fault((*path, "kind"), message, remedy))
            return
        try:
            interaction(step.kind).Spec.model_validate(step.extra)
        except ValidationError as error:
            known = tuple(interaction(step.kind).Spec.model_fields)
            self.faults.extend(self.told(fault, path, known) for fault in error.errors())

    def told(self, error: Any, prefix: where.Path, known: tuple[str, ...]) -> Fault:
        """One of pydantic's errors in plain words, at its place."""
        path = (*prefix, *error["loc"])
        name = path[-1] if path else "course"
        kind, message = error["type"], str(error["msg"])
        if kind == "missing":
            return self.places.fault(path, f"`{name}` is missing.", "Write it.")
        if kind == "extra_forbidden":
            near = get_close_matches(str(name), [*known, *_FIELDS], 1)
            remedy = f"Did you mean `{near[0]}`?" if near else REFERENCE
            return self.places.fault(path, f"There is no field `{name}` here.", remedy)
        if kind == "string_pattern_mismatch":
            remedy = "Write lower-case words joined by hyphens." if "-" in message else REFERENCE
            return self.places.fault(path, f"`{name}`: {error['input']!r} is not a proper name.", remedy)
        if kind == "string_type":
            remedy = "Quote it." if isinstance(error["input"], int | float) else REFERENCE
            return self.places.fault(path, f"`{name}` must be text.", remedy)
        said = message.removeprefix("Value error, ")
        return self.places.fault(path, f"`{name}`: {said[:1].lower()}{said[1:]}.".replace("..", "."), REFERENCE)


def _has_inner(error: Any, every: Sequence[Any]) -> bool:
    """Whether another of the errors lies within this one's place."""
    place = error["loc"]
    return any(other["loc"][: len(place)] == place and len(other["loc"]) > len(place) for other in every)
