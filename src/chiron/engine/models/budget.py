"""What may be spent on models, and on whom it counts. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from itertools import product
from typing import Literal
from uuid import UUID

from chiron.engine.models.call import Call
from chiron.ports.llm import Ask, Price

Scope = Literal["school", "class", "learner"]
Period = Literal["day", "month"]
SCOPES: tuple[Scope, ...] = ("school", "class", "learner")
PERIODS: tuple[Period, ...] = ("day", "month")


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that one school, each class or each learner may spend in a day or a month; None is without bound."""

    tokens: int | None = None
    cost: Decimal | None = None


Limits = Mapping[tuple[Scope, Period], Limit]


@dataclass(frozen=True, slots=True)
class Count:
    """One row on which a call counts."""

    scope: Scope
    whose: UUID
    period: Period
    begins: date


def counts(call: Call, now: datetime, zone: tzinfo) -> list[Count]:
    """The rows on which a call counts, always in the same order, so that two calls never wait for each other.

    Days and months are the school's own.
    """
    today = now.astimezone(zone).date()
    begins = {"day": today, "month": today.replace(day=1)}
    whose = {"school": call.school, "class": call.class_, "learner": call.learner}
    return [
        Count(scope, owner, period, begins[period])
        for scope, period in product(SCOPES, PERIODS)
        if (owner := whose[scope]) is not None
    ]


def estimate(ask: Ask, price: Price | None) -> tuple[int, Decimal]:
    """The tokens and the cost that a call may come to at most."""
    prompt = prompt_tokens(ask)
    cost = price.of(prompt, 0, ask.most_tokens) if price else Decimal(0)
    return prompt + ask.most_tokens, cost


def prompt_tokens(ask: Ask) -> int:
    """The tokens of what is asked, by a cautious count of three bytes a token."""
    return sum(len(each.text.encode()) // 3 + 8 for each in ask.messages)


def money_bounded(limits: Limits) -> bool:
    """Whether any limit is on money: then only models whose price is known may be asked."""
    return any(limit.cost is not None for limit in limits.values())


Bound = tuple[Count, Limit]
"""A row with the most that may stand on it."""


def bounded(counts: Sequence[Count], limits: Limits) -> list[Bound]:
    """The rows with their limits."""
    return [(each, limits.get((each.scope, each.period), Limit())) for each in counts]
