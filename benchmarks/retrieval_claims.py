"""Whether the check on a model's claims keeps what a passage says and cuts what it does not, on made claims.

Each question about a passage (``benchmarks/retrieval.py`` says of which data and halves), without its question word and
with its answer behind it, is a claim in other words: its own passage supports it, another does not. No passage supports
its own sentences with a number changed, or turned into their opposite. How a real model words things this does not
tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.retrieval import Question, read
from chiron.core.language.answering.support import lacks
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
