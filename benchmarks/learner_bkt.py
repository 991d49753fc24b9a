"""A reference: Bayesian knowledge tracing, fitted by expectation-maximisation to each skill (Corbett & Anderson 1995).

Two hidden states, known and not; chances of knowing at first, of learning by an answer, of a slip and of a guess, each
fitted to the training learners' answers in the skill; nothing is forgotten. Beta priors worth a few answers keep what a
rare skill says from the edges, slip and guess start below one half. The skills of an answer that needs several count
as one. A skill that nobody was trained on takes the mean of the others.
"""

from __future__ import annotations

from statistics import fmean
from typing import NamedTuple

from benchmarks.logs import Answer, Log

ROUNDS = 20
PRIOR = 10.0


class Rates(NamedTuple):
    """Chances of one skill."""

    first: float = 0.5
    learns: float = 0.15
    slip: float = 0.15
    guess: float = 0.25


def name(answer: Answer) -> str:
    """The skills of an answer as one."""
    return "+".join(answer.skills)


class Bkt:
    """See the module."""

    def __init__(self, train: Log) -> None:
        runs: dict[str, list[list[bool]]] = {}
        for answers in train.values():
            mine: dict[str, list[bool]] = {}
            for answer in answers:
                mine.setdefault(name(answer), []).append(answer.right)
            for skill, run in mine.items():
                runs.setdefault(skill, []).append(run)
        self.rates = {skill: fitted(told) for skill, told in runs.items()}
        self.usual = Rates(*(fmean(column) for column in zip(*self.rates.values(), strict=True)))

    def chances(self, answers: list[Answer]) -> list[float]:
        """What it says before each answer of one learner."""
        known, said = dict[str, float](), list[float]()
        for answer in answers:
            skill = name(answer)
            rates = self.rates.get(skill, self.usual)
            p = known.get(skill, rates.first)
            said.append(p * (1 - rates.slip) + (1 - p) * rates.guess)
            known[skill] = _after(p, answer.right, rates)
        return said


def _after(p: float, right: bool, rates: Rates) -> float:
    knew, not_ = (1 - rates.slip, rates.guess) if right else (rates.slip, 1 - rates.guess)
    p = p * knew / (p * knew + (1 - p) * not_)
    return p + (1 - p) * rates.learns


def fitted(runs: list[list[bool]]) -> Rates:
    """Expectation-maximisation over the learners' runs of answers in one skill."""
    rates = Rates()
    for _ in range(ROUNDS):
        rates = _round(runs, rates)
    return rates


def _round(runs: list[list[bool]], rates: Rates) -> Rates:
    usual = Rates()
    counts = [[PRIOR * one, PRIOR] for one in usual]
    for run in runs:
        _expect(run, rates, counts)
    return Rates(*(had / times for had, times in counts))


def _expect(run: list[bool], rates: Rates, counts: list[list[float]]) -> None:
    """Add a run's expected numbers: forwards, then backwards (Baum et al. 1970)."""
    first, learns, slip, guess = rates
    p, told = first, list[tuple[float, float]]()
    for right in run:
        knew, not_ = (1 - slip, guess) if right else (slip, 1 - guess)
        after = p * knew / (p * knew + (1 - p) * not_)
        told.append((p, after))
        p = after + (1 - after) * learns
    later = 1.0  # how much likelier what follows is where the skill is known than where it is not
    for place in range(len(run) - 1, -1, -1):
        right, (_, after) = run[place], told[place]
        # What follows this answer, by the state after learning from it: ``later`` known, 1 not.
        not_yet = learns * later + (1 - learns)
        whole = after * later + (1 - after) * not_yet
        knew = after * later / whole
        if place < len(run) - 1:
            counts[1][0] += (1 - after) * learns * later / whole
            counts[1][1] += 1 - knew
        counts[2][0] += knew * (not right)
        counts[2][1] += knew
        counts[3][0] += (1 - knew) * right
        counts[3][1] += 1 - knew
        if place == 0:
            counts[0][0] += knew
            counts[0][1] += 1
        seen, unseen = (1 - slip, guess) if right else (slip, 1 - guess)
        later = seen * later / (unseen * not_yet)
