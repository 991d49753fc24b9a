"""A learner's question is compared with the course by meaning, in time or not at all; the turn goes on either way."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest

from chiron.core.language.answering.retrieval import Index
from chiron.core.learning import commands as c
from chiron.desks.tutoring import meaning as room
from chiron.desks.tutoring.desk import index_of
from chiron.desks.tutoring.meaning import Meaning
from chiron.engine.library.filling import Filling
from chiron.engine.library.meanings import Meanings
from chiron.engine.people.person import Person
from chiron.engine.records.database import Database
from chiron.ports.embeddings import EmbeddingsAway, Vector
from tests.core.tiny import tiny
from tests.desks.test_rebuild import Ada, worked

pytestmark = pytest.mark.usefixtures("vectors")


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is."""
    monkeypatch.setattr(room, "PATIENCE", 60.0)


class Scales:
    """A fake: whatever speaks of a balance, or of scales, points one way."""

    name = "scales"

    def __init__(self) -> None:
        self.given: list[str] = []
        self.fault: Exception | None = None

    async def mark(self) -> str:
        return "scales-1"

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        self.given += texts
        if self.fault is not None:
            raise self.fault
        return [(1.0, 0.0) if "balance" in text.lower() or "scales" in text else (0.0, 1.0) for text in texts]


def meaning_of(database: Database, ada: Ada, model: Scales, may: bool = True) -> Meaning:
    """As the main floor opens it, for a model in a folder."""
    meanings = Meanings(database, model)

    async def allowed(school: UUID) -> bool:
        return may

    async def asked(person: Person, text: str) -> Vector:
        return (await model.embed([text]))[0]

    return Meaning(meanings, Filling(database, ada.desk.folds.shelf, meanings, allowed, lambda: 0.0), asked)


def index(ada: Ada) -> Index:
    return index_of("tiny", tiny())


async def test_the_first_question_has_the_lessons_embedded_and_the_next_is_compared(
    database: Database, school: UUID
) -> None:
    ada, model = await worked(database, school, sittings=0), Scales()
    meaning, person = meaning_of(database, ada, model), ada.sitting.person
    assert await meaning.compare(person, index(ada), "Which side do scales sink on?") is None
    await meaning.filling.settled()
    near = await meaning.compare(person, index(ada), "Which side do scales sink on?")
    assert near is not None
    assert max(near.values()) == pytest.approx(1.0)
    best = index(ada).find("Which side do scales sink on?", near=near)[0]
    assert "balance" in best.passage.text
    assert index(ada).find("Which side do scales sink on?") == [], "no word of it stands in the course"
    given = len(model.given)
    meaning.filling.want(school)
    await meaning.filling.settled()
    assert len(model.given) == given, "nothing changed, so nothing is embedded again"


async def test_only_questions_are_embedded_and_nothing_that_tells_of_somebody(database: Database, school: UUID) -> None:
    ada, model = await worked(database, school, sittings=0), Scales()
    meaning, person = meaning_of(database, ada, model), ada.sitting.person
    for text in ("hint please", "hello", "thanks!", "I want to hurt myself", "this is so stupid"):
        assert await meaning.compare(person, index(ada), text) is None
    assert model.given == []
    await meaning.compare(person, index(ada), "What is an equation? Write to ada@example.org")
    assert "ada@example.org" not in model.given[0]
    await meaning.filling.close()


async def test_a_model_that_fails_or_dawdles_costs_the_turn_nothing(
    database: Database, school: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, model = await worked(database, school, sittings=0), Scales()
    meaning = meaning_of(database, ada, model)
    ada.desk = replace(ada.desk, meaning=meaning)
    await meaning.filling.once(school)
    turn = await ada.do(c.Say("", None, "", "Is an equation a balance?"))
    assert turn.decision.words is not None
    assert turn.decision.words.move.reason == "quoted"
    model.fault = EmbeddingsAway("away")
    turn = await ada.do(c.Say("", None, "", "Is an equation a balance?"))
    assert turn.decision.words is not None
    assert turn.decision.words.move.reason == "quoted", "found by words alone"

    async def never(person: Person, text: str) -> Vector:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(room, "PATIENCE", 0.01)
    slow = replace(meaning, asked=never)
    assert await slow.compare(ada.sitting.person, index(ada), "Is an equation a balance?") is None


async def test_lessons_are_not_shown_to_a_model_that_may_not_see_them(database: Database, school: UUID) -> None:
    ada, model = await worked(database, school, sittings=0), Scales()
    filling = meaning_of(database, ada, model, may=False).filling
    assert await filling.once(school) == 0
    assert model.given == []


async def test_after_a_failure_the_lessons_rest(database: Database, school: UUID) -> None:
    ada, model = await worked(database, school, sittings=0), Scales()
    model.fault = EmbeddingsAway("away")
    filling = meaning_of(database, ada, model).filling
    filling.want(school)
    await filling.settled()
    tried = len(model.given)
    assert tried
    filling.want(school)
    await filling.settled()
    assert len(model.given) == tried
