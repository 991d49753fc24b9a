"""A teacher's lock in force: the strictest of what teachers set, and any policy held within it.

A policy is given the lock with its view and keeps to it of its own accord. ``Locked`` sees to it where a policy, a
stranger's perhaps, does not: what a teacher closed stays closed, whoever chooses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import SkillView
from chiron.core.learning.policies import CourseView, Lock, Purpose
from chiron.core.learning.policies.bounds import Bounds
from chiron.core.learning.policies.outlook import Outlook, Sight, outlook
from chiron.core.learning.policies.wrapped import Wrapped
from chiron.core.words import Move, MoveKind

NOTHING = frozenset({""})
"""A ceiling below which no skill is: an empty one would mean that all are open."""
MARKS = ("trial", "arm")
"""What stands in a move whoever chose it in the end: see ``trying``."""
_BLIND = Outlook((), {}, {}, {}, {})
_NEARLY = 0.7


@dataclass(frozen=True, slots=True)
class Rule:
    """What one teacher set. ``ceiling`` are the only skills that are open; none named means all.

    ``in_order``: the course's own order holds. ``pace`` is the most skills that may be begun in a sitting.
    """

    in_order: bool = False
    pace: int | None = None
    ceiling: tuple[str, ...] = ()


def strictest(rules: Sequence[Rule], course: Course) -> Lock:
    """What holds where several teachers set something: what all of them leave open, at the slowest pace.

    An order holds where one asks for it, among the skills that are open. A skill that the course no longer has opens
    nothing.
    """
    ceilings = [frozenset(rule.ceiling) for rule in rules if rule.ceiling]
    ceiling = frozenset[str]()
    if ceilings:
        ceiling = frozenset.intersection(*ceilings) & frozenset(course.skills) or NOTHING
    order = tuple(name for name in course.skills if not ceiling or name in ceiling)
    paces = [rule.pace for rule in rules if rule.pace is not None]
    return Lock(order if any(rule.in_order for rule in rules) else (), min(paces, default=None), ceiling)


@dataclass(frozen=True, slots=True)
class Locked(Wrapped):
    """A policy within a lock; see the ``Policy`` protocol. Each of its moves says that a lock was in force."""

    lock: Lock

    def choose_skill(self, view: CourseView, purpose: Purpose, when: datetime, skill: str | None = None) -> Move:
        """The next thing to do. A chosen skill that is closed is taken as none chosen; reviews stay free."""
        seen = self.under(view)
        if purpose == "diagnostic":
            return self.inner.choose_skill(seen, purpose, when, skill)
        if skill is not None and not Bounds.of(seen).open(skill):
            purpose, skill = "practice", None
        move = self.inner.choose_skill(seen, purpose, when, skill)
        asked = (move.skill,) if purpose == "practice" and move.kind is MoveKind.ASK and move.skill else ()
        marks = {name: move.because[name] for name in MARKS if name in move.because}
        if asked and not _left_open(seen, asked, when):
            move = _likewise(self._instead(seen, when), move, _left_open(seen, _told(move), when))
        return replace(move, because={**move.because, **marks, "locked": True})

    def ready(self, view: CourseView, when: datetime) -> frozenset[str]:
        """Those that the policy calls ready and the lock leaves open now."""
        seen = self.under(view)
        return _left_open(seen, self.inner.ready(seen, when), when)

    def refuses(self, view: CourseView, purpose: str, skill: str, when: datetime) -> bool:
        """Whether a learner may not choose this skill now. A test of what is open is never out of turn."""
        seen = self.under(view)
        if purpose == "test":
            return not Bounds.of(seen).open(skill)
        return purpose == "skill" and not _left_open(seen, (skill,), when)

    def under(self, view: CourseView) -> CourseView:
        """The view with the lock; in its order only what the goal needs, since nothing else would ever be passed."""
        wanted = frozenset(view.wanted)
        return replace(view, lock=replace(self.lock, order=tuple(n for n in self.lock.order if n in wanted)))

    def _instead(self, seen: CourseView, when: datetime) -> Move:
        """What comes where a policy chose what is closed: what was begun, then what is ready, in teaching order."""
        shown, ready = seen.skills(when), self.inner.ready(seen, when)
        may = _left_open(seen, seen.wanted, when)
        left = [n for n in seen.wanted if shown[n].state != "demonstrated" and n in may]
        if left:
            name = min(left, key=lambda n: (not shown[n].evidence, n not in ready))
            return Move(MoveKind.ASK, _reason(shown[name], name in ready), {"skill": name}, name)
        due = self.inner.choose_skill(seen, "review", when)
        return due if due.kind is MoveKind.REVIEW else Move(MoveKind.END, "locked")


def _told(move: Move) -> tuple[str, ...]:
    return tuple(move.because.get("others", ()))


def _likewise(instead: Move, closed: Move, open_: frozenset[str]) -> Move:
    """The move in the place of a closed one with its chance: that of all closed choices together, where it was said."""
    if "chance" not in closed.because:
        return instead
    others = closed.because.get("others", {})
    chance = closed.because["chance"] + sum(c for name, c in others.items() if name not in open_)
    left = {name: c for name, c in others.items() if name in open_ and name != instead.skill}
    chance += sum(c for name, c in others.items() if name in open_ and name == instead.skill)
    told = {"others": left} if left else {}
    return replace(instead, because={**instead.because, "chance": round(min(chance, 1.0), 4), **told})


def _left_open(seen: CourseView, names: Iterable[str], when: datetime) -> frozenset[str]:
    """Those of these skills that the view's lock leaves open now; beliefs are formed once, and only for an order."""
    bounds, asked = Bounds.of(seen), tuple(names)
    if any(name in seen.lock.order and name not in bounds.met for name in asked):
        sight, shown = outlook(seen, seen.beliefs(when), when, Sight()), seen.skills(when)
        return frozenset(name for name in asked if bounds.allows(name, sight, shown))
    return frozenset(name for name in asked if bounds.allows(name, _BLIND, {}))


def _reason(shown: SkillView, ready: bool) -> str:
    if shown.evidence:
        return "nearly" if shown.likely >= _NEARLY else "shaky"
    return "fresh" if ready else "closest-to-goal"
