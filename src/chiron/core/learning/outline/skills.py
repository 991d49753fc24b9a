"""What can be done to skills."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from chiron.core.errors import InvalidInput
from chiron.core.learning.outline.edits import (
    in_course,
    parts_at,
    put,
    skill_at,
    stepped,
    titled,
    unit_at,
    with_parts,
    within,
    without,
)
from chiron.core.learning.outline.ids import identifier, proper, taught_ids
from chiron.core.learning.outline.items import arrived
from chiron.core.learning.outline.loops import needs as needed_by
from chiron.core.learning.outline.loops import refuse_circle, way_back
from chiron.core.learning.outline.operations import (
    AddSkill,
    ChangeSkill,
    MergeSkills,
    MoveSkills,
    RemoveSkills,
    SetPrerequisites,
    StepSkill,
)
from chiron.core.learning.outline.said import Said
from chiron.core.learning.outline.tree import Item, Key, Names, Skill, Text, Tray, Tree, Unit

Done = tuple[Tree, Said]
MOST_SKILLS = 5_000


def add_skill(tree: Tree, op: AddSkill) -> Done:
    """A new skill, without items yet."""
    unit, title = unit_at(tree, op.unit), titled(op.title)
    if len(tree.skills) >= MOST_SKILLS:
        raise InvalidInput(f"A course has at most {MOST_SKILLS} skills.", field="title")
    name = identifier(title, taught_ids(tree), "skill")
    made = Skill(f"s{tree.next}", name, title, within(op.objective, "objective"), "")
    new = replace(unit, skills=put(unit.skills, (made,), op.place))
    said = Said("add-skill", {"title": title, "unit": unit.title})
    return replace(with_parts(tree, (new,)), next=tree.next + 1), said


def change_skill(tree: Tree, op: ChangeSkill) -> Done:
    """Title and objective; the id where one is given, and then ``was`` keeps the one before."""
    skill, name = skill_at(tree, op.skill), None
    if op.id is not None:
        name = proper(op.id, taught_ids(tree, {skill.key}))
    new = replace(skill, title=titled(op.title), objective=within(op.objective, "objective"))
    if name is not None and name != skill.id:
        new = replace(new, id=name, was=_were((*skill.was, skill.id), name))
    return with_parts(tree, (new,)), Said("change-skill", {"title": skill.title, "new": new.title})


def _were(names: Iterable[str], name: str) -> tuple[str, ...]:
    return tuple(each for each in dict.fromkeys(names) if each != name)


def move_skills(tree: Tree, op: MoveSkills) -> Done:
    """Into a unit, in the order of the draft; from the tray, with their items."""
    unit = unit_at(tree, op.unit)
    chosen = parts_at(tree, op.skills, Skill)
    place = {key: number for number, key in enumerate(tree.skills)}
    moved = sorted(chosen, key=lambda skill: place.get(skill.key, len(place)))
    back = [skill for skill in moved if skill.key not in tree.skills]
    tree, moved = _back(tree, moved, back)
    tree = without(tree, [skill.key for skill in moved])
    unit = unit_at(tree, op.unit)
    tree = with_parts(tree, (replace(unit, skills=put(unit.skills, moved, op.place)),))
    values = {"title": moved[0].title, "count": len(moved), "unit": unit.title}
    return tree, Said("put-back-skills" if len(back) == len(moved) else "move-skills", values)


def _back(tree: Tree, moved: list[Skill], back: list[Skill]) -> tuple[Tree, list[Skill]]:
    """Skills out of the tray as they will stand: with the items that lay beside them, and named by no other."""
    if not back:
        return tree, moved
    names, keys = {skill.id for skill in back}, {skill.key for skill in back}
    others = [
        replace(skill, was=tuple(name for name in skill.was if name not in names))
        for skill in tree.skills.values()
        if names & set(skill.was)
    ]
    items = [item for item in tree.tray.items if item.out_of in keys]
    tree = without(with_parts(tree, others), [item.key for item in items])
    needed = needed_by(tree)
    new: list[Skill] = []
    for skill in moved:
        if skill.key in keys:
            own = [replace(item, out_of="") for item in items if item.out_of == skill.key]
            fine = tuple(key for key in skill.prerequisites if not way_back(needed, skill.key, key))
            skill = replace(skill, items=(*skill.items, *own), prerequisites=fine, out_of="")
        new.append(skill)
    return tree, new


def step_skill(tree: Tree, op: StepSkill) -> Done:
    """One up or down; at the edge of its unit, to the end or the beginning of the next one."""
    skill = skill_at(tree, op.skill)
    unit, said = tree.unit_of[skill.key], Said("move-skills", {"title": skill.title, "count": 1, "way": op.way})
    said.values["unit"] = unit.title
    skills = stepped(unit.skills, skill.key, op.way)
    if skills != unit.skills:
        return with_parts(tree, (replace(unit, skills=skills),)), said
    at = tree.units.index(unit) + (-1 if op.way == "up" else 1)
    if not 0 <= at < len(tree.units):
        return tree, said
    other = tree.units[at]
    skills = (*other.skills, skill) if op.way == "up" else (skill, *other.skills)
    left = replace(unit, skills=tuple(each for each in unit.skills if each.key != skill.key))
    said = Said("move-skills", {"title": skill.title, "count": 1, "unit": other.title})
    return with_parts(tree, (left, replace(other, skills=skills))), said


def remove_skills(tree: Tree, op: RemoveSkills) -> Done:
    """To the tray, their items beside them."""
    gone = in_course(tree, parts_at(tree, op.skills, Skill))
    said = Said("remove-skills", {"title": gone[0].title, "count": len(gone)})
    return to_tray(tree, [skill.key for skill in gone]), said


def to_tray(tree: Tree, keys: Collection[Key]) -> Tree:
    """Skills and texts of the course as the latest of the tray; a skill's items lie beside it."""
    skills, items, texts = list[Skill](), list[Item](), list[Text]()
    for key in keys:
        part, unit = tree.by_key[key], tree.unit_of[key]
        if isinstance(part, Skill):
            items += [replace(item, out_of=part.key) for item in part.items]
            skills.append(replace(part, items=(), out_of=unit.key))
        elif isinstance(part, Text):
            texts.append(replace(part, out_of=unit.key))
    tree = without(tree, keys)
    tray = tree.tray
    return replace(tree, tray=Tray((*tray.skills, *skills), (*tray.items, *items), (*tray.texts, *texts)))


