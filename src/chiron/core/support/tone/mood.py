"""The mood of a case's answer, from a reading of feelings: neutral unless the reading is sure. Pure.

The names are those of a playbook's fact ``mood``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chiron.core.language.feelings import Feelings

Mood = Literal["angry", "sad", "worried", "neutral", "happy", "hurried"]
LEAST_SURE = 0.5
"""No playbook may act on a reading that is likelier wrong than right."""
SURE = 0.6
"""From which chance on a mood is acted on, where a playbook says nothing."""

_ORDER: tuple[tuple[Mood, tuple[str, ...]], ...] = (
    ("angry", ("anger", "frustration")),
    ("sad", ("sadness",)),
    ("worried", ("worry",)),
    ("happy", ("joy", "gratitude")),
)
"""Which emotions make which mood. Earlier ones go first: who is angry and in a hurry needs calm before speed."""


@dataclass(frozen=True, slots=True)
class MoodRead:
    """A mood, and its chance; 1 for neutral, which claims nothing. ``hurried``: haste was read as surely."""

    mood: Mood
    chance: float
    hurried: bool = False


NEUTRAL = MoodRead("neutral", 1.0)


def mood(read: Feelings, sure: float = SURE) -> MoodRead:
    """The mood that a reading tells with a chance of at least ``sure``, else neutral.

    ``sure`` under :data:`LEAST_SURE` counts as that. A happy mood also needs a message that does not sound dissatisfied
    and whose sentiment is positive: "great, broken again" is not met with cheer.
    """
    least = max(sure, LEAST_SURE) if sure == sure else 1.0
    hurried = read.hurried >= least
    for name, emotions in _ORDER:
        chance = read.chance(*emotions)
        if name == "angry" and read.sentiment == "negative" and read.confidence >= least:
            chance = max(chance, read.dissatisfied)
        if chance >= least and (name != "happy" or _gladly(read, least)):
            return MoodRead(name, chance, hurried)
    return MoodRead("hurried", read.hurried, True) if hurried else NEUTRAL


def _gladly(read: Feelings, least: float) -> bool:
    return read.sentiment == "positive" and read.confidence >= least and read.dissatisfied < LEAST_SURE
