"""`chiron start` as a process: it serves, says where, refuses a taken port, and leaves nothing running."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from serving import chiron, free_port, get

from chiron.faces.cli import start
from chiron.main.settings import Settings

COMMAND = [str(Path(sys.executable).with_name("chiron")), "start"]


def postgres_of(home: Path) -> list[psutil.Process]:
    """The embedded server's processes that work in this home."""
    found = []
    for process in psutil.process_iter(["name", "cwd"]):
        if "postgres" in (process.info["name"] or "") and (process.info["cwd"] or "").startswith(str(home)):
            found.append(process)
    return found


def test_it_serves_says_where_and_leaves_nothing_behind(home: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with chiron([*COMMAND, "--no-demo"], home, log) as (process, address):
        status, page = get(f"{address}/")
        assert status == 200
        assert "<html" in page
    assert process.returncode == 0, log.read_text()
    assert f"Chiron is ready: {address}/" in log.read_text()
    assert "Traceback" not in log.read_text()
    assert postgres_of(home) == []


def test_several_workers_serve_the_same_records(home: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with chiron([*COMMAND, "--no-demo", "--workers", "2"], home, log) as (_, address):
        assert {get(f"{address}/healthz")[0] for _ in range(10)} == {200}
    assert "Traceback" not in log.read_text()
    assert postgres_of(home) == []


def test_a_taken_port_is_refused_before_anything_is_made(home: Path, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        env = {"CHIRON_HOME": str(home), "CHIRON_PORT": str(port)}
        done = subprocess.run(COMMAND, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"chiron start: port {port} on 127.0.0.1 is taken")
    assert not home.exists()


def test_a_second_chiron_on_the_same_data_joins_the_first(home: Path, tmp_path: Path) -> None:
    with chiron([*COMMAND, "--no-demo"], home, tmp_path / "one", free_port()) as (_, first):
        with chiron([*COMMAND, "--no-demo"], home, tmp_path / "two", free_port()) as (_, second):
            assert get(f"{second}/healthz")[0] == 200
        assert get(f"{first}/healthz")[0] == 200


@pytest.mark.parametrize(("proxies", "seen"), [((), "127.0.0.1"), (("127.0.0.1",), "203.0.113.9")])
async def test_a_forwarding_header_is_believed_from_a_named_proxy_alone(proxies, seen) -> None:
    config = start.config_of(Settings(home=Path("/x"), proxies=proxies))
    found = list[str]()

    async def app(scope, receive, send) -> None:
        found.append(scope["client"][0])

    config.app, config.factory = app, False
    config.load()
    headers = [(b"x-forwarded-for", b"203.0.113.9"), (b"x-forwarded-proto", b"https")]
    scope = {"type": "http", "client": ("127.0.0.1", 4242), "scheme": "http", "headers": headers}
    await config.loaded_app(scope, None, None)
    assert found == [seen]
