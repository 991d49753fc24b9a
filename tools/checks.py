"""Run every check and say plainly how it ended: `python tools/checks.py [--full] [NAME ...]`.

Cheap checks first; a failure does not stop the rest, so one run shows everything that needs work.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PYTHON_FOLDERS = ("src", "tests", "tools", "benchmarks", "hatch_build.py")


@dataclass(frozen=True)
class Check:
    """One check: a name to ask for it by, what it looks at, and the command."""

    name: str
    about: str
    command: tuple[str, ...]


def checks(full: bool) -> list[Check]:
    """All checks in the order in which they run."""
    python = sys.executable
    # Two test processes: the suite must fit two cores, and more of them contend for one database server.
    tests = [python, "-m", "pytest", "-n", str(min(2, os.cpu_count() or 1)), "--dist", "loadgroup"]
    return [
        Check("format", "the Python is in shape", (str(BIN / "ruff"), "format", "--check", *PYTHON_FOLDERS)),
        Check("lint", "ruff's rules", (str(BIN / "ruff"), "check", *PYTHON_FOLDERS)),
        Check("types", "mypy, strict", (python, "-m", "mypy")),
        Check("floors", "who may import whom", (str(BIN / "lint-imports"), "--no-cache", "--no-logo")),
        Check("scripts", "TypeScript, strict", (python, "tools/build_assets.py", "--check")),
        Check("tests", "pytest", (*tests, *([] if full else ["-m", "not slow"]))),
    ]


def main(arguments: list[str]) -> int:
    """Run the checks that were named, or all; 0 when every one passed."""
    full = "--full" in arguments
    wanted = [name for name in arguments if not name.startswith("-")]
    chosen = [check for check in checks(full) if not wanted or check.name in wanted]
    unknown = set(wanted) - {check.name for check in chosen}
    if unknown:
        print(f"No check is called {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    began = time.monotonic()
    env = {**os.environ, "PATH": os.pathsep.join([str(BIN), os.environ.get("PATH", "")])}
    failed = []
    for check in chosen:
        print(f"\n== {check.name}: {check.about}", flush=True)
        if subprocess.run(check.command, cwd=ROOT, env=env, check=False).returncode:
            failed.append(check.name)
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    print(f"\n{'=' * 72}")
    if failed:
        passed = len(chosen) - len(failed)
        print(f"FAILED: {', '.join(failed)}. {passed} of {len(chosen)} checks passed, in {minutes} min {seconds} s.")
        print(f"To run only these again: .venv/bin/python tools/checks.py {' '.join(failed)}")
        return 1
    print(f"All {len(chosen)} checks passed, in {minutes} min {seconds} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
