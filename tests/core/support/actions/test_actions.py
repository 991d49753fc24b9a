"""Nothing is done to an order but what is theirs, allowed, left and confirmed as shown; and that at most once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.adapters.orders.fake import FakeOrders
from chiron.core.errors import ChironError
from chiron.core.support.actions import keeping
from chiron.core.support.actions.carrying import MOST_MINOR, arrived, carried, changed, held
from chiron.core.support.actions.confirming import STANDS, Confirmation, confirmed, digest, shown
from chiron.core.support.actions.guards import Asker, Proposal, proposed
from chiron.core.support.actions.orders import Line, Order, Role, Whose
from chiron.core.support.actions.refusals import (
    BeyondLimit,
    NoSuchOrder,
    NotConfirmed,
    NotForThisRole,
    NotPossible,
    OrderChanged,
    ProofNeeded,
    Unreadable,
)
from chiron.core.support.actions.requests import (
    Bound,
    Cancel,
    ChangeAddress,
    Command,
    Done,
    Exchange,
    Refund,
    Request,
    Return,
)
from chiron.core.support.playbook.actions import ActionRule, Limit

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
LINES = (Line("1", "trail-boot", "Trail boot", 3, 4_000, "42"), Line("2", "sock", "Sock", 1, 1_990),
         Line("3", "gift", "Sticker", 2, 0))  # fmt: skip
HOME = Order("N-1", "C-ada", "ada@mail.example", "delivered", NOW - timedelta(days=9), "EUR", 13_000, "High Street 1",
             LINES, delivered=NOW - timedelta(days=5))  # fmt: skip
PAID = replace(HOME, status="paid", delivered=None)
ADA = Asker("C-ada", "customer", Whose(customer="C-ada"), "case-1")
REFUND = ActionRule(action="refund", customer=Limit(most=5_000, times=2, within=180, days=60),
                    agent=Limit(most=30_000, times=5, within=180, days=100))  # fmt: skip
CANCEL = ActionRule(action="cancel", customer=Limit(statuses=("placed", "paid")), proof="order-and-email")
RULES = {
    "refund": REFUND,
    "cancel": CANCEL,
    "return": ActionRule(action="return", customer=Limit(days=60)),
    "exchange": ActionRule(action="exchange", customer=Limit(days=60)),
    "change-address": ActionRule(action="change-address", customer=Limit(statuses=("placed", "paid"))),
}


def ask(
    request: Request, order: Order | None = HOME, asker: Asker = ADA, past: Sequence[datetime] = (),
    rule: ActionRule | None = None, id: str = "p-1",
) -> Proposal:  # fmt: skip
    return proposed(request, order, rule or RULES[request.action], asker, past, NOW, id)


def yes(proposal: Proposal) -> Confirmation:
    return Confirmation(digest(proposal), proposal.asker.id, proposal.asker.case, NOW)


def asker(role: Role, whose: Whose = ADA.whose) -> Asker:
    return Asker("A-dana" if role != "customer" else "C-ada", role, whose, "case-1")


@pytest.mark.parametrize("amount", [10**9, 10**30, 12_001, 0, -1, -(10**9)])
def test_a_refund_that_cannot_be(amount: int) -> None:
    with pytest.raises((NotPossible, Unreadable, BeyondLimit)):
        ask(Refund("N-1", "1", amount, "EUR"))


@pytest.mark.parametrize("amount", [1.5, True, "100", None, float("nan")])
def test_an_amount_that_is_no_whole_number(amount: object) -> None:
    with pytest.raises(Unreadable):
        ask(Refund("N-1", "1", amount, "EUR"))  # type: ignore[arg-type]


def test_more_than_a_role_may_is_for_another() -> None:
    with pytest.raises(BeyondLimit):
        ask(Refund("N-1", "1", 5_001, "EUR"))
    assert ask(Refund("N-1", "1", 5_001, "EUR"), asker=asker("agent")).amount == 5_001
    with pytest.raises(NotForThisRole):
        ask(Refund("N-1", "1", 5_001, "EUR"), asker=asker("lead"))
    with pytest.raises(NotForThisRole):
        ask(Refund("N-1", "1", 1, "EUR"), rule=CANCEL)


def test_no_playbook_moves_more_than_the_house_does() -> None:
    rich = replace(HOME, total=10**12, lines=(Line("1", "yacht", "Yacht", 1, 10**12),))
    rule = ActionRule(action="refund", customer=Limit(most=10**8, times=5))
    with pytest.raises((BeyondLimit, Unreadable)):
        ask(Refund("N-1", "1", MOST_MINOR + 1, "EUR"), rich, rule=rule)
    loose = Command("k", Refund("N-1", "1", MOST_MINOR + 1, "EUR"), ADA.whose, 1, "lead", Bound(), "c")
    with pytest.raises(BeyondLimit):
        held(loose, MOST_MINOR + 1, ())


@pytest.mark.parametrize("days", [61, 400])
def test_too_late(days: int) -> None:
    late = replace(HOME, delivered=NOW - timedelta(days=days), placed=NOW - timedelta(days=days + 3))
    for request in (Return("N-1", "1"), Exchange("N-1", "1", "43"), Refund("N-1", "1", 100, "EUR")):
        with pytest.raises(BeyondLimit):
            ask(request, late)


def test_an_order_system_with_a_clock_ahead_opens_no_window() -> None:
    with pytest.raises(Unreadable):
        ask(Return("N-1", "1"), replace(HOME, delivered=NOW + timedelta(days=1)))


def test_as_often_as_it_may_be() -> None:
    once, twice = [NOW - timedelta(days=3)], [NOW - timedelta(days=3), NOW - timedelta(days=170)]
    assert ask(Refund("N-1", "1", 100, "EUR"), past=once)
    with pytest.raises(BeyondLimit):
        ask(Refund("N-1", "1", 100, "EUR"), past=twice)
    assert ask(Refund("N-1", "1", 100, "EUR"), past=[*once, NOW - timedelta(days=181)])


@pytest.mark.parametrize("status", ["packed", "dispatched", "delivered", "cancelled", "returning", "returned"])
def test_states_in_which_nothing_is_cancelled(status: str) -> None:
    with pytest.raises(NotPossible):
        ask(Cancel("N-1"), replace(PAID, status=status))  # type: ignore[arg-type]


def test_before_it_arrived_nothing_is_refunded_or_sent_back() -> None:
    for request in (Refund("N-1", "1", 100, "EUR"), Return("N-1", "1"), Exchange("N-1", "1", "43")):
        with pytest.raises(NotPossible):
            ask(request, PAID)


@pytest.mark.parametrize(
    "whose", [Whose("C-ben"), Whose(), Whose("C-ben", "ada@mail.example"), Whose(None, "x@y.example")]
)
@pytest.mark.parametrize("role", ["customer", "agent", "lead"])
def test_nobody_touches_anothers_order_whatever_their_role(whose: Whose, role: Role) -> None:
    for request in (Cancel("N-1"), Refund("N-1", "1", 1, "EUR"), Return("N-1", "1"), ChangeAddress("N-1", "x")):
        with pytest.raises(NoSuchOrder) as another:
            ask(request, asker=asker(role, whose))
        with pytest.raises(NoSuchOrder) as none:
            ask(request, None, asker(role, whose))
        assert another.value.message == none.value.message


def test_an_email_is_proof_only_where_the_playbook_says_so() -> None:
    by_mail = asker("customer", Whose(email="ada@mail.example"))
    assert ask(Cancel("N-1"), PAID, by_mail).amount == 13_000
    with pytest.raises(ProofNeeded):
        ask(Refund("N-1", "1", 100, "EUR"), asker=by_mail)


def test_a_found_order_that_was_not_asked_for() -> None:
    with pytest.raises(NoSuchOrder):
        ask(Cancel("N-2"), PAID)


def test_what_is_shown_is_all_of_it() -> None:
    said = shown(ask(Refund("N-1", "1", 100, "EUR")))
    assert said == {"action": "refund", "order": "N-1", "line": "1", "amount": 100, "currency": "EUR", "pays_back": 100,
                    "in": "EUR"}  # fmt: skip
    assert shown(ask(ChangeAddress("N-1", " Low\n\n Street "), PAID))["address"] == "Low\nStreet"


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(
        [
            {"request": Refund("N-1", "1", 101, "EUR")}, {"request": Refund("N-1", "2", 100, "EUR")},
            {"request": Refund("N-2", "1", 100, "EUR")}, {"request": Refund("N-1", "1", 100, "USD")},
            {"request": Return("N-1", "1", 1)}, {"version": 2}, {"id": "p-2"}, {"amount": 101},
            {"asker": Asker("C-ben", "customer", ADA.whose, "case-1")},
            {"asker": Asker("C-ada", "agent", ADA.whose, "case-1")},
            {"asker": Asker("C-ada", "customer", ADA.whose, "case-2")},
        ]
    )
)  # fmt: skip
def test_a_yes_to_other_values_is_no_yes(other: dict[str, object]) -> None:
    proposal = ask(Refund("N-1", "1", 100, "EUR"))
    assert confirmed(proposal, yes(proposal)).request == proposal.request
    changed_ = replace(proposal, **other)  # type: ignore[arg-type]
    with pytest.raises(NotConfirmed):
        confirmed(changed_, yes(proposal))
    with pytest.raises(NotConfirmed):
        confirmed(proposal, yes(changed_))


@pytest.mark.parametrize(
    "wrong",
    [{"by": "C-ben"}, {"case": "case-2"}, {"digest": ""}, {"digest": "yes"}, {"digest": "größe"},
     {"at": NOW + STANDS + timedelta(seconds=1)}, {"at": NOW - timedelta(seconds=1)}],
)  # fmt: skip
def test_somebody_elses_or_a_late_yes(wrong: dict[str, object]) -> None:
    proposal = ask(Refund("N-1", "1", 100, "EUR"))
    with pytest.raises(NotConfirmed):
        confirmed(proposal, replace(yes(proposal), **wrong))  # type: ignore[arg-type]


def test_a_yes_said_twice_is_one_command() -> None:
    proposal = ask(Refund("N-1", "1", 100, "EUR"))
    assert confirmed(proposal, yes(proposal)) == confirmed(
        proposal, replace(yes(proposal), at=NOW + timedelta(minutes=5))
    )
    other = replace(proposal, id="p-2")
    assert confirmed(proposal, yes(proposal)).key != confirmed(other, yes(other)).key


amounts = st.one_of(st.integers(-10, 14_000), st.sampled_from([10**9, -(10**9)]))
ids = st.sampled_from(["1", "2", "3", "9"])
counts = st.integers(-1, 4)
requests = st.one_of(
    st.builds(Refund, st.just("N-1"), ids, amounts, st.sampled_from(["EUR", "EUR", "EUR", "USD"])),
    st.builds(Return, st.just("N-1"), ids, counts),
    st.builds(Exchange, st.just("N-1"), ids, st.sampled_from(["42", "43", ""]), counts),
    st.builds(Cancel, st.just("N-1")),
    st.builds(ChangeAddress, st.just("N-1"), st.sampled_from(["", "Low Street"])),
    st.tuples(ids, counts),
)


def owed(order: Order) -> int:
    return sum(line.price * (line.returning - line.settled) for line in order.lines)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([HOME, PAID, replace(HOME, total=9_000), replace(PAID, status="placed")]),
       st.lists(requests, max_size=12))  # fmt: skip
def test_never_more_is_paid_back_than_was_paid(order: Order, asked: list[Request | tuple[str, int]]) -> None:
    """In any order of requests and arrivals, discounts included."""
    paid = 0
    for request in asked:
        before = order.refunded
        try:
            if isinstance(request, tuple):
                order = arrived(order, *request)
            else:
                order, amount = changed(order, request)
                assert amount >= 0
        except ChironError:
            assert order.refunded == before
            continue
        paid += order.refunded - before
        assert 0 <= order.refunded == paid <= order.total
        for line in order.lines:
            assert 0 <= line.settled <= line.returning <= line.quantity
            assert line.refunded + line.price * line.returning <= line.price * line.quantity


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([300, 4_000, 5_000]), st.integers(0, 3)), min_size=1, max_size=8))
def test_at_once_twice_and_late_each_confirmed_refund_is_paid_at_most_once(tries: list[tuple[int, int]]) -> None:
    """Many tabs show and confirm; some confirm again and again, all at once."""

    async def storm() -> tuple[FakeOrders, list[object]]:
        shop = FakeOrders(lambda: NOW, [HOME])
        commands = []
        for number, (amount, again) in enumerate(tries):
            proposal = ask(Refund("N-1", "1", amount, "EUR"), id=f"p-{number}")
            commands += [confirmed(proposal, yes(proposal))] * (again + 1)
        said = await asyncio.gather(*(shop.carry_out(each) for each in commands), return_exceptions=True)
        return shop, list(said)

    shop, said = asyncio.run(storm())
    fresh = [one for one in said if isinstance(one, Done) and not one.repeated]
    assert len(fresh) == 1
    assert shop.orders["N-1"].refunded == fresh[0].amount
    assert all(isinstance(one, Done | OrderChanged) for one in said)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([100, 900, 5_000]), min_size=1, max_size=8))
def test_small_refunds_one_after_another_stay_within_the_playbook(amounts_: list[int]) -> None:
    async def nag() -> int:
        shop = FakeOrders(lambda: NOW, [HOME])
        for number, amount in enumerate(amounts_):
            order = await shop.find("N-1", ADA.whose)
            past = await shop.past("N-1", ADA.whose, "refund")
            try:
                proposal = ask(Refund("N-1", "1", amount, "EUR"), order, past=past, id=f"p-{number}")
                await shop.carry_out(confirmed(proposal, yes(proposal)))
            except (BeyondLimit, NotPossible):
                continue
        return shop.orders["N-1"].refunded

    assert asyncio.run(nag()) == sum(amounts_[:2])


def test_a_command_for_another_order_than_it_is_carried_to() -> None:
    command = Command("k", Refund("N-2", "1", 1, "EUR"), ADA.whose, 1, "customer", Bound(), "case-1")
    with pytest.raises(NoSuchOrder):
        carried(HOME, command, (), NOW, "R")


@pytest.mark.parametrize(
    "asked",
    [Refund("N-1", "1", 100, "EUR"), Return("N-1", "1", 2), Exchange("N-1", "1", "43"), Cancel("N-1"),
     ChangeAddress("N-1", "Straße 1\n数")],
)  # fmt: skip
def test_a_proposal_that_was_kept_is_the_same(asked: Request) -> None:
    proposal = ask(asked, PAID if isinstance(asked, Cancel | ChangeAddress) else HOME)
    again = keeping.read(keeping.written(proposal))
    assert again == proposal
    assert digest(again) == digest(proposal)


@pytest.mark.parametrize(
    "kept",
    [{}, None, [], {"action": "wire-money"}, {"action": "refund", "order": "N-1"}, {"action": ["refund"]},
     {"action": "refund", "order": "N-1", "line": "1", "amount": "100", "currency": "EUR"},
     {"action": "refund", "order": "N-1", "line": "1", "amount": 1.5, "currency": "EUR"},
     {"action": "cancel", "order": "N-1", "amount": 5}],
)  # fmt: skip
def test_a_request_that_is_none(kept: object) -> None:
    with pytest.raises(Unreadable):
        keeping.request(kept)
    with pytest.raises(Unreadable):
        keeping.read("{}")
