"""Whose turn a model is asked about, and where."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from chiron.desks.tutoring.desk import TutoringDesk
from chiron.engine.models import Models
from chiron.engine.people.sign_in import Sitting


@dataclass(frozen=True, slots=True)
class Asking:
    """``turn`` is the turn's id as the log has it."""

    desk: TutoringDesk
    models: Models
    sitting: Sitting
    course: str
    turn: str

    @property
    def id(self) -> UUID | None:
        """The same as an id, None where it is none."""
        try:
            return UUID(self.turn)
        except ValueError:
            return None
