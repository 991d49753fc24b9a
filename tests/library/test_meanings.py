"""Sentences of lessons keep their vectors by what they say, each school its own, and are compared in the database."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from uuid import UUID

import psycopg
import pytest

from chiron.core.language.answering.meaning import pieces
from chiron.core.language.answering.passages import passages
from chiron.core.language.answering.retrieval import Index
from chiron.core.learning.course import Course
from chiron.engine.library.meanings import Meanings
from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Database
from chiron.ports.embeddings import EmbeddingsAway, Vector

LESSONS = ("Water moves through the membrane. Salt does not.", "A ribosome joins amino acids.")


class Letters:
    """A fake: two numbers that tell texts with "Water" from others. It counts what it is given, and can fall silent."""

    name = "letters"

    def __init__(self, mark: str = "letters-1") -> None:
        self.given: list[str] = []
        self.away = False
        self._mark = mark

    async def mark(self) -> str:
        return self._mark

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        if self.away:
            raise EmbeddingsAway("away")
        self.given += texts
        return [(1.0, 0.0) if "Water" in text else (0.6, 0.8) for text in texts]


def course(*lessons: str) -> Course:
    """As much of a course as its passages need."""
    skills = {f"skill-{n}": SimpleNamespace(title=f"Skill {n}", lesson=text) for n, text in enumerate(lessons)}
    return SimpleNamespace(skills=skills, readings={})  # type: ignore[return-value]


def digests(given: Course) -> tuple[str, ...]:
    return Index.build(passages(given)).pieces


@pytest.mark.usefixtures("vectors")
async def test_a_question_is_compared_with_every_sentence(database: Database, school: UUID) -> None:
    model = Letters()
    meanings = Meanings(database, model)
    asked = digests(course(*LESSONS))
    assert await meanings.near(school, asked, (1.0, 0.0)) is None, "nothing is embedded yet"
    assert await meanings.fill(school, [course(*LESSONS)]) == 3
    near = await meanings.near(school, asked, (1.0, 0.0))
    assert near is not None
    assert [round(near[digest], 5) for digest in asked] == [1.0, 0.6, 0.6]


@pytest.mark.usefixtures("vectors")
async def test_only_what_changed_is_embedded_again_and_what_is_gone_is_forgotten(
    database: Database, school: UUID
) -> None:
    model = Letters()
    meanings = Meanings(database, model)
    await meanings.fill(school, [course(*LESSONS)])
    model.given.clear()
    changed = course(LESSONS[0], "A ribosome joins amino acids in order.")
    assert await meanings.fill(school, [changed]) == 1
    assert model.given == ["Skill 1: A ribosome joins amino acids in order."]
    assert await meanings.near(school, digests(course(*LESSONS)), (1.0, 0.0)) is None
    assert await meanings.fill(school, [changed]) == 0
    other = Meanings(database, Letters("letters-2"))
    assert await other.near(school, digests(changed), (1.0, 0.0)) is None, "another model's vectors mean nothing to it"
    assert await other.fill(school, [changed]) == 3
    async with database.school(school) as conn:
        rows = await (await conn.execute("SELECT DISTINCT mark FROM passage_vector")).fetchall()
    assert [row["mark"] for row in rows] == ["letters-2"]


@pytest.mark.usefixtures("vectors")
async def test_a_school_sees_its_own_vectors_alone(database: Database, school: UUID, other_school: UUID) -> None:
    meanings = Meanings(database, Letters())
    await meanings.fill(school, [course(*LESSONS)])
    assert await meanings.near(other_school, digests(course(*LESSONS)), (1.0, 0.0)) is None
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with database.school(other_school) as conn:
            await conn.execute(
                "INSERT INTO passage_vector (school, mark, digest, vector) VALUES (%s, 'm', %s, '{1}')",
                [school, "0" * 64],
            )


async def test_without_the_extension_words_alone_are_compared(
    database: Database, school: UUID, endpoint: Endpoint
) -> None:
    async with await psycopg.AsyncConnection.connect(endpoint.admin_url, autocommit=True) as admin:
        await admin.execute("DROP EXTENSION IF EXISTS vector")
    model = Letters()
    meanings = Meanings(database, model)
    assert not await meanings.can_compare(school)
    assert await meanings.fill(school, [course(*LESSONS)]) == 0
    assert await meanings.near(school, digests(course(*LESSONS)), (1.0, 0.0)) is None
    assert model.given == []


@pytest.mark.usefixtures("vectors")
async def test_what_was_embedded_before_a_failure_is_kept(database: Database, school: UUID) -> None:
    model = Letters()
    meanings = Meanings(database, model)
    await meanings.fill(school, [course(LESSONS[0])])
    model.away = True
    with pytest.raises(EmbeddingsAway):
        await meanings.fill(school, [course(*LESSONS)])
    assert await meanings.near(school, digests(course(LESSONS[0])), (1.0, 0.0)) is not None


def test_pieces_are_sentences_under_their_heading() -> None:
    texts = list(pieces(passages(course("## Osmosis\n\nWater moves. It seeks salt."))).values())
    assert texts == ["Osmosis: Water moves.", "Osmosis: It seeks salt."]
