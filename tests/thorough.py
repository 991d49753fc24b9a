"""Whether this run may take its time: ``make test-full`` says so to every test by CHIRON_THOROUGH."""

from __future__ import annotations

import os

THOROUGH = bool(os.environ.get("CHIRON_THOROUGH"))


def seeds(many: int) -> range:
    """Seeds of so many items in a thorough run, of every third of them else: one more change is never the first."""
    return range(many) if THOROUGH else range(0, many, 3)
