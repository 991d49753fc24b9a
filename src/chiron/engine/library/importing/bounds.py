"""How much one import may hold, what its names may be, and the error for what cannot be imported at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from chiron.core.errors import InvalidInput

FREE = 10 * 1024**2
"""So much may come out of an archive's member whatever the ratio: a small file of zeros is no bomb."""

Raw = bytes
"""For annotations in classes that have a method ``bytes``."""

LONGEST_NAME = 1024
DEEPEST = 64
_DRIVE = re.compile(r"[A-Za-z]:")
_LEFTOVERS = frozenset({"__MACOSX", ".DS_Store", ".git", ".svn", "Thumbs.db", "desktop.ini"})


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

    def inflated(self, size: int, packed: int) -> bool:
        """Whether something unpacks to more than its packed size can honestly hold."""
        return size > FREE and size > packed * self.ratio


class Refused(Exception):
    """This one name or file does not come; the message says why."""


def megabytes(count: int) -> str:
    """A size for people."""
    return f"{count / 1024**2:,.0f} MB"


def shown(name: str) -> str:
    """A stranger's name fit for a report: no control or direction characters, and not endless."""
    kept = "".join(char if char.isprintable() else "\ufffd" for char in name)
    return kept if len(kept) <= 200 else f"{kept[:197]}..."


def leftover(name: str) -> bool:
    """Whether a name is what a file manager or a version control left there, and no content."""
    parts = name.replace("\\", "/").split("/")
    return any(part in _LEFTOVERS for part in parts) or parts[-1].startswith("._")


def safe(name: str) -> str:
    """A stranger's name as a relative path with ``/``. Raises Refused where it leads outside or is none."""
    path = unicodedata.normalize("NFC", name).replace("\\", "/")
    if any(unicodedata.category(char) in {"Cc", "Cs"} for char in path):
        raise Refused("its name holds control characters")
    parts = [part for part in path.split("/") if part not in {"", "."}]
    if path.startswith("/") or (parts and _DRIVE.match(parts[0])):
        raise Refused("its name is absolute, and leads outside what was given")
    if ".." in parts:
        raise Refused("its name leads outside what was given")
    if not parts:
        raise Refused("it has no name")
    if len(parts) > DEEPEST or len(path) > LONGEST_NAME:
        raise Refused("its name is too long or too deep")
    return "/".join(parts)


class Ledger:
    """Counts what comes against the bounds, name by name, and keeps what was refused, each with why."""

    def __init__(self, title: str, bounds: Bounds) -> None:
        self.title = title
        self.bounds = bounds
        self.sizes: dict[str, int] = {}
        self._total = 0
        self._refused: list[tuple[str, str]] = []
        self._left_over = 0

    def admit(self, name: str, size: int, packed: int | None = None) -> str | None:
        """The name under which a file stands, or None where it is refused. Of two with one name the later stays.

        Raises Unusable where there are more names than the bounds allow.
        """
        if leftover(name):
            self._left_over += 1
            self._counted()
            return None
        try:
            path = safe(name)
            self._bounded(size, packed)
        except Refused as why:
            self.refuse(name, str(why))
            return None
        if path in self.sizes:
            self._total -= self.sizes[path]
            self.refuse(path, "the same name stands twice: the later file is taken")
        self.sizes[path] = size
        self._total += size
        self._counted()
        return path

    def refuse(self, name: str, why: str) -> None:
        """Keep why something does not come."""
        self._refused.append((shown(name), why))
        self._counted()

    def forget(self, path: str, why: str) -> None:
        """Take back a file that was admitted."""
        self._total -= self.sizes.pop(path)
        self.refuse(path, why)

    def refused(self) -> Iterator[tuple[str, str]]:
        """What was left out, each with why; what file managers leave behind in one line."""
        yield from self._refused
        if self._left_over:
            yield (f"{self._left_over} files", "a file manager or version control left them there: they are no content")

    def _bounded(self, size: int, packed: int | None) -> None:
        if size < 0 or size > self.bounds.file:
            raise Refused(f"it is {megabytes(size)}, and {megabytes(self.bounds.file)} are allowed")
        if packed is not None and self.bounds.inflated(size, packed):
            raise Refused(f"it unpacks to {megabytes(size)}, more than {self.bounds.ratio} times its packed size")
        if self._total + size > self.bounds.total:
            raise Refused(f"with it all would be more than the {megabytes(self.bounds.total)} that are allowed")

    def _counted(self) -> None:
        if len(self.sizes) + len(self._refused) + self._left_over > self.bounds.files:
            raise Unusable(f"{self.title} holds more than {self.bounds.files:,} files. Import it in parts.")
