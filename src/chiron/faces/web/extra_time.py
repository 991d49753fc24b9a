"""Extra time in words, wherever it is shown or set."""

from __future__ import annotations

from typing import Any

from chiron.core.learning.extra_time import EXTRA_TIMES
from chiron.engine.people.accommodations import extra_time, given
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection
from chiron.faces.web.language import _


def extra_words(per_cent: int) -> str:
    """How much more time, in the person's language."""
    known = {
        0: _("The usual time"),
        25: _("A quarter more (25%)"),
        50: _("Half as much again (50%)"),
        100: _("Twice the time (100%)"),
    }
    return known[per_cent]


async def extra_context(conn: Connection, learner: Person) -> dict[str, Any]:
    """What ``parts/extra_time.html`` needs."""
    return {
        "extra_time": extra_time(learner),
        "extra_given": await given(conn, learner.id),
        "extra_choices": [(each, extra_words(each)) for each in EXTRA_TIMES],
    }
