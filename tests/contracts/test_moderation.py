"""The contract of moderation services, with each adapter before a server in this process that can be anything."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from chiron.adapters.llm.wire import client
from chiron.adapters.moderation.asked import ModerationModel
from chiron.adapters.moderation.classifier import Classifier
from chiron.adapters.moderation.openai import OpenAIModerator
from chiron.main.models_file import Moderating, _configured
from chiron.main.moderation import open_moderator
from chiron.ports.llm import Ask, Bounds, Ended, Message, Piece, TooSlow, Unreachable, Withheld
from chiron.ports.moderation import Moderator, NotRead

GRAVE = {
    "openai": {"results": [{"categories": {"self-harm": True, "violence": True, "hate": False, "new": True}}]},
    "classifier": {"flags": ["self-harm", "something-new"]},
}
PLAIN = {"openai": {"results": [{"categories": {"self-harm": False}}]}, "classifier": {"scores": {"self-harm": 0.1}}}


class Service:
    """Answers each post with ``body`` and ``status``; ``asked`` are what it was sent."""

    def __init__(self) -> None:
        self.body, self.status, self.hangs = b"{}", 200, False
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.address = ""

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Service]:
        listening = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/v1"
        try:
            yield self
        finally:
            listening.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = int(head.lower().partition("content-length:")[2].split()[0])
        self.asked.append((head, json.loads(await reader.readexactly(length))))
        if not self.hangs:
            start = (
                f"HTTP/1.1 {self.status} X\r\ncontent-type: application/json\r\ncontent-length: {len(self.body)}\r\n"
            )
            writer.write(f"{start}connection: close\r\n\r\n".encode() + self.body)
            await writer.drain()
            writer.close()


MAKERS: dict[str, Callable[[str], Moderator]] = {
    "openai": lambda address: OpenAIModerator("it", address, "omni", "sk-7", lambda: client(True)),
    "classifier": lambda address: Classifier("it", f"{address}/read", "sk-7", lambda: client(True)),
}


@pytest.mark.parametrize("kind", MAKERS)
async def test_it_says_what_a_text_speaks_of_in_our_words(kind: str) -> None:
    async with Service().serving() as service:
        moderator = MAKERS[kind](service.address)
        service.body = json.dumps(GRAVE[kind]).encode()
        assert await moderator.read("I am [PERSON_1]") == {"self-harm"}
        service.body = json.dumps(PLAIN[kind]).encode()
        assert await moderator.read("7") == frozenset()
        await moderator.close()
    head, body = service.asked[0]
    assert "Bearer sk-7" in head
    assert "I am [PERSON_1]" in body.values()


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize(
    ("status", "body"),
    [(500, b"{}"), (429, b"{}"), (401, b"{}"), (200, b""), (200, b"[]"), (200, b"{}"), (200, b"<html>"),
     (200, b"[" * 99_999)],
)  # fmt: skip
async def test_whatever_goes_wrong_it_was_not_read(kind: str, status: int, body: bytes) -> None:
    async with Service().serving() as service:
        service.status, service.body = status, body
        moderator = MAKERS[kind](service.address)
        with pytest.raises(NotRead) as fault:
            await moderator.read("hello")
        assert "sk-7" not in fault.value.message
        await moderator.close()
    with pytest.raises(NotRead):
        await MAKERS[kind]("http://127.0.0.1:9").read("nobody is there")


async def test_through_the_port_of_words_it_keeps_to_the_time_it_is_given() -> None:
    async with Service().serving() as service:
        service.body = json.dumps(GRAVE["classifier"]).encode()
        model = ModerationModel(MAKERS["classifier"](service.address), "EUR")
        ask = Ask((Message("user", "help"),), bounds=Bounds(60.0, 60.0))
        events = [event async for event in model.stream(ask)]
        assert (events[0], events[-1]) == (Piece('["self-harm"]'), Ended("done"))
        service.hangs = True
        with pytest.raises(TooSlow):
            _ = [event async for event in model.stream(Ask(ask.messages, bounds=Bounds(0.05, 0.05)))]
        await model.close()
    with pytest.raises(Unreachable):
        _ = [event async for event in ModerationModel(MAKERS["openai"]("http://127.0.0.1:9/v1"), "EUR").stream(ask)]


def _chosen(**given: str) -> Moderating:
    found = _configured({"moderation": given}, None, lambda _: "k").moderation  # type: ignore[arg-type]
    assert found is not None
    return found


def test_the_switch_holds_for_it_too() -> None:
    far = _chosen(provider="openai", key_env="K")
    with pytest.raises(Withheld) as fault:
        open_moderator(far, nothing_leaves=True)
    assert fault.value.details == {"why": "nothing-leaves"}
    near = _chosen(provider="classifier", address="http://127.0.0.1:8123/read")
    assert open_moderator(near, nothing_leaves=True).name == "moderation"
    assert isinstance(open_moderator(far, nothing_leaves=False), OpenAIModerator)
