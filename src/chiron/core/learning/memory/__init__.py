"""How long a skill stays in memory.

One memory per learner and skill. It begins when the skill is first demonstrated; from then on each item finished in
the skill is one review, rated by ``rating``. ``fsrs6`` has the equations, ``initial`` how a course's own memories
begin, ``recall`` how a learner's own forgetting differs from what FSRS says.
"""

from __future__ import annotations

from chiron.core.learning.memory.fsrs6 import (
    LEAST_RETENTION,
    MOST_RETENTION,
    USUAL_RETENTION,
    Memory,
    rating,
    retrievability,
    review,
)
from chiron.core.learning.memory.initial import Initial, begun
from chiron.core.learning.memory.recall import (
    FRESH,
    USUAL_PRIOR,
    Prior,
    Recall,
    due,
    learnt,
    prior_of,
    recall,
    relearnt,
    terms,
)

__all__ = [
    "FRESH",
    "LEAST_RETENTION",
    "MOST_RETENTION",
    "USUAL_PRIOR",
    "USUAL_RETENTION",
    "Initial",
    "Memory",
    "Prior",
    "Recall",
    "begun",
    "due",
    "learnt",
    "prior_of",
    "rating",
    "recall",
    "relearnt",
    "retrievability",
    "review",
    "terms",
]
