"""A small playbook with one flow, and a driver that answers whatever the flow waits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import strategies as st

from chiron.core.support.flows import Advance, Answered, Done, Event, Failed, FlowState, Found, Heard, Missing, Silent
from chiron.core.support.playbook.actions import SHAPES
from chiron.core.support.playbook.facts import ASKED, FactShape, Value, look_up
from chiron.core.support.playbook.flows import AskStep
from chiron.core.support.playbook.playbook import Playbook

HEAD: dict[str, Any] = {
    "id": "kettle",
    "title": "Kettle",
    "languages": ["en"],
    "currency": "EUR",
    "shop": {"name": "Kettle", "country": "IE", "email": "help@kettle.example"},
    "tone": {"voice": "Friendly."},
    "survey": {"question": "How was it?", "follow_up": "Why?"},
    "help_desk": {
        "time_zone": "Europe/Dublin",
        "queues": [{"id": "orders", "title": "Orders"}, {"id": "returns", "title": "Returns"}],
        "hours": [{"days": ["mon"], "opens": "09:00", "closes": "17:00"}],
        "sla": [{"priority": "normal", "first_reply": 1, "resolve": 2}],
    },
    "quiet_hours": {"begins": "20:00", "ends": "08:00"},
    "actions": [
        {"action": "return", "customer": {"days": 30}, "proof": "order-and-email"},
        {"action": "cancel", "customer": {"statuses": ["placed"]}},
        {"action": "refund", "agent": {"most": 1, "times": 1}},
    ],
    "offers": [
        {
            "id": "tenth",
            "title": "A tenth off",
            "gives": {"kind": "percent", "value": 10},
            "guards": [{"fact": "mood", "is_not": "worried"}],
            "limits": {"times": 1},
            "message": "offer-tenth",
        }
    ],
}
RETURN: dict[str, Any] = {
    "id": "return-item",
    "title": "Send back",
    "queue": "returns",
    "facts": [
        {"id": "reason", "kind": "choice", "choices": [{"id": "mind", "title": "M"}, {"id": "torn", "title": "T"}]}
    ],
    "steps": [
        {
            "id": "number",
            "kind": "ask",
            "fact": "order.number",
            "say": "which-order",
            "again": "again",
            "next": "order",
        },
        {"id": "order", "kind": "look-up", "what": "order", "missing": "wrong", "next": "line"},
        {"id": "wrong", "kind": "say", "message": "no-such-order", "next": "number"},
        {"id": "line", "kind": "ask", "fact": "item", "say": "which-item", "next": "details"},
        {"id": "details", "kind": "look-up", "what": "item", "next": "why"},
        {
            "id": "why",
            "kind": "ask",
            "fact": "reason",
            "say": "why",
            "next": [
                {"when": [{"fact": "reason", "is": "torn"}], "to": "person"},
                {"when": [{"fact": "allowed.return", "is": True}], "to": "act"},
                {"to": "late"},
            ],
        },
        {
            "id": "act",
            "kind": "act",
            "action": "return",
            "guard": [{"fact": "allowed.return", "is": True}],
            "confirm": "confirm-return",
            "done": "return-made",
            "refused": "stopped",
            "failed": "person",
            "next": "kinder",
        },
        {"id": "kinder", "kind": "offer", "offer": "tenth", "declined": "done", "next": "done"},
        {"id": "late", "kind": "say", "article": "sending-back", "next": "stopped"},
        {"id": "stopped", "kind": "end", "solved": False},
        {"id": "done", "kind": "end", "say": "anything-else"},
        {"id": "person", "kind": "hand-over", "queue": "orders", "why": "torn"},
    ],
}
GIVEN: dict[str, Value] = {
    "customer.signed-in": False,
    "customer.offers-agreed": True,
    "case.open-complaint": False,
    "mood": "neutral",
}
ORDER: dict[str, Value] = {
    "order.status": "delivered",
    "order.placed": "2026-11-01",
    "order.total": 1200,
    "order.items": ("Mint leaf",),
    "order.count": 1,
    "order.address": "1 Quay St",
    "order.refunded": 0,
    "allowed.cancel": False,
    "allowed.change-address": False,
    "allowed.reship": False,
}
ITEM: dict[str, Value] = {
    "item.title": "Mint leaf",
    "item.product": "mint-leaf",
    "item.price": 650,
    "item.refundable": 650,
    "allowed.return": True,
    "allowed.exchange": True,
    "allowed.refund": False,
    "allowed.claim": False,
}
FOUND: Mapping[str, Mapping[str, Value]] = {"order": ORDER, "item": ITEM}


def playbook(*flows: dict[str, Any]) -> Playbook:
    """A playbook with these flows; without any, with that of a return."""
    return Playbook.model_validate({**HEAD, "flows": flows or (RETURN,)})


def value_of(shape: FactShape) -> Value:
    """Some value of a fact's kind."""
    simple: dict[str, Value] = {
        "flag": True, "whole": 3, "money": 500, "date": "2026-11-01", "email": "ada@example.org", "texts": ("one",),
        "order-number": "K-1", "product": "mint-leaf", "variant": "mint-leaf/100", "choice": "x",
    }  # fmt: skip
    return shape.choices[0] if shape.choices else simple.get(shape.kind, "words")


