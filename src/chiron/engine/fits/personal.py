"""What every column of this room's tables tells about a person."""

from __future__ import annotations

from chiron.core.events import Personal
from chiron.engine.records.personal import Declaration

_N = Personal.NO

PERSONAL: Declaration = {
    "fit": {
        "school": _N,
        "course": _N,
        "version": _N,
        "kind": _N,
        # Of all whom fit_learner names together; gone once one of them is erased.
        "parameters": Personal.LEARNING,
        "report": Personal.LEARNING,
        "learners": _N,
        "state": _N,
        "content": _N,
        "made": _N,
    },
    "fit_learner": {"school": _N, "course": Personal.BEHAVIOUR, "version": _N, "learner": Personal.IDENTIFIES},
    # Who takes part is listed nowhere: it is read from the log.
    "trial": {
        "school": _N,
        "id": _N,
        "course": _N,
        "name": _N,
        "policies": _N,
        "shares": _N,
        "outcome": _N,
        "days": _N,
        "school_agrees": _N,
        "started": _N,
        "stopped": _N,
    },
    "fit_live": {"school": _N, "course": _N, "version": _N, "since": _N},
    "fit_job": {
        "school": _N,
        "id": _N,
        "course": _N,
        "why": _N,
        "adopt": _N,
        "asked": _N,
        "claimed": _N,
        "lease": _N,
        "tries": _N,
        "progress": _N,
        "done": _N,
        "told": _N,
    },
}
