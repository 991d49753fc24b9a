"""A sheet as a value: what was drawn for it, what was answered so far, and what came of those handed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from chiron.core.words import Json, Outcome, Verdict

Kind = Literal["unit", "goal", "course"]
"""What a sheet is over: the checkpoint of a unit, the final check of a goal or of the whole course."""
KINDS: tuple[Kind, ...] = ("unit", "goal", "course")
HANDED = 24
"""So many of the latest sheets that were handed in stand in a learner's state."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One item of a sheet. ``seen``: no other item could be made, the learner may know this one."""

    skill: str
    template: str
    seed: int
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """The answer to one step as it stands: a later one takes its place until the sheet is handed in."""

    step: str
    at: datetime
    response: Json
    verdict: Verdict
    unsure: bool = False
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """An open sheet. ``part`` is the id of its unit, goal or course; ``given`` holds the answers of each item, in the
    order of its steps; ``minutes`` is how long it is meant to take, extra time not counted.
    """

    id: str
    kind: Kind
    part: str
    version: str
    at: datetime
    items: tuple[Planned, ...]
    given: tuple[tuple[Given, ...], ...]
    feedback: Literal["end", "each"] = "end"
    minutes: int = 0

    @property
    def begun(self) -> int:
        """How many of its items have an answer."""
        return sum(1 for answers in self.given if answers)

    def answer(self, place: int, step: str) -> Given | None:
        """What was answered at a step, None where nothing was."""
        return next((one for one in self.given[place] if one.step == step), None)


@dataclass(frozen=True, slots=True)
class Score:
    """What a sheet showed of one skill: items right, items judged so far, items asked."""

    right: int = 0
    judged: int = 0
    asked: int = 0

    @property
    def shown(self) -> bool:
        """Every item was right."""
        return self.asked > 0 and self.right == self.asked

    @property
    def waits(self) -> bool:
        """An answer waits for a person."""
        return self.judged < self.asked


@dataclass(frozen=True, slots=True)
class Handed:
    """A sheet that was handed in, with what it showed at that time by skill."""

    id: str
    kind: Kind
    part: str
    at: datetime
    scores: dict[str, Score] = field(default_factory=dict)

    @property
    def right(self) -> int:
        """Items right."""
        return sum(score.right for score in self.scores.values())

    @property
    def asked(self) -> int:
        """Items asked."""
        return sum(score.asked for score in self.scores.values())


def score_of(items: list[tuple[str, list[Outcome]]]) -> dict[str, Score]:
    """What items show by skill, each as its skill and the outcomes of all its steps."""
    found: dict[str, Score] = {}
    for skill, outcomes in items:
        before = found.get(skill, Score())
        waits = any(one is Outcome.PERSON for one in outcomes)
        right = bool(outcomes) and all(one is Outcome.CORRECT for one in outcomes)
        found[skill] = Score(before.right + int(right), before.judged + int(not waits), before.asked + 1)
    return found
