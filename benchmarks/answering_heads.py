"""Make the weights of answering that ship: ``python -m benchmarks.answering_heads`` (some two minutes).

From questions that people wrote about an encyclopedia's passages (``benchmarks/retrieval.py``: data, and what is
asked). Which sentence answers is a choice among the sentences of the best passages. Whether the course says it at all
is learnt from each question twice: with its passage there, and with it taken away. Beside what ships it writes weights
for each of five folds of articles, learnt from the other four: the benchmarks use these, so that nothing of an article
judges itself. The strengths of the priors, and what is looked at, were chosen on the articles at even places alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.retrieval import FOLDED, FOLDS, Near, Question, by_meaning, by_words, fold, read
from chiron.core.language.answering.heads import ACROSS, BY_MEANING, SENTENCE, SURE
from chiron.core.language.answering.retrieval import Index

CHOICE_PRIOR, SURE_PRIOR = 1.0, 20.0
"""Precision around nothing; of surety's weights, once each number is brought to a spread of one."""
WORSE_ACROSS = 4.0
"""Across languages a wrong answer is so many times worse: who is declined is told in which language the course is."""
SHIPPED = Path(__file__).parents[1] / "src/chiron/core/language/answering/heads.json"
CARD = (
    "Learnt by python -m benchmarks.answering_heads from the 628 English questions of XQuAD's development part here "
    "(google-deepmind/xquad, CC BY-SA 4.0): coefficients only, no text. For questions in the language of the passages, "
    "about prose; measured on articles left out in benchmarks/RESULTS.md, dialogue.retrieval.*."
)
Array = NDArray[np.float64]
Kept = dict[str, dict[str, dict[str, float]]]


@dataclass(frozen=True)
class Rows:
    """What is known of one question's candidates: a row a sentence, which are right, and the same for surety; the
    ``first`` of them are the first passage's.
    """

    question: Question
    sentences: Array
    right: Array
    sure: Array
    first: int


def choice(rows: Iterable[tuple[Array, Array]], prior: float = CHOICE_PRIOR) -> Array:
    """A conditional logit where any of several may be right: the likeliest weights under a normal prior around 0."""
    told = [(known, right) for known, right in rows if right.any()]
    weights = np.zeros(told[0][0].shape[1])

    def loss(tried: Array) -> float:
        total = prior / 2 * float(tried @ tried)
        for known, right in told:
            score = known @ tried
            total += np.logaddexp.reduce(score) - np.logaddexp.reduce(score[right > 0])
        return float(total)

    for _ in range(40):
        slope, bend = -prior * weights, prior * np.eye(len(weights))
        for known, right in told:
            score = known @ weights
            chance = np.exp(score - np.logaddexp.reduce(score))
            wanted = chance * right / (chance @ right)
            slope += known.T @ (wanted - chance)
            bend += (known.T * chance) @ known - np.outer(known.T @ chance, known.T @ chance)
        step, size, now = np.linalg.solve(bend, slope), 1.0, loss(weights)
        while size > 1e-3 and loss(weights + size * step) > now:
            size /= 2
        weights = weights + size * step
        if np.abs(size * step).max() < 1e-4:
            break
    return weights


def logistic(known: Array, right: Array, prior: float = SURE_PRIOR) -> Array:
    """A logistic regression with its base first; the prior is on numbers of spread one, none on the base."""
    mean, spread = known.mean(0), known.std(0) + 1e-9
    scaled = np.c_[np.ones(len(known)), (known - mean) / spread]
    weights, held = np.zeros(scaled.shape[1]), prior * np.eye(scaled.shape[1])
    held[0, 0] = 1e-6
    for _ in range(30):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        bend = (scaled.T * (chance * (1 - chance))) @ scaled + held
        weights -= np.linalg.solve(bend, scaled.T @ (chance - right) + held @ weights)
    each: Array = weights[1:] / spread
    return np.concatenate([[weights[0] - float(each @ mean)], each])


def balanced(known: Array, right: Array, worse: float = 1.0) -> Array:
    """A logistic regression, its base moved so that it errs as often on either side: to decline what the course says is
    as bad as to answer what it does not; ``worse`` says how many times better.
    """
    weights = logistic(known, right)
    score = weights[0] + known @ weights[1:]
    there, gone = score[right > 0], score[right == 0]
    weights[0] -= min(np.unique(score), key=lambda line: abs((there < line).mean() - worse * (gone >= line).mean()))
    return weights


def rows(index: Index, question: Question, near: Near) -> Rows | None:
    """What is known of the best passages for a question; None where nothing comes near."""
    sentences, right, sure = list[Sequence[float]](), list[float](), list[Sequence[float]]()
    first = 0
    for passage, texts, known, surely in index.known(question.text, near(question)):
        mine = passage.number == question.passage
        sentences += known
        right += [float(mine and any(gold in text for gold in question.gold)) for text in texts]
        sure, first = sure + surely, first or len(texts)
    return Rows(question, np.array(sentences), np.array(right), np.array(sure), first) if sentences else None


def looked(near: Near) -> tuple[list[Rows], list[Rows]]:
    """Every question with its passage there, and without it."""
    passages, questions = read()
    whole = Index.build(passages)
    there = [rows(whole, each, near) for each in questions]
    gone = list[Rows | None]()
    for number in range(len(passages)):
        index = Index.build([*passages[:number], *passages[number + 1 :]])
        gone += [rows(index, each, near) for each in questions if each.passage == number]
    return [each for each in there if each], [each for each in gone if each]


def learnt(there: list[Rows], gone: list[Rows], meaning: bool, of: Callable[[Question], bool]) -> Kept:
    """Both heads' weights, from those questions."""
    names = [name for name in SENTENCE if meaning or name not in BY_MEANING]
    places = [SENTENCE.index(name) for name in names]
    spoken = choice((each.sentences[:, places], each.right) for each in there if of(each.question))
    known, right = list[Array](), list[float]()
    sure_names = [name for name in SURE if meaning or name not in BY_MEANING]
    for all_rows, is_there in ((there, 1.0), (gone, 0.0)):
        for each in all_rows:
            if of(each.question):
                known.append(each.sure[int((each.sentences[: each.first, places] @ spoken).argmax())])
                right.append(is_there)
    sure = balanced(np.array(known)[:, [SURE.index(name) for name in sure_names]], np.array(right))
    by = "meaning" if meaning else "words"
    found = {"sentence": {by: _named(names, spoken)}, "sure": {by: _named(["base", *sure_names], sure)}}
    if meaning:
        across = balanced(np.array(known)[:, [SURE.index(name) for name in ACROSS]], np.array(right), WORSE_ACROSS)
        found["sure"]["across"] = _named(["base", *ACROSS], across)
    return found


def _named(names: Sequence[str], weights: Array) -> dict[str, float]:
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def both(looks: dict[bool, tuple[list[Rows], list[Rows]]], of: Callable[[Question], bool]) -> Kept:
    """By words, and by words and meaning."""
    kept: Kept = {"sentence": {}, "sure": {}}
    for meaning, (there, gone) in looks.items():
        for head, weights in learnt(there, gone, meaning, of).items():
            kept[head] |= weights
    return kept


def main() -> None:
    """Write both files."""
    looks = {False: looked(by_words), True: looked(by_meaning())}
    SHIPPED.write_text(json.dumps({"card": CARD, **both(looks, lambda _: True)}, indent=1) + "\n", "utf-8")
    others = [both(looks, lambda question, out=number: fold(question) != out) for number in range(FOLDS)]  # type: ignore[misc]
    FOLDED.write_text(json.dumps(others, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
