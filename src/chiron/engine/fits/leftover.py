"""The third part of a fit: trees on what the explainable prediction leaves over, where they earn their place.

They are grown only where the extra ``fit`` is installed, and kept only where answers of held-out learners say so
(``residual.gains``). Mastery and explanations never come from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from chiron.core.learning.course import Course
from chiron.core.learning.fitted.report import Trees, quality
from chiron.core.learning.fitted.responses import History
from chiron.core.learning.outlook import opening, seen
from chiron.core.learning.residual import chance, written
from chiron.core.words import Json
from chiron.engine.fits import residual

LEARNERS, ANSWERS = 20, 500
"""Below, no gain is to be trusted, and none is looked for."""
NOT_INSTALLED = "not installed"
TOO_FEW = "too few learners or answers"


class Chosen(NamedTuple):
    """The trees as data, where they are switched on (``kept``); why or why not in a sentence; how well both did."""

    kept: Json | None
    why: str
    told: Trees | None = None


def chosen(course: Course, histories: Sequence[History]) -> Chosen:
    """Whether trees are switched on for a course."""
    log = {history.learner: [seen(one) for one in history.responses] for history in histories if history.responses}
    if len(log) < LEARNERS or sum(map(len, log.values())) < ANSWERS:
        return Chosen(None, TOO_FEW)
    try:
        choice = residual.choose(log, residual.explainable(opening(course)), say=lambda _: None)
    except residual.Missing:
        return Chosen(None, NOT_INSTALLED)
    except ValueError as fault:
        return Chosen(None, str(fault))
    kept = None if choice.residual is None else msgspec.json.decode(written(choice.residual))
    held = [one for whose in choice.held.values() for one in whose]
    told = Trees(
        quality([(chance(one.corrected), one.right) for one in held]),
        quality([(chance(one.base), one.right) for one in held]),
        kept is not None,
    )
    return Chosen(kept, "; ".join(choice.gain.reasons), told)
