"""Drawings of a course: SVG files beside a skill, read into the steps that name them, so that a version holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chiron.core.learning.interactions.labelling.svg import DrawingRefused, read_drawing
from chiron.core.words import Json
from chiron.engine.library import faults as where
from chiron.engine.library.faults import Fault, Places
from chiron.engine.library.files import MEDIA, Folder, Refused

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z]{2,3})?\.svg")
PICTURE = re.compile(r"!\[(?P<alt>[^\]]{0,2000})\]\((?P<name>[^)]{0,200})\)")
"""A picture in Markdown. What is longer is none, so that a file of openings alone holds nothing up."""
REMEDY = "See docs/reference/course-format.md, labelling."


def take_drawings(folder: Folder, base: str, skill: Json, path: where.Path, places: Places) -> Iterator[Fault]:
    """Put the drawing in the place of its name in every picture and step; a fault for each that cannot be taken.

    ``base`` is the folder of the skill's file, ``path`` the place of the skill. An SVG written into the step stays.
    """
    for inner, holder in _holders(skill):
        name = holder.get("drawing")
        if not isinstance(name, str) or name.lstrip().startswith("<"):
            continue
        # What is drawn for an item's own numbers is read once they are in: sampling does it.
        found = read_in(folder, base, name, places.of((*path, *inner, "drawing")), whole=inner[-1] != "picture")
        if isinstance(found, Fault):
            yield found
        else:
            holder["drawing"] = found


def take_pictures(folder: Folder, file: str, lesson: str) -> tuple[dict[str, Json], list[Fault]]:
    """The drawings that a lesson shows as ``![what it shows](name.svg)``, by name, and what is wrong with others.

    ``file`` is the lesson's. A picture stands in a paragraph of its own and says in words what it shows.
    """
    taken: dict[str, Json] = {}
    faults: list[Fault] = []
    for number, line in enumerate(lesson.splitlines(), 1):
        for shown in PICTURE.finditer(line):
            if shown["name"].startswith(f"{MEDIA}/"):
                continue  # a picture of another kind, which may stand anywhere
            if not shown["alt"].strip():
                remedy = "Say between the square brackets what the picture shows, for those who do not see it."
                faults.append(Fault(file, number, "A picture says nothing in words.", remedy))
            if shown.group() != line.strip():
                remedy = "Put it on a line of its own between empty lines."
                faults.append(Fault(file, number, "A picture stands within a line.", remedy))
            found = read_in(folder, file.rpartition("/")[0], shown["name"], (file, number))
            if isinstance(found, Fault):
                faults.append(found)
            else:
                taken[shown["name"]] = found
    return taken, faults


def _holders(skill: Json) -> Iterator[tuple[where.Path, dict[str, Json]]]:
    """Each part of a skill that may name a drawing: pictures of templates, and steps."""
    for number, template in enumerate(_list(skill, "templates")):
        picture = template.get("picture") if isinstance(template, dict) else None
        if isinstance(picture, dict):
            yield ("templates", number, "picture"), picture
        for at, step in enumerate(_list(template, "steps")):
            if isinstance(step, dict):
                yield ("templates", number, "steps", at), step


def _list(of: Json, name: str) -> list[Json]:
    found = of.get(name) if isinstance(of, dict) else None
    return found if isinstance(found, list) else []


def read_in(folder: Folder, base: str, name: str, place: where.Place, whole: bool = True) -> str | Fault:
    """The text of a drawing that is safe to show, or what is wrong with it. One that is not whole is not read yet."""
    file, line = place
    if not _NAME.fullmatch(name):
        remedy = "Write the name of a file beside this one: lower-case words joined by hyphens, then .svg."
        return Fault(file, line, f"{name[:80]!r} is not the name of a drawing.", remedy)
    path = f"{base}/{name}"
    try:
        text = folder.text(path)
        if text is None:
            return Fault(file, line, f"There is no file {path}.", "Draw it, or correct the name.")
        if whole:
            read_drawing(text)
    except Refused as refused:
        return refused.fault
    except DrawingRefused as refused:
        return Fault(path, refused.line, refused.message, REMEDY)
    return text
