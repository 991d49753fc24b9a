"""How the tests are spread over processes: those that share a costly Chiron stay together in one.

xdist's own groups (``--dist loadgroup``) do nothing under pytest 9.2, which keeps the names of tests elsewhere than
xdist 3.8 writes its group to; nothing warns of it.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/browser/", "tests/kill/", "tests/cli/test_wheel.py")
HALVES = ("tests/browser/test_l", "tests/browser/~")
"""Where each half of the browser's tests ends, by name: they take half of all the time, and go to two processes."""


class Spread(LoadScopeScheduling):
    """Each test goes where there is room, but for those that stay together."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(TOGETHER[0]):
            return next(end for end in HALVES if nodeid < end)
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid)
