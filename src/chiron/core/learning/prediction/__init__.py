"""The explainable learner model: how likely the next answer is right, why, and what one answer changes.

``begin`` -> ``predict`` -> ``step`` is the app's way: one learner's fold under one ``Parameters`` artefact. ``fit``
learns such an artefact from many learners' answers and ``report`` says how good it is. ``features`` and ``absorb`` are
the same in pieces, for whoever replays many answers: ``absorb`` changes the learner it is given. These signatures stay.
"""

from __future__ import annotations

from chiron.core.learning.prediction.features import FEATURES, features
from chiron.core.learning.prediction.filter import absorb, begin
from chiron.core.learning.prediction.fit import fit
from chiron.core.learning.prediction.parameters import Material, Parameters, Settings, begun, fresh
from chiron.core.learning.prediction.predict import TERMS, Prediction, Term, logit, predict, step
from chiron.core.learning.prediction.report import Report, replay, report
from chiron.core.learning.prediction.state import About, Graded, Learner, Next, Seen

__all__ = [
    "FEATURES",
    "TERMS",
    "About",
    "Graded",
    "Learner",
    "Material",
    "Next",
    "Parameters",
    "Prediction",
    "Report",
    "Seen",
    "Settings",
    "Term",
    "absorb",
    "begin",
    "begun",
    "features",
    "fit",
    "fresh",
    "logit",
    "predict",
    "replay",
    "report",
    "step",
]
