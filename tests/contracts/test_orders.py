"""What every order system must do: nothing of another's, nothing beyond what is left, nothing twice."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chiron.adapters.orders import wire
from chiron.adapters.orders.fake import FakeOrders
from chiron.adapters.orders.http import HttpOrders
from chiron.adapters.orders.shop.shop import Shop
from chiron.core.errors import ChironError, InvalidInput
from chiron.core.support.actions.orders import Line, Order, Whose
from chiron.core.support.actions.refusals import (
    BeyondLimit,
    KeyUsed,
    NoSuchOrder,
    NotPossible,
    OrderChanged,
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
from chiron.engine.records.cluster import Endpoint
from chiron.ports.orders import Orders, OrdersSilent

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
ADA, BEN = Whose(customer="C-ada"), Whose(customer="C-ben")
BOOTS = Line("1", "trail-boot", "Trail boot", 2, 12_900, "42")
SOCKS = Line("2", "wool-sock", "Wool sock", 1, 1_990)
PAID = Order("N-1", "C-ada", "ada@mail.example", "paid", NOW - timedelta(days=2), "EUR", 28_280, "Ada\nHigh Street 1",
             (BOOTS, SOCKS))  # fmt: skip
HOME = replace(
    PAID, number="N-2", status="delivered", delivered=NOW - timedelta(days=5), placed=NOW - timedelta(days=9)
)
OTHER = replace(HOME, number="N-3", placed=NOW - timedelta(days=20))
BENS = replace(HOME, number="N-4", customer="C-ben", email="ben@mail.example")
EVERY = (PAID, HOME, OTHER, BENS)


async def served(orders: Orders, scope: Any, receive: Any, send: Any) -> None:
    """The shop's side of the HTTP adapter, over an order system in memory."""
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    said, status, answer = json.loads(body), 200, None
    headers = {key: value.decode() for key, value in scope["headers"]}
    assert headers[b"authorization"] == "Bearer secret"
    try:
        path = scope["path"].rsplit("/", 1)[1]
        whose = Whose(**said["whose"]) if "whose" in said else Whose()
        if path == "find":
            answer = await orders.find(said["number"], whose)
        elif path == "recent":
            answer = await orders.recent(said["customer"], said["most"])
        elif path == "past":
            answer = await orders.past(said["number"], whose, said["action"])
        else:
            command = wire.heard(said)
            assert headers[b"idempotency-key"] == command.key
            answer = await orders.carry_out(command)
    except ChironError as fault:
        status, answer = fault.status, {"code": fault.code, "message": fault.message, "details": fault.details}
    text = json.dumps(wire.plain(answer)).encode()
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": text})


@dataclass
class System:
    """One order system, and how to lose its next answer after it acted (where that can be done)."""

    orders: Orders
    lose: Callable[[], None] | None = None


@pytest.fixture(params=["fake", "shop", "http"])
def made(request: pytest.FixtureRequest) -> tuple[str, Endpoint | None]:
    return request.param, request.getfixturevalue("endpoint") if request.param == "shop" else None


@pytest.fixture
async def system(made: tuple[str, Endpoint | None]) -> AsyncIterator[System]:
    kind, endpoint = made
    if endpoint:
        shop = await Shop.open(endpoint.admin_url, lambda: NOW, most=8)
        await shop.take(EVERY)
        yield System(shop)
        await shop.close()
        return
    fake = FakeOrders(lambda: NOW, EVERY)

    def lose() -> None:
        fake.lost = 1

    if kind == "fake":
        yield System(fake, lose)
        return
    httpx2 = pytest.importorskip("httpx2")

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await served(fake, scope, receive, send)

    http = HttpOrders("https://shop.example/api", "secret", transport=httpx2.ASGITransport(app))
    yield System(http, lose)
    await http.close()


def command(
    request: Request, key: str = "k", whose: Whose = ADA, version: int = 1, bound: Bound | None = None
) -> Command:
    return Command(key, request, whose, version, "customer", bound or Bound(), "case-1")


async def refused(doing: Awaitable[object], kind: type[ChironError]) -> ChironError:
    with pytest.raises(kind) as fault:
        await doing
    assert fault.value.message.endswith(".")
    return fault.value


