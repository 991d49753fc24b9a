"""From one version to the next: which skill and item of the new one each of the old one is.

What the author declared with ``was`` comes first, in either direction, so that the way back is the way there; then
the same ids; then, for items alone, the same content word for word in another place. A ``was`` that stood in the old
version already is no news: it told of an earlier step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chiron.core.learning.lineage.shape import ItemShape, PartShape, Place, Shape, SkillShape
from chiron.core.words import Json


@dataclass(frozen=True, slots=True)
class Step:
    """What is called otherwise in the new version; what is not named keeps its name.

    ``items`` names those that are not found under their own id at the skill that theirs became. What the new version
    does not have keeps its old name, and is found again where a later version has it back.
    """

    skills: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[Place, Place] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    goals: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.skills or self.items or self.units or self.goals)

    def skill(self, name: str) -> str:
        """The skill's name in the new version."""
        return self.skills.get(name, name)

    def item(self, place: Place) -> Place:
        """The item's place in the new version."""
        return self.items.get(place, (self.skill(place[0]), place[1]))


def step_between(old: Shape, new: Shape) -> Step:
    """The step from one version to another, newer or older."""
    found = _Finder(old, new)
    items = {place: there for place in old.items if (there := found.item(place)) is not None}
    skills = {skill.id: found.skill(skill, items) for skill in old.skills}
    moved = {skill: now for skill, now in skills.items() if now != skill}
    units = _parts(old.units, new.units, moved, whole=False)
    goals = _parts(old.goals, new.goals, moved, whole=True)
    other = {place: there for place, there in items.items() if there != (skills[place[0]], place[1])}
    return Step(moved, other, units, goals)


class _Finder:
    """Looks for the parts of ``old`` in ``new``."""

    def __init__(self, old: Shape, new: Shape) -> None:
        self.old, self.new = old, new
        self.linked = {skill.id: self._linked(skill) for skill in old.skills}
        self.claims = self._claims()
        self.alone = self._alone()

    def _linked(self, skill: SkillShape) -> tuple[str, ...]:
        """The new skills that this one is, or is part of, in teaching order."""
        now = self.new.by_id.get(skill.id)
        back = _news(skill.was, now.was if now is not None else ())
        return tuple(
            other.id
            for other in self.new.skills
            if other.id == skill.id or other.id in back or skill.id in self._told(other)
        )

    def _told(self, skill: SkillShape) -> frozenset[str]:
        before = self.old.by_id.get(skill.id)
        return _news(skill.was, before.was if before is not None else ())

    def _claims(self) -> dict[Place, list[Place]]:
        """Old place -> the new places of which a ``was`` says that they are it."""
        found: dict[Place, list[Place]] = {}
        for place, item in self.new.items.items():
            before = self.old.items.get(place)
            for name in sorted(_news(item.was, before.was if before is not None else ())):
                for owner in self._owners(name, place[0]):
                    found.setdefault(owner, []).append(place)
        for place, item in self.old.items.items():
            now = self.new.items.get(place)
            for name in sorted(_news(item.was, now.was if now is not None else ())):
                for there in self._homes(name, place[0]):
                    found.setdefault(place, []).append(there)
        return found

    def _owners(self, name: str, skill: str) -> Iterable[Place]:
        """The old items that a new item of ``skill`` means by a former id."""
        former, _, id = name.rpartition("/")
        if former in self.old.by_id:
            return [(former, id)] if (former, id) in self.old.items else []
        # A skill that was renamed since goes by its new name there.
        places = [(old, id) for old, now in self.linked.items() if (former or skill) in now]
        return [place for place in places if place in self.old.items]

    def _homes(self, name: str, skill: str) -> Iterable[Place]:
        """The new items that an old item of ``skill`` was before: the way back."""
        former, _, id = name.rpartition("/")
        if former in self.new.by_id:
            return [(former, id)] if (former, id) in self.new.items else []
        places = [(now, id) for now in self.linked.get(former or skill, ())]
        return [place for place in places if place in self.new.items]

    def _alone(self) -> dict[str, Place]:
        """New items by content where only one has it and it stood nowhere in the old version."""
        counts = Counter(item.digest for item in self.new.items.values())
        before = Counter(item.digest for item in self.old.items.values())
        return {
            item.digest: place
            for place, item in self.new.items.items()
            if counts[item.digest] == 1 and before[item.digest] == 1 and place not in self.old.items
        }

    def item(self, place: Place) -> Place | None:
        """Where an old item is now, None where the new version has it nowhere."""
        item, stays = self.old.items[place], self.new.items.get(place)
        if stays is not None and stays.digest == item.digest:
            return place
        if place in self.claims:
            return self._best(item, self.claims[place])
        same = [(skill, place[1]) for skill in self.linked[place[0]] if (skill, place[1]) in self.new.items]
        same.sort(key=lambda there: there != place)
        return self._best(item, same) if same else self.alone.get(item.digest)

    def _best(self, item: ItemShape, places: list[Place]) -> Place:
        return next((place for place in places if self.new.items[place].digest == item.digest), places[0])

    def skill(self, skill: SkillShape, items: Mapping[Place, Place]) -> str:
        """What a skill is called now: where its items are, in doubt its own name."""
        where = Counter(items[skill.id, item.id][0] for item in skill.items if (skill.id, item.id) in items)
        linked = self.linked[skill.id]
        if skill.id in linked and (where[skill.id] or len(linked) == 1):
            return skill.id
        if linked:
            return max(linked, key=lambda name: (where[name], name == skill.id))
        most = where.most_common(1)
        return most[0][0] if most and 2 * most[0][1] > len(skill.items) else skill.id


def _news(now: tuple[str, ...], before: tuple[str, ...]) -> frozenset[str]:
    return frozenset(now) - frozenset(before)


def _parts(
    old: tuple[PartShape, ...], new: tuple[PartShape, ...], skills: Mapping[str, str], *, whole: bool
) -> dict[str, str]:
    """Units or goals that have another id now: by the most of their skills, goals by all of them; else by title."""
    known, before = {part.id for part in new}, {part.id for part in old}
    found: dict[str, str] = {}
    for part in old:
        if part.id in known:
            continue
        wanted = {skills.get(name, name) for name in part.skills}
        free = [each for each in new if each.id not in before]
        shared = {each.id: len(wanted & set(each.skills)) for each in free}
        alike = [each for each in free if set(each.skills) == wanted] if whole else [
            each for each in free if 2 * shared[each.id] > len(wanted)
        ]  # fmt: skip
        alike = alike or [each for each in free if each.title == part.title]
        if alike:
            found[part.id] = max(alike, key=lambda each: shared[each.id]).id
    return found


def to_json(step: Step) -> Json:
    """The step as it is kept."""
    items = {"/".join(place): "/".join(there) for place, there in step.items.items()}
    told = {"skills": dict(step.skills), "items": items, "units": dict(step.units), "goals": dict(step.goals)}
    return {name: each for name, each in told.items() if each}


def from_json(told: Json) -> Step:
    """The step that was kept."""
    items = {_place(name): _place(there) for name, there in told.get("items", {}).items()}
    return Step(told.get("skills", {}), items, told.get("units", {}), told.get("goals", {}))


def _place(name: str) -> Place:
    skill, _, item = name.partition("/")
    return skill, item
