"""What a graded turn with an expression costs: the serving process and its workers, from first byte to last."""

from __future__ import annotations

from functools import partial
from statistics import median

import psutil

from benchmarks.classroom import cpu
from benchmarks.harness import Figure, Progress, benchmark
from benchmarks.turn import alternately, answered

TURNS = 60
WARM = 8
KINDS = frozenset({"expression"})
MOST = 1500
"""Turns of any kind: where the course asks for too few expressions the figure cannot be measured."""


def family(process: psutil.Process) -> float:
    """Processor seconds of a process and of the workers below it, PostgreSQL's own apart."""
    children = [child for child in process.children(recursive=True) if "postgres" not in child.name()]
    return cpu(process) + sum(cpu(child) for child in children)


@benchmark(
    "grading.turn.expression",
    "CPU of one graded turn with an expression, the worker's own included: HTTP in to last byte",
    "ms",
    reference="bare FastAPI endpoint that writes one row",
)
def expression_turn(progress: Progress) -> Figure:
    """The median over many turns of both, taken alternately on one machine."""
    spend = partial(answered, kinds=KINDS, spending=family)
    ours, theirs = alternately(progress, TURNS + WARM, spend, MOST)
    assert len(ours) > 2 * WARM, f"only {len(ours)} expressions were asked for"
    worst = sorted(ours[WARM:])[int(len(ours[WARM:]) * 0.95)] * 1000
    note = f"{len(ours) - WARM} turns, 95 % of them within {worst:.1f} ms"
    return Figure(median(ours[WARM:]) * 1000, median(theirs[WARM:]) * 1000, note)
