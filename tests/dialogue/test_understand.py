"""A model asked what kind of message one is: a good one, garbage, one that hangs, and one that may not be asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chiron.adapters.llm.fake import FakeModel, Manner
from chiron.core.language.reading import Intent
from chiron.engine.dialogue.understand import understood
from chiron.ports.llm import Unreachable

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MESSAGE = "aide-moi, mon numéro: 555-123-4567"
GOOD = '{"intent": "hint", "quote": "aide-moi", "confidence": 0.9, "facts": []}'


async def test_a_good_model_is_heard_and_gets_the_message_without_numbers_that_tell_who_somebody_is() -> None:
    model = FakeModel("near", says=GOOD)
    found = await understood(MESSAGE, "What is asked?", model.stream, NOW, 60.0)
    assert found is not None
    assert (found.by, found.proposed.intent) == ("near", Intent.HINT)
    (ask,) = model.asks
    assert (ask.purpose, ask.temperature) == ("reading", 0.0)
    assert "[left out]" in ask.messages[-1].text
    assert "What is asked?" in ask.messages[-1].text


@pytest.mark.parametrize("manner", ["good", "garbage", "silent", "down", "slow", "endless", "cut-off", "flattering"])
async def test_whatever_else_a_model_does_is_no_reading(manner: Manner) -> None:
    model = FakeModel("near", manner, pace=0.001)
    assert await understood(MESSAGE, "", model.stream, NOW, 0.05) is None
    assert model.open == 0


async def test_a_model_that_may_not_be_asked_leaves_the_rules_reading() -> None:
    model = FakeModel("near", says=GOOD)
    model.faults = [Unreachable("nobody")]
    assert await understood(MESSAGE, "", model.stream, NOW, 60.0) is None
