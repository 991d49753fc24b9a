"""What asking a model through Chiron adds to asking the same server: the same streamed turn, three ways in turn.

The server is a process of its own. Ours is the whole way of a turn's words: the school's choice, the consent, the
budgets, the list of calls and the bounds, on a real database, and the guard on each sentence; pydantic-ai alone and
httpx have none of it.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

import httpx
import psutil
from pydantic_ai.direct import model_request_stream
from tests.contracts.llm_server import Server

from benchmarks.dialogue_made import opened
from benchmarks.harness import Figure, Goal, Progress, benchmark
from chiron.adapters.llm.product import Product
from chiron.adapters.llm.products import made
from chiron.adapters.llm.streamed import history, settings, words
from chiron.adapters.llm.wire import client
from chiron.core.language.guard.scene import Scene
from chiron.core.language.prompts import Ground
from chiron.core.learning.decide import Words
from chiron.core.learning.state import Piece as Authored
from chiron.core.words import Move, MoveKind, Source
from chiron.engine.dialogue.converse import Patience, Sentence, Whole, converse
from chiron.engine.models import Call, Kind, Models
from chiron.engine.models.choices import Choice, Chosen, change
from chiron.engine.people import accounts, consent, store
from chiron.engine.people.consent import Matter
from chiron.engine.people.person import Role
from chiron.engine.records.cluster import prepare
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from chiron.main.models import models_of
from chiron.main.settings import Settings
from chiron.ports.llm import Ask, Bounds, Message, Piece

SAID = (
    "Look at the left side again and read it out loud. Which of its parts holds the letter that you are looking for? "
    "Think about what could be done to both sides at the same time. Write that down before you go on with anything."
)
WORDS = tuple(f"{word} " for word in SAID.split())
PAUSE = 0.004
"""Seconds before each word: as a quick model has it, so that each comes by itself."""
PROMPT = "Ask for units. Give no answers. " * 100
ASK = Ask((Message("system", PROMPT), Message("user", "I wrote 3/4. Why is it wrong?")), bounds=Bounds(200.0, 400.0))
TURNS, WARM = 60, 8
STREAMS = 200

AUTHORED = Words("turn", Move(MoveKind.ASK, "asked"), (Authored("Look at the question once more.", Source.COURSE),))
GROUND = Ground(MoveKind.ASK, "asked", ("Look at the question once more.",))

Way = Callable[[], Awaitable[float]]
"""One turn; the seconds until its first sentence is whole."""


def _serve(tell: Connection, pause: float) -> None:
    async def run() -> None:
        async with Server(words=WORDS, pause=pause).serving() as server:
            tell.send(server.address)
            await asyncio.Event().wait()

    asyncio.run(run())


@asynccontextmanager
async def provider(pause: float) -> AsyncIterator[str]:
    """A server in a process of its own; its address."""
    hear, tell = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(tell, pause), daemon=True)
    process.start()
    try:
        yield await asyncio.to_thread(hear.recv)
    finally:
        process.terminate()
        process.join()


@asynccontextmanager
async def school(address: str) -> AsyncIterator[tuple[Models, Call]]:
    """A school on a database of its own that chose the server, with a learner who agreed."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        endpoint = await prepare(home, None)
        database = await Database.open(endpoint.app_url)
        (home / "models.toml").write_text(
            f'[[model]]\nname = "tiny"\nprovider = "compatible"\nmodel = "tiny"\naddress = "{address}"\n'
        )
        models = models_of(Settings(home), database)
        try:
            yield models, await learner(database)
        finally:
            await models.close()
            await database.close()
            await endpoint.close()


async def learner(database: Database) -> Call:
    """A call on behalf of somebody who agreed."""
    place, now = new_id(), datetime.now(UTC)
    person = accounts.new_person(place, "Ada", "ada", frozenset({Role.LEARNER}), now)
    async with database.school(place) as conn:
        await conn.execute("INSERT INTO school (id, slug, name) VALUES (%s, 'north', 'North')", [place])
        await store.add_person(conn, person, None)
        await consent.record(conn, person.id, Matter.USE, True, None, "school", now)
        await change(conn, Chosen((Choice("tiny", frozenset(Kind)),)))
        line = await consent.reference(conn, person.id)
    return Call(place, person.id, line, frozenset({Kind.STEP, Kind.LINES}))


class Cut:
    """Hears pieces until the first sentence is whole, which is seen by the word after it."""

    def __init__(self) -> None:
        self._began, self._text, self.first = time.perf_counter(), "", 0.0

    def hear(self, text: str) -> None:
        self._text += text
        if not self.first and ". " in self._text.rstrip():
            self.first = time.perf_counter() - self._began


async def ours(models: Models, call: Call, scene: Scene) -> float:
    """Through Chiron, guard and all."""
    began, first = time.perf_counter(), 0.0
    spoken = converse(
        AUTHORED,
        GROUND,
        scene,
        lambda ask: models.stream(call, replace(ASK, bounds=ask.bounds)),
        hold=False,
        patience=Patience(first=200.0, total=400.0),
    )
    async with aclosing(spoken) as events:
        async for event in events:
            if isinstance(event, Sentence) and not first:
                first = time.perf_counter() - began
            if isinstance(event, Whole) and (event.ended != "done" or event.stopped):
                raise AssertionError(f"it ended {event.ended}, stopped {event.stopped}")
    return first


