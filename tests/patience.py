"""Waiting for what must happen, as long as a machine with other things to do may take; nothing is asserted about speed.

A pause of so many milliseconds is right on the machine where it was tried, and wrong on a busier one.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable

import psutil

PATIENCE = 120.0
"""Seconds after which what was waited for counts as never to come."""


def wait_until(true: Callable[[], object], what: str, every: float = 0.01) -> None:
    """Wait until ``true()`` holds; ``what`` is said where it never does."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"{what}: not in {PATIENCE:.0f} s"
        time.sleep(every)


async def until(true: Callable[[], object], what: str, every: float = 0.01) -> None:
    """The same while other tasks go on."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"{what}: not in {PATIENCE:.0f} s"
        await asyncio.sleep(every)


def gone(pids: Iterable[int]) -> bool:
    """Whether none of these processes runs any more; a zombie has ended."""
    return not any(_runs(pid) for pid in pids)


def _runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except psutil.NoSuchProcess:
        return False


def family(pid: int) -> list[int]:
    """A process and all that it started, while it runs."""
    return [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]
