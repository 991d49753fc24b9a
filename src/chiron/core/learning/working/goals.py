"""What working is for: the goals, the next step towards each, and whether a line has reached it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from chiron.core.learning.maths.forms import Untold, lacking
from chiron.core.learning.maths.tree import Both, Node, Relation, TooLarge
from chiron.core.learning.working import factoring, simplifying, solving, systems
from chiron.core.learning.working.expand import expanded
from chiron.core.learning.working.final import plain
from chiron.core.learning.working.next_step import NextStep
from chiron.core.learning.working.parts import terms

MOST_STEPS = 16
"""Steps looked ahead."""


class Goal(StrEnum):
    """What the last line is to be."""

    SOLVE = "solve"
    SIMPLIFY = "simplify"
    EXPAND = "expand"
    FACTOR = "factor"
    WORK_OUT = "work-out"


@dataclass(frozen=True, slots=True)
class Working:
    """A task: the line to begin with, the goal, and the letters to solve for."""

    start: Node
    goal: Goal
    letters: tuple[str, ...] = ()

    def next_step(self, line: Node) -> NextStep | None:
        """The next step from a line; None when it is final or no step is known."""
        try:
            return self._next(line)
        except (TooLarge, ArithmeticError):
            return None

    def _next(self, line: Node) -> NextStep | None:
        if self.goal is Goal.SOLVE:
            return (
                systems.next_step(line, self.letters) if self._is_system else solving.next_step(line, self.letters[0])
            )
        if self.goal is Goal.FACTOR:
            return factoring.next_step(line)
        return simplifying.next_step(line)

    @property
    def _is_system(self) -> bool:
        return isinstance(self.start, Both)

    def final(self, line: Node) -> bool:
        """Whether a right line is the end of the work."""
        try:
            return self._final(line)
        except (TooLarge, ArithmeticError, Untold):
            return False

    def _final(self, line: Node) -> bool:
        if self.goal is Goal.SOLVE:
            return systems.solved(line, self.letters) if self._is_system else solving.solved(line, self.letters[0])
        if isinstance(line, Relation) or not plain(line):
            return False
        if self.goal is Goal.FACTOR:
            return factoring.next_step(line) is None and len(terms(line)) == 1 and lacking(line, "factored") is None
        if self.goal is Goal.EXPAND:
            return len(expanded(line)) == len(terms(line)) and simplifying.next_step(line) is None
        return simplifying.next_step(line) is None

    def ahead(self, line: Node) -> Iterator[NextStep]:
        """The steps from a line to the end, as Chiron would go."""
        for _ in range(MOST_STEPS):
            step = self.next_step(line)
            if step is None:
                return
            yield step
            line = step.line

    def left(self, line: Node) -> int:
        """How many steps are left from a line."""
        return sum(1 for _ in self.ahead(line))
