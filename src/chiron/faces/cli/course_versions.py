"""``chiron course versions``, ``diff`` and ``rollback``, and what ``publish`` says before it is done."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from chiron.core.errors import InvalidInput
from chiron.core.learning.content import to_content
from chiron.core.learning.course import Course
from chiron.core.learning.difference import FIELDS, SAID, Change, Difference, compare, pieces
from chiron.core.learning.mastery import model
from chiron.desks.studio import versions
from chiron.desks.studio.desk import StudioDesk
from chiron.desks.studio.versions import Preview
from chiron.desks.studio.versions_effects import Effects, Why
from chiron.engine.folds import Folds
from chiron.engine.library.importing.package import as_folder
from chiron.engine.library.media.keeping import Reader
from chiron.engine.library.reading import read_course
from chiron.engine.library.shelf import Shelf
from chiron.engine.people.school import School
from chiron.engine.records.database import Connection, Database
from chiron.engine.records.ids import new_id
from chiron.faces.cli.finding import add_school, find_school
from chiron.faces.cli.office import Office

WHYS: dict[Why, str] = {
    "open": "have something open that goes; they finish it as it was",
    "goal-gone": "have a goal that goes",
    "goal-more": "have a goal that asks for more",
    "goal-less": "have a goal that asks for less",
    "kept": "showed something of a skill that goes; it is kept",
    "joined": "gave answers that count at another skill, or together with others, from now on",
}
MARKED = {"same": "{0}", "gone": "[-{0}-]", "new": "{{+{0}+}}"}
"""Words of a text that went and that came."""
SHORT = 12
"""So many digits of a version are printed."""


def flags(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What may be said after ``chiron course versions``, ``diff`` and ``rollback``."""
    listing = actions.add_parser("versions", help="say which versions of a course were on a school's shelf, and when")
    listing.add_argument("course", metavar="COURSE", help="the course's id")
    add_school(listing)
    diffing = actions.add_parser("diff", help="say what is other between two versions of a course, or two folders")
    diffing.add_argument("course", metavar="COURSE|PATH", help="the course's id, or its folder")
    diffing.add_argument(
        "versions",
        metavar="VERSION",
        nargs="*",
        help="from which version, and to which; else from the one on the shelf. With a folder: another folder",
    )
    add_school(diffing)
    rolling = actions.add_parser("rollback", help="put an older version of a course back on the shelf")
    rolling.add_argument("course", metavar="COURSE", help="the course's id")
    rolling.add_argument("version", metavar="VERSION", help="the version, or the beginning of it")
    publishing_flags(rolling)
    add_school(rolling)


def publishing_flags(parser: argparse.ArgumentParser) -> None:
    """What ``publish`` and ``rollback`` share."""
    parser.add_argument("--dry-run", action="store_true", help="only say what is other and what changes for whom")
    parser.add_argument("--note", default="", metavar="TEXT", help="a line for the course's history")


async def run(options: argparse.Namespace, office: Office) -> int:
    """Do it; 0 when it was done."""
    if options.action == "diff" and _there(options.course):
        return await _diff_folder(options, office)
    async with office.database() as database:
        school = await find_school(database, options.school)
        async with database.school(school.id) as conn:
            if options.action == "versions":
                await _list(conn, options.course)
            elif options.action == "diff":
                await _diff(conn, options.course, options.versions)
            else:
                await _roll_back(desk_of(database), conn, options, school)
    return 0


def _there(path: str) -> bool:
    return Path(path).exists()


def desk_of(database: Database) -> StudioDesk:
    """The studio's desk at the command line."""
    return StudioDesk(database, Folds(Shelf(), model()), lambda: datetime.now(UTC), new_id)


async def publish(
    database: Database, conn: Connection, options: argparse.Namespace, school: School, course: Course, media: Reader
) -> None:
    """Put a course on the shelf, or say what that would change."""
    desk = desk_of(database)
    if options.dry_run:
        told(await versions.preview(desk, conn, None, course))
        return
    version = await versions.publish_checked(desk, conn, None, course, media, note=options.note)
    print(f"{course.title} is on the shelf of {school.name}, version {version[:SHORT]}.")


