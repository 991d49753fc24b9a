"""The learner model on public logs: how well it predicts the next answer, and how fast.

    python benchmarks/learner.py --data FOLDER [--learners N]

FOLDER holds the data sets as its README describes them; they are never part of the package. Protocol (Gervet et al.
2020, "When is deep learning the best approach to knowledge tracing?"): the published split; every answer of the test
learners is predicted from their earlier ones. The built-in model runs cold, as on a course that nobody has taken (no
fitting at all), and with the skills' difficulty from the training part. The references run on the same rows: the
moving average of five answers in the skill that peers ship, and the running average in the skill.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import NormalDist

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Estimate, Gaussian, Observation, observed
from chiron.core.learning.simulate import auc, log_loss, moving_average

Log = dict[str, list[tuple[str, str, bool]]]
"""learner -> (skill, item, right) in order."""
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
FOLDER = "gervet_assistments09"


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


def main() -> None:
    """Print ours, the references and the difference; the last line is one JSON object."""
    parser = argparse.ArgumentParser(description="Predict the next answer on a public log.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--learners", type=int, default=10**9, help="only so many test learners")
    asked = parser.parse_args()
    train = read(asked.data / FOLDER / "preprocessed_data_train.csv")
    test = dict(list(read(asked.data / FOLDER / "preprocessed_data_test.csv").items())[: asked.learners])
    model = Gaussian()
    skills = {skill for log in (train, test) for answers in log.values() for skill, _, _ in answers}
    rows = sum(len(answers) for answers in test.values())
    print(f"{FOLDER}: {len(test)} test learners, {rows} answers, {len(skills)} skills")
    figures: dict[str, float] = {}
    for name, difficulty in (("cold", {}), ("with skill difficulty", difficulties(train, model))):
        course = bare_course(skills, difficulty)
        begin = time.process_time()
        said = list(replay(test, course, model))
        each = (time.process_time() - begin) / rows * 1e6
        figures[name] = auc(said)
        print(f"{model.version} {name}: AUC {auc(said):.4f}, log loss {log_loss(said):.4f}, {each:.0f} us an answer")
    for name, window in (("moving average of five", 5), ("running average", 10**9)):
        said = running(test, window)
        figures[name] = auc(said)
        print(f"{name} in the skill: AUC {auc(said):.4f}, log loss {log_loss(said):.4f}")
    value, reference = figures["cold"], figures["moving average of five"]
    line = {
        "name": "learner.assistments09-cold",
        "value": round(value, 4),
        "unit": "AUC",
        "reference": round(reference, 4),
        "ratio": round(value / reference, 4),
        "goal": "above the reference",
        "met": value > reference,
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
