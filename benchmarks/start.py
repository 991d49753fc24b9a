"""Starting and standing idle: how long, how much memory, how much disk."""

from __future__ import annotations

import re
import tempfile
import time
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import psutil
from packaging.requirements import Requirement

from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.servers import bare, chiron

ROOT = Path(__file__).resolve().parents[1]
STARTS = 5


@benchmark(
    "start.ready", "a second start, until /healthz answers", "s", goal=Goal(5), reference="bare FastAPI under uvicorn"
)
def ready(progress: Progress) -> Figure:
    """The median of some starts after the one that makes the database."""
    with tempfile.TemporaryDirectory() as home:
        progress("first start, which makes the database")
        with chiron(Path(home)):
            pass
        ours, theirs = [], []
        for number in range(STARTS):
            progress(f"start {number + 1} of {STARTS}")
            begun = time.perf_counter()
            with chiron(Path(home)):
                ours.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            with bare():
                theirs.append(time.perf_counter() - begun)
    return Figure(sorted(ours)[STARTS // 2], sorted(theirs)[STARTS // 2], f"slowest of {STARTS}: {max(ours):.2f} s")


@benchmark(
    "start.idle-memory",
    "memory of a started Chiron nobody uses (PSS, without PostgreSQL)",
    "MB",
    goal=Goal(250),
    reference="bare FastAPI under uvicorn",
)
def idle_memory(progress: Progress) -> Figure:
    """Proportional set size of the process and its children, PostgreSQL's apart, ten seconds after a second start."""
    with tempfile.TemporaryDirectory() as home:
        progress("first start, which makes the database")
        with chiron(Path(home)):
            pass
        with chiron(Path(home)) as (process, _), bare() as (reference, _):
            progress("waiting ten seconds")
            time.sleep(10)
            return Figure(pss(process), pss(reference))


def pss(process: psutil.Process) -> float:
    """Megabytes of a process and its children, each shared page divided among its sharers."""
    family = [process, *process.children(recursive=True)]
    return sum(one.memory_full_info().pss for one in family if "postgres" not in one.name()) / 1e6


@benchmark(
    "start.installed-size",
    "Chiron with everything it needs, on disk",
    "MB",
    goal=Goal(400),
    reference="FastAPI, uvicorn and psycopg with what they need",
)
def installed_size(progress: Progress) -> Figure:
    """Files of every package that `pip install` of the wheel brings, compiled modules included."""
    progress("walking the packages' files")
    own = sum(path.stat().st_size for path in (ROOT / "src" / "chiron").rglob("*") if path.is_file())
    own += sum(path.stat().st_size for path in (ROOT / "courses").rglob("*") if path.is_file())
    ours = own + sum(size(package) for package in closure("chiron-tutor") if package != "chiron-tutor")
    reference = sum(size(package) for package in closure("fastapi", "uvicorn", "psycopg"))
    return Figure(ours / 1e6, reference / 1e6)


def closure(*roots: str) -> set[str]:
    """Packages that these need in this environment, themselves included."""
    seen: set[tuple[str, str]] = set()
    todo = [(root, "") for root in roots]
    while todo:
        name, extra = todo.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            needs = distribution(name).requires or []
        except PackageNotFoundError:
            continue  # for another platform
        for need in map(Requirement, needs):
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                other = re.sub(r"[-_.]+", "-", need.name).lower()
                todo += [(other, wanted) for wanted in ("", *need.extras)]
    return {name for name, _ in seen}


def size(package: str) -> int:
    """Bytes of an installed package's files."""
    try:
        found = distribution(package)
    except PackageNotFoundError:
        return 0
    paths = (Path(str(found.locate_file(file))) for file in found.files or [])
    return sum(path.stat().st_size for path in paths if path.is_file())
