"""Value, recency, risk, preferences and segments: by value, and each names the events that it rests on."""

from __future__ import annotations

import math

import pytest
from hypothesis import given

from chiron.core.support import kinds as k
from chiron.core.support.bounds import By, Certainty
from chiron.core.support.customer import Customer, fold
from chiron.core.support.customer.figures import (
    all_of,
    displeasure,
    lapsing,
    mean_gap,
    recency,
    returning,
    usual_gap,
    value,
)
from chiron.core.support.customer.preferences import preferences, sizes
from chiron.core.support.customer.segments import Segment, segment
from chiron.core.support.events import Touch
from tests.core.support.customer.makers import at, order, touch
from tests.core.support.customer.test_fold import histories, items

NOW = at(days=400)


def bought(*days: float, price: int = 1000) -> list[Touch]:
    return [touch(f"o{day}", order(f"order-{day}", "boot", price=price), days=day) for day in days]


def test_value_is_what_the_shop_keeps_of_the_last_year() -> None:
    history = [*bought(10, 100, 300), touch("r", k.OrderRefunded(order="order-300", amount=400), days=310)]
    figure = value(fold(history), NOW)
    assert figure.value == 1600
    assert [(reason.values["order"], reason.weight) for reason in figure.reasons] == [
        ("order-100", 1000.0),
        ("order-300", 600.0),
    ]
    assert figure.events == ("o100", "o300", "r")


def test_recency_counts_from_what_they_did_themselves() -> None:
    history = [*bought(390), touch("d", k.OrderDelivered(order="order-390"), days=395)]
    figure = recency(fold(history), NOW)
    assert figure.value == pytest.approx(10.0)
    assert figure.events == ("o390",)
    assert recency(Customer(), NOW).value == -1.0


def test_the_usual_gap_is_drawn_to_the_shops() -> None:
    assert usual_gap(fold([]), 90) == 90
    assert usual_gap(fold(bought(0)), 90) == 90
    assert usual_gap(fold(bought(0, 30, 60)), 90) == pytest.approx((2 * 90 + 60) / 4)
    assert mean_gap([fold(bought(0, 30, 60)), fold(bought(0, 50)), fold(bought(7))]) == pytest.approx(40)


def test_lapsing_grows_with_time_and_shrinks_with_an_order() -> None:
    made = fold(bought(0, 100, 200))
    chances = [lapsing(made, at(days=day)).value for day in (200, 260, 400)]
    assert chances == sorted(chances)
    assert chances[0] == 0.0
    assert chances[2] == pytest.approx(1 - math.exp(-200 / usual_gap(made)))
    assert lapsing(fold(bought(0, 100, 200, 399)), NOW).value < 0.02
    assert lapsing(Customer(), NOW).value == 0.0


def test_returns_are_a_share_drawn_to_the_shops() -> None:
    history = [*bought(0, 10), touch("r", k.OrderReturned(order="order-10", items=items("boot")), days=20)]
    figure = returning(fold(history))
    assert figure.value == pytest.approx((0.5 + 1) / (5 + 2))
    assert figure.reasons[0].events == ("o10", "r")


def test_displeasure_names_what_went_wrong() -> None:
    history = [
        *bought(395),
        touch("s", k.OrderShipped(order="order-395", due=at(days=398)), days=396),
        touch("m", k.MessageSaid(case="c1", message="m", by=By.CUSTOMER, text="?"), days=397),
        touch("p", k.PromiseMade(promise="p1", text="tomorrow", due=at(days=399)), days=398),
    ]
    figure = displeasure(fold(history), NOW)
    assert [reason.code for reason in figure.reasons] == ["promise-late", "waits", "delivery-late"]
    assert figure.value == pytest.approx(1 - 0.5 * 0.6 * 0.7)
    assert set(figure.events) == {"p", "m", "o395", "s"}
    answered = [
        *history,
        touch("a", k.MessageSaid(case="c1", message="a", by=By.AGENT, text="!"), days=399),
        touch("k", k.PromiseKept(promise="p1"), days=399),
        touch("d", k.OrderDelivered(order="order-395"), days=399),
    ]
    assert displeasure(fold(answered), NOW).value == 0.0


@given(histories)
def test_every_figure_stays_in_its_bounds_and_names_real_events(history: list[Touch]) -> None:
    keys = {one.key for one in history}
    for figure in all_of(fold(history), NOW).values():
        assert set(figure.events) <= keys
        assert figure.value >= -1.0
        if figure.name in ("lapsing", "return_share", "displeasure"):
            assert 0.0 <= figure.value <= 1.0
        weights = [reason.weight for reason in figure.reasons]
        assert weights == sorted(weights, reverse=True)


TRAITS = {
    "boot": {"category": "boots", "brand": "Fell"},
    "sandal": {"category": "boots", "brand": "Cairn"},
    "tent": {"category": "tents", "brand": "Fell"},
}


def test_a_preference_follows_what_is_kept_more_than_what_is_looked_at() -> None:
    history = [
        touch("o", order("o1", "boot"), days=390),
        *(touch(f"v{n}", k.ProductSeen(product="tent"), days=391) for n in range(3)),
    ]
    found = preferences(fold(history), TRAITS, NOW)
    assert (found["category"].value, found["brand"].value) == ("boots", "Fell")
    assert found["brand"].share == pytest.approx(1.0)
    assert found["category"].events == ("o",)
    assert 0.0 < found["category"].confidence < found["brand"].confidence < 1.0
    sent_back = [*history, touch("r", k.OrderReturned(order="o1", items=items("boot")), days=392)]
    assert preferences(fold(sent_back), TRAITS, NOW)["category"].value == "tents"


def test_what_the_customer_says_goes_before_and_what_they_forget_is_left_out() -> None:
    history = [touch("o", order("o1", "boot"), days=390)]
    stated = k.FactNoted(fact="f", name="brand", value="Cairn", certainty=Certainty.STATED)
    found = preferences(fold([*history, touch("n", stated, days=391)]), TRAITS, NOW)
    assert (found["brand"].value, found["brand"].source) == ("Cairn", "stated")
    gone = [*history, touch("e", k.FactErased(fact="x", name="brand"), days=392)]
    assert "brand" not in preferences(fold(gone), TRAITS, NOW)


def test_a_size_is_the_one_that_was_kept_last() -> None:
    history = [
        touch("a", order("o1", "boot", size="42")),
        touch("b", k.OrderReturned(order="o1", items=items("boot")), days=2),
        touch("c", order("o2", "boot", size="43"), days=3),
    ]
    assert sizes(fold(history), {"boot": "shoe"}) == {"shoe": ("43", ("c",))}
    assert sizes(fold(history[:2]), {"boot": "shoe"}) == {}


@pytest.mark.parametrize(
    ("days", "price", "expected"),
    [
        ((), 0, Segment.VISITOR),
        ((390,), 1000, Segment.NEW),
        ((300, 390), 1000, Segment.REGULAR),
        ((100, 200, 300, 390), 1000, Segment.LOYAL),
        ((390,), 60_000, Segment.LOYAL),
        ((100, 130, 160, 250), 1000, Segment.LAPSING),
        ((0, 5), 1000, Segment.LAPSED),
    ],
)
def test_segments(days: tuple[float, ...], price: int, expected: Segment) -> None:
    assert segment(fold(bought(*days, price=price)), NOW).segment is expected
