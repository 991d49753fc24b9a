"""What ``chiron doctor`` finds of the model of meaning: whether it gives vectors, and how fast."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from chiron.core.errors import ChironError
from chiron.ports.embeddings import Embedder

TRIAL = "What does a cell membrane let through?"
"""Nothing of anybody."""
LATEST = 0.5
"""Seconds after which a turn goes on by words alone."""
_HOW = "docs/how-to/find-passages-by-meaning.md"


@dataclass(frozen=True, slots=True)
class Meant:
    """What was seen, and what to do about it. ``comparing`` says that vectors are wanted of the database too."""

    what: str
    well: bool
    told: str
    remedy: str = ""
    comparing: bool = False


async def meaning(opened: Callable[[], Embedder | None]) -> Meant:
    """Embed a question twice: the first time loads the model."""
    what = "Model of meaning"
    try:
        embedder = opened()
        if embedder is None:
            return Meant(what, True, "none is configured, so passages are found by words")
        (vector,) = await embedder.embed([TRIAL])
        began = time.monotonic()
        await embedder.embed([TRIAL])
        took = time.monotonic() - began
    except ChironError as fault:
        return Meant(what, False, fault.message, f"Put that right: {_HOW}")
    close = getattr(embedder, "close", None)
    if close is not None:
        await close()
    told = f"{embedder.name} gives {len(vector)} numbers a sentence, in {took:.3f} s"
    slow = f"A question waits {LATEST} s at most: take a smaller model or a nearer one."
    return Meant(what, took <= LATEST, told, "" if took <= LATEST else slow, comparing=True)