async def test_an_order_is_found_by_its_customer_or_by_number_and_mail(system: System) -> None:
    assert await system.orders.find("N-1", ADA) == PAID
    assert await system.orders.find("N-1", Whose(email=" Ada@Mail.example")) == PAID


@pytest.mark.parametrize("whose", [BEN, Whose(), Whose(email=""), Whose(email="ben@mail.example"),
                                   Whose("C-ben", "ada@mail.example"), Whose(customer="")])  # fmt: skip
async def test_anothers_order_is_like_none(system: System, whose: Whose) -> None:
    another = await refused(system.orders.find("N-1", whose), NoSuchOrder)
    none = await refused(system.orders.find("N-99", whose), NoSuchOrder)
    assert another.message == none.message
    await refused(system.orders.carry_out(command(Cancel("N-1"), whose=whose)), NoSuchOrder)
    await refused(system.orders.past("N-1", whose, "refund"), NoSuchOrder)
    assert (await system.orders.find("N-1", ADA)).status == "paid"


@pytest.mark.parametrize("number", ["", "N-1' OR 'a'='a", "n-1", "N-1 ", "%", "N-1\x00", "\ud800", "N" * 5000])
async def test_a_number_that_is_none(system: System, number: str) -> None:
    with pytest.raises((NoSuchOrder, Unreadable)):
        await system.orders.find(number, ADA)


async def test_recent_orders_are_the_customers_own_newest_first(system: System) -> None:
    assert [order.number for order in await system.orders.recent("C-ada")] == ["N-1", "N-2", "N-3"]
    assert [order.number for order in await system.orders.recent("C-ada", 1)] == ["N-1"]
    assert list(await system.orders.recent("nobody")) == []


async def test_cancelling_pays_everything_back_and_nothing_is_left_to_do(system: System) -> None:
    done = await system.orders.carry_out(command(Cancel("N-1")))
    assert (done.amount, done.currency, done.action, done.repeated) == (28_280, "EUR", "cancel", False)
    after = await system.orders.find("N-1", ADA)
    assert (after.status, after.refunded, after.version) == ("cancelled", 28_280, 2)
    for number, request in enumerate(
        (Cancel("N-1"), Refund("N-1", "1", 1, "EUR"), Return("N-1", "1"), ChangeAddress("N-1", "Elsewhere 1"))
    ):
        await refused(system.orders.carry_out(command(request, f"later{number}", version=2)), NotPossible)
    assert await system.orders.find("N-1", ADA) == after


async def test_what_was_sent_is_not_cancelled(system: System) -> None:
    await refused(system.orders.carry_out(command(Cancel("N-2"))), NotPossible)


async def test_a_new_address(system: System) -> None:
    await system.orders.carry_out(command(ChangeAddress("N-1", "Ada\n  Low Street 2  \n\n1010 Vienna")))
    assert (await system.orders.find("N-1", ADA)).address == "Ada\nLow Street 2\n1010 Vienna"
    for number, bad in enumerate(("", " \n ", "x" * 501, "a\x00b", "a\u202eb")):
        await refused(system.orders.carry_out(command(ChangeAddress("N-1", bad), f"k{number}", version=2)), Unreadable)


@pytest.mark.parametrize("key", ["", "k\r\nx: y", "\u202e", "k" * 201])
async def test_a_key_that_is_none(system: System, key: str) -> None:
    await refused(system.orders.carry_out(command(Cancel("N-1"), key)), Unreadable)


async def test_a_refund_is_no_more_than_is_left(system: System) -> None:
    done = await system.orders.carry_out(command(Refund("N-2", "1", 20_000, "EUR")))
    assert done.amount == 20_000
    fault = await refused(
        system.orders.carry_out(command(Refund("N-2", "1", 5_801, "EUR"), "k2", version=2)), NotPossible
    )
    assert fault.details["left"] == 5_800
    await system.orders.carry_out(command(Refund("N-2", "1", 5_800, "EUR"), "k2", version=2))
    await refused(system.orders.carry_out(command(Refund("N-2", "1", 1, "EUR"), "k3", version=3)), NotPossible)
    assert (await system.orders.find("N-2", ADA)).refunded == 25_800


@pytest.mark.parametrize("amount", [10**9, 0, -1, -(10**9), 10**30])
async def test_an_amount_that_cannot_be(system: System, amount: int) -> None:
    with pytest.raises((NotPossible, Unreadable)):
        await system.orders.carry_out(command(Refund("N-2", "1", amount, "EUR")))
    assert await system.orders.find("N-2", ADA) == HOME


