"""What the papers say of the code is so."""

from __future__ import annotations

import re
from pathlib import Path

from chiron.core.words import MoveKind
from chiron.engine.people.person import Role
from chiron.main.command import COMMANDS

ROOT = Path(__file__).parents[2]


def test_the_glossary_has_every_role_and_move() -> None:
    glossary = (ROOT / "docs/glossary.md").read_text()
    for role in Role:
        assert f"| {role} |" in glossary
    for move in MoveKind:
        assert str(move).replace("-", " ") in glossary


def test_every_command_that_the_papers_name_exists() -> None:
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for name in re.findall(r"^(?:[\w./=]+ )*chiron ([a-z]+)|`chiron ([a-z]+)", path.read_text(), re.M):
            assert (name[0] or name[1]) in COMMANDS, f"{path.name} names chiron {name}"
