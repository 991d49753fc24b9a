"""What every column of the support desk's tables tells about a person."""

from __future__ import annotations

from chiron.core.events import Personal
from chiron.engine.records.personal import Declaration

_N, _I, _B, _C = Personal.NO, Personal.IDENTIFIES, Personal.BEHAVIOUR, Personal.CONTENT

PERSONAL: Declaration = {
    "support_terms": {"school": _N, "browsing_days": _N, "visitor_days": _N, "case_days": _N},
    "customer": {
        "school": _N,
        "id": _I,
        "reference": _I,
        "person": _I,
        "name": _I,
        "mail": _I,
        "language": _B,
        "made": _B,
    },
    "visitor": {"school": _N, "id": _I, "reference": _I, "shared": _B, "made": _B, "seen": _B},
    "support_event": {
        "school": _N,
        "subject": _I,
        "seq": _N,
        "id": _N,
        "kind": _B,
        "version": _N,
        "key": _N,
        "channel": _B,
        "at": _B,
        "received": _B,
        "customer": _I,
        "visitor": _I,
        "actor": _I,
        # core.support.events.tells says it of every field of every kind; this is the most that any of them tells.
        "body": _C,
    },
    "support_snapshot": {"school": _N, "subject": _I, "fold": _N, "marks": _I, "state": _C},
    "support_case": {
        "school": _N,
        "id": _N,
        "reference": _N,
        "customer": _I,
        "visitor": _I,
        "channel": _B,
        "state": _B,
        "served_by": _B,
        "agent": _I,
        "intent": _B,
        "opened": _B,
        "changed": _B,
        "waiting": _B,
        "closed": _B,
    },
    # A hash of the shop's own name for somebody who is not here any more; who knows the name can find it.
    "support_erased": {"school": _N, "digest": _I, "at": _B},
}
