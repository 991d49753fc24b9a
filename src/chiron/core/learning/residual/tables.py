"""What a course's earlier answers say about its items, skills and what follows what: the residual learner's tables.

Made by ``engine.fits.residual_tables`` from many learners' answers; read here, one look-up an answer. Nothing in them
names a person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from chiron.core.learning.residual.numbers import mean

ITEM_CONTEXT, SKILL_CONTEXT = 4.0, 8.0
"""How much information (sum of p(1-p)) an effect is shrunk by, where it belongs to an item and to a skill."""


class Response(Protocol):
    """One answer, as any log has it."""

    @property
    def item(self) -> str:
        """The item; empty where only skills are known."""

    @property
    def skills(self) -> tuple[str, ...]:
        """The skills of the item, one at least."""

    @property
    def when(self) -> float | None:
        """Seconds from any beginning at which the item was put to the learner; None where that is not known. A log
        that has the time of the answer alone tells a little of how long it took, which nobody knows beforehand."""

    @property
    def right(self) -> float:
        """1 right, 0 wrong, between: partly; half and more counts as right here."""


@dataclass(frozen=True, slots=True)
class Skill:
    """How easy a skill, or a combination of skills, is beside the course (logit), and answers it was met in."""

    ease: float
    n: int


UNKNOWN = Skill(0.0, 0)


@dataclass(frozen=True, slots=True)
class Item:
    """How easy an item is beside its skills (logit) and how sure that is (variance); how often it was answered.

    ``traits``: share of its answers that came after a wrong answer, share that came first in a run of its skill, mean
    log place among a learner's answers, mean log place in the run.
    """

    ease: float
    variance: float
    n: int
    traits: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """All that was learnt of a course beside the trees. ``skills``: by name, combinations of skills too; ``parts``: how
    easy a skill makes the combinations it is in; ``effects``: a context's (logit effect, answers)."""

    middle: float = 0.0
    skills: dict[str, Skill] = field(default_factory=dict)
    parts: dict[str, float] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    effects: dict[str, tuple[float, int]] = field(default_factory=dict)
    unknown_variance: float = 0.5

    def skill(self, name: str, parts: tuple[str, ...]) -> Skill:
        """The skill, or for a combination that nobody met the mean of its parts; unknown ones lie in the middle."""
        found = self.skills.get(name)
        if found is not None:
            return found
        known = [self.parts[part] for part in parts if part in self.parts]
        return Skill(mean(known), 0) if known else UNKNOWN


def was_right(answer: Response) -> bool:
    """Half right or more."""
    return answer.right >= 0.5


def skill_of(answer: Response) -> str:
    """The name under which a combination of skills is kept."""
    return answer.skills[0] if len(answer.skills) == 1 else "+".join(answer.skills)
