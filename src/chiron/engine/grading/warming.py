"""What a worker loads before its first job, so that no job pays for it: the slow kinds of step and SymPy."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

from chiron.core.learning.interactions import interaction, kinds


def warm() -> None:
    """Load them. A stranger's kind that cannot be loaded is told of when it is asked for."""
    for name in kinds():
        with suppress(Exception):
            interaction(name)
    with suppress(ImportError):
        import_module("sympy")
