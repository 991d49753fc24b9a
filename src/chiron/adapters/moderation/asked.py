"""A moderation service through the port of words, so that a message is allowed, veiled, bounded and listed on its way
there as every ask of a model is: the first message is the text, the words are its flags as JSON.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator

from chiron.ports.llm import Ask, Ended, Event, Piece, TooSlow, Unreachable, Used
from chiron.ports.moderation import Moderator, NotRead


class ModerationModel:
    """One service as something that can be asked."""

    def __init__(self, moderator: Moderator, currency: str) -> None:
        """It costs nothing, in the money of the budgets."""
        self.name, self._moderator, self._currency = moderator.name, moderator, currency

    async def stream(self, ask: Ask) -> AsyncGenerator[Event, None]:
        """See the port of words."""
        try:
            async with asyncio.timeout(ask.bounds.total):
                flags = await self._moderator.read(ask.messages[0].text)
        except TimeoutError as fault:
            raise TooSlow(f"The moderation service {self.name} did not answer in time.") from fault
        except NotRead as fault:
            raise Unreachable(fault.message) from fault
        yield Piece(json.dumps(sorted(flags)))
        yield Used(self.name, 0, 0, 0, counted=False)
        yield Ended("done")

    async def close(self) -> None:
        """Close its connections."""
        await self._moderator.close()
