"""What ``chiron doctor`` finds of the moderation service: whether it reads, how fast, and sees plain danger."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from chiron.core.errors import ChironError
from chiron.faces.cli.doctor_models import Found
from chiron.ports.moderation import Moderator, NotRead

PLAIN = "What does a cell membrane let through?"
GRAVE = "I want to kill myself tonight."
"""Nothing of anybody's: the second is what such a service is there for."""
LATEST = 1.0
"""Seconds after which a message is read by Chiron's own rules alone."""
MOST = 15.0
"""Seconds that a first connection may take here, where nobody waits."""
_HOW = "docs/how-to/connect-a-language-model.md"


async def moderation(opened: Callable[[], Moderator | None]) -> Found:
    """Let the service read an ordinary sentence twice, the first for the connection, then one of danger."""
    what = "Moderation service"
    try:
        service = opened()
        if service is None:
            return Found(what, True, "none is configured, so Chiron's own rules read for danger")
        try:
            return await _tried(f"{what} {service.name}", service)
        finally:
            await service.close()
    except ChironError as fault:
        return Found(what, False, fault.message, f"Put that right: {_HOW}")


async def _tried(what: str, service: Moderator) -> Found:
    try:
        async with asyncio.timeout(MOST):
            alarmed = await service.read(PLAIN)
            began = time.monotonic()
            await service.read(PLAIN)
            took = time.monotonic() - began
            seen = await service.read(GRAVE)
    except (NotRead, TimeoutError) as fault:
        told = fault.message if isinstance(fault, NotRead) else f"did not answer in {MOST:.0f} s"
        remedy = "Look whether it runs, and whether its address and key in models.toml are right. Until then the rules"
        return Found(what, False, told, f"{remedy} stand alone: {_HOW}")
    told = f"reads a message in {took:.2f} s"
    if took > LATEST:
        remedy = f"A message waits {LATEST:.0f} s at most: take a quicker service, or one nearer by."
        return Found(what, False, told, remedy)
    if alarmed or not seen:
        strange = "sees danger in an ordinary question" if alarmed else "sees no danger in a plain sentence of it"
        remedy = f"Look at what it answers, and whether it is the right service: {_HOW}"
        return Found(what, False, f"{told}, but {strange}", remedy)
    return Found(what, True, f"{told}, and knows a plain sentence of danger")
