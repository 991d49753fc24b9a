"""Who the simulated customers are: segments with their tastes and seasons, and persons drawn from them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from chiron.core.support.playbook import Playbook, Product

_ALL_YEAR = (0.8, 0.7, 0.9, 1.1, 1.3, 1.3, 1.1, 1.0, 0.9, 0.8, 1.0, 1.1)
_SUMMER = (0.4, 0.4, 0.7, 1.1, 1.6, 1.8, 1.5, 1.1, 0.8, 0.5, 0.4, 0.5)
_WINTER = (1.6, 1.2, 0.8, 0.4, 0.3, 0.3, 0.3, 0.4, 0.8, 1.4, 1.8, 1.9)
_PRESENTS = (0.3, 0.3, 0.4, 0.5, 0.8, 0.8, 0.5, 0.4, 0.5, 0.8, 2.6, 4.0)
_SALES = (2.6, 0.5, 0.5, 0.6, 0.8, 0.9, 2.6, 0.8, 0.5, 0.5, 0.8, 0.6)
SEASONS: Mapping[str, tuple[float, ...]] = {
    "winter": _WINTER,
    "ski-touring": _WINTER,
    "campsite": _SUMMER,
    "family": _SUMMER,
    "canoeing": _SUMMER,
    "bikepacking": _SUMMER,
    "trekking": _SUMMER,
    "via-ferrata": _SUMMER,
}
"""How much each month, January first, is a use's own; uses without a line have no season."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A kind of customer. ``share`` of all; ``orders`` a year on average; ``dear`` draws to what costs more (negative:
    to what costs less); the rest are chances: of sending a thing back, of writing when there is a reason."""

    name: str
    share: float
    uses: Mapping[str, float]
    months: tuple[float, ...] = _ALL_YEAR
    orders: float = 2.0
    dear: float = 0.0
    sends_back: float = 1.0
    writes: float = 0.5


SEGMENTS: tuple[Segment, ...] = (
    Segment("hill-walkers", 0.27, {"hiking": 3, "day-hiking": 2.5, "trekking": 1, "huts": 1, "care": 0.7}, orders=2.4),
    Segment(
        "families", 0.19, {"family": 3, "children": 3, "campsite": 2.5, "day-hiking": 1}, _SUMMER, 2.8, -0.2, 1.2, 0.6
    ),
    Segment(
        "fast-and-light", 0.11, {"fast-and-light": 4, "trail-running": 2, "bikepacking": 1, "hiking": 1},
        orders=3.2, dear=0.4, sends_back=1.3, writes=0.4,
    ),
    Segment(
        "alpinists", 0.11, {"mountaineering": 3, "climbing": 3, "via-ferrata": 1.5, "ski-touring": 1},
        orders=2.6, dear=0.5, sends_back=0.8, writes=0.4,
    ),
    Segment(
        "winter-people", 0.10, {"winter": 3, "ski-touring": 3, "huts": 1, "expedition": 1}, _WINTER, 2.0, 0.3
    ),
    Segment("bikepackers", 0.08, {"bikepacking": 4, "commuting": 2, "fast-and-light": 1}, _SUMMER, 2.2, 0.1),
    Segment(
        "present-givers", 0.08, {"travel": 2, "commuting": 2, "campsite": 1, "day-hiking": 1}, _PRESENTS, 1.3, 0.0, 1.6,
        0.6,
    ),
    Segment(
        "bargain-hunters", 0.06, {"hiking": 2, "campsite": 2, "travel": 2, "day-hiking": 2}, _SALES, 3.0, -0.8, 1.5, 0.7
    ),
)  # fmt: skip

_FIRST = {
    "en": ("Aoife", "Ben", "Clara", "Declan", "Edith", "Finn", "Grace", "Hugo", "Ines", "Jonas", "Kate", "Liam", "Mara",
           "Nils", "Orla", "Paul", "Rosa", "Sean", "Tess", "Wim"),
    "es": ("Alba", "Bruno", "Carmen", "Diego", "Elena", "Iker", "Lucía", "Marcos", "Nuria", "Pablo", "Sara", "Tomás"),
}  # fmt: skip
_LAST = {
    "en": ("Alder", "Birch", "Carrow", "Dunne", "Ebner", "Farrow", "Glass", "Holm", "Ivers", "Keane", "Lund", "Moran",
           "Nolan", "Oakes", "Pryce", "Quill", "Roe", "Stark", "Thorne", "Vale"),
    "es": ("Arroyo", "Bosque", "Campos", "Delgado", "Fuente", "Lago", "Monte", "Nieto", "Prado", "Rivas", "Vega"),
}  # fmt: skip
_COUNTRIES = {"en": ("IE", "GB", "DE", "NL", "FR"), "es": ("ES",)}
_TOPS = ("XS", "S", "M", "L", "XL", "XXL")


@dataclass(frozen=True, slots=True)
class Person:
    """A customer. From ``segment`` on, what no shop knows: tastes, temper, sizes.

    ``likes`` are weights of uses, ``brands`` of makers; ``pace`` multiplies the segment's orders; ``patience`` is how
    many days late a parcel may be before they write; ``agrees`` are the consents they give.
    """

    ref: str
    name: str
    email: str
    language: str
    country: str
    device: str
    segment: Segment
    likes: Mapping[str, float]
    brands: Mapping[str, float]
    pace: float
    patience: float
    shoe: int
    top: str
    agrees: frozenset[str] = field(default_factory=frozenset)


def person(number: int, playbook: Playbook, chance: Random) -> Person:
    """Draw a customer. ``number`` makes the names that must differ."""
    segment = chance.choices(SEGMENTS, [one.share for one in SEGMENTS])[0]
    language = "es" if "es" in playbook.languages and chance.random() < 0.15 else "en"
    first, last = chance.choice(_FIRST[language]), chance.choice(_LAST[language])
    likes = {use.id: segment.uses.get(use.id, 0.08) * chance.gammavariate(2.0, 0.5) for use in playbook.uses}
    makers = sorted({one.brand for one in playbook.products})
    size = chance.gauss(41, 2.4)
    return Person(
        ref=f"C-{number:05d}",
        name=f"{first} {last}",
        email=f"customer{number:05d}@mail.example",
        language=language,
        country=chance.choice(_COUNTRIES[language]),
        device=f"V-{number:05d}",
        segment=segment,
        likes=likes,
        brands={maker: math.exp(chance.gauss(0.0, 0.4)) for maker in makers},
        pace=chance.gammavariate(1.6, 1 / 1.6),
        patience=max(0.0, chance.gauss(1.5, 1.2)),
        shoe=max(36, min(47, round(size))),
        top=_TOPS[max(0, min(5, round((size - 35.5) / 2.2)))],
        agrees=_agrees(chance),
    )


def _agrees(chance: Random) -> frozenset[str]:
    browsing = chance.random() < 0.72
    drawn = {
        "browsing": browsing,
        "joining": browsing and chance.random() < 0.8,
        "offers": browsing and chance.random() < 0.7,
        "mail": chance.random() < 0.45,
        "remembering": chance.random() < 0.6,
    }
    return frozenset(name for name, agreed in drawn.items() if agreed)


class Tastes:
    """What a person would look at in a month: a weight for every product, from uses, season, maker and price."""

    def __init__(self, who: Person, products: tuple[Product, ...], fame: Mapping[str, float]) -> None:
        self._who = who
        self._fame = fame
        self._months: dict[int, list[float]] = {}
        self.products = products

    def weights(self, month: int) -> list[float]:
        """Weights of ``products`` in a month, 1 to 12."""
        if month not in self._months:
            self._months[month] = [self._weight(one, month) for one in self.products]
        return self._months[month]

    def _weight(self, product: Product, month: int) -> float:
        who = self._who
        wanted = sum(
            who.likes.get(use, 0.0) * SEASONS.get(use, (1.0,) * 12)[month - 1] for use in product.uses
        ) / math.sqrt(max(1, len(product.uses)))
        price = math.exp(who.segment.dear * math.log(max(product.price, 500) / 7_000) * 0.6)
        return max(1e-6, wanted * math.sqrt(wanted) * price * who.brands[product.brand] * self._fame[product.id])


def size_of(who: Person, product: Product, chance: Random) -> str | None:
    """The size this person takes: their own where there is one, now and then the next."""
    if not product.sizes:
        return None
    for number, size in enumerate(product.sizes):
        if size in (str(who.shoe), who.top) or _within(who.shoe, size):
            if chance.random() < 0.15 and number + 1 < len(product.sizes):
                return product.sizes[number + 1]
            return size
    return chance.choice(product.sizes)


def _within(shoe: int, size: str) -> bool:
    first, mark, last = size.partition("-")
    return bool(mark) and first.isdigit() and last.isdigit() and int(first) <= shoe <= int(last)
