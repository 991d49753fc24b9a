"""What every operation is made of: finding parts, taking them out, putting them in, setting one in another's place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar, cast

from chiron.core.errors import Conflict, InvalidInput
from chiron.core.learning.outline.operations import Way
from chiron.core.learning.outline.tree import AnyPart, Item, Key, Skill, Text, Tray, Tree, Unit

P = TypeVar("P", Unit, Skill, Item, Text)

GONE = "What this is about is not there any more. Look at the draft as it is now, and do it again."
IN_TRAY = "It lies in the tray. Put it back first."
LONGEST_TITLE = 200
LONGEST_TEXT = 2_000


def unit_at(tree: Tree, key: Key) -> Unit:
    """A unit. Raises Conflict where it is gone."""
    found = tree.by_key.get(key)
    if not isinstance(found, Unit):
        raise Conflict(GONE, key=key)
    return found


def skill_at(tree: Tree, key: Key) -> Skill:
    """A skill of the course. Raises Conflict where it is gone or in the tray."""
    found = tree.skills.get(key)
    if found is None:
        raise Conflict(IN_TRAY if key in tree.by_key else GONE, key=key)
    return found


def parts_at(tree: Tree, keys: Iterable[Key], kind: type[P]) -> tuple[P, ...]:
    """Parts of one kind, from the course or the tray, in the order given. Raises Conflict, InvalidInput for none."""
    found: list[P] = []
    for key in dict.fromkeys(keys):
        part = tree.by_key.get(key)
        if not isinstance(part, kind):
            raise Conflict(GONE, key=key)
        found.append(part)
    if not found:
        raise InvalidInput("Choose something first.")
    return tuple(found)


def in_course(tree: Tree, parts: Sequence[P]) -> Sequence[P]:
    """The parts, once none of them lies in the tray. Raises Conflict."""
    lying = {part.key for kind in tree.tray.parts for part in kind}
    if any(part.key in lying for part in parts):
        raise Conflict(IN_TRAY)
    return parts


def without(tree: Tree, keys: Collection[Key]) -> Tree:
    """The tree without skills, items and texts of these keys, wherever they are."""
    gone = frozenset(keys)
    tray = Tray(
        tuple(part for part in tree.tray.skills if part.key not in gone),
        tuple(part for part in tree.tray.items if part.key not in gone),
        tuple(part for part in tree.tray.texts if part.key not in gone),
    )
    return replace(tree, units=tuple(_unit_without(unit, gone) for unit in tree.units), tray=tray)


def _unit_without(unit: Unit, gone: frozenset[Key]) -> Unit:
    skills = tuple(_skill_without(skill, gone) for skill in unit.skills if skill.key not in gone)
    texts = tuple(text for text in unit.texts if text.key not in gone)
    same = len(texts) == len(unit.texts) and len(skills) == len(unit.skills)
    if same and all(new is old for new, old in zip(skills, unit.skills, strict=True)):
        return unit
    return replace(unit, skills=skills, texts=texts)


def _skill_without(skill: Skill, gone: frozenset[Key]) -> Skill:
    kept = tuple(item for item in skill.items if item.key not in gone)
    return skill if len(kept) == len(skill.items) else replace(skill, items=kept)


def with_parts(tree: Tree, changed: Iterable[AnyPart]) -> Tree:
    """The tree with these parts in the place of those of the same key, in the course or the tray."""
    new = {part.key: part for part in changed}
    lying = tree.tray
    tray = Tray(_given(lying.skills, new), _given(lying.items, new), _given(lying.texts, new))
    return replace(tree, units=tuple(_unit_with(unit, new) for unit in _given(tree.units, new)), tray=tray)


def _given(parts: tuple[P, ...], new: Mapping[Key, AnyPart]) -> tuple[P, ...]:
    if not any(part.key in new for part in parts):
        return parts
    # A key stays with one kind of part for ever.
    return tuple(cast("P", new.get(part.key, part)) for part in parts)


def _unit_with(unit: Unit, new: Mapping[Key, AnyPart]) -> Unit:
    skills = tuple(_skill_with(skill, new) for skill in _given(unit.skills, new))
    texts = _given(unit.texts, new)
    if texts is unit.texts and all(one is other for one, other in zip(skills, unit.skills, strict=True)):
        return unit
    return replace(unit, skills=skills, texts=texts)


def _skill_with(skill: Skill, new: Mapping[Key, AnyPart]) -> Skill:
    items = _given(skill.items, new)
    return skill if items is skill.items else replace(skill, items=items)


def put(parts: Sequence[P], new: Sequence[P], place: int | None) -> tuple[P, ...]:
    """The parts with new ones at a place, at the end for None or for a place beyond it."""
    at = len(parts) if place is None else max(0, min(place, len(parts)))
    every = list(parts)
    every[at:at] = new
    return tuple(every)


def stepped(parts: Sequence[P], key: Key, way: Way) -> tuple[P, ...]:
    """The parts with one of them one up or down; the same where it stands at that edge."""
    at = next(number for number, part in enumerate(parts) if part.key == key)
    other = at - 1 if way == "up" else at + 1
    if not 0 <= other < len(parts):
        return tuple(parts)
    made = list(parts)
    made[at], made[other] = made[other], made[at]
    return tuple(made)


def titled(text: str, field: str = "title", most: int = LONGEST_TITLE) -> str:
    """A title in one line. Raises InvalidInput where there is none, or it is too long."""
    line = " ".join(text.split())
    if not line:
        raise InvalidInput("Write a title.", field=field)
    return within(line, field, most)


def within(text: str, field: str, most: int = LONGEST_TEXT) -> str:
    """A text that is not too long. Raises InvalidInput."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) > most:
        raise InvalidInput(f"Write at most {most} characters.", field=field)
    return text
