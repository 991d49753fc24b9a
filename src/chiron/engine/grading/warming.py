"""What a worker loads before its first job, so that no job pays for it: the slow kinds of step, SymPy, the units."""

from __future__ import annotations

from contextlib import suppress

from chiron.core.learning.interactions import interaction, kinds
from chiron.core.learning.maths.warm import warm as mathematics


def warm() -> None:
    """Load them. A stranger's kind that cannot be loaded is told of when it is asked for."""
    for name in kinds():
        with suppress(Exception):
            interaction(name)
    mathematics()
