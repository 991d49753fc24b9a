"""Learners whose answers are copies of another's: two accounts of one person, a roster read in twice.

A model that was fitted to one of them knows the other by heart, so that whatever is judged across the two is flattered.
In ASSISTments 2009 about eighty learners are in the log twice. They are kept together: in one fold, or out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar
from zlib import crc32

from chiron.core.learning.residual import Response, was_right

T = TypeVar("T", bound=Response)
COMMON = 25
"""How many items two learners must both have answered before their answers say anything."""
WRONG = 5
"""How many of those they must both have got wrong: easy items all right happen to many."""
ALIKE = 0.9
"""Share of the items that either got wrong which both got wrong; classmates lie near a third."""
LOOKS = 24
"""How many of a learner's wrong items (the least by a hash) are used to find who may be a copy of whom."""


def groups(log: Mapping[str, Sequence[Response]]) -> dict[str, str]:
    """learner -> the first learner of whom they are a copy, or themselves. Order does not count, and only an item's
    first answer; answers without an item tell nothing."""
    first = {who: _first(answers) for who, answers in log.items()}
    leads = {who: who for who in log}

    def leader(who: str) -> str:
        while leads[who] != who:
            who = leads[who]
        return who

    for a, b in _candidates(first):
        if leader(a) != leader(b) and _copied(first[a], first[b]):
            leads[leader(b)] = leader(a)
    return {who: leader(who) for who in log}


def without_copies_of(
    train: Mapping[str, Sequence[T]], test: Iterable[str], everyone: Mapping[str, Sequence[T]]
) -> dict[str, Sequence[T]]:
    """The learners of ``train`` of whom nobody in ``test`` is a copy; ``everyone`` holds both."""
    found = groups(everyone)
    barred = {found[who] for who in test}
    return {who: answers for who, answers in train.items() if found[who] not in barred}


def _first(answers: Sequence[Response]) -> dict[str, bool]:
    return {answer.item: was_right(answer) for answer in reversed(answers) if answer.item}


def _candidates(first: Mapping[str, Mapping[str, bool]]) -> Iterable[tuple[str, str]]:
    """Pairs of learners who share two neighbours among their least hashes of wrong items."""
    met: dict[tuple[int, int], str] = {}
    for who, answers in first.items():
        least = sorted(crc32(item.encode()) for item, right in answers.items() if not right)[:LOOKS]
        for two in pairwise(least):
            other = met.setdefault(two, who)
            if other != who:
                yield other, who


def _copied(a: Mapping[str, bool], b: Mapping[str, bool]) -> bool:
    common = a.keys() & b.keys()
    either = sum(not (a[item] and b[item]) for item in common)
    both = sum(not (a[item] or b[item]) for item in common)
    return len(common) >= COMMON and both >= WRONG and both >= ALIKE * either
