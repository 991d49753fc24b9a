"""What may be spent on models, and on whom it counts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from itertools import product
from typing import Literal
from uuid import UUID

from chiron.engine.models.call import Call
from chiron.ports.llm import Ask, Price, Withheld

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


def check(spent: Iterable[Mapping[str, object]], limits: Limits) -> None:
    """Raises Withheld where what is spent, the present call included, is over a limit."""
    for scope, period in _over(spent, limits):
        raise Withheld("The budget for language models is spent for now.", why="budget", scope=scope, period=period)


def _over(spent: Iterable[Mapping[str, object]], limits: Limits) -> Iterator[tuple[str, str]]:
    for row in spent:
        scope, period = row["scope"], row["period"]
        limit = limits.get((scope, period), Limit())  # type: ignore[arg-type]
        tokens, cost = row["tokens"], row["cost"]
        assert isinstance(tokens, int)
        assert isinstance(cost, Decimal)
        if (limit.tokens is not None and tokens > limit.tokens) or (limit.cost is not None and cost > limit.cost):
            yield str(scope), str(period)
