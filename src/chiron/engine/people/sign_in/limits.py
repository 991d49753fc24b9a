"""Limits on tries, counted in the database so that they hold over all workers and restarts.

Guessing one name from one address stops early; guessing many names from one address, or one name from many, later, so
that a whole class behind one address can sign in. A known device (``marks``) is counted by itself: whatever strangers
guess, its owner gets in there. On a device that is new to Chiron one may have to wait until the window is over.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from chiron.core.errors import TooMany
from chiron.engine.people.sign_in import store
from chiron.engine.records.database import Connection

WINDOW = timedelta(minutes=15)
NAME_AND_ADDRESS = 8
ADDRESS = 100
NAME = 60
CODES = 20
"""Join and reset codes that one address may try in a window."""


def neighbourhood(address: str) -> str:
    """The address as limits see it: an IPv6 customer has a whole /64."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or ip_network((ip, 64), strict=False))
    return str(ip)


def key(*parts: str) -> bytes:
    """The key under which tries are counted; it keeps no name or address readable."""
    return hashlib.sha256("\n".join(parts).encode(errors="replace")).digest()[:16]


async def count(conn: Connection, kind: str, who: str, most: int, now: datetime, window: timedelta = WINDOW) -> None:
    """Count a try of a kind by somebody. Raises TooMany with the seconds to wait when there were more than ``most``."""
    number, ends = await store.count_try(conn, key(kind, who), now, window)
    if number > most:
        seconds = max(1, ceil((ends - now).total_seconds()))
        minutes = ceil(seconds / 60)
        wait = "a minute" if minutes == 1 else f"{minutes} minutes"
        raise TooMany(f"There were too many tries. Wait {wait} and try again.", seconds=seconds)


async def count_sign_in(conn: Connection, name: str, address: str, now: datetime, device: str | None = None) -> None:
    """Count a try to sign in before it is judged, so that tries at the same moment count too. Raises TooMany.

    ``device`` is one on which this name signed in before, as ``marks.known`` tells.
    """
    near = neighbourhood(address)
    if device is not None:
        await count(conn, "device", device, NAME_AND_ADDRESS, now)
        return
    await count(conn, "name and address", f"{name}\n{near}", NAME_AND_ADDRESS, now)
    await count(conn, "address", near, ADDRESS, now)
    await count(conn, "name", name, NAME, now)


async def forgive_sign_in(conn: Connection, name: str, address: str, device: str | None = None) -> None:
    """Take back the count of a try that was right."""
    near = neighbourhood(address)
    if device is not None:
        await store.forget_try(conn, key("device", device), all_of_them=True)
        return
    await store.forget_try(conn, key("name and address", f"{name}\n{near}"), all_of_them=True)
    await store.forget_try(conn, key("address", near), all_of_them=False)
    await store.forget_try(conn, key("name", name), all_of_them=False)


async def count_reset(conn: Connection, name: str, address: str, now: datetime) -> None:
    """Count a try of a reset code, which names a person too. Raises TooMany."""
    await count_code(conn, address, now)
    await count_sign_in(conn, name, address, now)


async def forgive_reset(conn: Connection, name: str, address: str) -> None:
    """Take back the count of a reset that was right, row by row as ``count_reset`` counts: two never wait in a ring."""
    await forgive_code(conn, address)
    await forgive_sign_in(conn, name, address)


async def count_code(conn: Connection, address: str, now: datetime) -> None:
    """Count a try of a join or reset code. Raises TooMany."""
    await count(conn, "code", neighbourhood(address), CODES, now)


async def forgive_code(conn: Connection, address: str) -> None:
    """Take back the count of a code that was right."""
    await store.forget_try(conn, key("code", neighbourhood(address)), all_of_them=False)
