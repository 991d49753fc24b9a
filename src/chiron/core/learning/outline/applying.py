"""Doing one thing to a draft: the tree afterwards, and what was done in words for the history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from chiron.core.errors import Conflict
from chiron.core.learning.outline import head, items, skills, texts, units
from chiron.core.learning.outline import operations as do
from chiron.core.learning.outline.said import Said
from chiron.core.learning.outline.tree import Key, Skill, Tree, Unit

_DOING: Mapping[type, Callable[[Tree, Any], tuple[Tree, Said]]] = {
    do.AddUnit: units.add_unit,
    do.ChangeUnit: units.change_unit,
    do.RemoveUnit: units.remove_unit,
    do.MoveUnit: units.move_unit,
    do.AddSkill: skills.add_skill,
    do.ChangeSkill: skills.change_skill,
    do.MoveSkills: skills.move_skills,
    do.StepSkill: skills.step_skill,
    do.MergeSkills: skills.merge_skills,
    do.RemoveSkills: skills.remove_skills,
    do.SetPrerequisites: skills.set_prerequisites,
    do.TakeOutItems: items.take_out_items,
    do.MoveItems: items.move_items,
    do.PutBackItems: items.put_back_items,
    do.StepItem: items.step_item,
    do.ChangeItems: items.change_items,
    do.ChangeText: texts.change_text,
    do.MoveTexts: texts.move_texts,
    do.StepText: texts.step_text,
    do.TakeOutTexts: texts.take_out_texts,
    do.ChangeHead: head.change_head,
    do.SetGoals: head.set_goals,
}
CHANGED = "Somebody changed this since your page was made. Look at it as it is now, and decide again."
_HEAD = "head"


def apply(tree: Tree, operation: do.Operation) -> tuple[Tree, Said]:
    """The tree once this is done. Raises InvalidInput with its field, Conflict where its parts are not there."""
    return _DOING[type(operation)](tree, operation)


def fits(seen: Tree, now: Tree, operation: do.Operation) -> None:
    """Return where an operation that was made looking at one tree may be done to a later one.

    It may where nothing that it names was changed, moved to the tray or out of it. Raises Conflict.
    """
    for key in _named(operation):
        if _itself(seen, key) != _itself(now, key):
            raise Conflict(CHANGED, key=key)


def _named(operation: do.Operation) -> list[Key]:
    """The keys that an operation names; the head where it is about it."""
    if isinstance(operation, do.ChangeHead | do.SetGoals):
        return [_HEAD]
    found: list[Key] = []
    for each in fields(operation):
        value = getattr(operation, each.name)
        if each.name in _KEYS:
            found += value if isinstance(value, tuple) else [value]
    return found


_KEYS = {"unit", "skill", "skills", "item", "items", "text", "texts", "into", "prerequisites"}


def _itself(tree: Tree, key: Key) -> object:
    """A part without those in it, and whether it is in the course."""
    if key == _HEAD:
        return tree.head
    part = tree.by_key.get(key)
    if isinstance(part, Unit):
        return replace(part, skills=(), texts=())
    here = key in tree.skills or key in tree.items or key in tree.texts
    return here, replace(part, items=()) if isinstance(part, Skill) else part
