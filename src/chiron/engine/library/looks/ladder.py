"""A ladder leads up: no two rungs say the same, and its example is another case than the one that is open."""

from __future__ import annotations

from collections.abc import Iterator

from chiron.engine.library.looks.sight import Sight, Told, maths

LEAST = 5
"""Signs of a piece of maths that makes a case one's own; ``x`` and ``= 3`` stand anywhere."""


def ladder(sight: Sight) -> Iterator[Told]:
    """The rungs of each step, beside each other and beside the problem."""
    for number, step in enumerate(sight.item.steps):
        rungs = dict(step.hints)
        texts = list(rungs.values())
        if len(set(texts)) < len(texts):
            yield (
                ("steps", number, "hints"),
                "Two rungs of the ladder say the same.",
                "Let each say more than the last.",
            )
        example = rungs.get("worked_example")
        own = [_bare(piece) for piece in (*maths(sight.item.prompt), *maths(step.prompt))]
        shown = [_bare(piece) for piece in maths(example or "")]
        if taken := [piece for piece in own if len(piece) >= LEAST and any(map(str.isdigit, piece)) and piece in shown]:
            message = f"The example of the ladder works the problem itself: {taken[0]!r}."
            yield (
                ("steps", number, "hints", "worked_example"),
                message,
                "Show another case; exclude this one in `where`.",
            )


def _bare(piece: str) -> str:
    return "".join(piece.split())
