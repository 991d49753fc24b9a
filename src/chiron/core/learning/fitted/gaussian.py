"""Fitting the Gaussian learner model to a course's log.

First the six numbers for abilities (``abilities``), then one pass over everybody that learns every difficulty
(``learning``) and how memories begin and fade, and from what was said in it slips and luck by kind of interaction
(``lapses``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt

from chiron.core.learning.course import Course
from chiron.core.learning.fitted.abilities import searched
from chiron.core.learning.fitted.lapses import Said, course_wide, lapses
from chiron.core.learning.fitted.learning import Learning, Met
from chiron.core.learning.fitted.parameters import Fitted, course_of, model_of
from chiron.core.learning.fitted.responses import Done, History, Response
from chiron.core.learning.mastery import Estimate, Gaussian
from chiron.core.learning.mastery.probit import cdf
from chiron.core.learning.memory import FRESH, Initial, Memory, Recall, begun, learnt, review
from chiron.core.learning.memory.recall import SIZE

ENOUGH_REVIEWS = 50
"""With fewer reviews the course keeps FSRS's own beginnings and curve."""
APART = 0.3
"""How far learners of one course differ in the weights of their curves, as a standard deviation."""

Progress = Callable[[float], None]
"""Told how far it is, from 0 to 1."""


def fit(course: Course, histories: Sequence[History], progress: Progress = lambda _: None) -> Fitted:
    """The course's parameters from what its learners did. ``course`` is as its author wrote it."""
    found = searched(course, histories, lambda share: progress(0.5 * share))
    everybody = _Pass(Learning(course, model_of(found, "fitting")))
    for place, history in enumerate(histories, 1):
        everybody.take(history)
        progress(0.5 + 0.5 * place / len(histories))
    skills, templates = everybody.learning.told()
    answers = sum(len(history.responses) for history in histories)
    found = replace(found, skills=skills, templates=templates, learners=len(histories), answers=answers)
    if everybody.said:
        kinds = lapses(everybody.said, found.slip, found.lucky)
        slip, lucky = course_wide(kinds, found.slip, found.lucky)
        found = replace(found, lapses=kinds, slip=slip, lucky=lucky)
    if everybody.reviews < ENOUGH_REVIEWS:
        return found
    head = Recall(everybody.head.weights, _DIFFERING, everybody.reviews)
    return replace(found, scales=everybody.initial.scales, recall=head, reviews=everybody.reviews)


_DIFFERING = tuple(APART**2 if i == j else 0.0 for i in range(SIZE) for j in range(i, SIZE))


def predictions(course: Course, fitted: Fitted, history: History) -> Iterator[tuple[float, Response]]:
    """What would have been said before each answer, each then learnt from. ``course`` is as its author wrote it."""
    return replay(course_of(course, fitted), model_of(fitted, "replayed"), history)


def replay(course: Course, model: Gaussian, history: History) -> Iterator[tuple[float, Response]]:
    """The same with a course that has its difficulties already."""
    estimates: dict[str, Estimate] = {}
    for one in history.responses:
        seen = replace(one.seen, difficulty=course.templates[one.skill, one.template].difficulty)
        before = model.estimate(course, one.skill, estimates, seen.when)
        yield model.predict(before, seen.difficulty, seen.guess, seen.kind), one
        estimates[one.skill] = model.update(before, seen)


@dataclass(slots=True)
class _Pass:
    """The pass over everybody: difficulties, what was said, and how memories begin and fade."""

    learning: Learning
    said: list[Said] = field(default_factory=list)
    head: Recall = FRESH
    initial: Initial = field(default_factory=Initial)
    reviews: int = 0

    def take(self, history: History) -> None:
        estimates, memories, firsts = dict[str, Estimate](), dict[str, Memory](), dict[str, int]()
        for one in history.happened:
            if isinstance(one, Response):
                self._say(one, self.learning.take(one, estimates))
            else:
                self._reviewed(one, estimates, memories, firsts)

    def _say(self, one: Response, met: Met) -> None:
        seen = one.seen
        if not (seen.hints or seen.unsure):
            able = cdf((met.mean - met.difficulty) / sqrt(1.0 + met.variance))
            self.said.append(Said(seen.kind, min(max(seen.guess, 0.0), 0.95), able, one.right))

    def _reviewed(
        self, one: Done, estimates: dict[str, Estimate], memories: dict[str, Memory], firsts: dict[str, int]
    ) -> None:
        memory, model = memories.get(one.skill), self.learning.model
        if memory is None:
            estimate = model.estimate(self.learning.course, one.skill, estimates, one.when)
            if model.view(estimate, None, one.when).state != "demonstrated":
                return
            firsts[one.skill] = one.rated
        else:
            recalled = one.rated > 1
            self.head = learnt(self.head, memory, recalled, one.when)
            self.initial = begun(self.initial, firsts[one.skill], memory, recalled, one.when)
            self.reviews += 1
        memories[one.skill] = review(memory, one.rated, one.when)
