"""Circles of prerequisites: none may arise, and the way of one that would is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chiron.core.errors import InvalidInput
from chiron.core.learning.outline.tree import Key, Skill, Tree


def needs(tree: Tree) -> dict[Key, tuple[Key, ...]]:
    """What each skill needs, those in the tray too: putting one back makes no circle."""
    return {skill.key: skill.prerequisites for skill in (*tree.skills.values(), *tree.tray.skills)}


def way_back(needed: Mapping[Key, Sequence[Key]], skill: Key, first: Key) -> tuple[Key, ...]:
    """The shortest way from ``first`` by what it needs to ``skill``; empty where there is none."""
    before: dict[Key, Key] = {first: ""}
    waiting = [first]
    for key in waiting:
        if key == skill:
            way = [key]
            while before[way[-1]]:
                way.append(before[way[-1]])
            return tuple(reversed(way))
        for each in needed.get(key, ()):
            if each not in before:
                before[each] = key
                waiting.append(each)
    return ()


def refuse_circle(tree: Tree, skill: Key, prerequisites: Sequence[Key]) -> None:
    """Raise InvalidInput with the way by titles (``details['way']``) where the skill would need itself."""
    needed = needs(tree)
    for first in prerequisites:
        way = (skill, *way_back(needed, skill, first))
        if len(way) > 1:
            titles = [_title(tree, key) for key in way]
            raise InvalidInput(
                f"That would be a circle: {' → '.join(titles)}. Leave one of them out.",
                field="prerequisites",
                way=titles,
            )


def first_circle(tree: Tree) -> tuple[Key, ...]:
    """A circle that is there, each skill needing the next; empty where there is none."""
    needed = needs(tree)
    for skill, prerequisites in needed.items():
        for first in prerequisites:
            way = way_back(needed, skill, first)
            if way:
                return (skill, *way)
    return ()


def _title(tree: Tree, key: Key) -> str:
    found = tree.by_key.get(key)
    return found.title if isinstance(found, Skill) else key
