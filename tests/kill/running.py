"""A real Chiron in a process group of its own, started, killed outright, and used over HTTP as a browser would."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import httpx
import psutil

from chiron.engine.records.embedded import processes
from chiron.engine.records.embedded.folder import Folder

COMMAND = [str(Path(sys.executable).with_name("chiron")), "start"]
PATIENCE = 90.0
"""Seconds after which a start counts as failed; nothing is asserted about how quick it is."""


class Running:
    """``chiron start`` on a home and port of its own, with the embedded server whatever DATABASE_URL says."""

    def __init__(self, home: Path, port: int, log: Path) -> None:
        self.home, self.port, self.log = home, port, log
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it serves."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return Folder(self.home).data

    def start(self) -> float:
        """Start and wait until it is ready; the seconds that took."""
        env = {
            name: value
            for name, value in os.environ.items()
            if name in {"PATH", "HOME", "LANG", "TMPDIR", "PYTHONPATH"}
        }
        env |= {"CHIRON_HOME": str(self.home), "CHIRON_PORT": str(self.port)}
        begun = time.monotonic()
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(COMMAND, env=env, stdout=out, stderr=out, start_new_session=True)
        while self.status("/healthz") != 200:
            assert self.process.poll() is None, self.said()
            assert time.monotonic() - begun < PATIENCE, self.said()
            time.sleep(0.03)
        return time.monotonic() - begun

    def status(self, path: str) -> int:
        """The status of a GET; 0 where nobody answers."""
        try:
            return httpx.get(f"{self.address}{path}", timeout=10, trust_env=False).status_code
        except httpx.HTTPError:
            return 0

    def said(self) -> str:
        """The end of what it printed."""
        return self.log.read_text(errors="replace")[-4000:] if self.log.exists() else ""

    def server_processes(self) -> list[psutil.Process]:
        """The postmaster that its data folder names, and its children."""
        pid = Folder(self.home).pid()
        if pid is None or not processes.belongs(pid, self.data):
            return []
        with suppress(psutil.NoSuchProcess):
            postmaster = psutil.Process(pid)
            return [postmaster, *postmaster.children(recursive=True)]
        return []

    def kill_everything(self, servers_first: bool) -> int:
        """SIGKILL the app and every process of its data folder, by number; how many were killed."""
        assert self.process is not None
        app = [self.process.pid, *(child.pid for child in psutil.Process(self.process.pid).children(recursive=True))]
        servers = [process.pid for process in self.server_processes()]
        order = [*servers, *app] if servers_first else [*app, *servers]
        killed = sum(_kill(pid) for pid in dict.fromkeys(order))
        self.process.wait(30)
        return killed

    def kill_server(self) -> None:
        """SIGKILL the database only."""
        for process in self.server_processes():
            _kill(process.pid)

    def pause_server(self, paused: bool) -> None:
        """Stop every process of the database as they are, or let them go on."""
        for process in self.server_processes():
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGSTOP if paused else signal.SIGCONT)

    def stop(self) -> None:
        """End it as Ctrl-C does; leave nothing of this home running."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        processes.kill_all(self.data)


def _kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


class Forms(HTMLParser):
    """The forms of a page: action, hidden fields, choices that can be picked, the kind of the answer's input."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given.get("action", ""), {}, []))
        if tag == "input" and self.found and given.get("name"):
            if given.get("type") == "hidden":
                self.found[-1][1][given["name"]] = given.get("value", "")
            elif given.get("type") in {"radio", "checkbox"}:
                self.found[-1][2].append(given.get("value", ""))

    def ending(self, end: str) -> tuple[str, dict[str, str], list[str]] | None:
        """The first form whose action ends so."""
        return next((form for form in self.found if form[0].endswith(end)), None)


async def enter_demo(client: httpx.AsyncClient) -> str:
    """Enter as the demonstration's learner with one click; the course's address."""
    page = (await client.get("/sign-in")).text
    for action, hidden, _ in Forms(page).found:
        if "/demo/" in action:
            answer = await client.post(action, data=hidden, follow_redirects=True)
            found = re.search(r"/learn/([a-z0-9-]+)/", unescape(answer.text))
            if answer.status_code == 200 and found:
                return f"/learn/{found.group(1)}"
    raise AssertionError(page)
