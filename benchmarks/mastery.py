"""What Chiron shows of skills, judged as a prediction: the Gaussian states alone, on public logs.

Pages, stages and policies rest on these states, and what follows a state best is no part of them (decision 0013), so
they are not expected to come near ``learner.<log>``. Data, splits and scoring rules: ``logs``. The fit is the app's own
(``core.learning.fitted``): every log is made into a course in which the skills of an answer count as one, an item is a
template, nobody knows a prerequisite or a difficulty beforehand, and no kind of step leaves a guess. References from
the same run on the same rows: Bayesian knowledge tracing in the table; in the note what Chiron comes with, before any
fit, and the moving average.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from statistics import fmean

from benchmarks import logs
from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.learner_bkt import Bkt, name
from benchmarks.learner_reference import moving
from benchmarks.learner_scores import Area, Told, area, ece, gain, loss
from chiron.core.learning.course import Course, Skill, Template, Unit
from chiron.core.learning.fitted import gaussian
from chiron.core.learning.fitted.parameters import Fitted, course_of, model_of, unfitted
from chiron.core.learning.fitted.responses import History, Response
from chiron.core.learning.fitted.scoring import paired
from chiron.core.learning.mastery import Observation

REFERENCE = "Bayesian knowledge tracing, fitted by EM to each skill"
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
NAMES = ("assistments09", "assistments09-folds", "assistments15", "algebra05")


def as_course(parts: Iterable[logs.Log]) -> Course:
    """The skills and items of a log as a course without prerequisites, every difficulty 0."""
    skills: dict[str, set[str]] = {}
    for part in parts:
        for answers in part.values():
            for answer in answers:
                skills.setdefault(name(answer), set()).add(answer.item)
    made = tuple(
        Skill.model_construct(
            id=skill,
            title=skill,
            objective="",
            templates=tuple(
                Template.model_construct(id=item, prompt="", steps=(), solution="") for item in sorted(items)
            ),
        )
        for skill, items in sorted(skills.items())
    )
    unit = Unit.model_construct(id="all", title="", summary="", skills=made)
    bare = dict.fromkeys(("title", "summary", "licence", "scope", "audience", "flows", "authors", "objectives"))
    return Course.model_construct(format=1, id="log", goals=(), units=(unit,), **bare)


def as_history(who: str, answers: list[logs.Answer]) -> History:
    """A learner's answers. Where the log has no items, none is met twice; where it has no times, none goes by."""
    return History(
        who,
        tuple(
            Response(
                name(one),
                one.item,
                Observation(float(one.right), BEGIN + timedelta(seconds=one.when or 0.0), one.item or f"#{place}"),
            )
            for place, one in enumerate(answers)
        ),
    )


def told(log: str, part: logs.Log, course: Course, fitted: Fitted) -> Told:
    """What is said before each answer that the protocol scores."""
    seen, model = course_of(course, fitted), model_of(fitted, "measured")
    return _scored(log, part, lambda who, answers: [
        chance for chance, _ in gaussian.replay(seen, model, as_history(who, answers))
    ])  # fmt: skip


def _scored(log: str, part: logs.Log, chances: Callable[[str, list[logs.Answer]], list[float]]) -> Told:
    return {
        who: [
            (chance, answer.right)
            for chance, answer, counts in zip(chances(who, answers), answers, logs.scored(log, answers), strict=True)
            if counts
        ]
        for who, answers in part.items()
    }


