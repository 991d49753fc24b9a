"""Our side of the sandbox: starts a process for one program, asks it call by call, and ends it.

A program that uses up its processor time has answered: it is too slow. One that only lets time go by has not, because a
busy machine looks the same: that is TimedOut, and no grade. See docs/decisions/0009.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import chiron
from chiron.core.errors import Unavailable
from chiron.core.words import Json
from chiron.engine.grading.workers import START_SECONDS, Answered, Broke, Result, TimedOut, ended, killed

MEMORY = 512 * 1024**2
"""Bytes of address space."""
LINE = 256 * 1024
"""Bytes of one answer."""
WAITING = 32
NEEDED = frozenset({"files", "network", "processes"})
"""What must be refused inside before a program is let in."""
Trust = Literal["sandbox", "trust", "person"]
"""Run programs only in the whole sandbox; with whatever locks there are; or never."""
_START = "import sys; sys.path.insert(0, sys.argv.pop()); from chiron.engine.grading.sandbox.inner import main; main()"


@dataclass(frozen=True, slots=True)
class Locks:
    """The layers that this machine has, and what was refused inside when it was tried."""

    layers: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether everything needed holds."""
        return set(self.holds) >= NEEDED and "limits" in self.layers


@dataclass(frozen=True, slots=True)
class NotHere:
    """Programs are not run here: the locks do not hold, or the operator said so."""


class Sandbox:
    """Runs programs, at most ``at_once``, by default as many as there are cores. Belongs to one event loop."""

    def __init__(self, trust: Trust = "sandbox", at_once: int | None = None, waiting: int = WAITING) -> None:
        self.trust = trust
        self._most = (at_once or os.cpu_count() or 1) + waiting
        self._places = asyncio.Semaphore(at_once or os.cpu_count() or 1)
        self._inside = 0

    async def locks(self) -> Locks:
        """What holds here, found by locking a process in and trying."""
        run = await _Run.start(1)
        try:
            async with asyncio.timeout(START_SECONDS):
                return await run.locks()
        except (TimeoutError, EOFError, OSError, ValueError):
            return Locks()
        finally:
            await run.end()

    async def run(self, source: str, calls: Sequence[str], seconds: int = 2) -> Result | NotHere:
        """Run a program and evaluate the calls in it one after the other, within ``seconds`` of processor time in all.

        The answer is ``{"begun": true} | {"error": ...}`` with ``"calls"``, one entry a call: ``{"got", "printed"}`` or
        ``{"error", "printed"}``. Where the program ended before its time the list is shorter and ``"ended"`` says why:
        ``time`` or ``died``. Raises Unavailable when too many wait.
        """
        if self.trust == "person":
            return NotHere()
        if self._inside >= self._most:
            raise Unavailable("Many programs are being run just now. Send yours again in a moment.")
        self._inside += 1
        try:
            async with self._places:
                return await self._run(source, calls, seconds)
        finally:
            self._inside -= 1

    async def _run(self, source: str, calls: Sequence[str], seconds: int) -> Result | NotHere:
        run = await _Run.start(seconds)
        told: dict[str, Json] = {"calls": []}
        inside = False
        try:
            async with asyncio.timeout(START_SECONDS + 5 * seconds):
                inside = (await run.locks()).whole or self.trust == "trust"
                if not inside:
                    return NotHere()
                await run.ask(told, source, calls)
        except TimeoutError:
            return TimedOut()
        except (EOFError, OSError, ValueError, RecursionError) as error:
            if not inside:
                return Broke(f"no process could be locked in: {error}")
            told["ended"] = await run.why()
        finally:
            await run.end()
        return Answered(told)


class _Run:
    """One process inside."""

    def __init__(self, process: Process) -> None:
        self.process = process

    @classmethod
    async def start(cls, seconds: int) -> _Run:
        home = str(Path(chiron.__file__).parents[1])
        return cls(
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", "-c", _START, str(seconds), str(MEMORY), home),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                cwd=os.sep,
                env={},
                limit=LINE,
                start_new_session=True,
            )
        )

    async def locks(self) -> Locks:
        """The first line, said before any program is let in."""
        found = await self._line()
        return Locks(tuple(found["layers"]), tuple(found["holds"]))

    async def ask(self, told: dict[str, Json], source: str, calls: Sequence[str]) -> None:
        """Let the program in and ask every call; what is found goes into ``told`` as it comes."""
        begun = await self._say({"source": source})
        if "error" in begun:
            told["error"] = begun["error"]
            return
        told["begun"] = True
        for call in calls:
            told["calls"].append(await self._say({"call": call}))

    async def _say(self, request: Json) -> dict[str, Json]:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        await self.process.stdin.drain()
        return await self._line()

    async def _line(self) -> dict[str, Json]:
        assert self.process.stdout is not None
        line = await self.process.stdout.readline()
        if not line.endswith(b"\n"):
            raise EOFError
        found = json.loads(line)
        if not isinstance(found, dict):
            raise ValueError
        return found

    async def why(self) -> str:
        """Why it ended: out of its processor time, or otherwise; one that goes on writing nonsense is ended here."""
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                await ended(self.process)
        return "time" if self.process.returncode in (-signal.SIGXCPU, -signal.SIGKILL) else "died"

    async def end(self) -> None:
        """Kill it, whatever it does."""
        await asyncio.shield(asyncio.ensure_future(killed(self.process)))
