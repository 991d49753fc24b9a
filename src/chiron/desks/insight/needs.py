"""Who needs the teacher now, and why. Pure: the rules stand here, one function each, and can be read by a teacher."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Model
from chiron.core.learning.state import LearnerState, OpenItem
from chiron.core.words import Json, Outcome

STUCK_TRIES = 3
"""So many "not yet" on one item, with the item still open, is being stuck."""
STUCK_FOR = timedelta(days=7)
"""After this long an open item says more of being away than of being stuck."""
AWAY = timedelta(days=7)
FADED = 3
"""So many reviews due are worth a plan."""
SHARED = 3
"""So many learners with the same misconception are a small group."""
LATELY = timedelta(days=7)
SOON = timedelta(days=3)

Why = Literal["stuck", "behind", "away", "faded", "shared"]
ORDER: tuple[Why, ...] = ("stuck", "behind", "shared", "away", "faded")


@dataclass(frozen=True, slots=True)
class Learner:
    """One learner of the class with their state. ``due`` is when an assignment is due, ``assigned`` its skills."""

    id: UUID
    name: str
    state: LearnerState
    due: datetime | None = None
    assigned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """One row: who, why (a code with its values, which the face words), since when."""

    why: Why
    people: tuple[Learner, ...]
    since: datetime
    skill: str | None = None
    values: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Class:
    """What the rules are given."""

    course: Course
    model: Model
    when: datetime
    language: str = "en"
    """In which wrong ideas of Chiron's own are named."""

    def shown(self, state: LearnerState, skill: str) -> bool:
        """Whether a skill is demonstrated."""
        belief = self.model.estimate(self.course, skill, state.estimates, self.when)
        return self.model.view(belief, state.record(skill).memory, self.when).state == "demonstrated"


def needs(learners: Sequence[Learner], room: Class) -> list[Need]:
    """Every need, the most pressing first. A learner who is stuck is not also listed as away or faded."""
    found: list[Need] = []
    for learner in learners:
        one = next((need for rule in RULES if (need := rule(learner, room)) is not None), None)
        if one is not None:
            found.append(one)
    found.extend(_shared(learners, room))
    return sorted(found, key=lambda need: (ORDER.index(need.why), -need.since.timestamp()))


def _stuck(learner: Learner, room: Class) -> Need | None:
    item, last = learner.state.item, learner.state.last_event
    if item is None or item.finished or last is None or room.when - last > STUCK_FOR:
        return None
    wrong, hints, first = _tries(item)
    if wrong < STUCK_TRIES and hints == 0:
        return None
    if wrong < STUCK_TRIES and not _ladder_used(item):
        return None
    minutes = max(1, round((last - (first or item.at)).total_seconds() / 60))
    return Need("stuck", (learner,), last, item.skill, {"tries": wrong, "hints": hints, "minutes": minutes})


def _tries(item: OpenItem) -> tuple[int, int, datetime | None]:
    tries = [a for step in item.steps.values() for a in step.attempts if a.outcome is Outcome.INCORRECT]
    return len(tries), sum(step.rungs for step in item.steps.values()), min((a.at for a in tries), default=None)


def _ladder_used(item: OpenItem) -> bool:
    return any(step.rungs >= 3 and not step.done for step in item.steps.values())


def _behind(learner: Learner, room: Class) -> Need | None:
    if learner.due is None or learner.due - room.when > SOON:
        return None
    left = [s for s in learner.assigned if s in room.course.skills and not room.shown(learner.state, s)]
    if not left:
        return None
    since = learner.state.last_event or room.when
    return Need("behind", (learner,), since, left[0], {"left": len(left), "due": learner.due.isoformat()})


def _away(learner: Learner, room: Class) -> Need | None:
    last = learner.state.last_event
    if last is None or room.when - last < AWAY:
        return None
    values: dict[str, Json] = {"days": (room.when - last).days, "faded": _due(learner, room)}
    return Need("away", (learner,), last, None, values)


def _faded(learner: Learner, room: Class) -> Need | None:
    count = _due(learner, room)
    if count < FADED:
        return None
    since = min(m.due for m in learner.state.memories.values())
    return Need("faded", (learner,), since, None, {"faded": count})


def _due(learner: Learner, room: Class) -> int:
    return sum(m.due <= room.when for m in learner.state.memories.values())


RULES: tuple[Callable[[Learner, Class], Need | None], ...] = (_stuck, _behind, _away, _faded)


def _shared(learners: Sequence[Learner], room: Class) -> list[Need]:
    """Misconceptions that several learners showed lately."""
    who: dict[tuple[str, str], list[tuple[Learner, datetime]]] = {}
    for learner in learners:
        for skill, record in learner.state.skills.items():
            for name in {t.misconception for t in record.trace if t.misconception and room.when - t.at <= LATELY}:
                at = max(t.at for t in record.trace if t.misconception == name)
                who.setdefault((skill, name), []).append((learner, at))
    return [
        Need("shared", tuple(one for one, _ in mine), max(at for _, at in mine), skill, {"misconception": name})
        for (skill, name), mine in who.items()
        if len(mine) >= SHARED and skill in room.course.skills
    ]
