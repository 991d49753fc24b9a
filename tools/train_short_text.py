"""Train the grader of short answers.

    python tools/train_short_text.py --data semeval2013_training.zip
    python tools/train_short_text.py --data semeval2013_training.zip --decisions north.jsonl

Needs the extra `training` (numpy, scipy, scikit-learn). Writes the artefact and its figures into
src/chiron/core/learning/answers/; the same data and library versions give the same bytes. `--figures` only measures.
The protocols are in the model card beside the artefact.

`--decisions` adds what `chiron decisions` wrote of a school of yours. Such an artefact holds words of your learners
(those that stand in two answers or more) and lists by id whose answers it learnt from: give it to nobody.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"  # Sums in one order: the same bytes.
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

import numpy as np  # noqa: E402
from scipy.sparse import csr_matrix  # noqa: E402
from scipy.sparse.linalg import svds  # noqa: E402
from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402

from chiron.core.learning.answers import decided_answers, features, grade, model  # noqa: E402
from chiron.core.learning.answers.knowledge import Knowledge  # noqa: E402
from chiron.core.learning.answers.tokens import read  # noqa: E402

FOLDER = ROOT / "src" / "chiron" / "core" / "learning" / "answers"
VERSION = "short-text-1"
SEED = 7
FOLDS = 4
DIMENSIONS = 48
RARE = 2
"""A word in fewer texts than this is not kept."""
OWN = "school"
"""The corpus of a school's own decisions."""
SIZES = (4, 8, 16, 32, 1000)
"""How many decided answers a training row may look at: the warm model must do with few."""


@dataclass(frozen=True)
class Asked:
    """A question of the training part with its graded answers."""

    corpus: str
    module: str
    text: str
    references: list[str]
    answers: list[tuple[str, bool]]


def corpus(path: Path) -> list[Asked]:
    """Every question of the archive, 2-way labels, in a fixed order."""
    found = []
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if "/2way/" not in name or not name.endswith(".xml"):
                continue
            root = ElementTree.fromstring(archive.read(name))
            found.append(
                Asked(
                    "beetle" if "/beetle/" in name else "scientsbank",
                    root.get("module", ""),
                    root.findtext("questionText") or "",
                    [r.text or "" for r in root.findall("referenceAnswers/*")],
                    [
                        ((a.text or "").strip(), a.get("accuracy") == "correct")
                        for a in root.findall("studentAnswers/*")
                    ],
                )
            )
    return found


def decided_rows(path: Path) -> tuple[list[Asked], set[str]]:
    """The questions of a file that `chiron decisions` wrote, in English, and whose answers they are."""
    found: dict[tuple[str, str, tuple[str, ...]], list[tuple[str, bool]]] = {}
    learners = set()
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["language"].partition("-")[0] == "en":
            place = (row["course"], row["question"], tuple(row["references"]))
            found.setdefault(place, []).append((row["answer"], row["right"]))
            learners.add(row["learner"])
    rows = [Asked(OWN, name, text, list(right), answers) for (name, text, right), answers in sorted(found.items())]
    return rows, learners


def learn_words(questions: Sequence[Asked]) -> Knowledge:
    """Weights by document frequency and vectors by latent semantic analysis of every text."""
    texts = [t for q in questions for t in (q.text, *q.references, *q.references, *(a for a, _ in q.answers))]
    bags = [Counter(read(text).stems) for text in texts]
    frequency = Counter(word for bag in bags for word in bag)
    words = sorted(word for word, count in frequency.items() if count >= RARE)
    weights = {word: round(math.log(1 + len(texts) / frequency[word]), 3) for word in words}
    column = {word: n for n, word in enumerate(words)}
    cells = [
        (row, column[word], (1 + math.log(count)) * weights[word])
        for row, bag in enumerate(bags)
        for word, count in sorted(bag.items())
        if word in column
    ]
    rows, columns, values = zip(*cells, strict=True)
    table = csr_matrix((values, (rows, columns)), shape=(len(texts), len(words)))
    lengths = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    table = csr_matrix(table.multiply(1 / np.where(lengths, lengths, 1)[:, None]))
    _, sizes, right = svds(table, k=DIMENSIONS, v0=np.ones(min(table.shape)))
    vectors = right.T * sizes
    norms = np.linalg.norm(vectors, axis=1)
    vectors /= np.where(norms, norms, 1)[:, None]
    packed = {word: model.packed_vector(vectors[n].tolist()) for word, n in column.items()}
    return Knowledge(
        weights, {w: model.unpacked_vector(v) for w, v in packed.items()}, round(math.log(1 + len(texts)), 3)
    )


@dataclass
class Rows:
    """Inputs and labels, with the corpus of each and whether a guard keeps it from being accepted."""

    inputs: np.ndarray
    right: np.ndarray
    corpus: np.ndarray
    warned: np.ndarray


