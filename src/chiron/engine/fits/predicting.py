"""The other part of a fit: the explainable prediction of the next answer, fitted to the same logs.

It is kept only where it predicts later answers better than what ships, and is used by whoever explains a chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from chiron.core.learning import prediction
from chiron.core.learning.course import Course
from chiron.core.learning.fitted.responses import History, Response
from chiron.core.learning.outlook import opening, seen
from chiron.core.learning.prediction import Parameters


def fit(course: Course, histories: Sequence[History], progress: Callable[[float], None]) -> Parameters:
    """The parameters from what learners did, beginning at the author's word."""
    answers = {history.learner: [seen(one) for one in history.responses] for history in histories}
    return prediction.fit(answers, opening(course), progress=progress)


def predictions(parameters: Parameters, history: History) -> Iterator[tuple[float, Response]]:
    """What would have been said before each of a learner's answers."""
    answers = [seen(one) for one in history.responses]
    return zip(prediction.replay(parameters, answers), history.responses, strict=True)
