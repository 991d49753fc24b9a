"""Ids of courses by which authors try their drafts: unguessable, and never those of a course for learners."""

from __future__ import annotations

import re
from uuid import UUID

TRIAL = re.compile(r"trial-[0-9a-f]{12}-[0-9a-f]{16}$")
"""Begins with the draft's own id, so that its bar leads back."""


def trial_id(draft: UUID, chance: UUID) -> str:
    """The id of a new trial. ``chance`` makes it unguessable and new."""
    return f"trial-{draft.hex[:12]}-{chance.hex[-16:]}"


def is_trial(course: str) -> bool:
    """Whether a course is somebody's trial of a draft."""
    return TRIAL.match(course) is not None
