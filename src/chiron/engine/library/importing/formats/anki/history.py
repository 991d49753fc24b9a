"""The review log of a deck or collection alone: whose cards, when, how they went; and what of it was no review.

What a line of the log is, is Anki's own word for it (anki/rslib/src/revlog/mod.rs): kinds 0 to 2 are learning, review
and relearning; kind 3 is a filtered deck, and cramming where it changed nothing of the schedule (its factor is 0);
kinds 4 and 5 were set by hand or planned anew, and with a factor of 0 the card was begun afresh, so that what was
before says nothing of today's memory. Collections of the first scheduler rated what was being learnt in three steps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from chiron.engine.library.importing.formats.anki import package
from chiron.engine.library.importing.formats.anki.collection import Answer, Collection, Damaged
from chiron.engine.library.importing.formats.anki.inside import collection_in
from chiron.engine.library.importing.formats.anki.keys import Keys, findable
from chiron.engine.library.importing.opening import Opened, Unusable, open_bytes

_LEARNING, _RELEARNING, _FILTERED, _BY_HAND = 0, 2, 3, 4
_FIRST_SCHEDULER = 1
PACKED = (".apkg", ".colpkg")
Reviewed = tuple[int, int, float]
"""Milliseconds since 1970, 1 (again) to 4 (easy), seconds."""


@dataclass(slots=True)
class Log:
    """Reviews by their card's key, and how many lines of the log are no review of a card, by a reason's code."""

    reviews: dict[str, list[Reviewed]] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)


def history(opened: Opened) -> Log:
    """What was reviewed, in a package or in packages that lie together. Raises Unusable where there is none."""
    log, keys = Log(), Keys()
    if package.collection_of(opened):
        _add(opened, log, keys)
        return log
    inner = [name for name in opened.names() if name.lower().endswith(PACKED)]
    if not inner:
        raise Unusable(f"{opened.name} holds no Anki collection. Choose an .apkg or .colpkg that Anki exported.")
    for name in inner:
        _add(open_bytes(name, opened.bytes(name)), log, keys)
    return log


def _add(opened: Opened, log: Log, keys: Keys) -> None:
    with collection_in(opened) as collection:
        try:
            cards = dict(_cards(collection, keys))
            _answers(collection, cards, log)
        except Damaged as error:
            raise Unusable(f"{opened.name}: it cannot be read ({error}). Export it from Anki again.") from error


def _cards(collection: Collection, keys: Keys) -> Iterator[tuple[int, str]]:
    """A card's id with the key that importing gave it."""
    of_note = collection.cards()
    for number, guid in collection.guids():
        found = of_note.get(number, [])
        if not found:
            keys.own(guid or str(number))
        for card in found:
            yield card.id, keys.own(f"{guid or number}:{card.number + 1}")


def _answers(collection: Collection, cards: dict[int, str], log: Log) -> None:
    first = collection.scheduler == _FIRST_SCHEDULER
    for one in collection.answers():
        key = cards.get(one.card)
        if key is None or not findable(key):
            log.left["no-card"] += 1
        elif one.kind >= _BY_HAND:
            log.left["by-hand"] += 1
            if one.factor == 0 and one.rating == 0 and one.kind == _BY_HAND:
                log.left["begun-afresh"] += len(log.reviews.pop(key, []))
        elif one.kind == _FILTERED and one.factor == 0:
            log.left["cramming"] += 1
        elif one.rating < 1:
            log.left["by-hand"] += 1
        else:
            reviewed = one.at, _rating(one, first=first), round(max(one.took, 0) / 1000, 1)
            log.reviews.setdefault(key, []).append(reviewed)


def _rating(one: Answer, *, first: bool) -> int:
    """The rating on today's scale: what was "good" and "easy" while learning was 2 and 3 in the first scheduler."""
    if first and one.kind in (_LEARNING, _RELEARNING) and one.rating in (2, 3):
        return one.rating + 1
    return one.rating
