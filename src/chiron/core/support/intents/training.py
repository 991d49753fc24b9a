"""Training a reader of intents from examples. Pure, deterministic under its seed; needs NumPy and SciPy.

Everything that is chosen from data (how heads are pooled, what tells that a message is out of scope, from when on it is
answered) is chosen on scores that each example gets from a reader that was not shown it; and as examples of what is out
of scope stand, besides those given, all examples once more with their whole intent taken away. Kernel ridge regression
gives both in closed form.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from chiron.core.language.classify.calibration import odds
from chiron.core.language.classify.grams import Grams, said
from chiron.core.language.classify.kernel import Fitted, ridge
from chiron.core.language.classify.spelling import Speller
from chiron.core.support.intents.heads import SHARP_MEANING, SHARP_WORDS, Voice, kernel, numbers, pooled, weigh
from chiron.core.support.intents.landmarks import Meant, Worded, centred, nearest, scaled, with_outside
from chiron.core.support.intents.reader import Reader, share_of

WORK = 3e11
"""Examples times the square of those that messages are compared with by words, at most: what training costs."""
BY_MEANING = 2_500
"""Examples that messages are compared with by meaning, at most; more tell nothing more."""
MOST = 20_000
"""Examples that are learnt from, at most: more are drawn by lot, the same share of every intent."""
HOLD = 0.1
"""The penalty of both ridge regressions."""
GIVEN_UP = 0.01
"""So many of the messages that would be read rightly are given up for "I don't know", about."""
HALFWAY = 50
"""With so many examples of outside, the intents taken away count for half of what tells outside."""
VERSION = "1"
"""Of the method; part of a reader's mark."""


