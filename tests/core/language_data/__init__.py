"""Labelled messages and questions, and how they are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGE = Path(__file__).parents[3] / "src" / "chiron" / "core" / "language"


def rows(path: Path, columns: int) -> Iterator[list[str]]:
    """The rows of a file of columns parted by ``|``; comments and empty lines are left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("|", columns - 1)]
