"""The residual learner: trees that correct the explainable part's logit where that gains on held-out answers.

Fold a learner's answers into a ``History``; ``Residual.logit(history, answer, base)`` is the corrected logit of the
next. ``engine.fits.residual`` fits one; ``gains`` says whether it earns its place. Serving needs no library.
"""

from chiron.core.learning.residual.artefact import Residual, Unreadable, history, kept, read, written
from chiron.core.learning.residual.features import NAMES, contexts, features
from chiron.core.learning.residual.gains import Gain, Held, gains
from chiron.core.learning.residual.history import History, fold
from chiron.core.learning.residual.numbers import chance
from chiron.core.learning.residual.tables import Item, Response, Skill, Tables, skill_of, was_right
from chiron.core.learning.residual.trees import Tree, total

__all__ = [
    "NAMES",
    "Gain",
    "Held",
    "History",
    "Item",
    "Residual",
    "Response",
    "Skill",
    "Tables",
    "Tree",
    "Unreadable",
    "chance",
    "contexts",
    "features",
    "fold",
    "gains",
    "history",
    "kept",
    "read",
    "skill_of",
    "total",
    "was_right",
    "written",
]
