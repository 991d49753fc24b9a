"""Asks a model what kind of message one is that the rules could not read; whatever fails, the rules' reading stands."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from chiron.core.language.guard.private import without_data
from chiron.core.language.prompts.reading import build_reading
from chiron.core.language.proposed import MOST_LETTERS, Proposed, proposed
from chiron.engine.dialogue.converse import Voice, closed
from chiron.ports import llm

MOST_SECONDS = 1.5
"""Of the seconds until the first words, what a reading may take."""
MOST_TOKENS = 160


@dataclass(frozen=True, slots=True)
class Understood:
    """What a model proposed, and which one."""

    proposed: Proposed
    by: str


async def understood(
    message: str, before: str, voice: Voice, now: datetime, seconds: float = MOST_SECONDS
) -> Understood | None:
    """What a model proposes for a message; None in ``seconds`` at the latest where none may be asked, or it fails.

    ``before`` are the tutor's words before it, ``now`` is its moment in the learner's time zone. It raises nothing but
    cancellation.
    """
    parts = build_reading(without_data(message), without_data(before))
    messages = tuple(llm.Message(part.role, part.text) for part in parts)
    bounds = llm.Bounds(first=seconds, total=seconds, letters=MOST_LETTERS)
    ask = llm.Ask(messages, MOST_TOKENS, temperature=0.0, purpose="reading", bounds=bounds)
    said, by = "", "model"
    events = voice(ask)
    try:
        async with asyncio.timeout(seconds):
            async for event in events:
                if isinstance(event, llm.Piece):
                    said += event.text
                elif isinstance(event, llm.Used):
                    by = event.model
    except Exception:
        # As with words: a model may fail in ways that nobody foresaw.
        return None
    finally:
        await closed(events)
    found = proposed(said, message, now)
    return None if found is None else Understood(found, by)
