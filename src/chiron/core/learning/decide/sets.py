"""A review set: what is due first, then what was met and is not firm, spread over the units. With hints, on demand."""

from __future__ import annotations

from datetime import datetime

from chiron.core.learning.policies import CourseView, Policy
from chiron.core.learning.policies.chances import certain
from chiron.core.words import Move, MoveKind

PURPOSE = "set"
"""The purpose of the sitting; its items are reviews."""
ITEM = "review"


def next_of_set(seen: CourseView, policy: Policy, when: datetime) -> Move:
    """What comes next: a due review, else the weakest skill of the unit least asked in this sitting; END where nothing
    that was met is due or weak.
    """
    due = policy.choose_skill(seen, "review", when)
    if due.skill is not None and due.skill not in seen.session:
        return certain(due)
    shown = seen.skills(when)
    met = [name for name, estimate in seen.estimates.items() if estimate.evidence and name in seen.course.skills]
    weak = [name for name in met if shown[name].state != "demonstrated" and name not in seen.session]
    if not weak:
        return certain(Move(MoveKind.END, "nothing-due"))
    units = [seen.course.unit_of[name].id for name in seen.session]
    ranked = sorted(weak, key=lambda n: (units.count(seen.course.unit_of[n].id), shown[n].likely, n))
    return certain(Move(MoveKind.REVIEW, "shaky", {"skill": ranked[0]}, ranked[0]), ranked)
