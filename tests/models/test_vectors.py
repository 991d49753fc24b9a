"""A question goes to an endpoint of vectors as every ask goes: chosen by the school, agreed to, counted, nameless."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import pytest

from chiron.engine.models import Kind
from chiron.engine.people.consent import Matter
from chiron.main import meaning
from chiron.main.meaning import _asked, _may_see_lessons
from chiron.ports.llm import Ask, Ended, Event, Garbage, Piece, Used, Withheld
from tests.models.conftest import Desk, add, call

LINES = frozenset({Kind.LINES})


def configure(desk: Desk, says: str = "[0.6, 0.8]") -> list[Ask]:
    """An endpoint named ``meaning`` beside a model of words; what it was asked."""
    asked: list[Ask] = []

    async def stream(ask: Ask) -> AsyncGenerator[Event, None]:
        asked.append(ask)
        yield Piece(says)
        yield Used("meaning", 4, 0, 0)
        yield Ended("done")

    desk.offer("words")
    desk.offer("meaning")
    vectors = SimpleNamespace(name="meaning", stream=stream)
    desk.models.offers["meaning"] = replace(desk.offers[-1], words=False, open=lambda: vectors)
    return asked


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is."""
    monkeypatch.setattr(meaning, "PATIENCE", 60.0)


async def test_it_is_asked_by_consent_alone_and_listed_without_the_question(desk: Desk, school) -> None:
    asked = configure(desk)
    ada = await add(desk.database, school, "Ada", Matter.TEXT_MAY_LEAVE)
    ben = await add(desk.database, school, "Ben")
    vector = partial(_asked, desk.database, desk.models, "meaning")
    with pytest.raises(Withheld):
        await vector(ada, "What is osmosis?")
    await desk.choose(school, "words", "meaning", kinds=LINES)
    assert await vector(ada, "What is osmosis, asks Ben") == (0.6, 0.8)
    await desk.models.settled()
    with pytest.raises(Withheld):
        await vector(ben, "What is osmosis?")
    (ask,) = asked
    assert ask.messages[0].text.startswith("What is osmosis")
    assert "Ben" not in ask.messages[0].text, "names are replaced before anything leaves"
    (row,) = await desk.rows(school, "SELECT model, purpose, kinds, outcome, prompt FROM model_call")
    assert dict(row) == {
        "model": "meaning", "purpose": "answer", "kinds": ["lines"], "outcome": "done", "prompt": 4,
    }  # fmt: skip


async def test_it_is_never_asked_for_words(desk: Desk, school) -> None:
    configure(desk)
    ada = await add(desk.database, school, "Ada", Matter.TEXT_MAY_LEAVE)
    await desk.choose(school, "meaning")
    with pytest.raises(Withheld) as fault:
        await desk.heard(await call(desk.database, ada, LINES))
    assert fault.value.details["why"] == "off"
    assert desk.fakes["words"].asks == []


async def test_lessons_are_shown_only_where_the_school_lets_it_see_them(desk: Desk, school) -> None:
    configure(desk)
    assert not await _may_see_lessons(desk.database, "meaning", school)
    await desk.choose(school, "meaning", kinds=LINES)
    assert not await _may_see_lessons(desk.database, "meaning", school)
    await desk.choose(school, "meaning", kinds=frozenset({Kind.COURSE}))
    assert await _may_see_lessons(desk.database, "meaning", school)


async def test_what_is_no_vector_is_a_fault(desk: Desk, school) -> None:
    configure(desk, says="How can I help?")
    ada = await add(desk.database, school, "Ada", Matter.TEXT_MAY_LEAVE)
    await desk.choose(school, "meaning", kinds=LINES)
    with pytest.raises(Garbage):
        await _asked(desk.database, desk.models, "meaning", ada, "What is osmosis?")
