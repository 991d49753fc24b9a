"""Steps joined along a course's history: what a part of any version that was ever published is called today."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256

from chiron.core.learning.lineage.shape import Place
from chiron.core.learning.lineage.stepping import Step, to_json

EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """The way from one version to another, step by step. Empty: every part has its name."""

    steps: tuple[Step, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.steps)

    def skill(self, name: str) -> str:
        """The skill's name at the end."""
        for step in self.steps:
            name = step.skill(name)
        return name

    def item(self, place: Place) -> Place:
        """The item's place at the end."""
        for step in self.steps:
            place = step.item(place)
        return place

    def unit(self, name: str) -> str:
        """The unit's name at the end."""
        for step in self.steps:
            name = step.units.get(name, name)
        return name

    def goal(self, name: str) -> str:
        """The goal's name at the end."""
        for step in self.steps:
            name = step.goals.get(name, name)
        return name


@dataclass(frozen=True)
class Published:
    """One publishing: the version, the step to it from the one before, and when it was."""

    version: str
    step: Step = field(default_factory=Step)
    at: datetime = EVER


@dataclass(frozen=True)
class Lineage:
    """A course's history, the version of today last. A version that was published again counts from its last time on,
    so that what happened under it keeps its names once it is back.
    """

    history: tuple[Published, ...] = ()

    @classmethod
    def of(cls, history: Sequence[Published]) -> Lineage:
        """The lineage of a history."""
        return cls(tuple(history))

    @cached_property
    def _lines(self) -> dict[str, Line]:
        found, steps = dict[str, Line](), tuple[Step, ...]()
        for one in reversed(self.history):
            found.setdefault(one.version, Line(steps))
            steps = (one.step, *steps) if one.step else steps
        return found

    def line(self, version: str) -> Line:
        """The way from a version to that of today; a version that was never published here keeps its names."""
        return self._lines.get(version, Line())

    @cached_property
    def mark(self) -> str:
        """A short text that is another where any name is; empty where every part of every version has its name.

        It stands beside the versions under which a snapshot holds.
        """
        told = {version: [to_json(step) for step in line.steps] for version, line in self._lines.items() if line}
        text = json.dumps(told, sort_keys=True)
        return sha256(text.encode()).hexdigest()[:12] if told else ""

    def as_of(self, at: datetime) -> Lineage:
        """The lineage as it was at a time; of the first publishing at least."""
        return Lineage(tuple(one for place, one in enumerate(self.history) if place == 0 or one.at <= at))


PLAIN = Lineage()
"""Of a course whose parts always kept their names."""
