"""The school and the person that a command is about, by the names that people type."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from chiron.core.errors import InvalidInput, NotFound
from chiron.engine.people import schools, store
from chiron.engine.people.person import Person, fold_sign_in_name
from chiron.engine.people.school import School
from chiron.engine.records.database import Connection, Database


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def add_school(parser: argparse.ArgumentParser) -> None:
    """The option that names a school."""
    parser.add_argument("--school", metavar="NAME", help="the school's short name, where there are several")


async def find_school(database: Database, slug: str | None) -> School:
    """The school that is named, or the only one. Raises InvalidInput or NotFound."""
    if slug:
        return await schools.find(database, slug)
    only = await schools.only(database)
    if only is None:
        raise InvalidInput("Name the school with --school. Make the first one with: chiron school create NAME")
    return only


async def find_person(conn: Connection, word: str) -> Person:
    """A person by sign-in name or id, closed accounts included. Raises NotFound."""
    try:
        found = await store.find_person(conn, UUID(word))
    except ValueError:
        found = None
    if found is None:
        folded = fold_sign_in_name(word)
        found = next((p for p in await store.view_people(conn, closed=True) if p.sign_in_name == folded), None)
    if found is None:
        raise NotFound(f"Nobody at this school has the sign-in name or id {word!r}.")
    return found


def read_bytes(path: Path) -> bytes:
    """A file's bytes, or standard input for ``-``. Raises InvalidInput naming the file."""
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as fault:
        raise InvalidInput(f"{path} cannot be read: {fault.strerror}.") from None


def write_new(path: Path, data: bytes) -> None:
    """Write a file that only its owner reads and that was not there before. Raises InvalidInput naming it."""
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(data)
    except FileExistsError:
        raise InvalidInput(f"{path} is already there. Give another name.") from None
    except OSError as fault:
        raise InvalidInput(f"{path} cannot be written: {fault.strerror}.") from None
