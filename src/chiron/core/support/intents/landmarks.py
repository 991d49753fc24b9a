"""How like a message is to examples: by its words and pieces of words, and by its meaning. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chiron.core.language.classify.grams import Grams

LETTERS = 0.65
"""What pieces of words count for in likeness by words; words and their pairs count for the rest."""


def scaled(grams: Grams, texts: Sequence[str]) -> Any:
    """The features of texts (CSR), weighted so that the product of two rows is their likeness in [0, 1]."""
    import numpy as np
    from scipy import sparse

    words = len(grams.words.terms)
    weight: Any = np.full(len(grams), LETTERS**0.5, np.float32)
    weight[:words] = (1 - LETTERS) ** 0.5
    return (grams.rows(texts) @ sparse.diags(weight)).tocsr().astype(np.float32)


def centred(vectors: Any, middle: Any) -> Any:
    """Vectors (texts x dimensions) with the middle taken away, to length one; what has none stays nought."""
    import numpy as np

    moved = np.asarray(vectors, np.float32) - middle
    return moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6)


def nearest(likeness: Any, starts: Any, kinds: int) -> Any:
    """The greatest likeness to each kind, and to outside (texts x kinds + 1; nought where there is none of outside),
    for landmarks that stand kind by kind from ``starts`` on, outside last."""
    import numpy as np

    found = np.maximum.reduceat(likeness, starts, axis=1)
    return found if len(starts) > kinds else with_outside(found)


def with_outside(scores: Any) -> Any:
    """Scores of kinds (texts x kinds) with a column of noughts for outside."""
    import numpy as np

    return np.column_stack([scores, np.zeros(len(scores), np.float32)])


@dataclass(frozen=True, slots=True)
class Worded:
    """Examples that messages are compared with by words, kind by kind, those of outside last.

    ``starts``: where each kind begins; ``ends``, ``places``, ``values``: for each feature the examples that have it and
    its weight (as CSC); ``many``: how many examples there are.
    """

    starts: Any
    ends: Any
    places: Any
    values: Any
    many: int

    @classmethod
    def laid(cls, rows: Any, starts: Any) -> Worded:
        """From the features of the examples (CSR, as :func:`scaled` gives them)."""
        by_feature = rows.tocsc()
        return cls(starts, by_feature.indptr, by_feature.indices, by_feature.data, rows.shape[0])

    def likeness(self, weights: Mapping[int, float], words: int) -> Any:
        """Of one text to every example, in [0, 1], as one row; ``words``: how many features are words and pairs."""
        import numpy as np

        own, at = self._lay(weights, words)
        if not len(own):
            return np.zeros((1, self.many), np.float32)
        places, values, counts = self._posted(at)
        return np.bincount(places, values * np.repeat(own, counts), self.many).astype(np.float32)[None]

    def telling(self, weights: Mapping[int, float], words: int, slope: Any) -> dict[int, float]:
        """What each feature of a text adds to a score whose slope by likeness to each example is ``slope``."""
        import numpy as np

        own, at = self._lay(weights, words)
        if not len(own):
            return {}
        places, values, counts = self._posted(at)
        owner: Any = np.repeat(np.arange(len(at)), counts)
        gains = np.bincount(owner, values * slope[places], len(at)) * own
        return dict(zip(map(int, at), map(float, gains), strict=True))

    @staticmethod
    def _lay(weights: Mapping[int, float], words: int) -> tuple[Any, Any]:
        import numpy as np

        at = np.fromiter(weights.keys(), np.int64, len(weights))
        own = np.fromiter(weights.values(), np.float32, len(weights))
        return own * np.where(at < words, (1 - LETTERS) ** 0.5, LETTERS**0.5).astype(np.float32), at

    def _posted(self, at: Any) -> tuple[Any, Any, Any]:
        """Of these features: the examples that have each, the weights there, and how many they are."""
        import numpy as np

        firsts, counts = self.ends[at], self.ends[at + 1] - self.ends[at]
        before = np.cumsum(counts) - counts
        take = np.repeat(firsts - before, counts) + np.arange(counts.sum())
        return self.places[take], self.values[take], counts


@dataclass(frozen=True, slots=True)
class Meant:
    """Examples that messages are compared with by meaning, kind by kind, those of outside last.

    ``starts``: where each kind begins; ``middle``: the middle of all examples' vectors; ``vectors`` (examples x
    dimensions): those of the examples less it, to length one; ``prototypes`` (kinds x dimensions): each kind's mean
    direction.
    """

    starts: Any
    middle: Any
    vectors: Any
    prototypes: Any
