"""The learner model on public logs: how well it predicts the next answer, how sure, how fast, and how soon.

Data, splits and scoring rules: ``logs``. Every figure has its references from the same run on the same rows: Best-LR as
the reference in the table, the moving average in the note (``learner_reference``); gains with 95 % intervals, paired by
learner (``learner_scores``). The weights that a fit begins with come from the other logs (``learner_weights``).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from statistics import fmean, median, stdev

from benchmarks import logs
from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.learner_reference import BestLr, moving
from benchmarks.learner_scores import Told, area, ece, gain, loss
from benchmarks.learner_weights import without
from chiron.core.learning.fitted.scoring import paired
from chiron.core.learning.prediction import Parameters, Seen, absorb, begin, begun, features, fit, predict, replay, step
from chiron.core.learning.prediction.filter import logistic
from chiron.core.learning.prediction.fit import head
from chiron.core.learning.prediction.predict import logit

REFERENCE = "Best-LR, a logistic regression on item, skill and counts"
Chances = Callable[[list[logs.Answer]], list[float]]


def told(name: str, part: logs.Log, chances: Chances) -> Told:
    """What a model says before each answer that the protocol scores."""
    return {
        who: [
            (chance, answer.right)
            for chance, answer, scored in zip(chances(answers), answers, logs.scored(name, answers), strict=True)
            if scored
        ]
        for who, answers in part.items()
    }


def fitted(name: str, train: logs.Log) -> Parameters:
    """A fit on a training part, begun with nothing of its log."""
    return fit(train, without(name))


def compared(name: str, fold: logs.Fold, progress: Progress) -> tuple[Told, Told, Told]:
    """Ours, Best-LR's and the moving average's chances on the held-out learners of one fold."""
    progress(f"fold {fold.name}: {logs.count(fold.train)} answers to learn from, {logs.count(fold.test)} held out")
    model = fitted(name, fold.train)
    ours = told(name, fold.test, lambda answers: list(replay(model, answers)))
    best = told(name, fold.test, BestLr(fold.train).chances)
    return ours, best, told(name, fold.test, moving)


def over_folds(name: str, progress: Progress) -> Figure:
    """Mean AUC over the folds of a log, and what is worth knowing beside it."""
    areas, references, gains, losses, errors, moved = [], [], [], [], [], []
    last = None
    for fold in logs.folds(name):
        ours, best, average = compared(name, fold, progress)
        one, other, third = area(ours), area(best), area(average)
        last = gain(one, other)
        areas.append(one.value)
        references.append(other.value)
        moved.append(third.value)
        gains.append(one.value - other.value)
        losses.append(loss(ours))
        errors.append(ece(ours))
        progress(f"AUC {one.value:.4f}, Best-LR {other.value:.4f}, moving average {third.value:.4f}; over it {last}")
    interval = paired(gains)
    over = str(last) if interval is None else f"{fmean(gains):+.4f} [{interval[0]:+.4f}, {interval[1]:+.4f}] over folds"
    spread = f"; folds {min(areas):.4f}-{max(areas):.4f}, sd {stdev(areas):.4f}" if len(areas) > 1 else ""
    note = (
        f"gain {over}{spread}; moving average {fmean(moved):.4f}; log loss {fmean(losses):.4f}; "
        f"ECE {max(errors):.4f} (worst fold)"
    )
    return Figure(fmean(areas), fmean(references), note)


@benchmark(
    "learner.assistments09",
    "AUC of the next answer, ASSISTments 2009, published split, explainable part alone",
    "AUC",
    goal=Goal(0.775, at="least"),
    reference=REFERENCE,
)
def assistments09(progress: Progress) -> Figure:
    """All answers of the 623 test learners."""
    return over_folds("assistments09", progress)


@benchmark(
    "learner.assistments09-folds",
    "AUC of the next answer, ASSISTments 2009, five AKT folds, repeated rows dropped, explainable part alone",
    "AUC",
    reference=REFERENCE,
)
def assistments09_folds(progress: Progress) -> Figure:
    """Whole histories; mean of five folds."""
    return over_folds("assistments09-folds", progress)


@benchmark(
    "learner.assistments15",
    "AUC of the next answer, ASSISTments 2015 (skills only), five folds, explainable part alone",
    "AUC",
    reference=REFERENCE,
)
def assistments15(progress: Progress) -> Figure:
    """A learner's first answer is not scored."""
    return over_folds("assistments15", progress)


@benchmark(
    "learner.algebra05",
    "AUC of the next answer, half of Algebra 2005, every fifth learner held out, explainable part alone",
    "AUC",
    goal=Goal(0.835, at="least"),
    reference=REFERENCE,
)
def algebra05(progress: Progress) -> Figure:
    """Mean of five folds of learners."""
    return over_folds("algebra05", progress)


@benchmark(
    "learner.calibration",
    "expected calibration error (ten bins), the worst of the four logs, first fold of each",
    "",
    goal=Goal(0.02),
)
def calibration(progress: Progress) -> Figure:
    """Held-out learners."""
    found = {}
    for name in ("assistments09", "assistments09-folds", "assistments15", "algebra05"):
        fold = next(logs.folds(name))
        model = fitted(name, fold.train)
        found[name] = ece(told(name, fold.test, lambda answers, model=model: list(replay(model, answers))))  # type: ignore[misc]
        progress(f"{name}: {found[name]:.4f}")
    return Figure(max(found.values()), note=", ".join(f"{name} {value:.4f}" for name, value in found.items()))


