"""What can be done to items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chiron.core.errors import Conflict, InvalidInput
from chiron.core.learning.outline.edits import in_course, parts_at, put, skill_at, stepped, with_parts, without
from chiron.core.learning.outline.ids import unique
from chiron.core.learning.outline.operations import ChangeItems, MoveItems, PutBackItems, StepItem, TakeOutItems
from chiron.core.learning.outline.said import Said
from chiron.core.learning.outline.tree import PURPOSES, USES, Item, Key, Skill, Tray, Tree

Done = tuple[Tree, Said]


def arrived(tree: Tree, into: Skill, there: Sequence[Item], coming: Sequence[Item]) -> tuple[Item, ...]:
    """Items as they stand in a skill beside others: what is given there is called otherwise.

    ``was`` keeps what each was called, as ``SKILL/ITEM`` where that was another skill.
    """
    taken = {item.id for item in there}
    made: list[Item] = []
    for item in coming:
        name = unique(_own_name(item, into, taken), taken)
        taken.add(name)
        known = item.was
        before = _skill_before(tree, item)
        if before is not None and before.key != into.key:
            # What that skill was called before may be all that was ever published.
            known = (*known, *(f"{each}/{item.id}" for each in (before.id, *before.was)))
        elif name != item.id:
            known = (*known, item.id)
        was = tuple(each for each in dict.fromkeys(known) if each not in (name, f"{into.id}/{name}"))
        made.append(replace(item, id=name, was=was, out_of=""))
    return tuple(made)


def _own_name(item: Item, into: Skill, taken: set[str]) -> str:
    """The id that an item has or, where it comes back to a skill, had there."""
    there = [each.partition("/")[2] for each in item.was if each.startswith(f"{into.id}/")]
    return next((name for name in reversed(there) if name not in taken), item.id)


def _skill_before(tree: Tree, item: Item) -> Skill | None:
    found = tree.skill_of.get(item.key) or tree.by_key.get(item.out_of)
    return found if isinstance(found, Skill) else None


def take_out_items(tree: Tree, op: TakeOutItems) -> Done:
    """To the tray."""
    items = in_course(tree, parts_at(tree, op.items, Item))
    lying = tuple(replace(item, out_of=tree.skill_of[item.key].key) for item in items)
    tree = without(tree, [item.key for item in items])
    tray = Tray(tree.tray.skills, (*tree.tray.items, *lying), tree.tray.texts)
    return replace(tree, tray=tray), Said("take-out-items", {"stem": items[0].stem, "count": len(items)})


def move_items(tree: Tree, op: MoveItems) -> Done:
    """Into a skill, in the order given."""
    items = parts_at(tree, op.items, Item)
    back = all(item.key not in tree.items for item in items)
    skill, keys = skill_at(tree, op.skill), [item.key for item in items]
    moved = arrived(tree, skill, without(tree, keys).skills[skill.key].items, items)
    tree = _into(without(tree, keys), skill.key, moved, op.place)
    values = {"stem": items[0].stem, "count": len(items), "skill": tree.skills[op.skill].title}
    return tree, Said("put-in-items" if back else "move-items", values)


def _into(tree: Tree, key: Key, items: Sequence[Item], place: int | None) -> Tree:
    skill = skill_at(tree, key)
    return with_parts(tree, (replace(skill, items=put(skill.items, items, place)),))


def put_back_items(tree: Tree, op: PutBackItems) -> Done:
    """From the tray to where each was taken out."""
    items = parts_at(tree, op.items, Item)
    if any(item.key in tree.items for item in items):
        raise Conflict("It is in the course already. Look at the draft as it is now.")
    if any(item.out_of not in tree.skills for item in items):
        raise InvalidInput("Its skill is not in the course. Put the skill back, or put the item into another one.")
    for item in items:
        skill = tree.skills[item.out_of]
        back = arrived(tree, skill, skill.items, (item,))
        tree = _into(without(tree, [item.key]), skill.key, back, None)
    return tree, Said("put-back-items", {"stem": items[0].stem, "count": len(items)})


def step_item(tree: Tree, op: StepItem) -> Done:
    """One up or down within its skill."""
    (item,) = in_course(tree, parts_at(tree, (op.item,), Item))
    skill = tree.skill_of[item.key]
    new = replace(skill, items=stepped(skill.items, item.key, op.way))
    values = {"stem": item.stem, "count": 1, "skill": skill.title, "way": op.way}
    return with_parts(tree, (new,)), Said("move-items", values)


def change_items(tree: Tree, op: ChangeItems) -> Done:
    """Purpose, use and difficulty. Raises InvalidInput with its field."""
    items = in_course(tree, parts_at(tree, op.items, Item))
    if op.purpose is not None and op.purpose not in PURPOSES:
        raise InvalidInput("Choose one of the purposes.", field="purpose")
    if op.use is not None and not set(op.use) <= set(USES):
        raise InvalidInput("Choose among the uses.", field="use")
    if op.difficulty is not None and not -3 <= op.difficulty <= 3:
        raise InvalidInput("Write a number from -3 to 3.", field="difficulty")
    use = None if op.use is None else tuple(each for each in USES if each in op.use)
    new = [
        replace(
            item,
            purpose=item.purpose if op.purpose is None else op.purpose,
            use=item.use if use is None or set(use) == set(item.use) else use,
            difficulty=item.difficulty if op.difficulty is None else op.difficulty,
        )
        for item in items
    ]
    return with_parts(tree, new), Said("change-items", {"stem": items[0].stem, "count": len(items)})
