"""What ``chiron doctor`` finds of the configured language models: whether each answers, how fast, and for how much."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass

from chiron.core.errors import ChironError
from chiron.engine.models import Offer
from chiron.ports.llm import Ask, Bounds, Message, Model, NotInstalled, Piece, WrongKey

TRIAL = Ask(
    (Message("system", "You are being tried out. Answer with one short sentence."), Message("user", "Are you there?")),
    most_tokens=30,
    temperature=0.0,
    purpose="trial",
    bounds=Bounds(first=15.0, total=30.0),
)
"""Nothing of anybody: it needs no consent."""
USUAL = (900, 120)
"""Tokens of a usual turn: the prompt, and what is said."""
LATEST = 2.5
"""Seconds after which the learner is told the authored words instead."""
_HOW = "docs/how-to/connect-a-language-model.md"


@dataclass(frozen=True, slots=True)
class Found:
    """Of one model: whether it will do, what was seen, and what to do about it."""

    what: str
    well: bool
    told: str
    remedy: str = ""


async def models(offers: Callable[[], tuple[Offer, ...]]) -> AsyncIterator[Found]:
    """Ask each configured model for a sentence. What is asked for no words is looked at elsewhere."""
    try:
        configured = [offer for offer in offers() if offer.words]
    except ChironError as fault:
        yield Found("Language models", False, fault.message, f"Put that right: {_HOW}")
        return
    if not configured:
        yield Found("Language models", True, "none are configured, so the authored words are said")
    for offer in configured:
        yield await tried(offer)


async def tried(offer: Offer) -> Found:
    """One model, asked once."""
    what, where = f"Language model {offer.name}", "on this machine" if offer.here else "on another machine"
    try:
        model = offer.open()
        load = getattr(model, "warm", None)
        if load is not None:
            await load()
        first = await _first_words(model)
    except ChironError as fault:
        return Found(what, False, fault.message, _remedy(fault))
    close = getattr(model, "close", None)
    if close is not None:
        await close()
    told = f"answers ({offer.provider}, {where}); first words after {first:.2f} s; {cost(offer)}"
    if first > LATEST:
        return Found(what, False, told, f"Learners wait {LATEST} s at most: take a smaller model or a quicker machine.")
    return Found(what, True, told)


def cost(offer: Offer) -> str:
    """What a usual turn costs."""
    if offer.price is not None:
        each = offer.price.of(USUAL[0], 0, USUAL[1])
        return f"a usual turn costs {each:.5f} {offer.price.currency}"
    if offer.here:
        return "a usual turn costs nothing"
    return "what a turn costs is not known (give prompt_price and completion_price)"


async def _first_words(model: Model) -> float:
    """Seconds until the first words; the answer is heard to its end. Raises ModelError."""
    began, first = time.monotonic(), 0.0
    async with aclosing(model.stream(TRIAL)) as events:
        async for event in events:
            if isinstance(event, Piece) and not first:
                first = time.monotonic() - began
    return first


def _remedy(fault: ChironError) -> str:
    if isinstance(fault, NotInstalled):
        return "Install it, or take the model out of models.toml."
    if isinstance(fault, WrongKey):
        return f"Put the right key where models.toml says it lies: {_HOW}"
    if fault.again:
        return "Look whether it runs, and whether its address in models.toml is right; or try again later."
    return f"Look at its lines in models.toml: {_HOW}"
