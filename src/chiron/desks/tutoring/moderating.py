"""A message read by a moderation service before anything is decided, where the school chose one and the learner agreed.

The rules read it first and again: what they find needs no service, and where it does not answer they stand.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from chiron.core.errors import ChironError
from chiron.core.language.safety import screen
from chiron.core.learning import commands as c
from chiron.engine.people.person import Person

SECONDS = 1.0
"""For so long a learner's message waits for the service."""
Moderation = Callable[[Person, str], Awaitable[frozenset[str]]]
"""What a service says of somebody's message. Raises ModelError where it was not or may not be asked."""


async def moderated(asked: Moderation | None, person: Person, command: c.Say) -> c.Say:
    """The message with what was found in it. Raises nothing but cancellation."""
    if asked is None or not command.text.strip() or screen(command.text):
        return command
    try:
        async with asyncio.timeout(SECONDS):
            flags = await asked(person, command.text)
    except (ChironError, TimeoutError):
        return command
    return replace(command, flags=tuple(sorted(flags)))
