"""A difference made ready to be read: the texts of its changes compared, within bounds for all of them together."""

from __future__ import annotations

from dataclasses import replace

from chiron.core.learning.difference.shape import Change, Difference
from chiron.core.learning.difference.texts import Work, pieces


def with_pieces(difference: Difference, work: Work | None = None) -> Difference:
    """The difference with the texts of each change as one, the first ones first; it may take a second or two."""
    work = work or Work()
    groups = tuple(
        replace(group, changes=tuple(_compared(change, work) for change in group.changes))
        for group in difference.groups
    )
    return Difference(groups, work.coarse)


def _compared(change: Change, work: Work) -> Change:
    before, after = change.before or "", change.after or ""
    if not before and not after:
        return change
    return replace(change, pieces=pieces(before, after, change.listed, work))
