"""What messages are about: examples of conversations, and properties that hold in any."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.support.context import Context, How, Named, Reading, Sort, case_for, context, promised, read, returning
from chiron.core.support.context.refs import Ref
from chiron.core.support.customer import Customer, fold
from chiron.core.support.events import By, Channel, Touch
from chiron.core.support.kinds import (
    CaseOpened,
    Item,
    MessageSaid,
    OrderDelivered,
    OrderReturned,
    OrderShipped,
    PromiseKept,
    PromiseMade,
)
from tests.core.support.customer.makers import at, order, touch

NAMES = {
    "trail-boot": Named("Fell Trail Boot", ("boots", "footwear", "blue", "botas", "azul")),
    "camp-tent": Named("Birch Two Tent", ("tents", "green", "tienda", "verde")),
    "down-jacket": Named("Cairn Down Jacket", ("jackets", "red", "chaqueta", "roja")),
    "rain-jacket": Named("Squall Rain Jacket", ("jackets", "yellow", "chaqueta", "amarilla")),
    "wool-sock": Named("Merino Hike Sock", ("socks", "grey", "calcetines")),
}
"""A shelf; the words are categories and colours in two languages."""

HISTORY = [
    touch("o1", order("NW-1001", "trail-boot", "wool-sock"), days=-30),
    touch("s1", OrderShipped(order="NW-1001"), days=-29),
    touch("d1", OrderDelivered(order="NW-1001"), days=-27),
    touch("o2", order("NW-1002", "camp-tent"), days=-20),
    touch("d2", OrderDelivered(order="NW-1002"), days=-16),
    touch("r2", OrderReturned(order="NW-1002", items=(Item(product="camp-tent"),), reason="broken"), days=-10),
    touch("o3", order("NW-1003", "down-jacket", "rain-jacket"), days=-3),
    touch("s3", OrderShipped(order="NW-1003", due=at(days=1)), days=-2),
]
"""Ada's: boots and socks that came, a tent that went back, two jackets on their way."""
ADA = fold(HISTORY)


def said(key: str, text: str, minutes: float, by: By = By.CUSTOMER, case: str = "c1", days: float = 0) -> Touch:
    return touch(key, MessageSaid(case=case, message=key, by=by, text=text), minutes, days)


def talk(*texts: str, customer: Customer = ADA, opened: CaseOpened | None = None) -> Context:
    """A case of these messages; those of the shop's side begin with ``>``."""
    touches = [] if opened is None else [touch("open", opened, -1)]
    for number, text in enumerate(texts):
        by = By.CHIRON if text.startswith(">") else By.CUSTOMER
        touches.append(said(f"m{number}", text.lstrip("> "), number, by))
    return context(touches, "c1", customer, NAMES)


def about(text: str, *before: str, opened: CaseOpened | None = None, customer: Customer = ADA) -> Reading:
    return read(talk(*before, opened=opened, customer=customer), text, customer, NAMES, at(60))


