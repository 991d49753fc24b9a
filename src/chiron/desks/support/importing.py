"""Customers and events from files: CSV with faults by line, and events as a JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from chiron.core.errors import InvalidInput
from chiron.core.support.accepting import Sender
from chiron.core.support.events import KINDS, Touch, read
from chiron.core.words import Json
from chiron.desks.support import customers, store
from chiron.desks.support.desk import SupportDesk, enter
from chiron.desks.support.events import MOST, Taken, record_events
from chiron.engine.people import Action, Person, csvs
from chiron.engine.people.store import view_school

LONGEST = 100_000
"""Lines of one file."""
ENVELOPE = ("key", "at", "kind", "customer", "visitor", "channel")
"""Columns of an event; the others are fields of its kind. ``items`` is ``product*2*1999*M; product`` (quantity, price
in hundredths, size)."""
CUSTOMER = ("reference", "name", "mail", "language")


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong in a line, counted as a spreadsheet does: the head is line 1."""

    line: int
    message: str


@dataclass(slots=True)
class Imported:
    """What came of a file."""

    kept: int = 0
    already: int = 0
    without_consent: int = 0
    erased: int = 0
    faults: list[LineFault] = field(default_factory=list)

    def add(self, taken: Taken, lines: Sequence[int]) -> None:
        """Add what came of a batch whose places are these lines."""
        self.kept += taken.kept
        self.already += taken.already
        self.without_consent += taken.without_consent
        self.erased += taken.erased
        self.faults += [LineFault(lines[fault.place], fault.message) for fault in taken.faults]


async def import_events(desk: SupportDesk, actor: Person, data: bytes) -> Imported:
    """Events of a CSV file (columns ``ENVELOPE`` and the kinds' fields) or of a file with a JSON object a line.

    What can be used is kept, the rest told by line. Raises InvalidInput for a file that is none, NotAllowed.
    """
    async with desk.database.school(actor.school) as conn:
        await enter(conn, actor, Action.RUN_SUPPORT)
        school = await view_school(conn)
    found = Imported()
    lines = list(_json_lines(data, found) if data.lstrip()[:1] == b"{" else _csv_lines(data, found))
    for start in range(0, len(lines), MOST):
        batch = lines[start : start + MOST]
        taken = await record_events(desk, school, [sent for _, sent in batch], Sender())
        found.add(taken, [line for line, _ in batch])
    found.faults.sort(key=lambda fault: fault.line)
    return found


async def import_customers(desk: SupportDesk, actor: Person, data: bytes) -> Imported:
    """Customers of a CSV file with the columns ``CUSTOMER``; who is there already is changed. Faults as above."""
    found = Imported()
    async with desk.database.school(actor.school) as conn:
        await enter(conn, actor, Action.RUN_SUPPORT)
        now = desk.clock()
        for line, values in _table(data, CUSTOMER, ("reference",)):
            try:
                reference = _reference(values)
                details = customers.read_details(values)
            except InvalidInput as fault:
                found.faults.append(LineFault(line, fault.message))
                continue
            made = {"id": desk.new_id(), "reference": reference, "made": now}
            await store.add_customers(conn, [made])
            id = await customers.find(conn, reference)
            await store.change_customer(conn, id, details)
            found.kept += 1
    return found


def _reference(values: Mapping[str, str]) -> str:
    reference = values["reference"].strip()
    if not 1 <= len(reference) <= 120:
        raise InvalidInput("Give the customer's reference, of 120 characters or fewer.", field="reference")
    return reference


def _json_lines(data: bytes, found: Imported) -> Iterator[tuple[int, object]]:
    lines = data.splitlines()
    if len(lines) > LONGEST:
        raise InvalidInput(f"Split the file: it has more than {LONGEST} lines.", field="file")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield number, msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as fault:
            found.faults.append(LineFault(number, f"This line is no JSON object: {fault}"))


def _csv_lines(data: bytes, found: Imported) -> Iterator[tuple[int, object]]:
    fields = sorted({name for kind in KINDS.values() for name in kind.__struct_fields__})
    for line, values in _table(data, (*ENVELOPE, *fields), ("key", "at", "kind")):
        try:
            yield line, _event(values)
        except InvalidInput as fault:
            found.faults.append(LineFault(line, fault.message))


def _event(values: Mapping[str, str]) -> Touch:
    """A line as a touch; empty cells are left out."""
    given = {name: value for name, value in values.items() if value}
    body: dict[str, Json] = {name: value for name, value in given.items() if name not in ENVELOPE}
    for name in {"items", "instead"} & body.keys():
        body[name] = [_item(text) for text in str(body[name]).split(";") if text.strip()]
    if "events" in body:
        body["events"] = str(body["events"]).split()
    envelope = {name: value for name, value in given.items() if name in ENVELOPE and name != "kind"}
    return read({**envelope, "body": {"kind": given.get("kind", ""), **body}}, strict=False)


def _item(text: str) -> dict[str, Json]:
    parts = [part.strip() for part in text.split("*")]
    names = ("product", "quantity", "price", "size")
    if len(parts) > len(names):
        raise InvalidInput("An item is product*quantity*price*size; what is not needed is left out.", field="items")
    return {name: part for name, part in zip(names, parts, strict=False) if part}


def _table(data: bytes, known: Sequence[str], needed: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """The lines of a CSV file by the names of their columns. Raises InvalidInput for one that cannot be read."""
    rows = csvs.read(data, most_bytes=50_000_000)
    if len(rows) > LONGEST:
        raise InvalidInput(f"Split the file: it has more than {LONGEST} lines.", field="file")
    if len(rows) < 2:
        raise InvalidInput("The file is empty: one line of column names, then a line for each.", field="file")
    head = [cell.strip().lower().replace("-", "_") for cell in rows[0][1]]
    if odd := next((name for name in head if name not in known), None):
        raise InvalidInput(f"Line 1: there is no column {odd!r}. Use {', '.join(known)}.", field="file", line=1)
    if missing := [name for name in needed if name not in head]:
        raise InvalidInput(f"Line 1: the column {missing[0]} is missing.", field="file", line=1)
    if len(set(head)) < len(head):
        raise InvalidInput("Line 1: a column stands there twice.", field="file", line=1)
    return [(line, {**dict.fromkeys(known, ""), **dict(zip(head, cells, strict=False))}) for line, cells in rows[1:]]
