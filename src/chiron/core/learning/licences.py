"""Licences of what others wrote: as people say them, where they stand, and which uses they forbid.

Licences are told by their SPDX names (https://spdx.org/licenses), or by what sources write of Creative Commons ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from chiron.core.learning.course import Course, Origin

Use = Literal["commercial", "changed", "any"]
"""A use that a licence forbids: for money, in a changed form, or any without asking."""

_SPDX = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)(?:-[A-Z]+)?")
_COMMONS = re.compile(r"\bcc[\s-]|\bcreative\s*commons|creativecommons\.org", re.IGNORECASE)
_FORBIDDEN: tuple[tuple[Use, re.Pattern[str]], ...] = (
    ("commercial", re.compile(r"\bnc\b|non-?\s?commercial", re.IGNORECASE)),
    ("changed", re.compile(r"\bnd\b|no-?\s?deriv", re.IGNORECASE)),
)
_CLOSED = re.compile(r"all rights reserved|\bproprietary\b|\bin copyright\b", re.IGNORECASE)


def as_said(licence: str) -> str:
    """``CC BY-SA 4.0`` for SPDX's ``CC-BY-SA-4.0``; whatever is no Creative Commons name of SPDX stays as it is."""
    found = _SPDX.fullmatch(licence.strip())
    return f"CC {found[1]} {found[2]}" if found else licence.strip()


def deed(licence: str) -> str:
    """Where a Creative Commons licence, by its SPDX name, can be read; empty where that is not known."""
    found = _SPDX.fullmatch(licence.strip())
    return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/" if found else ""


def address(origin: Origin) -> str:
    """Where a source stands on the web; empty where it gives something else for an address."""
    return origin.url if origin.url.startswith(("https://", "http://")) else ""


def forbids(licence: str) -> tuple[Use, ...]:
    """The uses that a licence forbids, as far as its name tells. Where nothing is named, nobody gave any right."""
    if not licence.strip() or _CLOSED.search(licence):
        return ("any",)
    if not (_COMMONS.search(licence) or "commercial" in licence.lower() or "deriv" in licence.lower()):
        return ()
    return tuple(use for use, words in _FORBIDDEN if words.search(licence))


@dataclass(frozen=True, slots=True)
class Source:
    """A source of a course with what came from it: its problems (templates), its texts (lessons and readings), and its
    resources."""

    origin: Origin
    problems: int
    texts: int
    resources: int = 0


_Counted = Counter[tuple[str, str]]


def sources(course: Course) -> tuple[Source, ...]:
    """What a course took from others, by title and licence, in the order of the course; each as it is first named."""
    first: dict[tuple[str, str], Origin] = {}
    problems, texts, resources = _Counted(), _Counted(), _Counted()
    for origin, count in (*_origins(course, problems, texts), *_of_resources(course, resources)):
        name = (origin.title, origin.licence)
        first.setdefault(name, origin)
        count[name] += 1
    return tuple(Source(origin, problems[name], texts[name], resources[name]) for name, origin in first.items())


def _origins(course: Course, problems: _Counted, texts: _Counted) -> Iterator[tuple[Origin, _Counted]]:
    for unit in course.units:
        for reading in unit.readings:
            if reading.origin is not None:
                yield reading.origin, texts
        for skill in unit.skills:
            if skill.origin is not None and skill.lesson:
                yield skill.origin, texts
            for template in skill.templates:
                if template.origin is not None:
                    yield template.origin, problems


def _of_resources(course: Course, resources: _Counted) -> Iterator[tuple[Origin, _Counted]]:
    for one in (*course.resources, *(each for skill in course.skills.values() for each in skill.resources)):
        if one.origin is not None:
            yield one.origin, resources
