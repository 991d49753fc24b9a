"""Late, twice and out of order: the same trace."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from chiron.core.support.bounds import By, Consent
from chiron.core.support.journey.naming import step_of
from chiron.core.support.journey.traces import Step, Trace, gathered, joined, journeys, of_touch
from chiron.core.support.kinds import (
    CaseOpened,
    ConsentGiven,
    Item,
    MessageSaid,
    OfferShown,
    OrderPlaced,
    PageSeen,
    ProductSeen,
)
from tests.core.support.journey.walks import at, touch, trace

BODIES = (
    PageSeen(page="/"),
    ProductSeen(product="boot"),
    OrderPlaced(order="O-1", items=(Item(product="boot"), Item(product="sock"), Item(product="boot")), total=1),
    CaseOpened(case="S-1", intent="late-parcel"),
    ConsentGiven(what=Consent.BROWSING),
)
SENT = st.lists(
    st.builds(
        touch, st.sampled_from("abcdefg"), st.integers(0, 5), st.sampled_from(BODIES), st.sampled_from(("Ada", "Ben"))
    ),
    max_size=14,
)


@given(SENT, st.randoms(use_true_random=False))
def test_arrival_changes_nothing(sent: list, chance: Random) -> None:
    again = [*sent, *(chance.choice(sent) for _ in range(5))] if sent else []
    chance.shuffle(again)
    assert gathered(again) == gathered(sent)


@given(SENT, st.randoms(use_true_random=False))
def test_one_at_a_time_is_all_at_once(sent: list, chance: Random) -> None:
    steps = [step for one in sent if one.who == "Ada" and (step := of_touch(one))]
    again = [*steps, *steps[:3]]
    chance.shuffle(again)
    found = Trace("Ada")
    for step in again:
        found = joined(found, step)
    assert found.steps == next((one.steps for one in gathered(sent) if one.who == "Ada"), ())


def test_a_double_leaves_the_very_same_trace() -> None:
    once = joined(Trace("Ada"), Step(at(1), "a", "page.seen"))
    assert joined(once, Step(at(1), "a", "page.seen")) is once


def test_the_earlier_of_two_contents_is_kept() -> None:
    late, early = Step(at(2), "a", "page.seen"), Step(at(1), "a", "product.seen")
    assert joined(joined(Trace("Ada"), late), early) == joined(joined(Trace("Ada"), early), late)
    assert joined(joined(Trace("Ada"), late), early).steps == (early,)


def test_a_key_is_one_step_of_each_customer() -> None:
    found = gathered([touch("a", 0, BODIES[0], "Ada"), touch("a", 0, BODIES[0], "Ben")])
    assert [one.who for one in found] == ["Ada", "Ben"]


def test_visitors_are_merged_by_whoever_knows_them() -> None:
    found = gathered([touch("a", 0, BODIES[0], "v-1"), touch("b", 1, BODIES[1], "Ada")], who=lambda _: "Ada")
    assert [one.activities for one in found] == [("page.seen", "product.seen")]


def test_what_a_step_is_called_and_about() -> None:
    assert [step_of(touch("a", 0, body)) for body in BODIES] == [
        "page.seen",
        "product.seen",
        "order.placed",
        "case.opened:late-parcel",
        None,
    ]
    said = MessageSaid(case="S-1", message="m", by=By.AGENT, text="Good day.")
    assert step_of(touch("a", 0, said)) == "message.answered"
    assert step_of(touch("a", 0, OfferShown(offer="o", holdout=True))) is None
    placed = of_touch(touch("a", 0, BODIES[2]))
    assert placed is not None
    assert placed.products == ("boot", "sock")


def test_a_long_pause_cuts_and_a_short_one_leaves_it_open() -> None:
    whole = Trace("Ada", trace("a b").steps + trace("c", start=100).steps)
    parts = journeys(whole, timedelta(hours=48), at(101))
    assert [(part.activities, part.open) for part in parts] == [(("a", "b"), False), (("c",), True)]
    assert not journeys(whole, timedelta(hours=48), at(200))[-1].open
    assert journeys(Trace("Ada"), timedelta(hours=1), at(0)) == []
