"""A small shop, and shops, customers and askings made by chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import strategies as st

from chiron.core.support.bounds import Consent
from chiron.core.support.playbook.facts import MOODS
from chiron.core.support.recommend.content import Content
from chiron.core.support.recommend.fit import Settings, fit
from chiron.core.support.recommend.model import Model
from chiron.core.support.recommend.suggest import Goods
from chiron.core.support.recommend.table import Met, Table
from chiron.core.support.recommend.wares import Asked, Kind, Shopper

for needed in ("numpy", "scipy"):
    pytest.importorskip(needed, reason="recommendations need the extra support")
QUICK = Settings(splits=1, judged=50)


@dataclass(frozen=True)
class Thing:
    """A product, by what recommendations need."""

    id: str
    category: str
    price: int = 5000
    title: str = ""
    brand: str = ""
    description: str = ""
    sizes: tuple[str, ...] = ()
    attributes: Mapping[str, bool | int | float | str | tuple[str, ...]] = field(default_factory=dict)
    uses: tuple[str, ...] = ()
    goes_with: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    replaces: str | None = None
    sold: bool = True


SHOP = {
    thing.id: thing
    for thing in (
        Thing("tent-two", "tents", 30000, "Tent for two", uses=("trekking",), goes_with=("pegs",),
              instead=("tent-old",), attributes={"weight": 2100, "waterproof": True}),
        Thing("tent-light", "tents", 45000, "Light tent", uses=("trekking",), replaces="tent-old",
              attributes={"weight": 1200, "waterproof": True}),
        Thing("tent-old", "tents", 25000, "Old tent", uses=("trekking",), attributes={"weight": 2600}),
        Thing("tent-dear", "tents", 99000, "Dear tent", uses=("trekking",)),
        Thing("pegs", "pegs", 1500, "Pegs", description="For hard and stony ground", uses=("trekking",)),
        Thing("boot-high", "boots", 20000, "High boot", sizes=("41", "42", "43"), uses=("trekking", "hiking")),
        Thing("boot-low", "boots", 14000, "Low boot", sizes=("41", "42"), uses=("hiking",)),
        Thing("stove", "kitchen", 6000, "Gas stove", description="Boils a litre of water in wind", uses=("trekking",)),
        Thing("gas", "kitchen", 700, "Gas cartridge", description="Fuel for the stove", uses=("trekking",)),
        Thing("wax", "care", 900, "Boot wax", description="Keeps leather dry when it rains", uses=("hiking",)),
    )
}  # fmt: skip
STOCK = {name: dict.fromkeys(thing.sizes or ("",), 3) for name, thing in SHOP.items()}
WORDS = {"trekking": ("several days with a tent",), "hiking": ("a walk in the hills",)}


def bought_together(people: int = 40) -> Table:
    """Who buys a tent buys pegs, who buys boots buys wax, who buys a stove buys gas."""
    pairs = (("tent-two", "pegs"), ("boot-high", "wax"), ("stove", "gas"))
    met = [
        Met(f"p{number:02}", item, 1 + number % 3)
        for number in range(people)
        for pair in (pairs[number % 3], pairs[(number // 3) % 3])
        for item in pair
    ]
    return Table.of(met)


def goods(model: Model | None = None, shop: Mapping[str, Thing] = SHOP) -> Goods:
    """The shop made ready."""
    return Goods(shop, Content.of(shop.values(), WORDS), model)


def learnt() -> Model:
    """What the small shop's purchases teach."""
    return fit(bought_together(), settings=QUICK)


NAMES = [f"w{number:02}" for number in range(14)]
some = st.frozensets(st.sampled_from(NAMES), max_size=4)
SIZES = ("S", "M", "L")


def shop_of(seed: int) -> dict[str, Thing]:
    """A catalogue with every kind of link, size, use and price, by chance."""
    chance = Random(seed)

    def few() -> tuple[str, ...]:
        return tuple(chance.sample(NAMES, chance.randint(0, 3)))

    things = [
        Thing(
            name,
            chance.choice("abc"),
            chance.randint(1, 20) * 500,
            title=chance.choice(("Warm red thing", "Light blue thing", "Dry thing")),
            sizes=chance.choice(((), (), ("M",), ("S", "M", "L"))),
            uses=chance.choice(((), ("hills",), ("snow",), ("hills", "snow"))),
            goes_with=few(),
            instead=few(),
            replaces=chance.choice((None, None, *NAMES)),
            sold=chance.random() < 0.8,
        )
        for name in NAMES[: chance.randint(3, len(NAMES))]
    ]
    return {thing.id: thing for thing in things}


def stock_of(seed: int) -> dict[str, dict[str, int]]:
    """What is there; some products nobody counted, of some there are less than none."""
    chance = Random(seed)
    counted = sorted(chance.sample(NAMES, chance.randint(6, len(NAMES))))
    return {name: {size: chance.randint(-1, 2) for size in ("", *SIZES)} for name in counted}


# Made from one number each: drawn field by field, a hundred shops take a minute.
shops = st.integers(0, 10**9).map(shop_of)
stocks = st.integers(0, 10**9).map(stock_of)
shoppers = st.builds(
    Shopper,
    met=st.dictionaries(st.sampled_from(NAMES), st.floats(0.1, 9), max_size=6),
    bought=some,
    returned=some,
    declined=some,
    sizes=st.dictionaries(st.sampled_from("abc"), st.sampled_from((*SIZES, "XXL")), max_size=2),
    consents=st.frozensets(st.sampled_from(list(Consent))),
    complaint=st.sampled_from((False, False, False, True)),
    mood=st.sampled_from(MOODS),
    mood_sure=st.booleans(),
)
askings = st.builds(
    Asked,
    kind=st.sampled_from(list(Kind)),
    about=st.sampled_from((None, *NAMES, "nobody-knows")),
    words=st.sampled_from(("", "something warm", "dry in snow")),
    basket=some,
    count=st.integers(0, 6),
    wanted=st.booleans(),
)
