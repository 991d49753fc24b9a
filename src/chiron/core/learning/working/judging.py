"""What each line of working is: right and nearer, right and no nearer, a part of the solutions, wrong and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from chiron.core.learning.maths.effort import Spent
from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.tree import Both, Chain, Node, Power, Product, Relation, Sum, names
from chiron.core.learning.working import systems
from chiron.core.learning.working.explaining import Explanation, explain
from chiron.core.learning.working.goals import Goal, Working
from chiron.core.learning.working.witness import Witness, holds, solutions, witness

LOSING = frozenset({"lost-negative-root", "divides-by-the-letter"})
"""Ideas that lose a solution; giving one of several without them is a part of the way."""


class State(StrEnum):
    """What a line is."""

    FINAL = "final"
    ONWARD = "onward"
    IDLE = "idle"
    """Right, and no nearer to the goal than the line above."""
    PART = "part"
    """True of some of the solutions, and not of all."""
    WRONG = "wrong"
    UNSURE = "unsure"
    """Not decided: a person looks at it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One line as it was judged. ``ideas`` explain a wrong one, the best first; ``witness`` shows it false."""

    line: Node
    state: State
    ideas: tuple[Explanation, ...] = ()
    witness: Witness | None = None


def judge(task: Working, lines: Sequence[Node]) -> tuple[Judged, ...]:
    """The lines in their order, up to the first that is wrong or not decided; one that takes too much work is not."""
    found: list[Judged] = []
    above = task.start
    for line in lines:
        try:
            judged = _judged(task, above, line)
        except Spent:
            judged = Judged(line, State.UNSURE)
        found.append(judged)
        if judged.state in (State.WRONG, State.UNSURE):
            break
        if judged.state is not State.PART:
            above = judged.line
    return tuple(found)


def _judged(task: Working, above: Node, typed: Node) -> Judged:
    line, others = _last_side(task, typed)
    for other in (*others, line):
        equal = same(task.start, other).equal
        if equal is None:
            return Judged(line, State.UNSURE)
        if not equal:
            return _not_equal(task, above, other)
    return Judged(line, _nearer(task, above, line))


def _last_side(task: Working, typed: Node) -> tuple[Node, tuple[Node, ...]]:
    """An expression may be written as a chain of equals; its last side is the line."""
    if task.goal is Goal.SOLVE:
        return typed, ()
    if isinstance(typed, Relation) and typed.op == "=":
        return typed.right, (typed.left,)
    if isinstance(typed, Chain) and set(typed.ops) == {"="}:
        return typed.sides[-1], typed.sides[:-1]
    return typed, ()


def _nearer(task: Working, above: Node, line: Node) -> State:
    if task.final(line):
        return State.FINAL
    here, before = (task.left(line), _brackets(line)), (task.left(above), _brackets(above))
    return State.ONWARD if line != above and here < before else State.IDLE


def _brackets(node: Node) -> int:
    """Sums within products and powers: multiplied out, they are gone."""
    return sum(
        isinstance(part, Product | Power) and any(isinstance(p, Sum) for p in part.parts) for part in node.walk()
    )


def _not_equal(task: Working, above: Node, line: Node) -> Judged:
    ideas = _ideas(task, above, line)
    if task.letters and not names(line):
        # A line that has lost the letter says the same as many others: only the very line counts.
        ideas = tuple(idea for idea in ideas if idea.exact)
    if task.goal is Goal.SOLVE and not LOSING & {idea.rule for idea in ideas} and _part_of(task, line):
        return Judged(line, State.PART)
    try:
        shown = witness(task, above, line)
    except Spent:
        shown = None
    return Judged(line, State.WRONG, ideas, shown)


def _ideas(task: Working, above: Node, line: Node) -> tuple[Explanation, ...]:
    try:
        return explain(_sources(task, above), line)
    except Spent:
        return ()


def _sources(task: Working, above: Node) -> list[Node]:
    """The right lines that a wrong one may come from: the one above, what Chiron would write next, the first."""
    step = task.next_step(above)
    following = [] if step is None else [line for line in (step.raw, step.line) if line is not None]
    return list(dict.fromkeys([above, *following, task.start]))


def _part_of(task: Working, line: Node) -> bool:
    """Whether a line gives some of an equation's solutions, or holds for the solution of a system."""
    if isinstance(task.start, Both):
        return _holds_for_system(task, line)
    found = solutions(task, line) if len(task.letters) == 1 else ()
    return bool(found) and all(holds(task.start, {task.letters[0]: value}) for value in found)


def _holds_for_system(task: Working, line: Node) -> bool:
    """Whether every equation of a line holds at the numbers that solve the system."""
    final = [task.start, *(step.line for step in task.ahead(task.start))][-1]
    known = systems.known(final, task.letters)
    found = systems.equations(line)
    return known is not None and bool(found) and all(holds(one, known) for one in found)
