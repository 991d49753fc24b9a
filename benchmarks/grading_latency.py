"""How long one grade takes, read and judged: in this process, and through the worker pool as the app does it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from statistics import median

import psutil

from benchmarks.classroom import cpu
from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.pairs.drawn import pairs
from benchmarks.pairs.pair import Pair, form, made
from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions import Unread
from chiron.core.learning.maths.warm import warm
from chiron.engine.grading.checks import Graders

MATHS = ("expression", "quantity", "solution-set", "working")
WARM = 40


def of_kinds(kinds: Sequence[str], least: int) -> list[Pair]:
    """Pairs of these kinds of several seeds, at least so many."""
    found: list[Pair] = []
    seed = 10
    while len(found) < least:
        found += [pair for pair in pairs(seed, 0.4) if pair.kind in kinds]
        seed += 1
    return found


def timed(every: Sequence[Pair]) -> list[float]:
    """Milliseconds of processor time to read and grade each, warm, in order of size."""
    warm()
    took = []
    for number, pair in enumerate(every):
        kind, task, key = made(pair)
        sent = form(task, pair.given)
        begun = time.process_time()
        try:
            kind.grade(task, key, kind.read(task, sent))
        except Unread:
            continue
        if number >= WARM:
            took.append((time.process_time() - begun) * 1000)
    return sorted(took)


def quantiles(took: Sequence[float]) -> str:
    """Median, p95 and the longest in words."""
    return (
        f"median {took[len(took) // 2]:.2f}, p95 {took[int(len(took) * 0.95)]:.2f}, longest {took[-1]:.1f} ms, "
        f"{len(took)} grades"
    )


def p99(took: Sequence[float]) -> float:
    """The 99th percentile of sorted times."""
    return took[int(len(took) * 0.99)]


@benchmark("grading.latency.maths", "CPU of one mathematical grade, p99, warm, in process", "ms", goal=Goal(50))
def maths(progress: Progress) -> Figure:
    """Expressions, quantities, sets and working, right and wrong."""
    every = of_kinds(MATHS, 1500)
    progress(f"{len(every)} answers")
    took = timed(every)
    by = {kind: timed([pair for pair in every if pair.kind == kind]) for kind in MATHS}
    for kind, times in by.items():
        progress(f"{kind}: p99 {p99(times):.1f}, {quantiles(times)}")
    return Figure(p99(took), note=quantiles(took))


@benchmark(
    "grading.latency.pool",
    "CPU of one mathematical grade by a worker process, both sides, p99, warm",
    "ms",
    goal=Goal(50),
)
async def pool(progress: Progress) -> Figure:
    """From the step and form to the verdict, one after another; the clock, which others bend, is in the note."""
    every = of_kinds(MATHS, 700)
    graders = Graders(1)
    took, clock = list[float](), list[float]()
    try:
        for number, pair in enumerate(every):
            _, task, key = made(pair)
            step = ItemStep("s1", pair.kind, "skill", "", (), "", task, key)
            sent = form(task, pair.given)
            workers = graders.pool.processes
            before, begun = _spent(workers), time.perf_counter()
            try:
                await graders.judge(step, sent)
            except Unread:
                continue
            if number >= WARM and workers == graders.pool.processes:
                took.append((_spent(workers) - before) * 1000)
                clock.append((time.perf_counter() - begun) * 1000)
            if number % 200 == 0:
                progress(f"{number} of {len(every)}")
    finally:
        await graders.close()
    took.sort()
    return Figure(
        p99(took), note=f"{quantiles(took)}; by the clock p99 {p99(sorted(clock)):.0f} ms, median {median(clock):.1f}"
    )


def _spent(workers: Sequence[int]) -> float:
    """Seconds of this process and of the workers."""
    return time.process_time() + sum(cpu(psutil.Process(pid)) for pid in workers)


def _of(kind: str) -> Figure:
    took = timed(of_kinds((kind,), 300))
    return Figure(p99(took), note=quantiles(took))


@benchmark("grading.latency.numeric", "CPU of one numeric grade, p99, warm", "ms", goal=Goal(1))
def numeric(_: Progress) -> Figure:
    """Numbers in every notation, right and wrong."""
    return _of("numeric")


@benchmark("grading.latency.choice", "CPU of one choice's grade, p99, warm", "ms", goal=Goal(1))
def choice(_: Progress) -> Figure:
    """Choices, right and wrong."""
    return _of("choice")
