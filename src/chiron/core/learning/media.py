"""Pictures, sound and film that a course's texts name: ``![what it shows](media/NAME)``, ``[title](media/NAME)``.

An author writes names. A course in use has in their place the addresses at which its version's files are served,
``/learn/COURSE/media/SHA256#type;...``, so that a text that was said once finds the same file for ever. What follows
``#`` tells the pages how to show it and never leaves them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chiron.core.learning.content import from_content, to_content
from chiron.core.learning.course import Course, MediaFile
from chiron.core.words import Json

FOLDER = "media"
_TARGET = re.compile(r"\]\(media/([^)\n]{0,200})\)")
"""Where a text names a file; what stands before it is found from here."""
_ADDRESS = re.compile(
    r"(?P<path>/learn/[a-z0-9-]{1,64}/media/[0-9a-f]{64})#(?P<type>[a-z]+/[a-z0-9+]+)"
    r"(?:;size=(?P<width>\d{1,6})x(?P<height>\d{1,6}))?(?P<tracks>(?:;[a-z]{2,3}=[0-9a-f]{64})*)"
)
LONGEST_WORDS = 2_000
"""Characters between the square brackets that are looked through."""


@dataclass(frozen=True, slots=True)
class Named:
    """One naming of a file in a text. ``picture`` is whether it is to be seen in the text (``![...]``)."""

    name: str
    words: str
    picture: bool
    start: int
    """Where it begins in the text."""


@dataclass(frozen=True, slots=True)
class Address:
    """A file as a page shows it. ``path`` is below the base path; ``tracks`` are captions: language and path."""

    path: str
    type: str
    width: int | None = None
    height: int | None = None
    tracks: tuple[tuple[str, str], ...] = ()


def named(text: str) -> Iterator[Named]:
    """Every file of ``media`` that a text names, in order."""
    for found in _TARGET.finditer(text):
        start = _opening(text, found.start())
        if start is not None:
            picture = text[max(0, start - 1) : start] == "!" and text[max(0, start - 2) : start] != "\\!"
            yield Named(found[1], text[start + 1 : found.start()], picture, start)


def _opening(text: str, end: int) -> int | None:
    """The ``[`` that the ``]`` at ``end`` closes; None where there is none near."""
    depth = 0
    for at in range(end - 1, max(-1, end - LONGEST_WORDS - 2), -1):
        if text[at] not in "[]" or text[max(0, at - 1) : at] == "\\":
            continue
        depth += 1 if text[at] == "]" else -1
        if depth < 0:
            return at
    return None


def rightly_named(text: str, types: Mapping[str, str]) -> str:
    """A text from elsewhere with each file named as its kind is: ``!`` before a picture, none before sound and film.

    ``types`` are those of the files by name. Of a file that is not among them, and of captions, the words stand.
    """
    for each in reversed(list(named(text))):
        kind = types.get(each.name, "")
        begins = each.start - each.picture
        end = text.index("](", each.start + 1 + len(each.words)) + len(f"](media/{each.name})")
        made = f"[{each.words}](media/{each.name})"
        if not kind.startswith(("image/", "audio/", "video/")):
            made = each.words
        text = text[:begins] + ("!" if kind.startswith("image/") else "") + made + text[end:]
    return text


def in_use(course: Course) -> Course:
    """The course as it is taught: each name of a file is the address at which this version's file is served.

    What is not among ``course.media`` stays as it is written, and shows nothing. It is never published: its
    fingerprint is not the version's.
    """
    if not course.media:
        return course
    addresses = {name: address_of(course, name) for name in course.media}

    def put(value: Json) -> Json:
        if isinstance(value, str):
            return _TARGET.sub(lambda found: f"]({addresses.get(found[1], found[0][2:-1])})", value)
        if isinstance(value, list):
            return [put(each) for each in value]
        return {key: put(each) for key, each in value.items()} if isinstance(value, dict) else value

    return from_content(put(to_content(course)))


def address_of(course: Course, name: str) -> str:
    """The address that stands for a file of the course in its texts."""
    file, base = course.media[name], f"/learn/{course.id}/{FOLDER}/"
    size = f";size={file.width}x{file.height}" if file.width and file.height else ""
    tracks = "".join(f";{tag}={track.sha256}" for tag, track in _tracks(course, name))
    return f"{base}{file.sha256}#{file.type}{size}{tracks}"


def captions_of(name: str) -> re.Pattern[str]:
    """What the captions of a film or sound are called: ``NAME.vtt``, or ``NAME.es.vtt`` in another language."""
    stem = name.rpartition(".")[0]
    return re.compile(rf"{re.escape(stem)}(?:\.(?P<tag>[a-z]{{2,3}}))?\.vtt")


def _tracks(course: Course, name: str) -> Iterator[tuple[str, MediaFile]]:
    if not course.media[name].type.startswith(("audio/", "video/")):
        return
    pattern, own = captions_of(name), course.tongues[0]
    for other, file in sorted(course.media.items()):
        if (found := pattern.fullmatch(other)) and file.type == "text/vtt":
            yield found["tag"] or own.partition("-")[0], file


def read_address(text: str) -> Address | None:
    """An address that ``address_of`` made; None for anything else."""
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return None
    path, base = found["path"], found["path"].rpartition("/")[0]
    tracks = (each.split("=") for each in found["tracks"].split(";") if each)
    return Address(
        path,
        found["type"],
        int(found["width"]) if found["width"] else None,
        int(found["height"]) if found["height"] else None,
        tuple((tag, f"{base}/{sha256}") for tag, sha256 in tracks),
    )
