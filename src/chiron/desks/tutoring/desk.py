"""The tutoring desk: what it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from random import Random
from uuid import UUID

from chiron.core.learning.decide import Setting
from chiron.core.learning.fold import Frame
from chiron.core.learning.generate import generate
from chiron.core.learning.policies import Policy
from chiron.engine.folds import Folds
from chiron.engine.grading.checks import guess
from chiron.engine.people.person import Person
from chiron.engine.records.database import Database


@dataclass(frozen=True, slots=True)
class TutoringDesk:
    """The desk's rooms and choices. ``clock``, ``chance`` and ``new_id`` come from the main floor."""

    database: Database
    folds: Folds
    clock: Callable[[], datetime]
    chance: Callable[[], Random]
    new_id: Callable[[], UUID]
    policy: Policy

    def setting(self, person: Person, frame: Frame) -> Setting:
        """What a decision for this person is made under, now."""
        make = partial(generate, frame.course)
        return Setting(frame, self.policy, make, guess, self.clock(), self.chance(), self.new_id, person.id)
