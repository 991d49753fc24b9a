"""The next step for two linear equations with two unknowns, or more of both: put one into another, or add them."""

from __future__ import annotations

from fractions import Fraction

from chiron.core.learning.maths.tree import Both, Name, Node, Relation, integer, names
from chiron.core.learning.working import solving
from chiron.core.learning.working.expand import collected, in_powers_of
from chiron.core.learning.working.next_step import NextStep
from chiron.core.learning.working.parts import number, product, ratio, terms, total


def equations(line: Node) -> tuple[Relation, ...]:
    """The equations of a line; empty where it is none."""
    every = line.conditions if isinstance(line, Both) else (line,)
    found = tuple(one for one in every if isinstance(one, Relation) and one.op == "=")
    return found if len(found) == len(every) else ()


def solved(line: Node, letters: tuple[str, ...]) -> bool:
    """Whether every unknown equals a number worked out, each in one equation."""
    found = equations(line)
    values = [_value(one) for one in found]
    known = [value[0] for value in values if value is not None]
    return len(found) == len(letters) and sorted(known) == sorted(letters)


def known(line: Node, letters: tuple[str, ...]) -> dict[str, Fraction] | None:
    """The numbers that a solved system gives its letters; None where it is not solved."""
    return dict(value for one in equations(line) if (value := _value(one))) if solved(line, letters) else None


def _value(one: Relation) -> tuple[str, Fraction] | None:
    for left, right in ((one.left, one.right), (one.right, one.left)):
        value = number(right)
        if isinstance(left, Name) and value is not None and solving.solved(one, left.letter):
            return left.letter, value
    return None


def next_step(line: Node, letters: tuple[str, ...]) -> NextStep | None:
    """The next step; None when the system is solved or no step is known. Raises TooLarge."""
    found = equations(line)
    if not found or solved(line, letters):
        return None
    return _solve_one(found) or _substitute(found) or _eliminate(found, letters) or _isolate(found, letters)


def _put(found: tuple[Relation, ...], at: int, new: Node) -> Node:
    return Both((*found[:at], new, *found[at + 1 :])) if len(found) > 1 else new


def _solve_one(found: tuple[Relation, ...]) -> NextStep | None:
    """An equation with one unknown is solved by itself."""
    for at, one in enumerate(found):
        unknown = sorted(names(one))
        if len(unknown) == 1:
            step = solving.next_step(one, unknown[0])
            if step is not None:
                return NextStep(step.name, _put(found, at, step.line), step.values)
    return None


def _substitute(found: tuple[Relation, ...]) -> NextStep | None:
    for at, one in enumerate(found):
        for left, right in ((one.left, one.right), (one.right, one.left)):
            if not isinstance(left, Name) or left.letter in names(right):
                continue
            for other, two in enumerate(found):
                if other != at and left.letter in names(two):
                    line = _put(found, other, _replaced(two, left, right))
                    return NextStep("substitute", line, {"term": left, "side": right})
    return None


def _replaced(node: Node, letter: Name, by: Node) -> Node:
    if node == letter:
        return by
    return node.with_parts([_replaced(part, letter, by) for part in node.parts]) if node.parts else node


def _coefficient(side: Node, letter: str) -> Fraction | None:
    found = in_powers_of(side, letter)
    return number(found.get(1, integer(0))) if found is not None and not set(found) - {0, 1} else None


def _eliminate(found: tuple[Relation, ...], letters: tuple[str, ...]) -> NextStep | None:
    """Adding or subtracting two equations, or a multiple of one, so that an unknown goes."""
    for letter in letters:
        having = [(at, a) for at, one in enumerate(found) if (a := _whole(one, letter))]
        if len(having) < 2:
            continue
        (first, a), (second, b) = having[:2]
        for times, one, other in ((-b / a, first, second), (-a / b, second, first)):
            if times.denominator == 1 and abs(times) <= 1:
                name = "add-equations" if times > 0 else "subtract-equations"
                return NextStep(
                    name, _put(found, other, _added(found[other], found[one], times)), {"term": Name(letter)}
                )
        for times, one in ((-b / a, first), (-a / b, second)):
            if times.denominator == 1:
                scaled = _scaled(found[one], abs(times))
                return NextStep(
                    "multiply-equation", _put(found, one, scaled), {"number": ratio(abs(times)), "term": Name(letter)}
                )
    return None


def _whole(one: Relation, letter: str) -> Fraction | None:
    left, right = _coefficient(one.left, letter), _coefficient(one.right, letter)
    return left - right if left is not None and right is not None else None


def _added(one: Relation, other: Relation, times: Fraction) -> Relation:
    sides = [
        collected(total([*terms(a), product([ratio(times), b])]))
        for a, b in ((one.left, other.left), (one.right, other.right))
    ]
    return Relation("=", *sides)


def _scaled(one: Relation, times: Fraction) -> Relation:
    return Relation("=", *(collected(product([ratio(times), side])) for side in (one.left, one.right)))


def _isolate(found: tuple[Relation, ...], letters: tuple[str, ...]) -> NextStep | None:
    for at, one in enumerate(found):
        for letter in letters:
            if letter in names(one):
                step = solving.next_step(one, letter)
                if step is not None:
                    return NextStep(step.name, _put(found, at, step.line), step.values)
    return None
