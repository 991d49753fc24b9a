"""Products by what they are: for those that nobody has met yet, and for problems told in words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chiron.core.language.answering.terms import terms
from chiron.core.support.recommend.wares import Ware

PLACES = 9
"""Numbers are told by nine soft places among the catalogue's own values of the same attribute."""
WIDTH = 0.1
PARTS = {"category": 1.0, "use": 1.0, "brand": 0.3, "word": 0.25}
"""How much one kind of aspect counts beside another. Attributes count one half."""


def aspects(wares: Iterable[Ware]) -> dict[str, dict[str, float]]:
    """What each product is, by id: category, uses, brand, attributes; how strongly, 0 to 1. For learning beside events.

    A number is near some of nine places among all values of its attribute, so that no unit has to be known.
    """
    every = list(wares)
    ranks = _ranks(every)
    return {ware.id: dict(_aspects(ware, ranks)) for ware in every}


def _aspects(ware: Ware, ranks: Mapping[str, Mapping[float, float]]) -> Iterable[tuple[str, float]]:
    yield f"category:{ware.category}", 1.0
    yield from ((f"use:{use}", 1.0) for use in ware.uses)
    if ware.brand:
        yield f"brand:{ware.brand}", 1.0
    for name, value in ware.attributes.items():
        if isinstance(value, bool):
            yield f"is:{name}:{value}", 1.0
        elif isinstance(value, int | float):
            yield from ((f"near:{name}:{place}", near) for place, near in places(ranks[name][float(value)]))
        else:
            yield from ((f"is:{name}:{one}", 1.0) for one in ((value,) if isinstance(value, str) else value))


def places(rank: float) -> list[tuple[int, float]]:
    """The places that a rank in [0, 1] is near, and how near."""
    near = ((place, math.exp(-0.5 * ((rank - place / (PLACES - 1)) / WIDTH) ** 2)) for place in range(PLACES))
    return [(place, value) for place, value in near if value > 0.05]


def ranks_of(values: Iterable[float]) -> dict[float, float]:
    """The rank in (0, 1) of each value among all of them; ties share the middle."""
    counts = sorted(Counter(values).items())
    total = sum(count for _, count in counts)
    found, before = {}, 0
    for value, count in counts:
        found[value] = (before + count / 2) / total
        before += count
    return found


def _ranks(wares: Iterable[Ware]) -> dict[str, dict[float, float]]:
    values: dict[str, list[float]] = defaultdict(list)
    for ware in wares:
        for name, value in ware.attributes.items():
            if isinstance(value, int | float) and not isinstance(value, bool):
                values[name].append(float(value))
    return {name: ranks_of(every) for name, every in values.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """Products as unit vectors of what they are, weighted by how rare that is; ``uses`` is how customers say them."""

    vectors: Mapping[str, Mapping[str, float]]
    rarity: Mapping[str, float]
    holders: Mapping[str, tuple[str, ...]]
    told: Mapping[str, Mapping[str, float]]
    """Words by product: of its title, its description and what it is for."""
    language: str = "en"

    @classmethod
    def of(
        cls, wares: Iterable[Ware], uses: Mapping[str, Iterable[str]] | None = None, language: str = "en"
    ) -> Content:
        """What a catalogue tells, in its language. ``uses`` are the words for each use."""
        every = sorted(wares, key=lambda ware: ware.id)
        known = aspects(every)
        told = {ware.id: _told(ware, uses or {}, language) for ware in every}
        for ware in every:
            known[ware.id].update({f"word:{word}": 1.0 for word in terms(f"{ware.title} {ware.description}", language)})
        counts = Counter(aspect for each in known.values() for aspect in each)
        counts.update(f"told:{word}" for each in told.values() for word in each)
        # What every product is tells nothing.
        rarity = {name: math.log((len(every) + 1) / count) for name, count in counts.items()}
        vectors = {
            name: _unit({each: rarity[each] * _part(each) * v for each, v in has.items()})
            for name, has in known.items()
        }
        holders: dict[str, list[str]] = defaultdict(list)
        for name, each in told.items():
            for word in each:
                holders[word].append(name)
        return cls(vectors, rarity, {word: tuple(names) for word, names in holders.items()}, told, language)

    def near(self, one: str, other: str) -> float:
        """How alike two products are, in [0, 1]; 0 where one is not known."""
        a, b = self.vectors.get(one, {}), self.vectors.get(other, {})
        if len(a) > len(b):
            a, b = b, a
        return min(1.0, sum(value * b[name] for name, value in a.items() if name in b))

    def solving(self, text: str) -> dict[str, float]:
        """Products whose words tell of a problem, each with how much of the problem's own words it holds, in [0, 1]."""
        asked = {word for word in terms(text, self.language) if word in self.holders}
        whole = sum(self.rarity[f"told:{word}"] for word in asked)
        found: dict[str, float] = defaultdict(float)
        for word in sorted(asked):
            for name in self.holders[word]:
                found[name] += self.rarity[f"told:{word}"] * self.told[name][word] / whole
        return dict(found)


def _told(ware: Ware, uses: Mapping[str, Iterable[str]], language: str) -> dict[str, float]:
    """The words of a product and how much each counts: its name and category most, then its uses, then the rest."""
    found: dict[str, float] = {}
    for weight, text in (
        (0.6, ware.description),
        (0.8, " ".join(" ".join((use, *uses.get(use, ()))) for use in ware.uses)),
        (1.0, f"{ware.title} {ware.category}"),
    ):
        for word in terms(text, language):
            found[word] = max(found.get(word, 0.0), weight)
    return found


def _part(aspect: str) -> float:
    return PARTS.get(aspect.partition(":")[0], 0.5)


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {name: value / length for name, value in vector.items()} if length else {}
