"""What streaming costs: processor time of an event, and what an open stream holds, beside bare Starlette."""

from __future__ import annotations

import gc
import socket
import time
from datetime import UTC, datetime
from statistics import median
from urllib.parse import urlsplit
from uuid import uuid4

import psutil

from benchmarks.bare import EVENTS
from benchmarks.classroom import COURSE, Browser, Classroom, cpu
from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.servers import bare
from benchmarks.turn import go_on, serving
from chiron.core.events import About, Draft, Made
from chiron.core.learning.fold import apply_draft
from chiron.core.learning.state import to_bytes
from chiron.core.words import MoveKind, Source
from chiron.engine.records import log
from chiron.faces.web.house import SITTING_COOKIE

STREAMS = 60
FEW = 20
"""Events of a short stream."""
WARM = 5
HELD = 400
BARE = "benchmarks.bare:stream"


def long_turn(room: Classroom, pieces: int) -> str:
    """A tutor's turn of so many pieces beside the open item, as a model's sentences would be; its id."""
    return room.runner.run(_long_turn(room, pieces))


async def _long_turn(room: Classroom, pieces: int) -> str:
    house, person, turn = room.house, room.person, str(uuid4())
    async with house.database.school(person.school) as conn:
        found = await house.tutoring.folds.gather(conn, person, COURSE)
        item = found.state.item
        assert item is not None
        words = [
            {"text": "Subtract 4 from both sides.", "source": Source.COURSE.value, "title": None, "link": None}
            | {"quoted": False}
            for _ in range(pieces)
        ]
        body = {"turn": turn, "item": item.id, "move": MoveKind.HINT.value, "reason": "measured", "words": words}
        about = About(found.frame.course.id, found.frame.version, item.skill)
        draft = Draft(
            "words.said",
            body | {"provenance": "authored"},
            f"measured-{turn}",
            None,
            datetime.now(UTC),
            about=about,
            made=Made(parameters=found.frame.model.version),
        )
        state = to_bytes(apply_draft(found.state, draft, found.frame))
        await log.record(conn, person.id, found.seq, [draft], COURSE, house.tutoring.folds.parameters, state)
    return turn


def opened(room: Classroom, address: str) -> Browser:
    """A browser with an item open."""
    browser = Browser(address, room.token)
    browser.get(f"/learn/{COURSE}/today")
    go_on(room, browser, 0)
    return browser


@benchmark(
    "turn.stream",
    f"CPU of one more streamed event, between streams of {FEW} and of {EVENTS}: HTTP in to last byte",
    "us",
    goal=Goal(1.25, of="ratio"),
    reference="bare Starlette StreamingResponse",
)
def stream(progress: Progress) -> Figure:
    """Long and short streams, ours and bare, taken in turns. All say one sentence, so that rendering it is not counted;
    nor, by taking the difference, is what a request costs before its first event: the note tells that."""
    with serving() as (room, process, address), bare(BARE) as (plain_process, plain_address):
        browser, plain = opened(room, address), Browser(plain_address)
        turns = {events: f"/learn/{COURSE}/words/{long_turn(room, events - 1)}" for events in (FEW, EVENTS)}
        ours: dict[int, list[float]] = {FEW: [], EVENTS: []}
        theirs: dict[int, list[float]] = {FEW: [], EVENTS: []}
        for number in range(STREAMS + WARM):
            for events, path in turns.items():
                ours[events].append(_one(browser, path, process, events))
                theirs[events].append(_one(plain, f"/events?count={events}", plain_process, events))
            if number % 20 == 19:
                progress(f"{number + 1} of {STREAMS + WARM} streams of each")
    note = f"a whole stream of {FEW}: {_middle(ours[FEW]) * 1e3:.2f} ms, bare {_middle(theirs[FEW]) * 1e3:.2f} ms"
    return Figure(_each(ours), _each(theirs), note)


def _middle(taken: list[float]) -> float:
    return median(taken[WARM:])


def _each(taken: dict[int, list[float]]) -> float:
    """Microseconds of one more event."""
    return (_middle(taken[EVENTS]) - _middle(taken[FEW])) / (EVENTS - FEW) * 1e6


def _one(browser: Browser, path: str, process: psutil.Process, events: int) -> float:
    before = cpu(process)
    text = browser.get(path)
    assert text.count("\nevent: ") == events, text[:500]
    return cpu(process) - before


@benchmark(
    "turn.held-streams",
    f"memory of one open stream, of {HELD} held by one worker at once",
    "kB",
    reference="bare Starlette StreamingResponse",
)
def held(progress: Progress) -> Figure:
    """Growth of the serving process's memory while nobody closes; the worker must still answer another page."""
    with serving() as (room, process, address), bare(BARE) as (plain_process, plain_address):
        opened(room, address)
        path = f"/learn/{COURSE}/words/{long_turn(room, 2)}"
        progress(f"holding {HELD} of ours")
        ours = _hold(process, address, path, f"{SITTING_COOKIE}={room.token}")
        progress(f"holding {HELD} of the reference")
        theirs = _hold(plain_process, plain_address, "/events", "")
    return Figure(ours / 1000, theirs / 1000)


def _hold(process: psutil.Process, address: str, path: str, cookie: str) -> float:
    """Bytes for each of the open streams."""
    _open(address, path, cookie, 20)
    before, sockets = process.memory_full_info().uss, []
    try:
        for _ in range(HELD):
            sockets += _open(address, path, cookie, 1)
        time.sleep(1)
        Browser(address).get("/healthz")
        return (process.memory_full_info().uss - before) / HELD
    finally:
        for each in sockets:
            each.close()
        gc.collect()


def _open(address: str, path: str, cookie: str, count: int) -> list[socket.socket]:
    where = urlsplit(address)
    asked = f"GET {path} HTTP/1.1\r\nHost: {where.netloc}\r\nAccept: text/event-stream\r\nCookie: {cookie}\r\n\r\n"
    found = []
    for _ in range(count):
        made = socket.create_connection((where.hostname or "", where.port or 80), timeout=30)
        made.sendall(asked.encode())
        assert made.recv(64).startswith(b"HTTP/1.1 200"), "the stream began"
        found.append(made)
    return found
