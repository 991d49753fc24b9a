"""``chiron rebuild``: folds every learner's log again, and says whether that gave what was kept."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from chiron.core.errors import NotFound
from chiron.core.learning.mastery import model
from chiron.engine.folds import Folds
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import store as people
from chiron.engine.people.person import fold_sign_in_name
from chiron.engine.records import log
from chiron.engine.records.database import Database
from chiron.engine.records.schools_store import view_schools
from chiron.faces.cli.office import Office


@dataclass(frozen=True, slots=True)
class Line:
    """One learner in one course."""

    school: str
    person: str
    course: str
    events: int
    same: bool
    passed: Mapping[str, int] = field(default_factory=dict)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``rebuild`` takes."""
    parser.add_argument("--school", metavar="SLUG", help="only this school, by its short name")
    parser.add_argument("--person", metavar="NAME", help="only this person, by their sign-in name")
    parser.add_argument("--verbose", action="store_true", help="a line for each learner and course")


async def run(options: argparse.Namespace, office: Office) -> int:
    """Fold everything again; 1 when a kept state differed (it has been replaced). Raises NotFound."""
    same, differing, passed = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    async with office.records() as endpoint:
        database = await Database.open(endpoint.app_url, minimum=1, maximum=2)
        try:
            for school, slug in await chosen(endpoint.owner_url, options.school):
                async for line in rebuild(database, school, slug, options.person):
                    (same if line.same else differing)[line.course] += 1
                    passed.update({(line.course, why): count for why, count in line.passed.items()})
                    if options.verbose or not line.same:
                        how = "the same" if line.same else "DIFFERS; replaced"
                        print(f"{line.school} {line.person} {line.course}: {line.events} events, {how}", flush=True)
        finally:
            await database.close()
    if options.person and not same and not differing:
        raise NotFound(f"nobody called {options.person} has worked in a course here.", field="--person")
    for course in sorted(set(same) | set(differing)):
        print(f"{course}: {same[course]} the same, {differing[course]} different")
    for (course, why), count in sorted(passed.items()):
        print(f"{course}: passed over: {count} {why}")
    return told(same.total() + differing.total(), differing.total())


def told(count: int, differing: int) -> int:
    """Say how it went; 1 when something differed."""
    how = "all as they were kept" if not differing else f"{differing} differed and were replaced"
    print(f"{count} state{'' if count == 1 else 's'} folded again, {how}.")
    return 1 if differing else 0


async def chosen(owner_url: str, slug: str | None) -> list[tuple[UUID, str]]:
    """All schools, or the one that was named. Raises NotFound."""
    schools = await view_schools(owner_url)
    found = [entry for entry in schools if slug in (None, entry[1])]
    if slug is not None and not found:
        known = ", ".join(name for _, name in schools) or "none"
        raise NotFound(f"there is no school with the short name {slug}. There are: {known}.", field="--school")
    return found


async def rebuild(database: Database, school: UUID, slug: str, name: str | None = None) -> AsyncIterator[Line]:
    """Fold the log of everyone in a school again, or of one by sign-in name; a transaction for each and course."""
    wanted = None if name is None else fold_sign_in_name(name)
    folds = Folds(Shelf(), model())
    async with database.school(school) as conn:
        subjects = await log.subjects(conn)
    for subject in subjects:
        async with database.school(school) as conn:
            person = await people.find_person(conn, subject)
            if person is None or wanted not in (None, person.sign_in_name):
                continue
            events = await log.read(conn, subject)
        courses = sorted({event.draft.about.course for event in events if event.draft.about})
        for course in courses:
            async with database.school(school) as conn:
                done = await folds.rebuild(conn, person, course)
            yield Line(slug, person.sign_in_name, course, done.events, done.same, done.passed)
