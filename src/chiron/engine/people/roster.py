"""People from a CSV file: first a plan with every fault by line, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from chiron.core.errors import InvalidInput
from chiron.engine.people import accounts, classes, consent, csvs, reset, store
from chiron.engine.people.access import Action
from chiron.engine.people.classes import store as class_rows
from chiron.engine.people.door import require
from chiron.engine.people.person import Person, Role, read_age_band, read_birth_year, read_roles, suggest_sign_in_name
from chiron.engine.records.database import Connection
from chiron.engine.records.ids import new_id

_Value = TypeVar("_Value")

MOST_LINES = 5000
COLUMNS = {
    "name": "the person's name, as they want to be called",
    "sign_in_name": "empty: one is made from the name",
    "roles": "learner if empty; several with spaces between",
    "class": "empty, or the classes they belong to, with ; between; a class that is not there is made",
    "age_band": "under-13, 13-15, 16-17 or adult",
    "birth_year": "instead of the age band",
    "language": "such as en",
    "agreed": "yes: a guardian, or the person if old enough, has agreed on paper that Chiron is used",
}
"""The columns that may stand in the first line, in any order; only ``name`` must."""

_YES = {"yes", "y", "1", "true", "x"}
_NO = {"", "no", "n", "0", "false"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line, and what to do. ``column`` is "" when it is the line as a whole."""

    line: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line, read."""

    line: int
    person: Person
    classes: tuple[str, ...]
    agreed: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. With any fault it does nothing."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    new_classes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Known:
    """What the school has, growing as lines are read."""

    school: UUID
    now: datetime
    sign_in_names: set[str]
    lines: dict[str, int] = field(default_factory=dict)


def plan(
    data: bytes, school: UUID, sign_in_names: Collection[str], class_names: Collection[str], now: datetime
) -> Plan:
    """Read a file against what the school has. Raises InvalidInput where the file as a whole cannot be read."""
    rows = csvs.read(data)
    if len(rows) < 2:
        raise InvalidInput("The file has no people: one line of column names, then a line for each.", field="file")
    if len(rows) > MOST_LINES + 1:
        raise InvalidInput(f"The file has more than {MOST_LINES} people. Split it into parts.", field="file")
    head = _read_head(rows[0][1])
    known = _Known(school, now, set(sign_in_names))
    entries: list[Entry] = []
    faults: list[Fault] = []
    # Names that are given come first, so that no made one takes them.
    given = sorted(rows[1:], key=lambda row: not _cell(head, row[1], "sign_in_name"))
    for line, cells in given:
        entry = _read_line(line, cells, head, known, faults)
        if entry:
            entries.append(entry)
    named = dict.fromkeys(name for entry in entries for name in entry.classes)
    new = tuple(name for name in named if name not in set(class_names))
    return Plan(tuple(sorted(entries, key=lambda entry: entry.line)), tuple(sorted(faults, key=lambda f: f.line)), new)


def _read_head(cells: list[str]) -> dict[str, int]:
    head = {cell.strip().lower().replace(" ", "_").replace("-", "_"): place for place, cell in enumerate(cells)}
    head.pop("", None)
    odd = [name for name in head if name not in COLUMNS]
    if odd:
        raise InvalidInput(f"Line 1: there is no column {odd[0]!r}. Use {', '.join(COLUMNS)}.", field="file", line=1)
    if "name" not in head:
        raise InvalidInput("Line 1: the column name is missing.", field="file", line=1)
    if len(head) != len([cell for cell in cells if cell.strip()]):
        raise InvalidInput("Line 1: a column stands there twice.", field="file", line=1)
    return head


def _cell(head: Mapping[str, int], cells: list[str], column: str) -> str:
    place = head.get(column)
    return cells[place].strip() if place is not None and place < len(cells) else ""


def _read_line(
    line: int, cells: list[str], head: Mapping[str, int], known: _Known, faults: list[Fault]
) -> Entry | None:
    """One line; every fault that can be seen at once is added, not just the first."""
    before = len(faults)
    values = {column: _cell(head, cells, column) for column in COLUMNS}
    if len(cells) > max(head.values()) + 1 and any(cells[max(head.values()) + 1 :]):
        faults.append(Fault(line, "", "The line has more cells than the first. Check its commas and quotation marks."))

    sign_in_name = values["sign_in_name"] or suggest_sign_in_name(values["name"], known.sign_in_names)
    roles = _try(line, "roles", faults, lambda: read_roles((values["roles"] or "learner").replace(";", " ").split()))
    band = _try(line, "age_band", faults, lambda: read_age_band(values["age_band"]))
    year = _try(line, "birth_year", faults, lambda: read_birth_year(values["birth_year"], known.now.year))
    named = [name for name in values["class"].split(";") if name.strip()]
    class_names = _try(line, "class", faults, lambda: tuple(classes.read_class_name(name) for name in named))
    agreed = values["agreed"].lower()
    if agreed not in _YES | _NO:
        faults.append(Fault(line, "agreed", "Write yes or no."))
    person = _try(
        line,
        "name",
        faults,
        lambda: accounts.new_person(
            known.school,
            values["name"],
            sign_in_name,
            roles or frozenset({Role.LEARNER}),
            known.now,
            band,
            year,
            read_language(values["language"]),
        ),
    )
    if person:
        _claim(line, person.sign_in_name, known, faults)
    if person is None or class_names is None or len(faults) > before:
        return None
    return Entry(line, person, class_names, agreed in _YES)


def read_language(text: str) -> str:
    """A language by its tag, English if empty. Raises InvalidInput."""
    tag = text.strip().replace("_", "-")
    parts = tag.split("-")
    if tag and not (len(tag) <= 20 and all(p.isascii() and p.isalnum() for p in parts) and 2 <= len(parts[0]) <= 3):
        raise InvalidInput("Give the language by its tag, such as en or pt-BR.", field="language")
    return tag or "en"


def _try(line: int, column: str, faults: list[Fault], read: Callable[[], _Value]) -> _Value | None:
    try:
        return read()
    except InvalidInput as fault:
        faults.append(Fault(line, str(fault.details.get("field") or column), fault.message))
        return None


def _claim(line: int, sign_in_name: str, known: _Known, faults: list[Fault]) -> None:
    if sign_in_name in known.lines:
        faults.append(Fault(line, "sign_in_name", f"{sign_in_name} stands in line {known.lines[sign_in_name]} too."))
    elif sign_in_name in known.sign_in_names:
        faults.append(Fault(line, "sign_in_name", f"The sign-in name {sign_in_name} is taken. Choose another."))
    known.lines.setdefault(sign_in_name, line)
    known.sign_in_names.add(sign_in_name)


async def plan_for(conn: Connection, actor: Person, data: bytes, now: datetime) -> Plan:
    """The plan for the actor's school; nothing is written. Raises InvalidInput, NotAllowed."""
    await require(conn, actor, Action.ADD_PEOPLE)
    open_classes = [found.name for found in await classes.of_school(conn)]
    return plan(data, actor.school, await store.sign_in_names(conn), open_classes, now)