# What was said before, the message, and what it is about: ids, or ``?`` and those among which one must ask.
EXAMPLES = [
    ((), "Where is order NW-1003?", "NW-1003"),
    ((), "where is nw 1003", "NW-1003"),
    ((), "Any news on #1003?", "NW-1003"),
    ((), "Where is my parcel?", "NW-1003"),
    ((), "When will my order arrive?", "NW-1003"),
    ((), "I would like to cancel my last order", "NW-1003"),
    ((), "It's about the order before that", "NW-1002"),
    ((), "The tent leaks", "camp-tent"),
    ((), "The boots are too small", "trail-boot"),
    ((), "the blue ones do not fit", "trail-boot"),
    ((), "Can I change the jacket?", "? down-jacket rain-jacket"),
    ((), "Can I change the red jacket?", "down-jacket"),
    ((), "Does the Squall Rain Jacket run small?", "rain-jacket"),
    ((), "Did you get the one I sent back?", "NW-1002"),
    ((), "Has my return arrived?", "NW-1002"),
    ((), "What are your opening hours?", ""),
    ((), "It is raining here", ""),
    ((), "Is it possible to pay by card?", ""),
    ((), "I'd like it in red", ""),
    (("Where is order NW-1003?",), "When does it arrive?", "NW-1003"),
    (("Where is order NW-1003?",), "Cancel that one please", "NW-1003"),
    (("The boots are too small",), "Can I send them back?", "trail-boot"),
    (("The boots are too small",), "When did they arrive?", "NW-1001"),
    (("The boots are too small", "> I am sorry to hear that."), "Can I exchange them for a 43?", "trail-boot"),
    (("The red jacket is lovely",), "and the other one?", "rain-jacket"),
    (("The red jacket is lovely",), "But the other jacket is torn", "rain-jacket"),
    (("> Do you mean order NW-1001 or order NW-1003?",), "the first one", "NW-1001"),
    (("> Do you mean order NW-1001 or order NW-1003?",), "the second", "NW-1003"),
    (("> Do you mean order NW-1001 or order NW-1003?",), "the second one", "NW-1003"),
    (("> Do you mean order NW-1001 or order NW-1003?",), "The latter please", "NW-1003"),
    (("> Do you mean order NW-1001 or order NW-1003?",), "both of them", "NW-1001 NW-1003"),
    (("> Do you mean order NW-1001 or order NW-1003?", "the first one"), "and the other one", "NW-1003"),
    (
        ("> We have the Cairn Down Jacket and the Squall Rain Jacket.", "Is the first one warm?"),
        "And the other one?",
        "rain-jacket",
    ),
    (("> We have the Cairn Down Jacket and the Squall Rain Jacket.",), "The yellow one please", "rain-jacket"),
    (("Can I change the jacket?", "> Which one?"), "the first one", "down-jacket"),
    (("Can I change the jacket?", "> Which one?"), "the yellow one", "rain-jacket"),
    (("Where is order NW-1003?",), "And where is NW-1001?", "NW-1001"),
    (("Where is order NW-1003?", "And where is NW-1001?"), "Cancel it", "NW-1001"),
    (("Order NW-1001 and order NW-1003 please",), "both", "NW-1001 NW-1003"),
    (("I have a question on NW-1001",), "and the order before that?", ""),
    (("I have a question on NW-1003",), "and the order before that?", "NW-1002"),
    (("I have a question on NW-1001",), "Does the sock shrink?", "wool-sock"),
    ((), "Where is NW-9999?", ""),
    ((), "Refund 1001 euros", ""),
    ((), "It cost €1,003", ""),
    ((), "¿Dónde está mi pedido?", "NW-1003"),
    ((), "La tienda está rota", "camp-tent"),
    ((), "Las botas son pequeñas", "trail-boot"),
    (("Las botas son pequeñas",), "¿Puedo devolverlas?", "trail-boot"),
    (("¿Dónde está el pedido NW-1003?",), "¿Cuándo llega eso?", "NW-1003"),
    (("La chaqueta roja es bonita",), "¿y la otra?", "rain-jacket"),
    (("> ¿El pedido NW-1001 o el NW-1003?",), "el primero", "NW-1001"),
    ((), "Mi último pedido, por favor", "NW-1003"),
    ((), "I ordered a tent three weeks ago and one of the poles snapped.", "camp-tent"),
    ((), "I want to return the boots and the socks", "trail-boot wool-sock"),
    ((), "order 1002 never got refunded", "NW-1002"),
    ((), "I need help with an order", "? NW-1001 NW-1002 NW-1003"),
    ((), "My package still hasn't shown up", "NW-1003"),
    ((), "I never received the jackets I ordered", "? down-jacket rain-jacket"),
    ((), "Ya he devuelto la tienda y no me han pagado", "camp-tent"),
    (("I want to return the boots and the socks",), "Actually just the second one", "wool-sock"),
    (("How do I wash the down jacket?", "> At 30 degrees."), "Thanks. Where is my tent refund?", "camp-tent"),
    (("How do I wash the down jacket?",), "Does it have a warranty?", "down-jacket"),
    (("Is the Squall Rain Jacket waterproof?",), "and the Cairn one?", "down-jacket"),
    (("where is NW-1003", "> It arrives tomorrow."), "That's great, thank you!", ""),
    (("where is NW-1003", "> It arrives tomorrow."), "And what about my other order?", "? NW-1001 NW-1002"),
    (("Quiero devolver los calcetines",), "¿Cuánto cuesta enviarlos?", "wool-sock"),
    (("> ¿La Cairn Down Jacket o la Squall Rain Jacket?",), "la segunda", "rain-jacket"),
]


