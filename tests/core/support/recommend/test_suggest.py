"""What a small shop suggests, and why."""

from __future__ import annotations

import pytest

from chiron.core.support.bounds import Consent
from chiron.core.support.recommend.suggest import Suggested, suggest
from chiron.core.support.recommend.wares import Asked, Kind, Shopper, Stock, Why
from tests.core.support.recommend.goods import SHOP, STOCK, Thing, goods, learnt

AGREES = Shopper(consents=frozenset({Consent.OFFERS}))
GOODS = goods(learnt())


def shown(asked: Asked, shopper: Shopper = AGREES, stock: Stock = STOCK) -> Suggested:
    return suggest(asked, shopper, GOODS, stock)


def test_what_is_bought_together_is_suggested_with_that_reason() -> None:
    first = shown(Asked(Kind.BESIDE, "boot-high")).suggestions[0]
    assert first.product == "wax"
    assert first.reasons[0].why is Why.TOGETHER
    assert first.reasons[0].items == ("boot-high",)


def test_what_the_catalogue_joins_comes_first_without_any_purchase() -> None:
    first = suggest(Asked(Kind.BESIDE, "tent-two"), AGREES, goods(), STOCK).suggestions[0]
    assert (first.product, first.reasons[0].why) == ("pegs", Why.AUTHORED_BESIDE)


def test_what_does_in_its_place_is_of_its_kind() -> None:
    found = shown(Asked(Kind.INSTEAD, "tent-two"))
    assert found.suggestions[0].product == "tent-old"
    assert {SHOP[one.product].category for one in found.suggestions} == {"tents"}


def test_the_next_one_up_costs_more_and_says_that_it_is_newer() -> None:
    (only,) = shown(Asked(Kind.BETTER, "tent-old")).suggestions[:1]
    assert only.product == "tent-light"
    assert only.reasons[0].why is Why.NEWER


@pytest.mark.parametrize(
    ("words", "product"),
    [
        ("My boots let water in when it rains", "wax"),
        ("The ground is stony and my tent flies away", "pegs"),
        ("something that boils water", "stove"),
    ],
)
def test_a_problem_in_words_finds_what_solves_it(words: str, product: str) -> None:
    found = shown(Asked(Kind.SOLVES, words=words)).suggestions
    assert product in [one.product for one in found[:2]]
    assert all(one.reasons[0].why is Why.SOLVES for one in found)


def test_a_problem_that_no_product_knows_gets_nothing() -> None:
    assert shown(Asked(Kind.SOLVES, words="qwertz")).silent == "nothing"


def test_history_chooses_with_consent() -> None:
    cook = Shopper(met={"stove": 3.0}, consents=frozenset({Consent.OFFERS}))
    found = shown(Asked(Kind.RELATED), cook)
    assert found.personal
    assert found.suggestions[0].product == "gas"


def test_a_product_that_nobody_met_is_suggested_by_what_it_is() -> None:
    new = Thing("boot-new", "boots", 16000, "New boot", uses=("trekking", "hiking"))
    shop = {**SHOP, new.id: new}
    found = suggest(
        Asked(Kind.RELATED, "boot-high", count=5), AGREES, goods(learnt(), shop), {**STOCK, new.id: {"": 1}}
    )
    assert new.id in [one.product for one in found.suggestions]


def test_a_new_customer_with_nothing_asked_sees_what_is_often_bought() -> None:
    found = shown(Asked(Kind.RELATED), Shopper())
    assert found.suggestions
    assert all(one.reasons[0].why is Why.OFTEN for one in found.suggestions)


def test_what_is_out_of_stock_gives_way() -> None:
    assert shown(Asked(Kind.BESIDE, "boot-high"), stock={**STOCK, "wax": {"": 0}}).suggestions[0].product != "wax"
