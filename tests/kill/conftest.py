"""One seeded home for these tests: made once, used again after every kill."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import make_home
from tests.kill.running import Running
from tests.ports import free_port


@pytest.fixture(scope="module")
def chiron(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Chiron with its demo school, ready."""
    with make_home() as home:
        running = Running(Path(home), free_port(), tmp_path_factory.mktemp("kill") / "log")
        running.start()
        yield running
        running.stop()
