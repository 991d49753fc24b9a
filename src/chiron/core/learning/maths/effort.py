"""How much work one check may do, counted and not timed: the same answer gets the same verdict on every machine.

What is slow says what it costs with ``spend``; a unit is about two microseconds of a slow processor. Beyond the bound
Spent is raised, and whoever asked abstains: what ran out of effort is no grade.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

MOST = 40_000
"""Units for one answer."""


class Spent(Exception):
    """The work allowed for this answer is done, and nothing is decided."""


_left: ContextVar[list[int] | None] = ContextVar("effort left", default=None)


@contextmanager
def effort(most: int = MOST, *, own: bool = False) -> Iterator[None]:
    """Bound what is done inside; within another bound that one holds, unless this is to be counted on its ``own``."""
    if _left.get() is not None and not own:
        yield
        return
    token = _left.set([most])
    try:
        yield
    finally:
        _left.reset(token)


def spend(units: int = 1) -> None:
    """Count work. Raises Spent where it is too much; where nothing is bounded, nothing is counted."""
    left = _left.get()
    if left is not None:
        left[0] -= units
        if left[0] < 0:
            raise Spent
