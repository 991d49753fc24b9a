"""``chiron school create NAME``: a school with its careful settings."""

from __future__ import annotations

import argparse
from dataclasses import replace

from chiron.engine.library.shelf import Shelf
from chiron.engine.people import school as rules
from chiron.engine.people import schools
from chiron.engine.people.roster import read_language
from chiron.faces.cli.office import Office


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron school``."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    making = actions.add_parser("create", help="make a school")
    making.add_argument("name", metavar="NAME", help='such as "Hillside School"')
    making.add_argument("--short", metavar="NAME", help="its short name; by default made from the name")
    making.add_argument("--country", default="", metavar="XX", help="two letters, such as GB")
    making.add_argument("--time-zone", default="UTC", metavar="ZONE", help="such as Europe/London (%(default)s)")
    making.add_argument("--language", default="en", metavar="TAG", help="such as en (%(default)s)")
    making.add_argument(
        "--age-line", default="16", metavar="YEARS", help="from when a learner agrees for themselves (%(default)s)"
    )


async def run(options: argparse.Namespace, office: Office) -> int:
    """Make the school and say what comes next."""
    name = rules.read_school_name(options.name)
    school = schools.new_school(name, rules.read_slug(options.short) if options.short else None)
    school = replace(
        school,
        country=rules.read_country(options.country),
        time_zone=rules.read_time_zone(options.time_zone),
        language=read_language(options.language),
        age_line=rules.read_age_line(options.age_line),
    )
    async with office.database() as database:
        made = await schools.create(database, school)
        async with database.school(made.id) as conn:
            await Shelf(office.samples).adopt(conn)
    print(f"{made.name} is made; its short name is {made.slug}.")
    print(f'Next, its operator: chiron person create "NAME" --role operator --school {made.slug}')
    return 0
