"""Which wrong idea explains a wrong line: the one whose rule makes a line that says the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chiron.core.learning.maths.effort import spend
from chiron.core.learning.maths.tree import Node, Relation
from chiron.core.learning.working.points import Print, agree, fingerprint
from chiron.core.learning.working.rules import RULES, SLIPS, Rule

MOST_LINES = 1500
"""Wrong lines made for one answer: bounds the time of naming."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A wrong idea that explains a line, and the line that it makes as it is written at once.

    ``exact``: side by side the same as what was typed, not only the same in what it says.
    """

    rule: str
    line: Node
    exact: bool


def explain(before: Sequence[Node], line: Node) -> tuple[Explanation, ...]:
    """The wrong ideas that explain a wrong line, the best first; none when no one idea does.

    ``before`` are right lines that it may have been made from, the likeliest first: the line above it and those
    earlier. A slip of the pen is named only where no idea explains the line.
    """
    wanted = fingerprint(line)
    if wanted is None:
        return ()
    for rules in (RULES, SLIPS):
        for earlier in before:
            found = list(_explanations(earlier, line, wanted, rules))
            if found:
                return tuple(sorted(found, key=lambda one: not one.exact))
    return ()


def _explanations(before: Node, line: Node, wanted: Print, rules: Sequence[Rule]) -> Iterator[Explanation]:
    truth, sides, made = fingerprint(before), _sides(line), 0
    for rule in rules:
        best: Explanation | None = None
        for wrong in rule.lines(before):
            made += 1
            spend(wrong.size)
            if made > MOST_LINES:
                return
            says = fingerprint(wrong)
            if not agree(says, wanted) or agree(says, truth):
                continue
            exact = _sides_agree(sides, _sides(wrong))
            if best is None or (exact and not best.exact):
                best = Explanation(rule.id, wrong, exact)
            if exact:
                break
        if best is not None:
            yield best


def _sides(line: Node) -> tuple[Print | None, ...]:
    return (fingerprint(line.left), fingerprint(line.right)) if isinstance(line, Relation) else (fingerprint(line),)


def _sides_agree(one: tuple[Print | None, ...], other: tuple[Print | None, ...]) -> bool:
    if len(one) != len(other):
        return False
    return all(map(agree, one, other)) or all(map(agree, one, other[::-1]))
