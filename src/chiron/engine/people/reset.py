"""Reset without mail: a teacher or operator makes a code that lets a person choose a password, once, for a while."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from chiron.core.errors import InvalidInput
from chiron.engine.people import codes, sign_in, store, tokens
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.passwords import Passwords, read_password
from chiron.engine.people.person import Person, fold_sign_in_name
from chiron.engine.people.sign_in import PASSWORDS, limits
from chiron.engine.people.sign_in import store as rows
from chiron.engine.records.database import Connection, Database

LASTS = timedelta(hours=24)
SLIP_LASTS = timedelta(days=7)
"""For codes printed for a whole class after an import."""
_LENGTH = 8

WRONG_CODE = "That name and code do not match, or the code has been used or has ended. Ask for a new one."


def _hash(person: UUID, code: str) -> bytes:
    """What is kept of a code. Plain SHA-256: a code lives for days at most, and tries are limited."""
    return hashlib.sha256(person.bytes + code.encode()).digest()


async def make(conn: Connection, actor: Person, person: UUID, now: datetime, lasts: timedelta = LASTS) -> str:
    """A code for a person whom the actor may reset; it takes the place of an older one. Shown once, never kept.

    The old password works until the code is used. Raises NotAllowed, NotFound.
    """
    await require(conn, actor, Action.RESET_PASSWORD, person)
    return await put(conn, person, actor.id, now, lasts)


async def put(conn: Connection, person: UUID, by: UUID | None, now: datetime, lasts: timedelta = LASTS) -> str:
    """The same on the word of whoever runs the machine, who needs no leave."""
    code = codes.make(_LENGTH)
    await rows.put_code(conn, person, _hash(person, code), by, now, now + lasts)
    return codes.show(code)


async def use(
    database: Database,
    school: UUID,
    name: str,
    typed: str,
    password: str,
    address: str,
    now: datetime,
    passwords: Passwords = PASSWORDS,
) -> str:
    """Choose a new password with a code; every sitting ends and a new one begins, whose token is returned.

    Raises InvalidInput naming ``code`` or ``password``, TooMany.
    """
    folded = fold_sign_in_name(name[:200])
    code = codes.read(typed)
    async with database.school(school) as conn:
        await limits.count_reset(conn, folded, address, now)
        account = await store.find_account(conn, folded)
        kept = await rows.find_code(conn, account[0].id, now) if account else None
    if account is None or kept is None or not hmac.compare_digest(kept, _hash(account[0].id, code)):
        raise InvalidInput(WRONG_CODE, field="code")
    person = account[0]
    read_password(password, person.staff, known=(person.name, person.sign_in_name))
    fresh = await passwords.make(password)
    async with database.school(school) as conn:
        if not await rows.use_code(conn, person.id, kept, now):
            raise InvalidInput(WRONG_CODE, field="code")
        await store.set_password(conn, person.id, fresh)
        await sign_in.sign_out_everywhere(conn, person.id)
        await tokens.revoke_all(conn, person.id, now)
        await limits.forgive_reset(conn, folded, address)
        return await sign_in.begin(conn, person, now)
