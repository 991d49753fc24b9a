"""How a message sounds: sentiment with its confidence, emotions, haste and dissatisfaction. Text only, pure.

A reading is of one message, for the answer to that message. It is no trait of whoever wrote it and is not kept as one;
what may use it, and from which confidence on, is the desk's to say. On the learning side it is off unless a school
switches it on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chiron.core.language.feelings.conversation import Said, conversation
from chiron.core.language.feelings.head import SENTIMENTS, heads, numbers, terms
from chiron.core.language.feelings.lexicon import (
    EMOTIONS,
    GLAD,
    HURRY,
    LANGUAGES,
    Found,
    look_up,
    spoken,
    weighed,
)  # fmt: skip
from chiron.core.language.feelings.signs import Signs, signs

ILL = frozenset({"anger", "frustration", "disappointment"})
"""What dissatisfaction sounds like."""
LEAST = 0.05
"""Emotions less likely than this are not named."""
TRUST = 0.9
"""The share of the lexicon's own estimate that counts: words are quoted, asked about, meant otherwise."""

_TROUBLE: Mapping[str, float] = {
    "failed-again": 0.8, "failures": 1.6, "corrections": 1.2, "correcting": 0.6, "correcting-confirming": 0.6,
    "repeats": 1.0, "circling": 0.8, "refusals": 0.5, "again": 0.4, "no-confirming": 0.5, "thanks": -0.8, "first": -0.4,
}  # fmt: skip
"""Log-odds that each sign of a conversation adds to dissatisfaction: our own judgement, learnt from no data."""
_BASE, _SOUNDS, _GLAD = -3.0, 4.5, -1.5


@dataclass(frozen=True, slots=True)
class Felt:
    """An emotion of :data:`~chiron.core.language.feelings.lexicon.EMOTIONS` and its chance in [0, 1]."""

    emotion: str
    chance: float


@dataclass(frozen=True, slots=True)
class Feelings:
    """How one message sounds.

    ``sentiment`` is negative, neutral or positive, and ``confidence`` its chance. ``emotions`` are the likelier ones,
    likeliest first; any number may be told at once. ``dissatisfied`` and ``hurried`` are chances. ``language`` is that
    of the words, "" where they tell none we read: then only faces and marks were. ``because`` quotes the words and
    faces that told most, for whoever asks why.
    """

    sentiment: str
    confidence: float
    emotions: tuple[Felt, ...] = ()
    dissatisfied: float = 0.0
    hurried: float = 0.0
    language: str = ""
    because: tuple[str, ...] = ()

    def chance(self, *emotions: str) -> float:
        """The chance of the likeliest of some emotions; 0 where none is named."""
        return max((felt.chance for felt in self.emotions if felt.emotion in emotions), default=0.0)


NOTHING = Feelings("neutral", 0.0)
"""What a message without words or faces sounds like."""


def read(text: str, before: Sequence[Said] = (), language: str = "") -> Feelings:
    """How a message sounds after the turns before it, oldest first.

    ``language`` is what its writer is known to write ("en", "es"); it decides where the words do not. No text raises.
    """
    told = signs(text)
    if not any(told.told):
        return NOTHING
    every = spoken(told.words) or ((language,) if language in LANGUAGES else ())
    own = every[0] if every else ""
    found, sure = _looked_up(told, every)
    words, alone = heads()
    known = numbers(told, sure)
    chances = words.chances(terms(told, found), known) if own == "en" else alone.chances((), known)
    emotions = {name: max(chances[name], TRUST * sure[name]) for name in EMOTIONS}
    emotions["gratitude"] = TRUST * sure["gratitude"]
    sentiment, confidence = _sentiment(chances, emotions)
    named = [Felt(name, round(chance, 3)) for name, chance in emotions.items() if chance >= LEAST]
    named.sort(key=lambda felt: -felt.chance)
    return Feelings(
        sentiment,
        round(confidence, 3),
        tuple(named),
        round(dissatisfied(emotions, conversation(text, before)), 3),
        round(TRUST * sure[HURRY], 3),
        own,
        _because(told, found),
    )


def dissatisfied(emotions: Mapping[str, float], trouble: Mapping[str, float]) -> float:
    """The chance that whoever writes is dissatisfied: by how it sounds, and by what went before."""
    total = _BASE + _SOUNDS * max(emotions[name] for name in ILL) + _GLAD * max(emotions["joy"], emotions["gratitude"])
    total += sum(weight * trouble[name] for name, weight in _TROUBLE.items())
    return 1 / (1 + math.exp(-total))


def _looked_up(told: Signs, languages: Sequence[str]) -> tuple[list[Found], dict[str, float]]:
    """By the lexicons of its languages; by every one where the words tell none. The one that tells most counts."""
    tried = [look_up(told, each) for each in languages or LANGUAGES]
    best = max(tried, key=lambda found: sum(each.strength for each in found if each.tells))
    return best, weighed(best)


def _sentiment(chances: Mapping[str, float], emotions: Mapping[str, float]) -> tuple[str, float]:
    """What the head says, unless a sure feeling says otherwise; where the two differ, the confidence is the gap."""
    ill = max(chance for name, chance in emotions.items() if name not in GLAD and name != "confusion")
    glad = max(chance for name, chance in emotions.items() if name in GLAD)
    negative, positive = max(chances["negative"], ill), max(chances["positive"], glad)
    total = negative + positive + chances["neutral"] * (1 - max(ill, glad))
    shares = dict(zip(SENTIMENTS, (negative, total - negative - positive, positive), strict=True))
    best = max(shares, key=lambda name: shares[name])
    return best, shares[best] / total


def _because(told: Signs, found: Sequence[Found], most: int = 3) -> tuple[str, ...]:
    strong = sorted((each for each in found if each.tells), key=lambda each: -each.strength)[:most]
    return tuple(("not " if each.negated else "") + " ".join(told.words[each.start : each.end]) for each in strong)
