"""What is kept of one learner in one course, small enough for a snapshot; everything of it is JSON.

Abilities are Gaussian states on the logit scale, relative to the learners of a course: 0 is the usual learner. A
learner's chance rests on the sum of four of them: ``general`` (carried from course to course), ``course``, ``form``
(how it goes just now; forgotten within some ten answers) and the skill's own.
"""

from __future__ import annotations

from typing import Protocol

import msgspec


class About(Protocol):
    """What is asked next. ``when`` are seconds from any beginning, None where time is not known."""

    @property
    def item(self) -> str:
        """What is answered again and again by many (a template); empty where it has no name."""

    @property
    def skills(self) -> tuple[str, ...]:
        """The skills that it needs; none is allowed."""

    @property
    def when(self) -> float | None:
        """Seconds."""


class Graded(About, Protocol):
    """An ``About`` with what came of it. What ``Seen`` has beyond this counts where it is there."""

    @property
    def right(self) -> float:
        """Credit in [0, 1]; True and False will do."""


class Next(msgspec.Struct, frozen=True):
    """The plain ``About``. ``guess`` is the chance of a right guess that the kind of step leaves, in [0, .95]."""

    item: str
    skills: tuple[str, ...]
    when: float | None = None
    guess: float = 0.0


class Seen(msgspec.Struct, frozen=True):
    """One graded answer, an ``About`` with what came of it.

    ``right`` is credit in [0, 1]; ``hints`` the rungs seen before; ``took`` seconds to answer, None where not known;
    ``unsure`` is "I don't know": wrong without a slip.
    """

    item: str
    skills: tuple[str, ...]
    right: float
    when: float | None = None
    guess: float = 0.0
    hints: int = 0
    took: float | None = None
    unsure: bool = False


class Belief(msgspec.Struct):
    """A Gaussian: ``mean`` and ``variance`` on the logit scale."""

    mean: float = 0.0
    variance: float = 1.0


class SkillState(msgspec.Struct):
    """One skill of one learner.

    ``right`` and ``wrong`` count answers; ``last`` holds the outcomes of the last four, oldest first, as "0110";
    ``run`` is how many right (or, negative, wrong) answers in a row; ``quick`` and ``slow`` are moving averages of what
    was right beyond expectation; ``place`` and ``when`` tell where and when the last answer was.
    """

    mean: float
    variance: float
    right: int = 0
    wrong: int = 0
    last: str = ""
    run: int = 0
    quick: float = 0.0
    slow: float = 0.0
    place: int = 0
    when: float | None = None


class ItemState(msgspec.Struct):
    """One item that the learner met before: times right and wrong, the last outcome, and at which answer it was."""

    right: int = 0
    wrong: int = 0
    last: bool = False
    place: int = 0


class Learner(msgspec.Struct):
    """One learner in one course: the fold of their answers. ``begin`` makes one, ``step`` the next."""

    general: Belief
    course: Belief
    form: Belief
    right: int = 0
    wrong: int = 0
    last: str = ""
    quick: float = 0.0
    slow: float = 0.0
    before: tuple[str, ...] = ()
    when: float | None = None
    skills: dict[str, SkillState] = {}
    items: dict[str, ItemState] = {}

    @property
    def answers(self) -> int:
        """How many answers were folded."""
        return self.right + self.wrong
