"""On whose behalf a model is asked, by which right, and what kinds of data the ask holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """What an ask may hold. A school says of each model which of these it may see."""

    STEP = "step"
    """The step as the learner sees it, and what the checker said."""
    COURSE = "course"
    """Passages of the course's lessons and resources."""
    LINES = "lines"
    """What the learner wrote: messages and answers, with names and numbers replaced."""
    PROFILE = "profile"
    """Level, goals, preferences and language."""
    FACTS = "facts"
    """Remembered facts and the summary of the conversation."""
    MOOD = "mood"
    """How the learner seems to feel in this conversation."""


@dataclass(frozen=True, slots=True)
class Call:
    """What must be known before anything is asked. ``consent`` is the id of the line in the consent ledger by which it
    may be (``people.consent.reference`` finds it); without one that is in force nothing is asked. ``course`` is what is
    being learnt, "" where that is not known. ``class_`` is the class whose budget it counts on; None is, of the open
    classes in which they learn, one with work or limits in the course, the one that they joined last. ``turn`` names
    the words that it is for, so that what a turn cost can be told; None where there are none. ``only`` names the one
    model that may be asked, by the operator's word for it; None leaves it to the school's order.
    """

    school: UUID
    learner: UUID
    consent: UUID | None
    kinds: frozenset[Kind]
    class_: UUID | None = None
    turn: UUID | None = None
    only: str | None = None
    course: str = ""
