"""Whose an anonymous visitor's doings are, and that nothing of one person is ever counted as another's."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from chiron.core.support.customer import fold
from chiron.core.support.customer.joining import PAUSE, Device, Wish, history, joined, wish_of
from chiron.core.support.events import Consent, Touch
from chiron.core.support.kinds import (
    Body,
    ConsentGiven,
    ConsentWithdrawn,
    ProductSeen,
    SignedIn,
    SignedOut,
    VisitorParted,
)
from tests.core.support.customer.makers import touch

JOINS = Wish(joins=True)
LONG = PAUSE.total_seconds() / 60 + 1


def on_device(key: str, body: Body, minutes: float, customer: str | None = None) -> Touch:
    return touch(key, body, minutes, customer=customer, visitor="tablet")


def keys(touches: list[Touch]) -> list[str]:
    return [one.key.removeprefix("tablet/") for one in touches]


def saw(key: str, minutes: float) -> Touch:
    return on_device(key, ProductSeen(product=key), minutes)


def device(*touches: Touch) -> Device:
    return Device("tablet", touches)


def test_what_was_looked_at_just_before_signing_in_is_joined() -> None:
    tablet = device(saw("boot", 0), saw("tent", 5), on_device("in", SignedIn(), 6, "ada"), saw("stove", 7))
    assert keys(joined("ada", tablet, JOINS)) == ["boot", "tent", "stove"]
    assert {one.customer for one in joined("ada", tablet, JOINS)} == {"ada"}


def test_nothing_is_joined_without_consent_and_it_is_parted_when_that_is_taken_back() -> None:
    tablet = device(saw("boot", 0), on_device("in", SignedIn(), 1, "ada"))
    agreed = touch("yes", ConsentGiven(what=Consent.JOINING), 2)
    refused = touch("no", ConsentWithdrawn(what=Consent.JOINING), 3)
    assert keys(history("ada", [], [tablet])) == []
    assert keys(history("ada", [agreed], [tablet])) == ["boot", "yes"]
    assert keys(history("ada", [agreed, refused], [tablet])) == ["yes", "no"]


def test_consent_on_the_device_is_nobodys_consent() -> None:
    tablet = device(
        on_device("yes", ConsentGiven(what=Consent.JOINING), 0), saw("boot", 1), on_device("in", SignedIn(), 2, "ada")
    )
    assert joined("ada", tablet, wish_of([])) == []


def test_a_pause_ends_a_stretch() -> None:
    tablet = device(saw("boot", 0), saw("tent", LONG), on_device("in", SignedIn(), LONG + 1, "ada"))
    assert keys(joined("ada", tablet, JOINS)) == ["tent"]


def test_after_signing_out_it_counts_again_only_with_the_next_sign_in() -> None:
    tablet = device(
        on_device("in", SignedIn(), 0, "ada"),
        on_device("out", SignedOut(), 1, "ada"),
        saw("boot", 2),
        saw("tent", LONG + 3),
        on_device("again", SignedIn(), LONG + 4, "ada"),
    )
    assert keys(joined("ada", tablet, JOINS)) == ["tent"]


def test_an_open_account_that_was_left_alone_counts_no_more() -> None:
    tablet = device(on_device("in", SignedIn(), 0, "ada"), saw("boot", 1), saw("tent", LONG + 2))
    assert keys(joined("ada", tablet, JOINS)) == ["boot"]


def test_a_second_customer_parts_what_was_joined_before() -> None:
    before = (saw("boot", 0), on_device("in", SignedIn(), 1, "ada"), on_device("out", SignedOut(), 2, "ada"))
    assert keys(joined("ada", device(*before), JOINS)) == ["boot"]
    shared = device(*before, saw("tent", 3), on_device("in-ben", SignedIn(), 4, "ben"))
    assert joined("ada", shared, JOINS) == []
    assert joined("ben", shared, JOINS) == []


def test_a_device_stays_shared_when_the_other_is_erased() -> None:
    assert joined("ada", Device("tablet", [saw("boot", 0), on_device("in", SignedIn(), 1, "ada")], True), JOINS) == []


def test_a_customer_may_say_that_it_was_not_them() -> None:
    tablet = device(saw("boot", 0), on_device("in", SignedIn(), 1, "ada"), saw("tent", 4))
    own = [touch("yes", ConsentGiven(what=Consent.JOINING), 2), touch("not-me", VisitorParted(device="tablet"), 3)]
    assert keys(history("ada", own, [tablet])) == ["yes", "not-me", "tent"]


@dataclass(frozen=True)
class Doing:
    """Who truly did something, and what."""

    person: str
    what: str
    minutes: float


people = st.sampled_from(["ada", "ben"])
doings = st.lists(
    st.tuples(people, st.sampled_from(["see", "see", "see", "in", "out"]), st.sampled_from([1.0, 5.0, 29.0, LONG])),
    max_size=30,
)


def played(steps: list[tuple[str, str, float]], polite: bool) -> tuple[list[Touch], dict[str, str]]:
    """A device's history, and who truly did each thing.

    Nobody acts in the other's open account: whoever comes to it signs it out or lets it be. ``polite``: whoever hands
    the device over without signing in or out leaves it alone for longer than a pause.
    """
    touches, truth = list[Touch](), dict[str, str]()
    minutes, signed_in, last = 0.0, None, None
    for number, (person, what, gap) in enumerate(steps):
        minutes += gap
        key = f"k{number}"
        if last is not None and person != last:
            if signed_in is not None and what != "in":
                touches.append(on_device(f"{key}-out", SignedOut(), minutes, signed_in))
                signed_in = None
            if polite:
                minutes += LONG
        if what == "in":
            touches.append(on_device(key, SignedIn(), minutes, person))
            signed_in = person
        elif what == "out" and signed_in is not None:
            touches.append(on_device(key, SignedOut(), minutes, signed_in))
            signed_in = None
        else:
            touches.append(saw(key, minutes))
            truth[key] = person
        last = person
    return touches, truth


def foreign(touches: list[Touch], truth: dict[str, str]) -> list[str]:
    """What is counted as somebody's and is not theirs."""
    return [
        key
        for person in ("ada", "ben")
        for key in keys(joined(person, device(*touches), JOINS))
        if truth[key] != person
    ]


