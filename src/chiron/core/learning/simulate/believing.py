"""References that know a learner's family and own parameters, and must guess only what the learner knows.

What is known is believed by a particle filter (Gordon, Salmond & Smith 1993): a number of possible learners, each
with a state of its own, weighed by how likely they make the answers, drawn anew when few carry the weight, and taken
along through every item and every rest. ``Planning`` chooses by the oracle's index averaged over them; ``Greedy`` by
what the best number of items of one skill brings, whatever it opens. Nobody real is known so well: they tell how much
of the oracle's lead is the sight of the state, how much the learner's parameters, and how much looking ahead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field, fields
from datetime import datetime
from random import Random

from chiron.core.learning.simulate.minds import Mind, Person, closed_part, shifted
from chiron.core.learning.simulate.oracle import Oracle
from chiron.core.learning.simulate.references import _Chooser
from chiron.core.learning.simulate.run import Now
from chiron.core.learning.simulate.steps import Steps

TRIES = 8
"""So often another beginning is tried for what was never met."""
FEW = 2.0
"""People are drawn anew when fewer than one in so many carry the weight."""
ROUGH = 0.1
"""So many of those drawn anew are given another state of one skill, lest all come to share one mistake."""
DAY = 86_400.0


def like(who: Person, chance: Random) -> Person:
    """Somebody with the same parameters who knows another part of the course at the start."""
    return type(who)(who.course, who.nature, who.traits, closed_part(who.course, who.traits.ahead, chance))


def copied(who: Person) -> Person:
    """The same person again, to go another way from here."""
    new = copy(who)
    for name, value in _parts(who):
        kept = {k: list(v) if isinstance(v, list) else v for k, v in value.items()} if isinstance(value, dict) else None
        setattr(new, name, set(value) if kept is None else kept)
    return new


def _parts(who: Person) -> Iterator[tuple[str, dict[str, object] | set[str]]]:
    for one in fields(who):
        value = getattr(who, one.name)
        if isinstance(value, dict | set):
            yield one.name, value


def _take(who: Person, other: Person, skills: frozenset[str]) -> None:
    """Make somebody know of these skills what another knows."""
    for name, mine in _parts(who):
        theirs = getattr(other, name)
        if isinstance(mine, set):
            setattr(who, name, (mine - skills) | (theirs & skills))
        else:
            kept = {k: v for k, v in mine.items() if k not in skills}
            fresh = {k: list(v) if isinstance(v, list) else v for k, v in theirs.items() if k in skills}
            setattr(who, name, kept | fresh)
    who.started = (who.started - skills) | (other.started & skills)


@dataclass(slots=True)
class _Believing(_Chooser):
    """The filter. ``people`` are possible learners with ``weights``; ``bank`` are some who were never taught."""

    people: list[Person]
    looked: int = 12
    weights: list[float] = field(init=False)
    bank: list[Person] = field(init=False)
    met: set[str] = field(default_factory=set)
    last: datetime | None = None

    def __post_init__(self) -> None:
        """All are equally likely."""
        self.weights = [1.0 / len(self.people)] * len(self.people)
        self.bank = [copied(who) for who in self.people]

    def begin(self, when: datetime) -> None:
        """Time has passed for everybody."""
        if self.last is not None and when > self.last:
            for who in (*self.people, *self.bank):
                who.rest((when - self.last).total_seconds() / DAY, self.chance)  # type: ignore[attr-defined]
        self.last = when

    def told(self, skill: str, template: str, right: bool, minutes: float, when: datetime) -> None:
        """Weigh by the answer, then let everybody learn from the item."""
        difficulty = self.course.templates[skill, template].difficulty
        for place, who in enumerate(self.people):
            felt = 0.3 * difficulty if isinstance(who, Steps) else difficulty
            able = shifted(who.chance(skill), felt)
            likely = able * (1.0 - who.traits.slip) + (1.0 - able) * who.traits.guess
            self.weights[place] *= likely if right else 1.0 - likely
            who.do(skill, difficulty, self.chance)  # type: ignore[attr-defined]
        self.met.add(skill)
        self.last = when
        total = sum(self.weights)
        self.weights = [weight / total for weight in self.weights]
        if sum(weight * weight for weight in self.weights) * len(self.weights) > FEW:
            self._anew()

    def drawn(self, count: int) -> list[Person]:
        """So many of them by their weights, evenly spread."""
        at, reach, place, found = self.chance.random() / count, self.weights[0], 0, list[Person]()
        for _ in range(count):
            while reach < at and place < len(self.people) - 1:
                place += 1
                reach += self.weights[place]
            found.append(self.people[place])
            at += 1.0 / count
        return found

    def _anew(self) -> None:
        """Draw people by their weights, and for what nobody met yet another beginning that fits."""
        self.people = [copied(who) for who in self.drawn(len(self.people))]
        self.weights = [1.0 / len(self.people)] * len(self.people)
        unmet = frozenset(self.course.skills) - self.met
        for who in self.people:
            for other in (self.chance.choice(self.bank) for _ in range(TRIES)):
                begun = (who.started - unmet) | (other.started & unmet)
                if abs(len(begun) - len(who.started)) <= 1 and all(begun.issuperset(self._before(n)) for n in begun):
                    _take(who, other, unmet)
                    break
            if self.chance.random() < ROUGH:
                one = self.chance.choice(list(self.course.skills))
                _take(who, self.chance.choice(self.bank), frozenset({one}))

    def choose(self, now: Now) -> tuple[str, str] | None:
        """See ``Chooser``: the best on the average."""
        worth = dict.fromkeys(self.course.skills, 0.0)
        for who in self.drawn(self.looked):
            for name, value in self._index(who, now.days).items():
                worth[name] += value
        return self._item(max(worth, key=worth.__getitem__))

    def _index(self, who: Person, days: float) -> dict[str, float]:
        raise NotImplementedError


class Planning(_Believing):
    """By the oracle's index."""

    def _index(self, who: Person, days: float) -> dict[str, float]:
        return Oracle(self.course, self.chance, who).indices(days)  # type: ignore[arg-type]


class Greedy(_Believing):
    """By what one skill alone brings a minute."""

    def _index(self, who: Person, days: float) -> dict[str, float]:
        return Oracle(self.course, self.chance, who).alone(days)  # type: ignore[arg-type]


def believing(
    kind: Callable[..., _Believing], who: Mind, chance: Random, count: int = 100, looked: int = 12
) -> _Believing:
    """A chooser of a kind for somebody, with so many people; of those so many are looked ahead for.

    Raises TypeError for a learner who is of no family.
    """
    if not isinstance(who, Person):
        raise TypeError(f"Only a Person can be copied, not a {type(who).__name__}.")
    return kind(who.course, chance, [like(who, chance) for _ in range(count)], looked)
