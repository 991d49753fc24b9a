"""Reading the files of a course or playbook that may be hostile: only plain, small, UTF-8 files inside its folder."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from chiron.engine.library.faults import Fault

MAXIMUM_FILE = 512 * 1024
MAXIMUM_COURSE = 64 * 1024 * 1024
MAXIMUM_FILES = 20_000
"""A book of 1,000 pages has some 2,000 files and 3 MB of text."""
MEDIA = "media"
"""The folder of pictures, sound and film, which has bounds of its own."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


class Refused(Exception):
    """A file that is not read, and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class Folder:
    """A course's folder, or that of another ``kind`` of content, from which files are read within bounds."""

    def __init__(self, path: Path, kind: str = "course") -> None:
        self.root = path.resolve()
        self.kind = kind
        self._left = MAXIMUM_COURSE
        if not self.root.is_dir():
            raise Refused(
                Fault(".", 1, f"There is no folder {path.name!r}.", f"Give the folder that holds {kind}.yaml.")
            )
        if self._count() > MAXIMUM_FILES:
            raise Refused(Fault(".", 1, f"The {kind} has more than {MAXIMUM_FILES} files.", "Split it."))

    def _count(self) -> int:
        count = 0
        for place, folders, names in os.walk(self.root):
            if Path(place) == self.root and MEDIA in folders:
                folders.remove(MEDIA)
            count += len(folders) + len(names)
            if count > MAXIMUM_FILES:
                break
        return count

    def text(self, name: str) -> str | None:
        """The text of a file, None where there is none. Raises Refused."""
        data = self.data(name, MAXIMUM_FILE)
        if data is None:
            return None
        if len(data) > MAXIMUM_FILE:
            raise Refused(Fault(name, 1, f"The file is larger than {MAXIMUM_FILE // 1024} kB.", "Split it."))
        self._left -= len(data)
        if self._left < 0:
            most = MAXIMUM_COURSE // 1024**2
            raise Refused(Fault(name, 1, f"The {self.kind} is larger than {most} MB.", "Split it."))
        return self._checked(name, data)

    def data(self, name: str, most: int) -> bytes | None:
        """The bytes of a file, ``most`` and one more of a larger one; None where there is none. Raises Refused."""
        path = self.root / name
        if not os.path.lexists(path):
            return None
        real = path.resolve()
        if not real.is_relative_to(self.root):
            raise Refused(
                Fault(name, 1, f"The file is a link out of the {self.kind}'s folder.", "Put a copy in its place.")
            )
        try:
            return self._bytes(name, real, most)
        except OSError as error:
            raise Refused(
                Fault(name, 1, f"The file cannot be read: {error.strerror}.", "Look at its rights.")
            ) from None

    def _bytes(self, name: str, real: Path, most: int) -> bytes:
        # Without O_NONBLOCK, opening a named pipe would wait for ever.
        handle = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Refused(Fault(name, 1, "This is not a plain file.", "Put one in its place."))
            return file.read(most + 1)

    def _checked(self, name: str, data: bytes) -> str:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            raise Refused(Fault(name, line, "The file is not UTF-8 text.", "Save it as UTF-8.")) from None
        if found := _CONTROL.search(text):
            line = text[: found.start()].count("\n") + 1
            letter = f"U+{ord(found.group()):04X}"
            raise Refused(Fault(name, line, f"The control character {letter} stands here.", "Remove it."))
        return text.replace("\r\n", "\n").replace("\r", "\n")
