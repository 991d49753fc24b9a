"""What is measured of an answer beside the reference answers and the question: numbers, none of them of one subject.

After Mohler et al. 2011 (alignment), Sultan et al. 2016 (words of the question count less) and Jimenez et al. 2013
(overlap of texts as soft sets); the order of NAMES is the order of the model's inputs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from chiron.core.learning.answers.knowledge import Knowledge
from chiron.core.learning.answers.lexicon import HEDGES, opposed
from chiron.core.learning.answers.tokens import Reading, read

DEMOTED = 0.25
"""What a word that stands in the question already counts."""

PAIR = (
    "recall", "recall-new", "precision", "precision-new", "f", "f-new", "exact-recall", "exact-recall-new", "weakest",
    "missing", "missing-share", "extra", "extra-share", "order", "skips", "skips-new", "runs", "soft-runs",
    "meaning", "meaning-new",
    "opposites", "opposite-share", "denied", "denials", "numbers-missing", "numbers-extra", "ratio", "slips",
)  # fmt: skip
"""Of an answer and one reference."""
ALONE = (
    "words", "stems", "new-stems", "from-question", "unknown", "negations", "hedges", "question-runs",
    "reference-stems", "reference-new", "references",
)  # fmt: skip
"""Of an answer by itself, the question and the number of references."""
OVER = ("best-f", "mean-f", "best-runs", "best-recall-new", "best-meaning", "all-recall", "all-precision")
"""Over all references."""
NAMES = PAIR + ALONE + OVER


@dataclass(frozen=True)
class Prepared:
    """A question with its right answers, read once."""

    question: Reading
    asked: frozenset[str]
    references: tuple[Reading, ...]
    meanings: tuple[tuple[float, ...], ...]
    new_meanings: tuple[tuple[float, ...], ...]


def prepare(knowledge: Knowledge, question: str, references: Sequence[str]) -> Prepared:
    """Read a question and its references (at least one)."""
    asked = read(question)
    words = frozenset(asked.stems)
    right = tuple(read(text) for text in references)
    return Prepared(
        asked,
        words,
        right,
        tuple(knowledge.meaning(one.stems) for one in right),
        tuple(knowledge.meaning(_new(one, words)) for one in right),
    )


def features(knowledge: Knowledge, prepared: Prepared, answer: str) -> list[float]:
    """The model's inputs, in the order of NAMES."""
    mine = read(answer)
    meaning, new = knowledge.meaning(mine.stems), knowledge.meaning(_new(mine, prepared.asked))
    pairs = [
        _pair(knowledge, prepared, mine, right, (meaning, new), (prepared.meanings[n], prepared.new_meanings[n]))
        for n, right in enumerate(prepared.references)
    ]
    best = max(range(len(pairs)), key=lambda n: (pairs[n][4] + pairs[n][5], -n))
    return [*pairs[best], *_alone(knowledge, prepared, mine, best), *_over(knowledge, prepared, mine, pairs)]


def _new(text: Reading, asked: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in text.stems if word not in asked)


def cosine(one: Sequence[float], other: Sequence[float]) -> float:
    """Of two vectors of length one; 0 where one is empty."""
    return sum(a * b for a, b in zip(one, other, strict=True)) if one and other else 0.0


def _cover(knowledge: Knowledge, of: Sequence[str], by: Sequence[str]) -> list[float]:
    return [max((knowledge.near(word, target) for word in by), default=0.0) for target in of]


def _share(values: Sequence[float], weights: Sequence[float]) -> float:
    whole = sum(weights)
    return sum(v * w for v, w in zip(values, weights, strict=True)) / whole if whole else 0.0


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def _pair(
    knowledge: Knowledge,
    prepared: Prepared,
    mine: Reading,
    right: Reading,
    meanings: tuple[Sequence[float], Sequence[float]],
    its: tuple[Sequence[float], Sequence[float]],
) -> list[float]:
    asked = prepared.asked
    a, r = mine.stems, right.stems
    plain_a, plain_r = [knowledge.weight(w) for w in a], [knowledge.weight(w) for w in r]
    new_a = [w * (DEMOTED if s in asked else 1) for s, w in zip(a, plain_a, strict=True)]
    new_r = [w * (DEMOTED if s in asked else 1) for s, w in zip(r, plain_r, strict=True)]
    back, forth = _cover(knowledge, r, a), _cover(knowledge, a, r)
    recall, recall_new = _share(back, plain_r), _share(back, new_r)
    precision, precision_new = _share(forth, plain_a), _share(forth, new_a)
    same = [float(word in a) for word in r]
    lost = [w * (1 - v) for v, w in zip(back, new_r, strict=True)]
    more = [w * (1 - v) for v, w in zip(forth, new_a, strict=True)]
    against = _against(mine, right)
    return [
        recall, recall_new, precision, precision_new,
        _harmonic(recall, precision), _harmonic(recall_new, precision_new),
        _share(same, plain_r), _share(same, new_r),
        min((v for v, s in zip(back, r, strict=True) if s not in asked), default=1.0),
        max(lost, default=0.0), sum(v < 0.5 and s not in asked for v, s in zip(back, r, strict=True)) / (len(r) or 1),
        max(more, default=0.0), sum(v < 0.5 and s not in asked for v, s in zip(forth, a, strict=True)) / (len(a) or 1),
        _order(a, r), _skips(a, r, frozenset()), _skips(a, r, asked), _runs(mine, right), _soft(mine, right),
        cosine(meanings[0], its[0]), cosine(meanings[1], its[1]),
        float(against), against / (len(r) or 1), *_denied(mine, right),
        float(len(right.numbers - mine.numbers - prepared.question.numbers)),
        float(len(mine.numbers - right.numbers - prepared.question.numbers)),
        math.log((1 + len(a)) / (1 + len(r))),
        float(sum(any(knowledge.slip(word, target) for target in r) for word in a if word not in r)),
    ]  # fmt: skip


