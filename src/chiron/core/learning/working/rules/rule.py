"""What a rule is: a named wrong idea, and every line that it makes of a right one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from chiron.core.learning.maths.tree import Node
from chiron.core.learning.working.parts import places, safely

Slips = Callable[[Node], Iterator[Node]]
"""What a wrong idea makes of one node; nothing where it does not apply."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A wrong idea.

    ``id`` names it in verdicts, and its words are in ``words/<language>.yaml``. ``slips`` makes wrong nodes of a node:
    of any node within the line, or of the whole line where ``whole`` says so.
    """

    id: str
    slips: Slips
    whole: bool = False

    def lines(self, line: Node) -> Iterator[Node]:
        """Every wrong line that this idea alone makes of a line."""
        if self.whole:
            yield from safely(self.slips(line))
            return
        for node, put in places(line):
            for slip in safely(self.slips(node)):
                yield from safely(iter([put(slip)]))
