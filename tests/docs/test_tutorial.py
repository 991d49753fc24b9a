"""The tutorial's files and commands work as they stand on the page."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs/tutorial/first-course.md"
BLOCK = re.compile(r"^```(\w+)(?: ([^\n]*))?\n(.*?)^```", re.M | re.S)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The course as the tutorial has it written."""
    for _, label, body in BLOCK.findall(TUTORIAL.read_text()):
        if label.startswith("file="):
            path = tmp_path / "times-tables" / label.removeprefix("file=")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body)
    return tmp_path / "times-tables"


def chiron(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a line that begins with ``chiron``."""
    words = shlex.split(command)
    assert words[0] == "chiron"
    run = [sys.executable, "-c", "from chiron.main.command import main; raise SystemExit(main())", *words[1:]]
    return subprocess.run(run, cwd=cwd, capture_output=True, text=True, check=False)


def test_the_commands_work_on_the_files(course: Path) -> None:
    commands = [body for kind, label, body in BLOCK.findall(TUTORIAL.read_text()) if (kind, label) == ("sh", "run")]
    assert commands
    for line in "".join(commands).splitlines():
        done = chiron(line, course.parent)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_mistake_is_refused_with_file_and_line(course: Path) -> None:
    path = course / "units/first/products.yaml"
    wrong = path.read_text().replace("Count the rows, and add one row for each.", "Work out @a times @b, which is @n.")
    assert wrong != path.read_text()
    path.write_text(wrong)
    done = chiron("chiron course check times-tables", course.parent)
    assert done.returncode != 0
    assert re.search(r"products\.yaml:\d+", done.stdout + done.stderr)