async def _list(conn: Connection, course: str) -> None:
    for one in await versions.history(conn, None, course):
        marks = [*(["on the shelf"] if one.now else []), *(["came back"] if one.again else [])]
        marks += ["parts renamed or moved"] if one.names else []
        words = "; ".join([*marks, *([one.note.replace("\n", " ")] if one.note else [])])
        by = one.by or "nobody known"
        print(f"{one.at:%Y-%m-%d %H:%M}  {one.version[:SHORT]}  {by}{f'  ({words})' if words else ''}")


async def _diff(conn: Connection, course: str, named: list[str]) -> None:
    if not 1 <= len(named) <= 2:
        raise InvalidInput(
            "Name one version to compare with the one on the shelf, or two. `chiron course versions` lists them."
        )
    old, new = (named[0], None) if len(named) == 1 else named
    _first, _second, found = await versions.compared(conn, None, course, old, new)
    _say(found)


async def _diff_folder(options: argparse.Namespace, office: Office) -> int:
    with as_folder(Path(options.course)) as folder:
        course = read_course(folder)
    if options.versions and _there(options.versions[0]):
        with as_folder(Path(options.versions[0])) as folder:
            _say(compare(to_content(course), to_content(read_course(folder))))
        return 0
    async with office.database() as database:
        school = await find_school(database, options.school)
        async with database.school(school.id) as conn:
            named = options.versions[0] if options.versions else None
            kept, _whole = await versions.kept(conn, None, course.id, named)
    _say(compare(to_content(kept), to_content(course)))
    return 0


async def _roll_back(desk: StudioDesk, conn: Connection, options: argparse.Namespace, school: School) -> None:
    if options.dry_run:
        told(await versions.preview_kept(desk, conn, None, options.course, options.version))
        return
    whole = await versions.roll_back(desk, conn, None, options.course, options.version, note=options.note)
    print(f"{options.course} is on the shelf of {school.name} as it was in version {whole[:SHORT]}.")


def told(preview: Preview) -> None:
    """Print what publishing would do."""
    if preview.same:
        print(f"{preview.title} is on the shelf as it stands here, version {preview.version[:SHORT]}.")
        return
    if preview.first:
        print(f"{preview.title} would be new on the shelf, version {preview.version[:SHORT]}.")
        return
    _say(preview.difference)
    print()
    for line in _effects(preview.effects):
        print(line)


def _effects(effects: Effects) -> Iterator[str]:
    yield f"{effects.begun} have begun this course."
    for why, count in effects.counts.items():
        yield f"{count} {WHYS[why]}."
    for goal in effects.goals:
        parts = [(goal.gone, "goes"), (bool(goal.more), f"gets {', '.join(goal.more)}")]
        parts.append((bool(goal.less), f"loses {', '.join(goal.less)}"))
        changed = "; ".join(words for so, words in parts if so)
        yield f"The goal {goal.title!r}: {changed}. It is that of {goal.learners}."
    for one in effects.loses:
        where = f" of class {one.room}" if one.room else ""
        left = "nothing is left of it" if one.empty else "the rest of it stays"
        yield f"{one.what.capitalize()} {one.title!r}{where} names what goes ({', '.join(one.skills)}): {left}."
    for more in effects.gains:
        where = f" of class {more.room}" if more.room else ""
        yield f"{more.what.capitalize()} {more.title!r}{where} names more from now on ({', '.join(more.skills)})."
    for room in effects.rooms:
        if room.touched:
            yield f"Class {room.name}: {room.touched} of {room.begun} who have begun."
    if effects.again:
        yield "Parts go by other names: what everybody showed follows them."


def _say(difference: Difference) -> None:
    if not difference:
        print("Word for word the same.")
    for group in difference.groups:
        print(f"{group.unit or 'course'}{'/' + group.skill if group.skill else ''}: {group.title}")
        for change in group.changes:
            for line in lines(change):
                print(f"  {line}")


def lines(change: Change) -> Iterator[str]:
    """A change as lines of text, the words of a text with [-gone-] and {+new+} in them."""
    values = {**change.values}
    if "field" in values:
        values["field"] = FIELDS.get(values["field"], values["field"])
    about = "" if change.what in ("course", "unit", "skill") else f"{change.id or change.title}: "
    yield f"{about}{SAID[change.said].format(**values)}"
    if change.before or change.after:
        found = change.pieces or pieces(change.before or "", change.after or "", change.listed)
        text = "".join(MARKED[piece.fate].format(piece.text) for piece in found)
        yield from (f"    {line}" for line in text.split("\n"))
