"""The embedded server's life cycle, killed in every way we know."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from chiron.core.errors import Unavailable
from chiron.engine.records.embedded import processes
from chiron.engine.records.embedded.account import account_for
from chiron.engine.records.server import OldData, Server
from tests.patience import gone, wait_until

from ..conftest import make_home

CARELESS = {"fsync": "off", "full_page_writes": "off"}


@pytest.fixture(scope="module")
def made_once() -> Iterator[Path]:
    """A home whose data folder is made: copying it is quicker than making another."""
    with make_home() as home:
        made = Server(home, CARELESS)
        made.start()
        made.stop()
        yield home


@pytest.fixture
def server(home: Path, made_once: Path) -> Iterator[Server]:
    subprocess.run(["cp", "-a", made_once, home], check=True)
    made = Server(home, CARELESS)
    made.start()
    yield made
    made.stop()
    processes.kill_all(made.folder.data)


def ask(server: Server, question: str = "SELECT 1") -> object:
    with psycopg.connect(server.url(), autocommit=True) as conn:
        found = conn.execute(question)
        row = found.fetchone() if found.description else None
        return row and row[0]


def kill(server: Server) -> int:
    pid = server.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    # A killed process may run on for a moment on a busy machine.
    wait_until(lambda: gone([pid]), "the killed server ends")
    return pid


def test_the_last_user_stops_it(server: Server) -> None:
    other = Server(server.folder.home)
    other.start()
    assert other.pid() == server.pid()
    server.stop()
    assert ask(other) == 1
    other.stop()
    assert other.pid() is None
    assert processes.of_folder(server.folder.data) == []


def test_stopping_twice_and_starting_again(server: Server) -> None:
    server.stop()
    server.stop()
    server.start()
    assert ask(server) == 1


def test_what_was_kept_survives_twenty_kills(server: Server) -> None:
    ask(server, "CREATE TABLE kept (n int)")
    for n in range(20):
        ask(server, f"INSERT INTO kept VALUES ({n})")
        kill(server)
        # Half the time somebody else comes to start it, as after a restart of the app.
        (server if n % 2 else Server(server.folder.home, CARELESS)).start()
        assert ask(server, "SELECT count(*) FROM kept") == n + 1


def test_busy_backends_that_outlive_their_postmaster_are_cleared(server: Server) -> None:
    busy = psycopg.connect(server.url(), autocommit=True)
    busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 10000000000)")
    orphan = busy.info.backend_pid
    kill(server)
    Server(server.folder.home, CARELESS).start()
    assert orphan not in processes.of_folder(server.folder.data)
    assert ask(server) == 1
    busy.close()


def test_an_owner_that_is_killed_leaves_a_server_to_join(server: Server) -> None:
    pid = server.pid()
    script = (
        "import sys, time; from pathlib import Path; from chiron.engine.records.server import Server;"
        "s = Server(Path(sys.argv[1])); s.start(); print(s.pid(), flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(server.folder.home)], stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        assert int(owner.stdout.readline()) == pid
        server.stop()
        assert ask(server) == 1, "the other one still uses it"
        owner.kill()
    server.start()
    assert server.pid() == pid
    server.stop()
    assert server.pid() is None


def test_owner_and_server_killed_at_once(home: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from chiron.engine.records.server import Server;"
        "s = Server(Path(sys.argv[1])); s.start(); print(s.pid(), flush=True); os.kill(s.pid(), 9);"
        "os.kill(os.getpid(), 9)"
    )
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", script, str(home)], check=False, stdout=subprocess.PIPE)
        pid = int(done.stdout)
        wait_until(lambda pid=pid: gone([pid]), "the killed server ends")  # type: ignore[misc]
        server = Server(home, CARELESS)
        server.start()
        assert ask(server) == 1
        server.stop()


@pytest.mark.parametrize("left", ["", "\n", "12", "notanumber\n/x\n"])
def test_a_truncated_pid_file_is_cleared(server: Server, left: str) -> None:
    kill(server)
    (server.folder.data / "postmaster.pid").write_text(left)
    server.start()
    assert ask(server) == 1


def test_a_living_server_with_a_truncated_pid_file_is_replaced(server: Server) -> None:
    before = server.pid()
    (server.folder.data / "postmaster.pid").write_text("")
    server.start()
    assert ask(server) == 1
    assert server.pid() != before


def test_an_innocent_process_with_the_stale_number_is_left_alone(server: Server) -> None:
    pid = kill(server)
    script = (
        "import signal, sys, time\nfor s in (1, 2, 3, 15): signal.signal(s, lambda *a: print('signalled', flush=True))"
        "\nprint('ready', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-u", "-c", script], stdout=subprocess.PIPE) as innocent:
        assert innocent.stdout is not None
        innocent.stdout.readline()
        file = server.folder.data / "postmaster.pid"
        file.write_text(file.read_text().replace(str(pid), str(innocent.pid), 1))
        server.start()
        assert ask(server) == 1
        assert server.pid() not in (None, innocent.pid)
        assert innocent.poll() is None
        innocent.kill()
        assert innocent.stdout.read() == b""


def test_another_folders_postgres_is_not_ours(server: Server, tmp_path: Path) -> None:
    pid = server.pid()
    assert pid is not None
    assert processes.belongs(pid, server.folder.data)
    assert not processes.belongs(pid, tmp_path)
    assert processes.of_folder(tmp_path) == []


def test_a_zombie_is_not_alive(server: Server) -> None:
    pid = kill(server)
    assert psutil.Process(pid).status() == psutil.STATUS_ZOMBIE, "its parent, this process, has not asked for it"
    assert not processes.belongs(pid, server.folder.data)


def test_a_kill_while_the_data_folder_is_made_leaves_nothing_half_made(home: Path) -> None:
    half = home / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    server = Server(home, CARELESS)
    server.start()
    assert ask(server) == 1
    assert not half.exists()
    server.stop()


@pytest.mark.parametrize("user", ["postgres", "nobody_known"])
def test_every_login_needs_its_password(server: Server, user: str) -> None:
    for password in ("", "guess"):
        with pytest.raises(psycopg.OperationalError, match=r"password|no password"):
            psycopg.connect(server.url(user=user, password=password))


def test_it_listens_on_a_private_socket_only(server: Server) -> None:
    assert ask(server, "SHOW listen_addresses") == ""
    folder = server.folder.socket_folder()
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
    pid = server.pid()
    assert pid is not None
    assert psutil.Process(pid).net_connections("inet") == []


def test_secrets_are_for_their_owner_alone(server: Server) -> None:
    secrets = server.folder.home / "secrets"
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in secrets.iterdir()} == {0o600}


@pytest.mark.parametrize("name", ["x" * 150, 'a,b "c" %d', "größe 数"])
def test_folders_with_long_or_odd_names(home: Path, name: str) -> None:
    server = Server(home / name, CARELESS)
    server.start()
    assert ask(server) == 1
    kill(server)
    again = Server(home / name, CARELESS)
    again.start()
    assert ask(again) == 1
    server.stop()
    again.stop()
    assert again.pid() is None


def test_root_runs_it_as_somebody_else(server: Server) -> None:
    pid = server.pid()
    assert pid is not None
    account = account_for(server.folder.data)
    assert psutil.Process(pid).uids().real == (account.uid if account else os.geteuid())
    assert psutil.Process(pid).uids().real != 0
    assert stat.S_IMODE(server.folder.home.stat().st_mode) & 0o007 == 0, "others may read nothing"


def test_data_of_another_major_version_are_left_alone(server: Server) -> None:
    server.stop()
    (server.folder.data / "PG_VERSION").write_text("16\n")
    with pytest.raises(OldData, match="chiron upgrade"):
        server.start()
    (server.folder.data / "PG_VERSION").write_text("18\n")
    server.start()


def test_a_server_that_cannot_start_says_why(home: Path) -> None:
    with pytest.raises(Unavailable, match="no_such_setting"):
        Server(home, {"no_such_setting": "1"}).start()
