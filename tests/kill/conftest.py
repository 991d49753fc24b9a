"""One seeded home for these tests: made once, used again after every kill."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from socket import socket

import pytest

from tests.conftest import make_home
from tests.kill.running import Running


@pytest.fixture(scope="module")
def chiron(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Chiron with its demo school, ready."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with make_home() as home:
        running = Running(Path(home), port, tmp_path_factory.mktemp("kill") / "log")
        running.start()
        yield running
        running.stop()
