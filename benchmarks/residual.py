"""The residual learner on public logs: what boosted trees add to the explainable part, at what cost.

Data, splits and scoring rules: ``logs``. The reference is the explainable part, fitted to the same learners in the
same run; gains with 95 % intervals paired by learner (``learner_scores``). Needs the extra ``fit``. In ASSISTments 2009
about eighty learners are in the log twice, some on both sides of the published splits; ``-alone`` leaves out of the
training part whoever is a copy of a test learner.
"""

from __future__ import annotations

import resource
import time
from math import sqrt
from statistics import fmean, median, stdev
from typing import NamedTuple

from benchmarks import logs
from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.learner_scores import Told, area, ece, gain, loss
from benchmarks.learner_weights import without
from chiron.core.learning.residual import Held, History, Residual, chance, gains, written
from chiron.engine.fits.copies import groups, without_copies_of
from chiron.engine.fits.residual import explainable, fit, held_out

REFERENCE = "the explainable part, fitted to the same learners"
PUBLISHED = "assistments09"
ALONE = ("assistments09", "assistments09-folds")


class Scored(NamedTuple):
    """One fold: the chances of both on what the protocol scores, and their logits."""

    ours: Told
    theirs: Told
    kept: dict[str, list[Held]]
    copies: int


def scored(name: str, fold: logs.Fold, alone: bool, progress: Progress) -> Scored:
    """Fit to one training part, predict its test part."""
    everyone = {**fold.train, **fold.test}
    train = without_copies_of(fold.train, fold.test, everyone) if alone else fold.train
    lead = groups(everyone)
    taught = {lead[who] for who in train}
    copies = sum(lead[who] in taught for who in fold.test)
    progress(f"{name}, fold {fold.name}: {len(train)} learners to learn from; {copies} of {len(fold.test)} are copies")
    base = explainable(without(name))
    residual, explained = fit(train, base, say=progress), base(train)
    found = {who: held_out(residual, answers, explained) for who, answers in fold.test.items()}
    kept = {
        who: [held for held, counts in zip(found[who], logs.scored(name, answers), strict=True) if counts]
        for who, answers in fold.test.items()
    }
    return Scored(_told(kept, corrected=True), _told(kept, corrected=False), kept, copies)


def _told(kept: dict[str, list[Held]], corrected: bool) -> Told:
    return {
        who: [(chance(one.corrected if corrected else one.base), one.right) for one in held]
        for who, held in kept.items()
    }


def over_folds(name: str, alone: bool, progress: Progress) -> Figure:
    """The mean AUC over the folds of a log, with what is worth knowing beside it."""
    ours, theirs, errors, losses, moved, copies = [], [], [], [], [], 0
    held: dict[str, list[Held]] = {}
    for fold in logs.folds(name):
        one = scored(name, fold, alone, progress)
        mine, other = area(one.ours), area(one.theirs)
        ours.append(mine.value)
        theirs.append(other.value)
        moved.append(gain(mine, other))
        errors.append(ece(one.ours))
        losses.append((loss(one.ours), loss(one.theirs)))
        held |= one.kept
        copies += one.copies
        progress(f"fold {fold.name}: {mine.value:.4f}, the explainable part {other.value:.4f}")
    half = sqrt(sum((g.high - g.low) ** 2 for g in moved)) / 2 / len(moved)
    more = fmean(ours) - fmean(theirs)
    spread = f"; folds {min(ours):.4f} to {max(ours):.4f} (sd {stdev(ours):.4f})" if len(ours) > 1 else ""
    note = (
        f"{more:+.4f} [{more - half:+.4f}, {more + half:+.4f}]{spread}; ECE {max(errors):.4f}; log loss "
        f"{fmean(mine for mine, _ in losses):.4f} against {fmean(other for _, other in losses):.4f}; "
        f"{'switched on' if gains(held).on else 'left off'}; {copies} copies of test learners in training"
    )
    return Figure(fmean(ours), fmean(theirs), note)


@benchmark(
    "learner.residual.assistments09",
    "AUC with the residual learner, ASSISTments 2009, published split",
    "AUC",
    goal=Goal(0.785, at="least"),
    reference=REFERENCE,
)
def published(progress: Progress) -> Figure:
    """All answers of the test learners."""
    return over_folds(PUBLISHED, False, progress)


