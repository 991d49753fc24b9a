"""Simulated learners, for tests, benchmarks and authors. Chance is always an argument.

``FAMILIES`` lists who can be simulated; their assumptions differ from the learner model's own and from one another.
``graphs`` makes random courses, ``run`` takes a learner through one under a chooser, ``references`` holds choosers to
compare with, ``bound`` the best that could be done by somebody who sees everything.
"""

from __future__ import annotations

from chiron.core.learning.simulate.ceiling import KNOWS, Learner, learner
from chiron.core.learning.simulate.scores import auc, log_loss, moving_average
from chiron.core.learning.simulate.walk import Walk

__all__ = ["KNOWS", "Learner", "Walk", "auc", "learner", "log_loss", "moving_average"]
