"""Rows of a school's latest turns: how long their parts took, what their calls cost, how they ended. No words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString

from psycopg.rows import DictRow

from chiron.engine.records.database import Connection

_LATEST: LiteralString = """
WITH begun AS (
    SELECT subject, seq, id, kind, server_time, course, key, body -> 'took' AS took, body ->> 'turn' AS turn
    FROM event WHERE kind = ANY(%s) AND server_time >= %s AND body ? 'took'
    ORDER BY server_time DESC, subject, seq DESC LIMIT %s
), talked AS (
    SELECT b.*, coalesce(b.turn, s.body ->> 'turn') AS talk
    FROM begun b LEFT JOIN event s ON s.subject = b.subject AND s.key = b.key || '/words'
)
SELECT t.subject, t.id, t.kind, t.server_time AS at, t.course, t.took, c.body -> 'took' AS words_took,
    c.body ->> 'ended' AS ended, c.body ->> 'model' AS model,
    jsonb_path_query_array(c.body, '$.stopped[*].rule') AS stopped,
    m.calls, m.tokens, m.cost, m.currency, m.failed
FROM talked t LEFT JOIN event c ON c.subject = t.subject AND c.key = t.talk || '/checked'
LEFT JOIN LATERAL (
    SELECT count(*) AS calls, sum(coalesce(prompt, 0) + coalesce(completion, 0)) AS tokens, sum(cost) AS cost,
        max(currency) AS currency,
        array_agg(outcome ORDER BY asked) FILTER (WHERE outcome NOT IN ('done', 'length', 'left', 'asked')) AS failed
    FROM model_call WHERE t.talk ~ '^[0-9a-f-]{36}$' AND model_call.turn = t.talk::uuid
) m ON t.talk IS NOT NULL
ORDER BY t.server_time DESC, t.subject, t.seq DESC
"""


async def view_latest(conn: Connection, kinds: Sequence[str], since: datetime, most: int) -> list[DictRow]:
    """The latest turns that began with one of these kinds of event since a moment, newest first, ``most`` at most."""
    return await (await conn.execute(_LATEST, [list(kinds), since, most])).fetchall()


_FIND: LiteralString = """
SELECT subject, course FROM event
WHERE course IS NOT NULL AND (id::text = %s OR key = %s OR body ->> 'turn' = %s)
ORDER BY subject, seq LIMIT 1
"""


async def find_turn(conn: Connection, name: str) -> DictRow | None:
    """Whose log has a turn of that name, and in which course: the id of an event or of words, or a command's key.

    It looks through every event of the school: for who runs the machine, not for a page.
    """
    return await (await conn.execute(_FIND, [name, name, name])).fetchone()
