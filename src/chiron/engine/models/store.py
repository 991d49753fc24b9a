"""Rows of the models that a school chose, of what may be and was spent, and of every call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, LiteralString
from uuid import UUID

from psycopg.rows import DictRow

from chiron.engine.models.budget import Count
from chiron.engine.records.database import Connection, Statement

CHOICES: Statement = ("SELECT model, kinds FROM model_choice ORDER BY place, model", ())
BUDGETS: Statement = ("SELECT scope, period, tokens, cost FROM model_budget", ())


async def replace_choices(conn: Connection, choices: Sequence[tuple[str, Sequence[str]]]) -> None:
    """Keep these models with what each may see, in their order, in the place of all others."""
    await conn.execute("DELETE FROM model_choice")
    for place, (model, kinds) in enumerate(choices):
        query = "INSERT INTO model_choice (model, place, kinds) VALUES (%s, %s, %s)"
        await conn.execute(query, [model, place, list(kinds)])


async def replace_budgets(conn: Connection, budgets: Sequence[tuple[str, str, int | None, Decimal | None]]) -> None:
    """Keep these limits in the place of all others."""
    await conn.execute("DELETE FROM model_budget")
    for each in budgets:
        await conn.execute("INSERT INTO model_budget (scope, period, tokens, cost) VALUES (%s, %s, %s, %s)", each)


async def view_settings(conn: Connection) -> tuple[list[DictRow], list[DictRow]]:
    """The models chosen, and the limits."""
    choices = await (await conn.execute(CHOICES[0])).fetchall()
    return choices, await (await conn.execute(BUDGETS[0])).fetchall()


_RESERVE: LiteralString = """
WITH called AS (
    INSERT INTO model_call (id, learner, class, consent, asked, purpose, kinds, model, provider, here, reserved,
        reserved_cost)
    VALUES (%(id)s, %(learner)s, %(class)s, %(consent)s, %(asked)s, %(purpose)s, %(kinds)s, %(model)s, %(provider)s,
        %(here)s, %(tokens)s, %(cost)s)
)
INSERT INTO model_spent AS s (scope, whose, period, begins, learner, tokens, cost)
SELECT c.scope, c.whose, c.period, c.begins, CASE WHEN c.scope = 'learner' THEN c.whose END, %(tokens)s, %(cost)s
FROM unnest(%(scopes)s::text[], %(owners)s::uuid[], %(periods)s::text[], %(begins)s::date[])
    WITH ORDINALITY AS c (scope, whose, period, begins, place)
ORDER BY c.place
ON CONFLICT (school, scope, whose, period, begins)
DO UPDATE SET tokens = s.tokens + excluded.tokens, cost = s.cost + excluded.cost
RETURNING s.scope, s.period, s.tokens, s.cost
"""


async def reserve(conn: Connection, values: Mapping[str, Any], counts: Sequence[Count]) -> list[DictRow]:
    """Note a call and count what it may come to; what is then spent on each row.

    Who comes second waits for the rows until the first is kept or undone.
    """
    columns = {
        "scopes": [each.scope for each in counts],
        "owners": [each.whose for each in counts],
        "periods": [each.period for each in counts],
        "begins": [each.begins for each in counts],
    }
    return await (await conn.execute(_RESERVE, {**values, **columns})).fetchall()


_SETTLE: LiteralString = """
WITH before AS (
    SELECT id, reserved, reserved_cost FROM model_call WHERE id = %s AND outcome = 'asked' FOR UPDATE
), ended AS (
    UPDATE model_call c SET outcome = %s, prompt = %s, cached = %s, completion = %s, cost = %s, currency = %s,
        first_ms = %s, took_ms = %s
    FROM before b WHERE c.id = b.id
    RETURNING coalesce(c.prompt, 0) + coalesce(c.completion, 0) - b.reserved AS tokens,
        coalesce(c.cost, 0) - b.reserved_cost AS cost
), owed AS (
    SELECT c.scope, c.whose, c.period, c.begins FROM unnest(%s::text[], %s::uuid[], %s::text[], %s::date[])
        AS c (scope, whose, period, begins)
), held AS (
    SELECT s.scope, s.whose, s.period, s.begins FROM model_spent s JOIN owed USING (scope, whose, period, begins)
    ORDER BY array_position(ARRAY['school', 'class', 'learner'], s.scope), s.period FOR UPDATE OF s
)
UPDATE model_spent s SET tokens = s.tokens + ended.tokens, cost = s.cost + ended.cost
FROM held h, ended
WHERE (s.scope, s.whose, s.period, s.begins) = (h.scope, h.whose, h.period, h.begins)
RETURNING s.scope
"""


def settle(
    id: UUID, outcome: str, used: Sequence[object], first_ms: int | None, took_ms: int, counts: Sequence[Count]
) -> Statement:
    """End a call: how, what it took (prompt, cached, completion, cost, currency), and how long, and count the
    difference to what was reserved. Sent twice it counts once.
    """
    owed: list[object] = [
        [each.scope for each in counts],
        [each.whose for each in counts],
        [each.period for each in counts],
        [each.begins for each in counts],
    ]
    return _SETTLE, [id, outcome, *used, first_ms, took_ms, *owed]


async def view_spent(conn: Connection, begins: Sequence[date]) -> list[DictRow]:
    """What the whole school spent in the days and months that begin on these dates."""
    query = "SELECT period, begins, tokens, cost FROM model_spent WHERE scope = 'school' AND begins = ANY(%s)"
    return await (await conn.execute(query, [list(begins)])).fetchall()


async def view_calls(conn: Connection, since: datetime, most: int) -> list[DictRow]:
    """The last calls since a moment, newest first."""
    query = (
        "SELECT asked, learner, purpose, kinds, model, provider, here, outcome, prompt, cached, completion, cost,"
        " currency, first_ms, took_ms, consent FROM model_call WHERE asked >= %s ORDER BY asked DESC, id DESC LIMIT %s"
    )
    return await (await conn.execute(query, [since, most])).fetchall()
