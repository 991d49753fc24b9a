"""The process that computes a fit on this machine: work comes in by its input, progress and result go out as lines."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import msgspec

from chiron.engine.fits.making import Work, compute

POLITE = 10
"""Added to the niceness: learners' turns come first."""


def main() -> None:
    """Read the work, compute it, write the result."""
    with suppress(AttributeError, OSError):
        os.nice(POLITE)
    work = msgspec.json.decode(sys.stdin.buffer.read(), type=Work)
    told = 0.0

    def progress(share: float) -> None:
        nonlocal told
        if share >= told + 0.01:
            told = share
            _line({"progress": share})

    _line({"done": msgspec.to_builtins(compute(work, progress))})


def _line(told: object) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