@given(doings)
def test_nothing_of_one_is_in_the_others_history_at_any_moment(steps: list[tuple[str, str, float]]) -> None:
    touches, truth = played(steps, polite=True)
    for end in range(len(touches) + 1):
        assert foreign(touches[:end], truth) == []


@given(doings)
def test_nothing_of_one_is_in_the_others_history_however_they_hand_it_over(
    steps: list[tuple[str, str, float]],
) -> None:
    touches, truth = played(steps, polite=False)
    if {one.customer for one in touches if isinstance(one.body, SignedIn)} == {"ada", "ben"}:
        assert foreign(touches, truth) == []


@given(doings, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(steps: list[tuple[str, str, float]], chance: object) -> None:
    touches, _ = played(steps, polite=False)
    shuffled = list(touches)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    for person in ("ada", "ben"):
        own = [touch("yes", ConsentGiven(what=Consent.JOINING), customer=person)]
        first, second = (history(person, own, [device(*order)]) for order in (touches, shuffled))
        assert first == second
        assert fold(first) == fold(second)


@given(doings)
def test_some_of_ones_own_is_joined(steps: list[tuple[str, str, float]]) -> None:
    alone = [("ada", what, 1.0) for _, what, _ in steps] + [("ada", "see", 1.0), ("ada", "in", 1.0)]
    touches, truth = played(alone, polite=True)
    assert set(keys(joined("ada", device(*touches), JOINS))) == set(truth)
