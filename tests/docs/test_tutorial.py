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


def test_the_part_on_working_works_as_it_stands(course: Path) -> None:
    blocks = BLOCK.findall(TUTORIAL.read_text())
    more = {label.removeprefix("more="): body for _, label, body in blocks if label.startswith("more=")}
    assert {Path(name).suffix for name in more} == {".md", ".yaml"}
    for name, body in more.items():
        (course / name).write_text(body)
    unit = course / "units/first/unit.yaml"
    unit.write_text(unit.read_text().replace("skills: [products]", "skills: [products, missing-factor]"))
    lines = [body.strip() for _, label, body in blocks if label == "run-more"]
    assert lines
    for line in lines:
        done = chiron(line, course.parent)
        assert done.returncode == 0, done.stdout + done.stderr
    template = course / "units/first/missing-factor.yaml"
    template.write_text(template.read_text().replace("subtracts-the-coefficient:", "subtracts-the-number:"))
    done = chiron(lines[0], course.parent)
    assert done.returncode != 0
    assert "subtracts-the-number" in done.stdout + done.stderr


def test_the_mistake_is_refused_with_file_and_line(course: Path) -> None:
    path = course / "units/first/products.yaml"
    wrong = path.read_text().replace("Count the rows, and add one row for each.", "Work out @a times @b, which is @n.")
    assert wrong != path.read_text()
    path.write_text(wrong)
    done = chiron("chiron course check times-tables", course.parent)
    assert done.returncode != 0
    assert re.search(r"products\.yaml:\d+", done.stdout + done.stderr)
