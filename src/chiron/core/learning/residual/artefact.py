"""The residual learner as it is kept and served: tables, trees, and the correction that they add to a logit.

What people are shown of their skills never comes from here: the mastery display and the explanation are the
explainable part's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from msgspec import DecodeError, ValidationError
from msgspec.json import decode, encode

from chiron.core.learning.residual.features import NAMES, features
from chiron.core.learning.residual.history import History, fold
from chiron.core.learning.residual.numbers import FARTHEST
from chiron.core.learning.residual.tables import Response, Tables
from chiron.core.learning.residual.trees import Tree, total

FORMAT = 1
"""Grows with every change of features or of the file; another format is refused."""


class Unreadable(ValueError):
    """An artefact that is no residual learner, or one of another format."""


@dataclass(frozen=True, slots=True)
class Residual:
    """A fitted residual learner of one course. ``learners``: whose answers it was fitted to, so that erasing one of
    them asks for a new fit. ``names``: the features that the trees were grown on."""

    tables: Tables
    trees: tuple[Tree, ...]
    learners: tuple[str, ...] = ()
    names: tuple[str, ...] = NAMES
    format: int = FORMAT

    def correction(self, history: History, answer: Response, base: float) -> float:
        """What is added to the logit ``base`` of the explainable part; the answer's outcome is not looked at. A base
        that is no finite number counts as 0."""
        return total(self.trees, features(history, answer, self.tables, held(base)))

    def logit(self, history: History, answer: Response, base: float) -> float:
        """The corrected logit, within FARTHEST of 0."""
        return held(held(base) + self.correction(history, answer, base))

    def fold(self, history: History, answer: Response) -> History:
        """The history with one more answer; changes the history it is given."""
        return fold(history, answer, self.tables)


def held(logit: float) -> float:
    """A logit within bounds; what is no finite number counts as 0."""
    return min(max(logit, -FARTHEST), FARTHEST) if isfinite(logit) else 0.0


def written(residual: Residual) -> bytes:
    """The artefact as JSON."""
    return encode(residual)


def read(data: bytes) -> Residual:
    """The artefact that ``written`` wrote. Raises Unreadable where it is something else or unsound."""
    try:
        found = decode(data, type=Residual)
    except (DecodeError, ValidationError) as why:
        raise Unreadable(f"this is no residual learner: {why}") from why
    if found.format != FORMAT or found.names != NAMES:
        raise Unreadable("this residual learner was fitted for another version of Chiron: fit it again")
    if not all(tree.sound(len(NAMES)) for tree in found.trees):
        raise Unreadable("this residual learner has a tree that leads nowhere")
    return found


def kept(history: History) -> bytes:
    """A learner's history as JSON."""
    return encode(history)


def history(data: bytes) -> History:
    """The history that ``kept`` wrote. Raises Unreadable where it is something else."""
    try:
        return decode(data, type=History)
    except (DecodeError, ValidationError) as why:
        raise Unreadable(f"this is no history: {why}") from why
