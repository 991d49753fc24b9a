"""A fit that was kept before the features of the prediction changed is passed over, not read wrongly."""

from __future__ import annotations

from msgspec.structs import replace

from chiron.core.learning.fitted.parameters import KIND
from chiron.core.learning.mastery import model
from chiron.core.learning.outlook import opening
from chiron.core.learning.prediction import begun
from chiron.engine.fits.live import Live
from tests.core.tiny import tiny


def test_an_explanation_of_older_features_gives_way_to_the_authors_word() -> None:
    course, today = tiny(), begun(weights=(0.0,) * len(begun().weights))
    assert Live(model(KIND), explained=today).prediction(course) is today
    older = replace(today, weights=today.weights[:-2], format=today.format - 1)
    assert Live(model(KIND), explained=older).prediction(course) == opening(course)
