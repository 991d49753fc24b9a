"""A fit on a Ray cluster: against a stand-in always, and against a real one where ``CHIRON_TEST_RAY`` names it.

ray start --head --num-cpus=1 --ray-client-server-port=20001   # where this Chiron can be imported
CHIRON_TEST_RAY=ray://127.0.0.1:20001 pytest tests/fits/test_cluster.py
"""

from __future__ import annotations

import os
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from chiron.core.errors import Unavailable
from chiron.core.learning.content import to_content
from chiron.engine.fits import runner as module
from chiron.engine.fits.making import Work, compute
from chiron.engine.fits.runner import runner
from tests.core.test_fitted import histories
from tests.core.tiny import tiny

ADDRESS = os.environ.get("CHIRON_TEST_RAY")


def work() -> Work:
    course = tiny()
    return Work(to_content(course), histories(course, 6, 20), None, {})


class Later(Exception):
    """What a stand-in raises for an answer that takes too long."""


class StandIn:
    """As much of Ray as a fit asks for, in this process. ``slow`` questions are asked before the work is done."""

    exceptions = SimpleNamespace(GetTimeoutError=Later)

    def __init__(self, slow: int = 0) -> None:
        self.slow, self.calls = slow, list[str]()

    def init(self, address: str, **_: Any) -> None:
        self.calls.append(f"init {address}")

    def shutdown(self) -> None:
        self.calls.append("shutdown")

    def remote(self, *made: Any, **options: Any) -> Any:
        return self._made if options else self._made(made[0])

    def _made(self, what: Any) -> Any:
        if isinstance(what, type):
            return SimpleNamespace(remote=lambda: self._actor(what()))
        return SimpleNamespace(remote=lambda *given: lambda: what(*given))

    def _actor(self, one: Any) -> Any:
        def method(name: str) -> Any:
            return SimpleNamespace(remote=lambda *given: self._now(lambda: getattr(one, name)(*given)))

        return SimpleNamespace(tell=method("tell"), told=method("told"))

    def _now(self, call: Callable[[], Any]) -> Callable[[], Any]:
        found = call()
        return lambda: found

    def wait(self, doing: list[Any], timeout: float) -> tuple[list[Any], list[Any]]:
        self.slow -= 1
        return ([], doing) if self.slow >= 0 else (doing, [])

    def get(self, ref: Callable[[], Any], timeout: float | None = None) -> Any:
        if timeout is not None and self.slow == 1:
            raise Later
        return ref()


async def run(ray: StandIn, monkeypatch: pytest.MonkeyPatch, given: Work) -> tuple[Any, list[float]]:
    monkeypatch.setattr(module, "import_module", lambda _: ray)
    seen: list[float] = []

    async def tell(share: float) -> None:
        seen.append(share)

    return await runner("ray://head:10001").run(given, tell), seen


async def test_what_a_cluster_computes_is_what_this_machine_does(monkeypatch: pytest.MonkeyPatch) -> None:
    ray, given = StandIn(slow=3), work()
    done, seen = await run(ray, monkeypatch, given)
    assert done == compute(given, lambda _: None)
    assert seen[-1] == 1.0
    assert seen == sorted(seen)
    assert ray.calls == ["init ray://head:10001", "shutdown"]


async def test_another_chiron_there_and_a_fault_there_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "computed", lambda *_: ("0.0.1", b"{}"))
    ray = StandIn()
    with pytest.raises(Unavailable, match=r"runs Chiron 0\.0\.1"):
        await run(ray, monkeypatch, work())

    def broken(*_: Any) -> None:
        raise MemoryError("no room")

    monkeypatch.setattr(module, "computed", broken)
    with pytest.raises(Unavailable, match="no room"):
        await run(ray, monkeypatch, work())
    assert ray.calls.count("shutdown") == 2, "the connection is given back whatever happens"


async def test_a_real_cluster() -> None:
    pytest.importorskip("ray", reason="no Ray here: pip install 'chiron-tutor[cluster]'")
    if ADDRESS is None:
        pytest.skip("no Ray cluster named: set CHIRON_TEST_RAY=ray://host:port")
    given, seen = work(), list[float]()

    async def tell(share: float) -> None:
        seen.append(share)

    assert await runner(ADDRESS).run(given, tell) == compute(given, lambda _: None)
    assert seen[-1] == 1.0
