"""An OpenAI-compatible server in this process that can be everything a provider should not be."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

WORDS = ("Look ", "at ", "the ", "first ", "part: ", "größe ", "数.")
USAGE = {
    "prompt_tokens": 120,
    "completion_tokens": 7,
    "total_tokens": 127,
    "prompt_tokens_details": {"cached_tokens": 64},
}
_STREAM = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
CODES = {
    "401": (401, {"error": {"message": "Incorrect API key provided: sk-secret", "code": "invalid_api_key"}}),
    "403": (403, {"error": {"message": "no", "code": "forbidden"}}),
    "404": (404, {"error": {"message": "The model does not exist", "code": "model_not_found"}}),
    "400": (400, {"error": {"message": "too long", "code": "context_length_exceeded"}}),
    "429": (429, {"error": {"message": "slow down", "code": "rate_limit_exceeded"}}),
    "quota": (429, {"error": {"message": "pay", "code": "insufficient_quota", "type": "insufficient_quota"}}),
    "500": (500, {"error": {"message": "oops"}}),
    "503": (503, {"error": {"message": "overloaded"}}),
}


class Server:
    """Answers every ask in the present ``manner``; ``asked`` are the bodies it was sent, ``headers`` their heads.

    ``pause`` is the seconds before each word; ``open`` how many answers are under way; ``next`` are manners for the
    next asks only.
    """

    def __init__(self, manner: str = "good", words: tuple[str, ...] = WORDS, pause: float = 0.0) -> None:
        self.manner, self.words, self.pause = manner, words, pause
        self.asked: list[dict[str, Any]] = []
        self.headers: list[str] = []
        self.next: list[str] = []
        self.open = 0
        self.address = ""

    @asynccontextmanager
    async def serving(self, socket: str = "") -> AsyncIterator[Server]:
        """Serve on a loopback port of its own, or on a unix socket."""
        if socket:
            listening: asyncio.Server = await asyncio.start_unix_server(self.answer, socket)
            self.address = "http://localhost/v1"
        else:
            listening = await asyncio.start_server(self.answer, "127.0.0.1", 0, backlog=512)
            self.address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/v1"
        try:
            yield self
        finally:
            listening.close()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection's asks."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode().lower().split("\r\n")
                length = next((int(line.split(":")[1]) for line in lines if line.startswith("content-length:")), 0)
                self.headers.append(head.decode())
                self.asked.append(json.loads(await reader.readexactly(length) or b"{}"))
                self.open += 1
                try:
                    if not await self._one(writer):
                        break
                finally:
                    self.open -= 1
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _one(self, writer: asyncio.StreamWriter) -> bool:
        """One answer; whether the connection stays."""
        manner = self.next.pop(0) if self.next else self.manner
        if manner in CODES:
            await _whole(writer, *CODES[manner])
            return True
        if manner == "hang":
            await _gone(writer)
            return False
        if manner == "drop":
            return False
        if manner == "html":
            page = b"<html><body>Sign in to the school's network</body></html>"
            await _send(writer, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(page))
            await _send(writer, page)
            return True
        if manner == "packed":
            kind = b"Content-Type: text/event-stream\r\nContent-Encoding: gzip\r\n"
            await _send(writer, b"HTTP/1.1 200 OK\r\n" + kind + b"Content-Length: 4\r\n\r\n\x1f\x8b\x08\x00")
            return True
        if manner == "elsewhere":
            await _send(writer, b"HTTP/1.1 307 No\r\nLocation: http://192.0.2.7/v1\r\nContent-Length: 0\r\n\r\n")
            return True
        await _send(writer, _STREAM.encode())
        path = self.headers[-1].split(" ")[1]
        if manner == "good" and (dialect := next((part for part in DIALECTS if part in path), "")):
            for part in DIALECTS[dialect]:
                await _chunk(writer, part)
            await _chunk(writer, b"")
            return True
        return await self._stream(writer, manner)

    async def _stream(self, writer: asyncio.StreamWriter, manner: str) -> bool:
        if manner == "hang-mid":
            await _chunk(writer, piece(self.words[0]))
            await _gone(writer)
            return False
        if manner in _BAD_BYTES:
            for part in _BAD_BYTES[manner]:
                await _chunk(writer, part)
            await _chunk(writer, b"")
            return True
        if manner == "big":
            return await self._big(writer)
        if manner == "endless":
            while True:
                await _chunk(writer, piece("and so on, "))
                await asyncio.sleep(0)
        for word in self.words[: 2 if manner in {"cut", "clean-cut"} else None]:
            await asyncio.sleep(self.pause)
            await _chunk(writer, piece(word))
        if manner == "cut":
            return False
        if manner != "clean-cut":
            await _chunk(writer, end("length" if manner == "length" else "stop"))
            if manner != "uncounted":
                await _chunk(writer, usage())
            await _chunk(writer, b"data: [DONE]\n\n")
        await _chunk(writer, b"")
        return True

    async def _big(self, writer: asyncio.StreamWriter) -> bool:
        """Ten million bytes in which nothing is said."""
        for _ in range(1000):
            await _chunk(writer, b": " + b"x" * 9_996 + b"\n\n")
        await _chunk(writer, b"")
        return True


def event(**fields: Any) -> bytes:
    """One event of the stream."""
    told = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "tiny", **fields}
    return f"data: {json.dumps(told, ensure_ascii=False)}\n\n".encode()


def piece(text: str) -> bytes:
    """Some words."""
    return event(choices=[{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}])


def end(reason: str) -> bytes:
    """The end, with its reason."""
    return event(choices=[{"index": 0, "delta": {}, "finish_reason": reason}])


def usage() -> bytes:
    """What it took."""
    return event(choices=[], usage=USAGE)


def _typed(**fields: Any) -> bytes:
    return f"event: {fields['type']}\ndata: {json.dumps(fields, ensure_ascii=False)}\n\n".encode()


def _gemini(text: str, **fields: Any) -> bytes:
    told = {"candidates": [{"content": {"parts": [{"text": text}], "role": "model"}, "index": 0, **fields}]}
    counts = {"promptTokenCount": 120, "candidatesTokenCount": 7, "cachedContentTokenCount": 64}
    return f"data: {json.dumps({**told, 'usageMetadata': counts}, ensure_ascii=False)}\r\n\r\n".encode()


_CLAUDE = {"input_tokens": 56, "cache_read_input_tokens": 64, "cache_creation_input_tokens": 0, "output_tokens": 1}
_OPENING = {"id": "m", "type": "message", "role": "assistant", "model": "tiny", "content": [], "usage": _CLAUDE}
DIALECTS: dict[str, list[bytes]] = {
    "/v1/messages": [
        _typed(type="message_start", message={**_OPENING, "stop_reason": None, "stop_sequence": None}),
        _typed(type="content_block_start", index=0, content_block={"type": "text", "text": ""}),
        *(_typed(type="content_block_delta", index=0, delta={"type": "text_delta", "text": word}) for word in WORDS),
        _typed(type="content_block_stop", index=0),
        _typed(type="message_delta", delta={"stop_reason": "end_turn"}, usage={"output_tokens": 7}),
        _typed(type="message_stop"),
    ],
    "streamGenerateContent": [*(_gemini(word) for word in WORDS[:-1]), _gemini(WORDS[-1], finishReason="STOP")],
}
"""What other providers' servers say instead, by a part of their path."""

