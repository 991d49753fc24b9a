"""``chiron playbook check``, as an author types it, and as the how-to page has it."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from tests.library.playbook_example import write_playbook

from chiron.main.command import main

Captured = pytest.CaptureFixture[str]
PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "write-a-playbook.md"
_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<name>\S+))?\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)


def test_a_playbook_without_fault(tmp_path: Path, capsys: Captured) -> None:
    assert main(["playbook", "check", str(write_playbook(tmp_path))]) == 0
    said = capsys.readouterr()
    assert "no fault found in 2 products, 1 articles, 3 intents, 1 flows, 1 languages." in said.out
    assert "4 notes; --notes prints them." in said.err


def test_notes_are_printed_when_asked_for(tmp_path: Path, capsys: Captured) -> None:
    assert main(["playbook", "check", str(write_playbook(tmp_path)), "--notes"]) == 0
    assert "'thanks' has 2 examples.\n    Write 12 or more" in capsys.readouterr().out


def test_faults_are_listed_with_file_line_and_remedy(tmp_path: Path, capsys: Captured) -> None:
    folder = write_playbook(tmp_path, ("products/tea.yaml", "price: 650", "price: 6.50"))
    assert main(["playbook", "check", str(folder)]) == 1
    said = capsys.readouterr()
    assert (
        f"{folder}/products/tea.yaml:4: `price` must be a whole number, and is 6.5.\n    Write it in minor" in said.out
    )
    assert f"1 fault in {folder}." in said.err


def test_faults_as_json(tmp_path: Path, capsys: Captured) -> None:
    folder = write_playbook(tmp_path, ("offers.yaml", "offers:", "offers: ["))
    assert main(["playbook", "check", str(folder), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"faults", "notes"}
    assert told["faults"][0]["file"] == "offers.yaml"
    assert set(told["faults"][0]) == {"file", "line", "message", "remedy"}


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: Captured) -> None:
    assert main(["playbook", "check", str(tmp_path / "none")]) == 1
    assert "There is no folder 'none'." in capsys.readouterr().out


def test_the_how_to_page_as_it_is_followed(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file of the page is written where it says, its commands run in their order, and say what the page shows."""
    monkeypatch.chdir(tmp_path)
    ran = 0
    shown = ""
    for block in _BLOCK.finditer(PAGE.read_text("utf-8")):
        kind, name, body = block["kind"], block["name"], block["body"]
        if kind in ("yaml", "markdown") and name:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(body, "utf-8")
        elif kind == "console":
            ran += 1
            (line,) = body.splitlines()
            main(shlex.split(line)[1:])
            said = capsys.readouterr()
            shown = said.out + said.err
        elif kind == "text":
            for line in body.splitlines():
                assert line in shown, shown
    assert ran >= 4
    assert "no fault found" in shown
