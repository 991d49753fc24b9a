"""Whatever is asked, known and learnt: what may not be shown is not shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings

from chiron.core.support.bounds import Consent
from chiron.core.support.recommend import guards
from chiron.core.support.recommend.content import Content
from chiron.core.support.recommend.fit import fit
from chiron.core.support.recommend.model import Model
from chiron.core.support.recommend.suggest import Goods, Suggested, suggest
from chiron.core.support.recommend.table import Met, Table
from chiron.core.support.recommend.wares import Asked, Kind, Shopper, Why
from tests.core.support.recommend.goods import NAMES, QUICK, SHOP, STOCK, askings, goods, shoppers, shops, stocks

hundreds = settings(max_examples=200, deadline=None)


@cache
def model() -> Model:
    """Learnt from people who met anything, so that it has something to say of each."""
    met = [Met(f"p{n}", NAMES[(n * step) % len(NAMES)], 1 + n % 4) for n in range(30) for step in (1, 2, 3, 5)]
    return fit(Table.of(met), settings=QUICK)


def suggested(asked: Asked, shopper: Shopper, shop: Any, stock: Any) -> Suggested:
    return suggest(asked, shopper, Goods(shop, Content.of(shop.values(), {}), model()), stock)


@hundreds
@given(askings, shoppers, shops, stocks)
def test_nothing_is_shown_that_may_not_be(asked: Asked, shopper: Shopper, shop: Any, stock: Any) -> None:
    found = suggested(asked, shopper, shop, stock)
    for suggestion in found.suggestions:
        ware = shop[suggestion.product]
        size = shopper.sizes.get(ware.category)
        sizes = [size] if ware.sizes and size else list(ware.sizes or ("",))
        assert ware.sold
        assert any(stock.get(ware.id, {}).get(each, 0) > 0 for each in sizes)
        assert not ware.sizes or size is None or size in ware.sizes
        assert ware.id not in shopper.returned | shopper.declined | shopper.bought | asked.basket | {asked.about}
    assert not (shopper.complaint and found.suggestions)
    assert len(found.suggestions) <= asked.count
    assert bool(found.suggestions) != bool(found.silent)


@hundreds
@given(askings, shoppers, shops, stocks)
def test_nobody_in_a_complaint_is_offered_anything(asked: Asked, shopper: Shopper, shop: Any, stock: Any) -> None:
    found = suggested(asked, replace(shopper, complaint=True), shop, stock)
    assert (found.suggestions, found.silent, found.personal) == ((), "complaint", False)


@hundreds
@given(askings, shoppers, shoppers, shops, stocks)
def test_without_consent_what_they_did_chooses_nothing(
    asked: Asked, shopper: Shopper, other: Shopper, shop: Any, stock: Any
) -> None:
    # Two whose guards are the same and whose histories differ are shown the same, for the same reasons.
    silent = replace(shopper, consents=shopper.consents - {Consent.OFFERS})
    found = suggested(asked, silent, shop, stock)
    assert not found.personal
    assert found == suggested(asked, replace(silent, met=other.met), shop, stock)


@hundreds
@given(askings, shoppers, shops, stocks)
def test_suggestions_differ_from_one_another(asked: Asked, shopper: Shopper, shop: Any, stock: Any) -> None:
    found = [each.product for each in suggested(asked, shopper, shop, stock).suggestions]
    assert len(found) == len(set(found))
    if asked.kind not in (Kind.INSTEAD, Kind.BETTER):
        assert max(Counter(shop[name].category for name in found).values(), default=0) <= 2


@hundreds
@given(askings, shoppers, shops, stocks)
def test_every_reason_is_true(asked: Asked, shopper: Shopper, shop: Any, stock: Any) -> None:
    for suggestion in suggested(asked, shopper, shop, stock).suggestions:
        ware, about = shop[suggestion.product], shop.get(asked.about)
        assert suggestion.reasons[-1].why is Why.IN_STOCK
        assert len(suggestion.reasons) > 1
        for reason in suggestion.reasons:
            if reason.why is Why.AUTHORED_BESIDE:
                assert ware.id in about.goes_with
            if reason.why is Why.AUTHORED_INSTEAD:
                assert ware.id in about.instead
            if reason.why is Why.NEWER:
                assert ware.replaces == about.id
            if reason.why is Why.SAME_USE:
                assert reason.items
                assert set(reason.items) <= set(ware.uses) & set(about.uses)
            if reason.why is Why.TOGETHER:
                assert all(model().together(item, ware.id) >= 3 for item in reason.items)
            if reason.why in (Why.TOGETHER, Why.LIKED_TOGETHER):
                assert all(model().speaks(item, ware.id) > 0 for item in reason.items)
                assert set(reason.items) <= {*shopper.met, *asked.basket, asked.about}
            if reason.why is Why.STEP_UP:
                assert ware.price > about.price


@hundreds
@given(askings, shoppers)
def test_only_a_sure_mood_silences(asked: Asked, shopper: Shopper) -> None:
    calm = replace(shopper, mood="neutral")
    unsure = replace(shopper, mood_sure=False)
    assert guards.silent(asked, unsure) == guards.silent(asked, replace(calm, mood_sure=False))
    assert guards.at_most(asked, unsure) == max(0, asked.count)


def test_a_sore_customer_is_helped_and_sold_nothing() -> None:
    angry = Shopper(mood="angry", mood_sure=True)
    assert guards.silent(Asked(Kind.BESIDE, "tent-two", wanted=True), angry) == "mood"
    assert guards.silent(Asked(Kind.INSTEAD, "tent-two"), angry) == "mood"
    assert guards.silent(Asked(Kind.INSTEAD, "tent-two", wanted=True), angry) is None


def test_somebody_in_a_hurry_is_shown_one_thing() -> None:
    hurried = Shopper(mood="hurried", mood_sure=True)
    assert len(suggest(Asked(Kind.RELATED, "tent-two"), hurried, goods(), STOCK).suggestions) == 1


@pytest.mark.parametrize(
    ("name", "asked", "shopper", "why"),
    [
        ("boot-low", Asked(Kind.RELATED), Shopper(sizes={"boots": "43"}), "size"),
        ("boot-high", Asked(Kind.RELATED), Shopper(returned=frozenset({"boot-high"})), "returned"),
        ("tent-two", Asked(Kind.RELATED, "tent-two"), Shopper(), "same"),
        ("tent-light", Asked(Kind.BESIDE, "tent-two"), Shopper(), "alike"),
        ("stove", Asked(Kind.INSTEAD, "tent-two"), Shopper(), "category"),
        ("tent-dear", Asked(Kind.BETTER, "tent-two"), Shopper(), "price"),
        ("tent-old", Asked(Kind.BETTER, "tent-two"), Shopper(), "price"),
        ("tent-light", Asked(Kind.BETTER, "tent-two"), Shopper(), None),
        ("pegs", Asked(Kind.BESIDE, "nobody-knows"), Shopper(), "unknown"),
    ],
)
def test_why_something_may_not_be_shown(name: str, asked: Asked, shopper: Shopper, why: str | None) -> None:
    assert guards.barred(SHOP[name], asked, shopper, STOCK, SHOP) == why


def test_a_size_that_is_sold_out_is_out_of_stock_for_whoever_wears_it() -> None:
    stock = {**STOCK, "boot-high": {"41": 2, "42": 0, "43": 1}}
    asked = Asked(Kind.RELATED)
    assert guards.barred(SHOP["boot-high"], asked, Shopper(sizes={"boots": "42"}), stock, SHOP) == "stock"
    assert guards.barred(SHOP["boot-high"], asked, Shopper(), stock, SHOP) is None
