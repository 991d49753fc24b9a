"""``chiron course``: check a course, put it on a school's shelf, take it off, list what is there."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from chiron.core.learning.generate import generate
from chiron.core.learning.interactions import Unread
from chiron.core.words import Outcome
from chiron.engine.grading.checks import Graders
from chiron.engine.library.checking import SAMPLES, Kept, checked
from chiron.engine.library.files import Folder
from chiron.engine.library.importing.package import as_folder
from chiron.engine.library.media.taking import FolderMedia
from chiron.engine.library.reading import read_course
from chiron.engine.library.sampling import GRADED
from chiron.engine.library.shelf import Shelf
from chiron.engine.people.school import School
from chiron.engine.records.database import Connection
from chiron.faces.cli import (
    course_export,
    course_guide,
    course_import,
    course_report,
    course_reviews,
    course_translate,
    course_try,
    course_versions,
)
from chiron.faces.cli.finding import add_school, find_school
from chiron.faces.cli.office import Office

CACHE = "cache/course-check"
"""Below the data folder: what was found of templates that have not changed since."""
MOST_PROCESSES = 8


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron course``."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    checking = actions.add_parser("check", help="name every fault of a course's folder")
    checking.add_argument("path", type=Path, metavar="PATH", help="the folder that holds course.yaml, or its package")
    _add_checking(checking)
    checking.add_argument("--json", action="store_true", help="print the faults as JSON")
    trying = actions.add_parser("try", help="look at the items of a course's folder in the browser, nothing published")
    course_try.flags(trying)
    translating = actions.add_parser("translate", help="write files for a translator, and name what is still missing")
    course_translate.flags(translating)
    exporting = actions.add_parser("export", help="write a course's folder as one file")
    course_export.flags(exporting)
    importing = actions.add_parser("import", help="make a course's folder of what other systems and books hold")
    course_import.flags(importing)
    reviewing = actions.add_parser("reviews", help="bring a learner's own reviews of an Anki deck into a course")
    course_reviews.flags(reviewing)
    reporting = actions.add_parser("report", help="say what each skill of a course's folder has, and what is missing")
    course_report.flags(reporting)
    guiding = actions.add_parser(
        "guide", help="print the teacher's guide to the units of a course's folder, as Markdown"
    )
    course_guide.flags(guiding)
    publishing = actions.add_parser("publish", help="check a course and put it on a school's shelf")
    publishing.add_argument("path", type=Path, metavar="PATH", help="the folder that holds course.yaml, or its package")
    _add_checking(publishing)
    add_school(publishing)
    course_versions.publishing_flags(publishing)
    course_versions.flags(actions)
    withdrawing = actions.add_parser("withdraw", help="take a course off the shelf; what was learnt stays")
    withdrawing.add_argument("course", metavar="ID", help="the course's id")
    add_school(withdrawing)
    listing = actions.add_parser("list", help="say what is on a school's shelf")
    add_school(listing)


def _add_checking(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--samples", type=_samples, default=SAMPLES, help="items made of each template (%(default)s)")
    parser.add_argument(
        "--thorough", action="store_true", help="grade and read every item, and not only some of each template; slow"
    )
    parser.add_argument(
        "--afresh",
        action="store_true",
        help="look at every template again, also where nothing changed since the last time",
    )


def run(options: argparse.Namespace, office: Office) -> int | Coroutine[Any, Any, int]:
    """Do it; 0 when it was done and no fault was found, 1 otherwise."""
    # A server runs a loop of its own.
    return course_try.run(options, office) if options.action == "try" else _run(options, office)


async def _run(options: argparse.Namespace, office: Office) -> int:
    if options.action == "translate":
        return course_translate.run(options)
    if options.action == "export":
        return course_export.run(options)
    if options.action == "import":
        return course_import.run(options)
    if options.action == "reviews":
        return await course_reviews.run(options, office)
    if options.action == "report":
        return course_report.run(options)
    if options.action == "guide":
        return course_guide.run(options)
    if options.action in ("versions", "diff", "rollback"):
        return await course_versions.run(options, office)
    if options.action == "check":
        with as_folder(options.path) as folder:
            return _check(options, office, folder, as_json=options.json) or await _rehearsed(folder)
    if options.action == "publish":
        with as_folder(options.path) as options.path:
            if _check(options, office, options.path) or await _rehearsed(options.path):
                return 1
            return await _on_shelf(options, office)
    return await _on_shelf(options, office)


async def _on_shelf(options: argparse.Namespace, office: Office) -> int:
    async with office.database() as database:
        school = await find_school(database, options.school)
        async with database.school(school.id) as conn:
            if options.action == "publish":
                media = FolderMedia(Folder(options.path))
                course = read_course(options.path)
                await course_versions.publish(database, conn, options, school, course, media)
            else:
                await _DOING[options.action](conn, options, school)
    return 0


async def _rehearsed(folder: Path) -> int:
    """Run the author's own programs against their tests, where programs are run here; 1 when one fails."""
    course, graders, failed = read_course(folder), Graders(), 0
    for skill, name in course.templates:
        template = course.templates[(skill, name)]
        if any(step.kind == "code" for step in template.steps):
            for step in generate(course, skill, name, 0).steps:
                try:
                    verdict = await graders.rehearse(step)
                    words = "" if verdict is None or verdict.outcome is Outcome.CORRECT else f"{dict(verdict.proof)}"
                except Unread as unread:
                    words = unread.message
                if words:
                    failed = 1
                    print(f"{skill}/{name}/{step.id}: the answer does not pass its tests: {words}", file=sys.stderr)
    return failed


async def _withdraw(conn: Connection, options: argparse.Namespace, school: School) -> None:
    await Shelf().withdraw(conn, options.course)
    print(f"{options.course} is off the shelf of {school.name}; what was learnt stays.")


async def _list(conn: Connection, _options: argparse.Namespace, _school: School) -> None:
    for shelved in await Shelf().on_shelf(conn):
        print(f"{shelved.course.id}  {shelved.version[:12]}  {shelved.course.title}")


_DOING = {"withdraw": _withdraw, "list": _list}


def _check(options: argparse.Namespace, office: Office, folder: Path, *, as_json: bool = False) -> int:
    kept = Kept(None if options.afresh else office.settings.home / CACHE)
    processes = min(MOST_PROCESSES, os.cpu_count() or 1)
    closely = options.samples if options.thorough else GRADED
    found = checked(folder, options.samples, _working, kept, processes, closely)
    faults, notes = found.faults, tuple(found.notes)
    if as_json:
        told = {"faults": [fault.json() for fault in faults], "notes": [note.json() for note in notes]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 1 if faults else 0
    course_translate.note(options.path, notes)
    for fault in faults:
        print(f"{options.path / fault.file}:{fault.line}: {fault.message}\n    {fault.remedy}")
    if faults:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        print(f"{count} in {options.path}.", file=sys.stderr)
        return 1
    print(f"{options.path}: no fault found in {options.samples} samples of each template.")
    return 0


def _working(skill: str, done: int, of: int) -> None:
    """Whoever waits at a terminal sees that it goes on; a file or another program gets the faults alone."""
    if sys.stderr.isatty():
        end = "\n" if done == of else ""
        print(f"\r\x1b[K  {done} of {of} templates: {skill}", end=end, file=sys.stderr, flush=True)


def _samples(text: str) -> int:
    count = int(text) if text.isdecimal() else 0
    if not 1 <= count <= 100_000:
        raise argparse.ArgumentTypeError("a number from 1 to 100000 is needed")
    return count
