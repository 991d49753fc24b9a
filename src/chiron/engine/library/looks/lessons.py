"""A text can be read by those for whom it is: no endless sentence, nothing far above their school years."""

from __future__ import annotations

from collections.abc import Iterator

from chiron.core.learning.course import Course
from chiron.engine.library.faults import Fault
from chiron.engine.library.level import LONGEST, level

SCHOOL = 6
"""The age at which school begins."""
ABOVE = 2.0
"""Years that a text may be above the youngest of the audience: a formula that counts letters is no better than that."""


def text_faults(course: Course, text: str, file: str, what: str) -> Iterator[Fault]:
    """What makes a text hard to read, at the line of its file where it stands. ``what`` it is called: lesson, text."""
    found = level([text], course.locale.language)
    if found.longest > LONGEST:
        message = f"A sentence is {found.longest} words long: {found.longest_text[:60]!r}."
        yield Fault(file, _line(text, found.longest_text), message, "Make two of it.")
    least = max(1, course.audience.ages[0] - SCHOOL + 1)
    if found.years is not None and found.years > least + ABOVE:
        message = f"The {what} asks for {found.years:.0f} years of school; the youngest reader has {least}."
        yield Fault(file, 1, message, "Write shorter sentences and plainer words.")


def _line(lesson: str, sentence: str) -> int:
    """The line in which a sentence begins, as well as its first words tell."""
    start = " ".join(sentence.split()[:3])
    lines = " ".join(lesson.split("\n")).find(start)
    return 1 if lines < 0 else lesson.count("\n", 0, lines) + 1
