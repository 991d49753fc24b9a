"""What is heard in a customer's words: by examples of both languages, and by what holds for any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.support.context import Found, How, Named, Reading, Ref, Sort
from chiron.core.support.listening import Wanted, drops, listen, wants_person, yes_or_no
from chiron.core.support.listening.days import day
from chiron.core.support.playbook.facts import FactKind, FactShape, Value, fits
from chiron.core.support.playbook.flows import Choice

TODAY = date(2026, 11, 22)
REASONS = (
    Choice(id="too-small", title="Too small", words=("too tight", "pinches")),
    Choice(id="too-large", title="Too large", words=("too big", "too wide")),
    Choice(id="described", title="Not as described", words=("not what I expected",)),
)
THINGS = {
    "trail-boot": Named("Fell Trail Boot", ("boots", "blue", "botas")),
    "camp-tent": Named("Birch Two Tent", ("tents", "green", "tienda")),
}
YES = [
    *("yes", "Yes please!", "ok", "OK, go ahead.", "sure, thanks", "Yep", "yes, that's right", "please do", "Perfect!"),
    *("sí", "Sí, por favor", "vale", "claro que sí", "de acuerdo, adelante", "SIII", "yes yes yes", "I agree"),
]
NO = [
    *("no", "No thanks", "nope", "not now", "don't", "No, I want to keep it", "oh no, wait", "that's wrong", "stop!"),
    *("mejor no", "no, gracias", "todavía no", "espera", "Nooo"),
]
NEITHER = [
    *("", "   ", "yes, but keep the boots", "yes if it is free", "is that ok?", "ok?", "please", "thanks"),
    *(
        "I said yes to the other one",
        "si llega mañana",
        "what happens then",
        "no problem",
        "yes and change the address",
    ),
    *("claro, pero a otra dirección", "right boot", "ok so where is my order", "👍 maybe", "sure I can't"),
]


@pytest.mark.parametrize("text", YES)
def test_a_plain_yes_is_one(text: str) -> None:
    assert yes_or_no(text) is True


@pytest.mark.parametrize("text", NO)
def test_a_no_is_one_by_its_beginning(text: str) -> None:
    assert yes_or_no(text) is False


@pytest.mark.parametrize("text", NEITHER)
def test_a_yes_with_a_condition_is_none(text: str) -> None:
    assert yes_or_no(text) is None


@given(
    st.sampled_from(YES), st.sampled_from(["but", "if", "except", "unless", "pero", "instead", "only when"]), st.text()
)
def test_nothing_is_done_for_a_yes_with_something_behind_it(yes: str, joint: str, rest: str) -> None:
    assert yes_or_no(f"{yes} {joint} {rest}") is not True


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Can I talk to a human?", True),
        ("I want to speak with a real person please", True),
        ("agent", True),
        ("give me your manager", True),
        ("get me somebody", True),
        ("Quiero hablar con una persona", True),
        ("ponme con un agente", True),
        ("I don't want to talk to a person", False),
        ("the travel agent booked it", False),
        ("is the jacket for one person?", False),
        ("two person tent", False),
        ("no quiero hablar con un agente", False),
    ],
)
def test_who_asks_for_a_person(text: str, asks: bool) -> None:
    assert wants_person(text) is asks


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("never mind", True),
        ("Forget it, I'll keep them", True),
        ("déjalo", True),
        ("da igual", True),
        ("don't forget the laces", False),
        ("cancel my order", False),
    ],
)
def test_who_lets_the_matter_go(text: str, gone: bool) -> None:
    assert drops(text) is gone


def heard(kind: FactKind, text: str, name: str = "it", reading: Reading | None = None, **more: object) -> Value | None:
    """The value of one fact of a kind."""
    wanted = Wanted(FactShape(name, kind), **more)  # type: ignore[arg-type]
    return listen(text, [wanted], TODAY, reading).get(name)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("They are too tight.", "too-small"),
        ("not what i expected at all", "described"),
        ("too small or too large, who knows", None),
        ("too big, not too small", "too-large"),
        ("2", "too-large"),
        ("the first one", "too-small"),
        ("7", None),
        ("hello", None),
    ],
)
def test_a_choice_is_named_by_its_words_or_its_place(text: str, choice: str | None) -> None:
    assert heard("choice", text, choices=REASONS) == choice


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("the boots", "trail-boot"),
        ("Birch Two Tent", "camp-tent"),
        ("la tienda", "camp-tent"),
        ("the second one", "camp-tent"),
        ("1", "trail-boot"),
        ("the boots and the tent", None),
        ("the kayak", None),
    ],
)
def test_a_thing_is_one_of_those_that_were_told(text: str, thing: str | None) -> None:
    assert heard("item", text, options=THINGS) == thing
    assert heard("item", text) is None


def test_an_orders_number_is_the_customers_own_or_the_only_one_that_looks_so() -> None:
    own = Reading((Found(Ref(Sort.ORDER, "NW-1001"), How.POINTED),))
    assert heard("order-number", "that one", reading=own) == "NW-1001"
    assert heard("order-number", "it is nw-20441 I think") == "NW-20441"
    assert heard("order-number", "NW-20441 or NW-20442") is None
    assert heard("order-number", "it cost 120 euros") is None
    unclear = Reading(unclear=(Ref(Sort.ORDER, "NW-1"), Ref(Sort.ORDER, "NW-2")))
    assert heard("order-number", "my order", reading=unclear) is None


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("email", "It's Ana.Ruiz@Example.org.", "ana.ruiz@example.org"),
        ("email", "a@b.org or c@d.org", None),
        ("whole", "I need 3", 3),
        ("whole", "three please", 3),
        ("whole", "between 3 and 5", None),
        ("whole", "version 3.5", None),
        ("money", "it was 49.95", 4995),
        ("money", "49,95 €", 4995),
        ("address", "My new address is 12 Mill Lane, Leeds LS1 4AP", "12 Mill Lane, Leeds LS1 4AP"),
        ("address", "calle Mayor 5, 28013 Madrid", "calle Mayor 5, 28013 Madrid"),
        ("address", "to my office", None),
        ("address", "can you send it to 12 Mill Lane?", None),
        ("flag", "yes", True),
        ("text", "  it leaks at the seam ", "it leaks at the seam"),
    ],
)
def test_values_by_their_kind(kind: FactKind, text: str, value: Value | None) -> None:
    assert heard(kind, text) == value


def test_a_code_is_found_among_words() -> None:
    assert heard("text", "my voucher spring-26 does not work", "voucher.code") == "SPRING-26"
    assert heard("text", "it does not work", "voucher.code") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on 3 March", date(2027, 3, 3)),
        ("it came on the 12th of November", date(2026, 11, 12)),
        ("November 12, 2025", date(2025, 11, 12)),
        ("el 5 de mayo de 2026", date(2026, 5, 5)),
        ("2026-02-28", date(2026, 2, 28)),
        ("2026-02-30", None),
        ("yesterday", date(2026, 11, 21)),
        ("pasado mañana", date(2026, 11, 24)),
        ("por la mañana", None),
        ("13/4/2026", date(2026, 4, 13)),
        ("3/4/2026", None),
        ("4/4/2026", date(2026, 4, 4)),
        ("3 March or 4 March", None),
        ("may I ask 3 things", None),
    ],
)
def test_a_day_is_named_or_it_is_none(text: str, found: date | None) -> None:
    assert day(text, TODAY) == found


KINDS: tuple[FactKind, ...] = (
    *("text", "texts", "whole", "money", "flag", "date", "choice"),
    *("email", "address", "order-number", "item", "product", "variant"),
)
WANTED = [Wanted(FactShape(kind, kind), REASONS, THINGS) for kind in KINDS]


@given(
    st.text(max_size=300) | st.lists(st.sampled_from([*YES, *NO, "NW-1001", "12", "a@b.c", "\x00", "🧗"])).map(" ".join)
)
def test_whatever_is_written_what_is_heard_fits(text: str) -> None:
    found = listen(text, WANTED, TODAY)
    assert all(fits(FactShape(name, name), value) for name, value in found.items())  # type: ignore[arg-type]
    assert drops(text) in (True, False)
    assert wants_person(text) in (True, False)


@pytest.mark.parametrize("piece", ["yes ", "no, ", "si", "1", "a@", "not ", "talk to ", "the ", "3/4/", "ok,,,, "])
def test_a_flood_is_read_as_its_ends(piece: str) -> None:
    listen(piece * 20_000, WANTED, TODAY)
    yes_or_no(piece * 20_000)
    wants_person(piece * 20_000)
