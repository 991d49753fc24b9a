"""What is known of a customer: the same whatever the order of arrival, and each part by value."""

from __future__ import annotations

from random import Random

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.support import kinds as k
from chiron.core.support.bounds import By, Certainty, Channel, Consent
from chiron.core.support.customer import VERSION, Customer, advance, fold
from chiron.core.support.customer.facts import held, shown
from chiron.core.support.events import Touch
from tests.core.support.customer.makers import at, order, touch


def items(*products: str, quantity: int = 1) -> tuple[k.Item, ...]:
    return tuple(k.Item(product=product, quantity=quantity) for product in products)


def test_an_order_goes_its_way() -> None:
    steps: list[tuple[k.Body, str]] = [
        (order("o1", "boot", "sock"), "placed"),
        (k.OrderShipped(order="o1", due=at(days=3)), "shipped"),
        (k.OrderDelivered(order="o1"), "delivered"),
        (k.OrderReturned(order="o1", items=items("boot"), reason="too-small"), "delivered"),
        (k.OrderReturned(order="o1", items=items("sock")), "returned"),
    ]
    touches = [touch(f"k{day}", body, days=day) for day, (body, _) in enumerate(steps)]
    for end, (_, stage) in enumerate(steps, 1):
        assert fold(touches[:end]).orders["o1"].stage == stage
    made = fold(touches)
    assert (made.orders["o1"].reasons, made.products["boot"].bought, made.products["boot"].returned) == (
        ["too-small"],
        1,
        1,
    )
    assert fold([*touches[:1], touch("c", k.OrderCancelled(order="o1"), days=1)]).orders["o1"].kept == 0


def test_the_same_told_twice_under_two_keys_counts_once() -> None:
    one = [
        touch("server", order("o1", "boot"), days=0),
        touch("r1", k.OrderReturned(order="o1", items=items("boot")), days=2),
        touch("m1", k.OrderRefunded(order="o1", amount=1000), days=3),
    ]
    twice = [
        *one,
        touch("import", order("o1", "boot"), days=1),
        touch("r2", k.OrderReturned(order="o1", items=items("boot")), days=2.5),
        touch("m2", k.OrderRefunded(order="o1", amount=1000), days=4),
    ]
    first, second = fold(one), fold(twice)
    assert (second.orders["o1"].total, second.orders["o1"].refunded, second.orders["o1"].kept) == (1000, 1000, 0)
    assert [line.back for line in second.orders["o1"].lines] == [1]
    assert second.products["boot"].bought == first.products["boot"].bought == 1
    assert second.products["boot"].returned == 1


def test_what_comes_before_its_order_is_kept_for_it() -> None:
    made = fold([touch("d", k.OrderDelivered(order="o1")), touch("o", order("o1", "boot"), days=1)])
    assert (made.orders["o1"].stage, made.orders["o1"].total) == ("delivered", 1000)


def test_an_exchange_sends_one_back_and_another_out() -> None:
    exchanged = k.OrderExchanged(order="o1", items=items("boot"), instead=(k.Item(product="boot", size="43"),))
    made = fold([touch("o", order("o1", "boot", size="42")), touch("x", exchanged, days=3)])
    assert [(line.size, line.quantity, line.back) for line in made.orders["o1"].lines] == [("42", 1, 1), ("43", 1, 0)]


def test_a_case_waits_until_somebody_answers() -> None:
    def said(key: str, by: By, minutes: float) -> Touch:
        return touch(key, k.MessageSaid(case="c1", message=key, by=by, text="..."), minutes)

    talk = [said("m1", By.CUSTOMER, 0), said("m2", By.CUSTOMER, 5), said("m3", By.AGENT, 9)]
    assert fold(talk[:2]).cases["c1"].waiting == at(0)
    assert fold(talk).cases["c1"].waiting is None
    closed = [*talk, touch("x", k.CaseClosed(case="c1"), 20), touch("r", k.CaseReopened(case="c1"), 30)]
    assert (fold(closed[:-1]).open_cases, fold(closed).cases["c1"].reopened) == ([], 1)
    rated = fold([*closed, touch("s", k.CaseRated(case="c1", stars=2), 40)])
    assert rated.cases["c1"].stars == 2


def test_only_the_last_word_on_a_matter_counts() -> None:
    given = touch("a", k.ConsentGiven(what=Consent.OFFERS, version="2"))
    taken = touch("b", k.ConsentWithdrawn(what=Consent.OFFERS), 1)
    assert fold([given]).agrees(Consent.OFFERS)
    assert not fold([taken, given]).agrees(Consent.OFFERS)
    assert not Customer().agrees(Consent.OFFERS)


def noted(fact: str, value: str, certainty: Certainty, days: float, confidence: float = 1.0) -> Touch:
    body = k.FactNoted(fact=fact, name="size", value=value, certainty=certainty, confidence=confidence)
    return touch(f"n-{fact}-{days}", body, days=days)


