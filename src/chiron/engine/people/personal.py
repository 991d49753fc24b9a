"""What every column of this room's tables tells about a person."""

from __future__ import annotations

from chiron.core.events import Personal
from chiron.engine.records.personal import Declaration

_N, _I, _C, _B, _S = (
    Personal.NO,
    Personal.IDENTIFIES,
    Personal.CONTENT,
    Personal.BEHAVIOUR,
    Personal.SENSITIVE,
)

PERSONAL: Declaration = {
    "school": {
        "id": _N,
        "slug": _N,
        "name": _N,
        "named": _N,
        "country": _N,
        "time_zone": _N,
        "language": _N,
        "age_line": _N,
        "under_age": _N,
        "help_text": _N,
        "alert_adult": _I,
        "text_may_leave": _N,
        "mood": _N,
        "retention": _N,
        "demo": _N,
        "created": _N,
    },
    "person": {
        "school": _N,
        "id": _I,
        "name": _I,
        "sign_in_name": _I,
        "password": _S,
        "roles": _B,
        "age_band": _I,
        "birth_year": _I,
        "language": _B,
        # Accommodations such as extra time may tell of a disability.
        "preferences": _S,
        "created": _B,
        "closed": _B,
    },
    "sign_in": {"school": _N, "hash": _S, "person": _I, "created": _B, "seen": _B, "expires": _B},
    # The key is a hash of a name or an address, and lives for minutes.
    "attempt_limit": {"school": _N, "key": _I, "ends": _B, "count": _B},
    "reset_code": {"school": _N, "person": _I, "hash": _S, "made_by": _I, "created": _B, "expires": _N},
    "erasure_request": {"school": _N, "person": _I, "asked_by": _I, "asked": _B},
    "class": {"school": _N, "id": _N, "name": _N, "term": _N, "created": _N, "archived": _N},
    "class_member": {"school": _N, "class": _N, "person": _I, "role": _B, "since": _B},
    "join_code": {
        "school": _N,
        "code": _N,
        "class": _N,
        "made_by": _I,
        "created": _N,
        "expires": _N,
        "uses": _N,
        "most": _N,
    },
    "class_lock": {
        "school": _N,
        "id": _N,
        "class": _N,
        "course": _N,
        "in_order": _N,
        "pace": _N,
        "ceiling": _N,
        "set_by": _I,
        "since": _N,
        "lifted": _N,
    },
    "guardian_link": {"school": _N, "guardian": _I, "learner": _I, "made_by": _I, "since": _B},
    "consent": {
        "school": _N,
        "id": _N,
        "person": _I,
        "what": _B,
        "version": _N,
        "given": _B,
        "said_by": _I,
        "standing": _B,
        "note": _C,
        "at": _B,
    },
}
