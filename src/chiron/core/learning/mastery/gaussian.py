"""The built-in learner model: one Gaussian ability per skill, updated in closed form by each answer.

The formulas stand in ``probit`` (an answer) and ``graph`` (what skills tell of one another). Time weakens what answers
said: a site's variance grows by ``drift`` a day, as a random walk would, so that a belief falls back towards what is
expected without it. Each answer also adds ``learning`` to the variance: ability moves while one practises.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from chiron.core.learning.copying import replace
from chiron.core.learning.course import Course
from chiron.core.learning.mastery.estimate import Certainty, Estimate, Observation, SkillView, State
from chiron.core.learning.mastery.graph import Everything, Scale, Site, Ties, expected
from chiron.core.learning.mastery.probit import Likelihood, cdf, chance, partly
from chiron.core.learning.memory import USUAL_PRIOR, Memory, Prior, retrievability

EIGHTY = 1.2815515655446004
"""Standard deviations to each side of the middle 80 % of a Gaussian."""
FARTHEST = 5.0
"""No mean leaves [-5, 5]: beyond it answers no longer differ."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything that can be fitted. A changed value needs a new ``version``: events name it."""

    version: str = "gaussian@1"
    start: float = -0.3
    """Expected ability in a skill of difficulty 0 that nothing is known of."""
    general: float = 0.3
    own: float = 1.0
    """Variances of the general ability and of each skill's own part."""
    ties: Ties = field(default_factory=Ties)
    slip: float = 0.08
    lucky: float = 0.0
    """Chances that who knows answers wrongly, and that who does not answers rightly beyond the kind's own guess."""
    lapses: Mapping[str, tuple[float, float]] = field(default_factory=dict, hash=False)
    """``slip`` and ``lucky`` of the kinds of interaction of which more is known."""
    practice: float = 0.0
    """What ability gains on the average by each answer."""
    learning: float = 0.03
    """Variance added by each answer."""
    drift: float = 0.004
    """Variance added to a site by each day."""
    floor: float = 0.1
    """Least variance of a belief: nobody's next answer is certain, and a belief must be able to turn."""
    helped: float = 0.5
    """Each hint rung multiplies the chance that a right answer shows something by this."""
    repeated: float = 0.25
    """As ``helped``, for each earlier answer to the very same step."""
    likely: float = 0.85
    low: float = 0.7
    alone: int = 3
    """Demonstrated: so likely, so likely at the low end, and so many distinct items solved alone at first try."""
    guessed: float = 0.7
    """Estimated: at least so likely."""
    kept: float = 0.6
    """What was demonstrated is shown so while recall is at least this."""


