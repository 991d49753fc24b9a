"""What every column of these tables tells about a person. Each room declares its own in its ``personal.py``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chiron.core.events import Personal
from chiron.engine.records import personal_store as store
from chiron.engine.records.database import Connection

Declaration = Mapping[str, Mapping[str, Personal]]
"""Table -> column -> what it tells."""

_N, _I, _L, _B, _S = Personal.NO, Personal.IDENTIFIES, Personal.LEARNING, Personal.BEHAVIOUR, Personal.SENSITIVE

PERSONAL: Declaration = {
    "alembic_version": {"version_num": _N},
    "event": {
        "school": _N,
        "subject": _I,
        "seq": _N,
        "id": _N,
        "kind": _B,
        "version": _N,
        "key": _N,
        "actor": _I,
        "server_time": _B,
        "client_time": _B,
        "course": _B,
        "course_version": _B,  # the language in which it was read, too
        "skill": _B,
        "template": _N,
        "seed": _N,
        "parameters": _N,
        "step": _N,
        "made_checker": _N,
        "made_policy": _N,
        "made_parameters": _N,
        # core.events.KINDS declares every field of every kind; this is the most that any of them tells.
        "body": _S,
    },
    "snapshot": {"school": _N, "subject": _I, "course": _B, "seq": _N, "parameters": _N, "state": _L},
    "outbox": {
        "school": _N,
        "id": _N,
        "kind": _N,
        "recipient": _I,
        "payload": _S,
        "created": _B,
        "due": _N,
        "tries": _N,
        "done": _B,
        "fault": _N,
    },
    # An id that belongs to nobody any more.
    "erasure": {"school": _N, "subject": _I, "at": _B},
}


def collect(declarations: Iterable[Declaration]) -> dict[str, Mapping[str, Personal]]:
    """All rooms' declarations in one; ValueError where two declare the same table."""
    all_of_them: dict[str, Mapping[str, Personal]] = {}
    for declaration in declarations:
        if twice := all_of_them.keys() & declaration.keys():
            raise ValueError(f"declared twice: {sorted(twice)}")
        all_of_them.update(declaration)
    return all_of_them


async def differences(conn: Connection, declared: Declaration) -> list[str]:
    """Columns that nobody declared and declarations of what is not there, in words; empty when all is told."""
    there = await store.view_columns(conn)
    said = {(table, column) for table, columns in declared.items() for column in columns}
    return [f"{table}.{column} is not declared" for table, column in sorted(there - said)] + [
        f"{table}.{column} is declared and does not exist" for table, column in sorted(said - there)
    ]
