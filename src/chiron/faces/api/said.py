"""The tutor's reply as a completion, whole or in chunks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from chiron.core.words import Json
from chiron.desks.tutoring.outside.chat import SENTENCE, Heard
from chiron.desks.tutoring.outside.deeds import Guest, Reply


@dataclass
class Completion:
    """One reply on its way. ``model`` is its name as it was asked for; ``heard`` grows as words come."""

    key: str
    model: str
    at: datetime
    reply: Reply
    heard: list[str] = field(default_factory=list)
    by: str | None = None
    prompt: int = 0
    completion: int = 0

    @property
    def id(self) -> str:
        """The same for the same key."""
        return f"chatcmpl-{hashlib.sha256(self.key.encode()).hexdigest()[:24]}"

    def take(self, piece: Heard) -> str:
        """Take a piece in; the text with which it goes on, "" for none."""
        self.by = piece.by or self.by
        self.prompt, self.completion = self.prompt + piece.prompt, self.completion + piece.completion
        if not piece.text:
            return ""
        between = "" if not self.heard else " " if piece.by == SENTENCE else "\n\n"
        self.heard.append(piece.text)
        return between + piece.text

    def usage(self) -> dict[str, Json]:
        """The tokens of a language model, none where none was asked."""
        both = self.prompt + self.completion
        return {"prompt_tokens": self.prompt, "completion_tokens": self.completion, "total_tokens": both}

    def about(self) -> dict[str, Json]:
        """What a client may know besides: whose words these are, and what came of an answer."""
        source = "authored" if self.by is None else f"model:{self.by}"
        return {"provenance": source, "status": self.reply.status, "outcome": self.reply.outcome}

    def frame(self, kind: str) -> dict[str, Json]:
        """What every body begins with."""
        return {"id": self.id, "object": kind, "created": int(self.at.timestamp()), "model": self.model}


def after(guest: Guest, reply: Reply, fresh: bool, by: str | None) -> Iterator[str]:
    """What follows the tutor's words: whose they are, Chiron's own lines, what is to be read or answered."""
    if by is not None:
        yield guest.line("model")
    yield from reply.notes
    if reply.example is not None and (fresh or reply.put):
        yield reply.example
    if reply.question is None:
        return
    if fresh or reply.put:
        yield reply.question.whole(guest.language)
    elif reply.outcome == "unreadable":
        yield reply.question.how


async def whole(guest: Guest, made: Completion, words: AsyncIterator[Heard], fresh: bool) -> dict[str, Json]:
    """The reply in one body."""
    text = ""
    async for piece in words:
        text += made.take(piece)
    text = "\n\n".join([part for part in (text, *after(guest, made.reply, fresh, made.by)) if part])
    message = {"role": "assistant", "content": text, "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    return {**made.frame("chat.completion"), "choices": [choice], "usage": made.usage(), "chiron": made.about()}


async def streamed(
    guest: Guest, made: Completion, words: AsyncIterator[Heard], fresh: bool, usage: bool
) -> AsyncIterator[bytes]:
    """The reply in chunks, as server-sent events."""
    frame = made.frame("chat.completion.chunk") | ({"usage": None} if usage else {})

    def chunk(delta: dict[str, Json], finish: str | None = None, **more: Json) -> bytes:
        choices = [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}]
        return _event({**frame, "choices": choices, **more})

    yield chunk({"role": "assistant", "content": ""})
    said = False
    async for piece in words:
        if text := made.take(piece):
            said = True
            yield chunk({"content": text})
    for text in after(guest, made.reply, fresh, made.by):
        yield chunk({"content": f"\n\n{text}" if said else text})
        said = True
    yield chunk({}, "stop", chiron=made.about())
    if usage:
        yield _event({**frame, "choices": [], "usage": made.usage()})
    yield b"data: [DONE]\n\n"


def _event(body: dict[str, Json]) -> bytes:
    return f"data: {json.dumps(body, ensure_ascii=False)}\n\n".encode("utf-8", "replace")
