"""Known devices: a cookie that lets the right owner in while strangers guess at their name.

After a right password the browser keeps a mark: a random part, and an HMAC that binds it to the school and the sign-in
name, with the secret made on first start. Tries from a device with a fitting mark are counted for that device alone, so
that guesses from elsewhere, even in the same room, lock nobody out of their own device (OWASP, "Device cookies"). The
mark opens nothing by itself, names nobody, and gives as few tries as any stranger has.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from uuid import UUID

from chiron.engine.people.person import fold_sign_in_name

_RANDOM = 22
"""Letters of a mark's random part: 128 bits."""


def mark(secret: bytes, school: UUID, name: str) -> str:
    """A fresh mark for the device of whoever signed in under this name."""
    part = secrets.token_urlsafe(16)
    return f"{part}.{_seal(secret, part, school, name)}"


def known(secret: bytes, given: str, school: UUID, name: str) -> str | None:
    """The device that a mark stands for, None where it was not given for this school and name."""
    part, _, seal = given[:200].partition(".")
    fits = hmac.compare_digest(seal.encode(errors="replace"), _seal(secret, part, school, name).encode())
    return part if fits and len(part) == _RANDOM else None


def _seal(secret: bytes, part: str, school: UUID, name: str) -> str:
    told = "\0".join(("device", part, school.hex, fold_sign_in_name(name[:200])))
    return hmac.new(secret, told.encode(errors="replace"), hashlib.sha256).hexdigest()[:40]
