"""Extra time: an accommodation that stretches the time a learner is given. Pure."""

from __future__ import annotations

from datetime import datetime

EXTRA_TIMES = (0, 25, 50, 100)
"""Per cent more time that can be given; 0 is the usual time."""


def extended(start: datetime, due: datetime, extra: int) -> datetime:
    """When time that would run from ``start`` to ``due`` is up with ``extra`` per cent more of it.

    A time that is up before it began is left as it is. Raises ValueError where ``extra`` is not of ``EXTRA_TIMES``.
    """
    if extra not in EXTRA_TIMES:
        raise ValueError(f"extra time is one of {EXTRA_TIMES} per cent, not {extra}")
    return due if due <= start else due + (due - start) * extra / 100
