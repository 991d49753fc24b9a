"""Answers to one question that a teacher has decided, and what they say of another answer to it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from chiron.core.learning.answers.knowledge import Knowledge
from chiron.core.learning.answers.tokens import Reading, read

MOST = 200
"""Decided answers kept of a question; the oldest go first."""
SHARP = 4
"""Power of a similarity in a vote: near ones decide."""
STEPS, PACE, SHRINK = 30, 0.5, 0.02
"""Of the logistic regression over a question's words."""

NAMES = (
    "decided", "right-share", "nearest-right", "nearest-wrong", "nearest-gap", "vote", "vote-meaning", "near-few",
    "same-right", "same-wrong", "words-say", "words-say-mean", "fitted",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decided:
    """One answer with a person's decision. ``terms`` are stems and pairs of neighbours."""

    text: str
    right: bool
    reading: Reading
    terms: frozenset[str]
    meaning: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class DecidedAnswers:
    """Decided answers to one question, oldest first, with what is counted of them."""

    decided: tuple[Decided, ...] = ()

    def __len__(self) -> int:
        return len(self.decided)


def add(knowledge: Knowledge, others: DecidedAnswers, text: str, right: bool) -> DecidedAnswers:
    """With one more decided answer. The same text decided again is decided anew."""
    read_so = decided(knowledge, text, right)
    before = tuple(one for one in others.decided if one.reading.words != read_so.reading.words)
    return replace(others, decided=(*before, read_so)[-MOST:])


def decided(knowledge: Knowledge, text: str, right: bool) -> Decided:
    """An answer with its decision, read."""
    reading = read(text)
    return Decided(text, right, reading, terms(reading), knowledge.meaning(reading.stems))


def terms(reading: Reading) -> frozenset[str]:
    """Stems, denied ones marked, and pairs of neighbours."""
    marked = [f"!{w}" if n in reading.negated else w for n, w in enumerate(reading.stems)]
    return frozenset(marked) | {f"{a} {b}" for a, b in pairwise(marked)}


def likeness(one: Decided, other: Decided, weights: Mapping[str, float]) -> float:
    """How alike two answers are, in [0, 1]: half by weighted terms, half by runs of letters."""
    # Exact sums: a set's order must not show in the last digit.
    common = math.fsum(weights.get(t, 1.0) for t in one.terms & other.terms)
    if not common and not one.reading.runs.keys() & other.reading.runs.keys():
        return 0.0
    whole = math.fsum(weights.get(t, 1.0) for t in one.terms | other.terms)
    small, large = one.reading, other.reading
    if len(small.runs) > len(large.runs):
        small, large = large, small
    dot = sum(count * large.runs.get(run, 0) for run, count in small.runs.items())
    length = small.length * large.length
    return 0.5 * (common / whole if whole else 0.0) + 0.5 * (dot / length if length else 0.0)


Fitted = tuple[float, dict[str, float]]
"""Bias and slope by term."""


def features(
    knowledge: Knowledge, others: Sequence[Decided], text: str, regression: Fitted | None = None
) -> list[float]:
    """What the decided answers say of this one, in the order of NAMES; zeros where there are none.

    ``regression`` is ``fit(others)`` where it is known already.
    """
    if not others:
        return [0.0] * len(NAMES)
    mine = decided(knowledge, text, False)
    weights = _weights(knowledge, mine)
    near = [(likeness(mine, one, weights), one.right) for one in others]
    far = [(_cosine(mine.meaning, one.meaning), one.right) for one in others]
    rights = sum(one.right for one in others)
    share = (rights + 1) / (len(others) + 2)
    best = [max((value for value, right in near if right is side), default=0.0) for side in (True, False)]
    few = sorted(near, key=lambda pair: -pair[0])[:5]
    same = [
        float(any(one.right is side and one.reading.stems == mine.reading.stems for one in others))
        for side in (True, False)
    ]
    counted = _words_say(others, mine.terms)
    return [
        math.log(1 + len(others)), share, best[0], best[1], best[0] - best[1],
        _vote(near, share), _vote(far, share), (sum(right for _, right in few) + share) / (len(few) + 1),
        *same, counted, counted / (len(mine.terms) or 1), fitted(regression or fit(others), mine.terms),
    ]  # fmt: skip


def _weights(knowledge: Knowledge, mine: Decided) -> dict[str, float]:
    return {
        term: sum(knowledge.weight(word.lstrip("!")) for word in term.split()) / (1 + term.count(" "))
        for term in mine.terms
    }


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    return max(0.0, sum(a * b for a, b in zip(one, other, strict=True))) if one and other else 0.0


def _vote(near: Sequence[tuple[float, bool]], share: float) -> float:
    whole = sum(value**SHARP for value, _ in near)
    return (sum(value**SHARP for value, right in near if right) + 0.1 * share) / (whole + 0.1)


def _words_say(others: Sequence[Decided], mine: frozenset[str]) -> float:
    """The log odds of naive Bayes over the terms of this answer that were met."""
    rights = sum(one.right for one in others)
    wrongs = len(others) - rights
    yes: Counter[str] = Counter()
    no: Counter[str] = Counter()
    for one in others:
        (yes if one.right else no).update(one.terms & mine)
    return sum(
        math.log((yes[term] + 0.5) / (rights + 1)) - math.log((no[term] + 0.5) / (wrongs + 1))
        for term in sorted(mine)
        if yes[term] + no[term] > 0
    )


def fitted(regression: Fitted, mine: frozenset[str]) -> float:
    """The log odds that a regression gives to terms."""
    bias, slopes = regression
    return bias + sum(slopes.get(term, 0.0) for term in sorted(mine)) / math.sqrt(len(mine) or 1)


def fit(others: Sequence[Decided]) -> Fitted:
    """A logistic regression over the terms, fitted to the decided answers by gradient descent."""
    slopes: dict[str, float] = {}
    bias = 0.0
    rows = [(sorted(one.terms), 1 / math.sqrt(len(one.terms) or 1), float(one.right)) for one in others]
    for _ in range(STEPS):
        steps: dict[str, float] = {}
        push = 0.0
        for words, scale, right in rows:
            say = bias + scale * sum(slopes.get(term, 0.0) for term in words)
            error = right - 1 / (1 + math.exp(-max(-30.0, min(30.0, say))))
            push += error
            for term in words:
                steps[term] = steps.get(term, 0.0) + error * scale
        bias += PACE * push / len(rows) * 4
        for term, step in steps.items():
            slopes[term] = slopes.get(term, 0.0) * (1 - SHRINK) + PACE * step
    return bias, slopes
