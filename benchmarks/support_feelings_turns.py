"""A reader of dissatisfaction learnt for a measurement: the message, the answer before it, and signs of the turns.

Two logistic regressions, one over words and one over meaning, both with the signs of ``feelings.conversation``. Learnt
from the share of people who called a message dissatisfied, which tells more than the label that most gave. Penalties
were set once for all data (the words of a message and of an answer number tens of thousands, the vectors' directions
192); the threshold is chosen for F1 on folds inside the training part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.support_feelings_data import Array, Turn, folds
from benchmarks.support_feelings_models import rows
from chiron.core.language.classify.grams import Block, by_words
from chiron.core.language.classify.linear import logistic
from chiron.core.language.feelings.conversation import conversation
from chiron.core.language.feelings.lexicon import look_up, weighed
from chiron.core.language.feelings.signs import BREAK, signs

Places = NDArray[np.int64]
STATES = ("confirming", "offered", "failed", "asked", "sorry")
"""What the answer did, which the words of a message are read together with."""
WORDS, MEANING = 3.0, 30.0
"""Penalties."""
BESIDE = 0.3
"""The spread of each sign beside words of length one."""
OWN, ANSWER = 128, 64
"""Directions kept of the vectors of messages and answers, those of the widest spread."""
INNER = 2


@dataclass(frozen=True)
class Turns:
    """What is looked at of messages: terms, signs, the dialogue of each, and vectors of message and answer."""

    terms: list[list[str]]
    signs: Array
    dialogues: Places
    vectors: tuple[Array, Array] | None

    @classmethod
    def of(cls, turns: Sequence[Turn], vectors: tuple[Array, Array] | None) -> Turns:
        """Look at messages."""
        known = [conversation(turn.text, turn.before) for turn in turns]
        felt = [weighed(look_up(signs(turn.text), "en")) for turn in turns]
        table = np.array([[*one.values(), *other.values()] for one, other in zip(known, felt, strict=True)])
        found = [_terms(turn, one) for turn, one in zip(turns, known, strict=True)]
        return cls(found, table, np.array([turn.dialogue for turn in turns]), vectors)


def last_answer(turn: Turn) -> str:
    """The answer right before a message, "" where there is none."""
    return turn.before[-1].text if turn.before and not turn.before[-1].own else ""


def _terms(turn: Turn, known: dict[str, float]) -> list[str]:
    own, answer = (_said(text) for text in (turn.text, last_answer(turn)))
    states = [state for state in STATES if known[state]] or ["plain"]
    crossed = [f"{state}&{word}" for state in states for word in [*own[:12], " ".join(own[:2])]]
    return [*(f"u:{term}" for term in by_words(own)), *(f"a:{term}" for term in by_words(answer)), *crossed]


def _said(text: str) -> list[str]:
    return [word for word in signs(text).words if word != BREAK]


def log_odds(turns: Turns, share: Array, known: Places, asked: Places) -> Array:
    """How surely the messages at ``asked`` are dissatisfied, learnt from the shares of those at ``known``."""
    table = (turns.signs - turns.signs[known].mean(axis=0)) / (turns.signs[known].std(axis=0) + 1e-6)
    block = Block.learnt((turns.terms[at] for at in known), 2)

    def worded(places: Places) -> Any:
        beside = sparse.csr_matrix((BESIDE * table[places]).astype(np.float32))
        return sparse.hstack([rows(block, [turns.terms[at] for at in places]), beside]).tocsr()

    aims = np.column_stack([1 - share[known], share[known]]).astype(np.float32)
    scores = logistic(worded(known), aims, 2, ridge=WORDS, rounds=60).scores(worded(asked))
    if turns.vectors is not None:
        own, answer = turns.vectors
        meant = np.hstack([_widest(own, known, OWN), _widest(answer, known, ANSWER), table]).astype(np.float32)
        scores = scores + logistic(meant[known], aims, 2, ridge=MEANING, rounds=60).scores(meant[asked])
    return np.asarray(scores[:, 1] - scores[:, 0], float)


def _widest(table: Array, known: Places, many: int) -> Array:
    middle = table[known].mean(axis=0)
    spread, directions = np.linalg.eigh(np.cov((table[known] - middle).T))
    return np.asarray((table - middle) @ directions[:, -many:] / np.sqrt(spread[-many:].mean()))


def inside(turns: Turns, share: Array, known: Places, seed: int) -> Array:
    """The log-odds of each message at ``known``, learnt from the others of them that are of other dialogues."""
    fold = folds(list(turns.dialogues[known]), INNER, seed)
    found = np.zeros(len(known))
    for each in range(INNER):
        found[fold == each] = log_odds(turns, share, known[fold != each], known[fold == each])
    return found


def threshold(scores: Array, right: NDArray[np.bool_]) -> float:
    """From which score on, calling a message dissatisfied gives the best F1."""
    order = np.argsort(-scores, kind="stable")
    met = np.cumsum(right[order])
    reached = 2 * met / (np.arange(1, len(order) + 1) + right.sum())
    return float(scores[order[int(reached.argmax())]])
