"""The pool of bounded workers: what is slow or hostile gets no answer, and the next job is right."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from chiron.core.errors import Unavailable
from chiron.engine.grading.workers import Answered, Broke, Pool, TimedOut

ROOT = Path(__file__).parents[2]
JOBS = "tests.grading.bad_jobs"


@pytest.fixture
async def pool(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pool]:
    monkeypatch.syspath_prepend(str(ROOT))
    opened = Pool(1, waiting=2)
    yield opened
    await opened.close()


async def right_again(pool: Pool) -> bool:
    return await pool.run(f"{JOBS}:twice", 21, 20) == Answered(42)


async def test_nothing_starts_before_it_is_needed_and_a_worker_stays_warm(pool: Pool) -> None:
    assert len(pool.processes) == 0
    one = await pool.run(f"{JOBS}:own_pid", 0)
    assert one == await pool.run(f"{JOBS}:own_pid", 0)
    assert isinstance(one, Answered)
    assert list(pool.processes) == [one.json]


async def test_what_takes_too_long_is_ended_and_gets_no_answer(pool: Pool) -> None:
    await right_again(pool)
    before = pool.processes[0]
    assert await pool.run(f"{JOBS}:spin", None, 0.3) == TimedOut()
    assert not psutil.pid_exists(before)
    assert await right_again(pool)


@pytest.mark.parametrize(
    ("job", "payload", "why"),
    [
        ("swallow", 4 * 1024**3, "MemoryError"),
        ("raising", "way", "ValueError: no way"),
        ("vanish", None, "ended without an answer"),
        ("chatter", 1_000_000, "too long"),
        ("deep", None, "RecursionError"),
        ("missing", None, "AttributeError"),
    ],
)
async def test_what_breaks_says_so_and_the_next_job_is_right(pool: Pool, job: str, payload: object, why: str) -> None:
    found = await pool.run(f"{JOBS}:{job}", payload, 10)
    assert isinstance(found, Broke)
    assert why in found.why
    assert await right_again(pool)


async def test_what_a_job_prints_is_no_answer(pool: Pool) -> None:
    assert await pool.run(f"{JOBS}:printing", "true") == Answered("true")
    assert await right_again(pool)


async def test_a_worker_killed_in_between_is_replaced(pool: Pool) -> None:
    await right_again(pool)
    os.kill(pool.processes[0], signal.SIGKILL)
    found = await pool.run(f"{JOBS}:twice", 4, 20)
    # The kill may be seen only when the worker is asked: then this one job has no answer, and never a wrong one.
    assert found == Answered(8) or isinstance(found, Broke)
    assert await right_again(pool)


async def test_more_than_may_wait_are_turned_away(pool: Pool) -> None:
    waiting = [asyncio.create_task(pool.run(f"{JOBS}:own_pid", 0.2, 20)) for _ in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(Unavailable):
        await pool.run(f"{JOBS}:twice", 1)
    assert len({each.json for each in await asyncio.gather(*waiting) if isinstance(each, Answered)}) == 1
    assert await right_again(pool)


async def test_a_caller_who_goes_away_leaves_no_worker_in_the_middle_of_a_job(pool: Pool) -> None:
    await right_again(pool)
    before = pool.processes[0]
    asking = asyncio.create_task(pool.run(f"{JOBS}:spin", None, 20))
    await asyncio.sleep(0.05)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert not psutil.pid_exists(before)
    assert await right_again(pool)


async def test_workers_know_nothing_of_the_settings(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    found = await pool.run(f"{JOBS}:environment", None)
    assert isinstance(found, Answered)
    assert "DATABASE_URL" not in found.json
    assert "CHIRON_HOME" not in found.json


async def test_a_closed_pool_leaves_nobody_behind(pool: Pool) -> None:
    await right_again(pool)
    before = pool.processes
    await pool.close()
    assert not any(psutil.pid_exists(pid) for pid in before)
    with pytest.raises(Unavailable):
        await pool.run(f"{JOBS}:twice", 1)


PARENT = f"""
import asyncio, sys
sys.path.insert(0, {str(ROOT)!r})
from chiron.engine.grading.workers import Pool
async def main():
    pool = Pool(1)
    print((await pool.run("{JOBS}:own_pid", 0, 20)).json, flush=True)
    await pool.run("{JOBS}:spin", None, 600)
asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death at once")
def test_a_worker_ends_with_a_parent_that_was_killed_in_the_middle_of_a_job() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    assert psutil.wait_procs([worker], timeout=20)[1] == []
