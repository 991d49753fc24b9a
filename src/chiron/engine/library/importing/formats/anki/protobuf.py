"""The wire format of Protocol Buffers, as far as Anki's packages need it (protobuf.dev, Encoding)."""

from __future__ import annotations

from collections.abc import Iterator

Value = int | bytes


def fields(data: bytes) -> Iterator[tuple[int, Value]]:
    """Numbers of fields with their values: whole numbers, or bytes of a text or an inner message.

    Raises ValueError where the bytes are no message.
    """
    place = 0
    while place < len(data):
        tag, place = _varint(data, place)
        kind = tag & 7
        if kind == 0:
            value, place = _varint(data, place)
            yield tag >> 3, value
            continue
        if kind == 2:
            size, place = _varint(data, place)
        elif kind in {1, 5}:
            size = 8 if kind == 1 else 4
        else:
            raise ValueError(f"a field of kind {kind} is not of today's protobuf")
        if place + size > len(data):
            raise ValueError("the message is cut off")
        yield tag >> 3, data[place : place + size]
        place += size


def last(data: bytes, number: int) -> Value | None:
    """The value of a field, the last one where it stands several times, None where it is not set."""
    found = None
    for field, value in fields(data):
        if field == number:
            found = value
    return found


def text(data: bytes, number: int) -> str:
    """A field of text; "" where it is not set."""
    value = last(data, number)
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def whole(data: bytes, number: int) -> int:
    """A field of a whole number; 0 where it is not set."""
    value = last(data, number)
    return value if isinstance(value, int) else 0


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if place >= len(data):
            raise ValueError("the message is cut off")
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place
    raise ValueError("a number has no end")
