"""Run benchmarks by name: `python -m benchmarks.run ['turn.*' ...]`, or `make bench NAME='turn.*'`; all without a name.

Each runs in a process of its own. Rewrites benchmarks/RESULTS.md: the rows of what ran, misses and failures included.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import inspect
import json
import os
import pkgutil
import platform
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import benchmarks
from benchmarks.harness import BENCHMARKS, Benchmark, Figure, show

RESULTS = Path(__file__).with_name("RESULTS.md")
ROOT = RESULTS.parents[1]
NOT_AREAS = {"run", "harness"}


def areas() -> None:
    """Import every area file, so that its benchmarks are registered."""
    for module in pkgutil.iter_modules(benchmarks.__path__):
        if module.name not in NOT_AREAS:
            importlib.import_module(f"benchmarks.{module.name}")


def chosen(patterns: Sequence[str]) -> list[Benchmark]:
    """The benchmarks whose names match a pattern; all without patterns."""
    wanted = patterns or ["*"]
    return [b for name, b in sorted(BENCHMARKS.items()) if any(fnmatchcase(name, pattern) for pattern in wanted)]


def measure(benchmark: Benchmark) -> None:
    """Run one benchmark here and print it."""
    print(f"{benchmark.name}: {benchmark.about}", flush=True)

    def progress(line: str) -> None:
        print(f"  ... {line}", flush=True)

    found = benchmark.measure(progress)
    figure = asyncio.run(_wait(found)) if inspect.isawaitable(found) else found
    assert isinstance(figure, Figure)
    show(benchmark, figure)


async def _wait(found: Any) -> Figure:
    figure = await found
    assert isinstance(figure, Figure)
    return figure


def in_its_own_process(benchmark: Benchmark) -> dict[str, Any]:
    """Run one benchmark in a fresh process, its output passed on; the JSON object, or one that says it failed."""
    command = [sys.executable, "-m", "benchmarks.run", "--here", benchmark.name]
    last = ""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        for line in child.stdout or ():
            print(line, end="", flush=True)
            last = line
    if child.returncode == 0:
        return dict(json.loads(last))
    goal = benchmark.goal.shown(benchmark.unit) if benchmark.goal else None
    lost = {"name": benchmark.name, "value": None, "unit": benchmark.unit, "reference": None, "ratio": None}
    lost |= {"goal": goal, "met": False}
    print(json.dumps(lost), flush=True)
    return lost


def earlier() -> dict[str, dict[str, Any]]:
    """The figures that RESULTS.md holds, by name."""
    text = RESULTS.read_text("utf-8") if RESULTS.exists() else ""
    block = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    rows = [json.loads(line) for line in (block[1].splitlines() if block else [])]
    return {row["name"]: row for row in rows if row["name"] in BENCHMARKS}


def write(rows: Iterable[dict[str, Any]]) -> None:
    """Write RESULTS.md."""
    ordered = sorted(rows, key=lambda row: str(row["name"]))
    lines = [
        "# Results",
        "",
        "Written by `make bench`; do not edit. Ours and the reference come from the same run on the same machine,",
        f"the last of them on {machine()}.",
        "",
        "| figure | what it is | ours | reference | ratio | goal | met |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(_row(row) for row in ordered),
        "",
        "```json",
        *(json.dumps(row) for row in ordered),
        "```",
        "",
    ]
    new = RESULTS.with_suffix(".new")
    new.write_text("\n".join(lines), "utf-8")
    new.replace(RESULTS)


def _row(row: dict[str, Any]) -> str:
    benchmark = BENCHMARKS[str(row["name"])]
    unit = row["unit"]
    ours = "failed" if row["value"] is None else f"{row['value']:g} {unit}"
    reference = "" if row["reference"] is None else f"{row['reference']:g} {unit} ({benchmark.reference})"
    ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f} x"
    met = {True: "yes", False: "**no**", None: ""}[row["met"]]
    return f"| `{row['name']}` | {benchmark.about} | {ours} | {reference} | {ratio} | {row['goal'] or ''} | {met} |"


def machine() -> str:
    """The machine in a few words, without its name."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for; 1 when one could not be measured, 2 when nothing matches. A missed goal is no failure."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help="patterns such as 'turn.*'; all without")
    parser.add_argument("--list", action="store_true", help="only list the names")
    parser.add_argument("--here", action="store_true", help="in this process, leaving RESULTS.md alone")
    options = parser.parse_args(arguments)
    areas()
    wanted = chosen(options.names)
    if not wanted:
        print(f"No benchmark matches {' '.join(options.names)}. There are: {', '.join(sorted(BENCHMARKS))}.")
        return 2
    if options.list:
        print("\n".join(f"{benchmark.name:24} {benchmark.about}" for benchmark in wanted))
        return 0
    if options.here:
        for benchmark in wanted:
            measure(benchmark)
        return 0
    failed = 0
    for benchmark in wanted:
        row = in_its_own_process(benchmark)
        failed += row["value"] is None
        # After each: an interrupted run keeps what it found.
        write((earlier() | {benchmark.name: row}).values())
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