@pytest.mark.parametrize("request_", [Refund("N-2", "1", 100, "USD"), Refund("N-2", "9", 100, "EUR"),
                                      Return("N-2", "1", 0), Return("N-2", "1", -1), Return("N-2", "9"),
                                      Exchange("N-2", "1", ""), Exchange("N-2", "1", "42")])  # fmt: skip
async def test_values_that_cannot_be(system: System, request_: Request) -> None:
    await refused(system.orders.carry_out(command(request_)), Unreadable)
    assert await system.orders.find("N-2", ADA) == HOME


async def test_a_return_is_promised_its_money_and_cannot_be_refunded_besides(system: System) -> None:
    done = await system.orders.carry_out(command(Return("N-2", "1", 2)))
    assert done.amount == 25_800
    assert done.until is not None
    assert done.until > NOW
    await refused(system.orders.carry_out(command(Return("N-2", "1"), "k2", version=2)), NotPossible)
    await refused(system.orders.carry_out(command(Refund("N-2", "1", 1, "EUR"), "k3", version=2)), NotPossible)
    await system.orders.carry_out(command(Refund("N-2", "2", 1_990, "EUR"), "k4", version=2))
    await refused(system.orders.carry_out(command(Return("N-2", "2"), "k5", version=3)), NotPossible)
    assert (await system.orders.find("N-2", ADA)).status == "returning"


async def test_nothing_goes_back_before_it_arrived(system: System) -> None:
    await refused(system.orders.carry_out(command(Return("N-1", "1"))), NotPossible)
    await refused(system.orders.carry_out(command(Exchange("N-1", "1", "43"))), NotPossible)


async def test_an_exchange_sends_another_that_no_money_comes_out_of(system: System) -> None:
    done = await system.orders.carry_out(command(Exchange("N-2", "1", "43")))
    new = await system.orders.find(str(done.new_order), ADA)
    assert [(line.variant, line.quantity, line.price) for line in new.lines] == [("43", 1, 0)]
    cancelled = await system.orders.carry_out(command(Cancel(new.number), "k2"))
    assert cancelled.amount == 0
    left = await refused(
        system.orders.carry_out(command(Refund("N-2", "1", 12_901, "EUR"), "k3", version=2)), NotPossible
    )
    assert left.details["left"] == 12_900


async def test_a_key_is_carried_out_once(system: System) -> None:
    ask = command(Refund("N-2", "1", 500, "EUR"))
    first = await system.orders.carry_out(ask)
    again = await system.orders.carry_out(ask)
    assert again == replace(first, repeated=True)
    assert (await system.orders.find("N-2", ADA)).refunded == 500
    await refused(system.orders.carry_out(replace(ask, request=Refund("N-2", "1", 600, "EUR"))), KeyUsed)
    await refused(system.orders.carry_out(replace(ask, request=Cancel("N-1"))), KeyUsed)
    with pytest.raises((KeyUsed, NoSuchOrder)):
        await system.orders.carry_out(replace(ask, whose=BEN))
    with pytest.raises((KeyUsed, NoSuchOrder)):
        await system.orders.carry_out(replace(ask, whose=BEN, request=Refund("N-4", "1", 500, "EUR")))


async def test_an_answer_that_was_lost_is_asked_for_again(system: System) -> None:
    if system.lose is None:
        pytest.skip("nothing loses this one's answers")
    system.lose()
    ask = command(Refund("N-2", "1", 500, "EUR"))
    fault = await refused(system.orders.carry_out(ask), OrdersSilent)
    assert fault.again
    assert (await system.orders.carry_out(ask)).repeated
    assert (await system.orders.find("N-2", ADA)).refunded == 500


async def test_many_at_once_do_it_once(system: System) -> None:
    ask = command(Refund("N-2", "1", 500, "EUR"))
    done = await asyncio.gather(*(system.orders.carry_out(ask) for _ in range(8)))
    assert sum(not one.repeated for one in done) == 1
    assert (await system.orders.find("N-2", ADA)).refunded == 500


