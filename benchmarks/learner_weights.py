"""Make the weights that ship: ``python -m benchmarks.learner_weights`` (about two minutes).

They are for a course that hardly anybody has taken, so they are learnt where courses are young, in the training parts
of three public logs: in classes of twenty learners, each class taking the course as its first and teaching as it goes,
and with learners alone, of whose course nobody told anything, which is how an app begins; and, so that the same
weights hold as a course becomes known, in the later half of each whole log. As many answers of each log, pooled. What
does not carry over from log to log (UNTRIED) ships as 0, and is a fit's to find. The terms of the logs let
coefficients be passed on, not answers. Beside the shipped weights it writes, for each log, those learnt from the other
logs alone: a benchmark of a log starts from these, so that nothing of the log's own learners is in them.
"""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import logs
from chiron.core.learning.prediction import FEATURES, Parameters, absorb, begin, begun, features
from chiron.core.learning.prediction.fit import prequential
from chiron.core.learning.prediction.head import regression

LOGS = {"assistments09": "published", "assistments15": "0", "algebra05": "0"}
"""Each log with the fold whose training part is used."""
CLASS = 20
ROWS = 20_000
"""Answers of each log in classes; half as many of learners alone, and of the whole log."""
HOLD = 50.0
"""Precision around what the states themselves make of an answer: as if known to within .14."""
UNTRIED = frozenset(
    {"timed", "pause", "skill-pause", "another-day", "skill-another-day", "same", "same-run", "same-practice"}
)
"""Weights that ship as 0. Only one log of answers has times, and its pauses hold the thinking: whether their worth
carries over cannot be measured. That of going on with a skill was measured and does not: its sign differs between
ASSISTments and Algebra, and with it the third predicts worse from the other two. How many answers lie between two
meetings of a skill (``skill-gap``) does carry over, and ships."""
SHIPPED = Path(__file__).parents[1] / "src/chiron/core/learning/prediction/weights.json"
OTHERS = Path(__file__).with_name("learner_weights.json")
PLAIN = {"base", "skill-ease", "item", "general", "course", "form", "skill", "pace", "edge"}
"""What the states themselves make of an answer; all other weights are held near 0."""
SOURCE = (
    "Coefficients learnt from the training parts of ASSISTments 2009 (split of Gervet et al. 2020), ASSISTments 2015 "
    "(pyKT, folds 1-4) and half of Algebra I 2005-2006 (KDD Cup 2010) by python -m benchmarks.learner_weights."
)


def without(log: str) -> Parameters:
    """What ships, as it would be had the log never been seen. ``assistments09-folds`` are of the same learners."""
    found = json.loads(OTHERS.read_text("utf-8"))[log.split("-")[0]]
    return begun(weights=tuple(found[name] for name in FEATURES))


def main() -> None:
    """Write both files."""
    plain = [float(name in PLAIN) for name in FEATURES]
    rows: dict[str, list[list[float]]] = {}
    rights: dict[str, list[float]] = {}
    for name, part in LOGS.items():
        train = logs.some(logs.fold(name, part).train, 2_000)
        rows[name], rights[name] = young(train, begun(weights=tuple(plain)))
        more, outcomes = alone(logs.some(train, 600), begun(weights=tuple(plain)))
        known, later, _ = prequential(train, begun(weights=tuple(plain)), ROWS // 2, unsure=0.5)
        rows[name] = [tried(row) for row in rows[name] + more + known]
        rights[name] += outcomes + later
        print(name, len(rows[name]), flush=True)
    others = {name: _weights([log for log in LOGS if log != name], rows, rights, plain) for name in LOGS}
    shipped = {"source": SOURCE, "weights": _weights(list(LOGS), rows, rights, plain)}
    SHIPPED.write_text(json.dumps(shipped, indent=1) + "\n", "utf-8")
    OTHERS.write_text(json.dumps(others, indent=1) + "\n", "utf-8")


def young(train: logs.Log, first: Parameters) -> tuple[list[list[float]], list[float]]:
    """Features and outcomes of answers in classes that take a course as its first."""
    names, rows, rights = list(train), list[list[float]](), list[float]()
    starts = range(0, len(names), CLASS)
    for at in starts:
        told = {who: train[who] for who in names[at : at + CLASS]}
        more, outcomes, _ = prequential(told, first, max(1, ROWS // len(starts)), unsure=0.1)
        rows += more
        rights += outcomes
    return rows, rights


def alone(train: logs.Log, first: Parameters) -> tuple[list[list[float]], list[float]]:
    """Features and outcomes of learners each of whom is the first of the course."""
    rows, rights = list[list[float]](), list[float]()
    every = max(1, 2 * logs.count(train) // ROWS)
    for number, answers in enumerate(train.values()):
        learner = begin(settings=first.settings)
        for place, answer in enumerate(answers):
            if (place + number) % every == 0:
                rows.append(features(learner, first.material, first.settings, answer))
                rights.append(float(answer.right))
            absorb(learner, first.material, first.settings, answer)
    return rows, rights


def tried(row: list[float]) -> list[float]:
    """A row without what is UNTRIED: the weights of what is always 0 stay 0."""
    return [0.0 if name in UNTRIED else value for name, value in zip(FEATURES, row, strict=True)]


def _weights(
    names: list[str], rows: dict[str, list[list[float]]], rights: dict[str, list[float]], plain: list[float]
) -> dict[str, float]:
    pooled = [row for name in names for row in rows[name]]
    found = regression(pooled, [right for name in names for right in rights[name]], plain, hold=HOLD)
    return {name: round(weight, 4) for name, weight in zip(FEATURES, found, strict=True)}


if __name__ == "__main__":
    main()
