"""The chance of a move, which the log keeps so that policies can be compared offline: of a rule's choice it is 1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chiron.core.words import Move

SHOWN = 4
"""So many alternatives to a rule's choice are kept, the nearest first."""


def certain(move: Move, considered: Iterable[str] = ()) -> Move:
    """A move that follows from rules: its chance is 1, that of each alternative which was considered 0.

    A move that says its chance already is left as it is.
    """
    if "chance" in move.because:
        return move
    others = [name for name in dict.fromkeys(considered) if name != move.skill][:SHOWN]
    told = {"others": dict.fromkeys(others, 0.0)} if others else {}
    return replace(move, because={**move.because, "chance": 1.0, **told})
