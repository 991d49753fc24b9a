"""The pictures, sound and film that a course's texts name, taken from its folder: each checked, faults with their line.

The course then lists them, so that its fingerprint covers their bytes. Nothing of them is held in memory but one file.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from pydantic import TypeAdapter, ValidationError

from chiron.core.learning.content import to_content
from chiron.core.learning.course import Course, MediaFile, MediaName
from chiron.core.learning.media import captions_of, named
from chiron.core.words import Json
from chiron.engine.library import faults as where
from chiron.engine.library.faults import Fault, Place, Places
from chiron.engine.library.files import MEDIA, Folder, Refused
from chiron.engine.library.media.cleaning import cleaned, drawing
from chiron.engine.library.media.kinds import Unknown, look
from chiron.engine.library.overlays import Overlay
from chiron.engine.library.resource_faults import standing

MB = 1024**2
LARGEST_PICTURE, LARGEST_RECORDING, LARGEST_COURSE = 5 * MB, 50 * MB, 500 * MB
LARGEST_PACKAGE = 200 * MB
MOST_FILES = 10_000
_TOLD = 20
"""Files that nothing names are told by name up to here, then counted."""
_NAME = TypeAdapter(MediaName)
_SUFFIXES = {
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/svg+xml": ("svg",),
    "audio/mpeg": ("mp3",),
    "audio/ogg": ("ogg", "oga", "opus"),
    "audio/mp4": ("m4a", "mp4"),
    "video/mp4": ("mp4", "m4v"),
    "video/webm": ("webm",),
    "text/vtt": ("vtt",),
}
_SKIPPED = frozenset(("drawing", "pictures", "media", "languages", "origin"))
"""Fields whose texts are no Markdown."""


@dataclass(slots=True)
class Taken:
    """A course with the files that its texts name. ``notes`` are no faults, such as a file that nothing names."""

    course: Course
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Use:
    """One naming of a file. ``foreign`` is whether it stands in what others wrote."""

    name: str
    words: str
    picture: bool
    place: Place
    foreign: bool


def file_of(data: bytes) -> tuple[MediaFile, bytes]:
    """What a course lists of a file, and its bytes as they are kept and served. Raises Unknown, with the reason."""
    seen = look(data)
    most = LARGEST_PICTURE if seen.type.startswith("image/") else LARGEST_RECORDING
    if len(data) > most:
        raise Unknown(f"It is larger than {most // MB} MB.")
    kept, width, height = cleaned(seen.type, data), seen.width, seen.height
    if seen.type == "image/svg+xml":
        view = drawing(kept)
        width, height = max(1, round(view.width)), max(1, round(view.height))
    return MediaFile(sha256=sha256(kept).hexdigest(), type=seen.type, size=len(kept), width=width, height=height), kept


def ending_of(file: MediaFile) -> str:
    """How the name of such a file ends, without the point."""
    return _SUFFIXES[file.type][0]


class FolderMedia:
    """The files of ``media`` in a course's folder, as they are kept: what ``Shelf.publish`` reads."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes:
        """The bytes of a file as they are kept. Raises KeyError where there is none, Refused where it cannot be."""
        return self.file(name)[1]

    def package(self, name: str) -> bytes:
        """The bytes of a package, as they are kept. Raises KeyError where there is none, Refused likewise."""
        data = self._folder.data(f"packages/{name}.zip", LARGEST_PACKAGE)
        if data is None:
            raise KeyError(name)
        return data

    def file(self, name: str) -> tuple[MediaFile, bytes]:
        """What a course lists of a file, and its bytes. Raises likewise."""
        path = f"{MEDIA}/{name}"
        data = self._folder.data(path, LARGEST_RECORDING)
        if data is None:
            raise KeyError(name)
        try:
            return file_of(data)
        except Unknown as why:
            raise Refused(Fault(path, 1, f"This file cannot be shown. {why}", _REMEDY)) from None

    def about(self, name: str) -> MediaFile:
        """What a course lists of a file; the bytes are read again only where the file changed. Raises likewise."""
        try:
            told = os.stat(self._folder.root / MEDIA / name)
        except OSError:
            raise KeyError(name) from None
        key = (str(self._folder.root), name, told.st_size, told.st_mtime_ns, told.st_ino)
        found = _ABOUT.get(key)
        if found is None:
            found = _ABOUT[key] = self.file(name)[0]
            while len(_ABOUT) > MOST_FILES:
                _ABOUT.popitem(last=False)
        return found

    def names(self) -> list[str]:
        """Everything in the folder, by name. Raises Refused where that is too much."""
        place = self._folder.root / MEDIA
        if not place.is_dir() or not place.resolve().is_relative_to(self._folder.root):
            return []
        found: list[str] = []
        with os.scandir(place) as entries:
            for entry in entries:
                found.append(entry.name)
                if len(found) > MOST_FILES:
                    raise Refused(
                        Fault(MEDIA, 1, f"The folder holds more than {MOST_FILES} files.", "Split the course.")
                    )
        return sorted(found)


_ABOUT: OrderedDict[tuple[str, str, int, int, int], MediaFile] = OrderedDict()
_REMEDY = "See docs/reference/course-format.md, Pictures, sound and film."


