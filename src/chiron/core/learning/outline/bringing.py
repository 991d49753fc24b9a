"""Bringing parts of one tree into another: nothing twice, ids unique, what needs what along where both ends come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from chiron.core.errors import InvalidInput
from chiron.core.learning.outline.edits import skill_at, unit_at, with_parts
from chiron.core.learning.outline.ids import taught_ids, unique
from chiron.core.learning.outline.loops import needs, way_back
from chiron.core.learning.outline.tree import Item, Key, Names, Skill, Text, Tree, Unit

MOST_ITEMS = 20_000
TOO_MANY = f"A course has at most {MOST_ITEMS} items. Choose fewer."


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to take, by the keys of the source's tree. A unit brings all in it, a skill all its items.

    Items alone go into ``into_skill``, or else into a skill of the draft with the title of theirs, made where there is
    none; skills and texts go into ``into_unit``, or else likewise into a unit by title. Nothing chosen means all.
    """

    units: tuple[Key, ...] = ()
    skills: tuple[Key, ...] = ()
    items: tuple[Key, ...] = ()
    texts: tuple[Key, ...] = ()
    into_unit: Key | None = None
    into_skill: Key | None = None

    @property
    def whole(self) -> bool:
        """Whether all of the source is meant."""
        return not (self.units or self.skills or self.items or self.texts)


@dataclass(frozen=True, slots=True)
class Brought:
    """The tree afterwards. ``there`` counts what it had already; ``renamed`` are ids of the source and of the draft."""

    tree: Tree
    skills: int
    items: int
    texts: int
    there: int
    renamed: tuple[tuple[str, str], ...] = ()


def there_already(tree: Tree, source: Tree) -> frozenset[Key]:
    """The items and texts of a source that a draft has, in its course or its tray: their pieces are the same."""
    items, texts = _known(tree)
    found = [item.key for item in source.items.values() if item.piece in items]
    found += [text.key for text in source.texts.values() if (text.piece, text.title) in texts]
    return frozenset(found)


def _known(tree: Tree) -> tuple[set[str], set[tuple[str, str]]]:
    items = {item.piece for item in (*tree.items.values(), *tree.tray.items)}
    return items, {(text.piece, text.title) for text in (*tree.texts.values(), *tree.tray.texts)}


def bring(tree: Tree, source: Tree, chosen: Chosen) -> Brought:
    """Bring what is chosen. Raises Conflict where what it is to go into is gone, InvalidInput where that is nothing."""
    if chosen.into_unit is not None:
        unit_at(tree, chosen.into_unit)
    if chosen.into_skill is not None:
        skill_at(tree, chosen.into_skill)
    work = _Bringing(tree, source, chosen)
    for unit in source.units:
        work.unit(unit)
    return work.done()


@dataclass(slots=True)
class _Part:
    """A skill of the draft to which something comes."""

    skill: Skill
    new: bool
    items: list[Item] = field(default_factory=list)


