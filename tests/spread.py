"""How the tests are spread over processes: those that share a costly Chiron stay together in one.

xdist's own groups (``--dist loadgroup``) do nothing under pytest 9.2, which keeps the names of tests elsewhere than
xdist 3.8 writes its group to; nothing warns of it.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/browser/", "tests/kill/", "tests/cli/test_wheel.py")


class Spread(LoadScopeScheduling):
    """Each test goes where there is room, but for those that stay together."""

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid)
