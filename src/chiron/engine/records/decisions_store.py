"""Statements about people's decisions of answers. Row-level security adds the school to every one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString
from uuid import UUID

from psycopg.rows import DictRow

from chiron.core.events import About
from chiron.core.words import Json
from chiron.engine.records.database import Connection


@dataclass(frozen=True, slots=True)
class Decided:
    """One answer with the person's decision that stands for it. ``id`` is the decision's event; ``attempt`` the key of
    the answer's; ``again`` says that earlier decisions had judged the answer when the person did."""

    id: UUID
    subject: UUID
    attempt: str
    outcome: str
    at: datetime
    response: Json
    about: About
    again: bool


# Judging one's own answer is no decision of a person's for others, whichever way it came into the log. The kind stands
# in the text, or a plan made for any kind could not use the index of decisions.
_DECISIONS: LiteralString = (
    "SELECT school, subject, seq, id, server_time, body ->> 'attempt' AS attempt, body ->> 'outcome' AS outcome"
    " FROM event WHERE kind = 'grade.decided' AND actor <> subject"
)
_ANSWERED: LiteralString = (
    " SELECT d.id, d.subject, d.attempt, d.outcome, d.server_time, a.body -> 'response' AS response,"
    " a.course, a.course_version, a.skill, a.template, a.seed, a.parameters, a.step,"
    " a.body -> 'proof' ->> 'by' IS NOT DISTINCT FROM 'decisions' OR EXISTS (SELECT FROM event r"
    " WHERE r.school = d.school AND r.subject = d.subject AND r.kind = 'grade.replayed' AND r.seq < d.seq"
    " AND r.body ->> 'attempt' = d.attempt AND r.body -> 'proof' ->> 'by' = 'decisions') AS again"
    " FROM d JOIN event a ON a.school = d.school AND a.subject = d.subject AND a.key = d.attempt"
    " AND a.kind = 'step.attempted'"
)
_IN_ORDER: LiteralString = " ORDER BY d.server_time, d.subject, d.seq"
_AT_A_STEP: LiteralString = (
    f"WITH d AS (SELECT DISTINCT ON (subject, attempt) * FROM ({_DECISIONS}"
    " AND course = %s AND template = %s AND step = %s AND skill IS NOT DISTINCT FROM %s"
    " ORDER BY server_time DESC, subject, seq DESC LIMIT %s) AS latest ORDER BY subject, attempt, seq DESC)"
    f"{_ANSWERED}{_IN_ORDER}"
)
_BY_A_CHECKER: LiteralString = (
    f"WITH d AS (SELECT DISTINCT ON (subject, attempt) * FROM ({_DECISIONS}) AS every"
    f" ORDER BY subject, attempt, seq DESC){_ANSWERED} AND split_part(a.made_checker, '@', 1) = %s{_IN_ORDER}"
)


async def view(conn: Connection, about: About, most: int) -> list[Decided]:
    """The decisions that stand of answers to a step of a template, whatever the course's version, oldest first.

    The latest ``most`` decisions are looked at.
    """
    found = await conn.execute(_AT_A_STEP, [about.course, about.template, about.step, about.skill, most])
    return [_decided(row) for row in await found.fetchall()]


async def view_judged_by(conn: Connection, checker: str) -> list[Decided]:
    """The decisions that stand of every answer that this checker, of any version, judged first; oldest first."""
    found = await conn.execute(_BY_A_CHECKER, [checker])
    return [_decided(row) for row in await found.fetchall()]


def _decided(row: DictRow) -> Decided:
    places = ("course", "course_version", "skill", "template", "seed", "parameters", "step")
    return Decided(
        id=row["id"],
        subject=row["subject"],
        attempt=row["attempt"],
        outcome=row["outcome"],
        at=row["server_time"],
        response=row["response"],
        about=About(*(row[place] for place in places)),
        again=row["again"],
    )
