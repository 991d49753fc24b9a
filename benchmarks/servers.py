"""Starts servers to measure: Chiron itself, and the bare ones that it is compared with."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil

BARE = "benchmarks.bare:hello"


class NotReady(Exception):
    """A server did not come up."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], url: str, env: Mapping[str, str], patience: float = 120) -> Iterator[psutil.Process]:
    """Start a server and wait until ``url`` answers 200; stop it at the end. Gives its process."""
    child = subprocess.Popen(command, env={**os.environ, **env}, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + patience
        while not answers(url):
            if child.poll() is not None or time.monotonic() > deadline:
                raise NotReady(f"{' '.join(command)} did not answer at {url}")
            time.sleep(0.005)
        yield psutil.Process(child.pid)
    finally:
        child.send_signal(signal.SIGINT)
        child.wait(30)


def answers(url: str) -> bool:
    """Whether a GET gives 200 just now."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


@contextlib.contextmanager
def chiron(home: Path, *options: str) -> Iterator[tuple[psutil.Process, str]]:
    """Chiron as a user starts it, with its data in ``home``: its process and address."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("chiron")), "start", "--no-demo", *options]
    env = {"CHIRON_HOME": str(home), "CHIRON_PORT": str(port)}
    with running(command, f"http://127.0.0.1:{port}/healthz", env) as process:
        yield process, f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def bare(app: str = BARE) -> Iterator[tuple[psutil.Process, str]]:
    """A bare app under the same server: its process and address."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", app, "--port", str(port), "--log-level", "warning"]
    with running(command, f"http://127.0.0.1:{port}/healthz", {}) as process:
        yield process, f"http://127.0.0.1:{port}"
