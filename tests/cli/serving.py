"""Runs `chiron start` as a user does, for tests."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.ports import free_port

PATIENCE = 120.0
"""Seconds after which a start counts as failed; nothing is asserted about how quick it is."""


def get(url: str) -> tuple[int, str]:
    """Status and body of a GET; status 0 where nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8", "replace")
    except OSError:
        return 0, ""


@contextlib.contextmanager
def chiron(
    command: Sequence[str], home: Path, log: Path, port: int | None = None, **env: str
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Start Chiron and wait until it is ready; gives the process and the address without a slash at the end."""
    port = port or free_port()
    ports = {"CHIRON_PORT": str(port), "CHIRON_PLAY_PORT": str(free_port())}
    known = {"CHIRON_HOME": str(home), "PATH": os.environ["PATH"], **ports, **env}
    known |= {name: os.environ[name] for name in ("DATABASE_URL", "HOME") if name in os.environ and name not in known}
    with log.open("ab") as out:
        process = subprocess.Popen(command, env=known, stdout=out, stderr=out)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + PATIENCE
        while get(f"{address}/healthz")[0] != 200:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        yield process, address
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