def _against(mine: Reading, right: Reading) -> int:
    """Words of the answer that are opposites of a word of the reference which the answer lacks."""
    lacking = [word for word in right.stems if word not in mine.stems]
    return sum(any(opposed(word, other) for other in lacking) for word in set(mine.stems) - set(right.stems) if word)


def _denied(mine: Reading, right: Reading) -> list[float]:
    """The share of common words denied in one text alone, and how the numbers of negations differ."""
    place = {word: n for n, word in enumerate(right.stems)}
    common = [(n, place[word]) for n, word in enumerate(mine.stems) if word in place]
    crossed = sum((n in mine.negated) != (m in right.negated) for n, m in common)
    return [crossed / (len(common) or 1), float(mine.negations - right.negations)]


def _order(a: Sequence[str], r: Sequence[str]) -> float:
    """The longest common subsequence over the reference's length."""
    row = [0] * (len(r) + 1)
    for word in a:
        before = 0
        for n, other in enumerate(r, 1):
            kept = row[n]
            row[n] = before + 1 if word == other else max(row[n], row[n - 1])
            before = kept
    return row[-1] / (len(r) or 1)


def _skips(a: Sequence[str], r: Sequence[str], asked: frozenset[str]) -> float:
    """The share of the reference's pairs of words at most three apart that the answer has in that order."""

    def pairs(words: Sequence[str]) -> set[tuple[str, str]]:
        return {
            (words[n], words[m])
            for n in range(len(words))
            for m in range(n + 1, min(n + 4, len(words)))
            if not (words[n] in asked and words[m] in asked)
        }

    wanted = pairs(r)
    return len(wanted & pairs(a)) / len(wanted) if wanted else 0.0


def _runs(one: Reading, other: Reading) -> float:
    """The cosine of the counts of four-letter runs."""
    small, large = (one, other) if len(one.runs) < len(other.runs) else (other, one)
    dot = sum(count * large.runs.get(run, 0) for run, count in small.runs.items())
    return dot / (one.length * other.length) if dot else 0.0


def _soft(mine: Reading, right: Reading) -> float:
    """The share of the reference's runs that the answer has."""
    whole = sum(right.runs.values())
    return sum(min(count, mine.runs.get(run, 0)) for run, count in right.runs.items()) / whole if whole else 0.0


def _alone(knowledge: Knowledge, prepared: Prepared, mine: Reading, best: int) -> list[float]:
    new = _new(mine, prepared.asked)
    right = prepared.references[best]
    return [
        math.log(1 + mine.size), math.log(1 + len(mine.stems)), float(len(set(new))),
        1 - len(new) / (len(mine.stems) or 1),
        sum(word not in knowledge.weights for word in mine.stems) / (len(mine.stems) or 1),
        float(mine.negations), float(any(word in HEDGES for word in mine.words)), _runs(mine, prepared.question),
        math.log(1 + len(right.stems)), float(len(set(_new(right, prepared.asked)))),
        math.log(len(prepared.references)),
    ]  # fmt: skip


def _over(knowledge: Knowledge, prepared: Prepared, mine: Reading, pairs: Sequence[Sequence[float]]) -> list[float]:
    f = [pair[5] for pair in pairs]
    every = sorted({word for right in prepared.references for word in right.stems})
    weights = [knowledge.weight(word) * (DEMOTED if word in prepared.asked else 1) for word in every]
    back = [float(word in mine.stems) for word in every]
    own = [knowledge.weight(word) * (DEMOTED if word in prepared.asked else 1) for word in mine.stems]
    return [
        max(f), sum(f) / len(f), max(pair[16] for pair in pairs), max(pair[1] for pair in pairs),
        max(pair[18] for pair in pairs), _share(back, weights), _share(_cover(knowledge, mine.stems, every), own),
    ]  # fmt: skip
