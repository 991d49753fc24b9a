"""``chiron export PERSON FILE``: everything that is kept about a person, as a file to hand over."""

from __future__ import annotations

import argparse
from pathlib import Path

from chiron.engine.people import leaving
from chiron.engine.people.leaving.parcel import pack
from chiron.faces.cli import finding
from chiron.faces.cli.office import Office


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron export``."""
    parser.add_argument("person", metavar="PERSON", help="sign-in name or id")
    parser.add_argument("file", type=Path, metavar="FILE", help="the zip file to write")
    finding.add_school(parser)


async def run(options: argparse.Namespace, office: Office) -> int:
    """Write the file; it must not be there yet."""
    async with office.database() as database:
        school = await finding.find_school(database, options.school)
        async with database.school(school.id) as conn:
            person = await finding.find_person(conn, options.person)
            kept = await leaving.gather(conn, person.id)
    finding.write_new(options.file, pack(person.name, school.name, kept, finding.now()))
    print(
        f"{options.file}: what is kept about {person.name}; README.txt in it says what is left out. "
        "Hand it to nobody else."
    )
    return 0