def test_the_customers_word_goes_before_the_shops_and_that_before_what_is_inferred() -> None:
    inferred, sure = noted("f1", "41", Certainty.INFERRED, 0, 0.6), noted("f2", "42", Certainty.INFERRED, 1, 0.9)
    shop, own = noted("f3", "43", Certainty.SHOP, 2), noted("f4", "44", Certainty.STATED, 3)
    for facts, value in (
        ([inferred], "41"),
        ([inferred, sure], "42"),
        ([shop, sure], "43"),
        ([own, shop, sure, noted("f5", "45", Certainty.INFERRED, 9)], "44"),
    ):
        assert held(fold(facts), at(days=10))["size"].value == value
    corrected = touch("c", k.FactCorrected(fact="f1", value="40"), days=4)
    later = noted("f1", "39", Certainty.INFERRED, 5)
    made = fold([inferred, sure, shop, own, corrected, later])
    assert held(made, at(days=10))["size"].value == "40"
    assert next(fact for fact in shown(made) if fact.id == "f1").certainty is Certainty.CORRECTED


def test_what_is_inferred_and_what_is_said_grow_old() -> None:
    made = fold([noted("f1", "41", Certainty.INFERRED, 0)])
    assert "size" in held(made, at(days=179))
    assert "size" not in held(made, at(days=181))
    soon = k.FactNoted(fact="f", name="size", value="4", certainty=Certainty.SHOP, expires=at(days=1))
    assert held(fold([touch("k", soon)]), at(days=2)) == {}


def test_what_was_forgotten_is_not_inferred_again_but_may_be_said() -> None:
    gone = touch("e", k.FactErased(fact="f1", name="size"), days=1)
    history = [noted("f1", "41", Certainty.INFERRED, 0), gone, noted("f2", "42", Certainty.INFERRED, 2)]
    assert fold(history).facts == {}
    assert held(fold([*history, noted("f3", "43", Certainty.STATED, 3)]), at(days=4))["size"].value == "43"


products = st.sampled_from(["boot", "tent", "sock"])
bodies: st.SearchStrategy[k.Body] = st.one_of(
    products.map(lambda one: k.ProductSeen(product=one)),
    products.map(lambda one: k.BasketAdded(product=one)),
    st.tuples(st.sampled_from(["o1", "o2"]), products).map(lambda one: order(*one)),
    st.sampled_from(["o1", "o2"]).map(lambda one: k.OrderDelivered(order=one)),
    st.tuples(st.sampled_from(["o1", "o2"]), products).map(
        lambda one: k.OrderReturned(order=one[0], items=items(one[1]))
    ),
    st.sampled_from(["o1", "o2"]).map(lambda one: k.OrderRefunded(order=one, amount=300)),
    st.sampled_from(["o1", "o2"]).map(lambda one: k.OrderCancelled(order=one)),
    st.just(k.CaseOpened(case="c1")),
    st.just(k.CaseClosed(case="c1")),
    st.just(k.CaseReopened(case="c1")),
    st.just(k.MessageSaid(case="c1", message="m", by=By.CUSTOMER, text="hello")),
    st.just(k.PromiseMade(promise="p1", text="soon", due=at(days=1))),
    st.just(k.PromiseKept(promise="p1")),
    st.just(k.ConsentGiven(what=Consent.OFFERS)),
    st.just(k.ConsentWithdrawn(what=Consent.OFFERS)),
    st.just(k.FactNoted(fact="f1", name="size", value="41", certainty=Certainty.INFERRED)),
    st.just(k.FactCorrected(fact="f1", value="42")),
    st.just(k.FactErased(fact="f1", name="size")),
)
histories = st.lists(st.tuples(bodies, st.integers(0, 40)), max_size=25).map(
    lambda made: [touch(f"k{n}", body, days=day) for n, (body, day) in enumerate(made)]
)


@given(histories, st.integers(0, 9))
def test_the_order_of_arrival_and_what_came_twice_change_nothing(history: list[Touch], seed: int) -> None:
    shuffled = [*history, *history[::2]]
    Random(seed).shuffle(shuffled)
    assert fold(shuffled) == fold(history)


@given(histories, st.integers(0, 25))
def test_going_on_gives_what_folding_anew_gives(history: list[Touch], cut: int) -> None:
    before = fold(history[:cut])
    kept = msgspec.json.encode(before)
    further = advance(before, history[cut:])
    late = any((one.at, one.key) <= (two.at, two.key) for one in history[cut:] for two in history[:cut])
    assert further == (None if late else fold(history))
    assert msgspec.json.encode(before) == kept  # What it went on from is as it was.


@given(histories)
def test_a_snapshot_holds_all_of_it(history: list[Touch]) -> None:
    made = fold(history)
    assert msgspec.json.decode(msgspec.json.encode(made), type=Customer) == made
    assert made.version == VERSION


@given(histories)
def test_counts_are_never_beyond_what_was_sent(history: list[Touch]) -> None:
    made = fold(history)
    for one in made.orders.values():
        if one.placed is not None and one.stage != "cancelled":
            assert one.kept >= 0
    keys = {touch.key for touch in history}
    named = {key for one in made.orders.values() for key in one.keys}
    named |= {key for interest in made.products.values() for key in interest.keys}
    named |= {key for case in made.cases.values() for key in case.keys}
    assert named <= keys


def test_the_shops_own_doings_are_no_sign_of_life() -> None:
    made = fold(
        [touch("o", order("o1", "boot")), touch("d", k.OrderDelivered(order="o1"), days=9, channel=Channel.SYSTEM)]
    )
    assert (made.last, made.visits, made.channels) == (at(), 1, {Channel.WEB: 1})
