"""The floors hold, and each rule of .importlinter stops what it is there to stop."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).absolute().parents[2]

PLANTS: Mapping[str, Mapping[str, str]] = {
    "floors": {
        "core/words.py": "import chiron.ports",
        "core/learning/course.py": "import chiron.engine.records",
        "ports/planted.py": "import chiron.engine.library",
        "engine/records/planted.py": "import chiron.desks.tutoring",
        "desks/tutoring/planted.py": "import chiron.faces.web",
        "faces/web/planted.py": "import chiron.main.settings",
        "adapters/planted.py": "import chiron.engine.people",
        "basement/__init__.py": "",
    },
    "adapters": {
        "desks/tutoring/planted.py": "import chiron.adapters",
        "faces/worker/planted.py": "def later():\n    import chiron.adapters",
    },
    "desks": {"desks/tutoring/planted.py": "import chiron.desks.studio"},
    "faces": {"faces/web/planted.py": "import chiron.faces.cli"},
    "adapter-kinds": {"adapters/llm/__init__.py": "import chiron.adapters.mail", "adapters/mail/__init__.py": ""},
    "engine": {
        "engine/records/planted.py": "import chiron.engine.people",
        "engine/people/planted.py": "import chiron.engine.library",
        "engine/grading/planted.py": "import chiron.engine.dialogue",
        "engine/cellar/__init__.py": "",
    },
    "core": {
        "core/words.py": "import chiron.core.events",
        "core/language/planted.py": "import chiron.core.learning",
        "core/errors.py": "import chiron.core.words",
        "core/attic.py": "",
    },
    "web-frameworks": {
        "engine/people/planted.py": "import starlette.requests",
        "desks/studio/planted.py": "from fastapi import Request",
        "core/language/planted.py": "import jinja2",
    },
    "pure-core": {
        "core/language/planted.py": "import os.path",
        "core/learning/planted.py": "from pathlib import Path",
        "core/events/__init__.py": "import psycopg",
        "core/words.py": "import time",
    },
    "support-apart": {
        "core/support/planted.py": "import chiron.core.learning.course",
        "desks/support/planted.py": "import chiron.engine.folds",
    },
    "support-alone": {
        "core/language/planted.py": "import chiron.core.support.events",
        "engine/people/planted.py": "import chiron.core.support.events",
        "engine/library/planted.py": "import chiron.core.support.events",
    },
    "cycles": {
        "desks/studio/planted.py": "import chiron.desks.studio.bulb",
        "desks/studio/bulb.py": "import chiron.desks.studio.planted",
    },
}
"""Contract -> file -> what is planted in it. Each file breaks that contract by itself, but for the two in a ring."""

ALONE = [(contract, {file: code}) for contract, files in PLANTS.items() for file, code in files.items()]
CASES = [case for case in ALONE if case[0] not in {"cycles", "adapter-kinds"}] + [
    (contract, dict(PLANTS[contract])) for contract in ("cycles", "adapter-kinds")
]


def lint(folder: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the tree ``folder/chiron``."""
    env = {**os.environ, "PYTHONPATH": str(folder), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    command += ["--config", str(ROOT / ".importlinter"), *(["--contract", contract] if contract else [])]
    return subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree to plant in."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "src" / "chiron", folder / "chiron", ignore=lambda _, names: {n for n in names if skip(n)})
    return folder


def skip(name: str) -> bool:
    """Whether a name of the tree has nothing to do with imports."""
    return ("." in name and not name.endswith(".py")) or name in {"__pycache__", "static", "templates", "styles"}


def test_every_rule_has_its_planted_violation() -> None:
    rules = configparser.ConfigParser()
    rules.read(ROOT / ".importlinter")
    contracts = {section.rpartition(":")[2] for section in rules.sections() if ":contract:" in section}
    assert contracts == set(PLANTS)


def test_the_house_stands(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("contract", "plants"), CASES, ids=[f"{c}: {next(iter(p))}" for c, p in CASES])
def test_a_planted_violation_is_found(copy: Path, contract: str, plants: Mapping[str, str]) -> None:
    before = {copy / "chiron" / name: original(copy / "chiron" / name) for name in plants}
    try:
        for name, code in plants.items():
            path = copy / "chiron" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text((before[path] or "") + f"\n{code}\n")
        done = lint(copy, contract)
    finally:
        for path, text in before.items():
            restore(path, text)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout
    assert "1 broken" in done.stdout


def original(path: Path) -> str | None:
    """What a file holds, or None where there is none."""
    return path.read_text() if path.exists() else None


def restore(path: Path, text: str | None) -> None:
    """Undo one plant."""
    if text is not None:
        path.write_text(text)
        return
    path.unlink(missing_ok=True)
    if path.name == "__init__.py":
        shutil.rmtree(path.parent)
