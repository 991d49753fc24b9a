"""A course in another language: one overlay of texts laid over the course, ids, formulas and draws untouched.

``slots`` finds the texts of a course, ``laying`` puts an overlay's in their place, ``sameness`` tells what a
translation lost or changed. The result is a Course like any other, so that nothing else needs to know of languages.
"""

from __future__ import annotations

from collections.abc import Mapping

from chiron.core.learning.content import to_content
from chiron.core.learning.course import Course, Locale
from chiron.core.learning.translation.laying import Laid, lay
from chiron.core.learning.translation.slots import slots_of
from chiron.core.words import Json

MARK = "."
"""Stands between the version of a content and the language in which it was read."""


def in_language(course: Course, tag: str) -> Course:
    """The course with the texts of one of its languages; what that language lacks stays in the course's own.

    ``course`` is the course as its author wrote it. KeyError for a language that it does not have.
    """
    laid = laid_over(course, tag)
    made = Course.model_validate(laid.content)
    return made.model_copy(update={"languages": course.languages})


def laid_over(course: Course, tag: str) -> Laid:
    """The overlay of a language laid over the course: the content, what is missing, what is wrong."""
    other, content = course.languages[tag], to_content(course)
    content.pop("languages", None)
    locale = Locale(language=tag, decimal=other.decimal, direction=other.direction)
    texts = dict(other.texts)
    lines = course.flows.languages.get(tag)
    if lines is not None:
        said = lines.model_dump(mode="json", exclude_defaults=True)
        flows = texts.get("flows")
        texts["flows"] = {**said, **(flows if isinstance(flows, Mapping) else {})}
    laid = lay(content, slots_of(content), texts, course.locale.decimal, locale.decimal)
    laid.content["locale"] = locale.model_dump(mode="json", exclude_defaults=True)
    return laid


def tongue(course: Course, wanted: str) -> str:
    """The language in which a reader who wants ``wanted`` (a tag such as ``es-MX``) gets the course."""
    offered = course.tongues
    short = wanted.partition("-")[0].lower()
    return next((tag for tag in (wanted, short) if tag in offered), offered[0])


def named(version: str, course: Course, tag: str) -> str:
    """How events name a version that was read in a language; in the course's own it is the version alone."""
    kept = kept_version(version)
    return kept if tag == course.tongues[0] else f"{kept}{MARK}{tag}"


def kept_version(version: str) -> str:
    """The version of the content, whatever language it was read in."""
    return version.partition(MARK)[0]


def language_of(version: str) -> str:
    """The language in which a version was read; empty for the course's own."""
    return version.partition(MARK)[2]


def wanted_by(language: str, preferences: Mapping[str, Json], course: str) -> str:
    """The language in which a person wants to read a course: as they chose for it, else that of their pages."""
    chosen = preferences.get(PREFERENCE)
    tag = chosen.get(course) if isinstance(chosen, Mapping) else None
    return tag if isinstance(tag, str) and tag else language


PREFERENCE = "read_in"
"""The person's setting that holds, by course, the language in which they chose to read it."""
