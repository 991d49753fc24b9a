"""Simulated customers: the same from the same seed, believable, and nothing before its cause."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from functools import cache
from pathlib import Path

import msgspec
import pytest

from chiron.core.support.events import Touch, read
from chiron.core.support.playbook import Playbook
from chiron.core.support.simulate import SEGMENTS, Simulated, json_lines, simulate
from chiron.core.support.simulate.run import BEGINS
from chiron.engine.library.playbooks.reading import read_playbook

NORTHWAY = Path(__file__).parents[4] / "playbooks" / "northway"
CAUSES = {
    "order.shipped": "order.placed",
    "order.delivered": "order.shipped",
    "order.cancelled": "order.placed",
    "order.returned": "order.delivered",
    "order.exchanged": "order.delivered",
    "order.refunded": "order.placed",
}
WITHIN_A_CASE = frozenset(
    {"message.said", "case.handed-over", "case.closed", "case.reopened", "case.rated", "promise.made"}
)


@cache
def northway() -> Playbook:
    return read_playbook(NORTHWAY)


@cache
def year() -> Simulated:
    return simulate(northway(), seed=7, customers=150)


def of(kind: str) -> list[Touch]:
    return [touch for touch in year().touches if touch.kind == kind]


def test_the_same_seed_gives_the_same_events_and_another_seed_others() -> None:
    one, again, other = (simulate(northway(), seed, customers=12) for seed in (3, 3, 4))
    assert one == again
    assert one.touches != other.touches


def test_more_customers_change_nothing_in_the_first() -> None:
    few, more = simulate(northway(), 3, customers=5), simulate(northway(), 3, customers=12)
    known = {who.ref for who in few.people}
    assert few.people == more.people[:5]
    assert [one for one in few.touches if one.customer] == [one for one in more.touches if one.customer in known]


def test_events_are_in_order_within_the_year_and_their_keys_differ() -> None:
    times = [touch.at for touch in year().touches]
    assert times == sorted(times)
    assert times[0] >= BEGINS
    assert times[-1] < BEGINS + timedelta(days=365)
    keys = [touch.key for touch in year().touches]
    assert len(keys) == len(set(keys))


def test_every_line_is_an_event_that_the_event_api_takes() -> None:
    some = simulate(northway(), 5, customers=6)
    assert tuple(read(msgspec.json.decode(line)) for line in json_lines(some)) == some.touches


def test_no_event_of_an_order_comes_before_its_cause() -> None:
    first: dict[tuple[str, str], int] = {}
    for place, touch in enumerate(year().touches):
        order = getattr(touch.body, "order", None)
        if order is None or not touch.kind.startswith("order."):
            continue
        first.setdefault((order, touch.kind), place)
        if touch.kind in CAUSES:
            assert first.get((order, CAUSES[touch.kind]), place) < place, touch
    assert len({order for order, _ in first}) > 100


def test_no_event_of_a_case_comes_before_its_opening_and_no_promise_is_kept_before_it_is_made() -> None:
    opened, promised = set[str](), set[str]()
    for touch in year().touches:
        case = getattr(touch.body, "case", None)
        if touch.kind == "case.opened":
            opened.add(str(case))
        elif touch.kind in WITHIN_A_CASE:
            assert case in opened, touch
        if touch.kind == "promise.made":
            promised.add(touch.body.promise)  # type: ignore[union-attr]
        elif touch.kind == "promise.kept":
            assert touch.body.promise in promised  # type: ignore[union-attr]
    assert promised


def test_what_is_bought_sent_back_or_offered_is_in_the_catalogue() -> None:
    known = northway().product
    for touch in year().touches:
        for item in getattr(touch.body, "items", ()):
            assert item.size is None or item.size in known[item.product].sizes
            assert item.price == known[item.product].price
        assert getattr(touch.body, "product", None) in {None, *known}


def test_looking_round_is_kept_only_of_those_who_agreed_and_once_they_had() -> None:
    agreed = {who.ref: who for who in year().people if "browsing" in who.agrees}
    given = {one.customer: one.at for one in of("consent.given") if one.body.what == "browsing"}  # type: ignore[union-attr]
    for touch in of("product.seen"):
        if touch.customer is not None:
            assert touch.customer in agreed
            assert given[touch.customer] <= touch.at
    assert 0.5 < len(agreed) / len(year().people) < 0.9


def test_offers_are_logged_with_the_chance_of_their_choice_and_a_held_one_is_never_taken() -> None:
    shown = {one.body.offer: one.body for one in of("offer.shown")}  # type: ignore[union-attr]
    assert all(body.chance and 0 < body.chance <= 1 for body in shown.values())  # type: ignore[union-attr]
    taken = [one.body.offer for one in of("offer.taken")]  # type: ignore[union-attr]
    assert taken
    assert not any(shown[offer].holdout for offer in taken)  # type: ignore[union-attr]


def test_shares_are_those_of_a_shop() -> None:
    count = Counter(touch.kind for touch in year().touches)
    orders = count["order.placed"]
    assert 1.2 < orders / 150 < 4.5
    assert 0.05 < (count["order.returned"] + count["order.exchanged"]) / orders < 0.35
    assert 0.005 < count["order.cancelled"] / orders < 0.09
    assert 0.1 < count["case.opened"] / orders < 0.8
    assert count["product.seen"] > 4 * count["basket.added"]
    baskets = {(one.who, one.at.date()) for one in of("basket.added")}
    bought = {(one.customer, one.at.date()) for one in of("order.placed")}
    assert len(baskets - bought) > 0.2 * len(baskets)
    stars = Counter(one.body.stars for one in of("case.rated"))  # type: ignore[union-attr]
    assert stars[4] + stars[5] > stars[1] + stars[2]


def test_people_come_back_to_the_same_product() -> None:
    seen = Counter((one.who, one.body.product) for one in of("product.seen"))  # type: ignore[union-attr]
    assert sum(1 for times in seen.values() if times >= 3) > 0.05 * len(seen)


@pytest.mark.parametrize(("segment", "use"), [("winter-people", "winter"), ("families", "children")])
def test_segments_buy_to_their_taste(segment: str, use: str) -> None:
    theirs = {who.ref for who in year().people if who.segment.name == segment}
    share = defaultdict[bool, list[bool]](list)
    for order in of("order.placed"):
        for item in order.body.items:  # type: ignore[union-attr]
            share[order.customer in theirs].append(use in northway().product[item.product].uses)
    assert sum(share[True]) / len(share[True]) > 1.5 * sum(share[False]) / len(share[False])


def test_segments_make_the_whole_and_seasons_have_twelve_months() -> None:
    assert sum(one.share for one in SEGMENTS) == pytest.approx(1.0)
    assert all(len(one.months) == 12 for one in SEGMENTS)


@pytest.mark.parametrize("wrong", [{"customers": 0}, {"days": 0}])
def test_nobody_and_no_time_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="needs products"):
        simulate(northway(), 1, **wrong)  # type: ignore[arg-type]
