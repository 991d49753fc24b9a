"""Which of the things beside the items may be offered now, with what chance, and what is believed of each.

Only what the learner can use: all that it needs is known, it is in a language they read, near their level, and it fits
the time they have. It is weighed against going on: what as many minutes of the next items are expected to bring.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from chiron.core.learning.aids import Used
from chiron.core.learning.policies.outlook import Sight, outlook
from chiron.core.learning.policies.view import CourseView, Policy
from chiron.core.learning.resources.helping import Belief, Helps, chances
from chiron.core.learning.resources.listing import Aid, aids, reads

NEAR = 1.25
"""How far on the probit scale a stated level may be from what is believed of the learner."""
LONGEST = 15.0
"""Minutes that an offer may take where the learner did not say how long they have."""
NOTHING_AT_LEAST = 0.15
"""The chance that nothing is offered never falls below this: without it nobody could tell what offering brings."""
AGAIN = {"": timedelta(days=3), "put-away": timedelta(days=3), "done": timedelta(days=7), "not-for-me": timedelta(30)}
"""For so long a thing is not offered again, by what became of it."""
MOST = 6
"""So many candidates are weighed, those that help most as it is believed."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One candidate. ``help`` is what is believed of the offer, ``cost`` what the next items would bring in its
    minutes, and ``chance`` that with which it is offered."""

    aid: Aid
    help: Belief
    cost: float
    taken: float
    chance: float = 0.0

    @property
    def net(self) -> Belief:
        """What it brings beyond going on."""
        return Belief(self.help.mean - self.cost, self.help.spread)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: at which skill, when, for whom. ``language`` is that of the learner's pages."""

    skill: str
    when: datetime
    language: str
    used: Mapping[str, Used]


def candidates(view: CourseView, policy: Policy, asked: Asked) -> tuple[Aid, ...]:
    """What may be offered at a skill now: never what helps with a skill that the learner lacks something for, or that a
    teacher keeps for later."""
    there = aids(view.course, asked.skill)
    may = [one for one in there if _fits(one, view, asked)]
    if not may:
        return ()
    ready = policy.ready(view, asked.when)
    return tuple(one for one in may if ready.issuperset(one.skills))


def _fits(one: Aid, view: CourseView, asked: Asked) -> bool:
    left = LONGEST if view.hours.left is None else view.hours.left
    if one.lasts > left or not reads(one, view.course, asked.language):
        return False
    if one.level is not None and abs(one.level - view.estimate(asked.skill, asked.when).mean) > NEAR:
        return False
    return not _lately(asked.used.get(one.id), asked.when)


def _lately(used: Used | None, when: datetime) -> bool:
    """Whether it was offered, opened or put away so short a time ago that it is not to be offered again."""
    if used is None:
        return False
    last = [at for at in (used.offered, used.opened, used.left) if at is not None]
    return bool(last) and when - max(last) < AGAIN.get(used.how, AGAIN[""])


def weighed(view: CourseView, may: Iterable[Aid], asked: Asked, helps: Helps) -> tuple[Weighed, ...]:
    """The candidates with what is believed of each and the chance with which it is offered, best first."""
    found = []
    practice = practising(view, asked)
    for one in may:
        taken = helps.taken(one.id, asked.skill)
        cost = taken * practice(one.lasts)
        found.append(Weighed(one, helps.belief(one.id, one.kind, asked.skill, cost), cost, taken))
    best = sorted(found, key=lambda one: (-one.net.mean, one.aid.id))[:MOST]
    by = chances({one.aid.id: one.net for one in best}, NOTHING_AT_LEAST)
    return tuple(Weighed(one.aid, one.help, one.cost, one.taken, by[one.aid.id]) for one in best)


def practising(view: CourseView, asked: Asked) -> Callable[[float], float]:
    """What so many minutes of items of the skill bring: by how much they raise the chance of a right answer.

    From the same outlook by which the policy ``gain`` chooses: ``gain`` over ``items`` of the skill, times how much
    likelier a right answer is for who knows than for who does not.
    """
    sight = Sight()
    seen = outlook(view, view.beliefs(asked.when), asked.when, sight)
    belief, minutes = seen.beliefs[asked.skill], max(seen.minutes[asked.skill], 0.05)
    telling = 1.0 - sight.kinds.slip - sight.kinds.guess
    an_item = max(0.0, belief.gain) / max(belief.items, 1.0) * telling
    return lambda lasts: an_item * min(lasts / minutes, max(belief.items, 1.0))
