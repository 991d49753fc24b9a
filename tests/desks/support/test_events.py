"""What a shop, an import or a browser sends: kept once, with consent, within bounds."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from chiron.core.errors import InvalidInput, NotFound, TooMany
from chiron.core.support.accepting import Sender
from chiron.core.support.events import Touch
from chiron.desks.support import customers, events, importing, log
from chiron.desks.support.desk import SupportDesk
from chiron.engine.people.person import Person
from chiron.engine.people.school import School
from chiron.engine.records.database import Database
from tests.desks.support.conftest import event, order, rows, sends

SEES: dict[str, Any] = {"product": "boot"}


async def log_of(desk: SupportDesk, shop: School, reference: str) -> list[Touch]:
    async with desk.database.school(shop.id) as conn:
        return await log.read(conn, await customers.find(conn, reference))


async def test_a_batch_is_kept_once_whatever_comes_again(desk: SupportDesk, shop: School) -> None:
    sent = [order("k1", "o1", "boot"), event("k2", "order.delivered", order="o1", minutes=-5)]
    assert (await sends(desk, shop, *sent)).kept == 2
    again = await sends(desk, shop, *sent, *sent)
    assert (again.kept, again.already) == (0, 4)
    assert [touch.key for touch in await log_of(desk, shop, "ada")] == ["k1", "k2"]


async def test_the_same_at_the_same_moment_is_kept_once(desk: SupportDesk, shop: School) -> None:
    sent = [order(f"k{number}", f"o{number}", "boot") for number in range(5)]
    came = await asyncio.gather(*(sends(desk, shop, *sent) for _ in range(6)))
    assert sum(one.kept for one in came) == 5
    assert sum(one.already for one in came) == 25


async def test_what_cannot_be_used_is_told_with_its_place_and_the_rest_is_kept(desk: SupportDesk, shop: School) -> None:
    taken = await sends(
        desk,
        shop,
        order("k1", "o1", "boot"),
        event("k2", "order.refunded", order="o1", amount=10**14),
        "nonsense",
        event("k3", "order.delivered", order="o1", minutes=60),
        event("k4", "visitor.signed-in"),
        {**order("k5", "o2", "boot"), "customer": None},
        {**order("k6", "o3", "boot"), "school": "other"},
        event("k7", "message.said", case="c1", message="m", by="customer", text="a\x00b"),
        event("k8\ud800", "order.delivered", order="o1"),
    )
    assert (taken.kept, [fault.place for fault in taken.faults]) == (1, [1, 2, 3, 4, 5, 6, 7, 8])
    assert "10000000000" in taken.faults[0].message
    assert "future" in taken.faults[2].message


async def test_browsing_needs_consent_then_and_now(desk: SupportDesk, shop: School) -> None:
    sight = event("k1", "product.seen", minutes=-30, **SEES)
    assert (await sends(desk, shop, sight)).without_consent == 1
    with pytest.raises(NotFound):  # Nobody is brought in by what is not kept.
        await log_of(desk, shop, "ada")
    await sends(desk, shop, event("yes", "consent.given", minutes=-20, what="browsing"))
    assert (await sends(desk, shop, sight)).without_consent == 1
    assert (await sends(desk, shop, event("k2", "product.seen", minutes=-10, **SEES))).kept == 1
    await sends(desk, shop, event("no", "consent.withdrawn", minutes=-5, what="browsing"))
    assert (await sends(desk, shop, event("k3", "product.seen", minutes=-9, **SEES))).without_consent == 1
    assert [touch.key for touch in await log_of(desk, shop, "ada")] == ["yes", "k2", "no"]


async def test_consent_that_comes_in_the_same_batch_counts(desk: SupportDesk, shop: School) -> None:
    sent = [event("k1", "product.seen", **SEES), event("yes", "consent.given", minutes=-61, what="browsing")]
    assert (await sends(desk, shop, *sent)).kept == 2


@pytest.mark.parametrize(
    "sent",
    [
        event("k1", "order.placed", None, visitor="v1", order="o1", items=[{"product": "boot"}], total=1),
        event("k1", "product.seen", "ben", visitor="v1", **SEES),
        event("k1", "product.seen", None, visitor="v2", **SEES),
        event("k1", "visitor.signed-in", "ada", visitor="v1"),
        event("k1", "fact.noted", "ada", visitor="v1", fact="f", name="n", value="v", certainty="corrected"),
    ],
)
async def test_a_browser_speaks_for_itself_alone(desk: SupportDesk, shop: School, sent: dict[str, Any]) -> None:
    taken = await sends(desk, shop, sent, sender=Sender(browser=True, customer="ada", visitor="v1"))
    assert (taken.kept, len(taken.faults)) == (0, 1)


async def test_a_flood_is_refused_and_nothing_of_it_kept(
    desk: SupportDesk, shop: School, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InvalidInput, match="1000"):
        await sends(desk, shop, *[order("k", "o", "boot")] * 1001)
    monkeypatch.setattr(events, "MOST_AN_HOUR", 3)
    monkeypatch.setattr(events, "MOST_NEW_VISITORS", 2)

    async def browses(visitor: str, *keys: str) -> int:
        sent = [event("yes", "consent.given", None, -61, visitor=visitor, what="browsing")]
        sent += [event(key, "product.seen", None, visitor=visitor, **SEES) for key in keys]
        taken = await sends(desk, shop, *sent, sender=Sender(browser=True, visitor=visitor))
        return taken.kept

    assert await browses("v1", "a", "b") == 3
    with pytest.raises(TooMany):
        await browses("v1", "c")
    assert await browses("v2") == 1
    with pytest.raises(TooMany):
        await browses("v3")
    assert await rows(database, shop.id, "visitor") == 2


async def test_a_school_without_the_switch_never_sees_it(
    desk: SupportDesk, plain: School, shop: School, olga: Person
) -> None:
    with pytest.raises(NotFound):
        await sends(desk, plain, order("k1", "o1", "boot"))
    await sends(desk, shop, order("k1", "o1", "boot"))
    async with desk.database.school(shop.id) as conn:
        await conn.execute("UPDATE school SET support = false")
    with pytest.raises(NotFound):
        await customers.story(desk, olga, "ada")
    with pytest.raises(NotFound):
        await sends(desk, shop, order("k2", "o2", "boot"))  # Also where the caller's school is an old one.


async def test_another_shop_sees_nothing(desk: SupportDesk, shop: School, plain: School, database: Database) -> None:
    await sends(desk, shop, order("k1", "o1", "boot"))
    for table in ("customer", "support_event"):
        assert await rows(database, shop.id, table) == 1
        assert await rows(database, plain.id, table) == 0


async def test_the_log_is_never_changed(desk: SupportDesk, shop: School, database: Database) -> None:
    await sends(desk, shop, order("k1", "o1", "boot"))
    for statement in ("UPDATE support_event SET body = '{}'", "DELETE FROM support_event", "TRUNCATE support_event"):
        with pytest.raises(Exception, match="permission denied"):
            async with database.school(shop.id) as conn:
                await conn.execute(statement)


CSV = """key,at,kind,customer,order,items,total,amount
k1,2026-03-01T10:00:00Z,order.placed,ada,o1,boot*1*12900*42; sock*2*900,14700,
k2,2026-03-04T10:00:00Z,order.delivered,ada,o1,,,
k3,2026-03-05,order.refunded,ada,o1,,,900
k4,2026-03-05T10:00:00Z,order.refunded,ada,o1,,,minus nine
k5,2026-03-05T10:00:00Z,order.refunded,ada,o1,,,900
k1,2026-03-01T10:00:00Z,order.placed,ada,o1,boot*1*12900*42,14700,
"""


async def test_a_csv_file_is_brought_in_with_faults_by_line(desk: SupportDesk, shop: School, olga: Person) -> None:
    found = await importing.import_events(desk, olga, CSV.encode())
    assert (found.kept, found.already) == (3, 1)
    assert [fault.line for fault in found.faults] == [4, 5]
    story = await customers.story(desk, olga, "ada")
    placed = story.customer.orders["o1"]
    assert [(line.product, line.quantity, line.price, line.size) for line in placed.lines] == [
        ("boot", 1, 12900, "42"),
        ("sock", 2, 900, None),
    ]
    assert (placed.refunded, placed.stage) == (900, "delivered")


async def test_a_file_with_a_json_object_a_line_too(desk: SupportDesk, shop: School, olga: Person) -> None:
    line = b'{"key":"a","at":"2026-03-01T10:00:00Z","customer":"ben","body":{"kind":"order.delivered","order":"o9"}}'
    data = line + b'\n{"key\n'
    found = await importing.import_events(desk, olga, data)
    assert (found.kept, [fault.line for fault in found.faults]) == (1, [2])


async def test_customers_are_brought_in(desk: SupportDesk, shop: School, olga: Person, finn: Person) -> None:
    data = "reference,name,mail,language\nada,Ada Byron,ada@example.org,en\n,Nobody,,\nben,Ben,no mail,\n"
    found = await importing.import_customers(desk, olga, data.encode())
    assert (found.kept, [fault.line for fault in found.faults]) == (1, [3, 4])
    profile = (await customers.story(desk, finn, "ada")).profile
    assert (profile.name, profile.mail, profile.language) == ("Ada Byron", "ada@example.org", "en")


@pytest.mark.parametrize("data", [b"", b"key,at,kind\n", b"key,at\nk,2026\n", b"key,at,kind,password\nk,a,b,c\n"])
async def test_a_file_that_is_none_is_refused(desk: SupportDesk, shop: School, olga: Person, data: bytes) -> None:
    with pytest.raises(InvalidInput):
        await importing.import_events(desk, olga, data)
