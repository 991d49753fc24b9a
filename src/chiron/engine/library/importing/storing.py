"""The files that one import keeps: pictures, sound and film that texts show, and packages, up to a total."""

from __future__ import annotations

from collections.abc import Callable

from chiron.engine.library.importing.bounds import megabytes

MOST = 2 * 1024**3
"""Bytes of one course: its files are kept in the database, and again with every folder that it is read from."""


class Storing:
    """Keeps files until they are too much together; one use."""

    def __init__(self, store: Callable[[str, bytes], None] | None) -> None:
        self._store = store
        self._kept = 0

    def refused(self, data: bytes) -> str:
        """Why a file is not taken any more; empty, and it is counted, where it is."""
        if self._kept + len(data) > MOST:
            return f"With it the course's files would be more than {megabytes(MOST)}. Import it in parts."
        self._kept += len(data)
        return ""

    def __call__(self, name: str, data: bytes) -> None:
        """Keep a file."""
        if self._store is not None:
            self._store(name, data)
