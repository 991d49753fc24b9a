"""How a figure is declared, judged and shown."""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

CONTENT = Path(os.environ.get("CHIRON_BENCH_CONTENT", Path(__file__).parents[2] / "shared" / "data" / "content"))
"""Samples of other systems' content, never in the repository."""

Progress = Callable[[str], None]
"""Tells the person what is being measured now."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one run measured: ours, and the reference from the same run where there is one."""

    value: float
    reference: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours over the reference."""
        return self.value / self.reference if self.reference else None


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit on the value or on the ratio to the reference."""

    limit: float
    of: Literal["value", "ratio"] = "value"
    at: Literal["most", "least"] = "most"

    def met(self, figure: Figure) -> bool | None:
        """Whether a figure keeps to it; None where what it limits was not measured."""
        measured = figure.value if self.of == "value" else figure.ratio
        if measured is None:
            return None
        return measured <= self.limit if self.at == "most" else measured >= self.limit

    def shown(self, unit: str) -> str:
        """As a person reads it: "<= 3 x", "<= 5 s"."""
        return f"{'<=' if self.at == 'most' else '>='} {self.limit:g} {'x' if self.of == 'ratio' else unit}"


Measure = Callable[[Progress], Figure | Awaitable[Figure]]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One figure by name. ``reference`` says what the reference is."""

    name: str
    about: str
    unit: str
    measure: Measure
    goal: Goal | None = None
    reference: str = ""


BENCHMARKS: dict[str, Benchmark] = {}
"""Every benchmark of the area files that were imported."""


def benchmark(
    name: str, about: str, unit: str, *, goal: Goal | None = None, reference: str = ""
) -> Callable[[Measure], Measure]:
    """Register a function as the benchmark ``name``, which begins with its area: ``turn.graded``."""

    def register(measure: Measure) -> Measure:
        if name in BENCHMARKS:
            raise ValueError(f"two benchmarks are called {name}")
        BENCHMARKS[name] = Benchmark(name, about, unit, measure, goal, reference)
        return measure

    return register


def result(benchmark: Benchmark, figure: Figure) -> dict[str, object]:
    """The JSON object of one figure."""
    goal = benchmark.goal
    noted = {"note": figure.note} if figure.note else {}
    return {
        "name": benchmark.name,
        "value": rounded(figure.value),
        "unit": benchmark.unit,
        "reference": None if figure.reference is None else rounded(figure.reference),
        "ratio": None if figure.ratio is None else rounded(figure.ratio),
        "goal": goal.shown(benchmark.unit) if goal else None,
        "met": goal.met(figure) if goal else None,
        **noted,
    }


def show(benchmark: Benchmark, figure: Figure) -> None:
    """Print a figure for a person, and its JSON object as the last line."""
    print(f"  ours       {figure.value:.4g} {benchmark.unit}")
    if figure.reference is not None:
        print(f"  reference  {figure.reference:.4g} {benchmark.unit}   ({benchmark.reference})")
        if figure.ratio is not None:
            print(f"  ratio      {figure.ratio:.3g} x")
    if figure.note:
        print(f"  note       {figure.note}")
    if benchmark.goal:
        met = {True: "met", False: "MISSED", None: "not judged"}[benchmark.goal.met(figure)]
        print(f"  goal       {benchmark.goal.shown(benchmark.unit)}: {met}")
    print(json.dumps(result(benchmark, figure)), flush=True)


def rounded(number: float) -> float:
    """Four significant digits: what is beyond is noise."""
    return float(f"{number:.4g}")
