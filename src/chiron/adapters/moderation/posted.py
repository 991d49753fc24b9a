"""One question to a moderation service: posted, bounded, and read as JSON. The client is made elsewhere, so that what
may leave this machine is decided where it is for models.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from chiron.ports.moderation import NotRead

Client = Callable[[], Any]
"""Makes the HTTP client at the first question: it reads no more than a bounded answer, and follows nothing."""


class Posted:
    """An address that is posted to. ``key`` stands in no message."""

    def __init__(self, name: str, address: str, key: str, client: Client) -> None:
        """``address`` is whole: what is posted goes there and nowhere else."""
        self.name, self._address, self._key, self._make = name, address, key, client
        self._client: Any = None

    async def asked(self, body: dict[str, object]) -> dict[str, Any]:
        """What it answers. Raises NotRead."""
        if self._client is None:
            self._client = self._make()
        headers = {"authorization": f"Bearer {self._key}"} if self._key else {}
        try:
            answer = await self._client.post(self._address, json=body, headers=headers)
            text = await answer.aread()
        except Exception as fault:
            # What the network and its library raise are many; none of their words is repeated.
            raise NotRead(f"The moderation service {self.name!r} does not answer.") from fault
        if answer.status_code != 200:
            raise NotRead(f"The moderation service {self.name!r} does not read just now ({answer.status_code}).")
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as fault:
            raise self.garbage() from fault
        if not isinstance(found, dict):
            raise self.garbage()
        return found

    def garbage(self) -> NotRead:
        """The fault of an answer that is no reading."""
        return NotRead(f"What the moderation service {self.name!r} sent is no reading.")

    async def close(self) -> None:
        """Close its connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None
