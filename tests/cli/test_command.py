"""The chiron command: quick help, one-line errors, honest exit statuses."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from chiron import __version__
from chiron.main import command


def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own with an environment of its own."""
    program = [sys.executable, "-m", "chiron.main.command", *arguments]
    return subprocess.run(program, env=env, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("name", command.COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main([name, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: chiron {name}")
    module = importlib.import_module(f"chiron.faces.cli.{name}")
    assert len(inspect.signature(module.run).parameters) == 2


def test_every_command_module_is_listed() -> None:
    folder = Path(command.__file__).parents[1] / "faces" / "cli"
    modules = {path.stem for path in folder.glob("*.py") if "\ndef arguments(" in path.read_text("utf-8")}
    packages = {
        path.parent.name for path in folder.glob("*/__init__.py") if "def arguments(" in path.read_text("utf-8")
    }
    assert modules | packages == set(command.COMMANDS)


def test_help_imports_nothing_heavy() -> None:
    script = "import sys; from chiron.main.command import main; main([]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"psycopg", "alembic", "uvicorn", "fastapi", "pydantic"} & set(done.stderr.split())
    assert all(name in done.stdout for name in command.COMMANDS)


def test_no_command_and_an_unknown_one_are_unclear(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 2
    with pytest.raises(SystemExit) as ended:
        command.main(["teach"])
    assert ended.value.code == 2
    assert "teach" in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--version"])
    assert capsys.readouterr().out == f"chiron {__version__}\n"


def test_an_error_is_one_line_with_the_remedy(tmp_path: Path) -> None:
    done = run("doctor", CHIRON_HOME=str(tmp_path), CHIRON_PORT="eighty")
    assert done.returncode == 1
    assert done.stderr == "chiron doctor: CHIRON_PORT is 'eighty'; give a whole number from 1 to 65535.\n"


@pytest.mark.parametrize("wrong", [("--port", "0"), ("--port", "70000"), ("--workers", "0")])
def test_a_wrong_option_is_named(tmp_path: Path, wrong: tuple[str, str]) -> None:
    done = run("start", *wrong, CHIRON_HOME=str(tmp_path / "home"))
    assert done.returncode == 1
    assert done.stderr.startswith(f"chiron start: {wrong[0]} is {wrong[1]}; give a whole number")
    assert not (tmp_path / "home").exists()


def test_the_demo_is_not_served_to_strangers(tmp_path: Path) -> None:
    done = run("start", "--host", "0.0.0.0", CHIRON_HOME=str(tmp_path / "home"))
    assert done.returncode == 1
    assert "--no-demo" in done.stderr
    assert not (tmp_path / "home").exists()
