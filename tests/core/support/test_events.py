"""The kinds of support event: every field is bounded and declared, and what comes in is read strictly."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.errors import InvalidInput
from chiron.core.events import KINDS as OF_LEARNERS
from chiron.core.events import Personal
from chiron.core.support.events import BROWSING, KINDS, Touch, in_order, read, tells, written
from chiron.core.support.kinds import MessageSaid, ProductSeen

NOW = "2026-03-02T09:00:00Z"


def sent(**changes: object) -> dict[str, object]:
    return {"key": "k", "at": NOW, "customer": "ada", "body": {"kind": "product.seen", "product": "boot"}, **changes}


def test_every_field_says_what_it_tells() -> None:
    for kind, struct in KINDS.items():
        assert tells(kind).keys() == set(struct.__struct_fields__)
    assert tells("message.said")["text"] is Personal.CONTENT
    assert tells("visitor.parted")["device"] is Personal.IDENTIFIES
    assert tells("product.seen")["product"] is Personal.NO


def test_what_somebody_looks_at_is_told_apart_from_what_they_buy() -> None:
    assert {"product.seen", "mail.opened", "offer.shown"} <= BROWSING
    assert not {kind for kind in BROWSING if kind.startswith(("order.", "case.", "message.", "consent."))}
    assert set(KINDS) > BROWSING


def test_every_text_is_bounded() -> None:
    """A field without a bound would let one event fill the disk."""
    for kind, struct in KINDS.items():
        for info in msgspec.inspect.type_info(struct).fields:  # type: ignore[attr-defined]
            assert "StrType(min_length=None, max_length=None, pattern=None)" not in repr(info.type), (kind, info.name)


def test_times_are_read_in_any_zone_and_kept_in_utc() -> None:
    touch = read(sent(at="2026-03-02T10:00:00+01:00"))
    assert touch.at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert touch.at.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (sent(at="2026-03-02T10:00:00"), "time zone"),
        (sent(at="yesterday"), "$.at"),
        (sent(customer=None), "neither"),
        (sent(customer="x" * 121), "$.customer"),
        (sent(key=""), "$.key"),
        (sent(body={"kind": "product.bought", "product": "boot"}), "$.body.kind"),
        (sent(body={"kind": "product.seen"}), "product"),
        (sent(body={"kind": "product.seen", "product": "boot", "price": 1}), "price"),
        (sent(body={"kind": "order.placed", "order": "o", "items": [], "total": 1}), "$.body.items"),
        (sent(body={"kind": "order.placed", "order": "o", "items": [{"product": "b"}], "total": -1}), "$.body.total"),
        (sent(body={"kind": "order.refunded", "order": "o", "amount": 10**9 * 100}), "$.body.amount"),
        (sent(body={"kind": "order.refunded", "order": "o", "amount": 1, "currency": "euro"}), "$.body.currency"),
        (sent(body={"kind": "case.rated", "case": "c", "stars": 6}), "$.body.stars"),
        (sent(body={"kind": "message.said", "case": "c", "message": "m", "by": "admin", "text": "x"}), "$.body.by"),
        (sent(body={"kind": "message.said", "case": "c", "message": "m", "by": "agent", "text": "x" * 20_001}), "text"),
        (sent(school="other"), "school"),
        ("text", "object"),
        (None, "object"),
        ([], "object"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(wrong: object, place: str) -> None:
    with pytest.raises(InvalidInput, match=place.replace("$", r"\$").replace(".", r"\.")):
        read(wrong)


def test_a_body_is_written_as_it_is_read() -> None:
    said = MessageSaid(case="c", message="m", by="customer", text="Grüße")  # type: ignore[arg-type]
    assert written(said) == {"kind": "message.said", "case": "c", "message": "m", "by": "customer", "text": "Grüße"}
    assert read(sent(body=dict(written(said)))).kind == "message.said"


@given(
    st.recursive(st.none() | st.integers() | st.text(max_size=20), lambda x: st.dictionaries(st.text(max_size=9), x))
)
def test_nothing_but_a_clear_refusal_comes_of_nonsense(nonsense: object) -> None:
    for wrong in (nonsense, sent(body=nonsense), sent(at=nonsense), sent(key=nonsense)):
        with suppress(InvalidInput):
            assert isinstance(read(wrong), Touch)


def test_one_order_for_all_whatever_came_first() -> None:
    body = ProductSeen(product="boot")
    made = [
        Touch(key=key, at=datetime(2026, 3, day, tzinfo=UTC), body=body, customer="ada")
        for key, day in (("b", 2), ("a", 2), ("z", 1))
    ]
    assert [touch.key for touch in in_order(made)] == ["z", "a", "b"]


def test_learners_have_kinds_of_their_own() -> None:
    """Two logs may use a word alike; what a learner does has no kind in this one."""
    assert "step.attempted" not in KINDS
    assert "order.placed" not in OF_LEARNERS
