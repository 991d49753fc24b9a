"""How a person wants pages to look and move: from their preferences to attributes of ``<html>``.

The server writes the attributes, so nothing flashes and no script is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chiron.core.words import Json
from chiron.engine.people.person import AgeBand
from chiron.engine.people.preferences import reads_aloud

THEMES = ("device", "light", "dark")
CONTRASTS = ("device", "more", "less")
LETTERS = ("plain", "easier")
MOTIONS = ("device", "reduced")
READING_SIZES = (100, 112, 125, 150, 175, 200)
"""Per cent of the browser's own size."""


def _one_of(value: Json, allowed: tuple[str, ...]) -> str:
    return value if value in allowed else allowed[0]


@dataclass(frozen=True, slots=True)
class Appearance:
    """One person's choices, each a known value. ``streaming`` off shows the tutor's words only when whole.

    ``aloud``: whether buttons that read aloud are in the page. ``formulas`` off: mathematics is typed in plain fields.
    """

    theme: str = "device"
    contrast: str = "device"
    letters: str = "plain"
    motion: str = "device"
    reading_size: int = 100
    streaming: bool = True
    aloud: bool = False
    formulas: bool = True

    @classmethod
    def of(cls, preferences: Mapping[str, Json], age_band: AgeBand | None = None) -> Appearance:
        """Read preferences; what is missing or unknown takes the first choice."""
        size = preferences.get("reading_size", 100)
        return cls(
            theme=_one_of(preferences.get("theme"), THEMES),
            contrast=_one_of(preferences.get("contrast"), CONTRASTS),
            letters=_one_of(preferences.get("letters"), LETTERS),
            motion=_one_of(preferences.get("motion"), MOTIONS),
            reading_size=size if size in READING_SIZES else 100,
            streaming=preferences.get("streaming", True) is not False,
            aloud=reads_aloud(preferences, age_band),
            formulas=preferences.get("formulas", True) is not False,
        )
