"""What flows are told of an order has the names and kinds that playbooks know, and agrees with the guards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from chiron.core.support.actions.carrying import carried
from chiron.core.support.actions.confirming import confirmed
from chiron.core.support.actions.known import line_of, of_done, of_item, of_order, of_shipment
from chiron.core.support.actions.requests import Cancel, Exchange, Refund, Request, Return
from chiron.core.support.playbook.actions import SHAPES
from chiron.core.support.playbook.facts import fits, look_up, shapes
from tests.core.support.actions.test_actions import ADA, HOME, NOW, PAID, RULES, ask, asker, yes


def fit(what: str, facts: dict[str, object]) -> None:
    found = look_up(what)
    assert found is not None
    known = shapes()
    assert all(fits(known[name], value) for name, value in facts.items())
    assert {one.name for one in found.gives if one.sure} <= set(facts)


def test_facts_have_the_names_and_kinds_of_the_playbook() -> None:
    sent = replace(HOME, carrier="Post", tracking="T1", expected=NOW - timedelta(days=8))
    for order in (HOME, PAID, sent):
        fit("order", {**of_order(order, RULES, {}, ADA, NOW)})
        fit("shipment", {**of_shipment(order, NOW)})
        fit("item", {**of_item(order, order.lines[0], RULES, {}, ADA, NOW)})
    assert of_shipment(sent, NOW)["shipment.days-late"] == 3
    assert of_order(HOME, RULES, {}, ADA, NOW)["order.days-since-delivery"] == 5


def test_what_is_allowed_is_what_would_be_proposed() -> None:
    assert of_order(PAID, RULES, {}, ADA, NOW)["allowed.cancel"] is True
    assert of_order(HOME, RULES, {}, ADA, NOW)["allowed.cancel"] is False
    item = of_item(HOME, HOME.lines[0], RULES, {}, ADA, NOW)
    assert (item["allowed.return"], item["allowed.refund"], item["item.refundable"]) == (True, True, 5_000)
    often = of_item(HOME, HOME.lines[0], RULES, {"refund": (NOW, NOW)}, ADA, NOW)
    assert often["allowed.refund"] is False
    assert of_item(HOME, HOME.lines[0], RULES, {}, asker("lead"), NOW)["item.refundable"] == 0


def test_what_was_done_has_the_facts_of_its_action() -> None:
    asked: list[Request] = [Refund("N-1", "1", 100, "EUR"), Return("N-1", "1"), Exchange("N-1", "1", "43")]
    for request in (*asked, Cancel("N-1")):
        order = PAID if isinstance(request, Cancel) else HOME
        proposal = ask(request, order)
        _, done = carried(order, confirmed(proposal, yes(proposal)), (), NOW, "R1")
        facts = of_done(done)
        assert set(facts) >= {one.name for one in SHAPES[request.action].gives}
        assert all(fits(one, facts[one.name]) for one in SHAPES[request.action].gives)


def test_an_item_by_its_name() -> None:
    assert line_of(HOME, "trail BOOT ") == HOME.lines[0]
    assert line_of(HOME, "2") == HOME.lines[1]
    assert line_of(HOME, "tent") is None
    twins = replace(HOME, lines=(HOME.lines[0], replace(HOME.lines[0], id="9")))
    assert line_of(twins, "Trail boot") is None