def library(address: str) -> Way:
    """Through pydantic-ai alone."""
    product = Product("tiny", "compatible", "tiny", address)
    model = made(product, client(only_here=False))

    async def ask() -> float:
        cut = Cut()
        async with model_request_stream(model, history(ASK.messages), model_settings=settings(ASK)) as response:
            async for event in response:
                cut.hear(words(event))
        return cut.first

    return ask


def bare(session: httpx.AsyncClient, address: str) -> Way:
    """With httpx directly."""
    body = {
        "model": "tiny",
        "stream": True,
        "max_tokens": ASK.most_tokens,
        "temperature": ASK.temperature,
        "stream_options": {"include_usage": True},
        "messages": [{"role": each.role, "content": each.text} for each in ASK.messages],
    }

    async def ask() -> float:
        cut = Cut()
        async with session.stream("POST", f"{address}/chat/completions", json=body) as response:
            async for line in response.aiter_lines():
                if line.startswith("data: {"):
                    for choice in json.loads(line[6:])["choices"]:
                        cut.hear(choice["delta"].get("content") or "")
        return cut.first

    return ask


@dataclass
class Spent:
    """Seconds until the first sentence, and of processor time, of every turn."""

    first: list[float]
    cpu: list[float]


async def three_ways(progress: Progress, pause: float = PAUSE) -> dict[str, Spent]:
    """The same turn through Chiron, pydantic-ai and httpx, one after the other, so that the machine is the same."""
    scene = next(iter(opened(1).values()))[0].scene()
    async with provider(pause) as address, school(address) as (models, call), httpx.AsyncClient(timeout=60) as session:
        ways: dict[str, Way] = {
            "ours": lambda: ours(models, call, scene),
            "pydantic-ai": library(address),
            "httpx": bare(session, address),
        }
        found = {name: Spent([], []) for name in ways}
        await models.warm()
        for turn in range(TURNS + WARM):
            for name, way in ways.items():
                began = time.process_time()
                first = await way()
                await models.settled()
                if turn >= WARM:
                    found[name].first.append(first)
                    found[name].cpu.append(time.process_time() - began)
        progress("; ".join(_line(name, spent) for name, spent in found.items()))
        return found


def _line(name: str, spent: Spent) -> str:
    return f"{name}: first sentence {median(spent.first) * 1000:.1f} ms, {median(spent.cpu) * 1000:.1f} ms of processor"


@benchmark(
    "dialogue.first_sentence",
    "milliseconds that Chiron adds until a model's first sentence is shown, checked, at the median, over httpx",
    "ms",
    goal=Goal(30),
    reference="httpx to the same server",
)
async def first_sentence(progress: Progress) -> Figure:
    """See the name; both wait for the word after the sentence, which shows that it is whole."""
    found = await three_ways(progress)
    direct = median(found["httpx"].first)
    added = (median(found["ours"].first) - direct) * 1000
    own = (median(found["pydantic-ai"].first) - direct) * 1000
    return Figure(added, direct * 1000, f"{TURNS} turns of {len(WORDS)} words; of it pydantic-ai alone: {own:.1f} ms")


@benchmark(
    "dialogue.cpu",
    "milliseconds of processor time for the words of a turn, from the school's choice to the call's account",
    "ms",
    goal=Goal(1.5, of="ratio"),
    reference="pydantic-ai alone",
)
async def processor(progress: Progress) -> Figure:
    """See the name."""
    found = await three_ways(progress)
    return Figure(
        median(found["ours"].cpu) * 1000,
        median(found["pydantic-ai"].cpu) * 1000,
        f"httpx alone {median(found['httpx'].cpu) * 1000:.1f} ms; {TURNS} turns of {len(WORDS)} words",
    )


@benchmark(
    "dialogue.streams",
    f"failures among {STREAMS} model streams open at the same time in one process",
    "",
    goal=Goal(0),
)
async def streams(progress: Progress) -> Figure:
    """Every stream stays open until each has its first words."""
    async with provider(0.25) as address, school(address) as (models, call):
        await models.warm()
        await one_stream(models, call, [])
        memory = psutil.Process().memory_info
        before, seen = memory().rss, [0]
        began = time.perf_counter()
        found = await asyncio.gather(*(one_stream(models, call, seen) for _ in range(STREAMS)), return_exceptions=True)
        took = time.perf_counter() - began
    failures = [each for each in found if each is not True]
    each = (max(seen) - before) / STREAMS / 1024
    progress(f"{took:.1f} s for all; first failure: {failures[:1]}")
    return Figure(len(failures), note=f"{each:.0f} KiB of memory a stream; all of them in {took:.1f} s")


async def one_stream(models: Models, call: Call, seen: list[int]) -> bool:
    """Hear a stream to its end; the process's memory is looked at in its middle."""
    said = 0
    async with aclosing(models.stream(call, ASK)) as events:
        async for event in events:
            said += isinstance(event, Piece)
            if said == len(WORDS) // 2 and len(seen) < STREAMS:
                seen.append(psutil.Process().memory_info().rss)
    return said == len(WORDS)