def measured(log: str, fold: logs.Fold, progress: Progress) -> tuple[Told, Told, Told, Told]:
    """Of the held-out learners of one fold: fitted, as it comes, BKT, moving average."""
    course = as_course((fold.train, fold.test))
    begun = time.process_time()
    fitted = gaussian.fit(course, [as_history(who, answers) for who, answers in fold.train.items()])
    progress(
        f"fold {fold.name}: fitted in {time.process_time() - begun:.0f} s of CPU: start {fitted.start:.2f}, general "
        f"{fitted.general:.2f}, own {fitted.own:.2f}, slip {fitted.slip:.3f}, lucky {fitted.lucky:.3f}, practice "
        f"{fitted.practice:.2f}"
    )
    bkt = Bkt(fold.train)
    return (
        told(log, fold.test, course, fitted),
        told(log, fold.test, course, unfitted()),
        _scored(log, fold.test, lambda _, answers: bkt.chances(answers)),
        _scored(log, fold.test, lambda _, answers: moving(answers)),
    )


def over_folds(log: str, progress: Progress) -> Figure:
    """Mean AUC over the folds, and what is worth knowing beside it."""
    found = []
    for fold in logs.folds(log):
        found.append([(area(one), loss(one), ece(one)) for one in measured(log, fold, progress)])
        progress("; ".join(f"AUC {auc.value:.4f}, loss {cost:.4f}, ECE {off:.4f}" for auc, cost, off in found[-1]))
    ours, comes, bkt, average = ([fold[which] for fold in found] for which in range(4))
    note = (
        f"gain {_over(ours, bkt)}; log loss {_loss(ours):.4f} (BKT {_loss(bkt):.4f}); ECE {_ece(ours):.4f} (worst "
        f"fold; BKT {_ece(bkt):.4f}); as it comes: AUC {_auc(comes):.4f}, log loss {_loss(comes):.4f}, ECE "
        f"{_ece(comes):.4f}; moving average {_auc(average):.4f}"
    )
    return Figure(_auc(ours), _auc(bkt), note)


Measured = list[tuple[Area, float, float]]


def _over(ours: Measured, theirs: Measured) -> str:
    gains = [one[0].value - other[0].value for one, other in zip(ours, theirs, strict=True)]
    interval = paired(gains)
    if interval is None:
        return str(gain(ours[0][0], theirs[0][0]))
    return f"{fmean(gains):+.4f} [{interval[0]:+.4f}, {interval[1]:+.4f}] over folds"


def _auc(folds: Measured) -> float:
    return fmean(one.value for one, _, _ in folds)


def _loss(folds: Measured) -> float:
    return fmean(cost for _, cost, _ in folds)


def _ece(folds: Measured) -> float:
    return max(off for _, _, off in folds)


for _log in NAMES:

    @benchmark(
        f"learner.mastery.{_log}",
        f"AUC of the next answer by the states alone that pages show, fitted by chiron fit, {_log}",
        "AUC",
        reference=REFERENCE,
    )
    def _mastery(progress: Progress, log: str = _log) -> Figure:
        return over_folds(log, progress)


@benchmark(
    "learner.mastery.calibration",
    "expected calibration error (ten bins) of the states alone, fitted, the worst of the four logs, first fold of each",
    "",
    goal=Goal(0.02),
)
def calibration(progress: Progress) -> Figure:
    """Held-out learners."""
    found = {log: ece(measured(log, next(logs.folds(log)), progress)[0]) for log in NAMES}
    return Figure(max(found.values()), note=", ".join(f"{log} {value:.4f}" for log, value in found.items()))


@benchmark("learner.mastery.fit", "fit of the states to 300,000 answers of ASSISTments 2015 in plain Python", "s",
           goal=Goal(60))  # fmt: skip
def fit_time(progress: Progress) -> Figure:
    """CPU seconds of one core."""
    train: logs.Log = {}
    for who, answers in logs.fold("assistments15", "0").train.items():
        train[who] = answers
        if logs.count(train) >= 300_000:
            break
    course, histories = as_course((train,)), [as_history(who, answers) for who, answers in train.items()]
    progress(f"{logs.count(train)} answers")
    begun, wall = time.process_time(), time.perf_counter()
    gaussian.fit(course, histories)
    took = time.process_time() - begun
    return Figure(took, note=f"{time.perf_counter() - wall:.0f} s on a shared machine")
