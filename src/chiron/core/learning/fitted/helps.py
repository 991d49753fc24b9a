"""What offering things to read and see brought, learnt from many logs: from right answers alone, and from nothing else.

A *moment* is when it was weighed whether something is offered; chance decided, and the log keeps with what chance.
Learners who were offered a thing stand beside learners to whom it might have been offered as well, and to whom chance
gave nothing: both went on with the items. What is compared is how often their next answers in the skill were right at
the first try without help, beside what the learner model expected of them before the moment. Each moment counts by
one over the chance of what happened in it (inverse propensity weighting: Horvitz & Thompson 1952; in Hajek's ratio
form), so that a policy that offers more to some learners than to others does not deceive. Everybody who was offered the
thing counts, whether they opened it or not (intention to treat): those who open are no like-for-like group. Clicks,
ratings and time spent never enter; the share that opens only tells how many minutes an offer costs.

Few data say little: the moments without an offer of one skill are drawn to those of all skills, a thing to its kind,
and a kind to the practice that it takes the place of (``resources/helping``).
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from chiron.core.events import Event
from chiron.core.learning.course import Course
from chiron.core.learning.fitted.responses import Reader
from chiron.core.learning.resources.helping import UNLIKE, UNLIKE_KINDS, Belief, Helps, Known, key
from chiron.core.learning.resources.listing import aid

OFFERED, OPENED = "resource.offered", "resource.opened"
NEXT = 4
"""So many of the next answers in the skill are looked at."""
WITHIN = timedelta(days=7)
MOST = 5
"""So many moments of one learner in a skill count, the earliest: who sits before one skill for weeks would otherwise
weigh as much as dozens. They are counted before it is looked at what chance gave, as a bound on each arm alone would
make the arms unlike."""
LEAST_CHANCE = 0.05
"""No moment weighs more than one over this."""
USUAL_VARIANCE, USUAL_MOMENTS = 0.1, 8.0
"""The variance of what a moment shows, where little was seen; it weighs as much as so many moments."""
BETWEEN_SKILLS = 0.06
"""How far skills differ in how learners do who were offered nothing (standard deviation)."""


class Moment(NamedTuple):
    """One moment of one learner. ``thing`` is what was offered, None where chance gave nothing; ``chances`` are those
    of each thing, ``nothing`` that of none. ``shown`` is how much oftener than expected the next answers were right;
    ``cost`` what going on was expected to bring in the minutes of the offer."""

    skill: str
    thing: str | None
    chances: Mapping[str, float]
    nothing: float
    shown: float
    opened: bool = False
    cost: float = 0.0


def moments(events: Iterable[Event], course: Course) -> list[Moment]:
    """The moments of one learner's log in a course after which they answered, in each skill the first ``MOST``.

    What cannot be read is passed over.
    """
    told = list(events)
    reader = Reader(lambda _: course)
    reader.read(told)
    answers = sorted(_answers(reader))
    opened = {event.body.get("offer") for event in told if event.kind == OPENED}
    found, count = list[Moment](), Counter[str]()
    for event in told:
        about, body, at = event.draft.about, event.body, event.draft.server_time
        asked = about.skill if about is not None else None
        if event.kind != OFFERED or about is None or asked is None:
            continue
        # Of an item that turned out hard the rest is no news; a new one is still to be answered.
        own = f"{about.template}#{about.seed}" if body["because"].get("occasion") == "hard" else None
        next_ = [
            right
            for when, _, skill, item, right in answers
            if skill == asked and at < when <= at + WITHIN and item != own
        ][:NEXT]
        count[asked] += bool(next_)
        if next_ and count[asked] <= MOST:
            found.append(_moment(event, asked, next_, opened))
    return found


def _answers(reader: Reader) -> Iterator[tuple[datetime, int, str, str, float]]:
    """The first tries at every step with 1 for right and alone, 0 for anything else; who had it shown at once was not
    right."""
    for name, item in reader.items.items():
        made = f"{item.template}#{item.seed}"
        for when, place, response in reader.of(name):
            right = float(response.seen.credit >= 1.0 and response.seen.hints <= 0)
            yield when, place, item.skill, made, right
        for step, (place, when) in item.shown.items():
            if step not in item.steps:
                yield when, place, item.skill, made, 0.0


def _moment(event: Event, skill: str, next_: Sequence[float], opened: set[object]) -> Moment:
    body, because = event.body, event.body["because"]
    chances = {str(name): float(chance) for name, chance in because["others"].items()}
    if body["resource"] is not None:
        chances[body["resource"]] = float(because["chance"])
    shown = math.fsum(next_) / len(next_) - float(because["expected"])
    cost = float(because.get("practice", 0.0))
    took = body["offer"] in opened
    return Moment(skill, body["resource"], chances, float(because["nothing"]), shown, took, cost)


class _Arm(NamedTuple):
    """Weighted mean of what moments show, and by how many equally weighted ones it is carried."""

    mean: float
    carried: float


def helps(seen: Sequence[Moment], course: Course) -> Helps:
    """What the moments of many learners say of everything that was offered."""
    variance = _variance(seen)
    without = _without(seen, variance)
    things: dict[str, Known] = {}
    costs: dict[str, float] = {}
    by_skill: dict[str, list[Moment]] = defaultdict(list)
    for one in seen:
        by_skill[one.skill].append(one)
    for skill, here in sorted(by_skill.items()):
        for thing in sorted({one.thing for one in here if one.thing is not None}):
            given = [one for one in here if one.thing == thing]
            beside = [one for one in here if one.thing is None and one.chances.get(thing, 0.0) > 0.0]
            treated, (mean, error) = _arm(given, lambda one: one.chances[one.thing or ""]), without[skill]
            if beside:
                told = _arm(beside, lambda one: one.nothing)
                mean, error = _drawn(told, variance, without[skill])
            name = key(thing, skill)
            spread = math.sqrt(variance / treated.carried + error**2)
            taken = math.fsum(one.opened for one in given) / len(given)
            things[name] = Known(
                len(given), len(beside), round(treated.mean - mean, 5), round(spread, 5), round(taken, 4)
            )
            costs[name] = math.fsum(one.cost for one in given) / len(given)
    kinds = _kinds(things, costs, course)
    found = Helps(kinds=kinds, things=things)
    return Helps(version_of(found), kinds, things)


def version_of(found: Helps) -> str:
    """The version that events name: the same moments give the same one."""
    plain = json.dumps(msgspec.to_builtins([found.kinds, found.things]), sort_keys=True, separators=(",", ":"))
    return f"helps@1+{hashlib.sha256(plain.encode()).hexdigest()[:12]}"


def _arm(given: Sequence[Moment], chance: Callable[[Moment], float]) -> _Arm:
    weights = [1.0 / max(chance(one), LEAST_CHANCE) for one in given]
    total = math.fsum(weights)
    mean = math.fsum(w * one.shown for w, one in zip(weights, given, strict=True)) / total
    return _Arm(mean, total**2 / math.fsum(w * w for w in weights))


def _variance(seen: Sequence[Moment]) -> float:
    """Of what one moment shows, around the mean of its skill."""
    by: dict[str, list[float]] = defaultdict(list)
    for one in seen:
        by[one.skill].append(one.shown)
    off = USUAL_VARIANCE * USUAL_MOMENTS
    for shown in by.values():
        mean = math.fsum(shown) / len(shown)
        off += math.fsum((value - mean) ** 2 for value in shown)
    return off / (USUAL_MOMENTS + max(0, len(seen) - len(by)))


def _without(seen: Sequence[Moment], variance: float) -> dict[str, tuple[float, float]]:
    """How those do who are offered nothing, by skill: what is expected of a skill before its own moments, as mean and
    standard deviation. Without any such moment nothing is known but that it is about what the model expects."""
    nothing = [one for one in seen if one.thing is None]
    mean, error = 0.0, math.sqrt(USUAL_VARIANCE)
    if nothing:
        told = _arm(nothing, lambda one: one.nothing)
        mean, error = told.mean, math.sqrt(variance / told.carried)
    wide = math.sqrt(error**2 + BETWEEN_SKILLS**2)
    return {one.skill: (mean, wide) for one in seen}


def _drawn(told: _Arm, variance: float, usual: tuple[float, float]) -> tuple[float, float]:
    """A skill's own mean drawn to the usual one, with its standard deviation."""
    own, prior = told.carried / variance, 1.0 / usual[1] ** 2
    return (own * told.mean + prior * usual[0]) / (own + prior), math.sqrt(1.0 / (own + prior))


def _kinds(things: Mapping[str, Known], costs: Mapping[str, float], course: Course) -> dict[str, Belief]:
    """How much more than practice the things of a kind help."""
    by: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for name, known in things.items():
        found = aid(course, name.partition("@")[0])
        if found is not None:
            by[found.kind].append((known.help - costs[name], 1.0 / (known.error**2 + UNLIKE**2)))
    prior = 1.0 / UNLIKE_KINDS**2
    made = {}
    for kind, told in sorted(by.items()):
        carried = prior + math.fsum(weight for _, weight in told)
        mean = math.fsum(weight * more for more, weight in told) / carried
        made[kind] = Belief(round(mean, 5), round(math.sqrt(1.0 / carried), 5))
    return made
