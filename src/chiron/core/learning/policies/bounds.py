"""What a teacher's lock leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chiron.core.learning.mastery import SkillView
from chiron.core.learning.policies.outlook import Outlook
from chiron.core.learning.policies.view import CourseView, Lock

SETTLED = 0.85
"""A skill of a fixed order is passed when it was met and is known with this chance, or was shown."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """A lock in the sitting at hand. ``begun`` are skills begun in it, ``met`` those that were ever answered."""

    lock: Lock
    begun: frozenset[str]
    met: frozenset[str]

    @classmethod
    def of(cls, view: CourseView) -> Bounds:
        """From what the policy is given. A skill was begun in this sitting when all its answers are of it."""
        told = {n: e.evidence for n, e in view.estimates.items()}
        begun = frozenset(n for n in view.session if told.get(n, 0) <= view.session.count(n))
        return cls(view.lock, begun, frozenset(n for n, count in told.items() if count > 0))

    def open(self, skill: str) -> bool:
        """Whether the ceiling leaves a skill open."""
        return not self.lock.ceiling or skill in self.lock.ceiling

    def allows(self, skill: str, seen: Outlook, shown: Mapping[str, SkillView]) -> bool:
        """Whether a skill may be practised now: below the ceiling, within the pace, and its turn in the order."""
        if not self.open(skill):
            return False
        if self.lock.pace is not None and skill not in self.met | self.begun and len(self.begun) >= self.lock.pace:
            return False
        if skill not in self.lock.order or skill in self.met:
            return True
        earlier = self.lock.order[: self.lock.order.index(skill)]
        return all(
            shown[n].state == "demonstrated" or (n in self.met and seen.beliefs[n].known >= SETTLED)
            for n in earlier
            if n in seen.beliefs
        )
