"""Free questions answered from a course, on questions that people wrote about passages of an encyclopedia.

Data: ``xquad_en_dev.json`` in the folder that CHIRON_BENCH_LLM names (CC BY-SA 4.0, never part of the package), with
every passage of it as one course: no titles, no headings. Two halves by article: on those at even places of the file
numbers were chosen (``retrieval.py`` in ``core/language/answering``, and what the learnt weights look at), those at odd
places were only measured. The weights that choose the sentence and judge surety are for each article those that
``answering_heads.py`` learnt from four fifths of the articles, this one not among them; what ships is learnt from all.
A figure is that of the odd half; its note tells the other half's, and all questions together.

"Not in the course" asks each question twice: of the whole course, and of the course without the passage that the
question was written about. Whoever says "the course does not say" to everything fails the one, and who answers
everything fails the other; the figure is the smaller of the two shares.

By meaning: the folder of an ONNX sentence encoder that CHIRON_BENCH_EMBEDDINGS names.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.dialogue_mrbench import interval
from benchmarks.harness import Figure, Goal, Progress, benchmark
from chiron.adapters.embeddings.local import LocalEmbedder
from chiron.core.errors import ChironError
from chiron.core.language.answering.heads import Heads, from_json
from chiron.core.language.answering.meaning import Nearness, pieces
from chiron.core.language.answering.retrieval import Found, Index
from chiron.core.words import Passage

DATA = "xquad_en_dev.json"
FOLDS = 5
FOLDED = Path(__file__).with_name("answering_heads.json")
"""The weights of answering learnt without the articles of each fold."""


@dataclass(frozen=True)
class Question:
    """What was asked, of which passage, what answers it, and whether its article belongs to the held-out half."""

    number: int
    text: str
    passage: int
    gold: tuple[str, ...]
    article: int

    @property
    def held_out(self) -> bool:
        """Whether its article belongs to the half that nothing was chosen on."""
        return self.article % 2 == 1


def folder(variable: str, what: str) -> Path:
    """The folder that a variable names. SystemExit says what is missing."""
    named = os.environ.get(variable)
    if not named or not Path(named).exists():
        raise SystemExit(f"Skipped: name {what}: {variable}.")
    return Path(named)


@cache
def read() -> tuple[tuple[Passage, ...], tuple[Question, ...]]:
    """Every passage, and every question about them."""
    passages: list[Passage] = []
    questions: list[Question] = []
    path = folder("CHIRON_BENCH_LLM", "the folder of dialogue data") / DATA
    for place, article in enumerate(json.loads(path.read_text("utf-8"))["data"]):
        for paragraph in article["paragraphs"]:
            number = len(passages)
            passages.append(Passage("", "", paragraph["context"], number))
            for asked in paragraph["qas"]:
                gold = tuple(answer["text"] for answer in asked["answers"])
                questions.append(Question(len(questions), asked["question"], number, gold, place))
    return tuple(passages), tuple(questions)


def fold(question: Question) -> int:
    """The fold of a question's article; even and odd places fall into each."""
    return question.article // 2 % FOLDS


@cache
def folded(number: int) -> Heads:
    """The weights learnt without the articles of a fold."""
    return from_json(json.loads(FOLDED.read_text("utf-8"))[number])


Near = Callable[[Question], Nearness | None]


def by_words(_: Question) -> Nearness | None:
    """Nothing is compared by meaning."""
    return None


@cache
def by_meaning() -> Near:
    """The cosines of every sentence with a question. SystemExit where there is no model."""
    try:
        model = LocalEmbedder("bench", folder("CHIRON_BENCH_EMBEDDINGS", "the folder of a sentence encoder"))
    except ChironError as fault:
        raise SystemExit(f"Skipped: {fault.message}") from fault
    passages, questions = read()
    texts = pieces(passages)
    sentences = asyncio.run(model.embed(list(texts.values())))
    asked = dict(zip(questions, asyncio.run(model.embed([each.text for each in questions])), strict=True))

    def near(question: Question) -> Nearness:
        mine = asked[question]
        return {
            digest: sum(a * b for a, b in zip(mine, vector, strict=True))
            for digest, vector in zip(texts, sentences, strict=True)
        }

    return near