@benchmark(
    "learner.residual.assistments09-alone",
    "AUC with the residual learner, ASSISTments 2009, published split, copies of test learners not learnt from",
    "AUC",
    goal=Goal(0.785, at="least"),
    reference=REFERENCE,
)
def published_alone(progress: Progress) -> Figure:
    """All answers of the test learners."""
    return over_folds(PUBLISHED, True, progress)


@benchmark(
    "learner.residual.assistments09-folds",
    "AUC with the residual learner, ASSISTments 2009, five folds, full history, repeats dropped (mean)",
    "AUC",
    goal=Goal(0.785, at="least"),
    reference=REFERENCE,
)
def five_folds(progress: Progress) -> Figure:
    """All answers of each fold's learners."""
    return over_folds("assistments09-folds", False, progress)


@benchmark(
    "learner.residual.assistments09-folds-alone",
    "The same five folds, copies of test learners not learnt from (mean)",
    "AUC",
    goal=Goal(0.785, at="least"),
    reference=REFERENCE,
)
def five_folds_alone(progress: Progress) -> Figure:
    """All answers of each fold's learners."""
    return over_folds("assistments09-folds", True, progress)


@benchmark(
    "learner.residual.assistments15",
    "AUC with the residual learner, ASSISTments 2015, skills only, cross-validated, first answers not scored (mean)",
    "AUC",
    goal=Goal(0.729, at="least"),
    reference=REFERENCE,
)
def skills_only(progress: Progress) -> Figure:
    """Five folds of learners."""
    return over_folds("assistments15", False, progress)


@benchmark(
    "learner.residual.algebra05",
    "AUC with the residual learner, Algebra 2005, half of the learners, cross-validated by learner (mean)",
    "AUC",
    goal=Goal(0.835, at="least"),
    reference=REFERENCE,
)
def algebra(progress: Progress) -> Figure:
    """Five folds of learners."""
    return over_folds("algebra05", False, progress)


@benchmark(
    "learner.residual.calibration",
    "Expected calibration error with the residual learner, ten bins, the worst of the four logs, first fold of each",
    "ECE",
    goal=Goal(0.02),
)
def calibration(progress: Progress) -> Figure:
    """Held-out learners; every other figure has its own in the note."""
    logged = (*ALONE, "assistments15", "algebra05")
    worst = {name: ece(scored(name, next(logs.folds(name)), name in ALONE, progress).ours) for name in logged}
    return Figure(max(worst.values()), note=", ".join(f"{name} {error:.4f}" for name, error in worst.items()))


def three_hundred_thousand() -> logs.Log:
    """The first learners of ASSISTments 2015 who have 300,000 answers together."""
    found, n = logs.Log(), 0
    for part in logs.FOLDS["assistments15"]:
        for who, answers in logs.read("assistments15", part).items():
            if n >= 300_000:
                return found
            found[who] = answers
            n += len(answers)
    return found


def fitted(progress: Progress) -> tuple[Residual, float, str]:
    """A residual learner of 300,000 answers, seconds it took, and a note."""
    log = three_hundred_thousand()
    begun, worked = time.perf_counter(), time.process_time()
    residual = fit(log, explainable(without("assistments15")), say=progress)
    took = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    note = f"CPU {time.process_time() - worked:.0f} s; peak memory of the process {peak:.0f} MiB"
    return residual, took, f"{note}; artefact {len(written(residual)) / 1e6:.1f} MB, {len(residual.trees)} trees"


@benchmark(
    "learner.residual.fit",
    "Fit of the residual learner to 300,000 answers, six fits of the explainable part included",
    "s",
    goal=Goal(600),
)
def fitting(progress: Progress) -> Figure:
    """One thread; what else the machine does is in the figure, hence the CPU time in the note."""
    _, took, note = fitted(progress)
    return Figure(took, note=note)


@benchmark(
    "learner.residual.serve",
    "CPU of one correction and one fold of an answer in plain Python, beside the explainable part's own (median)",
    "us",
)
def serving(progress: Progress) -> Figure:
    """Learners of ASSISTments 2015, warm, in process."""
    log = logs.some(logs.read("assistments15", "0"), 1500)
    residual, took = fit(log, explainable(without("assistments15")), say=progress), list[float]()
    for answers in list(logs.read("assistments15", "4").values())[:60]:
        history = History()
        for answer in answers:
            begun = time.process_time()
            residual.correction(history, answer, 0.0)
            residual.fold(history, answer)
            took.append(time.process_time() - begun)
    return Figure(median(took) * 1e6, note=f"{len(took)} answers")
