"""Vectors from an endpoint that speaks OpenAI's embeddings dialect, on the same wire as words: bounded, without proxies
or redirects, and held to this machine where asked.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import math
from collections.abc import AsyncGenerator, Sequence
from importlib.util import find_spec
from typing import Any

from chiron.adapters.llm.product import Product, Provider
from chiron.ports.embeddings import EmbeddingError, EmbeddingsAway, NoEmbeddings, Vector
from chiron.ports.llm import Ask, Ended, Event, Garbage, Piece, Price, TooSlow, Unreachable, Used

HOW = "Install the optional part for language models: pip install 'chiron-tutor[models]'."
SPEAKING: frozenset[Provider] = frozenset({"openai", "mistral", "ollama", "vllm", "compatible"})
"""Providers that speak the dialect."""
SECONDS = 30.0
"""Until the vectors of one ask must have come; a learner's question is not waited for so long."""
MOST_NUMBERS = 4_096
"""Of one vector."""


class EndpointEmbedder:
    """One model of meaning at one address. With ``only_here`` its sockets reach this machine alone."""

    def __init__(self, product: Product, only_here: bool = False) -> None:
        """Raises InvalidInput where it could never be asked, NoEmbeddings without the optional part."""
        product.check()
        if find_spec("httpx2") is None:
            raise NoEmbeddings(HOW)
        self.name, self._product, self._only_here = product.name, product, only_here
        self._client: Any = None

    async def mark(self) -> str:
        """The provider's word for the model, and a digest of where it is asked."""
        where = hashlib.sha256(f"{self._product.url}|{self._product.socket}".encode()).hexdigest()[:8]
        return f"{self._product.provider}-{where}-{self._product.model}"[:200]

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """See the port."""
        if not texts:
            return []
        try:
            async with asyncio.timeout(SECONDS):
                answer = await self._opened().post(
                    f"{self._product.url.rstrip('/')}/embeddings",
                    json={"model": self._product.model, "input": list(texts), "encoding_format": "float"},
                    headers={"authorization": f"Bearer {self._product.key}"} if self._product.key else {},
                )
                body = await answer.aread()
            if answer.status_code != 200:
                raise self._told(answer.status_code)
            return _vectors(json.loads(body), len(texts))
        except EmbeddingError:
            raise
        except (ValueError, TypeError, KeyError, OverflowError) as fault:
            raise EmbeddingError(f"What {self.name!r} sent are no vectors.") from fault
        except Exception as fault:
            # What the network and its library raise are many; none of their words is repeated.
            raise EmbeddingsAway(f"The model of meaning {self.name!r} does not answer.") from fault

    async def close(self) -> None:
        """Close its connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    def _opened(self) -> Any:
        if self._client is None:
            from chiron.adapters.llm.wire import client

            self._client = client(self._only_here, self._product.socket)
        return self._client

    def _told(self, status: int) -> EmbeddingError:
        if status == 429 or status >= 500:
            return EmbeddingsAway(f"The model of meaning {self.name!r} takes no texts just now ({status}).")
        return EmbeddingError(f"The model of meaning {self.name!r} does not take these texts ({status}).")


class VectorModel:
    """An endpoint's vectors through the port of words, so that a question is allowed, counted and listed as every ask
    is: the first message is the text, the words are its vector as JSON.
    """

    def __init__(self, embedder: EndpointEmbedder, price: Price | None) -> None:
        self.name, self._embedder, self._price = embedder.name, embedder, price

    async def stream(self, ask: Ask) -> AsyncGenerator[Event, None]:
        """See the port of words."""
        text = ask.messages[0].text
        try:
            async with asyncio.timeout(ask.bounds.total):
                (vector,) = await self._embedder.embed([text])
        except TimeoutError as fault:
            raise TooSlow(f"The model of meaning {self.name} did not answer in time.") from fault
        except EmbeddingsAway as fault:
            raise Unreachable(fault.message) from fault
        except EmbeddingError as fault:
            raise Garbage(fault.message) from fault
        yield Piece(json.dumps(vector))
        tokens = len(text.encode()) // 3 + 1
        cost, currency = (self._price.of(tokens, 0, 0), self._price.currency) if self._price else (None, "")
        yield Used(self.name, tokens, 0, 0, cost, currency, counted=False)
        yield Ended("done")

    async def close(self) -> None:
        """Close its connections."""
        await self._embedder.close()


def _vectors(body: Any, many: int) -> list[Vector]:
    """The vectors in the order of the texts, each made of length one. Raises what broken JSON raises."""
    found = sorted(body["data"], key=lambda each: int(each["index"]))
    vectors = [tuple(float(number) for number in each["embedding"]) for each in found]
    sizes = {len(vector) for vector in vectors}
    if len(vectors) != many or len(sizes) != 1 or not 0 < max(sizes) <= MOST_NUMBERS:
        raise ValueError("not one vector a text")
    return [_even(vector) for vector in vectors]


def _even(vector: Vector) -> Vector:
    length = math.sqrt(math.fsum(number * number for number in vector))
    if not math.isfinite(length) or length == 0:
        raise ValueError("a vector without length")
    return tuple(number / length for number in vector)
