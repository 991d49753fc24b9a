"""What people decided of earlier answers to a question, and what that says of the same answer given again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chiron.core.words import Json


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's standing decision of one answer. ``id`` names its event; ``response`` is what was answered.

    ``again``: earlier decisions had judged that answer, and this person judged it otherwise.
    """

    id: str
    right: bool
    response: Json = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Agreed:
    """What decisions that do not contradict each other say, and which they are, oldest first."""

    right: bool
    ids: tuple[str, ...]


def agreed(decisions: Iterable[Decision]) -> Agreed | None:
    """What decisions of one and the same answer say, given oldest first; None where there is none or they differ.

    One that overrules what earlier ones led to takes the place of all before it.
    """
    standing = list[Decision]()
    for one in decisions:
        standing = [one] if one.again else [*standing, one]
    if len({one.right for one in standing}) != 1:
        return None
    return Agreed(standing[0].right, tuple(one.id for one in standing))
