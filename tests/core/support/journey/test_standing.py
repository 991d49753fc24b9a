"""Where a customer stands, what suits it, and what was left unfinished."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from chiron.core.support.journey.leftoff import LeftOff, left_off
from chiron.core.support.journey.stages import walked
from chiron.core.support.journey.standing import Help, Standing, help_for, stand
from chiron.core.support.journey.traces import Trace
from chiron.core.support.kinds import (
    BasketAdded,
    BasketRemoved,
    Body,
    CaseClosed,
    CaseOpened,
    CheckoutStarted,
    Item,
    OrderDelivered,
    OrderPlaced,
    ProductSeen,
    PromiseKept,
    PromiseMade,
    Searched,
)
from tests.core.support.journey.walks import STAGES, at, touch, touches, trace

DAYS = 24.0


def test_the_furthest_stage_counts_until_it_is_left() -> None:
    after, stays = walked(trace("product.seen basket.added product.seen order.placed order.delivered").steps, STAGES)
    assert after == ["looking", "buying", "buying", "waiting", "looking"]
    assert [stay.stage for stay in stays] == ["looking", "buying", "waiting", "looking"]
    assert stays[1].until == stays[2].since == at(3)


def test_a_stage_that_needs_two_events_in_time() -> None:
    twice = trace("order.delivered order.delivered", every=50 * DAYS)
    assert stand(twice, STAGES, at(51 * DAYS)).stage == "loyal"
    apart = trace("order.delivered order.delivered", every=101 * DAYS)
    assert stand(apart, STAGES, at(102 * DAYS)).stage == ""


def test_a_stage_lapses_once_its_events_lie_too_far_back() -> None:
    often = Trace(
        "Ada", trace("order.delivered order.delivered").steps + trace("page.seen", "on", start=99 * DAYS).steps
    )
    assert stand(often, STAGES, at(100 * DAYS)).stage == "loyal"
    assert stand(often, STAGES, at(100 * DAYS + 1)).been[-1].until == at(100 * DAYS)
    more = Trace("Ada", often.steps + trace("order.delivered", "more", start=99 * DAYS + 1).steps)
    assert stand(more, STAGES, at(101 * DAYS)).stage == ""
    assert stand(more, STAGES, at(100 * DAYS + 1)).stage == "loyal"


def test_quiet_stages_grow_stale_one_after_the_other() -> None:
    seen = trace("product.seen basket.added")
    assert stand(seen, STAGES, at(1 + 5 * DAYS)).stage == "buying"
    assert stand(seen, STAGES, at(2 + 5 * DAYS)).stage == "looking"
    gone = stand(seen, STAGES, at(2 + 10 * DAYS))
    assert (gone.stage, gone.been[-1].stale, gone.been[-1].until) == ("", True, at(1 + 10 * DAYS))


def test_stale_stages_do_not_come_back_by_themselves() -> None:
    late = Trace("Ada", trace("product.seen basket.added").steps + trace("page.seen", "late", start=20 * DAYS).steps)
    assert stand(late, STAGES, at(21 * DAYS)).stage == ""


def test_who_comes_back_after_a_pause() -> None:
    whole = Trace("Ada", trace("product.seen").steps + trace("page.seen page.seen", "again", start=100).steps)
    assert stand(whole, STAGES, at(102)).returned == timedelta(hours=100)
    assert stand(whole, STAGES, at(202)).returned == timedelta(hours=101)
    assert stand(trace("a b"), STAGES, at(3)).returned is None


def test_what_comes_after_now_is_not_looked_at() -> None:
    assert stand(trace("product.seen basket.added", every=5), STAGES, at(2)) == stand(
        trace("product.seen"), STAGES, at(2)
    )
    assert stand(trace("product.seen"), STAGES, at(-1)) == Standing()


def test_no_offers_while_a_case_is_open_whatever_the_stage_says() -> None:
    seen = stand(trace("product.seen"), STAGES, at(1))
    assert help_for(seen, STAGES) == Help(("choosing-boots",), True)
    complaint = stand(trace("product.seen case.opened:late message.said"), STAGES, at(3))
    assert help_for(complaint, STAGES) == Help(("choosing-boots",), False)
    closed = stand(trace("product.seen case.opened:late case.closed"), STAGES, at(3))
    assert help_for(closed, STAGES).offers
    assert help_for(Standing(), STAGES) == Help()


BOOT = (Item(product="boot"),)
STORY: tuple[Body, ...] = (
    Searched(query="warm tent"),
    ProductSeen(product="boot"),
    ProductSeen(product="tent"),
    BasketAdded(product="sock"),
    BasketAdded(product="boot"),
    CheckoutStarted(),
    OrderPlaced(order="O-1", items=BOOT, total=1),
    CaseOpened(case="S-1"),
    PromiseMade(promise="P-1", text="We will ring you."),
    Searched(query="left boot"),
)


def test_what_was_left_unfinished() -> None:
    found = left_off(touches(STORY), at(100))
    assert found == LeftOff(("sock",), False, ("S-1",), ("O-1",), ("P-1",), ("tent",), "left boot")
    assert found.first == "case"
    done = (*STORY, CaseClosed(case="S-1"), PromiseKept(promise="P-1"), OrderDelivered(order="O-1"))
    assert left_off(touches(done), at(100)).first == "basket"
    assert left_off(touches(STORY), at(5)).till
    assert left_off(touches(STORY), at(4)) == LeftOff(("sock", "boot"), looked=("tent",))
    assert not left_off(touches((*STORY[:6], BasketRemoved(product="boot"), BasketRemoved(product="sock"))), at(9)).till


def test_what_was_only_looked_at_is_forgotten_and_what_was_promised_is_not() -> None:
    found = left_off(touches(STORY), at(70 * DAYS))
    assert found == LeftOff(cases=("S-1",), orders=("O-1",), promises=("P-1",))
    assert left_off(touches(STORY[:6]), at(60 * DAYS + 3.5)) == LeftOff(("boot",), True)


@given(st.lists(st.tuples(st.integers(0, 8), st.sampled_from(STORY)), max_size=12), st.randoms(use_true_random=False))
def test_arrival_changes_nothing_unfinished(sent: list[tuple[int, Body]], chance: Random) -> None:
    sent_touches = [touch(f"k{number // 2}", hour, body) for number, (hour, body) in enumerate(sent)]
    again = [*sent_touches, *sent_touches[:4]]
    chance.shuffle(again)
    assert left_off(again, at(100)) == left_off(sent_touches, at(100))