class _Bringing:
    """One use."""

    def __init__(self, tree: Tree, source: Tree, chosen: Chosen) -> None:
        self.tree, self.source, self.chosen = tree, source, chosen
        self.known_items, self.known_texts = _known(tree)
        self.ids = taught_ids(tree)
        self.unit_ids = {unit.id for unit in tree.units}
        self.next = tree.next
        self.by_title = {_folded(skill.title): skill for skill in reversed(tree.skills.values())}
        self.units = {unit.key: unit for unit in tree.units}
        self.unit_by_title = {_folded(unit.title): unit.key for unit in reversed(tree.units)}
        self.parts: dict[Key, _Part] = {}
        self.meant: dict[Key, Key] = {}
        """Skills of the source and those of the draft that they are."""
        self.home: dict[Key, Key] = {}
        """New skills and the units of the draft that they go into."""
        self.texts: list[tuple[Key, Text]] = []
        self.there = 0
        self.renamed: list[tuple[str, str]] = []

    def key(self, letter: str) -> Key:
        self.next += 1
        return f"{letter}{self.next - 1}"

    def name(self, wanted: str) -> str:
        given = unique(wanted, self.ids)
        self.ids.add(given)
        if given != wanted:
            self.renamed.append((wanted, given))
        return given

    def unit(self, unit: Unit) -> None:
        """What is chosen of one unit."""
        chosen = self.chosen
        all_of_it = chosen.whole or unit.key in chosen.units
        for skill in unit.skills:
            whole = all_of_it or skill.key in chosen.skills
            items = [item for item in skill.items if whole or item.key in chosen.items]
            if whole or items:
                self.skill(unit, skill, items, whole)
        for text in unit.texts:
            if all_of_it or text.key in chosen.texts:
                self.text(unit, text)

    def skill(self, unit: Unit, skill: Skill, items: list[Item], whole: bool) -> None:
        """A skill with some of its items: into one that is there, or as a new one."""
        fresh = [item for item in items if item.piece not in self.known_items]
        self.there += len(items) - len(fresh)
        into = None
        if not whole and self.chosen.into_skill is not None:
            into = self.tree.skills[self.chosen.into_skill]
        else:
            same = self.by_title.get(_folded(skill.title))
            if same is not None and (not whole or not skill.piece or skill.piece == same.piece):
                into = same
        if into is None:
            if not fresh and items and not self.taught(skill):
                return
            into = self.new_skill(unit, skill)
        elif whole or self.chosen.into_skill is None:
            self.meant[skill.key] = into.key
        part = self.parts.setdefault(into.key, _Part(into, new=False))
        part.items += fresh

    @staticmethod
    def taught(skill: Skill) -> bool:
        """Whether a skill brings something beside its items."""
        return bool(skill.lesson)

    def new_skill(self, unit: Unit, skill: Skill) -> Skill:
        made = replace(
            skill, key=self.key("s"), id=self.name(skill.id), items=(), prerequisites=(), was=(), names=(), out_of=""
        )
        self.parts[made.key] = _Part(made, new=True)
        self.meant[skill.key] = made.key
        self.home[made.key] = self.unit_for(unit)
        return made

    def unit_for(self, unit: Unit) -> Key:
        """The unit of the draft into which something of a source's unit goes."""
        if self.chosen.into_unit is not None:
            return self.chosen.into_unit
        known = self.unit_by_title.get(_folded(unit.title))
        if known is not None:
            return known
        name = unique(unit.id, self.unit_ids)
        self.unit_ids.add(name)
        made = replace(unit, key=self.key("u"), id=name, skills=(), texts=())
        self.units[made.key] = made
        self.unit_by_title[_folded(unit.title)] = made.key
        return made.key

    def text(self, unit: Unit, text: Text) -> None:
        if (text.piece, text.title) in self.known_texts:
            self.there += 1
            return
        made = replace(text, key=self.key("r"), id=self.name(text.id), out_of="")
        self.texts.append((self.unit_for(unit), made))

    def done(self) -> Brought:
        """The tree with everything in its place."""
        skills = [part for part in self.parts.values() if part.new]
        items = sum(len(part.items) for part in self.parts.values())
        if not (skills or items or self.texts):
            if not self.there:
                raise InvalidInput("Choose something first.")
            return Brought(self.tree, 0, 0, 0, self.there)
        if len(self.tree.items) + items > MOST_ITEMS:
            raise InvalidInput(TOO_MANY)
        filled = {key: self.filled(part) for key, part in self.parts.items()}
        tree = with_parts(self.tree, [filled[key] for key, part in self.parts.items() if not part.new])
        units = {unit.key: unit for unit in tree.units}
        for key in self.units:
            unit = units.get(key, self.units[key])
            new = [filled[skill] for skill, home in self.home.items() if home == key]
            texts = [self.told(text) for home, text in self.texts if home == key]
            units[key] = replace(unit, skills=(*unit.skills, *new), texts=(*unit.texts, *texts))
        tree = self.linked(replace(tree, units=tuple(units.values()), next=self.next))
        return Brought(tree, len(skills), items, len(self.texts), self.there, tuple(self.renamed))

    def filled(self, part: _Part) -> Skill:
        """A skill with the items that come to it, each with an id of its own there."""
        taken = {item.id for item in part.skill.items}
        items = list(part.skill.items)
        for item in part.items:
            name = unique(item.id, taken)
            taken.add(name)
            items.append(replace(item, key=self.key("i"), id=name, was=(), out_of="", names=self.names(item.names)))
        return replace(part.skill, items=tuple(items))

    def told(self, text: Text) -> Text:
        return replace(text, skills=self.there_of(text.skills))

    def there_of(self, keys: Iterable[Key]) -> tuple[Key, ...]:
        """The draft's skills for those of the source that have one here."""
        return tuple(dict.fromkeys(self.meant[key] for key in keys if key in self.meant))

    def names(self, names: Names) -> Names:
        return tuple((name, self.meant.get(key) or self.titled(key)) for name, key in names)

    def titled(self, key: Key) -> Key:
        skill = self.source.skills.get(key)
        same = None if skill is None else self.by_title.get(_folded(skill.title))
        return "" if same is None else same.key

    def linked(self, tree: Tree) -> Tree:
        """What needs what, where both ends are here; what would make a circle stays away."""
        needed = {key: list(keys) for key, keys in needs(tree).items()}
        changed: dict[Key, Skill] = {}
        for theirs, ours in self.meant.items():
            source = self.source.skills[theirs]
            for key in self.there_of(source.prerequisites):
                if key != ours and key not in needed[ours] and not way_back(needed, ours, key):
                    needed[ours].append(key)
            skill, names = tree.skills[ours], tree.skills[ours].names
            if self.parts[ours].new if ours in self.parts else False:
                names = self.names(source.names)
            if tuple(needed[ours]) != skill.prerequisites or names != skill.names:
                changed[ours] = replace(skill, prerequisites=tuple(needed[ours]), names=names)
        return with_parts(tree, changed.values())


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()
