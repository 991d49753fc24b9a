"""Language models of many providers through one library, the optional part ``models``, loaded at the first ask."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from importlib.util import find_spec
from typing import TYPE_CHECKING

from chiron.adapters.llm.product import Product
from chiron.ports.llm import Ask, Event, NotInstalled

if TYPE_CHECKING:
    from chiron.adapters.llm.streamed import Streamed

HOW = "Install the optional part for language models: pip install 'chiron-tutor[models]'."


class LibraryModel:
    """One model of one provider. With ``only_here`` its sockets reach this machine alone."""

    def __init__(self, product: Product, only_here: bool = False) -> None:
        """Raises InvalidInput where it could never be asked, NotInstalled without the optional part."""
        product.check()
        if find_spec("pydantic_ai") is None:
            raise NotInstalled(HOW)
        self.name, self._product, self._only_here = product.name, product, only_here
        self._opened: Streamed | None = None

    async def stream(self, ask: Ask) -> AsyncGenerator[Event, None]:
        """See the port."""
        opened = self._opened or await self.warm()
        async with aclosing(opened.stream(ask)) as events:
            async for event in events:
                yield event

    async def warm(self) -> Streamed:
        """Load the library, which takes seconds, beside whatever else runs."""
        made = await asyncio.to_thread(_open, self._product, self._only_here)
        self._opened = self._opened or made
        return self._opened

    async def close(self) -> None:
        """Close its connections."""
        if self._opened is not None:
            await self._opened.close()
            self._opened = None


def _open(product: Product, only_here: bool) -> Streamed:
    try:
        from chiron.adapters.llm.streamed import Streamed
    except ImportError as fault:
        raise NotInstalled(HOW) from fault
    return Streamed(product, only_here)
