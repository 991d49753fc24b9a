"""A learner's reviews in another program, which they bring: what of them counts, as events, and what is folded of them.

They tell of memory alone, never of mastery, and only once a skill was demonstrated here (docs/decisions/0034). No fit
and no benchmark reads them: their kind is none of those that these ask the log for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from chiron.core.events import Event
from chiron.core.learning.copying import replace
from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Model
from chiron.core.learning.memory import prior_of
from chiron.core.learning.memory.elsewhere import Elsewhere, Review, moment, reviewed, summed
from chiron.core.learning.memory.finished import remembered
from chiron.core.learning.state import LearnerState, SkillRecord
from chiron.core.words import Json

BROUGHT, WITHDRAWN = "reviews.brought", "reviews.withdrawn"
KINDS = (BROUGHT, WITHDRAWN)
EARLIEST = datetime(2006, 1, 1, tzinfo=UTC)
"""Before any of the programs whose reviews are read."""
AHEAD = timedelta(days=1)
"""A clock elsewhere may be so far ahead."""
MOST = 200_000
"""Reviews that one learner brings into one course."""
EVER = 2 * MOST
"""The same with those that were taken out again, which the log holds on to."""
AT_ONCE = 2_000
"""Reviews in one event, more or less: a card's are not parted where they need not be."""
LONGEST = 3_600.0
"""Seconds that a review may have taken; a longer one was left open."""
LONGEST_NAME = 200
History = Mapping[str, list[Review]]
"""The reviews of each card, by the name that the source gives it."""
Place = tuple[str, str]
"""Skill and template."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a history comes to in a course. ``left`` counts reviews that are not used, by a reason's code.

    ``new`` are those of cards that have a place and that were not brought before, by skill and card.
    """

    new: Mapping[str, Mapping[str, tuple[Place, tuple[Review, ...]]]]
    left: Counter[str] = field(default_factory=Counter)
    cards: int = 0
    """Cards with reviews in the source."""
    placed: int = 0
    """Of those, how many have a place in the course."""
    first: datetime | None = None
    until: datetime | None = None

    @property
    def reviews(self) -> int:
        """How many would be brought."""
        return sum(len(reviews) for cards in self.new.values() for _, reviews in cards.values())


def places(course: Course) -> dict[str, Place]:
    """The templates of a course by the names that their source gives them (``origin.id``); the first of two stays."""
    found = dict[str, Place]()
    for (skill, name), template in course.templates.items():
        if template.origin is not None and template.origin.id:
            found.setdefault(template.origin.id, (skill, name))
    return found


def found(
    history: History, where: Mapping[str, Place], held: Mapping[str, set[int]], now: datetime, ever: int = 0
) -> Found:
    """What of a history counts in a course, given what was brought ``held`` already (card -> times).

    ``ever`` is how many were brought, those that were taken out again, too.
    """
    new = dict[str, dict[str, tuple[Place, tuple[Review, ...]]]]()
    left, placed, times, count = Counter[str](), 0, list[int](), sum(map(len, held.values()))
    most = min(MOST, count + EVER - ever)
    for card, reviews in history.items():
        place = where.get(card)
        if place is None:
            left["no-place"] += len(reviews)
            continue
        placed += 1
        fresh = list[Review]()
        for one in {each.at: each for each in sorted(reviews)}.values():
            why = _unfit(one, now) or ("held" if one.at in held.get(card, ()) else "")
            why = why or ("too-many" if count >= most else "")
            if why:
                left[why] += 1
                continue
            count += 1
            fresh.append(one._replace(seconds=round(min(max(one.seconds, 0.0), LONGEST), 1)))
        left["twice"] += len(reviews) - len({each.at for each in reviews})
        if fresh:
            new.setdefault(place[0], {})[card] = (place, tuple(fresh))
            times += [fresh[0].at, fresh[-1].at]
    ends = (moment(min(times)), moment(max(times))) if times else (None, None)
    return Found(new, +left, len(history), placed, *ends)


def _unfit(one: Review, now: datetime) -> str:
    if not 1 <= one.rating <= 4:
        return "rating"
    if one.at < EARLIEST.timestamp() * 1000:
        return "too-early"
    return "future" if one.at > (now + AHEAD).timestamp() * 1000 else ""


def bodies(new: Found, source: str, by: str, withdrawals: int) -> Iterator[tuple[str, str, dict[str, Json]]]:
    """(skill, key, body) of the events that bring them. The key follows from the reviews: the same ones come once.

    ``withdrawals`` is how often reviews were taken out before, after which the same may be brought again.
    """
    for skill, cards in new.new.items():
        for number, part in enumerate(_parts(cards)):
            told = {card: [place[1], [list(one) for one in reviews]] for card, (place, reviews) in part.items()}
            named = "\n".join(f"{card} {one.at}" for card, (_, reviews) in sorted(part.items()) for one in reviews)
            digest = sha256(f"{source}\n{skill}\n{number}\n{named}".encode()).hexdigest()[:32]
            yield skill, f"{BROUGHT}/{withdrawals}/{digest}", {"source": source, "by": by, "cards": told}


