"""Where a fit is computed: in a process of this machine that gives way to others, or on a Ray cluster."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import msgspec

from chiron.core.errors import InvalidInput, Unavailable
from chiron.engine.fits.making import Done, Runner, Tell, Work, compute

LONGEST_LINE = 1 << 30
"""Bytes of one line of the child: a report with all its items is one."""


class Here:
    """A process on this machine."""

    async def run(self, work: Work, tell: Tell) -> Done:
        """Compute it; the process ends with whoever waits for it. Raises Unavailable where it fails."""
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "chiron.engine.fits.child",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=LONGEST_LINE,
        )
        try:
            sending = asyncio.ensure_future(self._send(child, msgspec.json.encode(work)))
            faults = asyncio.ensure_future(self._faults(child))
            done = await self._listen(child, tell)
            await sending
            told = await faults
            await child.wait()
        finally:
            if child.returncode is None:
                with suppress(ProcessLookupError):
                    child.kill()
                await child.wait()
        if done is None:
            last = told.strip().splitlines()[-1:] or ["it was stopped"]
            raise Unavailable(f"The fit could not be computed: {last[0]}.")
        return done

    async def _send(self, child: asyncio.subprocess.Process, work: bytes) -> None:
        assert child.stdin is not None
        with suppress(BrokenPipeError, ConnectionResetError):
            child.stdin.write(work)
            await child.stdin.drain()
        child.stdin.close()

    async def _faults(self, child: asyncio.subprocess.Process) -> str:
        assert child.stderr is not None
        return (await child.stderr.read()).decode(errors="replace")

    async def _listen(self, child: asyncio.subprocess.Process, tell: Tell) -> Done | None:
        assert child.stdout is not None
        done = None
        async for line in child.stdout:
            told = msgspec.json.decode(line)
            if "progress" in told:
                await tell(told["progress"])
            else:
                done = msgspec.convert(told["done"], Done)
        return done


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Ray cluster at an address. Every node needs this version of Chiron; learners' answers travel there, by id."""

    address: str

    async def run(self, work: Work, tell: Tell) -> Done:
        """Compute it there. Raises InvalidInput without Ray, Unavailable where the cluster does not do it."""
        ray = self._ray()
        encoded = msgspec.json.encode(work)
        try:
            found: bytes = await asyncio.to_thread(self._on, ray, encoded)
        except Exception as fault:
            raise Unavailable(f"The cluster at {self.address} did not compute the fit: {fault}") from fault
        await tell(1.0)
        return msgspec.json.decode(found, type=Done)

    def _ray(self) -> Any:
        try:
            return import_module("ray")
        except ImportError:
            raise InvalidInput(
                "A cluster needs Ray, which is not installed here: pip install 'chiron-tutor[cluster]'."
                " Without --cluster the fit is computed on this machine.",
                field="--cluster",
            ) from None

    def _on(self, ray: Any, work: bytes) -> bytes:
        ray.init(address=self.address, logging_level="ERROR")
        try:
            found: bytes = ray.get(ray.remote(computed).remote(work))
        finally:
            ray.shutdown()
        return found


def computed(work: bytes) -> bytes:
    """The work in bytes, done: what a cluster's node calls."""
    nothing: Callable[[float], None] = lambda _: None  # noqa: E731
    return msgspec.json.encode(compute(msgspec.json.decode(work, type=Work), nothing))


def runner(cluster: str | None) -> Runner:
    """The runner for an address of a cluster, or this machine. Raises InvalidInput for another address than ray://."""
    if cluster is None:
        return Here()
    if not cluster.startswith("ray://"):
        raise InvalidInput(f"A cluster's address begins with ray://; {cluster!r} does not.", field="--cluster")
    return Cluster(cluster)