@dataclass(frozen=True, slots=True)
class _Set:
    """Texts, kind by kind, with their kinds (those of outside: the number of intents)."""

    intents: tuple[str, ...]
    texts: list[str]
    kinds: Any

    def marks(self, most: int) -> Any:
        """Places of ``most`` texts or somewhat more, the same share of each kind."""
        import numpy as np

        firsts = np.flatnonzero(np.r_[True, self.kinds[1:] != self.kinds[:-1]])
        counts = np.diff(np.r_[firsts, len(self.kinds)])
        take = np.minimum(counts, -(-counts * most // max(len(self.kinds), most)))
        return np.concatenate([np.arange(first, first + many) for first, many in zip(firsts, take, strict=True)])


@dataclass(frozen=True, slots=True)
class _Head:
    """A head's scores of every text without it (``alone``) and without its kind (``without``)."""

    alone: Any
    without: Any


def train(
    examples: Mapping[str, Sequence[str]],
    outside: Sequence[str] = (),
    vectors: Mapping[str, Sequence[float]] | None = None,
    seed: int = 0,
) -> Reader:
    """A reader of these intents: each with its example messages.

    ``outside``: messages that are none of them, where there are some; ``vectors``: the sentence vector of every text,
    by text, all of one model. Raises ValueError where fewer than one intent has an example, or a vector is missing.
    """
    found = _chosen(examples, outside, seed)
    if vectors is not None and (missing := sum(text not in vectors for text in found.texts)):
        raise ValueError(f"{missing} of {len(found.texts)} examples have no vector.")
    grams, speller = Grams.learnt(found.texts), Speller.learnt(found.texts)
    odd = _strange(found)
    worded, by_words, heads = _by_words(found, scaled(grams, found.texts))
    words_alone = _voice(heads, found, odd)
    meant = by_meaning = whole = None
    if vectors is not None:
        meant, by_meaning, more = _by_meaning(found, vectors)
        whole = _voice([*heads, *more], found, odd)
    mark = _mark(examples, outside, vectors, seed)
    return Reader(found.intents, grams, speller, worded, by_words, words_alone, meant, by_meaning, whole, mark)


def _chosen(examples: Mapping[str, Sequence[str]], outside: Sequence[str], seed: int) -> _Set:
    """What is learnt from, each text once a kind, in an order drawn by lot within its kind."""
    import numpy as np

    lots = Random(seed)  # noqa: S311
    by_kind = {name: sorted({text for text in examples[name] if said(text)}) for name in sorted(examples)}
    by_kind = {name: texts for name, texts in by_kind.items() if texts}
    if not by_kind:
        raise ValueError("No intent has an example with a word in it.")
    every = [*by_kind.values(), sorted({text for text in outside if said(text)})]
    total = sum(map(len, every))
    texts, kinds = list[str](), list[int]()
    for kind, mine in enumerate(every):
        lots.shuffle(mine)
        mine = mine[: -(-len(mine) * MOST // max(total, MOST))]
        texts += mine
        kinds += [kind] * len(mine)
    return _Set(tuple(by_kind), texts, np.array(kinds))


def _starts(kinds: Any) -> Any:
    import numpy as np

    return np.flatnonzero(np.r_[True, kinds[1:] != kinds[:-1]])


def _ridge(found: _Set, marks: Any, likeness: Any, sharp: float) -> Fitted:
    import numpy as np

    many = len(found.intents)
    near = kernel(likeness, sharp)
    aims = np.eye(many + 1, dtype=np.float32)[found.kinds]
    return ridge(near, near[marks], aims, np.where(found.kinds < many, found.kinds, -1), HOLD)


def _nearest(found: _Set, marks: Any, likeness: Any) -> tuple[Any, _Head]:
    """Where each kind begins, and the head of the nearest example; ``likeness`` (texts x marks) is changed."""
    import numpy as np

    likeness[marks, np.arange(len(marks))] = 0
    starts, many = _starts(found.kinds[marks]), len(found.intents)
    alone = nearest(likeness, starts, many)
    return starts, _Head(alone, _less_own(alone, found.kinds, many))


def _less_own(scores: Any, kinds: Any, many: int) -> Any:
    """Scores with the least of the row in place of each text's own kind, for texts of an intent."""
    import numpy as np

    left = scores.copy()
    here = np.flatnonzero(kinds < many)
    left[here, kinds[here]] = scores[here, :many].min(axis=1)
    return left


def _by_words(found: _Set, rows: Any) -> tuple[Worded, Any, list[_Head]]:
    """The examples to compare with, the weights of ridge regression, and both heads by words."""
    marks = found.marks(int((WORK / len(found.texts)) ** 0.5))
    likeness = (rows @ rows[marks].T).toarray()
    fitted = _ridge(found, marks, likeness, SHARP_WORDS)
    starts, near = _nearest(found, marks, likeness)
    return Worded.laid(rows[marks], starts), fitted.weights, [_Head(fitted.alone, fitted.without), near]


def _by_meaning(found: _Set, vectors: Mapping[str, Sequence[float]]) -> tuple[Meant, Any, list[_Head]]:
    """The examples to compare with, the weights of ridge regression, and the three heads by meaning."""
    import numpy as np

    table = np.array([vectors[text] for text in found.texts], np.float32)
    if not np.isfinite(table).all():
        raise ValueError("A vector holds something that is no number.")
    middle = table.mean(axis=0)
    points, marks = centred(table, middle), found.marks(BY_MEANING)
    likeness = points @ points[marks].T
    fitted = _ridge(found, marks, likeness, SHARP_MEANING)
    starts, near = _nearest(found, marks, likeness)
    prototypes, typical = _typical(found, points)
    meant = Meant(starts, middle, np.ascontiguousarray(points[marks]), np.ascontiguousarray(prototypes))
    return meant, fitted.weights, [_Head(fitted.alone, fitted.without), near, typical]


def _typical(found: _Set, points: Any) -> tuple[Any, _Head]:
    """Each kind's mean direction, and the head of the cosines with it."""
    import numpy as np

    many = len(found.intents)
    sums = np.stack([points[found.kinds == kind].sum(axis=0) for kind in range(many)])
    prototypes = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
    alone = points @ prototypes.T
    here = np.flatnonzero(found.kinds < many)
    rest = sums[found.kinds[here]] - points[here]
    rest /= np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-6)
    alone[here, found.kinds[here]] = (rest * points[here]).sum(axis=1)
    alone = with_outside(alone)
    return prototypes, _Head(alone, _less_own(alone, found.kinds, many))


def _strange(found: _Set) -> _Head:
    """The share of each text's words that would stand in no example without it, and without its kind."""
    import numpy as np

    every = [said(text) for text in found.texts]
    texts, kinds = Counter[str](), Counter[tuple[int, str]]()
    for kind, words in zip(map(int, found.kinds), every, strict=True):
        texts.update(set(words))
        kinds.update((kind, word) for word in set(words))
    alone = [share_of([texts[word] > 1 for word in words]) for words in every]
    without = [
        share_of([texts[word] > kinds[kind, word] for word in words])
        for kind, words in zip(map(int, found.kinds), every, strict=True)
    ]
    return _Head(np.array(alone), np.array(without))


def _voice(heads: Sequence[_Head], found: _Set, odd: _Head) -> Voice:
    """How heads are pooled, what tells scope, and from when on it is answered."""
    import numpy as np

    kinds = found.kinds
    inside = kinds < len(found.intents)
    alone, without = [head.alone for head in heads], [head.without for head in heads]
    weights = weigh([head[inside] for head in alone], kinds[inside])
    logits = pooled(alone, weights)
    known = numbers(alone, logits, odd.alone)
    taken = numbers([head[inside] for head in without], pooled(without, weights)[inside], odd.without[inside])
    shown, given = int(inside.sum()), int((~inside).sum())
    part = given / (given + HALFWAY)
    weight = [np.ones(shown), np.full(shown, 1 - part), np.full(given, part * shown / max(given, 1))]
    right = np.r_[np.ones(shown), np.zeros(shown + given)]
    scope = odds(np.concatenate([known[inside], taken, known[~inside]]), right, weight=np.concatenate(weight))
    good = logits[inside].argmax(axis=1) == kinds[inside]
    sure = [scope.sure(row) for row in known[inside][good]]
    return Voice(weights, scope, float(np.quantile(sure, GIVEN_UP)) if sure else 0.5)


def _mark(
    examples: Mapping[str, Sequence[str]],
    outside: Sequence[str],
    vectors: Mapping[str, Sequence[float]] | None,
    seed: int,
) -> str:
    """A digest of everything that was trained on."""
    import numpy as np

    seen = hashlib.sha256(f"{VERSION} {seed}".encode())
    for name, texts in [*sorted(examples.items()), ("", outside)]:
        seen.update(f"\x00{name}".encode("utf-8", "replace"))
        for text in sorted(texts):
            seen.update(f"\x01{text}".encode("utf-8", "replace"))
            if vectors is not None and text in vectors:
                seen.update(np.asarray(vectors[text], np.float32).tobytes())
    return f"intents-{seen.hexdigest()[:16]}"