_TOOL = {"index": 0, "id": "t1", "type": "function", "function": {"name": "open_door", "arguments": "{}"}}
_BAD_BYTES: dict[str, list[bytes]] = {
    "garbage": [b"data: {not json at all\n\n", b"data: [DONE]\n\n"],
    "utf8": [b'data: {"choices": [{"delta": {"content": "\xff\xfe\xc3"}}]}\n\n'],
    "nothing": [end("stop"), b"data: [DONE]\n\n"],
    "shape": [b'data: {"choices": "many"}\n\n', b"data: 7\n\n", b"data: [DONE]\n\n"],
    "tool": [
        event(choices=[{"index": 0, "delta": {"tool_calls": [_TOOL]}, "finish_reason": None}]),
        end("tool_calls"),
        b"data: [DONE]\n\n",
    ],
}


async def _whole(writer: asyncio.StreamWriter, status: int, body: dict[str, Any]) -> None:
    text = json.dumps(body).encode()
    wait = "Retry-After: 7\r\n" if status == 429 else ""
    head = f"HTTP/1.1 {status} No\r\nContent-Type: application/json\r\n{wait}Content-Length: {len(text)}\r\n\r\n"
    await _send(writer, head.encode() + text)


async def _chunk(writer: asyncio.StreamWriter, data: bytes) -> None:
    await _send(writer, b"%x\r\n%s\r\n" % (len(data), data))


async def _send(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(data)
    await writer.drain()


async def _gone(writer: asyncio.StreamWriter) -> None:
    """Wait until whoever asked has gone."""
    with suppress(ConnectionError):
        await writer.wait_closed()
