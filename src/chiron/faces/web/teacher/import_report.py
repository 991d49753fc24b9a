"""The lines of an import's report, as the import left them on disk."""

from __future__ import annotations

import json
from pathlib import Path

from chiron.engine.library.importing.reporting import Line


def lines(file: Path) -> list[Line]:
    """Every line; none where there is no report, as of a package of Chiron's own."""
    try:
        told = json.loads(file.read_text("utf-8"))
    except OSError:
        return []
    return [Line(**each) for each in told["lines"]]
