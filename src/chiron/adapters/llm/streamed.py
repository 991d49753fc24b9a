"""One ask through the library, as the port's events. Imported only with the optional part."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import Literal

from pydantic_ai import messages as theirs
from pydantic_ai.direct import model_request_stream
from pydantic_ai.exceptions import UnsupportedSettingWarning
from pydantic_ai.models import StreamedResponse
from pydantic_ai.settings import ModelSettings

from chiron.adapters.llm.failures import meaning
from chiron.adapters.llm.product import Product
from chiron.adapters.llm.products import made
from chiron.adapters.llm.wire import client
from chiron.ports.llm import Ask, CutOff, Ended, Event, Garbage, Message, ModelError, Piece, TooMuch, Used

# We bound what is said ourselves, so a setting that a provider ignores is no fault.
warnings.filterwarnings("ignore", category=UnsupportedSettingWarning)

_REASONS: dict[str, Literal["done", "length", "filtered"]] = {
    "stop": "done",
    "length": "length",
    "content_filter": "filtered",
}

KEYED = frozenset({"openai", "azure", "ollama", "vllm", "compatible"})
"""Providers of OpenAI's dialect: gateways before them know the header ``Idempotency-Key`` (an IETF draft), and servers
that do not pass over it. The other providers' protocols know no such key."""


class Streamed:
    """One model of the library with its connections."""

    def __init__(self, product: Product, only_here: bool) -> None:
        """Opens no connection yet."""
        self._product, self._name = product, product.name
        self._client = client(only_here, product.socket)
        self._model = made(product, self._client)

    async def stream(self, ask: Ask) -> AsyncGenerator[Event, None]:
        """See the port."""
        clock = asyncio.get_running_loop().time
        until = clock() + ask.bounds.total
        first = clock() + min(ask.bounds.first, ask.bounds.total)
        said = 0
        try:
            async with AsyncExitStack() as stack:
                async with asyncio.timeout_at(first):
                    response = await stack.enter_async_context(self._opening(ask))
                pieces = aiter(response)
                while True:
                    # No time-out stands while a piece is out: it would cancel whoever reads us.
                    async with asyncio.timeout_at(until if said else first):
                        event = await anext(pieces, None)
                    if event is None:
                        break
                    if text := words(event):
                        said += len(text)
                        if said > ask.bounds.letters:
                            raise TooMuch(f"The model {self._name} said more than it may.")
                        yield Piece(text)
                ended = self._end(response, said)
            yield self._used(response, ask, said)
            yield ended
        except (GeneratorExit, asyncio.CancelledError, ModelError):
            raise
        except Exception as fault:
            raise meaning(fault, self._name, bool(said)) from fault

    def _opening(self, ask: Ask) -> AbstractAsyncContextManager[StreamedResponse]:
        chosen = settings(ask)
        if ask.key and self._product.provider in KEYED:
            chosen["extra_headers"] = {"Idempotency-Key": ask.key}
        return model_request_stream(self._model, history(ask.messages), model_settings=chosen)

    def _end(self, response: StreamedResponse, said: int) -> Ended:
        """How it ended. Raises CutOff where it did not, Garbage where nothing was said."""
        reason = _REASONS.get(response.finish_reason or "")
        if reason is None and response.finish_reason is None:
            raise CutOff(f"The model {self._name} broke off.")
        if not said and reason != "filtered":
            raise Garbage(f"The model {self._name} said nothing.")
        return Ended(reason or "done")

    def _used(self, response: StreamedResponse, ask: Ask, said: int) -> Used:
        """What the provider counted; a cautious estimate where it counted nothing."""
        told = response.usage
        prompt, cached, completion = told.input_tokens, told.cache_read_tokens, told.output_tokens
        counted = bool(prompt and completion)
        if not counted:
            prompt, cached, completion = sum(len(each.text) for each in ask.messages) // 3 + 1, 0, said // 3 + 1
        price = self._product.price
        if price is not None:
            cost = price.of(prompt, cached, completion)
            return Used(self._name, prompt, cached, completion, cost, price.currency, counted)
        return Used(self._name, prompt, cached, completion, told.cost, "USD" if told.cost is not None else "", counted)

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()


def history(messages: tuple[Message, ...]) -> list[theirs.ModelMessage]:
    """The messages as the library has them: what is said to the model in requests, what it said in responses."""
    found: list[theirs.ModelMessage] = []
    asked: list[theirs.ModelRequestPart] = []
    for message in messages:
        if message.role == "assistant":
            if asked:
                found.append(theirs.ModelRequest(parts=asked))
                asked = []
            found.append(theirs.ModelResponse(parts=[theirs.TextPart(content=message.text)]))
        elif message.role == "system":
            asked.append(theirs.SystemPromptPart(content=message.text))
        else:
            asked.append(theirs.UserPromptPart(content=message.text))
    if asked:
        found.append(theirs.ModelRequest(parts=asked))
    return found


def settings(ask: Ask) -> ModelSettings:
    """The library's settings: one try, since retrying is ours; the stable beginning is cached where one must say so."""
    chosen = ModelSettings(
        max_tokens=ask.most_tokens, temperature=ask.temperature, max_retries=0, cache={"messages": False}
    )
    if ask.stop:
        chosen["stop_sequences"] = list(ask.stop)
    return chosen


def words(event: object) -> str:
    """The words in an event of the library; what it thinks, or which tool it would call, is not said."""
    if isinstance(event, theirs.PartDeltaEvent) and isinstance(event.delta, theirs.TextPartDelta):
        return event.delta.content_delta
    if isinstance(event, theirs.PartStartEvent) and isinstance(event.part, theirs.TextPart):
        return event.part.content
    return ""
