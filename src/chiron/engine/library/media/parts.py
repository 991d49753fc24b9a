"""Which part of a file is asked for (RFC 9110, 14.1.2 and 14.2)."""

from __future__ import annotations

import re

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def wants_part(asked: str) -> bool:
    """Whether one part is asked for, as the ``Range`` header writes it; of several, the whole is given."""
    found = _RANGE.fullmatch(asked)
    if found is None or found[0] == "bytes=-":
        return False
    return not (found[1] and found[2]) or int(found[1]) <= int(found[2])


def part_of(asked: str, size: int) -> tuple[int, int] | None:
    """Where the part that is asked for begins and ends, or the whole; None where the file is shorter."""
    if not wants_part(asked):
        return 0, size
    first, last = asked.removeprefix("bytes=").split("-")
    if not first:
        return (max(0, size - int(last)), size) if int(last) else None
    return (int(first), min(size, int(last) + 1) if last else size) if int(first) < size else None
