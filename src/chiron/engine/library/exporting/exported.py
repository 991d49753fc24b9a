"""What an export gives: a file, and all that its target cannot hold or holds otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

File = Callable[[str], bytes | None]
"""Gives what texts show, by its name below ``media/``; None where there is no such file."""


@dataclass(frozen=True, slots=True)
class Left:
    """What a target cannot hold: ``key`` names the question, ``why`` is one sentence."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Exported:
    """A file and how many questions it holds. ``left`` does not go; ``changed`` goes, but for what it says."""

    data: bytes
    count: int
    left: tuple[Left, ...]
    changed: tuple[Left, ...]


def nothing(_: str) -> bytes | None:
    """No files."""
    return None
