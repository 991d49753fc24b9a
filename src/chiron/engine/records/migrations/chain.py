"""Runs the migrations. Alembic is configured here in code, and loaded only when there is something to run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import psycopg

_FOLDER = Path(__file__).parent
_NAME = re.compile(r"(\d{4})_\w+\.py")


def revisions() -> list[str]:
    """Every revision this Chiron knows, oldest first. The chain is straight, so the files' numbers tell."""
    found = (_NAME.fullmatch(file.name) for file in (_FOLDER / "versions").iterdir())
    return sorted(match[1] for match in found if match)


def head() -> str:
    """The newest revision this Chiron knows."""
    return revisions()[-1]


def migrate(url: str, target: str | None = None) -> None:
    """Bring the database to a revision (the newest by default), each step in its own transaction.

    ``url`` is the owner's. Two programs that migrate at once must be kept apart by the caller.
    """
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory
    from sqlalchemy import create_engine, pool

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    destination = target or head()

    def steps(revision: Any, _context: Any) -> Any:
        return script._upgrade_revs(destination, revision)

    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(url), poolclass=pool.NullPool)
    with engine.connect() as connection, EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(connection=connection, transaction_per_migration=True)
        with environment.begin_transaction():
            environment.run_migrations()