def shape_of(book: Playbook, state: FlowState, fact: str) -> FactShape:
    """The shape of a fact that a flow asks for."""
    for one in book.flow[state.flow].facts:
        if one.id == fact:
            return FactShape(one.id, one.kind, True, tuple(each.id for each in one.choices))
    return next(one for one in ASKED if one.name == fact)


def fitting(book: Playbook, done: Advance) -> Iterator[Event]:
    """Events that the state waits for, the one that goes well first."""
    state, last = done.state, done.moves[-1]
    step = book.flow[state.flow].step(state.step)
    if state.waits == "answer" and isinstance(step, AskStep):
        shape = shape_of(book, state, step.fact)
        yield Heard({step.fact: value_of(shape)})
        if shape.choices:
            yield Heard({step.fact: shape.choices[-1]})
        yield Heard()
    elif state.waits == "look-up":
        what = last.name or ""
        found = look_up(what)
        assert found is not None
        facts = {one.name: value_of(one) for one in found.gives}
        yield Found(what, facts)
        yield Found(what, {name: not value if isinstance(value, bool) else value for name, value in facts.items()})
        yield Missing(what)
        yield Silent(what)
    elif state.waits in ("choice", "confirmation"):
        yield Answered(True, state.token)
        yield Answered(False, state.token)
        yield Heard()
    elif state.waits == "action":
        gives = SHAPES[last.name].gives if last.name in SHAPES else ()
        yield Done(state.token, {one.name: value_of(one) for one in gives})
        yield Failed(state.token, "too-late")
    elif state.waits == "sign-in":
        yield Heard()


# -- flows as a hostile or careless author could write them: any step may lead to any

_NAMES = [f"s{number}" for number in range(6)]
_TO = st.sampled_from(_NAMES)
_CONDITIONS = st.lists(
    st.sampled_from(
        [
            {"fact": "reason", "is": "mind"}, {"fact": "allowed.return", "is": True},
            {"fact": "order.status", "one_of": ["placed"]}, {"fact": "stock.available", "known": False},
        ]
    ),
    max_size=1,
)  # fmt: skip
_NEXT = st.lists(st.fixed_dictionaries({"when": _CONDITIONS, "to": _TO}), min_size=1, max_size=3)
_WAY = st.one_of(st.none(), _TO)


def _step(name: str) -> st.SearchStrategy[dict[str, Any]]:
    asked = st.sampled_from(["reason", "order.number", "item", "variant"])
    say = {"say": st.just("m"), "next": _NEXT}
    return st.one_of(
        st.fixed_dictionaries(
            {"kind": st.just("ask"), "fact": asked, "afresh": st.booleans(), "otherwise": _WAY, **say}
        ),
        st.fixed_dictionaries(
            {
                "kind": st.just("look-up"),
                "what": st.sampled_from(["order", "item", "last-order", "variant-stock"]),
                "missing": _WAY,
                "next": _NEXT,
            }
        ),
        st.fixed_dictionaries(
            {
                "kind": st.just("act"),
                "action": st.sampled_from(["return", "cancel", "refund", "voucher"]),
                "guard": st.just([{"fact": "allowed.return", "is": True}]),
                "confirm": st.just("c"),
                "done": st.just("d"),
                "refused": _WAY,
                "failed": _WAY,
                "next": _NEXT,
            }
        ),
        st.fixed_dictionaries({"kind": st.just("offer"), "offer": st.just("tenth"), "declined": _TO, "next": _NEXT}),
        st.fixed_dictionaries({"kind": st.just("say"), "message": st.just("m"), "next": _NEXT}),
        st.fixed_dictionaries({"kind": st.just("choose"), "next": _NEXT}),
        st.fixed_dictionaries({"kind": st.just("hand-over"), "queue": st.just("orders")}),
        st.fixed_dictionaries({"kind": st.just("end"), "solved": st.booleans()}),
    ).map(lambda step: {"id": name, **step})


FLOWS = st.tuples(*(_step(name) for name in _NAMES)).map(lambda steps: {**RETURN, "steps": list(steps)})
