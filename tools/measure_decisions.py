"""Measure what people's decisions of short answers say of later ones, on answers of which the grader is not sure.

    python tools/measure_decisions.py --data semeval2013_training.zip

Needs the extra `training`. Whole questions are held out in four folds; the answers to each come in a shuffled order.
What the model judges by the author's answers alone is counted apart. The rest is judged as `interactions/short_text`
does: the same words as they were decided, other words from MANY decisions on where the warm model is sure; else the
corpus says it as a teacher would, and that is a decision. Prints how many there were of each, and how many rightly.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import train_short_text as training

from chiron.core.learning.answers import decided_answers, features, grade
from chiron.core.learning.answers.knowledge import Knowledge
from chiron.core.learning.answers.model import artefact
from chiron.core.learning.answers.tokens import read
from chiron.core.learning.interactions.short_text.grader import MANY, SURELY, SURELY_NOT, same_words
from chiron.core.learning.interactions.words import matches

ORDERS = (1000, 5000)
"""Seeds of the orders in which answers come."""


def surely(chance: float, warned: Sequence[str], accept: float, reject: float) -> bool | None:
    """What a chance says beside thresholds, as the grader does."""
    if chance >= accept and not warned:
        return True
    return False if chance <= reject and "foreign" not in warned else None


def streamed(
    known: Knowledge, warm: Any, asked: training.Asked, answers: Sequence[tuple[str, bool, float]]
) -> Iterator[tuple[str, bool, bool]]:
    """(rule, what it says, what is so) of one question's answers in their order, each with its cold chance."""
    learnt, prepared = artefact().warm, features.prepare(known, asked.text, asked.references)
    kept: list[decided_answers.Decided] = []
    for text, right, cold in answers:
        mine = read(text)
        if matches(text, asked.references):
            continue
        said, rule = surely(cold, grade.warnings(known, prepared, mine), grade.ACCEPT, grade.REJECT), "alone"
        same = {one.right for one in kept if same_words(one.text, text)}
        if said is None:
            yield "not sure alone", right, right
        if said is None and same:
            said, rule = (same.pop() if len(same) == 1 else None), "same words"
        elif said is None and len(kept) >= MANY:
            yield "compared", right, right
            line = features.features(known, prepared, text) + decided_answers.features(known, kept, text)
            odds = learnt.slope * training.odds(warm, np.array([line]))[0] + learnt.shift
            warned = grade.warnings(known, prepared, mine, [one.reading for one in kept if one.right])
            said, rule = surely(1 / (1 + np.exp(-odds)), warned, SURELY, SURELY_NOT), "other words"
        if said is None:
            kept = [*kept, decided_answers.decided(known, text, right)][-decided_answers.MOST :]
        else:
            yield rule, said, right


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    questions = training.corpus(parser.parse_args().data)
    folds = training.grouped(questions, lambda q: q.text + q.module + q.references[0])
    held, parts = [], []
    for fold in range(training.FOLDS):
        training.say(f"fold {fold + 1} of {training.FOLDS}")
        train = [q for q, f in zip(questions, folds, strict=True) if f != fold]
        test = [q for q, f in zip(questions, folds, strict=True) if f == fold]
        known = training.learn_words(train)
        cold = training.fit(training.rows(known, train, None, False))
        warm = training.fit(training.rows(known, train, None, True))
        held.append(training.kept(cold, training.rows(known, test, None, False), fold))
        parts.append((known, warm, test))
    chances = iter(training.calibrated(training.joined(held)).tolist())
    every, rightly = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for known, warm, test in parts:
        for asked in test:
            answers = [(text, right, next(chances)) for text, right in asked.answers]
            for order in ORDERS:
                mixed = random.Random(order).sample(answers, len(answers))
                for rule, said, right in streamed(known, warm, asked, mixed):
                    name = (asked.corpus, rule, "" if "sure" in rule or rule == "compared" else str(said))
                    every[name] += 1
                    rightly[name] += said == right
    for name, count in sorted(every.items()):
        print(*name, count, f"{rightly[name] / count:.4f}" if name[2] else "", sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
