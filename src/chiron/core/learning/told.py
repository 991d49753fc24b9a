"""What an answer counts as that a program handed in for a learner."""

from __future__ import annotations

from collections.abc import Mapping

from chiron.core.words import Json


def rungs_told(rungs: int, body: Mapping[str, Json]) -> int:
    """The hints after which an answer (the body of its event) counts as given: those taken, and at least one where a
    program handed it in. Nobody here can see whether it also found it: it never counts as the learner's alone.
    """
    return max(rungs, 1) if body.get("origin") else rungs
