"""What stands in the house before anyone comes in: records, sample courses and, where asked, the demo school."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chiron.engine.records.cluster import prepare
from chiron.main.settings import Settings


@contextmanager
def furnish(settings: Settings) -> Iterator[list[str]]:
    """Open the records and furnish them; the embedded server is held until the end. Gives the sign-in lines."""
    endpoint = asyncio.run(prepare(settings.home, settings.database_url))
    try:
        yield []
    finally:
        asyncio.run(endpoint.close())


def sample_courses() -> list[Path]:
    """The folders of the courses that come with Chiron: in the package when installed, else in the checkout."""
    package = Path(__file__).absolute().parents[1]
    for folder in (package / "courses", package.parents[1] / "courses"):
        if folder.is_dir():
            return sorted(path.parent for path in folder.glob("*/course.yaml"))
    return []
