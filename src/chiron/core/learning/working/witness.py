"""Numbers that show a line false, for the learner to try: never the solution of the task itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.tree import Alternatives, Name, Node, Relation, names
from chiron.core.learning.maths.value import Undefined, exact
from chiron.core.learning.working.goals import Goal, Working
from chiron.core.learning.working.parts import number

TRIED = tuple(Fraction(n) for n in (0, 1, -1, 2, -2, 3, -3, 4, 5, -4, -5, 10, -10, 7, -7, 20, -20, 100, -100))


@dataclass(frozen=True, slots=True)
class Witness:
    """Values of letters at which a line differs from the one above.

    ``kind`` "values": the line above has the value ``left``, this one ``right``. "sides": the values make this line
    true, and in the line above the sides are then ``left`` and ``right``. "fits": the values fit this line and not the
    one above; "misses": the other way round.
    """

    kind: str
    at: Mapping[str, Fraction | float]
    left: Fraction | float | None = None
    right: Fraction | float | None = None


def witness(task: Working, above: Node, line: Node) -> Witness | None:
    """Values that show the line false, None where none are known."""
    if task.goal is not Goal.SOLVE:
        found = same(above, line).witness
        # Without letters the value of the line above is the answer itself.
        if found is None or not found.place:
            return None
        return Witness("values", dict(found.place), found.left, found.right)
    if not isinstance(above, Relation) or len(task.letters) != 1:
        return None
    if above.op == "=":
        return _sides(task, above, line)
    return _fitting(task.letters[0], above, line)


def solutions(task: Working, line: Node) -> tuple[Fraction, ...]:
    """The numbers that a line of an equation comes to, as far as they are exact; empty where it is not known."""
    final = line
    for step in task.ahead(line):
        final = step.line
    options = final.options if isinstance(final, Alternatives) else (final,)
    return tuple(value for option in options for value in _alone(option))


def _alone(option: Node) -> Iterator[Fraction]:
    if isinstance(option, Relation) and option.op == "=":
        for one, other in ((option.left, option.right), (option.right, option.left)):
            value = number(other)
            if isinstance(one, Name) and value is not None:
                yield value
                return


def holds(line: Node, at: Mapping[str, Fraction]) -> bool | None:
    """Whether a relation holds at these values; None where that is not known."""
    if not isinstance(line, Relation):
        return None
    sides = both_sides(line, at)
    if sides is None:
        return None
    left, right = sides
    return {
        "=": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }.get(line.op)


def both_sides(line: Relation, at: Mapping[str, Fraction]) -> tuple[Fraction, Fraction] | None:
    """The exact values of both sides, None where a side has none."""
    try:
        left, right = exact(line.left, at), exact(line.right, at)
    except Undefined:
        return None
    return None if left is None or right is None else (left, right)


def _sides(task: Working, above: Relation, line: Node) -> Witness | None:
    letter = task.letters[0]
    if names(above) != {letter}:
        return None
    for value in solutions(task, line):
        sides = both_sides(above, {letter: value})
        if sides is not None and sides[0] != sides[1]:
            return Witness("sides", {letter: value}, *sides)
    return None


def _fitting(letter: str, above: Relation, line: Node) -> Witness | None:
    misses: Witness | None = None
    for value in TRIED:
        here, there = holds(line, {letter: value}), holds(above, {letter: value})
        if here and there is False:
            return Witness("fits", {letter: value})
        if there and here is False and misses is None:
            misses = Witness("misses", {letter: value})
    return misses
