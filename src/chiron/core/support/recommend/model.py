"""The artefact: for each item its nearest neighbours, who it was learnt from, and answers for a basket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec

from chiron.core.errors import InvalidInput
from chiron.core.support.recommend.table import Table, confidences

VERSION = 1
"""Of the written form. Another cannot be read and is fitted again from the log."""


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """As it is kept: numbers are little-endian, ``starts`` and ``others`` int32, ``weights`` and ``often`` float32,
    ``shared`` unsigned int16.
    """

    version: int
    people: tuple[str, ...]
    items: tuple[str, ...]
    shares: dict[str, float]
    measured: float
    starts: bytes
    others: bytes
    weights: bytes
    shared: bytes
    often: bytes


class Ranked(NamedTuple):
    """An item for a basket. ``because`` are the items of the basket that spoke most for it, the strongest first."""

    item: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What was learnt. Row i of ``starts``/``others``/``weights`` (as in CSR) is what meeting item i speaks for.

    ``people`` are all whose events it was learnt from: when one of them is erased it is fitted again without them.
    ``shares`` says how much of which closed form it is, ``measured`` their nDCG on what was held back within the fit.
    """

    people: tuple[str, ...]
    items: tuple[str, ...]
    shares: Mapping[str, float]
    measured: float
    starts: Any
    others: Any
    weights: Any
    shared: Any
    """How many people bought both, for each of ``weights``."""
    often: Any
    """How often each item was met, as the sum of confidences."""
    places: Mapping[str, int]

    @classmethod
    def of(cls, table: Table, weights: Any, shares: Mapping[str, float], measured: float, near: int) -> Model:
        """The model of a dense matrix of weights, keeping for each item the ``near`` others of which it tells most."""
        import numpy as np

        size = len(table.items)
        mask: Any = weights != 0
        if near < size:
            # By what was met: kept by what is shown, rankings lose several per cent.
            first = np.argpartition(-np.abs(weights), near, axis=1)[:, :near]
            nearest = np.zeros(mask.shape, bool)
            np.put_along_axis(nearest, first, True, axis=1)
            mask &= nearest
        starts = np.r_[0, np.cumsum(mask.sum(axis=1))].astype(np.int32)
        others: Any = np.nonzero(mask)[1].astype(np.int32)
        often = np.asarray(table.cells.sum(axis=0)).ravel().astype(np.float32)
        values = np.asarray(weights[mask], np.float32)
        shared = np.minimum(table.bought.T.dot(table.bought).toarray()[mask], 65_535).astype(np.uint16)
        places = _places(table.items)
        return cls(table.people, table.items, dict(shares), measured, starts, others, values, shared, often, places)

    def scores(self, met: Mapping[str, float]) -> Any:
        """A score for every item, in the order of ``items``, given what was met and how strongly; float32.

        Only what is known counts. Where nothing is, the score is how often an item was met.
        """
        return self._spoken(met)[2]

    def rank(self, met: Mapping[str, float], count: int, reasons: int = 2) -> list[Ranked]:
        """The ``count`` items that speak most to what was met, without what was met itself."""
        import numpy as np

        known, spoken, scores = self._spoken(met)
        scores[known] = -np.inf
        count = min(count, len(scores) - len(known))
        if count <= 0:
            return []
        first = np.argpartition(-scores, count - 1)[:count]
        first = first[np.lexsort((first, -scores[first]))]
        if not known:
            return [Ranked(self.items[place], float(scores[place]), ()) for place in first]
        parts = spoken[:, first]
        best = np.argsort(-parts, axis=0, kind="stable")[:reasons]
        return [
            Ranked(
                self.items[place],
                float(scores[place]),
                tuple(self.items[known[one]] for one in best[:, column] if parts[one, column] > 0),
            )
            for column, place in enumerate(first)
        ]

    def _spoken(self, met: Mapping[str, float]) -> tuple[list[int], Any, Any]:
        """The places of what is known of ``met``, what each speaks for each item, and the sum of it."""
        import numpy as np

        known = [self.places[item] for item in met if item in self.places]
        if not known:
            return known, None, self.often.copy()
        strengths = np.array([met[self.items[place]] for place in known])
        sure = confidences(np.zeros(len(known), np.int32), strengths)
        spoken: Any = np.zeros((len(known), len(self.items)), np.float32)
        for row, place in enumerate(known):
            near = slice(self.starts[place], self.starts[place + 1])
            spoken[row, self.others[near]] = sure[row] * self.weights[near]
        return known, spoken, spoken.sum(axis=0)

    def because(self, met: Mapping[str, float], item: str, count: int = 2) -> tuple[str, ...]:
        """The items of what was met that speak for an item, the strongest first, each counting alike."""
        spoken = {other: self.speaks(other, item) for other in met if other != item}
        named = sorted((other for other, weight in spoken.items() if weight > 0), key=lambda one: (-spoken[one], one))
        return tuple(named[:count])

    def speaks(self, item: str, other: str) -> float:
        """How much meeting an item speaks for another; 0 where they are not near or not known."""
        place = self._place(item, other)
        return 0.0 if place is None else float(self.weights[place])

    def together(self, item: str, other: str) -> int:
        """How many people bought both; 0 where they are not near or not known."""
        place = self._place(item, other)
        return 0 if place is None else int(self.shared[place])

    def _place(self, item: str, other: str) -> int | None:
        import numpy as np

        here, there = self.places.get(item), self.places.get(other)
        if here is None or there is None:
            return None
        begin, end = int(self.starts[here]), int(self.starts[here + 1])
        place = begin + int(np.searchsorted(self.others[begin:end], there))
        return place if place < end and self.others[place] == there else None

    def uses(self, person: str) -> bool:
        """Whether it was learnt from this person's events too."""
        return person in self.people

    def written(self) -> bytes:
        """As bytes to keep; the same model gives the same bytes."""
        numbers = {name: getattr(self, name).astype(kind).tobytes() for name, kind in _KINDS.items()}
        whole = _Written(VERSION, self.people, self.items, dict(self.shares), self.measured, **numbers)
        return msgspec.msgpack.encode(whole)

    @classmethod
    def read(cls, kept: bytes) -> Model:
        """The model that was written. Raises InvalidInput for what is no model, or of another version."""
        import numpy as np

        try:
            whole = msgspec.msgpack.decode(kept, type=_Written)
            numbers = {name: np.frombuffer(getattr(whole, name), kind) for name, kind in _KINDS.items()}
        except (msgspec.MsgspecError, ValueError) as fault:
            raise InvalidInput("This is no model of recommendations.", field="model") from fault
        if whole.version != VERSION or not _fits(numbers, len(whole.items)):
            raise InvalidInput("This model of recommendations cannot be read; fit it again.", field="model")
        return cls(whole.people, whole.items, whole.shares, whole.measured, **numbers, places=_places(whole.items))


_KINDS = {"starts": "<i4", "others": "<i4", "weights": "<f4", "shared": "<u2", "often": "<f4"}


def _places(items: tuple[str, ...]) -> dict[str, int]:
    return {item: place for place, item in enumerate(items)}


def _fits(numbers: Mapping[str, Any], size: int) -> bool:
    """Whether the numbers belong together, so that no item points outside."""
    starts, others, weights, shared, often = (numbers[name] for name in _KINDS)
    if len(starts) != size + 1 or len(often) != size or not len(others) == len(weights) == len(shared):
        return False
    inside = not len(others) or (int(others.min()) >= 0 and int(others.max()) < size)
    return bool(starts[0] == 0 and starts[-1] == len(others) and (starts[1:] >= starts[:-1]).all() and inside)
