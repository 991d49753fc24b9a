"""The shop that ships: every product of its catalogue has something to suggest, and nothing that may not be."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from chiron.core.support.playbook import Playbook
from chiron.core.support.recommend.content import Content
from chiron.core.support.recommend.suggest import Goods, suggest
from chiron.core.support.recommend.wares import Asked, Kind, Shopper, Stock
from chiron.engine.library.playbooks.reading import read_playbook

FOLDER = Path(__file__).parents[4] / "playbooks" / "northway"
if not FOLDER.exists():
    pytest.skip("The sample playbook is not here.", allow_module_level=True)


@cache
def northway() -> tuple[Playbook, Goods, Stock]:
    playbook = read_playbook(FOLDER)
    uses = {use.id: (use.title, *use.words) for use in playbook.uses}
    stock = {product.id: dict.fromkeys(product.sizes or ("",), 1) for product in playbook.products}
    return playbook, Goods(playbook.product, Content.of(playbook.products, uses)), stock


@pytest.mark.parametrize(("kind", "share"), [(Kind.BESIDE, 0.95), (Kind.INSTEAD, 0.95), (Kind.RELATED, 0.95)])
def test_almost_every_product_has_suggestions_and_none_is_barred(kind: Kind, share: float) -> None:
    playbook, goods, stock = northway()
    found = {one.id: suggest(Asked(kind, one.id), Shopper(), goods, stock) for one in playbook.products}
    for name, suggested in found.items():
        about = playbook.product[name]
        for suggestion in suggested.suggestions:
            ware = playbook.product[suggestion.product]
            assert ware.sold
            assert ware.id != name
            if kind is Kind.INSTEAD:
                assert ware.category == about.category or ware.id in about.instead
            if kind is Kind.BESIDE:
                assert ware.category != about.category or ware.id in about.goes_with
    assert sum(bool(one.suggestions) for one in found.values()) >= share * len(found)


def test_what_the_catalogue_joins_comes_first() -> None:
    playbook, goods, stock = northway()
    for product in playbook.products:
        joined = {name for name in product.goes_with if playbook.product[name].sold}
        if joined:
            found = suggest(Asked(Kind.BESIDE, product.id), Shopper(), goods, stock)
            assert found.suggestions[0].product in joined


@pytest.mark.parametrize(
    ("words", "product"),
    [
        ("my tent pole broke", "pole-splint"),
        ("How do I charge my phone on a long trek?", "power-panel"),
        ("I always get blisters", "first-aid-day"),
    ],
)
def test_problems_in_a_customers_words(words: str, product: str) -> None:
    _, goods, stock = northway()
    found = suggest(Asked(Kind.SOLVES, words=words), Shopper(), goods, stock)
    assert product in [one.product for one in found.suggestions]
