"""Reading typed mathematics for a step: one meaning, or asked again with every meaning shown."""

from __future__ import annotations

from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.show import typed
from chiron.core.learning.maths.tree import Node
from chiron.core.learning.unread import Unread


def understood(text: str, reading: Reading, field: str = "answer") -> Node:
    """What was typed, as a tree. Raises Unread, with the ways to read it where they mean different things."""
    try:
        found = read(text, reading)
    except Unread as unread:
        raise Unread(unread.reason, unread.place, field) from None
    others = [other for other in found.alternatives if same(found.tree, other).equal is not True]
    if others:
        ways = tuple(typed(tree, reading.decimal, reading.language) for tree in (found.tree, *others))
        raise Unread("two-readings", 0, field, ways)
    return found.tree
