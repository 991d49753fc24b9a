"""A difference of two versions in words: sentences, the names of fields, and texts compared word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from chiron.core.learning.difference import FIELDS, SAID, Change, Difference, Group
from chiron.faces.web.language import _, name_of
from chiron.faces.web.maths import with_maths

GROUPS = 120
"""So many places are listed on a page; the command lists all."""
CHANGES = 40
"""So many parts of one place."""
SUMMED = ("unit", "skill", "item", "reading", "goal", "misconception", "resource", "term", "language", "media")
FATES = (("new",), ("changed",), ("renamed", "moved", "merged", "split", "order"), ("gone",))


@dataclass(frozen=True, slots=True)
class Part:
    """The changes of one part: a skill itself, an item of it."""

    what: str
    title: str
    id: str
    changes: Sequence[Change]


def change_words(change: Change) -> Markup:
    """The sentence of a change; titles in it show their formulas."""
    values = {name: with_maths(value) for name, value in change.values.items() if name != "field"}
    if "field" in change.values:
        values["field"] = escape(field_words(change.values["field"]))
    return escape(_(SAID[change.said])).format(**values)


def field_words(name: str) -> str:
    """What a field is called; one of a kind of step goes by its name in the course format."""
    return _(FIELDS[name]) if name in FIELDS else name


def parts_of(group: Group) -> Iterator[Part]:
    """A place's changes, part by part."""
    for (what, id), changes in groupby(group.changes, key=lambda one: (one.what, one.id)):
        every = list(changes)
        yield Part(what, every[0].title, id, every)


def summed(difference: Difference) -> list[tuple[str, list[int]]]:
    """How many are new, changed, called or placed otherwise, and gone, by what they are: parts, not changes."""
    found: dict[str, list[set[Any]]] = {}
    for group in difference.groups:
        for change in group.changes:
            place = next((n for n, kinds in enumerate(FATES) if change.kind in kinds), 1)
            row = found.setdefault(change.what, [set() for _each in FATES])
            row[place].add((group.unit, group.skill, change.id))
    return [(what, [len(each) for each in found[what]]) for what in SUMMED if what in found]


def language_words(tag: str) -> str:
    """A language by its own name."""
    return name_of(tag)


def version_helpers() -> dict[str, Callable[..., Any]]:
    """What templates call."""
    return {
        "change_words": change_words,
        "parts_of": parts_of,
        "summed": summed,
        "most_groups": lambda: GROUPS,
        "most_parts": lambda: CHANGES,
        "tongue_words": language_words,
    }
