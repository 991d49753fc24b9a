"""Drawings of a course: SVG files beside a skill, read into the steps that name them, so that a version holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chiron.core.learning.interactions.labelling.svg import DrawingRefused, read_drawing
from chiron.core.words import Json
from chiron.engine.library import faults as where
from chiron.engine.library.faults import Fault, Places
from chiron.engine.library.files import Folder, Refused

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\.svg")
REMEDY = "See docs/reference/course-format.md, labelling."


def take_drawings(folder: Folder, base: str, skill: Json, path: where.Path, places: Places) -> Iterator[Fault]:
    """Put the drawing in the place of its name in every step of a skill; a fault for each that cannot be taken.

    ``base`` is the folder of the skill's file, ``path`` the place of the skill. An SVG written into the step stays.
    """
    for inner, step in _steps(skill):
        name = step.get("drawing")
        if not isinstance(name, str) or name.lstrip().startswith("<"):
            continue
        found = _taken(folder, base, name, places.of((*path, *inner, "drawing")))
        if isinstance(found, Fault):
            yield found
        else:
            step["drawing"] = found


def _steps(skill: Json) -> Iterator[tuple[where.Path, dict[str, Json]]]:
    for number, template in enumerate(_list(skill, "templates")):
        for at, step in enumerate(_list(template, "steps")):
            if isinstance(step, dict):
                yield ("templates", number, "steps", at), step


def _list(of: Json, name: str) -> list[Json]:
    found = of.get(name) if isinstance(of, dict) else None
    return found if isinstance(found, list) else []


def _taken(folder: Folder, base: str, name: str, place: where.Place) -> str | Fault:
    """The text of a drawing that is safe to show, or what is wrong with it."""
    file, line = place
    if not _NAME.fullmatch(name):
        remedy = "Write the name of a file beside this one: lower-case words joined by hyphens, then .svg."
        return Fault(file, line, f"{name[:80]!r} is not the name of a drawing.", remedy)
    whole = f"{base}/{name}"
    try:
        text = folder.text(whole)
        if text is None:
            return Fault(file, line, f"There is no file {whole}.", "Draw it, or correct the name.")
        read_drawing(text)
    except Refused as refused:
        return refused.fault
    except DrawingRefused as refused:
        return Fault(whole, refused.line, refused.message, REMEDY)
    return text
