"""Courses, lessons, skills and licences: what lies beside the problems, and who made what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chiron.core.words import Json
from chiron.engine.library.importing.arriving import Notes, Origin, Section
from chiron.engine.library.importing.formats.oatutor.pool import Pool, loaded
from chiron.engine.library.importing.opening import Opened
from chiron.engine.library.importing.texts import title

_SOURCE = re.compile(r"\s*([^\s<>]+)?\s*([^<>]*?)\s*(?:<([^<>]*)>)?\s*")
_CREATIVE = re.compile(
    r"creativecommons\.org/(?:licenses/(by(?:-nc)?(?:-sa|-nd)?)|publicdomain/(zero))/(\d\.\d)", re.IGNORECASE
)
_WRITTEN_LICENCE = re.compile(r"\bCC[ -](BY(?:-NC)?(?:-SA|-ND)?|0)[ -](\d\.\d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson of a course: what it is called, and the skills that it is for."""

    id: str
    course: str
    name: str
    skills: tuple[str, ...]
    order: int


@dataclass(slots=True)
class Plans:
    """The courses in their order, and which step exercises which skill."""

    lessons: list[Lesson] = field(default_factory=list)
    licences: dict[str, str] = field(default_factory=dict)
    """Course -> licence."""
    sources: dict[str, str] = field(default_factory=dict)
    """Course -> where its content is from."""
    languages: tuple[str, ...] = ()
    skills: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Step -> its skills, as the source names them."""
    licence: str = ""
    """That of the whole."""

    def lesson_of(self, problem: Mapping[str, Json], skills: Iterable[str]) -> Lesson | None:
        """The lesson that the problem names, else the first one that is for one of its skills."""
        for lesson in self.lessons:
            if lesson.id and lesson.id == problem.get("lessonId"):
                return lesson
        wanted = set(skills)
        return next((lesson for lesson in self.lessons if wanted & set(lesson.skills)), None)

    def section(self, problem: Mapping[str, Json], lesson: Lesson | None) -> Section:
        """Course and lesson; the problem's own words go first."""
        course = _text(problem.get("courseName")) or (lesson.course if lesson else "")
        name = _text(problem.get("lesson")) or (lesson.name if lesson else "")
        return tuple(title(part) for part in (course, name) if part)


def skill_title(name: str) -> str:
    """``add_integers`` as people read it."""
    words = title(name.replace("_", " "))
    return words[:1].upper() + words[1:]


def licence_of(text: str) -> str:
    """A licence as its SPDX name where it is Creative Commons, else in its own words."""
    if found := _CREATIVE.search(text):
        return "CC0-1.0" if found[2] else f"CC-{found[1].upper()}-{found[3]}"
    if found := _WRITTEN_LICENCE.search(text):
        return "CC0-1.0" if found[1] == "0" else f"CC-{found[1].upper()}-{found[2]}"
    named = _SOURCE.fullmatch(text)
    return " ".join((named[3] or text).split()) if named else " ".join(text.split())


def source_of(text: str) -> tuple[str, str]:
    """Name and address of an ``oer`` field, written ``address <name>``."""
    found = _SOURCE.fullmatch(text)
    if found is None:
        return " ".join(text.split()), ""
    address = found[1] or ""
    if "://" not in address:
        return " ".join(text.split()), ""
    return " ".join((found[3] or found[2] or "").split()), address


def origin_of(problem: Mapping[str, Json], name: str, plans: Plans, others: Iterable[str]) -> tuple[Origin, str]:
    """Where a problem comes from, and a sentence where its licence is that of its course or of the whole.

    ``others`` are the sources of its hints, which are named beside it.
    """
    course = _text(problem.get("courseName"))
    own = _text(problem.get("license"))
    found = own or plans.licences.get(course, "") or plans.licence
    said, address = source_of(_text(problem.get("oer")) or plans.sources.get(course, ""))
    authors = dict.fromkeys(one for one in (said, *(source_of(other)[0] for other in others)) if one)
    note = ""
    if not own:
        told = f"it is taken from the {'course' if plans.licences.get(course) else 'whole'}: {licence_of(found)}"
        note = f"It names no licence; {told if found else 'none is known'}."
    title_ = said or course or "OATutor"
    return Origin(title_, licence_of(found), tuple(authors), address, name), note


def read_plans(opened: Opened, pool: Pool, notes: Notes) -> Plans:
    """Read what lies beside the problems; what is broken is noted and counts as missing."""
    plans = Plans()
    _courses(_beside(opened, pool, "coursePlans.json", list, notes), plans, notes, pool)
    model = _beside(opened, pool, "skillModel.json", dict, notes)
    for step, names in model.items():
        if isinstance(names, list):
            plans.skills[step] = tuple(dict.fromkeys(name for name in names if isinstance(name, str) and name))
    for name in pool.licences[:1]:
        text = opened.bytes(name)[:2000].decode("utf-8", "replace")
        plans.licence = licence_of(text) if len(text) < 400 or _CREATIVE.search(text) else ""
    for name in pool.parameters:
        _parameters(opened, name, notes)
    return plans


def _beside(opened: Opened, pool: Pool, name: str, kind: type, notes: Notes) -> Any:
    place = pool.beside.get(name)
    if place is None:
        return kind()
    try:
        found = loaded(opened, place)
    except ValueError as error:
        notes.left(name, place, "file", str(error))
        return kind()
    if not isinstance(found, kind):
        notes.left(name, place, "file", "It does not hold what its name says.")
        return kind()
    return found


def _courses(found: list[Any], plans: Plans, notes: Notes, pool: Pool) -> None:
    place = pool.beside.get("coursePlans.json", "")
    languages = []
    for number, course in enumerate(found, 1):
        if not isinstance(course, dict) or not isinstance(course.get("lessons"), list):
            notes.left(f"course {number}", place, "course", "It has no lessons.")
            continue
        name = _text(course.get("courseName")) or f"Course {number}"
        languages.append(_text(course.get("language")))
        plans.licences[name] = _text(course.get("courseLicense"))
        plans.sources[name] = _text(course.get("courseOER"))
        plans.lessons += [
            _lesson(lesson, name, len(plans.lessons) + at)
            for at, lesson in enumerate(course["lessons"])
            if isinstance(lesson, dict)
        ]
    plans.languages = tuple(dict.fromkeys(one for one in languages if one))
    if plans.lessons:
        told = "Its lessons come as sections. How sure of a skill a lesson wants one to be does not come."
        notes.changed("coursePlans.json", place, told)


def _lesson(lesson: Mapping[str, Any], course: str, order: int) -> Lesson:
    wanted = lesson.get("learningObjectives")
    skills = tuple(str(name) for name in wanted) if isinstance(wanted, dict | list) else ()
    name = " ".join(part for part in (_text(lesson.get("name")), _text(lesson.get("topics"))) if part)
    return Lesson(_text(lesson.get("id")), course, name or f"Lesson {order + 1}", skills, order)


def _parameters(opened: Opened, name: str, notes: Notes) -> None:
    """Say why the numbers of Bayesian knowledge tracing do not come: as a rule they are placeholders."""
    try:
        found = loaded(opened, name)
    except ValueError as error:
        notes.left(name, name, "parameters", str(error))
        return
    rows = list(found.values()) if isinstance(found, dict) else []
    alike = len(rows) > 1 and all(row == rows[0] for row in rows)
    why = "Chiron fits its own from what learners do."
    if alike:
        why = f"All {len(rows)} rows are the same: they are placeholders, and nothing that was fitted. {why}"
    notes.left(name, name, "parameters", why)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
