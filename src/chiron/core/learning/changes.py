"""What a turn changed of a state, so that only that is written: the rest of a snapshot stands as it stood."""

from __future__ import annotations

from dataclasses import dataclass, fields

from msgspec.json import Encoder

from chiron.core.learning.state import LearnerState

WITHIN = "skills"
"""The field of which single keys are told; all others are told whole."""
_OTHERS = tuple(each.name for each in fields(LearnerState) if each.name != WITHIN)
_WRITER = Encoder()


@dataclass(frozen=True, slots=True)
class Changes:
    """JSON texts of objects: ``top`` holds the fields that changed, ``within`` the changed records by skill."""

    top: bytes
    within: bytes


def changes(before: LearnerState, after: LearnerState) -> Changes | None:
    """What is other in ``after``, by identity, as states share whatever stayed. None where a skill is gone from it."""
    if not before.skills.keys() <= after.skills.keys():
        return None
    top = {name: new for name in _OTHERS if (new := getattr(after, name)) is not getattr(before, name)}
    within = {skill: new for skill, new in after.skills.items() if before.skills.get(skill) is not new}
    return Changes(_WRITER.encode(top), _WRITER.encode(within))