def set_prerequisites(tree: Tree, op: SetPrerequisites) -> Done:
    """All that a skill needs."""
    skill = skill_at(tree, op.skill)
    chosen = tuple(each.key for each in (skill_at(tree, key) for key in dict.fromkeys(op.prerequisites)))
    refuse_circle(tree, skill.key, chosen)
    # What lies in the tray is not on the page, and comes back with its skill.
    kept = tuple(key for key in skill.prerequisites if key not in tree.skills)
    new = replace(skill, prerequisites=(*chosen, *kept))
    return with_parts(tree, (new,)), Said("set-prerequisites", {"title": skill.title, "count": len(chosen)})


def merge_skills(tree: Tree, op: MergeSkills) -> Done:
    """Others become part of one skill: it has their items and needs what they need, and says what they were called.

    Whatever named one of them names it; their lessons lie in the tray. Raises InvalidInput for a circle.
    """
    into = skill_at(tree, op.into)
    others = [each for each in in_course(tree, parts_at(tree, op.skills, Skill)) if each.key != into.key]
    if not others:
        raise InvalidInput("Choose at least two skills.", field="skills")
    gone = {skill.key for skill in others}
    items = into.items
    for skill in others:
        items = (*items, *arrived(tree, into, items, skill.items))
    every = dict.fromkeys(key for skill in (into, *others) for key in skill.prerequisites)
    needed = tuple(key for key in every if key != into.key and key not in gone)
    were = _were((*into.was, *(name for skill in others for name in (*skill.was, skill.id))), into.id)
    tree = _named_anew(tree, gone, into.key)
    shells = [replace(skill, items=()) for skill in others]
    tree = to_tray(with_parts(tree, shells), [skill.key for skill in others])
    new = replace(into, items=items, was=were, prerequisites=())
    tree = with_parts(tree, (new,))
    refuse_circle(tree, into.key, needed)
    tree = with_parts(tree, (replace(new, prerequisites=needed),))
    values = {"title": into.title, "count": len(others), "other": others[0].title}
    return tree, Said("merge-skills", values)


def _named_anew(tree: Tree, gone: Collection[Key], key: Key) -> Tree:
    """Every naming of these skills as one of another, but for what they themselves say."""

    def keys(old: Sequence[Key]) -> tuple[Key, ...]:
        return tuple(dict.fromkeys(key if each in gone else each for each in old))

    def names(old: Names) -> Names:
        return tuple((name, key if each in gone else each) for name, each in old)

    def item(old: Item) -> Item:
        return replace(old, names=names(old.names)) if old.names else old

    def skill(old: Skill) -> Skill:
        items = tuple(item(each) for each in old.items)
        if old.key in gone:
            return replace(old, items=items)
        return replace(old, items=items, prerequisites=keys(old.prerequisites), names=names(old.names))

    def text(old: Text) -> Text:
        return replace(old, skills=keys(old.skills))

    def unit(old: Unit) -> Unit:
        return replace(old, skills=tuple(map(skill, old.skills)), texts=tuple(map(text, old.texts)))

    goals = tuple(replace(goal, skills=keys(goal.skills)) for goal in tree.head.goals)
    lying = tree.tray
    tray = Tray(tuple(map(skill, lying.skills)), tuple(map(item, lying.items)), tuple(map(text, lying.texts)))
    head = replace(tree.head, goals=goals, names=names(tree.head.names))
    return replace(tree, head=head, units=tuple(map(unit, tree.units)), tray=tray)