async def carry_out(conn: Connection, actor: Person, made: Plan, now: datetime) -> list[tuple[Person, str]]:
    """Add everybody in a plan, in the caller's transaction; each with a reset code for their first password.

    Raises InvalidInput when the plan has faults, Conflict when the school changed meanwhile, NotAllowed.
    """
    await require(conn, actor, Action.ADD_PEOPLE)
    return await put(conn, made, actor.id, now)


async def put(conn: Connection, made: Plan, by: UUID | None, now: datetime) -> list[tuple[Person, str]]:
    """The same on the word of whoever runs the machine."""
    if made.faults:
        first = made.faults[0]
        raise InvalidInput(f"Line {first.line}: {first.message}", field="file", faults=made.faults)
    for name in made.new_classes:
        await class_rows.add(conn, new_id(), name, "", now)
    ids: dict[str, UUID] = {}
    for found in await classes.of_school(conn):
        ids.setdefault(found.name, found.id)
    codes = []
    for entry in made.entries:
        person = entry.person
        await store.add_person(conn, person, None)
        for name in entry.classes:
            role: class_rows.MemberRole = "teacher" if person.has(Role.TEACHER) else "learner"
            await class_rows.add_member(conn, ids[name], person.id, role, now)
        if entry.agreed:
            await consent.record(conn, person.id, consent.Matter.USE, True, by, "guardian", now, "on paper")
        codes.append((person, await reset.put(conn, person.id, by, now, reset.SLIP_LASTS)))
    return codes


def slips(added: list[tuple[Person, str]]) -> bytes:
    """The CSV of names, sign-in names and first codes, to be cut into slips."""
    return csvs.write(("name", "sign_in_name", "code"), [(p.name, p.sign_in_name, code) for p, code in added])