@pytest.mark.parametrize(("before", "text", "expected"), EXAMPLES)
def test_what_a_message_is_about(before: tuple[str, ...], text: str, expected: str) -> None:
    reading = about(text, *before)
    if expected.startswith("?"):
        assert not reading.found
        assert {ref.id for ref in reading.unclear} == set(expected.split()[1:])
    else:
        assert [ref.id for ref in reading.refs] == expected.split()


def test_a_strangers_order_leads_to_nothing_and_is_said_to() -> None:
    reading = about("Where is NW-9999?")
    assert (reading.found, reading.unclear, reading.foreign) == ((), (), ("nw-9999",))
    assert about("Where is NW-9999? It is late", "Where is NW-1003?").found == ()


def test_a_phone_number_is_no_order() -> None:
    assert about("My phone number is 600123456, where is my parcel?").refs == (Ref(Sort.ORDER, "NW-1003"),)


def test_a_product_is_of_the_order_that_is_spoken_of() -> None:
    twice = fold([*HISTORY, touch("o0", order("NW-1000", "trail-boot"), days=-90)])
    reading = about("The boots are worn out", "It is about NW-1000", customer=twice)
    assert reading.refs == (Ref(Sort.PRODUCT, "trail-boot", "NW-1000"),)
    assert about("The boots are worn out", customer=twice).refs[0].within == "NW-1001"


def test_a_case_may_be_opened_about_something() -> None:
    opened = CaseOpened(case="c1", order="NW-1002")
    assert about("Where is it?", opened=opened).refs == (Ref(Sort.ORDER, "NW-1002"),)
    assert talk(opened=opened).focus[0].how is How.ASSUMED


def test_what_was_promised_on_the_phone_is_found_in_the_chat() -> None:
    made = PromiseMade(promise="p1", text="A new tent by Friday", order="NW-1002", due=at(days=2))
    phoned = touch("p", made, days=-5, channel=Channel.PHONE)
    customer = fold([*HISTORY, phoned])
    reading = about("You promised me a new tent", customer=customer)
    assert reading.of(Sort.PROMISE) == Ref(Sort.PROMISE, "p1")
    found = promised(customer, [Ref(Sort.PRODUCT, "camp-tent", "NW-1002")], at())
    assert [(one.id, one.channel) for one in found] == [("p1", Channel.PHONE)]
    assert promised(customer, [Ref(Sort.ORDER, "NW-1003")], at()) == []
    kept = fold([*HISTORY, phoned, touch("k", PromiseKept(promise="p1"), days=-1)])
    assert promised(kept, [Ref(Sort.ORDER, "NW-1002")], at()) == []


def test_who_comes_back_after_days_is_met_where_they_left_off() -> None:
    made = PromiseMade(promise="p1", text="We will look for it", case="c1", order="NW-1003")
    customer = fold([*HISTORY, touch("p", made, 2)])
    before = context([said("m1", "Where is NW-1003?", 0), touch("p", made, 2)], "c1", customer, NAMES)
    assert returning(before, customer, at(30)) is None
    back = returning(before, customer, at(days=5))
    assert back is not None
    assert (back.about[0], back.promised) == (Ref(Sort.ORDER, "NW-1003"), ("p1",))
    assert back.away > timedelta(days=4)
    assert read(before, "Any news about it?", customer, NAMES, at(days=5)).refs == (Ref(Sort.ORDER, "NW-1003"),)