def shares(right: Callable[[Question], bool], of: Iterable[Question]) -> Figure:
    """The share of held-out questions that come out right."""
    judged = [(each.held_out, right(each)) for each in of]
    held, chosen = ([ok for out, ok in judged if out is half] for half in (True, False))
    note = f"{interval(sum(held), len(held))} held out; {sum(chosen) / len(chosen):.3f} on the half it was chosen on; "
    return Figure(sum(held) / len(held), note=f"{note}of all {interval(sum(ok for _, ok in judged), len(judged))}")


@cache
def answered(near: Near) -> dict[Question, list[Found]]:
    """The best five of each question."""
    passages, questions = read()
    indexes = [Index.build(passages, heads=folded(number)) for number in range(FOLDS)]
    return {each: indexes[fold(each)].find(each.text, 5, near=near(each)) for each in questions}


def among(first: int, near: Near) -> Figure:
    """Whether the right passage is among the first so many."""
    found = answered(near)
    return shares(lambda each: each.passage in [one.passage.number for one in found[each][:first]], found)


def in_sentence(near: Near) -> Figure:
    """Whether the sentence quoted first holds the answer, word for word."""
    found = answered(near)
    return shares(lambda each: any(gold in one.sentence for one in found[each][:1] for gold in each.gold), found)


def not_in_course(near: Near, progress: Progress) -> Figure:
    """The smaller of two shares: answered where the course says it, declined where its passage was taken away."""
    passages, questions = read()
    found = answered(near)
    answers = shares(lambda each: bool(found[each]) and found[each][0].enough, questions)
    declined: dict[Question, bool] = {}
    for number in range(len(passages)):
        mine = [each for each in questions if each.passage == number]
        index = Index.build([*passages[:number], *passages[number + 1 :]], heads=folded(fold(mine[0])))
        for each in mine:
            best = index.find(each.text, 1, near=near(each))
            declined[each] = not (best and best[0].enough)
        if number % 40 == 0:
            progress(f"{number} of {len(passages)} passages taken away")
    abstains = shares(lambda each: declined[each], questions)
    note = f"answers {answers.value:.3f} ({answers.note}); declines {abstains.value:.3f} ({abstains.note})"
    return Figure(min(answers.value, abstains.value), note=note)


@benchmark(
    "dialogue.retrieval.words.first", "right passage first, by words alone", "share", goal=Goal(0.93, at="least")
)
def words_first(_: Progress) -> Figure:
    """R@1 by words."""
    return among(1, by_words)


@benchmark("dialogue.retrieval.words.five", "right passage among five, by words alone", "share",
           goal=Goal(0.985, at="least"))  # fmt: skip
def words_five(_: Progress) -> Figure:
    """R@5 by words."""
    return among(5, by_words)


@benchmark("dialogue.retrieval.words.sentence", "best sentence holds the answer, by words alone", "share",
           goal=Goal(0.80, at="least"))  # fmt: skip
def words_sentence(_: Progress) -> Figure:
    """The sentence, by words."""
    return in_sentence(by_words)


@benchmark("dialogue.retrieval.words.absent", "answered where the course says it, declined where not (the smaller),"
           " by words alone", "share", goal=Goal(0.90, at="least"))  # fmt: skip
def words_absent(progress: Progress) -> Figure:
    """Not in the course, by words."""
    return not_in_course(by_words, progress)


@benchmark("dialogue.retrieval.hybrid.first", "right passage first, by words and meaning", "share",
           goal=Goal(0.94, at="least"))  # fmt: skip
def hybrid_first(_: Progress) -> Figure:
    """R@1 by words and meaning."""
    return among(1, by_meaning())


@benchmark("dialogue.retrieval.hybrid.five", "right passage among five, by words and meaning", "share",
           goal=Goal(0.99, at="least"))  # fmt: skip
def hybrid_five(_: Progress) -> Figure:
    """R@5 by words and meaning."""
    return among(5, by_meaning())


@benchmark("dialogue.retrieval.hybrid.sentence", "best sentence holds the answer, by words and meaning", "share",
           goal=Goal(0.80, at="least"))  # fmt: skip
def hybrid_sentence(_: Progress) -> Figure:
    """The sentence, by words and meaning."""
    return in_sentence(by_meaning())


@benchmark("dialogue.retrieval.hybrid.absent", "answered where the course says it, declined where not (the smaller),"
           " by words and meaning", "share", goal=Goal(0.90, at="least"))  # fmt: skip
def hybrid_absent(progress: Progress) -> Figure:
    """Not in the course, by words and meaning."""
    return not_in_course(by_meaning(), progress)
