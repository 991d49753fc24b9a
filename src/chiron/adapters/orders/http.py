"""An order system of one's own, reached over HTTP in JSON: four paths that a shop answers.

Each is a POST below the address, with ``Authorization: Bearer TOKEN``: ``orders/find`` {number, whose},
``orders/recent`` {customer, most}, ``orders/past`` {number, whose, action}, and ``orders/actions`` (``wire.told`` says
the body; its key is in ``Idempotency-Key`` too). A refusal is 4xx with {code, message, details} and the codes of
``core.support.actions.refusals``.
Nothing of an answer is believed before it was looked at: whose order it is is checked here again.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from chiron.adapters.orders import wire
from chiron.core.errors import InvalidInput
from chiron.core.support.actions.carrying import NONE, key
from chiron.core.support.actions.orders import ACTIONS, Action, Order, Whose
from chiron.core.support.actions.refusals import NoSuchOrder
from chiron.core.support.actions.requests import Command, Done
from chiron.ports.orders import OrdersSilent

SECONDS = 8.0
"""Until an answer must have come."""

MOST_BYTES = 1_000_000
"""Of one answer."""

_NEARBY = frozenset({"localhost", "127.0.0.1", "::1"})
_T = TypeVar("_T")


class HttpOrders:
    """One order system at one address."""

    def __init__(
        self, url: str, token: str, can: frozenset[Action] = frozenset(ACTIONS), transport: Any = None
    ) -> None:
        """``can``: what it can do. ``transport`` is for tests.

        Raises InvalidInput for an address without TLS that is not this machine, and without the part that speaks HTTP.
        """
        parts = urlsplit(url)
        if parts.hostname is None or parts.scheme not in ("http", "https") or parts.username:
            raise InvalidInput("The address of an order system begins with https://.", field="url")
        if parts.scheme == "http" and parts.hostname not in _NEARBY:
            raise InvalidInput("Orders and addresses of people only travel over https.", field="url")
        try:
            import httpx2
        except ImportError as fault:
            raise InvalidInput(
                "Install the optional part that speaks HTTP: pip install 'chiron-tutor[models]'."
            ) from fault
        self.can = can
        self._url = url.rstrip("/")
        self._gone: type[Exception] = httpx2.HTTPError
        self._client = httpx2.AsyncClient(
            headers={"authorization": f"Bearer {token}"}, timeout=SECONDS, follow_redirects=False, trust_env=False,
            transport=transport,
        )  # fmt: skip

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def find(self, number: str, whose: Whose) -> Order:
        """See the port."""
        order = await self._asked("find", {"number": number, "whose": wire.plain(whose)}, Order)
        if order.number != number or not whose.owns(order):
            raise NoSuchOrder(NONE)
        return order

    async def recent(self, customer: str, most: int = 20) -> Sequence[Order]:
        """See the port."""
        found = await self._asked("recent", {"customer": customer, "most": most}, list[Order])
        return [order for order in found if order.customer == customer][:most]

    async def past(self, number: str, whose: Whose, action: Action) -> Sequence[datetime]:
        """See the port."""
        body = {"number": number, "whose": wire.plain(whose), "action": action}
        return await self._asked("past", body, list[datetime])

    async def carry_out(self, command: Command) -> Done:
        """See the port."""
        done = await self._asked("actions", wire.told(command), Done, {"idempotency-key": key(command.key)})
        if (done.key, done.action, done.order) != (command.key, command.request.action, command.request.order):
            raise OrdersSilent("The order system answered something else than it was asked. A person must look.")
        return done

    async def _asked(self, path: str, body: object, kind: type[_T], headers: dict[str, str] | None = None) -> _T:
        """What the system answers. Raises what it refused with, or OrdersSilent."""
        try:
            async with asyncio.timeout(SECONDS):
                status, text = await self._posted(f"{self._url}/orders/{path}", body, headers or {})
        except (self._gone, TimeoutError) as fault:
            raise OrdersSilent("The order system does not answer just now. Try again in a moment.") from fault
        if 400 <= status < 500:
            raise wire.refusal(text)
        if status != 200:
            raise OrdersSilent("The order system has a fault of its own. Try again in a moment.")
        try:
            return msgspec.json.decode(text, type=kind)
        except msgspec.DecodeError as fault:
            raise OrdersSilent("The order system's answer cannot be understood. A person must look.") from fault

    async def _posted(self, url: str, body: object, headers: dict[str, str]) -> tuple[int, bytes]:
        """The status and the body of an answer, cut off where it is too long."""
        sent = json.dumps(body).encode()
        headers = {"content-type": "application/json", **headers}
        async with self._client.stream("POST", url, content=sent, headers=headers) as answer:
            text = b""
            async for piece in answer.aiter_bytes():
                text += piece
                if len(text) > MOST_BYTES:
                    raise OrdersSilent("The order system's answer is too long. A person must look.")
            return answer.status_code, text
