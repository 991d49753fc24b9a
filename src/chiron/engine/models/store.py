"""Rows of the models that a school chose, of what may be and was spent, and of every call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import LiteralString
from uuid import UUID

from psycopg import Error
from psycopg.errors import UniqueViolation
from psycopg.rows import DictRow

from chiron.engine.models.budget import Bound, Count
from chiron.engine.records.database import Connection, Database, Statement
from chiron.ports.llm import Withheld

CHOICES: Statement = ("SELECT model, kinds FROM model_choice ORDER BY place, model", ())
BUDGETS: Statement = ("SELECT scope, period, tokens, cost FROM model_budget", ())
NAMES_MARK: Statement = (
    "SELECT s.always_replaced, concat_ws(' ', s.name, p.people, p.names) AS mark FROM school s, LATERAL ("
    "SELECT count(*) AS people, sum(hashtextextended("
    "concat_ws(chr(10), name, sign_in_name, preferences ->> 'contact_name'), 0)) AS names FROM person)"
    " AS p WHERE s.id = current_setting('app.school')::uuid",
    (),
)
"""Whether names are always replaced, and what changes with every name of the school."""
NAMES: Statement = (
    "SELECT name, sign_in_name FROM (SELECT name, sign_in_name, created, id FROM person UNION ALL SELECT"
    " preferences ->> 'contact_name', '', created, id FROM person WHERE preferences ->> 'contact_name' <> '') AS p"
    " ORDER BY created, id, sign_in_name DESC",
    (),
)
SCHOOL_NAME: Statement = ("SELECT name FROM school WHERE id = current_setting('app.school')::uuid AND named", ())


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


_RELAXED: Statement = ("SELECT set_config('synchronous_commit', 'off', true)", ())
"""Every call of a school counts on one row, which is locked until the transaction is kept: nobody waits for the disk.
A crash of the whole machine may lose the calls of its last half second.
"""

_RESERVE: LiteralString = """
WITH called AS (
    INSERT INTO model_call (id, learner, class, consent, asked, purpose, kinds, model, provider, here, turn,
        replaced, reserved, reserved_cost)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
), bounds AS (
    SELECT * FROM unnest(%s::text[], %s::uuid[], %s::text[], %s::date[], %s::bigint[], %s::numeric[])
        WITH ORDINALITY AS c (scope, whose, period, begins, tokens, cost, place)
), counted AS (
    INSERT INTO model_spent AS s (scope, whose, period, begins, learner, tokens, cost)
    SELECT c.scope, c.whose, c.period, c.begins, CASE WHEN c.scope = 'learner' THEN c.whose END, %s, %s
    FROM bounds c ORDER BY c.place
    ON CONFLICT (school, scope, whose, period, begins)
    DO UPDATE SET tokens = s.tokens + excluded.tokens, cost = s.cost + excluded.cost
    RETURNING s.scope, s.whose, s.period, s.begins, s.tokens, s.cost
)
SELECT CASE WHEN s.tokens > c.tokens OR s.cost > c.cost THEN refuse_model(s.scope, s.period) ELSE true END AS kept
FROM counted s JOIN bounds c USING (scope, whose, period, begins) ORDER BY c.place
"""


async def reserve(
    database: Database, school: UUID, call: Sequence[object], tokens: int, cost: Decimal, bounds: Sequence[Bound]
) -> None:
    """Note a call and count what it may come to, all or nothing. ``call`` are its columns up to ``replaced``.

    One message: who comes second waits for the rows only until the database has kept or undone the first. Raises
    Withheld where it is over a bound.
    """
    columns: list[object] = [
        [each.scope for each, _ in bounds],
        [each.whose for each, _ in bounds],
        [each.period for each, _ in bounds],
        [each.begins for each, _ in bounds],
        [limit.tokens for _, limit in bounds],
        [limit.cost for _, limit in bounds],
    ]
    try:
        await database.message(school, _RELAXED, (_RESERVE, [*call, tokens, cost, *columns, tokens, cost]))
    except UniqueViolation:
        return  # sent twice, since a connection died: the first was kept
    except Error as fault:
        if fault.sqlstate != "CH001":
            raise
        scope, _, period = (fault.diag.message_detail or "").partition(" ")
        raise Withheld(
            "The budget for language models is spent for now.", why="budget", scope=scope, period=period
        ) from None


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


async def settle(
    database: Database,
    school: UUID,
    id: UUID,
    ended: tuple[str, Sequence[object], int | None, int],
    counts: Sequence[Count],
) -> None:
    """End a call and count the difference to what was reserved. ``ended`` says how, what it took (prompt, cached,
    completion, cost, currency), and the milliseconds until the first words and the end. Sent twice it counts once.
    """
    outcome, used, first_ms, took_ms = ended
    owed: list[object] = [
        [each.scope for each in counts],
        [each.whose for each in counts],
        [each.period for each in counts],
        [each.begins for each in counts],
    ]
    await database.message(school, _RELAXED, (_SETTLE, [id, outcome, *used, first_ms, took_ms, *owed]))


async def view_spent(conn: Connection, begins: Sequence[date]) -> list[DictRow]:
    """What the whole school spent in the days and months that begin on these dates."""
    query = "SELECT period, begins, tokens, cost FROM model_spent WHERE scope = 'school' AND begins = ANY(%s)"
    return await (await conn.execute(query, [list(begins)])).fetchall()


async def view_calls(conn: Connection, since: datetime, most: int, learner: UUID | None = None) -> list[DictRow]:
    """The last calls since a moment, newest first, of one learner if one is given; each with what was agreed to, and
    when, in the line of the ledger by which it was made, and the name of the class that it counts on.
    """
    query = (
        "SELECT m.asked, m.learner, m.purpose, m.kinds, m.replaced, m.model, m.provider, m.here, m.outcome, m.prompt,"
        " m.cached, m.completion, m.cost, m.currency, m.first_ms, m.took_ms, c.what AS agreed, c.at AS agreed_at,"
        " k.name AS class FROM model_call m LEFT JOIN consent c ON c.school = m.school AND c.id = m.consent"
        " LEFT JOIN class k ON k.school = m.school AND k.id = m.class"
        " WHERE m.asked >= %(since)s AND (%(learner)s::uuid IS NULL OR m.learner = %(learner)s)"
        " ORDER BY m.asked DESC, m.id DESC LIMIT %(most)s"
    )
    asked = {"since": since, "learner": learner, "most": most}
    return await (await conn.execute(query, asked)).fetchall()


_CALL: LiteralString = (
    "SELECT asked, turn, purpose, kinds, model, provider, here, outcome, prompt, cached, completion, cost, currency,"
    " first_ms, took_ms FROM model_call"
)


async def view_calls_of(conn: Connection, turns: Sequence[UUID]) -> list[DictRow]:
    """The calls that were made for these turns, in the order in which they were made."""
    return await (await conn.execute(f"{_CALL} WHERE turn = ANY(%s) ORDER BY asked, id", [list(turns)])).fetchall()


async def view_schools_with_calls(conn: Connection, before: datetime) -> list[UUID]:
    """Schools that list calls from before a moment; needs no school to be set."""
    found = await conn.execute("SELECT schools_with_calls_before(%s) AS school", [before])
    return [row["school"] for row in await found.fetchall()]


async def forget_calls(conn: Connection, before: datetime) -> int:
    """Forget the calls from before a moment, and what was spent in days and months that began before it; how many
    calls those were.
    """
    await conn.execute("DELETE FROM model_spent WHERE begins < %s", [before.date()])
    return (await conn.execute("DELETE FROM model_call WHERE asked < %s", [before])).rowcount