def rows(known: Knowledge, questions: Sequence[Asked], train: Sequence[Asked] | None, warm: bool) -> Rows:
    """Rows of all answers. Warm ones look at the answers of ``train``, or at the others of their own question."""
    chance = random.Random(SEED)
    inputs, labels, names, warned = [], [], [], []
    for place, asked in enumerate(questions):
        prepared = features.prepare(known, asked.text, asked.references)
        source = train[place] if train is not None else asked
        decided = [decided_answers.decided(known, text, right) for text, right in source.answers] if warm else []
        rights = [one.reading for one in decided if one.right] if train is not None else []
        regression = decided_answers.fit(decided) if train is not None and decided else None
        for number, (text, right) in enumerate(asked.answers):
            line = features.features(known, prepared, text)
            if warm:
                others = decided if train is not None else decided[:number] + decided[number + 1 :]
                if train is None:
                    others = chance.sample(others, min(len(others), chance.choice(SIZES)))
                line += decided_answers.features(known, others, text, regression)
            inputs.append(line)
            labels.append(right)
            names.append(asked.corpus)
            warned.append(bool(grade.warnings(known, prepared, read(text), rights)))
    return Rows(np.array(inputs), np.array(labels), np.array(names), np.array(warned))


def fit(data: Rows) -> tuple[Any, Any]:
    """The two parts: boosted trees and a logistic regression."""
    trees = HistGradientBoostingClassifier(
        max_iter=150, learning_rate=0.05, max_leaf_nodes=12, min_samples_leaf=40, l2_regularization=5,
        early_stopping=False, random_state=SEED,
    ).fit(data.inputs, data.right)  # fmt: skip
    line = make_pipeline(StandardScaler(), LogisticRegression(C=0.05, max_iter=5000)).fit(data.inputs, data.right)
    return trees, line


def odds(parts: tuple[Any, Any], inputs: np.ndarray) -> np.ndarray:
    """The average of the parts' log odds."""
    return (parts[0].decision_function(inputs) + parts[1].decision_function(inputs)) / 2


def grouped(questions: Sequence[Asked], name: Callable[[Asked], str]) -> list[int]:
    """A fold for each question such that questions of one name stay together, each corpus spread evenly."""
    chance, fold = random.Random(SEED), {}
    for kind in sorted({q.corpus for q in questions}):
        names = sorted({name(q) for q in questions if q.corpus == kind})
        chance.shuffle(names)
        fold.update({one: n % FOLDS for n, one in enumerate(names)})
    return [fold[name(q)] for q in questions]


@dataclass
class Held:
    """Predictions for answers that were held out."""

    odds: np.ndarray
    right: np.ndarray
    corpus: np.ndarray
    warned: np.ndarray
    fold: np.ndarray


def held_groups(questions: Sequence[Asked], folds: Sequence[int]) -> Held:
    """Whole questions held out, judged by references alone."""
    parts = []
    for fold in range(FOLDS):
        say(f"cold fold {fold + 1} of {FOLDS}")
        train = [q for q, f in zip(questions, folds, strict=True) if f != fold]
        test = [q for q, f in zip(questions, folds, strict=True) if f == fold]
        known = learn_words(train)
        made, held = rows(known, train, None, False), rows(known, test, None, False)
        parts.append(kept(fit(made), held, fold))
    return joined(parts)


def held_answers(questions: Sequence[Asked]) -> Held:
    """Single answers held out, judged by the references and the other answers of their question."""
    chance = random.Random(SEED)
    folds = [chance.choices(range(FOLDS), k=len(q.answers)) for q in questions]
    parts = []
    for fold in range(FOLDS):
        say(f"warm fold {fold + 1} of {FOLDS}")
        train, test = (
            [
                replace(q, answers=[a for a, f in zip(q.answers, of, strict=True) if (f == fold) is wanted])
                for q, of in zip(questions, folds, strict=True)
            ]
            for wanted in (False, True)
        )
        known = learn_words(train)
        made, held = rows(known, train, None, True), rows(known, test, train, True)
        parts.append(kept(fit(made), held, fold))
    return joined(parts)


def kept(parts: tuple[Any, Any], held: Rows, fold: int) -> Held:
    """What a fold's models say of the answers held out."""
    return Held(odds(parts, held.inputs), held.right, held.corpus, held.warned, np.full(len(held.right), fold))


def joined(parts: Sequence[Held]) -> Held:
    """The folds together."""
    return Held(*(np.concatenate([getattr(p, name) for p in parts]) for name in Held.__annotations__))


def platt(held: Held, without: int | None = None) -> tuple[float, float]:
    """Slope and shift that calibrate held-out log odds, fitted without one fold."""
    keep = held.fold != without
    found = LogisticRegression(C=1e6).fit(held.odds[keep, None], held.right[keep])
    return float(found.coef_[0, 0]), float(found.intercept_[0])


