"""`chiron start` whose chance a test can know: the same items for the same test, alone or after a hundred others."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from random import Random

from chiron.main import clock

SEED_FILE = "CHIRON_TEST_SEED_FILE"
"""Names the file whose words seed all that follows, from when they change on."""
FIRST_WORDS = 6.0
"""Seconds for a model's first words: more than a person waits, so that a busy machine makes no good model a bad one."""


class Draws:
    """Chance seeded by a file: a test writes its name there, and what was drawn before it no longer matters."""

    def __init__(self, file: Path) -> None:
        self._file, self._words, self._chance = file, "", Random(0)

    def __call__(self) -> Random:
        """Chance for one decision."""
        words = self._file.read_text("utf-8")
        if words != self._words:
            self._words, self._chance = words, Random(words)
        return self._chance


def main() -> int:
    """Start Chiron with such draws in the place of the system's."""
    clock.chance = Draws(Path(os.environ[SEED_FILE]))
    from chiron.engine.dialogue import converse
    from chiron.main import command  # everything else takes chance from the clock when it is imported

    converse.Patience = partial(converse.Patience, first=FIRST_WORDS)  # type: ignore[misc, assignment]
    return command.main()
