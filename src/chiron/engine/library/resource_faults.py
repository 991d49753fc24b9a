"""What is wrong with a course's resources: where they lie, what is said in them, whose they are, what they help with.

Whoever cannot hear or see a film needs its words: captions and a transcript are asked for, of a linked film too. What
others wrote is told as it came: there this is a note.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from difflib import get_close_matches

from chiron.core.learning.course import Course, Resource
from chiron.core.learning.licences import as_said, forbids
from chiron.core.learning.media import captions_of
from chiron.engine.library import faults as where
from chiron.engine.library.faults import Fault, Places
from chiron.engine.library.files import MEDIA

HEARD = ("video", "audio")
"""Kinds in which something is said."""
FAMILY = {"video": "video/", "audio": "audio/"}
Stands = tuple[Resource, where.Path]


def resource_faults(course: Course, places: Places, left_out: Set[str]) -> Iterator[Fault]:
    """Every fault of every resource. ``left_out`` are skills that are broken otherwise and missing in ``course``."""
    every = list(standing(course))
    named = Counter(one.id for one, _ in every if one.id is not None)
    taken = {*course.skills, *course.readings}
    for one, path in every:
        if one.id is not None and (named[one.id] > 1 or one.id in taken):
            message = f"{one.id!r} is the id of more than one resource, skill or text."
            yield places.fault((*path, "id"), message, "Rename one; what helps with several skills names them.")
        yield from _skills(course, one, path, places, left_out)
        yield from _place(course, one, path, places)
        if not one.licence.strip() and (one.origin is None or not one.origin.licence.strip()):
            yield places.fault((*path, "licence"), "No licence is given.", "Name it, such as CC-BY-4.0.")
        if one.origin is None:
            yield from _said(course, one, path, places)


def resource_notes(course: Course, places: Places) -> Iterator[Fault]:
    """What is no fault: words that are missing in what others wrote, and uses that a licence forbids."""
    for one, path in standing(course):
        if one.origin is not None:
            yield from _said(course, one, path, places)
        licence = one.licence or (one.origin.licence if one.origin else "")
        for use in forbids(licence) if licence.strip() else ():
            message = f"{as_said(licence)} forbids {_FORBIDDEN[use]}: {one.title!r}."
            yield _note(places, (*path, "licence"), message, "Learners and teachers are told so on its page.")


_FORBIDDEN = {
    "commercial": "commercial use",
    "changed": "changes, translations among them",
    "any": "any use without asking",
}


def standing(course: Course) -> Iterator[Stands]:
    """Every resource with where it stands."""
    for number, one in enumerate(course.resources):
        yield one, ("resources", number)
    for number, unit in enumerate(course.units):
        for place, skill in enumerate(unit.skills):
            for index, one in enumerate(skill.resources):
                yield one, ("units", number, "skills", place, "resources", index)


def _skills(course: Course, one: Resource, path: where.Path, places: Places, left_out: Set[str]) -> Iterator[Fault]:
    for number, name in enumerate(one.skills):
        if name not in course.skills and name not in left_out:
            near = get_close_matches(name, list(course.skills), 1)
            remedy = f"Did you mean {near[0]!r}?" if near else "Correct the name, or write what it names."
            yield places.fault((*path, "skills", number), f"There is no skill called {name!r}.", remedy)


def _place(course: Course, one: Resource, path: where.Path, places: Places) -> Iterator[Fault]:
    """Where it lies: elsewhere, among the files of ``media``, in a package, or in a library (a book by its title)."""
    if one.url is not None and not one.url.startswith(("https://", "http://")):
        message = f"The address {one.url!r} is no web address."
        yield places.fault((*path, "url"), message, "Begin it with https://.")
    if one.media is not None and one.package is not None:
        yield places.fault((*path, "media"), "It is both a file and a package.", "Write two resources.")
    if one.kind == "simulation" and one.url is None and one.package is None:
        remedy = "Give its `package` or its `url`."
        yield places.fault((*path, "kind"), "A simulation has no place where it can be tried.", remedy)
    file = course.media.get(one.media or "")
    family = FAMILY.get(one.kind)
    if file is not None and family is not None and not file.type.startswith(family):
        yield places.fault((*path, "media"), f"{MEDIA}/{one.media} is {file.type}, no {one.kind}.", "Correct `kind`.")
    captions = course.media.get(one.captions or "")
    if captions is not None and captions.type != "text/vtt":
        remedy = "Captions are WebVTT files: NAME.vtt, beginning with the word WEBVTT."
        yield places.fault((*path, "captions"), f"{MEDIA}/{one.captions} is {captions.type}.", remedy)


def _said(course: Course, one: Resource, path: where.Path, places: Places) -> Iterator[Fault]:
    """What is missing of the words of a film or sound."""
    if one.kind not in HEARD:
        return
    if not one.transcript.strip():
        message = f"Nobody who cannot hear {one.title!r} learns what is said in it."
        yield _note(places, path, message, "Write what is said, as `transcript`.")
    if one.kind == "video" and one.media is not None and not captioned(course, one):
        message = f"The film {MEDIA}/{one.media} has no captions."
        remedy = f"Put them beside it as {MEDIA}/{one.media.rpartition('.')[0]}.vtt, or name them as `captions`."
        yield _note(places, (*path, "media"), message, remedy)


def captioned(course: Course, one: Resource) -> bool:
    """Whether a film of the course's own has captions: those it names, or those of its own name."""
    pattern = captions_of(one.media or "")
    return one.captions is not None or any(pattern.fullmatch(name) for name in course.media)


def _note(places: Places, path: where.Path, message: str, remedy: str) -> Fault:
    """A message at a value's place that keeps nothing from being made."""
    return Fault(*places.of(path), message, remedy)
