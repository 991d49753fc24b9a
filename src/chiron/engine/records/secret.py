"""Secrets made on first start, in ``home/secrets``, readable by their owner alone; never in the repository."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path


def keep(home: Path, name: str) -> str:
    """The secret of this name, made if there is none: 32 random bytes as URL-safe text."""
    folder = home / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    if not path.exists():
        _make(path)
    return path.read_text()


def read(home: Path, name: str) -> str:
    """The secret of this name; FileNotFoundError where there is none."""
    return (home / "secrets" / name).read_text()


def _make(path: Path) -> None:
    """Write it whole, then put it in its place; whoever is first wins, also between processes."""
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(32))
        file.flush()
        os.fsync(descriptor)
    try:
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(name)
