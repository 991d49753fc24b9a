"""The small pure parts: slots, conditions, values, what a playbook fixes, variants, what is known where in a flow."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.support.playbook.catalogue import Product
from chiron.core.support.playbook.constants import constants
from chiron.core.support.playbook.desk import Message
from chiron.core.support.playbook.facts import GIVEN, FactShape, fits, look_up, shapes
from chiron.core.support.playbook.flows import Condition, Flow
from chiron.core.support.playbook.graph import certain, depending, ending, idle, reached
from chiron.core.support.playbook.knowledge import Article
from chiron.core.support.playbook.playbook import Playbook
from chiron.core.support.playbook.slots import Slot, fill, parsed
from tests.core.support.flows.driving import HEAD, RETURN

# -- slots


def test_a_text_is_filled_and_says_what_stands_in_it() -> None:
    known = {"customer.name": "Ada", "order.number": "K-1"}
    done = fill("Hello {customer.name|there}, {{order}} {order.number} of {order.placed}, {tier|friend}.", known.get)
    assert done.text == "Hello Ada, {order} K-1 of , friend."
    assert (done.used, done.missing) == (("customer.name", "order.number"), ("order.placed",))


def test_what_is_filled_in_is_not_filled_again() -> None:
    assert fill("{a}", lambda name: "{b} {{" if name == "a" else "no").text == "{b} {{"


@pytest.mark.parametrize(
    "text", ["{", "}", "{A}", "{a b}", "{}", "{a\nb}", "{__class__}", "{a.b.c.d}", "{0}", "{a!r}", "{a:>9}"]
)
def test_what_is_no_slot_is_told_and_stays(text: str) -> None:
    assert parsed(text).broken != ()
    assert fill(text, lambda _name: "x").text == text


@given(st.text(alphabet="{}|ab. -\n", max_size=60))
def test_no_text_raises_and_braces_survive_doubling(text: str) -> None:
    parsed(text)
    doubled = text.replace("{", "{{").replace("}", "}}")
    assert fill(doubled, lambda _name: "x").text == text


def test_where_a_slot_stands() -> None:
    assert parsed("ab {c|d}").slots == (Slot("c", "d", 3),)
    assert parsed("{c|}").slots == (Slot("c", "", 0),)


# -- conditions


@pytest.mark.parametrize(
    ("test", "value", "holds"),
    [
        ({"is": True}, True, True), ({"is": True}, False, False), ({"is": 1}, True, False), ({"is": True}, 1, False),
        ({"is": "a"}, "a", True), ({"is_not": "a"}, "b", True), ({"is_not": "a"}, "a", False),
        ({"is_not": "a"}, None, False),
        ({"one_of": ["a", "b"]}, "b", True), ({"one_of": ["a", "b"]}, "c", False),
        ({"at_least": 3}, 3, True), ({"at_least": 3}, 2, False), ({"at_most": 3}, 4, False),
        ({"at_most": 3}, None, False),
        ({"at_least": 1, "at_most": 3}, 2, True), ({"at_least": 1, "at_most": 3}, 4, False),
        ({"at_least": 0}, True, False), ({"at_least": 0}, "5", False),
        ({"known": True}, "x", True), ({"known": True}, None, False), ({"known": False}, None, True),
        ({"known": False}, 0, False),
    ],
)  # fmt: skip
def test_a_condition_holds_of_what_is_known_alone(test: dict[str, Any], value: Any, holds: bool) -> None:
    one = Condition.model_validate({"fact": "f", **test})
    assert one.holds({} if value is None else {"f": value}) is holds


# -- values


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("flag", True, 1), ("whole", 3, True), ("money", 0, -1), ("money", 5, 5.0), ("texts", ("a",), ["a"]),
        ("date", "2026-11-01", "1 Nov"), ("email", "a@b.example", "a@b\n@c"), ("order-number", "K-1", "K 1; drop"),
        ("product", "mint-leaf", "../x"), ("variant", "p/100 g", "<b>"), ("item", "1", "a\nb"), ("text", "x", ""),
        ("address", "1 Quay St\nDublin", "x" * 2001),
    ],
)  # fmt: skip
def test_a_value_is_of_its_kind(kind: Any, good: object, bad: object) -> None:
    shape = FactShape("f", kind)
    assert fits(shape, good)
    assert not fits(shape, bad)


def test_a_choice_is_one_of_its_values() -> None:
    shape = FactShape("f", "choice", True, ("a", "b"))
    assert fits(shape, "a")
    assert not fits(shape, "c")


# -- what is fixed, sold and valid


def _book(**more: Any) -> Playbook:
    return Playbook.model_validate({**HEAD, **more})


def test_what_a_playbook_fixes_can_be_named() -> None:
    delivery = [{"id": "standard", "title": "S", "price": 490, "days": [2, 4], "countries": ["IE"]}]
    found = constants(_book(delivery=delivery, loyalty={"points_per": 100, "worth": 2}))
    values = {name: value for name, (_, value) in found.items()}
    assert values["limit.return.days"] == 30
    assert values["delivery.standard.price"] == 490
    assert values["delivery.standard.days"] == "2–4"
    assert values["loyalty.worth"] == 2
    # An agent's limit is no customer's business.
    assert not any(name.startswith("limit.refund") for name in found)
    assert all(fits(shape, value) for shape, value in found.values())


def test_variants_are_sizes_times_colours_unless_written_out() -> None:
    plain = {"id": "p", "title": "P", "category": "c", "price": 1}
    made = Product.model_validate({**plain, "sizes": ["s", "m"], "colours": ["red", "blue"]}).every_variant
    assert [one.id for one in made] == ["p/s/red", "p/s/blue", "p/m/red", "p/m/blue"]
    assert [one.id for one in Product.model_validate(plain).every_variant] == ["p"]
    written = Product.model_validate({**plain, "variants": [{"id": "x", "price": 2}]}).every_variant
    assert [(one.id, one.price) for one in written] == [("x", 2)]


@pytest.mark.parametrize(
    ("day", "holds"), [("2025-12-31", False), ("2026-01-01", True), ("2026-03-31", True), ("2026-04-01", False)]
)
def test_an_article_holds_on_its_first_and_last_day(day: str, holds: bool) -> None:
    given = {
        "id": "a",
        "title": "A",
        "text": "t",
        "source": "s",
        "valid_from": "2026-01-01",
        "valid_until": "2026-03-31",
    }
    assert Article.model_validate(given).holds(date.fromisoformat(day)) is holds


def test_a_message_has_its_wordings() -> None:
    one = Message.model_validate({"id": "m", "text": "plain", "manners": {"calm": "calmly"}})
    assert [one.worded(manner) for manner in (None, "calm", "brief")] == ["plain", "calmly", "plain"]


# -- flows as graphs


def _flow(*steps: dict[str, Any]) -> Flow:
    return Flow.model_validate({"id": "f", "title": "F", "steps": steps})


def test_what_is_known_is_what_every_way_found_out() -> None:
    flow = Flow.model_validate(RETURN)
    known, always = certain(flow), {one.name for one in GIVEN if one.sure}
    assert known["number"] == always
    assert {"order.number", "order.total"} <= known["line"]
    assert "order.delivered" not in known["line"]  # a look-up may leave it out
    assert "order.number" in known["wrong"]
    assert "order.number" not in certain(flow, trusted=True)["wrong"]
    assert "done.return" in known["kinder"]
    assert "done.return" in known["done"]
    assert "allowed.return" in known["person"]


def test_another_answer_takes_away_what_hung_on_the_first() -> None:
    assert {"order.status", "item.title", "shipment.sent"} <= depending("order.number")
    assert depending("item") >= {"item.title", "allowed.return"}
    assert "order.total" not in depending("item")
    flow = _flow(
        {"id": "a", "kind": "ask", "fact": "order.number", "say": "m", "next": "b"},
        {"id": "b", "kind": "look-up", "what": "order", "next": "c"},
        {"id": "c", "kind": "ask", "fact": "order.number", "say": "m", "afresh": True, "next": "d"},
        {"id": "d", "kind": "end"},
    )
    assert "order.total" in certain(flow)["c"]
    assert "order.total" not in certain(flow)["d"]


def test_a_branch_shows_that_its_fact_is_known() -> None:
    steps: list[dict[str, Any]] = [
        {"id": "a", "kind": "choose", "next": [
            {"when": [{"fact": "customer.name", "known": True}], "to": "b"},
            {"when": [{"fact": "customer.email", "known": False}], "to": "c"}, {"to": "c"},
        ]},
        {"id": "b", "kind": "end"}, {"id": "c", "kind": "end"},
    ]  # fmt: skip
    known = certain(_flow(*steps))
    assert "customer.name" in known["b"]
    assert "customer.name" not in known["c"]
    assert "customer.email" not in known["c"]


def test_reached_ending_and_idle() -> None:
    flow = _flow(
        {"id": "a", "kind": "say", "message": "m", "next": "b"},
        {"id": "b", "kind": "choose", "next": [{"when": [{"fact": "mood", "is": "angry"}], "to": "a"}, {"to": "c"}]},
        {"id": "c", "kind": "say", "message": "m", "next": "c"},
        {"id": "d", "kind": "say", "message": "m", "next": "e"},
        {"id": "e", "kind": "end"},
    )
    assert reached(flow) == {"a", "b", "c"}
    assert ending(flow) == {"d", "e"}
    assert idle(flow) == {"a", "b", "c"}
    assert idle(Flow.model_validate(RETURN)) == frozenset()


def test_what_is_needed_can_be_filled() -> None:
    """Nothing that a look-up needs is beyond what a customer can be asked for or another look-up gives."""
    every = shapes()
    for name in ("order", "item", "stock", "variant-stock", "voucher", "return"):
        found = look_up(name)
        assert found is not None
        assert all(need in every for need in found.needs)
    assert look_up("orders") is None
