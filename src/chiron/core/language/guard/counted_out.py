# ruff: noqa: E501, SIM905 - patterns are data
"""Whether a sentence states a number of just what the question asks for: "there were 52 questions" where it asks how many
questions there were, "it takes her 30 minutes" where it asks how long it takes. Such a sentence answers it, whatever
other words stand before the number.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from chiron.core.language.guard.values import Number, plainly

_ASKS = re.compile(r"\b(?:how many|how much|cuant[oa]s?)((?: [a-z]+){1,5})")
_NO_THING = frozenset(
    [
        "more",
        "less",
        "fewer",
        "total",
        "other",
        "different",
        "new",
        "old",
        "of",
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "your",
        "our",
        "each",
        "all",
        "does",
        "do",
        "did",
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "can",
        "could",
        "must",
        "should",
        "has",
        "have",
        "had",
        "they",
        "he",
        "she",
        "it",
        "you",
        "we",
        "i",
        "to",
        "in",
        "on",
        "at",
        "for",
        "and",
        "or",
        "that",
        "which",
        "who",
        "longer",
        "further",
        "mas",
        "menos",
        "de",
        "el",
        "la",
        "los",
        "las",
        "un",
        "una",
        "hay",
        "tiene",
        "tienen",
    ]
)
_AUXILIARIES = frozenset(
    """did does do is are was were will would can could must should has have had there hay tiene tienen""".split()
)
_ADJECTIVES = r"(?: (?:more|less|fewer|total|other|different|new|old|whole|mas|menos|square|cubic))*"
_UNSURE = re.compile(
    r"\b(?:if|when|why|suppose|imagine|whether|not|n't|never|from|instead of|rather than|you|your|already|each|every|per|cada|si|cuando)\b|n't\b|\?"
)
_TAKEN = re.compile(
    r"(?:[-+*/^(=]|\b(?:the|these|those|this|that|of|all|his|her|its|their|our|by|for|with|than|between|about|to|into|on|in|at|and|or|plus|minus|times|add|subtract|multiply|divide|take|both|los|las|de|con|por|y|entre)) ?$"
)
_ASKING = re.compile(r"\b(?:how|what|cuant[oa]s?|que)\b([^.!?\n]*)\?")
_PAST = {
    "lost": "lose", "took": "take", "spent": "spend", "bought": "buy", "sold": "sell", "ate": "eat", "made": "make",
    "paid": "pay", "got": "get", "ran": "run", "wrote": "write", "went": "go", "drove": "drive", "gave": "give",
    "brought": "bring", "left": "leave", "kept": "keep", "won": "win", "found": "find", "grew": "grow", "drank": "drink",
    "sent": "send", "caught": "catch", "rode": "ride", "built": "build", "taught": "teach",
}  # fmt: skip
_NO_VERB = frozenset(
    """did does do is are was were will would can could must should have has had the a an in on at of to for and or if
    how what each all total more longer much many be been this that it he she they you we i""".split()
)
_LAST = re.compile(r"\b([a-z]+)(?: (?:her|him|them|it|only|just|exactly|about|another|a total of|out|up|off))? ?$")
_CLAUSE = re.compile(r"[.;!\n:](?!\d)|, (?:so|and|but|which|because)\b")


def states(number: Number, text: str, shown: str) -> bool:
    """Whether the clause around a number of a plain text states it of the thing that is asked for."""
    if not (_of_the_thing(number, shown) or _done(number, shown)):
        return False
    start = max((match.end() for match in _CLAUSE.finditer(text, 0, number.start)), default=0)
    end = _CLAUSE.search(text, number.start + len(number.said))
    asks = text.rstrip().endswith("?")
    before = text[start : number.start]
    return not asks and bool(before.strip()) and not _UNSURE.search(text[start : end.start() if end else len(text)])


def _of_the_thing(number: Number, shown: str) -> bool:
    after = None if _TAKEN.search(number.before) else re.match(rf"{_ADJECTIVES} ([a-z]+)", number.after)
    return after is not None and _stem(after[1]) in _asked(shown)


def _done(number: Number, shown: str) -> bool:
    """Whether the word before the number is what the question asks about doing."""
    before = _LAST.search(number.before)
    return before is not None and before[1] not in _NO_VERB and _verb(before[1]) in _asked_to_do(shown)


@lru_cache(maxsize=128)
def _asked_to_do(shown: str) -> frozenset[str]:
    words = {word for match in _ASKING.finditer(plainly(shown)) for word in re.findall(r"[a-z]+", match[1])}
    return frozenset(_verb(word) for word in words - _NO_VERB) - _asked(shown)


def _verb(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s|e)$", "", _PAST.get(word, word))


@lru_cache(maxsize=128)
def _asked(shown: str) -> frozenset[str]:
    """The things that a question asks a number of: its words after "how many", up to the first that names one."""
    found: set[str] = set()
    for match in _ASKS.finditer(plainly(shown)):
        words = list(takewhile(lambda word: word not in _AUXILIARIES, match[1].split()))
        found.update([_stem(word) for word in words if word not in _NO_THING][:2])
    return frozenset(found)


def _stem(word: str) -> str:
    return re.sub(r"(?:es|s)$", "", word)
