"""The forgetting curve in the fold: it begins with the second review, goes into due dates, and replays the same."""

from __future__ import annotations

from datetime import timedelta

from chiron.core.learning.memory import USUAL_PRIOR, Prior, Recall, due, prior_of
from tests.core.test_judged_otherwise import worked
from tests.core.test_memory_follows import KNOWN


def test_it_is_learnt_from_reviews_and_says_when_they_are_due() -> None:
    ada = worked(KNOWN)
    memory = ada.state.record("first").memory
    assert memory is not None
    assert ada.state.recall is not None, "the memory began before the last of these items"
    assert ada.state.recall.reviews == memory.reviews - 1
    shown = ada.state.memories["first"]
    assert shown == ada.state.memory("first")
    assert shown.due == due(ada.state.recall, memory)
    assert shown.due >= memory.last + timedelta(days=1)
    assert ada.again() == ada.state
    assert ada.state.memory("second") is None


def test_a_model_without_a_prior_begins_at_fsrs() -> None:
    assert prior_of(object()) is USUAL_PRIOR
    own = Prior((0.5, 1.0, 1.0, 1.0), Recall(reviews=3))
    assert prior_of(type("Theirs", (), {"memory": own})()) is own
