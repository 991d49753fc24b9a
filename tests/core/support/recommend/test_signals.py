"""From a customer to what is learnt of them, and to what guards must know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from chiron.core.support.bounds import Consent
from chiron.core.support.customer.state import Agreed, Case, Customer, Interest, Line, Offer, Order
from chiron.core.support.recommend.signals import met, shopper, strengths
from tests.core.support.recommend.goods import SHOP

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def someone() -> Customer:
    return Customer(
        consents={Consent.OFFERS: Agreed(True, NOW), Consent.MAIL: Agreed(False, NOW)},
        products={
            "tent-two": Interest(seen=3, bought=1, last=NOW),
            "boot-low": Interest(seen=9, bought=1, returned=1, last=NOW),
            "stove": Interest(seen=1, last=NOW - timedelta(days=365)),
            "gas": Interest(seen=1, last=NOW),
            "wax": Interest(bought=1, stars=1, last=NOW),
        },
        orders={
            "O-1": Order("O-1", NOW - timedelta(days=90), [Line("boot-low", 1, 14000, "42", back=1)]),
            "O-2": Order("O-2", NOW - timedelta(days=60), [Line("boot-high", 1, 20000, "43")]),
            "O-3": Order("O-3", NOW - timedelta(days=9), [Line("boot-high", 1, 20000, "41")], cancelled=NOW),
        },
        offers={"F-1": Offer("F-1", NOW, "pegs", declined=NOW), "F-2": Offer("F-2", NOW, "gas")},
    )


def test_what_was_bought_speaks_more_than_a_look_and_a_year_halves_it() -> None:
    found = strengths(someone(), NOW)
    assert found["tent-two"] > found["gas"] == 2 * found["stove"]


def test_what_came_back_or_was_rated_poorly_teaches_nothing() -> None:
    assert not {"boot-low", "wax"} & set(strengths(someone(), NOW))
    assert {one.item for one in met({"C-1": someone()}, NOW)} == {"tent-two", "stove", "gas"}
    assert {one.person for one in met({"C-1": someone()}, NOW)} == {"C-1"}


def test_a_shopper_is_what_guards_must_know() -> None:
    found = shopper(someone(), NOW, SHOP, ())
    assert found.bought == {"tent-two", "wax"}
    assert found.returned == {"boot-low", "wax"}
    assert found.declined == {"pegs"}
    assert found.sizes == {"boots": "43"}
    assert found.consents == {Consent.OFFERS}
    assert not found.complaint


def test_an_open_case_that_complains_or_may_counts_as_a_complaint() -> None:
    for intent, closed, complains in (
        ("item-broken", None, True),
        (None, None, True),
        ("find-size", None, False),
        ("item-broken", NOW, False),
    ):
        customer = someone()
        customer.cases["C"] = Case("C", NOW, intent=intent, closed=closed)
        assert shopper(customer, NOW, SHOP, {"item-broken"}).complaint is complains
