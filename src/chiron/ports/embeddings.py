"""The port through which texts are turned into vectors, so that a question finds passages by their meaning.

It is optional: wherever it fails, or where nobody configured it, passages are found by words alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chiron.core.errors import ChironError

Vector = tuple[float, ...]
"""Of length one, so that the sum of products of two is their cosine."""


class Embedder(Protocol):
    """One configured model of meaning. ``name`` is the operator's word for it."""

    name: str

    async def mark(self) -> str:
        """What names the model behind it: vectors of different marks are never compared. Raises EmbeddingError."""

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """A vector of each text, in their order, all of one size.

        Raises an EmbeddingError whatever goes wrong; nothing else but cancellation.
        """


class EmbeddingError(ChironError):
    """No vectors came. ``again`` says whether the same texts may succeed soon."""

    code = "embeddings"
    status = 503


class NoEmbeddings(EmbeddingError):
    """The optional part is not installed, or the folder holds no such model; the message says what to do."""

    code = "embeddings-missing"


class EmbeddingsAway(EmbeddingError):
    """Nobody answered, or not in time."""

    code = "embeddings-away"
    again = True
