"""Whether the check on a model's claims keeps what a passage says and cuts what it does not, on made claims.

Each question about a passage (``benchmarks/retrieval.py`` says of which data and halves), without its question word and
with its answer behind it, is a claim in other words: its own passage supports it, another does not. No passage supports
its own sentences with a number changed, or turned into their opposite. How a real model words things this does not
tell.

The claims by hand (``paraphrases.txt``) have no held-out half: the nearness from which a claim counts as said
(``NEAR`` of ``core/language/answering/support.py``) was swept over all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import mul
from pathlib import Path

from benchmarks.dialogue_made import COURSES
from benchmarks.dialogue_mrbench import interval
from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.retrieval import Question, folder, read
from chiron.adapters.embeddings.local import LocalEmbedder
from chiron.core.language.answering.support import Near, lacks
from chiron.core.language.text import sentences

_ASKS = re.compile(r"^(?:what|who|which|when|where|how many|how much|how|why|in what|in which)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b\d+\b")
_IS = re.compile(r"\b(is|are|was|were|can|will)\b")
_NOT = re.compile(r"\b(?:not|no|never)\b|n't")


@dataclass(frozen=True)
class Claim:
    """What is claimed with a passage, whether the passage says it, and of which half it is."""

    text: str
    passage: str
    kind: str
    held_out: bool

    @property
    def right(self) -> bool:
        """Whether the check says what is so."""
        return (lacks(self.text, [self.passage], "en") is None) is (self.kind == "supported")


def claims() -> Iterator[Claim]:
    """Every claim of both halves."""
    passages, questions = read()
    halves: dict[bool, list[Question]] = {half: [q for q in questions if q.held_out is half] for half in (False, True)}
    for half, asked in halves.items():
        for place, each in enumerate(asked):
            text = f"It is so that {_ASKS.sub('', each.text).strip(' ?')} {each.gold[0]}."
            yield Claim(text, passages[each.passage].text, "supported", half)
            other = asked[(place + len(asked) // 2) % len(asked)]
            if other.passage != each.passage:
                yield Claim(text, passages[other.passage].text, "elsewhere", half)
        for number in sorted({each.passage for each in asked}):
            for sentence in sentences(passages[number].text):
                yield from _turned(sentence, passages[number].text, half)


def _turned(sentence: str, passage: str, half: bool) -> Iterator[Claim]:
    if found := _NUMBER.search(sentence):
        changed = f"{sentence[: found.start()]}{int(found[0]) + 7}{sentence[found.end() :]}"
        yield Claim(changed, passage, "number changed", half)
    if _IS.search(sentence) and not _NOT.search(sentence):
        yield Claim(_IS.sub(r"\1 not", sentence, count=1), passage, "denied", half)


@benchmark("dialogue.retrieval.claims", "claims of made answers kept where a passage supports them, cut where none does"
           " (the smallest share)", "share", goal=Goal(0.85, at="least"))  # fmt: skip
def checked(_: Progress) -> Figure:
    """The check on claims."""
    every = list(claims())
    shares: dict[tuple[str, bool], float] = {}
    for kind in ("supported", "elsewhere", "number changed", "denied"):
        for half in (True, False):
            some = [claim.right for claim in every if claim.kind == kind and claim.held_out is half]
            shares[kind, half] = sum(some) / len(some)
    told = (
        f"{kind} {share:.3f} ({shares[kind, False]:.3f} on the other half)"
        for (kind, held), share in shares.items()
        if held
    )
    return Figure(min(share for (_, held), share in shares.items() if held), note="; ".join(told))


PARAPHRASES = Path(__file__).with_name("paraphrases.txt")
LESSONS = COURSES / "the-living-cell" / "units" / "inside-the-cell"


@dataclass(frozen=True)
class Paraphrase:
    """A claim by hand on a lesson: what is cited of it, whether that says it, and how near it is in meaning."""

    text: str
    cited: tuple[str, ...]
    said: bool
    near: tuple[Near, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether the check lets it stand."""
        return lacks(self.text, self.cited, "en", self.near) is None


def paraphrases() -> list[Paraphrase]:
    """Every one, with the passages of its lesson."""
    lines = [line for line in PARAPHRASES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    found = []
    for line in lines:
        lesson, said, text = (cell.strip() for cell in line.split("|", 2))
        whole = (LESSONS / f"{lesson}.md").read_text("utf-8")
        cited = tuple(part for part in re.split(r"\n\s*\n", whole) if not part.startswith("#"))
        found.append(Paraphrase(text, cited, said == "said"))
    return found


async def _by_meaning(every: list[Paraphrase]) -> list[Paraphrase]:
    """The same with how near each is to the nearest sentence of each passage."""
    local = LocalEmbedder("bench", folder("CHIRON_BENCH_EMBEDDINGS", "the folder of a model of sentences"))
    texts = {each.text for each in every} | {s for each in every for part in each.cited for s in sentences(part)}
    ordered = sorted(texts)
    vector = dict(zip(ordered, await local.embed(ordered), strict=True))

    def nearest(claim: str, passage: str) -> Near:
        each = [Near(sum(map(mul, vector[claim], vector[text])), text) for text in sentences(passage)]
        return max(each, key=lambda near: near.cosine)

    return [replace(each, near=tuple(nearest(each.text, part) for part in each.cited)) for each in every]


def _told(every: list[Paraphrase]) -> Figure:
    true, false = [e.kept for e in every if e.said], [not e.kept for e in every if not e.said]
    note = f"true kept {interval(sum(true), len(true))}, false stopped {interval(sum(false), len(false))}"
    return Figure(sum(true) / len(true), note=note)


@benchmark(
    "dialogue.retrieval.paraphrases.words",
    "true claims in other words (by hand) that are kept, by words alone",
    "share",
)
def by_words(_: Progress) -> Figure:
    """With the whole lesson cited, paragraph by paragraph: false claims are about the same things."""
    return _told(paraphrases())


@benchmark(
    "dialogue.retrieval.paraphrases.meaning",
    "true claims in other words (by hand) that are kept, by words and meaning",
    "share",
)
async def by_meaning(_: Progress) -> Figure:
    """The same, with a model of sentences."""
    return _told(await _by_meaning(paraphrases()))
