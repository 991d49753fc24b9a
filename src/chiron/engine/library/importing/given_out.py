"""The files that texts of a source show, on their way to the course: each is read and given out once."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from chiron.engine.library.importing.arriving import Media
from chiron.engine.library.importing.opening import Opened
from chiron.engine.library.importing.texts import identifier


class GivenOut:
    """Files by their names in what was opened. A reader asks for keys while it writes, then yields what waits."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self._keys: dict[str, str] = {}
        self._taken: set[str] = set()
        self._waiting: list[Media] = []

    def key_of(self, name: str) -> str:
        """The key of a file, which is read when it is first asked for. Raises KeyError and Unusable."""
        if name not in self._keys:
            data = self.opened.bytes(name)
            base = posixpath.basename(name)
            key = identifier(base.replace(".", " "), self._taken, "media")
            self._taken.add(key)
            self._keys[name] = key
            self._waiting.append(Media(key, name, base, data))
        return self._keys[name]

    def waiting(self) -> Iterator[Media]:
        """The files asked for since the last time."""
        while self._waiting:
            yield self._waiting.pop(0)
