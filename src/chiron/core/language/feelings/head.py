"""A linear head over a message's words, signs and feeling words: the chance of each sentiment and emotion. Pure.

Words and pairs of words are kept as 32-bit hashes with a small whole number for each output: no text stands in the
file. ``head.json`` says of itself what it was learnt from; ``python -m benchmarks.support_feelings_heads`` makes it.
"""

from __future__ import annotations

import base64
import json
import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any
from zlib import crc32

from chiron.core.language.feelings.lexicon import EMOTIONS, GLAD, HURRY, Found
from chiron.core.language.feelings.signs import Signs

SENTIMENTS = ("negative", "neutral", "positive")
OUTPUTS = (*SENTIMENTS, *EMOTIONS)
"""What a head tells: sentiments that add up to one, and emotions, each for itself."""
NUMBERS = (*EMOTIONS, "glad", "ill", "loud", "asking", "shouted", "drawn", "length")
"""What a head is told besides hashed words; the same in every language."""
SMALL = 127
"""Weights are kept as whole numbers of this size at most, a scale for each output."""


def terms(told: Signs, found: Iterable[Found] = ()) -> set[str]:
    """The words of a message as a head reads them, its pairs of words, and its hashtags.

    What looks like a feeling of the writer and is none (``found`` tells) is left out.
    """
    skipped = {place for each in found if not each.tells for place in range(each.start, each.end)}
    words = [word for place, word in told.placed if place not in skipped]
    pairs = (f"{one} {other}" for one, other in pairwise(("^", *words, "$")))
    return {*words, *pairs, *(f"#{tag}" for tag in told.tags)}


def hashed(term: str) -> int:
    """A term as it is kept: CRC-32 of its UTF-8."""
    return crc32(term.encode("utf-8", "ignore"))


def numbers(told: Signs, weighed: Mapping[str, float]) -> tuple[float, ...]:
    """The numbers of :data:`NUMBERS`, each in [0, 1], of a message and of what its feeling words tell."""
    kinds = [weighed[kind] for kind in EMOTIONS]
    glad = max(weighed[kind] for kind in GLAD)
    ill = max(value for kind, value in weighed.items() if kind not in GLAD and kind != HURRY)
    signs = (min(told.loud, 3) / 3, min(told.asking, 2) / 2, told.shouted, min(told.drawn, 2) / 2)
    return (*kinds, glad, ill, *signs, min(len(told.words), 40) / 40)


@dataclass(frozen=True, slots=True)
class Head:
    """Weights of hashed terms (``many`` x outputs, row by row), of the numbers, and the base, of each output.

    A term's weights count once, over the root of how many terms a message has. ``sharp`` brings the scores of the
    sentiments to chances (a temperature, C. Guo et al., 2017); ``even`` and ``up`` those of each emotion (J. Platt's
    scaling, 1999).
    """

    rows: Mapping[int, int]
    weights: Sequence[int]
    scale: Sequence[float]
    told: Sequence[Sequence[float]]
    base: Sequence[float]
    sharp: float
    up: Sequence[float]
    even: Sequence[float]

    def scores(self, found: Iterable[str], known: Sequence[float]) -> list[float]:
        """The log-odds of each of :data:`OUTPUTS`, before calibration."""
        many = len(OUTPUTS)
        totals = [0] * many
        each = 0
        for term in found:
            each += 1
            row = self.rows.get(hashed(term))
            if row is not None:
                at = row * many
                for place in range(many):
                    totals[place] += self.weights[at + place]
        share = 1 / math.sqrt(max(each, 1))
        told = [sum(weight * value for weight, value in zip(row, known, strict=True) if value) for row in self.told]
        return [
            base + total * scale * share + own
            for base, total, scale, own in zip(self.base, totals, self.scale, told, strict=True)
        ]

    def chances(self, found: Iterable[str], known: Sequence[float]) -> dict[str, float]:
        """The calibrated chance of each of :data:`OUTPUTS`."""
        scores = self.scores(found, known)
        first = len(SENTIMENTS)
        sharp = [self.sharp * score for score in scores[:first]]
        top = max(sharp)
        up = [math.exp(score - top) for score in sharp]
        sums = [value / sum(up) for value in up]
        alone = [_sigmoid(a * score + b) for a, b, score in zip(self.up, self.even, scores[first:], strict=True)]
        return dict(zip(OUTPUTS, (*sums, *alone), strict=True))


def _sigmoid(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def kept(head: Head, card: str) -> dict[str, Any]:
    """A head as JSON has it."""
    ordered = sorted(head.rows, key=lambda key: head.rows[key])
    return {
        "card": card,
        "outputs": list(OUTPUTS),
        "numbers": list(NUMBERS),
        "keys": base64.b64encode(b"".join(key.to_bytes(4, "little") for key in ordered)).decode(),
        "weights": base64.b64encode(array("b", head.weights).tobytes()).decode(),
        "scale": list(head.scale),
        "told": [list(row) for row in head.told],
        "base": list(head.base),
        "sharp": head.sharp,
        "up": list(head.up),
        "even": list(head.even),
    }


def from_json(told: Mapping[str, Any]) -> Head:
    """A head from what :func:`kept` gave. Raises ValueError where it is of other outputs or numbers."""
    if tuple(told["outputs"]) != OUTPUTS or tuple(told["numbers"]) != NUMBERS:
        raise ValueError("a head of feelings with other outputs or numbers")
    keys = base64.b64decode(told["keys"])
    weights = array("b")
    weights.frombytes(base64.b64decode(told["weights"]))
    rows = {int.from_bytes(keys[at : at + 4], "little"): at // 4 for at in range(0, len(keys), 4)}
    if len(weights) != len(rows) * len(OUTPUTS):
        raise ValueError("a head of feelings whose weights do not fit its terms")
    return Head(
        rows, weights, told["scale"], told["told"], told["base"], told["sharp"], told["up"], told["even"]
    )  # fmt: skip


@cache
def heads() -> tuple[Head, Head]:
    """What ships: the head of English messages, and the one of any language, which reads no words but feeling words."""
    text = files("chiron.core.language.feelings").joinpath("head.json").read_text("utf-8")
    both = json.loads(text)
    return from_json(both["words"]), from_json(both["signs"])
