"""Fitting the Gaussian learner model to a course's log.

First ``start``, ``general`` and ``own`` by coordinate steps on the predictive loss of a part of the learners, with a
prior around what Chiron comes with. Then one pass over everybody in which each difficulty is a Gaussian too: the
author's statement is its prior (PRIOR_SD around it), and an answer moves ability and difficulty by the same exact
moments. With x = ability - difficulty, of mean m - d and variance v + u, assumed-density filtering
(``mastery.probit``) gives m', v' of x, and the difficulty's part k = u / (v + u) of it

    d' = d - k (m' - (m - d)),    u' = u - k^2 ((v + u) - v')

so that a difficulty stays at the author's without answers and leaves it as they come (Minka 2001; Herbrich, Minka &
Graepel 2006 do so with two players). A template's difficulty is its skill's shift and its own offset; each takes its
part. The same pass makes the course's memories and learns how they begin and fade.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import exp, log

from chiron.core.learning.course import Course
from chiron.core.learning.fitted.parameters import Fitted, Known, course_of, held, model_of, unfitted
from chiron.core.learning.fitted.responses import Done, History, Response
from chiron.core.learning.fitted.scoring import loss
from chiron.core.learning.mastery import Estimate, Gaussian
from chiron.core.learning.mastery.probit import Likelihood, partly
from chiron.core.learning.memory import FRESH, Initial, Memory, Recall, begun, learnt, review
from chiron.core.learning.memory.recall import SIZE

PRIOR_SD = 0.5
"""How far authors' statements of difficulty are usually off, for skills and templates alike."""
LEAST_VARIANCE = 4e-4
SEARCHED = 6_000
"""So many answers at most, of whole learners, decide on the three numbers for abilities."""
STEPS = (0.5, 0.25)
"""Rounds of steps: in ``start`` itself, in the logarithms of the two variances."""
PRIOR_STEP = 0.5
"""Standard deviation of the three numbers around what Chiron comes with."""
ENOUGH_REVIEWS = 50
"""With fewer reviews the course keeps FSRS's own beginnings and curve."""
APART = 0.3
"""How far learners of one course differ in the weights of their curves, as a standard deviation."""

Progress = Callable[[float], None]
"""Told how far it is, from 0 to 1."""


def fit(course: Course, histories: Sequence[History], progress: Progress = lambda _: None) -> Fitted:
    """The course's parameters from what its learners did. ``course`` is as its author wrote it."""
    found = _abilities(course, histories, lambda share: progress(0.3 * share))
    learning = _Learning(course, model_of(found, "fitting"))
    for place, history in enumerate(histories, 1):
        learning.take(history)
        progress(0.3 + 0.7 * place / len(histories))
    skills, templates = learning.told()
    answers = sum(len(history.responses) for history in histories)
    found = replace(found, skills=skills, templates=templates, learners=len(histories), answers=answers)
    if learning.reviews < ENOUGH_REVIEWS:
        return found
    head = Recall(learning.head.weights, _DIFFERING, learning.reviews)
    return replace(found, scales=learning.initial.scales, recall=head, reviews=learning.reviews)


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
        yield model.predict(before, seen.difficulty, seen.guess), one
        estimates[one.skill] = model.update(before, seen)


def _abilities(course: Course, histories: Sequence[History], progress: Progress) -> Fitted:
    """Coordinate steps from what Chiron comes with."""
    some, usual = list(_some(histories)), unfitted()
    if not some:
        return usual

    def cost(tried: Fitted) -> float:
        """Minus log posterior."""
        off = (tried.start - usual.start, log(tried.general / usual.general), log(tried.own / usual.own))
        told = sum(loss(p, one.right) for history in some for p, one in predictions(course, tried, history))
        return told + sum(each * each for each in off) / (2 * PRIOR_STEP**2)

    best, least = usual, cost(usual)
    for round_, step in enumerate(STEPS):
        for coordinate, move in enumerate(_MOVES):
            for sign in (1, -1):
                while (tried := move(best, sign * step)) and (told := cost(tried)) < least - 1e-9:
                    best, least = tried, told
            progress((round_ + (coordinate + 1) / len(_MOVES)) / len(STEPS))
    return best


