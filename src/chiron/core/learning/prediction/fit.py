"""Learning a course's parameters from its answers: one pass over the learners, then the head.

Each learner's answers are predicted from what earlier learners taught about the course, and then teach in turn
(prequential: Dawid 1984). So the head sees easiness as uncertain as it will be for the next learner, and no answer
helps to predict itself. An item, skill or course with little evidence stays near its prior: shrinkage is in the
filter. The head's weights stay near the shipped ones unless many answers say otherwise. One learner with one answer is
enough.

A fit starts from the author's word and the shipped weights, never from an earlier fit's estimates: whoever was erased
from the log is gone from the fit made after it.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from chiron.core.learning.prediction.features import features
from chiron.core.learning.prediction.filter import absorb, begin, held
from chiron.core.learning.prediction.head import regression
from chiron.core.learning.prediction.parameters import Material, Parameters, begun
from chiron.core.learning.prediction.state import Graded

Answers = Mapping[str, Sequence[Graded]]
"""learner -> their answers in order of time. ``Seen``, or anything with item, skills, when and right."""
Progress = Callable[[float], None]
"""Told the share that is done, in [0, 1]."""
UNSURE = 0.3
"""The head learns from what comes after this share of the answers: before it the course is hardly known."""
ROWS = 120_000
"""So many answers are enough for the head: its weights are few. Half as many cost .0003 of AUC, twice as many bring
.0002 more (validation learners of ASSISTments 2009 and 2015)."""
HOLD = 10.0
"""Precision with which a weight is held near the shipped one where answers are many: as if known to within .3."""
ENOUGH = 30_000
"""So many answers are many. With n the precision is HOLD (1 + (ENOUGH / n)^2): a small class says much of its skills
and items, and next to nothing of the head that thousands of learners have not said already. Held by HOLD alone, a fit
to a class of twenty predicts worse than what ships (chosen on such classes in training parts of the public logs)."""


def fit(
    answers: Answers,
    begin_with: Parameters | None = None,
    version: str = "prediction@1",
    progress: Progress | None = None,
    hold: float = HOLD,
) -> Parameters:
    """Parameters learnt from ``answers``, naming their learners.

    ``begin_with`` gives settings, the author's word (its material) and the weights to stay near: ``begun(fresh(...))``.
    It must not be a fit of other people's answers. Raises ValueError where it names learners. The same answers give
    the same fit, whatever order the learners come in.
    """
    first = begin_with or begun()
    if first.learners:
        raise ValueError("A fit begins with what the author says, not with another fit: it would keep who was erased.")
    said = progress or (lambda _: None)
    rows, rights, material = prequential(answers, first, ROWS, lambda share: said(0.8 * share))
    weights = head(rows, rights, first.weights, hold)
    said(1.0)
    learners = tuple(sorted(who for who in answers if answers[who]))
    total = sum(map(len, answers.values()))
    return replace(first, version=version, weights=tuple(weights), material=material, learners=learners, answers=total)


def head(
    rows: Sequence[Sequence[float]], rights: Sequence[float], shipped: Sequence[float], hold: float = HOLD
) -> list[float]:
    """The head's weights from features and outcomes: near ``shipped``, the nearer the fewer they are."""
    return regression(rows, rights, shipped, hold * (1.0 + (ENOUGH / max(1, len(rows))) ** 2))


def prequential(
    answers: Answers, first: Parameters, most: int, progress: Progress | None = None, unsure: float = UNSURE
) -> tuple[list[list[float]], list[float], Material]:
    """Features and outcomes of about ``most`` answers, evenly spread over the later ones, and what all taught.

    The first share ``unsure`` of the answers teaches about the course and is no row.
    """
    order = sorted((who for who in answers if answers[who]), key=lambda who: (zlib.crc32(who.encode()), who))
    total = sum(len(answers[who]) for who in order)
    material, settings = first.material.copy(), first.settings
    rows: list[list[float]] = []
    rights: list[float] = []
    done, every = 0, max(1, round(total * (1.0 - unsure) / most))
    for who in order:
        learner = begin(settings=settings)
        for seen in answers[who]:
            if done >= unsure * total and done % every == 0:
                rows.append(features(learner, material, settings, seen))
                rights.append(held(seen.right))
            absorb(learner, material, settings, seen, teach=True)
            done += 1
        if progress is not None:
            progress(done / total)
    return rows, rights, material
