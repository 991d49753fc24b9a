"""A classifier of one's own behind one address. It is posted ``{"text": "..."}`` and answers
``{"flags": ["self-harm"]}`` in the words of the port, or ``{"scores": {"self-harm": 0.93}}``, of which those from .5 on
count. What it says besides is passed over.
"""

from __future__ import annotations

from chiron.adapters.moderation.posted import Client, Posted
from chiron.ports.moderation import FLAGS, Flag

ENOUGH = 0.5


class Classifier:
    """One address."""

    def __init__(self, name: str, address: str, key: str, client: Client) -> None:
        """``address`` is posted to as it stands."""
        self.name = name
        self._posted = Posted(name, address, key, client)

    async def read(self, text: str) -> frozenset[Flag]:
        """See the port."""
        found = await self._posted.asked({"text": text})
        flags, scores = found.get("flags"), found.get("scores")
        if isinstance(flags, list):
            return frozenset(flag for flag in FLAGS if flag in flags)
        if not isinstance(scores, dict):
            raise self._posted.garbage()
        return frozenset(flag for flag in FLAGS if isinstance(scores.get(flag), int | float) and scores[flag] >= ENOUGH)

    async def close(self) -> None:
        """See the port."""
        await self._posted.close()