CLASS = 20
"""Learners who take a course one after another in the cold start."""
UNSCORED = 4
"""So many of them come first and are not scored."""


def classes(test: logs.Log) -> Iterator[list[str]]:
    """Held-out learners in classes, in an order of their own, at most fifteen classes."""
    names = list(logs.some(test, 15 * CLASS))
    yield from (names[at : at + CLASS] for at in range(0, len(names) - CLASS + 1, CLASS))


def cold_class(name: str, test: logs.Log, names: list[str]) -> Told:
    """What is said of learners 5-20 of a course that nobody took before, learning from each answer as it comes.

    Items, skills and course learn with every answer, the head after every learner from the fourth on, as a fit's does.
    """
    model = without(name)
    material, weights, found = model.material.copy(), model.weights, {}
    rows, rights = list[list[float]](), list[float]()
    for number, who in enumerate(names):
        learner, pairs = begin(settings=model.settings), []
        for answer, scored in zip(test[who], logs.scored(name, test[who]), strict=True):
            rows.append(features(learner, material, model.settings, answer))
            rights.append(float(answer.right))
            absorb(learner, material, model.settings, answer, teach=True)
            if scored:
                pairs.append((logistic(logit(weights, rows[-1])), answer.right))
        if number >= UNSCORED:
            found[who] = pairs
        if number >= UNSCORED - 1:
            weights = tuple(head(rows, rights, model.weights))
    return found


def own_class(name: str, test: logs.Log, names: list[str]) -> Told:
    """What is said of learners 5-20 by fits to the rest of their class, four learners held out of each: the most that
    this course's own answers could have told."""
    found: Told = {}
    for at in range(UNSCORED, len(names), UNSCORED):
        held = names[at : at + UNSCORED]
        model = fitted(name, {who: test[who] for who in names if who not in held})
        found = {**found, **_said(name, model, test, held)}
    return found


def _said(name: str, model: Parameters, test: logs.Log, names: Iterable[str]) -> Told:
    return told(name, {who: test[who] for who in names}, lambda answers: list(replay(model, answers)))


def cold(name: str, progress: Progress, own: bool = False) -> Figure:
    """How much AUC a fit gains over a cold start, classes averaged: the fit on the whole training part, or with ``own``
    the fits to the rest of the class."""
    fold = next(logs.folds(name))
    model = None if own else fitted(name, fold.train)
    gaps, ours, warm, alone = list[float](), list[float](), list[float](), list[float]()
    for names in classes(fold.test) if len(fold.test) >= CLASS else [list(fold.test)]:
        first = cold_class(name, fold.test, names)
        second = own_class(name, fold.test, names) if model is None else _said(name, model, fold.test, first)
        ours.append(area(first).value)
        warm.append(area(second).value)
        alone.append(area(_said(name, without(name), fold.test, first)).value)
        gaps.append(warm[-1] - ours[-1])
    interval = paired(gaps)
    shown = f" [{interval[0]:+.4f}, {interval[1]:+.4f}]" if interval else ""
    note = f"{len(gaps)} classes{shown}; cold {fmean(ours):.4f}, fitted {fmean(warm):.4f}; alone {fmean(alone):.4f}"
    progress(note)
    return Figure(fmean(gaps), note=note)


for _name in ("assistments09", "assistments15", "algebra05"):

    @benchmark(
        f"learner.cold.{_name}",
        f"AUC that fitting gains over a cold start, learners 5-20 of a course nobody took, {_name}",
        "AUC",
        goal=Goal(0.02),
    )
    def _cold(progress: Progress, name: str = _name) -> Figure:
        return cold(name, progress)

    @benchmark(
        f"learner.cold.{_name}-class",
        f"the same, where the fit too may learn from this class alone (the other learners of it), {_name}",
        "AUC",
        goal=Goal(0.02),
    )
    def _cold_class(progress: Progress, name: str = _name) -> Figure:
        return cold(name, progress, own=True)


@benchmark(
    "learner.update",
    "CPU of one prediction with its terms and one update, a learner with thirteen skills (median)",
    "us",
    goal=Goal(50),
)
def update(progress: Progress) -> Figure:
    """Warm, in process, as the app does it: nothing is changed in place."""
    progress("20,000 predictions and updates")
    model, learner, took = begun(), begin(), list[float]()
    answers = [Seen(f"t{n % 40}", (f"k{n % 13}",), float(n % 3 > 0), 60.0 * n) for n in range(20_000)]
    for answer in answers:
        begun_at = time.perf_counter()
        predict(learner, model, answer)
        learner = step(learner, model, answer)
        took.append(time.perf_counter() - begun_at)
    return Figure(median(took) * 1e6)


@benchmark("learner.fit", "fit of 300,000 answers of ASSISTments 2015 in plain Python", "s", goal=Goal(60))
def fit_time(progress: Progress) -> Figure:
    """CPU seconds of one core; memory in the note."""
    import resource

    train: logs.Log = {}
    for who, answers in logs.fold("assistments15", "0").train.items():
        train[who] = answers
        if logs.count(train) >= 300_000:
            break
    progress(f"{logs.count(train)} answers")
    begun_at, wall = time.process_time(), time.perf_counter()
    fitted("assistments15", train)
    took, waited = time.process_time() - begun_at, time.perf_counter() - wall
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Figure(took, note=f"{waited:.0f} s on a shared machine; {memory:.0f} MB in all, the log included")
