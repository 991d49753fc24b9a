"""What `make test` does with a test that fails once: tools/checks.py."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """tools/checks.py, with another folder for its checkout."""
    spec = spec_from_file_location("checks", ROOT / "tools" / "checks.py")
    assert spec is not None
    assert spec.loader is not None
    found = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "checks", found)
    spec.loader.exec_module(found)
    monkeypatch.setattr(found, "ROOT", tmp_path)
    return found


def failing(
    checks: Any, monkeypatch: pytest.MonkeyPatch, names: Sequence[str], again: int, skipped: bool = False
) -> list[Sequence[str]]:
    """Have these tests fail; those that are tried again end with ``again``. Gives what was run, for it to fill."""
    cache = checks.ROOT / ".pytest_cache" / "v" / "cache"
    cache.mkdir(parents=True)
    (cache / "lastfailed").write_text(json.dumps(dict.fromkeys(names, True)))
    ran: list[Sequence[str]] = []

    def run(command: Sequence[str], **_: object) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        if "0" not in command:
            return subprocess.CompletedProcess(command, 1)
        (cache.parents[1] / "again.xml").write_text("<skipped/>" if skipped else "<testcase/>")
        return subprocess.CompletedProcess(command, again)

    monkeypatch.setattr(checks.subprocess, "run", run)
    return ran


def test_what_fails_once_is_tried_again_and_named(
    checks: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = failing(checks, monkeypatch, ["tests/a.py::test_chance"], 0)
    assert checks.main(["tests"]) == 0
    assert ran[-1][-1] == "tests/a.py::test_chance"
    assert "DOUBTFUL: tests/a.py::test_chance" in capsys.readouterr().out


def test_what_fails_twice_is_at_fault(
    checks: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(checks, monkeypatch, ["tests/a.py::test_fault"], 1)
    assert checks.main(["tests"]) == 1
    assert "DOUBTFUL" not in capsys.readouterr().out


def test_what_is_skipped_alone_has_not_passed(checks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(checks, monkeypatch, ["tests/a.py::test_what_the_others_did"], 0, skipped=True)
    assert checks.main(["tests"]) == 1


def test_many_failures_are_not_tried_again(checks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = failing(checks, monkeypatch, [f"tests/a.py::test_{n}" for n in range(4)], 0)
    assert checks.main(["tests"]) == 1
    assert len(ran) == 1


def test_other_checks_are_not_tried_again(checks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = failing(checks, monkeypatch, ["tests/a.py::test_old"], 0)
    assert checks.main(["lint"]) == 1
    assert len(ran) == 1