@dataclass(frozen=True, slots=True)
class Gaussian:
    """See the module and the ``Model`` protocol."""

    parameters: Parameters = field(default_factory=Parameters)
    memory: Prior = USUAL_PRIOR
    """How memories begin and fade in the course that it was fitted to."""

    @property
    def version(self) -> str:
        """Name and version of the parameters."""
        return self.parameters.version

    def estimate(self, course: Course, skill: str, estimates: Mapping[str, Estimate], when: datetime) -> Estimate:
        """What is believed of a skill at a time. Raises KeyError for a skill that the course does not have."""
        return self._joined(course, skill, estimates.get(skill), self._everything(course, estimates, when))

    def estimates(self, course: Course, estimates: Mapping[str, Estimate], when: datetime) -> dict[str, Estimate]:
        """What is believed of every skill."""
        everything = self._everything(course, estimates, when)
        return {name: self._joined(course, name, estimates.get(name), everything) for name in course.skills}

    def update(self, estimate: Estimate, observation: Observation) -> Estimate:
        """The belief after one answer.

        A hint or an earlier answer to the same step turns into guess: with n rungs and r repeats a right answer shows
        something only with chance (1 - guess) helped^n repeated^r. A repeated wrong answer weighs 1 / (1 + r).
        "I don't know" is wrong without a chance of slip or guess. Luck works as a guess does.
        """
        p, key = self.parameters, f"{observation.item}#{observation.step}"
        repeats = estimate.seen.count(key)
        credit = 0.0 if observation.unsure else min(max(observation.credit, 0.0), 1.0)
        slip, guess = (0.0, 0.0) if observation.unsure else self.lapse(observation.guess, observation.kind)
        telling = (1.0 - guess) * p.helped ** max(0, observation.hints) * p.repeated**repeats
        slip *= telling
        variance = estimate.variance + p.learning
        item = Likelihood(observation.difficulty, 1.0 - telling, slip)
        mean, after = partly(estimate.mean, variance, item, credit)
        weight = 1.0 - (1.0 - credit) * repeats / (1.0 + repeats)
        mean = estimate.mean + weight * (mean - estimate.mean) + p.practice
        after = variance + weight * (after - variance)
        return replace(
            _with_evidence(estimate, observation, key, first=repeats == 0),
            mean=min(max(mean, -FARTHEST), FARTHEST),
            variance=min(max(after, p.floor), 0.99 * estimate.base_variance),
        )

    def predict(self, estimate: Estimate, difficulty: float = 0.0, guess: float = 0.0, kind: str = "") -> float:
        """The chance that the next answer is right, unaided."""
        slip, guess = self.lapse(guess, kind)
        return chance(estimate.mean, estimate.variance, difficulty, guess, slip * (1.0 - guess))

    def lapse(self, guess: float, kind: str = "") -> tuple[float, float]:
        """The chance of a slip by who knows and is not guessing, and of a right answer without knowing: guessed in
        the kind's own way (``guess``) or by luck."""
        p, guess = self.parameters, min(max(guess, 0.0), 0.95)
        slip, lucky = p.lapses.get(kind, (p.slip, p.lucky))
        return slip, guess + (1.0 - guess) * lucky

    def view(self, estimate: Estimate, memory: Memory | None, when: datetime) -> SkillView:
        """The belief as people are shown it: chances to solve a usual item alone, slips and guesses left out."""
        width = EIGHTY * estimate.variance**0.5
        low, high = cdf(estimate.mean - width), cdf(estimate.mean + width)
        likely = chance(estimate.mean, estimate.variance)
        return SkillView(
            self._state(estimate, likely, low, memory, when),
            _certainty(high - low, estimate.evidence),
            likely,
            low,
            high,
            estimate.evidence,
        )

    def _state(self, estimate: Estimate, likely: float, low: float, memory: Memory | None, when: datetime) -> State:
        p = self.parameters
        kept = memory is None or retrievability(memory, when) >= p.kept
        if likely >= p.likely and low >= p.low and len(estimate.alone) >= p.alone and kept:
            return "demonstrated"
        return "estimated" if likely >= p.guessed else "not-yet"

    def _everything(self, course: Course, estimates: Mapping[str, Estimate], when: datetime) -> Everything:
        p, sites, skills = self.parameters, dict[str, Site](), course.skills
        for name, estimate in estimates.items():
            variance, before = estimate.variance, estimate.base_variance
            precision = 1.0 / variance - 1.0 / before
            if name not in skills or precision <= 1e-6:
                continue
            mean = (estimate.mean / variance - estimate.base_mean / before) / precision
            at = estimate.at
            if at is not None and at < when:
                precision = 1.0 / (1.0 / precision + p.drift * (when - at).total_seconds() / 86_400)
            sites[name] = Site(precision, mean, p.start - skills[name].difficulty)
        return Everything.of(sites, Scale(p.general, p.own, p.start))

    def _joined(self, course: Course, skill: str, kept: Estimate | None, everything: Everything) -> Estimate:
        mean, variance = expected(course, skill, everything, self.parameters.ties)
        if kept is None:
            return Estimate(mean, variance, mean, variance)
        site = everything.sites.get(skill, Site(0.0, mean, mean))
        precision = 1.0 / variance + site.precision
        joined = (mean / variance + site.precision * site.mean) / precision
        return replace(
            kept,
            mean=min(max(joined, -FARTHEST), FARTHEST),
            variance=max(1.0 / precision, min(self.parameters.floor, 0.99 * variance)),
            base_mean=mean,
            base_variance=variance,
        )


def _certainty(width: float, evidence: int) -> Certainty:
    """From the width of the range. Nobody is told that we are sure of a skill they have never answered in."""
    if width <= 0.2 and evidence:
        return "sure"
    return "fairly-sure" if width <= 0.4 else "not-sure"


def _with_evidence(estimate: Estimate, observation: Observation, key: str, first: bool) -> Estimate:
    right = observation.credit >= 0.99 and observation.hints <= 0 and not observation.unsure
    alone, spoiled = estimate.alone, estimate.spoiled
    if not right:
        alone, spoiled = tuple(item for item in alone if item != observation.item), observation.item
    elif first and observation.item not in (*alone, spoiled):
        alone = (*alone, observation.item)[-6:]
    at = observation.when if estimate.at is None else max(observation.when, estimate.at)
    seen = (*estimate.seen, key)[-12:]
    return replace(estimate, at=at, evidence=estimate.evidence + 1, seen=seen, alone=alone, spoiled=spoiled)
