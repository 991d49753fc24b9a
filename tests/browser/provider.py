"""A provider of language models beside the browser's Chiron: each of its models is bad in another way, but for one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager

from chiron.engine.models import Kind
from chiron.engine.models.choices import Choice, Chosen, change
from chiron.engine.people import consent
from chiron.engine.people.consent import Matter
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection
from tests.browser.house import Served
from tests.contracts.llm_server import Server

KIND = "kind"
SAYS = "Look at both sides of it. What was done to the letter?"
SAYING = {"reveal", KIND}
"""Models whose words come whole; what they say is another matter."""
FAULTS = ("hang", "hang-mid", "html", "garbage", "utf8", "nothing", "shape", "tool", "big", "endless", "cut", "drop",
          "401", "400", "429", "quota", "500", "503")  # fmt: skip
"""Models that fail as their name says: see ``tests/contracts/llm_server.py``."""
MODELS = (KIND, "reveal", "flatter", *FAULTS)


class Provider(Server):
    """Answers as the model is called that is asked. ``leak`` is what ``reveal`` gives away."""

    leak = ""

    async def _one(self, writer: asyncio.StreamWriter) -> bool:
        model = str(self.asked[-1].get("model"))
        says = {
            "reveal": f"The answer is {self.leak}. Just write {self.leak}.",
            "flatter": "Correct! You are a genius.",
        }
        self.words = tuple(f"{word} " for word in says.get(model, SAYS).split())
        self.manner = model if model in FAULTS else "good"
        return await super()._one(writer)

    def file(self) -> str:
        """``models.toml`` with every model of this provider."""
        return "".join(
            f'[[model]]\nname = "{name}"\nprovider = "compatible"\nmodel = "{name}"\naddress = "{self.address}"\n'
            for name in MODELS
        )


@contextmanager
def providing() -> Iterator[Provider]:
    """Serve in a thread of its own."""
    loop, stack, made = asyncio.new_event_loop(), AsyncExitStack(), Provider()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(stack.enter_async_context(made.serving()), loop).result(30)
    try:
        yield made
    finally:
        asyncio.run_coroutine_threadsafe(stack.aclose(), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


def choose(served: Served, *models: str) -> None:
    """The school asks these models from now on; without any, none."""

    async def work(conn: Connection) -> None:
        await change(conn, Chosen(tuple(Choice(name, frozenset(Kind)) for name in models), {}))

    served.with_school(work)


def agree(served: Served, person: Person) -> None:
    """They agreed to be helped by models on this machine."""

    async def work(conn: Connection) -> None:
        await consent.record(conn, person.id, Matter.USE, True, person.id, "self", served.rooms.clock())

    served.with_school(work)
