"""Opens what a stranger gives: a file, a folder, a zip or tar, within bounds of size, number and depth.

Nothing is unpacked to disk. Names are checked before anything is read: a path that leads outside, a link or a device is
left out and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from chiron.core.errors import InvalidInput


class Unusable(InvalidInput):
    """Nothing of it can be imported; the message names the place and the remedy."""

    code = "not-importable"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one import may hold."""

    files: int = 200_000
    file: int = 256 * 1024**2
    total: int = 2 * 1024**3
    ratio: int = 200
    """How many times larger an archive's member may be than it is packed, beyond the first 10 MB."""


class Opened(Protocol):
    """What was opened: files by their names, ``/`` between folders. A single file stands under its own name."""

    name: str
    """Of what was given, for titles and reports."""

    def names(self) -> Sequence[str]:
        """Every file that can be read, in a fixed order."""

    def size(self, name: str) -> int:
        """In bytes, unpacked. Raises KeyError."""

    def bytes(self, name: str) -> bytes:
        """The whole of a file. Raises KeyError, and Unusable where it is beyond the bounds or broken."""

    def beginning(self, name: str, count: int = 4096) -> bytes:
        """The first bytes of a file. Raises KeyError."""

    def refused(self) -> Iterator[tuple[str, str]]:
        """Names that were left out at once, each with why."""
