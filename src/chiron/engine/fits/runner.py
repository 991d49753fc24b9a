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

from chiron import __version__
from chiron.core.errors import InvalidInput, Unavailable
from chiron.engine.fits.making import Done, Runner, Tell, Work, compute

ASKED = 1.0
"""Seconds between two questions to a cluster of how far it is."""
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
        ray, shares = self._ray(), asyncio.Queue[float]()
        loop = asyncio.get_running_loop()

        def heard(share: float) -> None:
            loop.call_soon_threadsafe(shares.put_nowait, share)

        computing = asyncio.ensure_future(asyncio.to_thread(self._on, ray, msgspec.json.encode(work), heard))
        told = 0.0
        while not computing.done():
            hearing = asyncio.ensure_future(shares.get())
            await asyncio.wait((computing, hearing), return_when=asyncio.FIRST_COMPLETED)
            if hearing.done() and hearing.result() > told:
                told = hearing.result()
                await tell(told)
            hearing.cancel()
        try:
            version, found = computing.result()
        except Exception as fault:
            raise Unavailable(f"The cluster at {self.address} did not compute the fit: {fault}") from fault
        if version != __version__:
            raise Unavailable(f"The cluster at {self.address} runs Chiron {version}; here it is {__version__}.")
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

    def _on(self, ray: Any, work: bytes, heard: Callable[[float], None]) -> tuple[str, bytes]:
        """In a thread of its own: Ray's calls wait."""
        ray.init(address=self.address, logging_level="ERROR")
        try:
            far = ray.remote(num_cpus=0)(Far).remote()
            doing = ray.remote(computed).remote(work, far)
            while not ray.wait([doing], timeout=ASKED)[0]:
                with suppress(ray.exceptions.GetTimeoutError):
                    heard(ray.get(far.told.remote(), timeout=ASKED))
            done: tuple[str, bytes] = ray.get(doing)
        finally:
            ray.shutdown()
        return done


class Far:
    """How far the work is: an actor of the cluster, told by the node that does it and asked from here."""

    def __init__(self) -> None:
        self._share = 0.0

    def tell(self, share: float) -> None:
        """It is so far."""
        self._share = share

    def told(self) -> float:
        """How far it is."""
        return self._share


def computed(work: bytes, far: Any) -> tuple[str, bytes]:
    """The work in bytes, done, after the version of Chiron that did it: what a cluster's node calls."""
    last = 0.0

    def progress(share: float) -> None:
        nonlocal last
        if share >= last + 0.05:
            last = share
            far.tell.remote(share)

    return __version__, msgspec.json.encode(compute(msgspec.json.decode(work, type=Work), progress))


def runner(cluster: str | None) -> Runner:
    """The runner for an address of a cluster, or this machine. Raises InvalidInput for another address than ray://."""
    if cluster is None:
        return Here()
    if not cluster.startswith("ray://"):
        raise InvalidInput(f"A cluster's address begins with ray://; {cluster!r} does not.", field="--cluster")
    return Cluster(cluster)
