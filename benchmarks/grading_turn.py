"""What a graded turn with an expression costs: the serving process and its workers, from first byte to last."""

from __future__ import annotations

import os
from itertools import count
from statistics import median

import psutil

from benchmarks import bare as bare_app
from benchmarks.classroom import COURSE, Browser, cpu
from benchmarks.harness import Figure, Progress, benchmark
from benchmarks.servers import bare
from benchmarks.turn import answered, go_on, serving

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
    ours: list[float] = []
    theirs: list[float] = []
    with serving() as (room, process, address):
        os.environ[bare_app.URL] = room.endpoint.owner_url
        with bare() as (plain_process, plain_address):
            browser, plain = Browser(address, room.token), Browser(plain_address)
            browser.get(f"/learn/{COURSE}/today")
            go_on(room, browser, 0)
            for number in count():
                if len(ours) == TURNS + WARM or number > MOST:
                    break
                spent = answered(room, browser, process, number, KINDS, family)
                if spent is None:
                    continue
                ours.append(spent)
                before = cpu(plain_process)
                plain.post("/write", {"answer": ["3/4"], "key": ["0" * 32]})
                theirs.append(cpu(plain_process) - before)
                if len(ours) % 20 == 0:
                    progress(f"{len(ours)} of {TURNS + WARM} turns")
    assert len(ours) > 2 * WARM, f"only {len(ours)} expressions were asked for"
    worst = sorted(ours[WARM:])[int(len(ours[WARM:]) * 0.95)] * 1000
    note = f"{len(ours) - WARM} turns, 95 % of them within {worst:.1f} ms"
    return Figure(median(ours[WARM:]) * 1000, median(theirs[WARM:]) * 1000, note)
