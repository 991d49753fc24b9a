"""What can be done to units."""

from __future__ import annotations

from dataclasses import replace

from chiron.core.errors import InvalidInput
from chiron.core.learning.outline.edits import put, stepped, titled, unit_at, with_parts, within
from chiron.core.learning.outline.ids import identifier, proper
from chiron.core.learning.outline.operations import AddUnit, ChangeUnit, MoveUnit, RemoveUnit
from chiron.core.learning.outline.said import Said
from chiron.core.learning.outline.skills import to_tray
from chiron.core.learning.outline.tree import Tree, Unit

Done = tuple[Tree, Said]
MOST_UNITS = 500


def add_unit(tree: Tree, op: AddUnit) -> Done:
    """A new unit."""
    if len(tree.units) >= MOST_UNITS:
        raise InvalidInput(f"A course has at most {MOST_UNITS} units.", field="title")
    title = titled(op.title)
    name = identifier(title, {unit.id for unit in tree.units}, "unit")
    made = Unit(f"u{tree.next}", name, title, within(op.summary, "summary"))
    units = put(tree.units, (made,), op.place)
    return replace(tree, units=units, next=tree.next + 1), Said("add-unit", {"title": title})


def change_unit(tree: Tree, op: ChangeUnit) -> Done:
    """Title, summary and id."""
    unit = unit_at(tree, op.unit)
    others = {each.id for each in tree.units if each.key != unit.key}
    name = unit.id if op.id is None else proper(op.id, others)
    new = replace(unit, title=titled(op.title), summary=within(op.summary, "summary"), id=name)
    return with_parts(tree, (new,)), Said("change-unit", {"title": unit.title, "new": new.title})


def remove_unit(tree: Tree, op: RemoveUnit) -> Done:
    """Out of the course; what it held lies in the tray."""
    unit = unit_at(tree, op.unit)
    tree = to_tray(tree, [*(skill.key for skill in unit.skills), *(text.key for text in unit.texts)])
    units = tuple(each for each in tree.units if each.key != unit.key)
    return replace(tree, units=units), Said("remove-unit", {"title": unit.title, "skills": len(unit.skills)})


def move_unit(tree: Tree, op: MoveUnit) -> Done:
    """To a place, or one up or down."""
    unit = unit_at(tree, op.unit)
    if isinstance(op.to, int):
        others = tuple(each for each in tree.units if each.key != unit.key)
        return replace(tree, units=put(others, (unit,), op.to)), Said("move-unit", {"title": unit.title})
    units = stepped(tree.units, unit.key, op.to)
    return replace(tree, units=units), Said("move-unit", {"title": unit.title, "way": op.to})
