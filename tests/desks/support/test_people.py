"""Who a customer is, what is known of them, and how it leaves: merging, facts, cases, export, erasure, rebuilding."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest

from chiron.core.errors import NotAllowed, NotFound
from chiron.core.support.bounds import Certainty
from chiron.core.support.customer.facts import held
from chiron.desks.support import case_store, cases, customers, erasing, facts, kept_store
from chiron.desks.support.desk import SupportDesk
from chiron.engine.people import leaving
from chiron.engine.people.person import Person, Role
from chiron.engine.people.school import School
from chiron.engine.records.database import Database
from chiron.engine.records.erasure import Rooms, erase_again
from chiron.engine.records.ids import new_id
from tests.desks.support.conftest import Clock, event, order, person, rows, sends

BROWSES = {"what": "browsing"}


async def browsing(desk: SupportDesk, shop: School) -> None:
    """Somebody looks at boots on a tablet and signs in as Ada; she agrees that it counts as hers."""
    await sends(
        desk,
        shop,
        event("c", "consent.given", None, -50, visitor="tablet", **BROWSES),
        event("s1", "product.seen", None, -40, visitor="tablet", product="boot"),
        event("in", "visitor.signed-in", "ada", -39, visitor="tablet"),
        event("yes", "consent.given", "ada", -38, what="joining"),
        order("o", "o1", "boot", minutes=-30),
    )


async def seen_by(desk: SupportDesk, shop: School, reference: str) -> set[str]:
    """The products that a customer is known to have looked at."""
    async with desk.database.school(shop.id) as conn:
        known = await customers.gather(conn, await customers.find(conn, reference))
    return {product for product, interest in known.products.items() if interest.seen}


async def test_a_visitor_becomes_a_customer_on_signing_in_and_is_parted_again(desk: SupportDesk, shop: School) -> None:
    await browsing(desk, shop)
    assert await seen_by(desk, shop, "ada") == {"boot"}
    await sends(desk, shop, event("no", "consent.withdrawn", "ada", -20, what="joining"))
    assert await seen_by(desk, shop, "ada") == set()
    await sends(desk, shop, event("yes2", "consent.given", "ada", -19, what="joining"))
    assert await seen_by(desk, shop, "ada") == {"boot"}
    await sends(desk, shop, event("not-me", "visitor.parted", "ada", -18, visitor="tablet", device="tablet"))
    assert await seen_by(desk, shop, "ada") == set()


async def test_two_people_on_one_device_are_not_mixed(desk: SupportDesk, shop: School) -> None:
    await browsing(desk, shop)
    await sends(
        desk,
        shop,
        event("out", "visitor.signed-out", "ada", -20, visitor="tablet"),
        event("s2", "product.seen", None, -19, visitor="tablet", product="tent"),
        event("in2", "visitor.signed-in", "ben", -18, visitor="tablet"),
        event("yes", "consent.given", "ben", -17, what="joining"),
    )
    assert await seen_by(desk, shop, "ada") == set()
    assert await seen_by(desk, shop, "ben") == set()


async def test_late_events_and_a_rebuild_give_the_same(desk: SupportDesk, shop: School) -> None:
    await browsing(desk, shop)
    async with desk.database.school(shop.id) as conn:
        ada = await customers.find(conn, "ada")
        await customers.gather(conn, ada)
    await sends(desk, shop, event("late", "case.opened", "ada", -35, case="c1"))
    await sends(desk, shop, event("d", "order.delivered", "ada", -10, order="o1"))
    async with desk.database.school(shop.id) as conn:
        before = await customers.gather(conn, ada)
        kept = await kept_store.view_snapshot(conn, ada, customers.PROFILE)
        assert await customers.rebuild(conn) == 1
        assert await customers.gather(conn, ada) == before
        again = await kept_store.view_snapshot(conn, ada, customers.PROFILE)
    assert kept == again
    assert before.orders["o1"].stage == "delivered"
    assert before.cases["c1"].open


async def noted(desk: SupportDesk, shop: School, key: str, value: str, certainty: str = "inferred") -> None:
    await sends(
        desk,
        shop,
        event("agreed", "consent.given", "ada", -59, what="remembering"),
        event(key, "fact.noted", "ada", -30, fact=key, name="size.shoe", value=value, certainty=certainty),
    )


async def test_a_customer_sees_corrects_and_erases_what_is_inferred(
    desk: SupportDesk, shop: School, database: Database
) -> None:
    assert (
        await sends(desk, shop, event("k", "fact.noted", fact="k", name="n", value="v", certainty="inferred"))
    ).kept == 0
    await noted(desk, shop, "f1", "41")
    async with database.school(shop.id) as conn:
        ada = await customers.find(conn, "ada")
        (fact,) = await facts.all_of(conn, ada)
    assert (fact.value, fact.certainty, fact.events) == ("41", Certainty.INFERRED, ["f1"])
    await facts.correct(desk, shop.id, ada, "f1", "42", "key-1")
    await facts.correct(desk, shop.id, ada, "f1", "42", "key-1")
    await noted(desk, shop, "f2", "40")
    async with database.school(shop.id) as conn:
        assert held(await customers.gather(conn, ada), desk.clock())["size.shoe"].value == "42"
    assert await facts.erase(desk, shop.id, ada, "f1", "key-2") == 3
    await noted(desk, shop, "f3", "39")
    async with database.school(shop.id) as conn:
        assert await facts.all_of(conn, ada) == []
        found = await (
            await conn.execute("SELECT count(*) AS n FROM support_event WHERE body::text ~ '4[012]\"'")
        ).fetchone()
    assert found is not None
    assert found["n"] == 0
    with pytest.raises(NotFound):
        await facts.correct(desk, shop.id, ada, "f1", "42", "key-3")


async def says(
    desk: SupportDesk, shop: School, key: str, customer: str | None, by: str, minutes: float, **more: str
) -> int:
    sent = event(key, "message.said", customer, minutes, case="c1", message=key, by=by, text="Where is it?", **more)
    return (await sends(desk, shop, sent)).kept


async def test_a_case_stands_in_the_agents_list(desk: SupportDesk, shop: School) -> None:
    assert await says(desk, shop, "m1", "ada", "customer", -30) == 1
    await sends(desk, shop, event("c", "case.opened", "ada", -31, case="c1", intent="late-parcel"))
    async with desk.database.school(shop.id) as conn:
        (case,) = await case_store.view_open_cases(conn, 10)
    assert (case["intent"], case["served_by"], case["waiting"] is None) == ("late-parcel", "chiron", False)
    assert await says(desk, shop, "m2", "ada", "chiron", -29) == 1
    await sends(desk, shop, event("h", "case.handed-over", "ada", -28, case="c1"))
    async with desk.database.school(shop.id) as conn:
        (case,) = await case_store.view_open_cases(conn, 10)
    assert (case["served_by"], case["waiting"]) == ("agent", None)
    await sends(desk, shop, event("x", "case.closed", "ada", -20, case="c1"))
    async with desk.database.school(shop.id) as conn:
        assert await case_store.view_open_cases(conn, 10) == []
        assert [touch.key for touch in await cases.conversation(conn, "c1")] == ["c", "m1", "m2", "h", "x"]


async def test_nobody_writes_into_anothers_case(desk: SupportDesk, shop: School) -> None:
    await says(desk, shop, "m1", "ada", "customer", -30)
    assert await says(desk, shop, "m2", "ben", "customer", -29) == 0
    sent = event("b1", "case.opened", "ben", -20, case="c2"), event("a1", "case.closed", "ada", -19, case="c2")
    taken = await sends(desk, shop, *sent)
    assert (taken.kept, [fault.place for fault in taken.faults]) == (1, [1])


async def test_a_visitors_case_goes_on_after_signing_in_but_not_on_a_shared_device(
    desk: SupportDesk, shop: School
) -> None:
    assert await says(desk, shop, "m1", None, "customer", -40, visitor="tablet") == 1
    assert await says(desk, shop, "m2", "eve", "customer", -39, visitor="tablet") == 0
    await sends(
        desk,
        shop,
        event("in", "visitor.signed-in", "ada", -38, visitor="tablet"),
        event("yes", "consent.given", "ada", -37, what="joining"),
    )
    assert await says(desk, shop, "m3", "ada", "customer", -36, visitor="tablet") == 1
    async with desk.database.school(shop.id) as conn:
        case = await case_store.view_case(conn, "c1")
        assert case is not None
        assert case["customer"] == await customers.find(conn, "ada")
    await sends(desk, shop, event("in2", "visitor.signed-in", "ben", -30, visitor="tablet"))
    assert await says(desk, shop, "m4", "ben", "customer", -29, visitor="tablet") == 0


async def test_erasure_in_the_middle_of_a_case_takes_everything_and_late_events_bring_nobody_back(
    desk: SupportDesk, shop: School, olga: Person, database: Database, clock: Clock
) -> None:
    await browsing(desk, shop)
    await says(desk, shop, "m1", "ada", "customer", -20)
    await sends(desk, shop, order("b", "o2", "tent", customer="ben"))
    await customers.story(desk, olga, "ada")
    told = await erasing.erase(desk, olga, "ada")
    assert told == {"customer": 1, "support_case": 1, "support_event": 6, "support_snapshot": 1}
    async with database.school(shop.id) as conn:
        ada = await customers.find(conn, "ada")
    assert await erasing.erase(desk, olga, "ada", dry=False) == told
    for table, left in (("customer", 1), ("support_event", 1), ("support_case", 0), ("support_snapshot", 0)):
        assert await rows(database, shop.id, table) == left, table
    taken = await sends(desk, shop, event("late", "order.delivered", "ada", -1, order="o1"))
    assert (taken.kept, taken.erased) == (0, 1)
    with pytest.raises(NotFound):
        await customers.story(desk, olga, "ada")
    async with database.school(shop.id) as conn:
        await conn.execute("UPDATE support_erased SET at = %s", [clock.now])
        ben = await customers.find(conn, "ben")
    # After a restore the list of erasures alone is enough: the database itself takes the customer out again.
    await erase_again(database, desk.home, Rooms(), ledgers=[(shop.id, ben), (shop.id, ada)])
    assert await rows(database, shop.id, "customer") == 0
    assert await rows(database, shop.id, "support_event") == 0
    clock.now += timedelta(days=2)
    assert (await sends(desk, shop, order("new", "o9", "boot", minutes=24 * 60))).kept == 1


async def test_a_device_is_shared_for_good_though_one_of_its_customers_is_erased(
    desk: SupportDesk, shop: School, olga: Person, database: Database
) -> None:
    await browsing(desk, shop)
    await sends(desk, shop, event("in2", "visitor.signed-in", "ben", -18, visitor="tablet"))
    await erasing.erase(desk, olga, "ada", dry=False)
    await sends(
        desk,
        shop,
        event("c2", "consent.given", None, -16, visitor="tablet", **BROWSES),
        event("s9", "product.seen", None, -15, visitor="tablet", product="stove"),
        event("in3", "visitor.signed-in", "ben", -14, visitor="tablet"),
        event("yes", "consent.given", "ben", -13, what="joining"),
    )
    assert await seen_by(desk, shop, "ben") == set()


async def test_an_account_takes_its_customer_along(
    desk: SupportDesk, shop: School, database: Database, olga: Person
) -> None:
    await sends(desk, shop, order("k", "o1", "boot"))
    account = await person(database, shop.id, "Ada", Role.LEARNER)
    async with database.school(shop.id) as conn:
        await customers.link(conn, await customers.find(conn, "ada"), account.id)
        kept = await leaving.gather(conn, account.id)
    assert [row["reference"] for row in kept["customer"]] == ["ada"]
    assert "support_event" not in kept
    await leaving.erase(database, desk.home, olga, account.id, dry=False)
    assert await rows(database, shop.id, "customer") == 0
    assert await rows(database, shop.id, "support_event") == 0


async def test_an_export_holds_everything_about_a_customer_and_nothing_of_others(
    desk: SupportDesk, shop: School, olga: Person, finn: Person
) -> None:
    await browsing(desk, shop)
    await noted(desk, shop, "f1", "41")
    await says(desk, shop, "m1", "ada", "customer", -20)
    await sends(desk, shop, order("b", "bens-order", "tent", customer="ben"))
    with zipfile.ZipFile(io.BytesIO(await erasing.export(desk, olga, "ada"))) as parcel:
        text = parcel.read("data.json").decode()
    tables = json.loads(text)["tables"]
    assert {touch["body"]["kind"] for touch in tables["support_event"]} >= {
        "product.seen",
        "order.placed",
        "fact.noted",
        "message.said",
        "consent.given",
    }
    assert tables["support_snapshot"][0]["state"]["orders"]["o1"]["total"] == 1000
    assert {figure["name"] for figure in tables["figures"]} >= {"value_cents", "displeasure"}
    assert "bens-order" not in text
    with pytest.raises(NotAllowed):
        await erasing.export(desk, finn, "ada")


async def test_only_agents_look_and_only_operators_erase(
    desk: SupportDesk, shop: School, finn: Person, database: Database
) -> None:
    await sends(desk, shop, order("k", "o1", "boot"))
    assert (await customers.story(desk, finn, "ada")).figures["value_cents"].value == 1000
    eve = await person(database, shop.id, "Eve", Role.TEACHER, Role.LEARNER)
    with pytest.raises(NotAllowed):
        await customers.story(desk, eve, "ada")
    with pytest.raises(NotAllowed):
        await erasing.erase(desk, finn, "ada", dry=False)
    stranger = Person(new_id(), new_id(), "Cleo", "cleo", frozenset({Role.OPERATOR}))
    with pytest.raises(NotFound):
        await customers.story(desk, stranger, "ada")


async def test_what_is_old_enough_goes(desk: SupportDesk, shop: School, olga: Person, clock: Clock) -> None:
    await browsing(desk, shop)
    assert await seen_by(desk, shop, "ada") == {"boot"}
    await erasing.set_terms(desk, olga, erasing.Terms(browsing_days=10, visitor_days=20))
    async with desk.database.school(shop.id) as conn:
        assert set((await erasing.forget_overdue(conn, clock.now)).values()) == {0}
        assert (await erasing.forget_overdue(conn, clock.now + timedelta(days=11)))["browsing"] == 1
    assert await seen_by(desk, shop, "ada") == set()
    async with desk.database.school(shop.id) as conn:
        await conn.execute("UPDATE school SET support = false")
    assert await erasing.forget_everywhere(desk.database, clock.now + timedelta(days=21)) == 1  # The visitor.
    async with desk.database.school(shop.id) as conn:
        known = await customers.gather(conn, await customers.find(conn, "ada"))
    assert known.orders["o1"].total == 1000
