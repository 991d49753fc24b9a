"""Parts that stand in a list and are known by one field: goals, terms, misconceptions, things to read and see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from chiron.core.learning.difference.fields import Tree, changed_fields
from chiron.core.learning.difference.shape import Change, What

SHOWN: Mapping[str, str] = {"term": "term"}
"""The field by which people know a part, where it is not its title."""


def listed(
    what: What, old: Sequence[Tree], new: Sequence[Tree], names: Mapping[str, str] | None = None, by: str = "id"
) -> Iterator[Change]:
    """What is new, gone or other. ``names`` are the new ids of those that are called otherwise."""
    named = names or {}
    before = {named.get(one[by], one[by]): one for one in old}
    shown = SHOWN.get(what, "title")
    for one in new:
        if one[by] not in before:
            yield Change(what, "new", f"{what}-new", one[shown], one[by])
            continue
        for field, was, now in changed_fields(before[one[by]], one, (by,)):
            yield Change(what, "changed", "field", one[shown], one[by], {"field": field}, was, now)
    known = {one[by] for one in new}
    for id, one in before.items():
        if id not in known:
            yield Change(what, "gone", f"{what}-gone", one[shown], id)
