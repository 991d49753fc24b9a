"""What an export gives: a file, and all that its target cannot hold or holds otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from chiron.core.learning.course import Course

File = Callable[[str], bytes | None]
"""Gives what texts show, by its name below ``media/``; None where there is no such file."""


@dataclass(frozen=True, slots=True)
class Left:
    """What a target cannot hold: ``key`` names the question, ``why`` is one sentence."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Exported:
    """A file and how many questions it holds. ``left`` does not go; ``changed`` goes, but for what it says."""

    data: bytes
    count: int
    left: tuple[Left, ...]
    changed: tuple[Left, ...]

    def beside(self, course: Course, pages: bool = False) -> Exported:
        """The same with what of the course is no question; ``pages``: the target has some, for lessons and readings."""
        return replace(self, left=(*self.left, *dict.fromkeys(_beside(course, pages))))


def nothing(_: str) -> bytes | None:
    """No files."""
    return None


def _beside(course: Course, pages: bool) -> Iterator[Left]:
    for unit in course.units:
        if not pages:
            yield from (Left(skill.id, "Its lesson.") for skill in unit.skills if skill.lesson)
            yield from (Left(reading.id, "It is a text to read, and no question.") for reading in unit.readings)
    for name, resource in course.resources_by_id.items():
        what = "a package that is played" if resource.package else f"something to read or see ({resource.kind})"
        yield Left(name, f"It is {what}, and no question.")
    if course.glossary:
        yield Left("glossary", "Its terms with their meanings.")
    for name in course.languages:
        yield Left(name, "The course in this language; it goes as it was written.")


FIGURES = 15
"""Significant figures of a number without an end: as many as a computer's own numbers hold."""
LONGEST = 40


def decimal(value: Fraction) -> tuple[str, bool]:
    """A number as a decimal, and whether that is all of it."""
    below, places = value.denominator, 0
    for factor in (2, 5):
        count = 0
        while below % factor == 0:
            below, count = below // factor, count + 1
        places = max(places, count)
    if below == 1 and places < LONGEST:
        return f"{Decimal(value.numerator * 10**places // value.denominator).scaleb(-places):f}", True
    return f"{Decimal(f'{float(value):.{FIGURES - 1}e}'):f}", False
