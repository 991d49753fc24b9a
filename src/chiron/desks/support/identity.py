"""Who a visitor is: which devices are a customer's, and what of their anonymous logs counts as theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chiron.core.support.customer.joining import Device, history, joined, wish_of
from chiron.core.support.events import Touch
from chiron.desks.support import log, store
from chiron.desks.support.log import Placed
from chiron.engine.records.database import Connection


async def devices(conn: Connection, customer: UUID) -> list[Device]:
    """The devices on which a customer ever signed in, with their whole anonymous logs."""
    rows = await store.view_devices(conn, customer)
    found: dict[UUID, list[Touch]] = {row["id"]: [] for row in rows}
    for event in await store.view_events(conn, list(found)):
        found[event["subject"]].append(log.as_touch(event))
    return [Device(str(row["id"]), found[row["id"]], row["shared"]) for row in rows]


async def whole(conn: Connection, customer: UUID) -> list[Touch]:
    """All that counts as a customer's, in order."""
    return history(str(customer), await log.read(conn, customer), await devices(conn, customer))


async def marks(conn: Connection, customer: UUID) -> dict[str, int]:
    """How far the logs go that a customer's folds are made from, by the ids of their owners."""
    logs = [customer, *(row["id"] for row in await store.view_devices(conn, customer))]
    return {str(subject): end for subject, end in (await store.view_ends(conn, logs)).items()}


async def may_adopt(conn: Connection, case: dict[str, Any], one: Placed, also: Sequence[Placed]) -> bool:
    """Whether a visitor's case is the customer's who goes on with it: what began it counts as theirs.

    ``also`` is what comes with it, such as the sign-in itself and the consent.
    """
    device: UUID | None = case["visitor"]
    if case["customer"] is not None or device is None or one.visitor != device:
        return False
    on_device = [*await log.read(conn, device), *(_with_ids(p) for p in also if p.subject == device)]
    own = [*await log.read(conn, one.subject), *(p.touch for p in also if p.subject == one.subject)]
    rows = {row["id"]: row["shared"] for row in await store.view_visitors(conn, [device])}
    counted = joined(str(one.subject), Device(str(device), on_device, rows.get(device, True)), wish_of(own))
    return any(getattr(touch.body, "case", None) == case["reference"] for touch in counted)


def _with_ids(one: Placed) -> Touch:
    return Touch(
        key=one.touch.key,
        at=one.touch.at,
        body=one.touch.body,
        channel=one.touch.channel,
        customer=None if one.customer is None else str(one.customer),
    )
