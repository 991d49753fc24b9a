"""A year of a simulated shop: every customer by their own chance, all events in their order."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

import msgspec

from chiron.core.support.events import Certainty, Channel, Consent, Touch, in_order
from chiron.core.support.kinds import ConsentGiven, ConsentWithdrawn, FactNoted
from chiron.core.support.playbook import Playbook
from chiron.core.support.simulate.cases import Cases
from chiron.core.support.simulate.diary import Diary
from chiron.core.support.simulate.orders import Orders
from chiron.core.support.simulate.people import Person, Tastes, person
from chiron.core.support.simulate.visits import Visits

BEGINS = datetime(2025, 11, 1, tzinfo=UTC)
VISITS_AN_ORDER = 4.5
_SHARED = 0.06
"""The share of customers who now and then use the device of the one before them: a household."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """Who they were, and everything that happened, in order."""

    people: tuple[Person, ...]
    touches: tuple[Touch, ...]


def simulate(
    playbook: Playbook, seed: int, customers: int = 200, begins: datetime = BEGINS, days: int = 365
) -> Simulated:
    """Customers of the playbook's shop and their events from ``begins`` on for so many days.

    Each customer has chance of their own from the seed and their number, so that more of them change nothing in the
    others. Raises ValueError for a playbook without products, and for fewer than one day or customer.
    """
    if not playbook.products or customers < 1 or days < 1:
        raise ValueError("A simulation needs products, customers and days.")
    fame = _fame(playbook, Random(f"{seed}/fame"))  # noqa: S311 - a simulation
    people: list[Person] = []
    touches: list[Touch] = []
    for number in range(1, customers + 1):
        chance = Random(f"{seed}/{number}")  # noqa: S311 - a simulation
        who = person(number, playbook, chance)
        people.append(who)
        diary = Diary(who, begins + timedelta(days=days))
        _year(playbook, diary, fame, begins, days, number, chance)
        touches.extend(diary.touches)
    return Simulated(tuple(people), tuple(in_order(touches)))


def json_lines(simulated: Simulated) -> Iterator[str]:
    """The events as JSON, one a line, as the event API takes them."""
    for touch in simulated.touches:
        yield msgspec.json.encode(touch).decode()


def _fame(playbook: Playbook, chance: Random) -> Mapping[str, float]:
    """How well known each product is: a few are, most are not."""
    products = [one for one in playbook.products if one.sold]
    chance.shuffle(products)
    return {one.id: 1.0 / math.sqrt(place) for place, one in enumerate(products, 1)}


def _year(
    playbook: Playbook,
    diary: Diary,
    fame: Mapping[str, float],
    begins: datetime,
    days: int,
    number: int,
    chance: Random,
) -> None:
    who = diary.who
    cases = Cases(playbook, chance)
    orders = Orders(playbook, cases, chance)
    sold = tuple(one for one in playbook.products if one.id in fame)
    visits = Visits(playbook, who, Tastes(who, sold, fame), cases, orders, chance)
    other = f"V-{number - 1:05d}" if number > 1 and chance.random() < _SHARED else None
    first = True
    for at in _times(who, begins, days, chance):
        if first:
            _agree(diary, at - timedelta(minutes=1), chance)
            first = False
        if diary.mood(at) < -0.6 and chance.random() < 0.7:
            continue
        visits.come(diary, at, other if chance.random() < 0.3 else None)
    _noted(diary, chance)


def _times(who: Person, begins: datetime, days: int, chance: Random) -> list[datetime]:
    """When they come: more often in their season, in the evening and at weekends."""
    expected = who.segment.orders * who.pace * VISITS_AN_ORDER * days / 365
    count = max(1, _poisson(expected, chance))
    dates = [begins + timedelta(days=day) for day in range(days)]
    weights = [who.segment.months[one.month - 1] * (1.3 if one.weekday() >= 5 else 1.0) for one in dates]
    hours = chance.choices(range(7, 24), (1, 2, 3, 3, 3, 4, 4, 3, 3, 3, 4, 5, 7, 8, 7, 5, 2), k=count)
    came = zip(chance.choices(dates, weights, k=count), hours, strict=True)
    return sorted(day.replace(hour=hour, minute=chance.randint(0, 59), second=chance.randint(0, 59))
                  for day, hour in came)  # fmt: skip


def _poisson(mean: float, chance: Random) -> int:
    """Knuth's way, exact for the small means here."""
    left, count = math.exp(-min(mean, 200.0)), 0
    drawn = chance.random()
    while drawn > left:
        drawn *= chance.random()
        count += 1
    return count


def _agree(diary: Diary, at: datetime, chance: Random) -> None:
    """The consents of the first visit; now and then one is withdrawn later."""
    who = diary.who
    for name in sorted(who.agrees):
        diary.write(at, ConsentGiven(what=Consent(name)), Channel.WEB, who.device)
    if "mail" in who.agrees and chance.random() < 0.12:
        later = at + timedelta(days=chance.randint(10, 200))
        diary.write(later, ConsentWithdrawn(what=Consent.MAIL), Channel.MAIL)


def _noted(diary: Diary, chance: Random) -> None:
    """A fact or two that follow from what they bought or wrote, where they let it be remembered."""
    who = diary.who
    bought = [one for one in diary.touches if one.kind == "order.placed"]
    if "remembering" not in who.agrees or not bought:
        return
    source = bought[0]
    if chance.random() < 0.5:
        body = FactNoted(
            fact=f"F-{who.ref[2:]}-shoe", name="size.shoe", value=str(who.shoe), certainty=Certainty.STATED,
            events=(source.key,),
        )  # fmt: skip
        diary.write(source.at + timedelta(hours=1), body, Channel.CHAT)
    liked = max(sorted(who.likes), key=lambda use: who.likes[use])
    body = FactNoted(
        fact=f"F-{who.ref[2:]}-use", name="interest.use", value=liked, certainty=Certainty.INFERRED, confidence=0.6,
        expires=source.at + timedelta(days=365), events=(source.key,),
    )  # fmt: skip
    diary.write(bought[-1].at + timedelta(hours=2), body, Channel.SYSTEM)
