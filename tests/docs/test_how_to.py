"""The how-to pages: their commands run in their order, and every command on a page is one that Chiron understands."""

from __future__ import annotations

import argparse
import importlib
import inspect
import re
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Database
from chiron.faces.cli import office
from chiron.main.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs/how-to").glob("*.md"))
BLOCK = re.compile(r"^```(\w+)(?: ([^\n]*))?\n(.*?)^```", re.M | re.S)
FENCE = re.compile(r"^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)
"""What is quoted: a block of its own, or code within a line."""
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
CHIRON = re.compile(r"^(?:\S*\* )*(?:[A-Z_]+=\S+ )*(?:\S*/)?chiron ([a-z].*)$")
BEFORE = (
    'chiron school create "Hillside School"',
    'chiron person create "Ruth Adeyemi" --role operator',
    "chiron person create Ada",
)


def never(**_: Any) -> Any:
    """These commands serve nothing."""
    raise AssertionError


def blocks(page: Path, kind: str) -> list[tuple[str, str]]:
    """(label, body) of each block of a kind."""
    return [(label, body) for found, label, body in BLOCK.findall(page.read_text()) if found == kind]


def commands(page: Path, label: str | None = None) -> list[str]:
    """The lines of a page's shell blocks that begin with ``chiron``, or only of those with a label."""
    lines = [line for found, body in blocks(page, "sh") if label in (None, found) for line in body.splitlines()]
    return [f"chiron {match[1]}" for line in lines if (match := CHIRON.match(line.split("    #")[0].strip()))]


def understood(line: str) -> tuple[Any, argparse.Namespace]:
    """The command's module and what was said to it. Exits where it does not understand."""
    _, name, *words = shlex.split(line)
    module = importlib.import_module(f"chiron.faces.cli.{name}")
    parser = argparse.ArgumentParser(exit_on_error=False)
    module.arguments(parser)
    return module, parser.parse_args(words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_on_a_page_is_understood(page: Path) -> None:
    for line in commands(page):
        understood(line)


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page, "run")], ids=lambda page: page.stem)
async def test_the_commands_of_a_page_run_in_their_order(
    page: Path, endpoint: Endpoint, database: Database, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def prepared(*_: object) -> Endpoint:
        return replace(endpoint, server=None)

    monkeypatch.setattr(office, "prepare", prepared)
    monkeypatch.chdir(tmp_path)
    for label, body in (*blocks(page, "csv"), *blocks(page, "text")):
        (tmp_path / label.removeprefix("file=")).write_text(body)
    desk = office.Office(Settings(home=home), never)
    for line in (*BEFORE, *commands(page, "run")):
        module, options = understood(line)
        done = module.run(options, desk)
        assert (await done if inspect.isawaitable(done) else done) == 0, line


def test_pages_with_commands_are_found() -> None:
    """So that a change of the labels cannot make the test above run nothing."""
    assert sum(len(commands(page, "run")) for page in PAGES) >= 8


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda page: page.stem
)
def test_every_link_leads_somewhere(page: Path) -> None:
    read = FENCE.sub("", page.read_text())
    for target in LINK.findall(read):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_readme_leads_to_every_how_to_page() -> None:
    readme = (ROOT / "README.md").read_text()
    assert [page.stem for page in PAGES if f"docs/how-to/{page.name}" not in readme] == []
