"""Turns that a model is wording just now: one asking for each, whoever listens, also when the connection breaks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import cast

from fastapi import FastAPI

from chiron.core.errors import ChironError
from chiron.desks.tutoring.asking import Asking
from chiron.desks.tutoring.summing import ask_for_summary
from chiron.desks.tutoring.understanding import learn
from chiron.desks.tutoring.wording import worded
from chiron.engine.dialogue.converse import Sentence


@dataclass
class Speaking:
    """One asking under way. ``said`` grows; ``changed`` is set and replaced whenever it does, and at the end."""

    said: list[str] = field(default_factory=list)
    over: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None

    def tell(self) -> None:
        """Wake whoever listens."""
        self.changed.set()
        self.changed = asyncio.Event()


def speaking(app: FastAPI, asking: Asking) -> Speaking:
    """The asking of this turn, begun if nobody began it. It ends by itself; a listener who leaves does not stop it."""
    if not hasattr(app.state, "speaking"):
        app.state.speaking = {}
    every = cast(dict[tuple[object, str], Speaking], app.state.speaking)
    name = (asking.sitting.person.id, asking.turn)
    found = every.get(name)
    if found is None:
        found = every[name] = Speaking()
        found.task = asyncio.create_task(_run(found, asking))
        found.task.add_done_callback(lambda _: every.pop(name, None))
    # While its afterthoughts run, what is over is already in the record, and is told from there as it is later.
    return Speaking(over=True) if found.over else found


async def _run(here: Speaking, asking: Asking) -> None:
    try:
        # Where the database does not answer, the page says what is recorded once it does.
        with suppress(ChironError):
            async with aclosing(worded(asking)) as spoken:
                async for event in spoken:
                    if isinstance(event, Sentence):
                        here.said.append(event.text)
                        here.tell()
    finally:
        here.over = True
        here.tell()
    if here.said:
        # Nobody waits for it, and nothing hangs on it. Where no sentence was shown as it came, for the youngest above
        # all, a model is not asked what it would remember.
        with suppress(Exception):
            await learn(asking)
        with suppress(Exception):
            await ask_for_summary(asking)


async def listen(here: Speaking, after: int) -> AsyncGenerator[tuple[int, str], None]:
    """The sentences with their numbers from 1, those after a number, until it is over."""
    while True:
        changed = here.changed
        for number, text in enumerate(here.said[after:], after + 1):
            after = number
            yield number, text
        if here.over:
            return
        await changed.wait()
