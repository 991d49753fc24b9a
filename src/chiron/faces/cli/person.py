"""``chiron person create|import|reset``: accounts, made and reset on this machine."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from chiron.core.errors import InvalidInput, NotAllowed
from chiron.engine.people import accounts, classes, reset, roster, store
from chiron.engine.people.person import Role, read_age_band, read_roles
from chiron.engine.people.roster import read_language
from chiron.faces.cli import finding
from chiron.faces.cli.office import Office


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron person``."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    making = actions.add_parser("create", help="make an account; prints a code to choose a password with")
    making.add_argument("name", metavar="NAME")
    making.add_argument("--sign-in-name", metavar="NAME", help="by default made from the name")
    making.add_argument("--role", action="append", metavar="ROLE", help=f"{', '.join(Role)}; may stand several times")
    making.add_argument("--age-band", default="", metavar="BAND", help="under-13, 13-15, 16-17 or adult")
    making.add_argument("--language", default="en", metavar="TAG")
    finding.add_school(making)
    importing = actions.add_parser("import", help="make accounts from a CSV file, all or nothing")
    importing.add_argument("file", type=Path, metavar="FILE", help=f"CSV with the columns {', '.join(roster.COLUMNS)}")
    importing.add_argument("--dry-run", action="store_true", help="only tell what would be done, or every fault")
    importing.add_argument("--codes", type=Path, metavar="FILE", help="write the first codes there, as CSV")
    finding.add_school(importing)
    resetting = actions.add_parser("reset", help="print a code with which a person chooses a new password")
    resetting.add_argument("person", metavar="PERSON", help="sign-in name or id")
    finding.add_school(resetting)


async def run(options: argparse.Namespace, office: Office) -> int:
    """Do the chosen one."""
    return await {"create": create, "import": import_people, "reset": make_code}[options.action](options, office)


async def create(options: argparse.Namespace, office: Office) -> int:
    """Make one account."""
    roles, now = read_roles(options.role or ["learner"]), finding.now()
    async with office.database() as database:
        school = await finding.find_school(database, options.school)
        async with database.school(school.id) as conn:
            name = options.sign_in_name or await accounts.free_sign_in_name(conn, options.name)
            band, tongue = read_age_band(options.age_band), read_language(options.language)
            person = accounts.new_person(school.id, options.name, name, roles, now, band, language=tongue)
            await store.add_person(conn, person, None)
            code = await reset.put(conn, person.id, None, now, reset.SLIP_LASTS)
    print(f"{person.name} is made at {school.name}.")
    _tell(person.sign_in_name, code, 7)
    return 0


async def import_people(options: argparse.Namespace, office: Office) -> int:
    """Make many accounts, or tell every fault by line."""
    data, now = finding.read_bytes(options.file), finding.now()
    async with office.database() as database:
        school = await finding.find_school(database, options.school)
        async with database.school(school.id) as conn:
            names = [found.name for found in await classes.of_school(conn)]
            plan = roster.plan(data, school.id, await store.sign_in_names(conn), names, now)
            for fault in plan.faults:
                place = f"line {fault.line}" + (f", {fault.column}" if fault.column else "")
                print(f"{options.file}: {place}: {fault.message}", file=sys.stderr)
            if plan.faults:
                count = len(plan.faults)
                raise InvalidInput(
                    f"{count} {'fault' if count == 1 else 'faults'} in {options.file}; nobody was added."
                )
            if options.dry_run:
                print(f"{len(plan.entries)} people would be added to {school.name}; nothing was written.")
                return 0
            added = await roster.put(conn, plan, None, now)
            slips = roster.slips(added)
            if options.codes:
                finding.write_new(options.codes, slips)
    print(f"{len(added)} people were added to {school.name}.", file=sys.stderr)
    if options.codes is None:
        sys.stdout.write(slips.decode("utf-8-sig").replace("\r\n", "\n"))
    return 0


async def make_code(options: argparse.Namespace, office: Office) -> int:
    """Print a code for one person."""
    async with office.database() as database:
        school = await finding.find_school(database, options.school)
        async with database.school(school.id) as conn:
            person = await finding.find_person(conn, options.person)
            if person.closed is not None:
                raise NotAllowed(f"The account of {person.name} is closed. An operator can open it again.")
            code = await reset.put(conn, person.id, None, finding.now())
    _tell(person.sign_in_name, code, 1)
    return 0


def _tell(sign_in_name: str, code: str, days: int) -> None:
    last = "24 hours" if days == 1 else f"{days} days"
    print(f"Sign-in name: {sign_in_name}\nCode: {code}")
    print(f"It lets them choose a password, once, within {last}:")
    print("the sign-in page, then “I have a code for a new password”.")
