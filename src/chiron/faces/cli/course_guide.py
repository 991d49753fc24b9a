"""``chiron course guide``: the teacher's guide to a course's units as Markdown, made from the course itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from chiron.core.learning.course import Reading
from chiron.core.learning.guide import Example, SkillGuide, UnitGuide, unit_guide
from chiron.core.learning.licences import as_said
from chiron.engine.library.reading import read_course

PURPOSES = {
    "fluency": "fluency",
    "understanding": "understanding",
    "application": "application in words",
    "error": "an error to find",
}


def flags(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron course guide``."""
    parser.add_argument("path", type=Path, metavar="PATH", help="the folder that holds course.yaml")
    parser.add_argument("--unit", metavar="ID", help="one unit; every unit unless it is given")


def run(options: argparse.Namespace) -> int:
    """Print the guide; 1 where the course has no such unit."""
    course = read_course(options.path)
    units = [unit for unit in course.units if options.unit in (None, unit.id)]
    if not units:
        known = ", ".join(unit.id for unit in course.units)
        print(f"There is no unit {options.unit!r}; there are: {known}.", file=sys.stderr)
        return 1
    print("\n\n".join("\n\n".join(markdown(unit_guide(course, unit))) for unit in units))
    return 0


def markdown(guide: UnitGuide) -> Iterator[str]:
    """The guide, paragraph by paragraph."""
    unit, course = guide.unit, guide.course
    yield f"# {unit.title}: a guide for teachers"
    yield f"{course.title}. {unit.summary}"
    if unit.skills:
        yield f"About {guide.minutes} minutes from new to shown. This page holds answers: it is not for learners."
        yield "## Objectives\n\n" + _list(skill.objective for skill in unit.skills)
    if guide.before:
        yield "## What it builds on\n\n" + _list(f"{skill.title} ({of.title})" for of, skill in guide.before)
    if unit.readings:
        yield "## Texts to read\n\n" + _list(_text(reading) for reading in unit.readings)
    for number, skill in enumerate(guide.skills, 1):
        yield from _skill(number, skill)
    if guide.words:
        yield "## Words of the unit\n\n" + _list(f"**{term.term}**: {term.meaning}" for term in guide.words)
    if guide.resources:
        yield "## Resources\n\n" + _list(
            (f"[{each.title}]({each.url})" if each.url else each.title) + f" ({each.kind}, {each.licence})"
            for each in guide.resources
        )
    if guide.check_questions:
        yield f"## Checkpoint\n\n{guide.check_questions} questions without hints, about {guide.check_minutes} minutes."


def _text(reading: Reading) -> str:
    """A text with what it is for and where it comes from."""
    said = f"{reading.title}: {' '.join(reading.objectives)}" if reading.objectives else reading.title
    origin = reading.origin
    if origin is None:
        return said
    by = f" by {', '.join(origin.authors)}" if origin.authors else ""
    licence = f", {as_said(origin.licence)}" if origin.licence else ""
    return f"{said} (From {origin.title}{by}{licence})"


def _skill(number: int, guide: SkillGuide) -> Iterator[str]:
    skill = guide.skill
    kinds = ", ".join(f"{count} for {PURPOSES.get(name, name)}" for name, count in guide.kinds)
    yield f"## {number}. {skill.title}"
    yield f"{skill.objective} About {skill.minutes} minutes. Templates: {kinds}."
    if guide.before:
        yield "Needs: " + ", ".join(each.title for each in guide.before) + "."
    if guide.example is not None:
        yield "### What it asks\n\n" + _example(guide.example)
    if guide.errors:
        yield "### Common errors"
        for error in guide.errors:
            yield f"**{error.idea.title}.** {error.idea.feedback}"
            if error.example is not None:
                found = error.example
                asked = " ".join(each for each in (found.prompt, found.asked) if each)
                yield f"> {_in_line(asked)} Typical answer: {_in_line(found.answer)}. Right: {_in_line(found.right)}"
    if guide.principles:
        yield "### What to listen for\n\n" + _list(guide.principles)
    if guide.questions:
        yield "### Questions to ask in class\n\n" + _list(_example(each, short=True) for each in guide.questions)


def _example(example: Example, *, short: bool = False) -> str:
    if short:
        steps = " ".join(f"{prompt} ({answer})".strip() for prompt, answer in example.steps)
        return _in_line(f"{_asked(example)} {steps}")
    lines = [f"{number}. {prompt} **{_in_line(answer)}**" for number, (prompt, answer) in enumerate(example.steps, 1)]
    return _asked(example) + "\n\n" + "\n".join(lines)


def _asked(example: Example) -> str:
    """The problem, with its picture in words."""
    return example.prompt if example.picture is None else f"{example.prompt} (Picture: {example.picture.alt})"


def _in_line(text: str) -> str:
    return " ".join(text.split())


def _list(texts: Iterator[str] | tuple[str, ...]) -> str:
    return "\n".join(f"- {_in_line(text)}" for text in texts)
