"""Cases as the agents' list shows them: made from the log, and each its own customer's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from chiron.core.errors import NotFound
from chiron.core.support.customer import fold
from chiron.core.support.customer.state import Case
from chiron.core.support.events import Touch
from chiron.desks.support import case_store as store
from chiron.desks.support import identity, log
from chiron.desks.support import store as people
from chiron.desks.support.log import Placed
from chiron.engine.records.database import Connection


def case_named(touch: Touch) -> str | None:
    """The case that a touch is about, if it is."""
    named: str | None = getattr(touch.body, "case", None)
    return named


async def allowed(conn: Connection, placed: Sequence[Placed]) -> list[bool]:
    """Of each whether it may be kept: not where it is about somebody else's case.

    A visitor's case becomes a customer's where what opened it counts as theirs (``identity``).
    """
    names = {name for one in placed if (name := case_named(one.touch)) is not None}
    if not names:
        return [True] * len(placed)
    held = await store.hold_cases(conn, names)
    owners: dict[str, UUID] = {name: case["customer"] or case["visitor"] for name, case in held.items()}
    told = []
    for one in placed:
        name = case_named(one.touch)
        fits = name is None or owners.setdefault(name, one.subject) == one.subject
        if not fits and name in held and await identity.may_adopt(conn, held[name], one, placed):
            owners[name], fits = one.subject, True
        told.append(fits)
    return told


async def refresh(conn: Connection, new_id: Callable[[], UUID], placed: Sequence[Placed]) -> None:
    """Make the rows of the cases that these events are about again from the log."""
    newest = {name: one for one in placed if (name := case_named(one.touch)) is not None}
    if not newest:
        return
    customers = await people.which_are_customers(conn, [one.subject for one in newest.values()])
    held = await store.hold_cases(conn, list(newest))
    for name, one in newest.items():
        rows = await store.view_case_events(conn, name)
        known = held.get(name)
        owner = {"customer": one.subject if one.subject in customers else None, "visitor": one.visitor}
        if owner["customer"] is None:
            owner["visitor"] = one.subject
        elif known is not None:
            owner["visitor"] = known["visitor"]
        case = fold([log.as_touch(row) for row in rows]).cases[name]
        await store.keep_case(conn, {**_row(case), **owner, **_kept(known, new_id)})


async def conversation(conn: Connection, reference: str) -> list[Touch]:
    """What was said and done in a case, by time. Raises NotFound."""
    rows = await store.view_case_events(conn, reference)
    if not rows:
        raise NotFound("There is no such case here.")
    return [log.as_touch(row) for row in rows]


def _kept(known: dict[str, Any] | None, new_id: Callable[[], UUID]) -> dict[str, Any]:
    return {"id": known["id"], "agent": known["agent"]} if known else {"id": new_id(), "agent": None}


def _row(case: Case) -> dict[str, Any]:
    return {
        "reference": case.id,
        "channel": case.channel,
        "state": "open" if case.open else "closed",
        "served_by": "agent" if case.with_agent else "chiron",
        "intent": case.intent,
        "opened": case.opened,
        "changed": case.last or case.opened,
        "waiting": case.waiting,
        "closed": case.closed,
    }
