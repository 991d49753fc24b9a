"""Evaluates what tools/train_short_text.py learnt: trees and a linear part over the features, then calibrated.

The artefact is data that ships with the package and never changes while Chiron runs, so reading it is as pure as an
import; it is read when the first answer is graded.
"""

from __future__ import annotations

import base64
import json
import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from chiron.core.learning.answers.knowledge import Knowledge
from chiron.core.words import Json

ARTEFACT = "short_text.json.z"
SCALE = 127
"""A vector's numbers are kept as whole numbers from -127 to 127."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Node by node: the feature asked (-1 in a leaf), its threshold, where to go, and a leaf's value."""

    feature: Sequence[int]
    threshold: Sequence[float]
    left: Sequence[int]
    right: Sequence[int]
    value: Sequence[float]

    def say(self, inputs: Sequence[float]) -> float:
        """The value of the leaf that the inputs reach."""
        node = 0
        while self.feature[node] >= 0:
            lower = inputs[self.feature[node]] <= self.threshold[node]
            node = self.left[node] if lower else self.right[node]
        return self.value[node]


@dataclass(frozen=True, slots=True)
class Model:
    """Boosted trees and a logistic regression, their log odds averaged; ``slope`` and ``shift`` calibrate (Platt)."""

    base: float
    trees: Sequence[Tree]
    bias: float
    weights: Sequence[float]
    slope: float
    shift: float

    def boosted(self, inputs: Sequence[float]) -> float:
        """Log odds by the trees."""
        return self.base + sum(tree.say(inputs) for tree in self.trees)

    def linear(self, inputs: Sequence[float]) -> float:
        """Log odds by the regression."""
        return self.bias + sum(w * x for w, x in zip(self.weights, inputs, strict=True))

    def chance(self, inputs: Sequence[float]) -> float:
        """The calibrated probability in (0, 1) that the answer is right."""
        odds = self.slope * (self.boosted(inputs) + self.linear(inputs)) / 2 + self.shift
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


@dataclass(frozen=True, slots=True)
class Artefact:
    """``cold`` judges by references alone, ``warm`` by decided answers to the same question too."""

    version: str
    knowledge: Knowledge
    cold: Model
    warm: Model
    checks: Sequence[Mapping[str, Json]]
    """Inputs with the log odds that the training library gave them."""


def pack(document: Json) -> bytes:
    """The artefact's bytes, the same for the same document."""
    return zlib.compress(json.dumps(document, sort_keys=True, separators=(",", ":")).encode(), 9)


def unpack(data: bytes) -> Artefact:
    """The artefact from its bytes."""
    document = json.loads(zlib.decompress(data))
    words = document["knowledge"]
    knowledge = Knowledge(
        words["weights"], {w: unpacked_vector(v) for w, v in words["vectors"].items()}, words["unknown"]
    )
    return Artefact(
        document["version"], knowledge, _model(document["cold"]), _model(document["warm"]), document["checks"]
    )


@cache
def artefact() -> Artefact:
    """The artefact that ships with Chiron."""
    return unpack(files(__package__).joinpath(ARTEFACT).read_bytes())


def packed_vector(vector: Sequence[float]) -> str:
    """A vector of numbers in [-1, 1] as text."""
    return base64.b85encode(bytes(round(x * SCALE) % 256 for x in vector)).decode()


def unpacked_vector(text: str) -> tuple[float, ...]:
    """The vector of a text that :func:`packed_vector` made."""
    return tuple((x - 256 if x > SCALE else x) / SCALE for x in base64.b85decode(text))


def _model(part: Json) -> Model:
    trees = [Tree(*tree) for tree in part["trees"]]
    return Model(part["base"], trees, part["bias"], part["weights"], part["slope"], part["shift"])
