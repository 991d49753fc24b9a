"""From a folder of files to a Course, or to every fault of its shape with file, line and remedy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from chiron.core.learning.course import Course, Identifier
from chiron.core.words import Json
from chiron.engine.library import faults as where
from chiron.engine.library.drawings import take_drawings, take_pictures
from chiron.engine.library.faults import Fault, Places, broken
from chiron.engine.library.files import Folder, Refused
from chiron.engine.library.media.taking import take_media
from chiron.engine.library.overlays import take_languages
from chiron.engine.library.packages.taking import take_packages
from chiron.engine.library.partly import REFERENCE, Shaped, shape
from chiron.engine.library.yamls import parse_yaml

_IDENTIFIER = TypeAdapter(Identifier)


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
    found = open_partly(path)
    if found.course is None or found.faults:
        raise broken(found.faults)
    return Reading(found.course, found.places)


def open_partly(path: Path, amend: Callable[[dict[str, Json]], None] | None = None) -> Shaped:
    """As much of a course as can be read, with every fault of what cannot. ``amend`` may change what the files hold."""
    reader = _Reader()
    try:
        folder = Folder(path)
        content = reader.content(folder)
    except Refused as refused:
        return Shaped(None, reader.places, [refused.fault])
    if content is None:
        return Shaped(None, reader.places, reader.faults)
    if amend is not None:
        amend(content)
    found = shape(content, reader.places, reader.unread)
    found.faults[:0] = reader.faults
    if found.course is not None:
        whole = not (found.faults or found.left_out or found.thinned)
        found.course, found.overlays = take_languages(folder, found.course, whole)
        found.faults.extend(fault for one in found.overlays for fault in one.faults)
        taken = take_media(folder, found.course, found.places, found.overlays, whole)
        found.course, found.notes = taken.course, taken.notes
        found.faults.extend(taken.faults)
        played = take_packages(folder, found.course, found.places, whole)
        found.course = played.course
        found.notes.extend(played.notes)
        found.faults.extend(played.faults)
    return found


class _Reader:
    """Gathers files and faults; one use."""

    def __init__(self) -> None:
        self.places = Places()
        self.faults: list[Fault] = []
        self.unread: set[str] = set()
        """Skills whose file could not be read."""

    # -- files

    def content(self, folder: Folder) -> dict[str, Json] | None:
        content = self.mapping(folder, "course.yaml", ())
        if content is None:
            return None
        self.glossary(folder, content)
        for field in ("media", "packages"):
            if field in content:
                message = f"The files of `{field}` are found by themselves."
                self.faults.append(self.places.fault((field,), message, "Remove this field."))
                del content[field]
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
            self.unread |= {file.stem for file in (folder.root / "units" / name).glob("*.yaml")}
            return None
        self.named(content, name, path)
        if "readings" in content:
            content["readings"] = self.readings(folder, f"units/{name}/readings", content["readings"], path)
        # A unit may have texts alone.
        alone = bool(content.get("readings")) and content.get("skills", []) == []
        names = [] if alone else self.ids(content.get("skills"), (*path, "skills"))
        content["skills"] = [
            self.skill(folder, f"units/{name}/{skill}", skill, (*path, "skills", number))
            for number, skill in enumerate(names)
        ]
        return content

    def readings(self, folder: Folder, base: str, listed: Json, path: where.Path) -> list[Json]:
        """The texts of a unit, each with its file; what names no file is told and left out."""
        if not isinstance(listed, list):
            self.faults.append(self.places.fault((*path, "readings"), "`readings` must be a list.", REFERENCE))
            return []
        for number, entry in enumerate(listed):
            inner = (*path, "readings", number)
            name = entry.get("id") if isinstance(entry, dict) else None
            try:
                _IDENTIFIER.validate_python(name, strict=True)
            except ValidationError:
                continue  # its shape is told later
            self.reading(folder, f"{base}/{name}.md", entry, inner)
        return listed

    def reading(self, folder: Folder, file: str, entry: dict[str, Json], path: where.Path) -> None:
        self.written_beside(entry, ("text", "pictures"), path, f"The text is a file: write it in {file}.")
        entry["text"] = self.markdown(folder, file, needed=True)
        self.illustrated(folder, file, entry, "text")
        self.places.note((*path, "text"), file, {(): 1})

    def skill(self, folder: Folder, base: str, name: str, path: where.Path) -> Json:
        content = self.mapping(folder, f"{base}.yaml", path)
        if content is None:
            self.unread.add(name)
            return None
        self.named(content, name, path)
        self.written_beside(content, ("lesson", "pictures"), path, f"The lesson is a file: write it in {name}.md.")
        content["lesson"] = self.markdown(folder, f"{base}.md")
        self.illustrated(folder, f"{base}.md", content, "lesson")
        self.faults.extend(take_drawings(folder, base.rpartition("/")[0], content, path, self.places))
        return content

    def written_beside(self, content: dict[str, Json], fields: tuple[str, ...], path: where.Path, said: str) -> None:
        """Fields that are files, written where they do not belong: told, and taken out."""
        for field in fields:
            if content.pop(field, None) is not None:
                message, _, remedy = said.partition(": ")
                fault = self.places.fault((*path, field), f"{message}.", f"{remedy[:1].upper()}{remedy[1:]}")
                self.faults.append(fault)

    def illustrated(self, folder: Folder, file: str, content: dict[str, Json], field: str) -> None:
        """Take the drawings that a text names."""
        pictures, faults = take_pictures(folder, file, content[field])
        self.faults.extend(faults)
        if pictures:
            content["pictures"] = pictures

    def markdown(self, folder: Folder, name: str, needed: bool = False) -> str:
        """The text of a Markdown file; empty where there is none, which is a fault where it is ``needed``."""
        try:
            text = folder.text(name)
        except Refused as refused:
            self.faults.append(refused.fault)
            return ""
        if text is None and needed:
            self.faults.append(Fault(name, 1, f"There is no file {name}.", "Write it, or correct the id."))
        elif text is not None and not text.strip():
            self.faults.append(Fault(name, 1, "The file is empty.", "Write the text in it, or remove the file."))
        return text if text and text.strip() else ""

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
