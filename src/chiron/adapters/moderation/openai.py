"""OpenAI's moderation API: ``POST {address}/moderations``."""

from __future__ import annotations

from chiron.adapters.moderation.posted import Client, Posted
from chiron.ports.moderation import Flag

MEANT: dict[str, Flag] = {
    "self-harm/intent": "suicide",
    "self-harm": "self-harm",
    "self-harm/instructions": "self-harm",
    "sexual/minors": "abuse",
    "harassment/threatening": "threat",
    "hate/threatening": "threat",
    "harassment": "unfit",
    "hate": "unfit",
    "sexual": "unfit",
    "illicit/violent": "harm-others",
}
"""Its categories in our words. ``violence`` is left out: it flags history and stories; rules read for threats."""


class OpenAIModerator:
    """One model of OpenAI's, or of a server that speaks its dialect."""

    def __init__(self, name: str, address: str, model: str, key: str, client: Client) -> None:
        """``address`` ends in ``/v1``."""
        self.name, self._model = name, model
        self._posted = Posted(name, f"{address.rstrip('/')}/moderations", key, client)

    async def read(self, text: str) -> frozenset[Flag]:
        """See the port."""
        body: dict[str, object] = {"input": text}
        if self._model:
            body["model"] = self._model
        found = await self._posted.asked(body)
        results = found.get("results")
        first = results[0] if isinstance(results, list) and results else None
        categories = first.get("categories") if isinstance(first, dict) else None
        if not isinstance(categories, dict):
            raise self._posted.garbage()
        return frozenset(MEANT[name] for name, flagged in categories.items() if flagged is True and name in MEANT)

    async def close(self) -> None:
        """See the port."""
        await self._posted.close()