def test_a_message_on_another_channel_goes_on_with_the_open_case() -> None:
    first = touch("c1", CaseOpened(case="c1", order="NW-1003"), days=-2, channel=Channel.MAIL)
    customer = fold([*HISTORY, first])
    one = case_for(customer, at())
    assert one is not None
    assert one.id == "c1"
    assert case_for(customer, at(days=30)) is None
    assert case_for(customer, at(), [Ref(Sort.ORDER, "NW-1001")]) is None
    two = fold([*HISTORY, first, touch("c2", CaseOpened(case="c2", order="NW-1001"), days=-1)])
    assert case_for(two, at()) is None
    found = case_for(two, at(), [Ref(Sort.PRODUCT, "trail-boot", "NW-1001")])
    assert found is not None
    assert found.id == "c2"


SAMPLES = """it that the other one first second both my last order parcel NW-1001 NW-1003 NW-9999 tent jacket red
boots where is return size arrive you promised botas la otra el primero 1002 #1001 please"""
words = st.sampled_from(SAMPLES.split())
texts = st.lists(words, min_size=1, max_size=7).map(" ".join)
sides = st.sampled_from(["", "> "])
talks = st.lists(st.tuples(sides, texts).map("".join), max_size=8)


@given(talks, texts)
def test_nothing_is_found_that_is_not_the_customers_own(before: list[str], text: str) -> None:
    made = talk(*before)
    reading = read(made, text, ADA, NAMES, at(60))
    for ref in (*reading.refs, *reading.unclear, *(mention.ref for mention in made.focus), *made.together):
        if ref.sort is Sort.ORDER:
            assert ref.id in ADA.orders
        elif ref.sort is Sort.PRODUCT:
            assert ref.id in NAMES
            assert ref.within is None or any(line.product == ref.id for line in ADA.orders[ref.within].lines)
        else:
            assert ref.sort in (Sort.CASE, Sort.PROMISE)
    assert not (reading.found and reading.unclear)
    assert len(set(reading.refs)) == len(reading.refs)


@given(talks, st.text(max_size=200))
def test_no_text_breaks_it(before: list[str], text: str) -> None:
    read(talk(*before, text), text, ADA, NAMES, at(60))
    read(talk(text), text, Customer(), {}, at(60))


@given(talks, st.randoms(use_true_random=False), talks)
def test_the_fold_takes_touches_in_any_order_and_no_other_cases(
    texts: list[str], chance: object, others: list[str]
) -> None:
    touches = [
        said(f"m{n}", text, n, By.CHIRON if text.startswith(">") else By.CUSTOMER) for n, text in enumerate(texts)
    ]
    foreign = [said(f"x{n}", text, n, case="c2") for n, text in enumerate(others)]
    mixed = [*touches, *foreign]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert context(mixed, "c1", ADA, NAMES) == context(touches, "c1", ADA, NAMES)


@given(talks)
def test_each_thing_stands_once_and_the_latest_first(texts: list[str]) -> None:
    made = talk(*texts)
    refs = [mention.ref for mention in made.focus]
    assert len(set(refs)) == len(refs)
    assert [mention.at for mention in made.focus] == sorted((mention.at for mention in made.focus), reverse=True)


@given(st.sampled_from(["NW-1001", "NW-1002", "NW-1003"]), st.sampled_from(["it", "this one", "that", "lo"]))
def test_what_was_just_named_is_what_it_means(id: str, word: str) -> None:
    assert about(f"Can I cancel {word}?" if word != "lo" else "¿lo puedo cancelar?", f"I mean {id}").refs == (
        Ref(Sort.ORDER, id),
    )


def test_an_order_placed_later_is_not_what_was_meant_then() -> None:
    later = fold([*HISTORY, touch("o4", order("NW-1004", "camp-tent"), days=2)])
    assert talk("Where is my last order?", customer=later).about(Sort.ORDER) == Ref(Sort.ORDER, "NW-1003")


@pytest.mark.parametrize(
    "text", ["1" * 20_000, "1-" * 9_000, "#1 " * 6_000, "it the other " * 1_500, "phone 1 " * 2_000]
)
def test_a_flood_of_words_is_read_in_its_bounds(text: str) -> None:
    """A pattern that goes back and forth over such a text would never come to its end."""
    reading = about(text)
    assert len(reading.found) <= 3