def calibrated(held: Held) -> np.ndarray:
    """Chances, each fold calibrated on the others."""
    chances = np.zeros(len(held.odds))
    for fold in range(FOLDS):
        slope, shift = platt(held, fold)
        mine = held.fold == fold
        chances[mine] = 1 / (1 + np.exp(-(slope * held.odds[mine] + shift)))
    return chances


def figures(held: Held) -> dict[str, dict[str, float]]:
    """Accuracy, accuracy of the most confident half, calibration error and what the default thresholds do."""
    chances = calibrated(held)
    found = {}
    for kind in sorted(set(held.corpus.tolist())):
        mine = held.corpus == kind
        found[kind] = _figures(chances[mine], held.right[mine], held.warned[mine])
    return found


def _figures(p: np.ndarray, right: np.ndarray, warned: np.ndarray) -> dict[str, float]:
    hit = (p >= 0.5) == right
    order = np.argsort(-np.abs(p - 0.5), kind="stable")
    found = {"answers": len(p), "accuracy": hit.mean()}
    found |= {f"accuracy-at-{share}": hit[order[: len(p) * share // 100]].mean() for share in (20, 30, 50, 70)}
    bins = np.minimum((p * 10).astype(int), 9)
    found["ece"] = sum(
        abs((p[bins == b]).mean() - right[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)
    )
    verdicts = (
        ("accepted-unguarded", p >= grade.ACCEPT, True),
        ("accepted", (p >= grade.ACCEPT) & ~warned, True),
        ("rejected", p <= grade.REJECT, False),
    )
    for name, chosen, wanted in verdicts:
        found[name] = chosen.mean()
        found[f"{name}-rightly"] = (right[chosen] == wanted).mean() if chosen.any() else 1.0
    return {name: round(float(value), 4) for name, value in found.items()}


def exported(parts: tuple[Any, Any], held: Held) -> dict[str, Any]:
    """A model as plain data."""
    trees = []
    for (predictor,) in parts[0]._predictors:
        nodes = predictor.nodes
        leaf = nodes["is_leaf"].astype(bool)
        trees.append(
            [
                np.where(leaf, -1, nodes["feature_idx"]).tolist(),
                np.where(leaf, 0.0, nodes["num_threshold"]).tolist(),
                nodes["left"].tolist(),
                nodes["right"].tolist(),
                np.where(leaf, nodes["value"], 0.0).tolist(),
            ]
        )
    scaler, line = parts[1][0], parts[1][1]
    weights = line.coef_[0] / scaler.scale_
    slope, shift = platt(held)
    bias = float(line.intercept_[0] - (weights * scaler.mean_).sum())
    base = float(np.ravel(parts[0]._baseline_prediction)[0])
    return {"base": base, "trees": trees, "bias": bias, "weights": weights.tolist(), "slope": slope, "shift": shift}


def say(line: str) -> None:
    """Tell the person what is happening."""
    print(f"... {line}", file=sys.stderr, flush=True)


def measured(questions: Sequence[Asked]) -> tuple[dict[str, Any], Held, Held]:
    """Every figure of the card, and what calibrates the models."""
    cold = held_groups(questions, grouped(questions, lambda q: q.text + q.module + q.references[0]))
    domains = held_groups(questions, grouped(questions, lambda q: f"{q.corpus}/{q.module}"))
    warm = held_answers(questions)
    found = {"unseen-answers": figures(warm), "unseen-questions": figures(cold), "unseen-domains": figures(domains)}
    return found, cold, warm


def main() -> int:
    """Measure; then, unless only figures are wanted, train on everything and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--decisions", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--figures", action="store_true")
    options = parser.parse_args()
    questions, learners = corpus(options.data), set[str]()
    for file in options.decisions:
        own, whose = decided_rows(file)
        questions, learners = [*questions, *own], learners | whose
        say(f"{file}: {sum(len(q.answers) for q in own)} decided answers of {len(whose)} learners")
    found, cold, warm = measured(questions)
    print(json.dumps(found, indent=1))
    if options.figures:
        return 0
    known = learn_words(questions)
    document: dict[str, Any] = {"version": VERSION, "checks": []}
    if learners:
        document |= {"version": f"{VERSION}-own", "learnt_from": sorted(learners)}
    document["knowledge"] = {
        "weights": dict(known.weights),
        "vectors": {word: model.packed_vector(v) for word, v in known.vectors.items()},
        "unknown": known.unknown,
    }
    for name, held in (("cold", cold), ("warm", warm)):
        say(f"training {name} on everything")
        data = rows(known, questions, None, name == "warm")
        parts = fit(data)
        document[name] = exported(parts, held)
        for place in range(0, len(data.inputs), len(data.inputs) // 20):
            line = data.inputs[place : place + 1]
            two = [float(part.decision_function(line)[0]) for part in parts]
            document["checks"].append({"model": name, "inputs": line[0].tolist(), "boosted": two[0], "linear": two[1]})
    (options.out / model.ARTEFACT).write_bytes(model.pack(document))
    (options.out / "short_text.figures.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
