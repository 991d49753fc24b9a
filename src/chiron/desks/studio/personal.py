"""What every column of this room's tables tells about a person."""

from __future__ import annotations

from chiron.core.events import Personal
from chiron.engine.records.personal import Declaration

_N, _I, _C, _B = Personal.NO, Personal.IDENTIFIES, Personal.CONTENT, Personal.BEHAVIOUR

PERSONAL: Declaration = {
    "assignment": {
        "school": _N,
        "id": _N,
        "class": _N,
        "course": _N,
        "what": _N,
        "skills": _N,
        "title": _N,
        "note": _C,
        "due": _N,
        "whole_class": _N,
        "made": _N,
        "made_by": _I,
        "withdrawn": _N,
        "part": _N,
    },
    "assignment_learner": {"school": _N, "assignment": _N, "learner": _I},
    "asked_colleague": {
        "school": _N,
        "subject": _I,
        "case_id": _N,
        "colleague": _I,
        "asked_by": _I,
        "note": _C,
        "at": _B,
    },
}
