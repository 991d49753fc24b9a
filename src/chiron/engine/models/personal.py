"""What every column of this room's tables tells about a person. No table keeps what was asked or said."""

from __future__ import annotations

from chiron.core.events import Personal
from chiron.engine.records.personal import Declaration

_N, _I, _B = Personal.NO, Personal.IDENTIFIES, Personal.BEHAVIOUR

PERSONAL: Declaration = {
    "model_choice": dict.fromkeys(("school", "model", "place", "kinds"), _N),
    "model_budget": dict.fromkeys(("school", "scope", "period", "tokens", "cost"), _N),
    "model_spent": {
        "school": _N,
        "scope": _N,
        "whose": _I,
        "period": _N,
        "begins": _B,
        "learner": _I,
        "tokens": _B,
        "cost": _B,
    },
    "model_call": {
        "school": _N,
        "id": _N,
        "learner": _I,
        "class": _B,
        "consent": _N,
        "asked": _B,
        "purpose": _B,
        "kinds": _N,
        "replaced": _B,
        "model": _N,
        "provider": _N,
        "here": _N,
        "turn": _N,
        "reserved": _N,
        "reserved_cost": _N,
        "outcome": _N,
        "prompt": _B,
        "cached": _N,
        "completion": _B,
        "cost": _B,
        "currency": _N,
        "first_ms": _N,
        "took_ms": _N,
    },
}
