"""The article that answers a short question: the shipped playbook's, and a bank's knowledge base.

``support.articles.first``: every short question that the articles of ``playbooks/northway`` name (customers' articles
alone), asked of a library in which that article does not name it; the other questions stay. Hit: the article that
named it comes first. The questions were written by whoever wrote the articles, so this says how search does beside the
references of the same run, not how it does in a shop. What the whole article counts for was chosen with both halves of
the articles seen (it lies on a plateau), so no half is blind; the figure is that of articles at odd places, the note
tells the others'.

``support.articles.bank``: titles that are questions (they end with "?") of the documents in ``tau2_banking_kb``; every
document stands under its product's name (from its id) with its text, without its title. Many documents say nearly the
same of sister products, so the most that can be reached is unknown. Nothing was chosen on it.

References: BM25 (k1 1.5, b .75) over the same texts, the cosine of the whole text, and the two fused by reciprocal
rank; the best of them stands in the table. Data and vectors: ``support_intents_data``.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.support_intents_data import VECTORS, data
from chiron.core.support.articles import Library, whole
from chiron.engine.library.playbooks.reading import read_playbook

PLAYBOOK = Path(__file__).parents[1] / "playbooks" / "northway"
FUSED = 60
"""The constant of reciprocal rank fusion (G. V. Cormack et al., SIGIR 2009)."""
REFERENCE = "the best of BM25, cosine of the whole, reciprocal rank of both"


@dataclass(frozen=True)
class Article:
    """What is searched."""

    id: str
    title: str
    text: str
    questions: tuple[str, ...] = ()


Asked = tuple[str, str]
"""A question, and the article that answers it."""


def near(library: Library, question: str) -> dict[str, float]:
    """The cosines of everything in a library with a question."""
    texts = list(library.texts.values())
    vectors = VECTORS.of([*texts, question])
    cosines = np.array([vectors[text] for text in texts]) @ vectors[question]
    return dict(zip(library.texts, map(float, cosines), strict=True))


def ours(library: Library, question: str, meaning: bool) -> str:
    """The article that comes first."""
    found = library.best(question, 1, near=near(library, question) if meaning else None)
    return found[0].article if found else ""


def bm25(texts: Sequence[str]) -> Callable[[str], Any]:
    """Plain BM25 over texts: scores of a question."""
    counts = [Counter(re.findall(r"\w+", text.lower())) for text in texts]
    lengths = np.array([each.total() for each in counts], float)
    held = Counter(word for each in counts for word in each)
    norms = 1.5 * (0.25 + 0.75 * lengths / lengths.mean())

    def scores(question: str) -> Any:
        total = np.zeros(len(texts))
        for word in set(re.findall(r"\w+", question.lower())):
            times = np.array([each[word] for each in counts], float)
            rare = math.log(1 + (len(texts) - held[word] + 0.5) / (held[word] + 0.5))
            total += rare * times * 2.5 / (times + norms)
        return total

    return scores


def references(articles: Sequence[Article], question: str) -> dict[str, str]:
    """The article that each reference puts first."""
    words = bm25([" ".join([each.title, each.text, *each.questions]) for each in articles])(question)
    texts = [whole(each)[1] for each in articles]
    vectors = VECTORS.of([*texts, question])
    meaning = np.array([vectors[text] for text in texts]) @ vectors[question]
    fused = sum(1 / (FUSED + 1 + np.argsort(np.argsort(-scores, kind="stable"))) for scores in (words, meaning))
    named = {"BM25": words, "cosine of the whole": meaning, "fused": fused}
    return {name: articles[int(np.argmax(scores))].id for name, scores in named.items()}


@cache
def laid(articles: tuple[Article, ...]) -> Library:
    """A library of articles."""
    return Library.build(articles)


def compared(
    asked: Sequence[Asked], articles: Callable[[str, str], tuple[Article, ...]], judged: Sequence[bool], how: Progress
) -> Figure:
    """Hits of ours and of the references, over the questions that are judged; the others' in the note."""
    hits: dict[str, list[bool]] = {}
    for at, (question, answer) in enumerate(asked):
        these = articles(question, answer)
        library = laid(these)
        said = references(these, question) | {"ours": ours(library, question, True)}
        said["ours by words"] = ours(library, question, False)
        for name, found in said.items():
            hits.setdefault(name, []).append(found == answer)
        if at % 50 == 0:
            how(f"{at} of {len(asked)} questions")
    means = {name: fmean(hit for hit, mine in zip(got, judged, strict=True) if mine) for name, got in hits.items()}
    first = means.pop("ours")
    rest = [hit for hit, mine in zip(hits["ours"], judged, strict=True) if not mine]
    note = f"{sum(judged)} questions; " + ", ".join(f"{name} {mean:.3f}" for name, mean in means.items())
    note += f"; on the other half {fmean(rest):.3f}" if rest else ""
    return Figure(first, max(mean for name, mean in means.items() if name != "ours by words"), note)


@cache
def northway() -> tuple[Article, ...]:
    """The shipped playbook's articles for customers."""
    every = read_playbook(PLAYBOOK).articles
    return tuple(
        Article(each.id, each.title, each.text, each.questions) for each in every if each.audience == "customers"
    )


@benchmark("support.articles.first", "the playbook's article for a short question that it does not name", "share",
           goal=Goal(0.77, at="least"), reference=REFERENCE)  # fmt: skip
def first(progress: Progress) -> Figure:
    """Leave one question out."""
    asked = [(question, each.id) for each in northway() for question in each.questions]
    place = {each.id: at for at, each in enumerate(northway())}

    def without(question: str, answer: str) -> tuple[Article, ...]:
        return tuple(
            replace(each, questions=tuple(one for one in each.questions if one != question))
            if each.id == answer
            else each
            for each in northway()
        )

    return compared(asked, without, [place[answer] % 2 == 1 for _, answer in asked], progress)


@benchmark("support.articles.bank", "a bank's document for the question that was its title", "share",
           reference=REFERENCE)  # fmt: skip
def bank(progress: Progress) -> Figure:
    """Titles as questions."""
    lines = data("tau2_banking_kb/documents.jsonl").read_text("utf-8").splitlines()
    every = [json.loads(line) for line in lines]
    topics = {each["id"]: re.sub(r"_\d+$", "", each["id"].removeprefix("doc_")).replace("_", " ") for each in every}
    articles = tuple(Article(each["id"], topics[each["id"]], each["content"]) for each in every)
    asked = [(each["title"], each["id"]) for each in every if each["title"].strip().endswith("?")]
    return compared(asked, lambda _question, _answer: articles, [True] * len(asked), progress)
