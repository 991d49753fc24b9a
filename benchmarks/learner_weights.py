"""Make the weights that ship: ``python -m benchmarks.learner_weights`` (about two minutes).

They are for a course that hardly anybody has taken, so they are learnt where courses are young: the training parts of
three public logs, divided into classes of twenty learners, each taking the course as its first; as many answers of each
log, pooled. The terms of the logs let coefficients be passed on, not answers. Beside the shipped weights it writes, for
each log, those learnt from the other logs alone: a benchmark of a log starts from these, so that nothing of the log's
own learners is in them.
"""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import logs
from chiron.core.learning.prediction import FEATURES, Parameters, begun
from chiron.core.learning.prediction.fit import prequential
from chiron.core.learning.prediction.head import regression

LOGS = {"assistments09": "published", "assistments15": "0", "algebra05": "0"}
"""Each log with the fold whose training part is used."""
CLASS = 20
ROWS = 20_000
"""Answers of each log."""
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


def _weights(
    names: list[str], rows: dict[str, list[list[float]]], rights: dict[str, list[float]], plain: list[float]
) -> dict[str, float]:
    pooled = [row for name in names for row in rows[name]]
    found = regression(pooled, [right for name in names for right in rights[name]], plain, hold=5.0)
    return {name: round(weight, 4) for name, weight in zip(FEATURES, found, strict=True)}


if __name__ == "__main__":
    main()
