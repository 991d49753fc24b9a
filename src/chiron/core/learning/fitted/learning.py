"""One pass over a course's answers in which each difficulty is a Gaussian too, beside every learner's abilities.

The author's statement is a difficulty's prior (PRIOR_SD around it), and an answer moves ability and difficulty by the
same exact moments. With x = ability - difficulty, of mean m - d and variance v + u, assumed-density filtering
(``mastery.probit``) gives m', v' of x, and the difficulty's part k = u / (v + u) of it

    d' = d - k (m' - (m - d)),    u' = u - k^2 ((v + u) - v')

so that a difficulty stays at the author's without answers and leaves it as they come (Minka 2001; Herbrich, Minka &
Graepel 2006 do so with two players). A template's difficulty is its skill's shift and its own offset; each takes its
part.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from chiron.core.learning.course import Course
from chiron.core.learning.fitted.parameters import Known, held
from chiron.core.learning.fitted.responses import Response
from chiron.core.learning.mastery import Estimate, Gaussian
from chiron.core.learning.mastery.probit import Likelihood, partly

PRIOR_SD = 0.5
"""How far authors' statements of difficulty are usually off, for skills and templates alike."""
LEAST_VARIANCE = 4e-4


class Met(NamedTuple):
    """What was believed as an answer came: ability and its variance, and the difficulty of what was asked."""

    mean: float
    variance: float
    difficulty: float


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
class Learning:
    """Every difficulty, as far as the pass has come."""

    course: Course
    model: Gaussian
    shifts: dict[str, _Believed] = field(default_factory=dict)
    offsets: dict[tuple[str, str], _Believed] = field(default_factory=dict)

    def take(self, one: Response, estimates: dict[str, Estimate]) -> Met:
        """Learn from one answer; ``estimates`` are its learner's and are changed. What was believed before it."""
        before = self.model.estimate(self.course, one.skill, estimates, one.seen.when)
        difficulty = self._learnt(one, before)
        estimates[one.skill] = self.model.update(before, replace(one.seen, difficulty=difficulty))
        return Met(before.mean, before.variance, difficulty)

    def _learnt(self, one: Response, before: Estimate) -> float:
        """Move the difficulty of one answer; what it was believed to be before."""
        stated = self.course.templates[one.skill, one.template].difficulty
        shift = self.shifts.setdefault(one.skill, _Believed(0.0))
        offset = self.offsets.setdefault((one.skill, one.template), _Believed(stated))
        difficulty, seen = shift.mean + offset.mean, one.seen
        if seen.hints or seen.unsure:
            return difficulty  # With help, or where nothing was tried, an answer says nothing of the item.
        variance = before.variance + shift.variance + offset.variance
        middle = before.mean - difficulty
        slip, guess = self.model.lapse(seen.guess, seen.kind)
        item = Likelihood(0.0, guess, slip * (1 - guess))
        after, narrowed = partly(middle, variance, item, min(max(seen.credit, 0.0), 1.0))
        for believed in (shift, offset):
            believed.moved(believed.variance / variance, after - middle, variance - narrowed)
        return difficulty

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
