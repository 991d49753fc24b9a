"""Values written into a message of several statements, which PostgreSQL takes only as one text.

psycopg does the same for any value of any type (``AsyncClientCursor.mogrify``), at many times the cost. These are the
types that a turn sends; text is quoted by libpq itself, and nothing else that is written here can hold a quote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from psycopg import DataError
from psycopg.pq.abc import Escaping


def filled(text: str, values: Sequence[object], escaping: Escaping) -> bytes:
    """The text with its ``%s`` filled in. Raises DataError for NUL in a text, TypeError for a type unknown here."""
    pieces = _pieces(text)
    if len(pieces) != len(values) + 1:
        raise TypeError(f"{len(pieces) - 1} places for {len(values)} values")
    written = [pieces[0]]
    for value, piece in zip(values, pieces[1:], strict=True):
        written.append(literal(value, escaping))
        written.append(piece)
    return b"".join(written)


@lru_cache(maxsize=64)
def _pieces(text: str) -> list[bytes]:
    return [piece.encode() for piece in text.split("%s")]


def literal(value: object, escaping: Escaping) -> bytes:
    """One value as PostgreSQL reads it. Raises as ``filled``."""
    write = _WRITERS.get(type(value))
    if write is None:
        raise TypeError(f"{type(value).__name__} is not sent this way")
    return write(value, escaping)


def _text(value: str, escaping: Escaping) -> bytes:
    if "\0" in value:
        raise DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
    return bytes(escaping.escape_literal(value.encode()))


def _texts(value: list[str], escaping: Escaping) -> bytes:
    return b"ARRAY[%s]::text[]" % b", ".join(_text(each, escaping) for each in value)


def _time(value: datetime, _: Escaping) -> bytes:
    if value.tzinfo is None:
        raise TypeError("a time without its zone")
    return f"'{value.isoformat()}'::timestamptz".encode()


_WRITERS: Mapping[type, Callable[..., bytes]] = {
    str: _text,
    list: _texts,
    datetime: _time,
    int: lambda value, _: b"%d" % value if value >= 0 else b"(%d)" % value,
    bytes: lambda value, _: f"'\\x{value.hex()}'::bytea".encode(),
    UUID: lambda value, _: f"'{UUID(int=value.int)}'::uuid".encode(),
    type(None): lambda _value, _: b"NULL",
}
