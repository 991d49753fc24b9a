"""A pool of bounded worker processes for pure work that can be slow or hostile.

They start when first needed and stay warm. A worker that takes too long, uses too much memory or dies is killed and
replaced; the caller learns that there is no answer, and never takes that for a grade. What holds on which system:
docs/decisions/0009.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from chiron.core.errors import Unavailable
from chiron.core.words import Json
from chiron.engine.grading.worker import MOST_ANSWERED

SECONDS = 2.0
"""How long a job may take unless its caller says otherwise."""
START_SECONDS = 30.0
"""How long a worker may take to come up; counts against no job."""
MEMORY = 1024**3
"""Bytes of address space of one worker."""
WAITING = 64
"""So many jobs may wait for a worker; more are turned away."""
JOBS = 2000
"""After so many jobs a worker is replaced, so that what a library keeps does not add up."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The job's answer."""

    json: Json


@dataclass(frozen=True, slots=True)
class TimedOut:
    """The job took longer than its bound and was ended."""


@dataclass(frozen=True, slots=True)
class Broke:
    """The job raised, died or answered too much. ``why`` is for the log, never for a learner."""

    why: str


Result = Answered | TimedOut | Broke


async def killed(process: Process) -> None:
    """Kill a process and wait until it has ended."""
    with suppress(ProcessLookupError):
        process.kill()
    if process.stdin is not None:
        process.stdin.close()
    await ended(process)


async def ended(process: Process) -> None:
    """Wait until a process has ended, throwing away what it still says: asyncio waits for the end of the pipe too."""
    while process.stdout is not None and await process.stdout.read(65536):
        pass
    await process.wait()


class _Worker:
    """One process and its pipes."""

    def __init__(self, process: Process) -> None:
        self.process, self.jobs = process, 0

    @classmethod
    async def start(cls, memory: int) -> _Worker:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-m", "chiron.engine.grading.worker", str(memory)),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=_environment(),
            limit=MOST_ANSWERED + 1024,
        )
        worker, places = cls(process), [place or os.getcwd() for place in sys.path]
        try:
            async with asyncio.timeout(START_SECONDS):
                await worker.ask(places)
        except BaseException:
            await worker.kill()
            raise
        return worker

    async def ask(self, request: Json) -> Json:
        """The next line that it answers. Raises EOFError, OSError or ValueError where none comes."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        await self.process.stdin.drain()
        line = await self.process.stdout.readline()
        if not line.endswith(b"\n"):
            raise EOFError("it ended without an answer")
        return json.loads(line)

    async def kill(self) -> None:
        """End it and wait until it has ended."""
        await asyncio.shield(asyncio.ensure_future(killed(self.process)))

    @property
    def fit(self) -> bool:
        return self.process.returncode is None and self.jobs < JOBS


class Pool:
    """``size`` workers, by default as many as there are cores, each with ``memory`` bytes.

    Belongs to one event loop.
    """

    def __init__(self, size: int | None = None, memory: int = MEMORY, waiting: int = WAITING) -> None:
        self.size, self.memory, self.waiting = size or os.cpu_count() or 1, memory, waiting
        self._idle, self._busy = list[_Worker](), set[_Worker]()
        self._places = asyncio.Semaphore(self.size)
        self._inside = 0
        self._closed = False

    async def run(self, job: str, payload: Json, seconds: float = SECONDS) -> Result:
        """Do ``job`` ("module:function" of a JSON value) in a worker, within ``seconds``.

        Raises Unavailable when too many wait or the pool is closed.
        """
        if self._closed or self._inside >= self.size + self.waiting:
            raise Unavailable("Many answers are being checked just now. Send yours again in a moment.")
        self._inside += 1
        try:
            async with self._places:
                return await self._run({"job": job, "payload": payload, "seconds": seconds})
        finally:
            self._inside -= 1

    async def _run(self, request: dict[str, Any]) -> Result:
        try:
            worker = await self._worker()
        except (TimeoutError, EOFError, OSError, ValueError):
            raise Unavailable("Answers cannot be checked just now. Send yours again in a moment.") from None
        self._busy.add(worker)
        result: Result = Broke("it was given up")
        kept = False
        try:
            async with asyncio.timeout(request["seconds"]):
                said = await worker.ask(request)
            result = Answered(said["answer"]) if "answer" in said else Broke(said["broke"])
            kept = isinstance(result, Answered) or not result.why.startswith("MemoryError")
        except TimeoutError:
            result = TimedOut()
        except (EOFError, OSError, ValueError) as error:
            result = Broke(str(error))
        finally:
            self._busy.discard(worker)
            worker.jobs += 1
            if kept and worker.fit and not self._closed:
                self._idle.append(worker)
            else:
                await worker.kill()
        return result

    async def _worker(self) -> _Worker:
        if self._closed:
            raise EOFError("the pool is closed")
        while self._idle:
            worker = self._idle.pop()
            if worker.fit:
                return worker
            await worker.kill()
        return await _Worker.start(self.memory)

    async def warm(self) -> None:
        """Start one worker ahead of the first job."""
        with suppress(TimeoutError, EOFError, OSError, ValueError):
            self._idle.append(await _Worker.start(self.memory))

    @property
    def processes(self) -> tuple[int, ...]:
        """The process ids of the workers that are there."""
        return tuple(worker.process.pid for worker in (*self._idle, *self._busy))

    async def close(self) -> None:
        """End every worker; jobs under way get no answer."""
        self._closed = True
        workers = (*self._idle, *self._busy)
        self._idle.clear()
        await asyncio.gather(*(worker.kill() for worker in workers))


def _environment() -> dict[str, str]:
    """What a worker may know: nothing of the settings, and one thread for numbers."""
    return {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PATH": "/usr/bin:/bin"}
