"""Traces and touches of a made shop, written short."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from chiron.core.support.bounds import Channel
from chiron.core.support.events import Touch
from chiron.core.support.journey.traces import Step, Trace
from chiron.core.support.kinds import Body
from chiron.core.support.playbook import Stage

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)

STAGES = (
    Stage(id="looking", title="Looking round", enters=("product.seen",), quiet_days=10, articles=("choosing-boots",)),
    Stage(
        id="buying", title="Buying", enters=("basket.added",), leaves=("order.placed", "basket.removed"), quiet_days=5
    ),
    Stage(id="waiting", title="Waiting", enters=("order.placed",), leaves=("order.delivered",), articles=("parcels",)),
    Stage(id="loyal", title="Loyal", enters=("order.delivered",), times=2, within_days=100),
)


def at(hours: float) -> datetime:
    """So many hours after the beginning."""
    return BEGIN + timedelta(hours=hours)


def trace(
    words: str, who: str = "Ada", every: float = 1.0, start: float = 0.0, *segments: str, channel: str = "web"
) -> Trace:
    """A trace of the words, one every so many hours; ``product.seen/boot`` is about a boot."""
    steps = []
    for number, word in enumerate(words.split()):
        activity, _, product = word.partition("/")
        products = (product,) if product else ()
        steps.append(Step(at(start + number * every), f"{who}-{number}", activity, channel, products))
    return Trace(who, tuple(steps), frozenset(segments))


def touch(key: str, hours: float, body: Body, who: str = "Ada", channel: Channel = Channel.WEB) -> Touch:
    """A touch of a customer."""
    return Touch(key=key, at=at(hours), body=body, channel=channel, customer=who)


def touches(bodies: Iterable[Body], who: str = "Ada") -> list[Touch]:
    """A touch of each body, one an hour."""
    return [touch(f"k{hour}", hour, body, who) for hour, body in enumerate(bodies)]
