"""What a school chose: which models, in which order, what each may see, and what may be spent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from chiron.core.errors import InvalidInput
from chiron.engine.models import store
from chiron.engine.models.budget import PERIODS, SCOPES, Limit, Limits
from chiron.engine.models.call import Kind
from chiron.engine.records.database import Connection, Row

MOST_TOKENS = 10**12
MOST_COST = Decimal(10**8)


@dataclass(frozen=True, slots=True)
class Choice:
    """A model that may be asked, by the operator's word for it, and what it may see."""

    model: str
    kinds: frozenset[Kind]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A school's models, the first asked first, and its limits. Nothing is chosen until somebody does."""

    choices: tuple[Choice, ...] = ()
    limits: Limits = field(default_factory=dict)


def read(choices: Sequence[Row], budgets: Sequence[Row]) -> Chosen:
    """What the rows say. A kind that this Chiron does not know is not allowed."""
    known = {kind.value for kind in Kind}
    return Chosen(
        tuple(Choice(row["model"], frozenset(Kind(kind) for kind in row["kinds"] if kind in known)) for row in choices),
        {(row["scope"], row["period"]): Limit(row["tokens"], row["cost"]) for row in budgets},
    )


async def view(conn: Connection) -> Chosen:
    """A school's choice."""
    return read(*await store.view_settings(conn))


async def change(conn: Connection, chosen: Chosen) -> None:
    """Keep a school's choice in the place of the former; the caller has asked the door. Raises InvalidInput."""
    if any(not choice.kinds for choice in chosen.choices):
        raise InvalidInput("Say what each model may see.", field="kinds")
    await store.replace_choices(conn, [(each.model, sorted(each.kinds)) for each in chosen.choices])
    kept = [
        (scope, period, limit.tokens, limit.cost)
        for (scope, period), limit in chosen.limits.items()
        if limit.tokens is not None or limit.cost is not None
    ]
    await store.replace_budgets(conn, kept)


def read_limits(form: Mapping[str, Any]) -> Limits:
    """Limits from fields such as ``tokens_school_day`` and ``cost_learner_month``. Raises InvalidInput with a field."""
    found = {}
    for scope in SCOPES:
        for period in PERIODS:
            tokens = _whole(str(form.get(f"tokens_{scope}_{period}", "")), f"tokens_{scope}_{period}")
            cost = _money(str(form.get(f"cost_{scope}_{period}", "")), f"cost_{scope}_{period}")
            if tokens is not None or cost is not None:
                found[scope, period] = Limit(tokens, cost)
    return found


def _whole(text: str, field: str) -> int | None:
    text = text.strip().replace(" ", "").replace(",", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 13 and int(text) <= MOST_TOKENS):
        raise InvalidInput("Give a whole number of tokens.", field=field)
    return int(text)


def _money(text: str, field: str) -> Decimal | None:
    text = text.strip().replace(",", ".")
    if not text:
        return None
    whole, _, part = text.partition(".")
    if not ((whole or part) and (whole + part).isascii() and (whole + part).isdigit() and len(text) <= 13):
        raise InvalidInput("Give an amount, such as 2.50.", field=field)
    amount = Decimal(f"{whole or 0}.{part or 0}").quantize(Decimal("0.0001"))
    if amount > MOST_COST:
        raise InvalidInput("Give a smaller amount.", field=field)
    return amount
