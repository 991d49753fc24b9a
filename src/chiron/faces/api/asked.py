"""What a client asks: read within bounds, with a place and a remedy for what cannot be used.

Fields that are not known here are passed over: clients send many. Of the messages only the user's last counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from msgspec import DecodeError
from msgspec.json import decode
from starlette.requests import Request

from chiron.core.errors import InvalidInput
from chiron.core.words import Json
from chiron.faces.api.faults import TooLarge

LARGEST = 1_000_000
"""Bytes of a body; clients send the whole conversation each time."""
MOST_MESSAGES = 4_000
PREFIX = "chiron/"
LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. ``course`` is the model without its prefix; ``fresh`` where the client shows no earlier reply."""

    course: str
    text: str
    stream: bool
    usage: bool
    fresh: bool


async def read_body(request: Request) -> bytes:
    """The body. Raises TooLarge as soon as it is longer than is read."""
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > LARGEST:
            raise TooLarge("The body is larger than 1 MB. Send fewer earlier messages: none of them is needed here.")
    return bytes(found)


def read(data: bytes) -> Asked:
    """The request that a body holds. Raises InvalidInput with the place."""
    try:
        given = decode(data)
    except (DecodeError, UnicodeDecodeError, RecursionError):
        raise InvalidInput("The body is no JSON. Send an object with model and messages.", field="body") from None
    if not isinstance(given, dict):
        raise InvalidInput("The body is no object. Send one with model and messages.", field="body")
    model, messages = given.get("model"), given.get("messages")
    if not isinstance(model, str) or not model:
        raise InvalidInput("Name a model, such as one that /v1/models lists.", field="model")
    if not isinstance(messages, list) or not messages or len(messages) > MOST_MESSAGES:
        raise InvalidInput(f"Send 1 to {MOST_MESSAGES} messages.", field="messages")
    if given.get("n") not in (None, 1):
        raise InvalidInput("A tutor says one thing at a time: leave n out, or make it 1.", field="n")
    options = given.get("stream_options")
    return Asked(
        course=model.removeprefix(PREFIX),
        text=_said(messages),
        stream=given.get("stream") is True,
        usage=isinstance(options, dict) and options.get("include_usage") is True,
        fresh=not any(isinstance(each, dict) and each.get("role") == "assistant" for each in messages),
    )


def _said(messages: Sequence[Json]) -> str:
    for place in reversed(range(len(messages))):
        each = messages[place]
        if isinstance(each, dict) and each.get("role") == "user":
            return _text(each.get("content"), f"messages[{place}].content")
    raise InvalidInput('There is no message of the learner\'s. Send one with "role": "user".', field="messages")


def _text(content: Json, place: str) -> str:
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        raise InvalidInput("Send the message as text.", field=place)
    texts: list[str] = []
    for part in content:
        if not isinstance(part, Mapping) or part.get("type") != "text" or not isinstance(part.get("text"), str):
            raise InvalidInput("Only text can be read here. Leave pictures, sound and files out.", field=place)
        texts.append(part["text"])
    return "\n".join(texts)


def key_of(request: Request, token: UUID, text: str, otherwise: UUID) -> str:
    """The idempotency key: made of the client's own header with what is said, else a new one. Raises InvalidInput."""
    given = request.headers.get("idempotency-key", "")
    if not given:
        return f"chat-{otherwise}"
    if len(given) > LONGEST_KEY:
        raise InvalidInput(f"Shorten the key to {LONGEST_KEY} characters.", field="Idempotency-Key")
    told = "\0".join((token.hex, given, text))
    return f"chat-{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:40]}"
