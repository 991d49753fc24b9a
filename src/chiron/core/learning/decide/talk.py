"""What the tutor does with a message."""

from __future__ import annotations

from chiron.core.learning import commands as c
from chiron.core.learning.decide.setting import Decision, Setting
from chiron.core.learning.state import LearnerState


def say(state: LearnerState, command: c.Say, setting: Setting) -> Decision:
    """A message, read by rules and answered."""
    raise NotImplementedError
