"""A talk summed up by a model: asked once, every sentence past the guard, and past what is never remembered."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from chiron.core.language.facts.sensitive import sensitive
from chiron.core.language.facts.shape import LONGEST_SUMMARY
from chiron.core.language.guard.cutting import Cutter
from chiron.core.language.guard.private import without_data
from chiron.core.language.guard.scene import Scene
from chiron.core.language.guard.words import judge
from chiron.core.language.prompts import Part
from chiron.engine.dialogue.converse import ENDS, Voice, closed
from chiron.ports import llm

SECONDS = 20.0
"""Nobody waits for it."""
TOKENS = 180
MOST_LETTERS = 1_500


@dataclass(frozen=True, slots=True)
class Summed:
    """The sentences that may stand, as one text, and whose they are. ``stopped`` counts those that may not."""

    text: str
    by: str
    stopped: int = 0


async def summed(parts: Sequence[Part], scene: Scene, voice: Voice) -> Summed | None:
    """What a model sums up; None where none may be asked, where it fails, or nothing of it may stand.

    It raises nothing but cancellation.
    """
    messages = tuple(llm.Message(part.role, part.text) for part in parts)
    bounds = llm.Bounds(first=SECONDS, total=SECONDS, letters=MOST_LETTERS)
    ask = llm.Ask(messages, TOKENS, temperature=0.0, purpose="summary", bounds=bounds)
    cutter, found, by, whole = Cutter(), list[str](), "model", False
    events = voice(ask)
    try:
        async with asyncio.timeout(SECONDS):
            async for event in events:
                if isinstance(event, llm.Piece):
                    found += cutter.feed(event.text)
                elif isinstance(event, llm.Used):
                    by = event.model
                elif isinstance(event, llm.Ended):
                    whole = event.reason == "done"
    except Exception:
        # As with words: a model may fail in ways that nobody foresaw, and half a summary is none.
        return None
    finally:
        await closed(events)
    if (rest := cutter.rest()) and whole and rest[-1] in ENDS:
        found.append(rest)
    kept, stopped = _kept(found, scene)
    return Summed(kept, by, stopped) if kept else None


def _kept(sentences: Sequence[str], scene: Scene) -> tuple[str, int]:
    """What of it may be shown and remembered: whole sentences, as many as there is room for."""
    kept, stopped = "", 0
    for text in sentences:
        longer = f"{kept} {text}".strip()
        if len(longer) > LONGEST_SUMMARY:
            break
        if sensitive(text) or without_data(text) != text or not judge(text, scene, kept):
            stopped += 1
            continue
        kept = longer
    return kept, stopped