async def test_many_keys_at_once_meet_an_order_that_changed(system: System) -> None:
    asks = [command(Refund("N-2", "1", 20_000, "EUR"), f"k{number}") for number in range(6)]
    done = await asyncio.gather(*(system.orders.carry_out(ask) for ask in asks), return_exceptions=True)
    assert sum(isinstance(one, Done) for one in done) == 1
    assert sum(isinstance(one, OrderChanged) for one in done) == 5
    assert (await system.orders.find("N-2", ADA)).refunded == 20_000


async def test_a_bound_holds_over_all_orders_of_a_customer_at_once(system: System) -> None:
    bound = Bound(most=1_000, times=1, since=NOW - timedelta(days=30))
    asks = [command(Refund(number, "1", 900, "EUR"), f"k{number}", bound=bound) for number in ("N-2", "N-3")]
    done = await asyncio.gather(*(system.orders.carry_out(ask) for ask in asks), return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["BeyondLimit", "Done"]
    assert len(await system.orders.past("N-3", ADA, "refund")) == 1
    await system.orders.carry_out(command(Refund("N-4", "1", 900, "EUR"), "ben", whose=BEN, bound=bound))


async def test_an_amount_beyond_the_bound(system: System) -> None:
    ask = command(Refund("N-2", "1", 1_001, "EUR"), bound=Bound(most=1_000))
    await refused(system.orders.carry_out(ask), BeyondLimit)
    assert await system.orders.find("N-2", ADA) == HOME


async def test_an_old_version_is_refused(system: System) -> None:
    await system.orders.carry_out(command(ChangeAddress("N-1", "Elsewhere 1")))
    fault = await refused(system.orders.carry_out(command(Cancel("N-1"), "k2")), OrderChanged)
    assert fault.again


@pytest.mark.parametrize(
    "url", ["http://shop.example", "ftp://shop.example", "shop.example", "https://a:b@shop.example"]
)
def test_an_address_that_would_carry_people_in_the_clear(url: str) -> None:
    with pytest.raises(InvalidInput):
        HttpOrders(url, "secret")


@pytest.mark.parametrize(
    ("status", "body"),
    [(200, b"<html>"), (200, b"{}"), (200, b"x" * 1_100_000), (500, b"{}"), (302, b""), (404, b"not found"),
     (409, b'{"code": "made-up"}'), (200, b'{"number": "N-1"}')],
)  # fmt: skip
async def test_an_answer_that_is_none(status: int, body: bytes) -> None:
    httpx2 = pytest.importorskip("httpx2")
    http = HttpOrders(
        "http://127.0.0.1", "t", transport=httpx2.MockTransport(lambda _: httpx2.Response(status, content=body))
    )
    await refused(http.find("N-1", ADA), OrdersSilent)
    await http.close()


async def test_a_system_that_answers_with_anothers_order_or_another_command() -> None:
    httpx2 = pytest.importorskip("httpx2")
    answers = [wire.plain(BENS), wire.plain(Done("other", "refund", "N-2", 1, "EUR", "R", 2))]
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json=answers.pop(0)))
    http = HttpOrders("http://127.0.0.1", "t", transport=transport)
    await refused(http.find("N-4", ADA), NoSuchOrder)
    await refused(http.carry_out(command(Refund("N-2", "1", 1, "EUR"))), OrdersSilent)
    await http.close()


async def test_no_system_is_silent() -> None:
    pytest.importorskip("httpx2")
    http = HttpOrders("http://127.0.0.1:9", "t")
    fault = await refused(http.find("N-1", ADA), OrdersSilent)
    assert fault.again
    await http.close()


async def test_what_arrives_at_the_demo_shop_is_paid_back(endpoint: Endpoint) -> None:
    shop = await Shop.open(endpoint.admin_url, lambda: NOW)
    await shop.take(EVERY)
    await shop.carry_out(command(Return("N-2", "1", 2)))
    assert (await shop.arrive("N-2", "1", 1)).refunded == 12_900
    after = await shop.arrive("N-2", "1", 1)
    assert (after.refunded, after.status) == (25_800, "delivered")
    await refused(shop.arrive("N-2", "1", 1), NotPossible)
    await shop.carry_out(command(Refund("N-2", "2", 1_990, "EUR"), "k2", version=4))
    with pytest.raises(KeyUsed):
        await shop.take([PAID])
    assert await shop.forget("C-ada") == 3
    assert list(await shop.recent("C-ada")) == []
    await shop.close()
