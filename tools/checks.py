"""Run every check and say plainly how it ended: `python tools/checks.py [--full] [NAME ...]`.

Cheap checks first; a failure does not stop the rest, so one run shows everything that needs work.

Where a handful of tests failed among thousands they are tried once more, alone and by name: what fails again is at
fault; what passes then hangs on chance or on how busy the machine is, which is a fault of the test. It is named at the
end, where nobody can overlook it, but stops nobody.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
TESTS_FAILED = 1
"""What pytest ends with where tests failed, and nothing worse happened."""
HANDFUL = 3
"""More failures than this are no chance."""
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
    tests.append("--cache-clear")  # what failed in another run is nothing to try again
    return [
        Check("format", "the Python is in shape", (str(BIN / "ruff"), "format", "--check", *PYTHON_FOLDERS)),
        Check("lint", "ruff's rules", (str(BIN / "ruff"), "check", *PYTHON_FOLDERS)),
        Check("types", "mypy, strict", (python, "-m", "mypy")),
        Check("floors", "who may import whom", (str(BIN / "lint-imports"), "--no-cache", "--no-logo")),
        Check("scripts", "TypeScript, strict", (python, "tools/build_assets.py", "--check")),
        Check("tests", "pytest", (*tests, *([] if full else ["-m", "not slow"]))),
    ]


def passing_alone(env: dict[str, str]) -> list[str]:
    """The tests that have just failed, where they are a handful and all pass when they are tried again; else none."""
    cache = ROOT / ".pytest_cache" / "v" / "cache" / "lastfailed"
    names = sorted(json.loads(cache.read_text("utf-8"))) if cache.is_file() else []
    if not 0 < len(names) <= HANDFUL:
        return []
    print(f"\n== tests: {len(names)} of them once more", flush=True)
    told = ROOT / ".pytest_cache" / "again.xml"
    again = [sys.executable, "-m", "pytest", "-n", "0", f"--junitxml={told}", *names]
    failed = subprocess.run(again, cwd=ROOT, env=env, check=False).returncode
    # What is skipped alone, as it looks at what others did, has not passed.
    return [] if failed or "<skipped" in told.read_text("utf-8") else names


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
    env.setdefault("CHIRON_THOROUGH", "1" if full else "")
    env.setdefault("PYTHONHASHSEED", "0")  # the order of a set is no part of what is tried
    failed, doubtful = [], []
    for check in chosen:
        print(f"\n== {check.name}: {check.about}", flush=True)
        code = subprocess.run(check.command, cwd=ROOT, env=env, check=False).returncode
        if code == TESTS_FAILED and check.name == "tests":
            doubtful = passing_alone(env)
        if code and not doubtful:
            failed.append(check.name)
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    print(f"\n{'=' * 72}")
    for name in doubtful:
        print(f"DOUBTFUL: {name} failed and passed when tried again. Mend it: a test must not hang on chance.")
    if failed:
        passed = len(chosen) - len(failed)
        print(f"FAILED: {', '.join(failed)}. {passed} of {len(chosen)} checks passed, in {minutes} min {seconds} s.")
        print(f"To run only these again: .venv/bin/python tools/checks.py {' '.join(failed)}")
        return 1
    print(f"All {len(chosen)} checks passed, in {minutes} min {seconds} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
