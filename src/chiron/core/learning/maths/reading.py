"""``read``: what a person typed, as a tree, with the other ways it could be read."""

from __future__ import annotations

from dataclasses import dataclass

from chiron.core.learning.maths.effort import spend
from chiron.core.learning.maths.joining import joined
from chiron.core.learning.maths.options import LIMIT, Choices, Reading
from chiron.core.learning.maths.statements import Statements
from chiron.core.learning.maths.tokens import Lexer, checked
from chiron.core.learning.maths.tree import Empty, Everything, Node, TooLarge
from chiron.core.learning.maths.vocabulary import EMPTY, EVERYTHING
from chiron.core.learning.unread import Unread

__all__ = ["LIMIT", "Read", "Reading", "read"]

MAXIMUM_READINGS = 6
"""Ways of reading that are tried for one text."""

_FINAL = ("too-large", "too-deep", "too-long")
"""Reasons that no other way of reading is tried after."""


@dataclass(frozen=True, slots=True)
class Read:
    """``tree``: the likeliest reading. ``alternatives``: the others, none equal to it or to each other."""

    tree: Node
    alternatives: tuple[Node, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Whether it could be read in two ways."""
        return bool(self.alternatives)


AS_TYPED = Reading()


def read(text: str, reading: Reading = AS_TYPED) -> Read:
    """Read an answer in at most LIMIT characters. Raises Unread with the reason and the place, and nothing else."""
    typed = checked(text)
    phrase = " ".join(typed.casefold().replace("\\text{", " ").replace("}", " ").split()).rstrip(".! ")
    span = (len(typed) - len(typed.lstrip()), len(typed))
    if phrase in EMPTY:
        return Read(Empty(span=span))
    if phrase in EVERYTHING:
        return Read(Everything(span=span))
    return _every(typed, reading)


def _every(typed: str, reading: Reading) -> Read:
    first = Choices()
    failed: Unread | None = None
    trees: list[Node] = []
    try:
        trees.append(_once(typed, reading, first))
    except Unread as error:
        if error.reason in _FINAL:
            raise
        failed = error
    for choice in first.met[: MAXIMUM_READINGS - 1]:
        try:
            found = _once(typed, reading, Choices(frozenset((choice,))))
        except Unread:
            continue
        if found not in trees:
            trees.append(found)
    if not trees:
        raise failed or Unread("unreadable")
    return Read(trees[0], tuple(trees[1:]))


def _once(typed: str, reading: Reading, choices: Choices) -> Node:
    spend(8 * len(typed))
    lexer = Lexer(typed, reading, choices)
    try:
        return Statements(joined(lexer.all(), reading, choices), reading, choices, lexer.latex).whole()
    except TooLarge:
        raise Unread("too-large", 0) from None