_Cards = Mapping[str, tuple[Place, tuple[Review, ...]]]


def _parts(cards: _Cards) -> Iterator[_Cards]:
    part, count = dict[str, tuple[Place, tuple[Review, ...]]](), 0
    for card, (place, reviews) in cards.items():
        for begin in range(0, len(reviews), AT_ONCE):
            some = reviews[begin : begin + AT_ONCE]
            if part and (count + len(some) > AT_ONCE or card in part):
                yield part
                part, count = {}, 0
            part[card] = (place, some)
            count += len(some)
    if part:
        yield part


@dataclass(slots=True)
class Held:
    """What the log holds of earlier bringings."""

    cards: dict[str, dict[str, set[int]]] = field(default_factory=dict)
    """Skill -> card -> times."""
    withdrawals: int = 0
    ever: int = 0
    """Reviews that were brought, those that were taken out since, too."""

    @property
    def times(self) -> dict[str, set[int]]:
        """Card -> times."""
        every = dict[str, set[int]]()
        for cards in self.cards.values():
            for card, times in cards.items():
                every.setdefault(card, set()).update(times)
        return every


def held(events: Iterable[Event]) -> Held:
    """Which reviews were brought, and not taken out since."""
    kept = Held()
    for event in events:
        about = event.draft.about
        if event.kind == BROUGHT and about is not None and about.skill is not None:
            cards = kept.cards.setdefault(about.skill, {})
            for card, (_, reviews) in event.body["cards"].items():
                kept.ever += len(reviews)
                cards.setdefault(card, set()).update(int(one[0]) for one in reviews)
        elif event.kind == WITHDRAWN:
            kept.withdrawals += 1
            for skill in event.body["skills"] or list(kept.cards):
                kept.cards.pop(skill, None)
    return kept


# -- the fold


def brought(state: LearnerState, event: Event, course: Course, model: Model) -> LearnerState:
    """Fold reviews of a skill's cards: each card by its own, then the memory with what they come to together."""
    about = event.draft.about
    if about is None or about.skill not in course.skills:
        return state
    record = state.record(about.skill)
    old = record.elsewhere or Elsewhere(alone=record.earlier)
    cards = dict(old.cards)
    for card, (_, reviews) in event.body["cards"].items():
        every = [Review(int(at), int(rating), float(seconds)) for at, rating, seconds in reviews]
        after = reviewed(cards.get(card), every)
        if after is not None:
            cards[card] = after
    elsewhere = summed(cards, len(course.skills[about.skill].templates), old.alone)
    return _put(state, about.skill, replace(record, elsewhere=elsewhere), model)


def withdrawn(state: LearnerState, event: Event, model: Model) -> LearnerState:
    """Fold that they are taken out: the memory is what it would be if they had never come."""
    for skill in event.body["skills"] or [name for name, record in state.skills.items() if record.elsewhere]:
        record = state.record(skill)
        if record.elsewhere is not None:
            state = _put(state, skill, replace(record, earlier=record.elsewhere.alone, elsewhere=None), model)
    return state


def _put(state: LearnerState, skill: str, record: SkillRecord, model: Model) -> LearnerState:
    memory = remembered(record.earlier, record.finished, prior_of(model).scales, record.elsewhere)
    return replace(state, skills={**state.skills, skill: replace(record, memory=memory)})


# -- what a learner sees of it


@dataclass(frozen=True, slots=True)
class Shown:
    """A skill's cards as their learner sees them. ``recall`` is the chance now, None where too few were seen."""

    skill: str
    cards: int
    templates: int
    reviews: int
    first: datetime
    until: datetime
    recall: float | None


def shown(state: LearnerState, course: Course, recall_of: Mapping[str, float]) -> tuple[Shown, ...]:
    """Every skill with cards from elsewhere, in teaching order. ``recall_of`` has the chances by skill."""
    told = list[Shown]()
    for skill in course.skills:
        elsewhere = state.record(skill).elsewhere
        if elsewhere is None or not elsewhere.cards:
            continue
        cards = elsewhere.cards.values()
        first, until = (moment(60_000 * each) for each in (min(c.first for c in cards), max(c.last for c in cards)))
        count = sum(card.reviews for card in cards)
        templates = len(course.skills[skill].templates)
        told.append(Shown(skill, len(cards), templates, count, first, until, recall_of.get(skill)))
    return tuple(told)
