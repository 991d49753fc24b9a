"""What every column of this room's table tells about a person."""

from __future__ import annotations

from chiron.core.events import Personal
from chiron.engine.records.personal import Declaration

PERSONAL: Declaration = {
    "conversation_read": {
        "school": Personal.NO,
        "id": Personal.NO,
        "learner": Personal.IDENTIFIES,
        "reader": Personal.IDENTIFIES,
        "course": Personal.NO,
        "at": Personal.BEHAVIOUR,
    },
}
