"""Values in a message come out as they went in, whatever they hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from psycopg import DataError
from psycopg.pq import Escaping

from chiron.core.errors import InvalidInput
from chiron.engine.records.database import Database
from chiron.engine.records.literals import filled

ODD = [
    "",
    "plain",
    "it's",
    "''",
    "\\",
    "\\'",
    "E'x'",
    "%s",
    "$$",
    '"',
    "½ ß 語 🎓",
    "a\nb\tc",
    "'; DROP TABLE event; --",
]


@pytest.mark.parametrize("text", ODD)
async def test_text_comes_back(database: Database, school: UUID, text: str) -> None:
    ((row,),) = await database.texts(
        school, ("SELECT %s AS one, %s::text[] AS many, %s AS more", (text, [text, text], text))
    )
    assert (row["one"], row["more"]) == (text, text)
    ((same,),) = await database.message(school, ("SELECT %s::text[] AS many", ([text, text],)))
    ((there,),) = await database.texts(school, ("SELECT %s::text[] = %s::text[] AS same", (row["many"], [text, text])))
    assert there["same"] == "t"
    assert same["many"] == [text, text]


async def test_other_types_come_back(database: Database, school: UUID) -> None:
    when = datetime(2026, 11, 2, 9, 30, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    given = (7, -7, 2**62, None, UUID(int=5), b"\x00'\\\xff", when)
    query = (
        "SELECT 1 - %s AS a, 1 -%s AS b, %s::bigint AS c, %s::text AS d, %s AS e, encode(%s, 'hex') AS f,"
        " extract(epoch FROM %s) AS g"
    )
    ((row,),) = await database.texts(school, (query, given))
    assert (row["a"], row["b"], row["c"], row["d"]) == ("-6", "8", str(2**62), None)
    assert (row["e"], row["f"]) == (str(UUID(int=5)), "00275cff")
    assert float(row["g"] or 0) == when.astimezone(UTC).timestamp()


async def test_what_cannot_be_sent_is_refused(database: Database, school: UUID) -> None:
    with pytest.raises(InvalidInput):
        await database.texts(school, ("SELECT %s AS a", ("a\0b",)))
    with pytest.raises(DataError):
        filled("SELECT %s", ["\0"], Escaping())
    with pytest.raises(TypeError):
        filled("SELECT %s", [1.5], Escaping())
    with pytest.raises(TypeError):
        filled("SELECT %s, %s", ["one"], Escaping())
    with pytest.raises(TypeError):
        filled("SELECT %s", [datetime(2026, 1, 1)], Escaping())  # noqa: DTZ001 - just that is refused
    ((row,),) = await database.texts(school, ("SELECT 1 AS still", ()))
    assert row["still"] == "1", "the connection is whole"
