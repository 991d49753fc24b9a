"""What arrives from elsewhere, in one shape for every format, before it is composed into a course.

A reader yields these in the order of its source. Texts are Chiron's Markdown with ``$...$`` maths and plain ``@``;
composing doubles it where a course would replace it. Pictures stand as ``![what it shows](media:KEY)``, where KEY is
that of a Media of the same source; a recording or film stands as a link to ``media:KEY``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from chiron.core.words import Json
from chiron.engine.library.importing.opening import Opened

Section = tuple[str, ...]
"""Titles from the outermost to the innermost: the chapter and its section, the path of a category, a deck's name."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something comes from, which travels with it to the page. ``licence`` is an SPDX name, or its own words."""

    title: str
    licence: str = ""
    authors: tuple[str, ...] = ()
    url: str = ""
    id: str = ""
    """The name that the source gives it."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One help, in the order in which it is given. ``asks`` holds a question on the way, with its answer in words."""

    text: str
    asks: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to answer.

    ``fields`` are those of its kind as an author writes them in ``SKILL.yaml`` (docs/reference/course-format.md):
    formulas stay formulas, and ``@`` in a text that the format replaces is doubled already (``texts.escaped``).
    """

    key: str
    kind: str
    prompt: str
    fields: Mapping[str, Json]
    hints: tuple[Hint, ...] = ()
    solution: str = ""
    skills: tuple[str, ...] = ()
    """Where the source says them of the single step."""


@dataclass(frozen=True, slots=True)
class Question:
    """A problem with its steps. ``key`` names it in its source for ever: importing again finds it by this."""

    key: str
    place: str
    """File, and line or path in it, for the report."""
    title: str
    prompt: str
    steps: tuple[Asked, ...]
    section: Section = ()
    skills: tuple[str, ...] = ()
    solution: str = ""
    origin: Origin | None = None
    """None where it is that of the whole source."""
    parameters: Mapping[str, Json] = field(default_factory=dict)
    """As a template's. Where there are some, every text of the question is one with replacement (``@x``, ``@@``)."""
    where: tuple[str, ...] = ()
    """As a template's."""


@dataclass(frozen=True, slots=True)
class Page:
    """Something to read: a section of a book, a note, a slide with its words."""

    key: str
    place: str
    title: str
    text: str
    section: Section = ()
    objectives: tuple[str, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A term with its meaning."""

    key: str
    place: str
    term: str
    meaning: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """A file that texts show: PNG, JPEG, GIF, WebP, SVG, MP3, OGG, MP4, WebM, WebVTT. ``name`` is as in the source."""

    key: str
    place: str
    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Package:
    """Something that runs by itself, such as a SCORM package: played apart, on an origin of its own."""

    key: str
    place: str
    title: str
    kind: str
    data: bytes = field(repr=False)
    """A zip that can be played (``packages.looking``)."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """One answer that a learner gave elsewhere: an Anki review. ``at`` in ms since 1970, ``rating`` 1 to 4."""

    key: str
    question: str
    """The key of the Question."""
    at: int
    rating: int
    seconds: float
    interval: float
    """Days until it was due again."""


@dataclass(frozen=True, slots=True)
class About:
    """What the source says of itself as a whole. Yielded first, and again where more is known later."""

    title: str
    language: str = ""
    summary: str = ""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """A skill (or section) that the source says comes before another, by their titles."""

    skill: str
    before: str


Arrival = About | Question | Page | Word | Media | Package | Review | Prerequisite


class Notes(Protocol):
    """Where a reader says what did not come, or came otherwise. Nothing is ever dropped without a line here."""

    def changed(self, key: str, place: str, what: str) -> None:
        """It comes, but not as it was: one sentence that says what is different."""

    def left(self, key: str, place: str, what: str, why: str) -> None:
        """It does not come. ``what`` is its kind (``item``, ``page``, ``picture`` ...), ``why`` one sentence."""


class Reader(Protocol):
    """The reader of a format."""

    name: str
    """``gift``; it stands in reports and after ``--format``."""
    title: str
    """``GIFT``."""

    def fits(self, opened: Opened) -> float:
        """How surely this is the format, 0 to 1, from names and beginnings alone: quick, and never an error."""

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """What it holds. A part that is broken is noted and the rest comes; raises Unusable where nothing can."""
