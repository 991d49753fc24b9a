"""What was done at an item, as part of its address: so going back, reloading and a link to a colleague just work."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Sequence

from chiron.desks.tutoring.looking import ACTIONS, MOST_DEEDS, Deed

LONGEST = 10_000
"""Characters in an address; servers on the way take about 16,000."""
LARGEST = 400_000
"""Bytes that they may hold unpacked."""


def to_address(deeds: Sequence[Deed]) -> str:
    """The deeds as letters, digits, - and _; empty for none."""
    if not deeds:
        return ""
    plain = [[deed.action, deed.step, {name: list(values) for name, values in deed.fields.items()}] for deed in deeds]
    packed = zlib.compress(json.dumps(plain, separators=(",", ":")).encode("ascii"), 9)
    return base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def from_address(text: str) -> tuple[Deed, ...]:
    """The deeds of an address; none where it holds anything else, as after it was cut short in a letter."""
    if not text or len(text) > LONGEST:
        return ()
    try:
        packed = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        plain = json.loads(zlib.decompressobj().decompress(packed, LARGEST))
    except (ValueError, binascii.Error, zlib.error, RecursionError):
        return ()
    found = [_deed(each) for each in plain[:MOST_DEEDS]] if isinstance(plain, list) else []
    return tuple(deed for deed in found if deed is not None) if None not in found else ()


def _deed(plain: object) -> Deed | None:
    if not (isinstance(plain, list) and len(plain) == 3):
        return None
    action, step, fields = plain
    if action not in ACTIONS or not isinstance(step, str) or not isinstance(fields, dict):
        return None
    typed = {name: values for name, values in fields.items() if isinstance(values, list)}
    if len(typed) != len(fields) or not all(isinstance(each, str) for values in typed.values() for each in values):
        return None
    return Deed(action, step, typed)
