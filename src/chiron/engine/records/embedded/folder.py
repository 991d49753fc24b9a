"""The files of one embedded server below CHIRON_HOME."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_SOCKET = ".s.PGSQL.5432"
_LONGEST_SOCKET_PATH = 103
"""macOS allows 104 bytes with the closing zero, Linux 108."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Where everything lies."""

    home: Path

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder, owned by the server's user."""
        return self.home / "postgres"

    @property
    def unfinished(self) -> Path:
        """A data folder in the making."""
        return self.home / "postgres.new"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "postgres.log"

    @property
    def lock(self) -> Path:
        """Held while a server is being started or stopped."""
        return self.home / "postgres.lock"

    @property
    def users(self) -> Path:
        """Held, shared, by everyone who uses the server; the last to go stops it."""
        return self.home / "postgres.users"

    @property
    def socket_note(self) -> Path:
        """Where the socket's folder is written down when it is not below home."""
        return self.home / "postgres.socket"

    def pid(self) -> int | None:
        """The number in the pid file; None where there is no file or it is truncated."""
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def status(self) -> str:
        """What the server last wrote of itself: starting, ready, stopping, or nothing."""
        try:
            return "".join((self.data / "postmaster.pid").read_text().splitlines()[7:8]).strip()
        except FileNotFoundError:
            return ""

    def major(self) -> int | None:
        """The major version that made the data; None where there is none yet."""
        try:
            return int((self.data / "PG_VERSION").read_text())
        except FileNotFoundError:
            return None

    def socket_folder(self) -> Path:
        """The private folder of the socket. A path too long for a socket lies in a temporary folder instead."""
        near = self.home / "run"
        # A comma or quote would be read as a list of folders, by the server and by libpq.
        if len(os.fsencode(near / _SOCKET)) <= _LONGEST_SOCKET_PATH and not set(',"') & set(str(near)):
            near.mkdir(mode=0o700, exist_ok=True)
            return near
        return self._noted() or self._far()

    def _noted(self) -> Path | None:
        try:
            noted = Path(self.socket_note.read_text())
            found = noted.lstat()
        except FileNotFoundError:
            return None
        ours = found.st_uid in (os.geteuid(), self.data.stat().st_uid if self.data.exists() else -1)
        return noted if noted.is_dir() and not noted.is_symlink() and ours else None

    def _far(self) -> Path:
        far = Path(tempfile.mkdtemp(prefix="chiron-"))
        if len(os.fsencode(far / _SOCKET)) > _LONGEST_SOCKET_PATH:
            far.rmdir()
            far = Path(tempfile.mkdtemp(prefix="chiron-", dir="/tmp"))
        self.socket_note.write_text(str(far))
        return far

    def clear_stale(self) -> None:
        """Remove what a killed server left. Only once no process of the data folder lives."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        sockets = self.socket_folder()
        (sockets / _SOCKET).unlink(missing_ok=True)
        (sockets / f"{_SOCKET}.lock").unlink(missing_ok=True)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Wait for a lock that dies with its process."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