_MOVES: tuple[Callable[[Fitted, float], Fitted], ...] = (
    lambda f, by: replace(f, start=f.start + by),
    lambda f, by: replace(f, general=f.general * exp(by)),
    lambda f, by: replace(f, own=f.own * exp(by)),
)


def _some(histories: Iterable[History]) -> Iterator[History]:
    """Whole learners while they fit; one that is longer is cut."""
    left = SEARCHED
    for history in histories:
        if left <= 0:
            return
        told = history.responses[:left]
        left -= len(told)
        if told:
            yield History(history.learner, told)


@dataclass(slots=True)
class _Believed:
    """A difficulty as a Gaussian."""

    mean: float
    variance: float = PRIOR_SD**2
    answers: int = 0

    def moved(self, part: float, by: float, less: float) -> None:
        self.mean -= part * by
        self.variance = max(self.variance - part * part * less, LEAST_VARIANCE)
        self.answers += 1


@dataclass(slots=True)
class _Learning:
    """The pass: every difficulty, and how memories begin and fade."""

    course: Course
    model: Gaussian
    shifts: dict[str, _Believed] = field(default_factory=dict)
    offsets: dict[tuple[str, str], _Believed] = field(default_factory=dict)
    head: Recall = FRESH
    initial: Initial = field(default_factory=Initial)
    reviews: int = 0

    def take(self, history: History) -> None:
        estimates, memories, firsts = dict[str, Estimate](), dict[str, Memory](), dict[str, int]()
        for one in history.happened:
            if isinstance(one, Response):
                before = self.model.estimate(self.course, one.skill, estimates, one.seen.when)
                difficulty = self._learnt(one, before)
                estimates[one.skill] = self.model.update(before, replace(one.seen, difficulty=difficulty))
            else:
                self._reviewed(one, estimates, memories, firsts)

    def _learnt(self, one: Response, before: Estimate) -> float:
        """Move the difficulty of one answer; what it was believed to be before."""
        stated = self.course.templates[one.skill, one.template].difficulty
        shift = self.shifts.setdefault(one.skill, _Believed(0.0))
        offset = self.offsets.setdefault((one.skill, one.template), _Believed(stated))
        difficulty = shift.mean + offset.mean
        seen, slip = one.seen, self.model.parameters.slip
        if seen.hints or seen.unsure:
            return difficulty  # With help, or where nothing was tried, an answer says nothing of the item.
        variance = before.variance + shift.variance + offset.variance
        middle = before.mean - difficulty
        item = Likelihood(0.0, min(max(seen.guess, 0.0), 0.95), slip * (1 - min(max(seen.guess, 0.0), 0.95)))
        after, narrowed = partly(middle, variance, item, min(max(seen.credit, 0.0), 1.0))
        for believed in (shift, offset):
            believed.moved(believed.variance / variance, after - middle, variance - narrowed)
        return difficulty

    def _reviewed(
        self, one: Done, estimates: dict[str, Estimate], memories: dict[str, Memory], firsts: dict[str, int]
    ) -> None:
        memory = memories.get(one.skill)
        if memory is None:
            estimate = self.model.estimate(self.course, one.skill, estimates, one.when)
            if self.model.view(estimate, None, one.when).state != "demonstrated":
                return
            firsts[one.skill] = one.rated
        else:
            recalled = one.rated > 1
            self.head = learnt(self.head, memory, recalled, one.when)
            self.initial = begun(self.initial, firsts[one.skill], memory, recalled, one.when)
            self.reviews += 1
        memories[one.skill] = review(memory, one.rated, one.when)

    def told(self) -> tuple[dict[str, Known], dict[str, Known]]:
        """Skills' difficulties with their shifts, and templates' offsets."""
        skills = {
            name: Known(held(self.course.skills[name].difficulty + b.mean), b.variance**0.5, b.answers)
            for name, b in sorted(self.shifts.items())
        }
        templates = {
            f"{skill}/{template}": Known(held(b.mean), b.variance**0.5, b.answers)
            for (skill, template), b in sorted(self.offsets.items())
        }
        return skills, templates
