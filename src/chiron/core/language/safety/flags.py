"""What a moderation service found in a message, as the distress that rules find: it can add some and take none away."""

from __future__ import annotations

from collections.abc import Collection

from chiron.core.language.safety import Distress
from chiron.core.language.safety.words import Category, Severity

URGENT = (Category.SUICIDE, Category.SELF_HARM, Category.ABUSE, Category.THREAT)
"""In the order in which one of several counts."""
CONCERNS = (Category.HARM_OTHERS, Category.EATING, Category.RUNAWAY, Category.DESPAIR)
UNFIT = "unfit"
"""What a tutor does not take up, and shows no model."""


def distress_of(flags: Collection[str], language: str) -> Distress | None:
    """The gravest thing that was flagged; None where nothing was. ``language`` is the learner's."""
    for category in (*URGENT, *CONCERNS):
        if category.value in flags:
            severity = Severity.URGENT if category in URGENT else Severity.CONCERN
            return Distress(category, severity, language, f"moderation.{category.value}")
    return None
