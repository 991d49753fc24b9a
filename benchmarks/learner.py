"""The learner model on public logs: how well it predicts the next answer, and how fast it learns from it.

The data sets lie in ``../shared/data/learner`` or the folder that CHIRON_BENCH_LEARNER names; they are never part of
the package. Protocol (Gervet et al. 2020, "When is deep learning the best approach to knowledge tracing?"): the
published split; every answer of the test learners is predicted from their earlier ones. The reference runs on the same
rows: the moving average of five answers in the skill that peers ship.
"""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import NormalDist, median

from benchmarks.harness import Figure, Goal, Progress, benchmark
from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Estimate, Gaussian, Observation, observed
from chiron.core.learning.simulate import auc, log_loss, moving_average

Log = dict[str, list[tuple[str, str, bool]]]
"""learner -> (skill, item, right) in order."""
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
DATA = Path(os.environ.get("CHIRON_BENCH_LEARNER", Path(__file__).parents[2] / "shared" / "data" / "learner"))
FOLDER = "gervet_assistments09"
REFERENCE = "moving average of five answers in the skill"


def read(path: Path) -> Log:
    """The answers of a tab-separated log, by learner, in order."""
    log: Log = {}
    with path.open(newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            answer = (f"k{row['skill_id']}", row["item_id"], row["correct"] == "1")
            log.setdefault(row["user_id"], []).append(answer)
    return log


def bare_course(skills: Iterable[str], difficulty: dict[str, float]) -> Course:
    """A course of skills without prerequisites; the rest of a course is not looked at, so nothing else is built."""
    hints = {"point": "-", "principle": "-", "next_step": "-"}
    step = {"id": "s", "kind": "numeric", "prompt": "-", "hints": hints, "solution": "-"}
    template = {"id": "t", "prompt": "-", "steps": [step], "solution": "-"}
    made = [
        {"id": s, "title": s, "objective": s, "templates": [template], "difficulty": difficulty.get(s, 0.0)}
        for s in sorted(skills)
    ]
    return Course.model_validate(
        {
            "format": 1,
            "id": "log",
            "title": "-",
            "summary": "-",
            "licence": "-",
            "authors": ["-"],
            "audience": {"ages": [10, 18]},
            "scope": "-",
            "objectives": ["-"],
            "goals": [{"id": "g", "title": "-", "skills": [made[0]["id"]]}],
            "flows": {"opening": ["-"], "check_in": ["-"], "ending": ["-"]},
            "units": [{"id": "u", "title": "-", "summary": "-", "skills": made}],
        }
    )


def difficulties(log: Log, model: Gaussian) -> dict[str, float]:
    """Each skill's difficulty from the share right (shrunk by ten even answers), on the model's scale."""
    p = model.parameters
    counts: dict[str, list[int]] = {}
    for skill, _, right in (answer for answers in log.values() for answer in answers):
        both = counts.setdefault(skill, [0, 0])
        both[0] += right
        both[1] += 1
    scale = (1 + p.general + p.own) ** 0.5
    probit = NormalDist().inv_cdf
    found = {skill: p.start - probit((right + 5) / (n + 10)) * scale for skill, (right, n) in counts.items()}
    return {skill: min(max(d, -3.0), 3.0) for skill, d in found.items()}


def replay(log: Log, course: Course, model: Gaussian) -> Iterator[tuple[float, bool]]:
    """What the model said before each answer; a minute passes between answers."""
    for answers in log.values():
        estimates: dict[str, Estimate] = {}
        for place, (skill, item, right) in enumerate(answers):
            when = BEGIN + timedelta(minutes=place)
            yield model.predict(model.estimate(course, skill, estimates, when)), right
            seen = Observation(float(right), when, item, str(place))
            estimates = observed(model, course, skill, estimates, seen)


def running(log: Log, window: int) -> list[tuple[float, bool]]:
    """A reference: the share right of the last answers in the skill."""
    return [pair for answers in log.values() for pair in moving_average(((s, r) for s, _, r in answers), window)]


def logs() -> tuple[Log, Log]:
    """The published training and test parts."""
    folder = DATA / FOLDER
    if not folder.is_dir():
        raise SystemExit(f"There is no data set {FOLDER} in {DATA}; set CHIRON_BENCH_LEARNER to its parent folder.")
    return read(folder / "preprocessed_data_train.csv"), read(folder / "preprocessed_data_test.csv")


def compared(test: Log, difficulty: dict[str, float], skills: set[str], progress: Progress) -> Figure:
    """AUC of ours and of the moving average; log losses in the note."""
    model = Gaussian()
    progress(f"{len(test)} learners, {sum(map(len, test.values()))} answers, {len(skills)} skills")
    ours, theirs = list(replay(test, bare_course(skills, difficulty), model)), running(test, 5)
    note = f"{model.version}; log loss {log_loss(ours):.4f}, the reference's {log_loss(theirs):.4f}"
    return Figure(auc(ours), auc(theirs), note)


def named(*parts: Log) -> set[str]:
    """Every skill in the logs."""
    return {skill for log in parts for answers in log.values() for skill, _, _ in answers}


@benchmark(
    "learner.assistments09-cold",
    "AUC of the next answer, ASSISTments 2009, on a course nobody has taken (nothing fitted)",
    "AUC",
    goal=Goal(1.0, of="ratio", at="least"),
    reference=REFERENCE,
)
def cold(progress: Progress) -> Figure:
    """Test learners of the published split; every skill as hard as the next."""
    _, test = logs()
    return compared(test, {}, named(test), progress)


@benchmark(
    "learner.assistments09-skills",
    "AUC of the next answer, ASSISTments 2009, with the skills' difficulty from the training part",
    "AUC",
    goal=Goal(0.775, at="least"),
    reference=REFERENCE,
)
def with_difficulty(progress: Progress) -> Figure:
    """Test learners of the published split; one number a skill is fitted, nothing an item."""
    train, test = logs()
    return compared(test, difficulties(train, Gaussian()), named(train, test), progress)


@benchmark(
    "learner.update",
    "CPU of one prediction and update, on a course of thirteen skills, seven of them answered (median)",
    "us",
    goal=Goal(50),
)
def update(progress: Progress) -> Figure:
    """Warm, in process."""
    progress("5,000 predictions and updates")
    model, names = Gaussian(), [f"k{n}" for n in range(13)]
    course, told, took = bare_course(names, {}), dict[str, Estimate](), list[float]()
    for place in range(5_000):
        skill, when = names[place % 7], BEGIN + timedelta(minutes=place)
        begun = time.perf_counter()
        estimate = model.estimate(course, skill, told, when)
        model.predict(estimate)
        after = model.update(estimate, Observation(float(place % 3 > 0), when, str(place)))
        took.append(time.perf_counter() - begun)
        told[skill] = after
    return Figure(median(took) * 1e6)
