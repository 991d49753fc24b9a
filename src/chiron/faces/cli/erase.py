"""``chiron erase PERSON``: tells what would go, and with ``--yes`` erases it for ever."""

from __future__ import annotations

import argparse

from chiron.engine.fits import jobs
from chiron.engine.fits.runner import Here
from chiron.engine.people import leaving
from chiron.engine.people.leaving.parcel import title_of
from chiron.faces.cli import finding
from chiron.faces.cli.office import Office


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron erase``."""
    parser.add_argument("person", metavar="PERSON", help="sign-in name or id")
    parser.add_argument("--yes", action="store_true", help="erase; without it, only tell what would go")
    finding.add_school(parser)


async def run(options: argparse.Namespace, office: Office) -> int:
    """A dry run first; the same figures again when it is done."""
    async with office.database() as database:
        school = await finding.find_school(database, options.school)
        async with database.school(school.id) as conn:
            person = await finding.find_person(conn, options.person)
        counts = await leaving.erase_as_host(database, office.settings.home, school.id, person.id, dry=not options.yes)
        if options.yes:
            # What was learnt from them went with them; what takes its place is learnt at once, without them.
            await jobs.once(database, school.id, Here(), finding.now)
    done = "was erased" if options.yes else "would be erased"
    print(f"{person.name} ({person.sign_in_name}) at {school.name} {done}:")
    for title, rows in sorted((title_of(table), rows) for table, rows in counts.items()):
        print(f"{rows:>8}  {title}")
    if not options.yes:
        print("Nothing was changed. To erase it for ever, run the same again with --yes.")
    return 0