def take_media(folder: Folder, course: Course, places: Places, overlays: Sequence[Overlay], whole: bool) -> Taken:
    """The course with every file that its texts name, in all languages. ``whole`` says that nothing was left out."""
    taken, media, found = Taken(course), FolderMedia(folder), dict[str, MediaFile | None]()
    try:
        there = media.names()
    except Refused as refused:
        taken.faults.append(refused.fault)
        return taken
    for use in _uses(course, places, overlays):
        if use.name not in found:
            found[use.name] = _one(media, use, taken)
        _fits(use, found[use.name], taken)
    for use in _of_resources(course, places):
        if use.name not in found:
            found[use.name] = _one(media, use, taken)
    for name in [name for name, file in found.items() if file and file.type.startswith(("audio/", "video/"))]:
        for captions in filter(captions_of(name).fullmatch, there):
            found[captions] = _one(media, _Use(captions, "", False, (f"{MEDIA}/{captions}", 1), False), taken)
    known = {name: file for name, file in sorted(found.items()) if file is not None}
    if sum(file.size for file in known.values()) > LARGEST_COURSE:
        message = f"The files that the course names are larger than {LARGEST_COURSE // MB} MB together."
        taken.faults.append(Fault(MEDIA, 1, message, "Make some smaller, or split the course."))
    elif known:
        taken.course = course.model_copy(update={"media": known})
    if whole:
        taken.notes.extend(_unused([name for name in there if name not in found]))
    return taken


def _uses(course: Course, places: Places, overlays: Sequence[Overlay]) -> Iterator[_Use]:
    content = to_content(course)
    foreign = "origin" in content
    yield from _in(content, (), places, foreign)
    for one in overlays:
        if one.tag in course.languages:
            yield from _in(course.languages[one.tag].texts, (), one.places, foreign)


def _of_resources(course: Course, places: Places) -> Iterator[_Use]:
    """The files that resources are, and their captions."""
    for one, path in standing(course):
        for field_ in ("media", "captions"):
            name = getattr(one, field_)
            if name is not None:
                yield _Use(name, one.title, False, places.of((*path, field_)), one.origin is not None)


def _in(value: Json, path: where.Path, places: Places, foreign: bool) -> Iterator[_Use]:
    if isinstance(value, str):
        if f"]({MEDIA}/" in value:
            for each in named(value):
                line = value.count("\n", 0, each.start)
                yield _Use(each.name, each.words, each.picture, _place(places, path, line), foreign)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _in(inner, (*path, number), places, foreign)
    elif isinstance(value, dict):
        foreign = foreign or "origin" in value
        for name, inner in value.items():
            if name not in _SKIPPED:
                yield from _in(inner, (*path, name), places, foreign)


def _place(places: Places, path: where.Path, line: int) -> Place:
    """A lesson and a text to read are files of their own beside what says their place."""
    file, first = places.of(path)
    if path[-1:] in (("lesson",), ("text",)):
        if file.endswith(".md"):
            return file, first + line
        if path[-1] == "lesson":
            return file.removesuffix(".yaml") + ".md", 1 + line
    return file, first


def _one(media: FolderMedia, use: _Use, taken: Taken) -> MediaFile | None:
    """A file as a course lists it; None, and a fault, where it cannot be shown."""
    try:
        _NAME.validate_python(use.name, strict=True)
    except ValidationError:
        remedy = "Name it with lower-case letters and digits, joined by `-`, `_` or `.`, such as media/red-fox.jpg."
        taken.faults.append(Fault(*use.place, f"{use.name[:80]!r} is no name of a file of {MEDIA}.", remedy))
        return None
    try:
        file = media.about(use.name)
    except KeyError:
        message = f"There is no file {MEDIA}/{use.name}."
        taken.faults.append(Fault(*use.place, message, "Put it there, or correct the name."))
        return None
    except Refused as refused:
        taken.faults.append(refused.fault)
        return None
    suffix = use.name.rpartition(".")[2]
    if suffix not in _SUFFIXES[file.type]:
        path = f"{MEDIA}/{use.name}"
        remedy = f"Call it .{_SUFFIXES[file.type][0]}."
        taken.notes.append(Fault(path, 1, f"By its bytes this is {file.type}, whatever its name.", remedy))
    return file


def _fits(use: _Use, file: MediaFile | None, taken: Taken) -> None:
    """Whether a file is named as its kind is, and said in words."""
    if file is None:
        return
    if file.type == "text/vtt":
        remedy = f"Name the film or sound instead: captions of its name ({MEDIA}/NAME.vtt) come with it."
        taken.faults.append(Fault(*use.place, "Captions are not shown by themselves.", remedy))
    elif use.picture != file.type.startswith("image/"):
        remedy = f"Write ![what it shows]({MEDIA}/NAME) for a picture, [title]({MEDIA}/NAME) for sound and film."
        taken.faults.append(Fault(*use.place, f"{MEDIA}/{use.name} is {file.type}.", remedy))
    elif not use.words.strip():
        remedy = "Say between the square brackets what it shows or is, for those who do not see or hear it."
        fault = Fault(*use.place, f"{MEDIA}/{use.name} says nothing in words.", remedy)
        (taken.notes if use.foreign else taken.faults).append(fault)


def _unused(names: Sequence[str]) -> Iterator[Fault]:
    for name in names[:_TOLD]:
        yield Fault(f"{MEDIA}/{name}", 1, "No text names this file, so it is not published.", "Name it, or remove it.")
    if len(names) > _TOLD:
        yield Fault(MEDIA, 1, f"No text names {len(names) - _TOLD} other files.", "Remove them.")
