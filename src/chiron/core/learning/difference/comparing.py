"""The difference of two contents: the course's head, then unit by unit and skill by skill, then what is gone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from chiron.core.learning.difference.fields import Tree, changed_fields, stem, told
from chiron.core.learning.difference.listed import listed
from chiron.core.learning.difference.shape import Change, Difference, Group, Kind
from chiron.core.learning.lineage.shape import shape_of
from chiron.core.learning.lineage.stepping import Step, step_between
from chiron.core.words import Json

HEAD = ("title", "summary", "licence", "authors", "audience", "scope", "objectives", "locale", "flows", "guidelines",
        "checks", "proposals")  # fmt: skip
OWN_ITEM = ("id", "was", "steps")
OWN_SKILL = ("id", "was", "templates", "prerequisites", "misconceptions", "resources")


def compare(old: Json, new: Json, step: Step | None = None) -> Difference:
    """Everything that is other in ``new``. ``step`` is the way from ``old`` to it where it is known already."""
    return _Comparing(old, new, step or step_between(shape_of(old), shape_of(new))).difference()


class _Comparing:
    def __init__(self, old: Json, new: Json, step: Step) -> None:
        self.old, self.new, self.step = old, new, step
        self.old_skills = {skill["id"]: skill for unit in old["units"] for skill in unit.get("skills", ())}
        self.new_skills = {skill["id"]: skill for unit in new["units"] for skill in unit.get("skills", ())}
        self.old_unit = {skill["id"]: unit for unit in old["units"] for skill in unit.get("skills", ())}
        self.came: dict[str, list[str]] = {}
        for name in self.old_skills:
            self.came.setdefault(step.skill(name), []).append(name)
        self.where = {
            (skill, item["id"]): step.item((skill, item["id"]))
            for skill, each in self.old_skills.items()
            for item in each["templates"]
        }
        self.from_: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for place, there in self.where.items():
            self.from_.setdefault(there, []).append(place)
        self.out_of_order = self._out_of_order()

    def difference(self) -> Difference:
        """All groups."""
        groups = [Group("", "", str(self.new["title"]), tuple(self._head()))]
        for unit in self.new["units"]:
            groups.append(Group(unit["id"], "", unit["title"], tuple(self._unit(unit))))
            for skill in unit.get("skills", ()):
                groups.append(Group(unit["id"], skill["id"], skill["title"], tuple(self._skill(unit, skill))))
        groups += self._gone()
        return Difference(tuple(group for group in groups if group.changes))

    def _out_of_order(self) -> set[str]:
        """Units, and skills of a unit that they were in before, that stand behind others than before."""
        found = out_of_order([self._same_unit(one) for one in self.old["units"]], _ids(self.new["units"]))
        before = {self._same_unit(one): one for one in self.old["units"]}
        for unit in self.new["units"]:
            was = before.get(unit["id"], {}).get("skills", ())
            found |= out_of_order([self.step.skill(one["id"]) for one in was], _ids(unit.get("skills", ())))
        return found

    def _head(self) -> Iterator[Change]:
        old, new, title = self.old, self.new, str(self.new["title"])
        for name, before, after in changed_fields(_only(old, HEAD), _only(new, HEAD)):
            yield Change("course", "changed", "field", title, "", {"field": name}, before, after)
        was = [self._titled(goal, was=True) for goal in old.get("goals", ())]
        now = [self._titled(goal) for goal in new.get("goals", ())]
        yield from listed("goal", was, now, dict(self.step.goals))
        yield from listed("term", old.get("glossary", ()), new.get("glossary", ()), by="term")
        yield from listed("resource", old.get("resources", ()), new.get("resources", ()), by="title")
        yield from self._languages()
        yield from self._files("media")
        yield from self._files("packages")

    def _titled(self, goal: Tree, was: bool = False) -> Tree:
        """A goal with the titles of its skills, those of today where they are the same skills."""
        now = [self.step.skill(name) if was else name for name in goal["skills"]]
        titles = [self._title(one) for one in dict.fromkeys(now)]
        return {**goal, "skills": titles}

    def _title(self, name: str) -> str:
        return str(self.new_skills.get(name, self.old_skills.get(name, {"title": name}))["title"])

    def _languages(self) -> Iterator[Change]:
        old, new = self.old.get("languages", {}), self.new.get("languages", {})
        for tag in sorted({*old, *new}):
            if tag not in old or tag not in new:
                kind: Kind = "new" if tag in new else "gone"
                yield Change("language", kind, f"language-{kind}", tag, tag)
            elif old[tag] != new[tag]:
                count = _leaves(old[tag].get("texts", {}), new[tag].get("texts", {}))
                yield Change("language", "changed", "language-texts", tag, tag, {"count": str(count)})

    def _files(self, field: str) -> Iterator[Change]:
        what = "media" if field == "media" else "package"
        old, new = self.old.get(field, {}), self.new.get(field, {})
        for name in sorted({*old, *new}):
            if old.get(name) != new.get(name):
                kind: Kind = "new" if name not in old else "gone" if name not in new else "changed"
                yield Change("media", kind, f"{what}-{kind}", name, name)

    def _unit(self, unit: Tree) -> Iterator[Change]:
        before = next((one for one in self.old["units"] if self._same_unit(one) == unit["id"]), None)
        if before is None:
            yield Change("unit", "new", "unit-new", unit["title"], unit["id"])
            before = {}
        else:
            for name, was, now in changed_fields(before, unit, ("id", "skills", "readings")):
                yield Change("unit", "changed", "field", unit["title"], unit["id"], {"field": name}, was, now)
            if unit["id"] in self.out_of_order:
                yield Change("unit", "order", "unit-order", unit["title"], unit["id"])
        yield from self._readings(unit)

    def _same_unit(self, unit: Tree) -> str:
        return self.step.units.get(unit["id"], unit["id"])

    def _readings(self, unit: Tree) -> Iterator[Change]:
        old = {one["id"]: (one, each) for each in self.old["units"] for one in each.get("readings", ())}
        for reading in unit.get("readings", ()):
            title, id = reading["title"], reading["id"]
            if id not in old:
                yield Change("reading", "new", "reading-new", title, id)
                continue
            was, home = old[id]
            if self._same_unit(home) != unit["id"]:
                yield Change("reading", "moved", "reading-moved", title, id, {"unit": home["title"]})
            for name, before, after in changed_fields(was, reading, ("id",)):
                yield Change("reading", "changed", "field", title, id, {"field": name}, before, after)

    def _skill(self, unit: Tree, skill: Tree) -> Iterator[Change]:
        name, title = skill["id"], skill["title"]
        came = self.came.get(name, [])
        before = self.old_skills[name if name in came else came[0]] if came else None
        yield from self._named(skill, came, before)
        if before is not None:
            home = self.old_unit[before["id"]]
            if self._same_unit(home) != unit["id"]:
                yield Change("skill", "moved", "skill-moved", title, name, {"unit": home["title"]})
            elif name in self.out_of_order:
                yield Change("skill", "order", "skill-order", title, name)
            for field, was, now in changed_fields(before, skill, OWN_SKILL):
                yield Change("skill", "changed", "field", title, name, {"field": field}, was, now)
            yield from self._needs(skill, before)
            yield from listed("misconception", before.get("misconceptions", ()), skill.get("misconceptions", ()))
            yield from listed("resource", before.get("resources", ()), skill.get("resources", ()), by="title")
        for item in skill["templates"]:
            yield from self._item(skill, item)
        yield from self._items_gone(name)

    def _named(self, skill: Tree, came: list[str], before: Tree | None) -> Iterator[Change]:
        """Whether it is new, and which skills of before it is."""
        name, title = skill["id"], skill["title"]
        if before is None:
            parts = [was for was in skill.get("was", ()) if was in self.old_skills]
            parts += [was for was, old in self.old_skills.items() if name in old.get("was", ())]
            if parts:
                yield Change("skill", "split", "skill-split", title, name, {"was": self.old_skills[parts[0]]["title"]})
            else:
                yield Change("skill", "new", "skill-new", title, name, {"count": str(len(skill["templates"]))})
            return
        if before["id"] != name:
            yield Change("skill", "renamed", "skill-named", title, name, {"was": before["title"]})
        others = [self.old_skills[one]["title"] for one in came if one != before["id"]]
        if others:
            yield Change("skill", "merged", "skill-merged", title, name, {"others": ", ".join(others)})

    def _needs(self, skill: Tree, before: Tree) -> Iterator[Change]:
        was = list(dict.fromkeys(self.step.skill(one) for one in before.get("prerequisites", ())))
        now = list(skill.get("prerequisites", ()))
        if set(was) != set(now):
            before_, after = ("\n".join(map(self._title, names)) for names in (was, now))
            yield Change("skill", "changed", "skill-needs", skill["title"], skill["id"], {}, before_, after)

    def _item(self, skill: Tree, item: Tree) -> Iterator[Change]:
        came = self.from_.get((skill["id"], item["id"]), [])
        title, id = stem(item), item["id"]
        if not came:
            yield Change("item", "new", "item-new", title, id)
            return
        place = (skill["id"], id) if (skill["id"], id) in came else came[0]
        before = next(one for one in self.old_skills[place[0]]["templates"] if one["id"] == place[1])
        if self.step.skill(place[0]) != skill["id"]:
            was = self.old_skills[place[0]]["title"]
            yield Change("item", "moved", "item-moved", title, id, {"skill": was})
        elif place[1] != id:
            yield Change("item", "renamed", "item-named", title, id, {"was": place[1]})
        for field, was, now in changed_fields(before, item, OWN_ITEM):
            yield Change("item", "changed", "item-field", title, id, {"field": field}, was, now)
        yield from _steps(before, item, title)

    def _items_gone(self, skill: str) -> Iterator[Change]:
        """Items of the skills that this one is which the new version has nowhere."""
        for old in self.came.get(skill, ()):
            for item in self.old_skills[old]["templates"]:
                there = self.where[old, item["id"]]
                known = self.new_skills.get(there[0], {"templates": ()})["templates"]
                if there[0] == skill and not any(one["id"] == there[1] for one in known):
                    yield Change("item", "gone", "item-gone", stem(item), item["id"])

    def _gone(self) -> Iterator[Group]:
        """What the new version has no more: skills, and units with their texts."""
        readings = {one["id"] for unit in self.new["units"] for one in unit.get("readings", ())}
        units = {unit["id"] for unit in self.new["units"]}
        for unit in self.old["units"]:
            own: list[Change] = []
            if self._same_unit(unit) not in units:
                own.append(Change("unit", "gone", "unit-gone", unit["title"], unit["id"]))
            own += [
                Change("reading", "gone", "reading-gone", one["title"], one["id"])
                for one in unit.get("readings", ())
                if one["id"] not in readings
            ]
            yield Group(unit["id"], "", unit["title"], tuple(own))
            for skill in unit.get("skills", ()):
                if self.step.skill(skill["id"]) not in self.new_skills:
                    change = Change("skill", "gone", "skill-gone", skill["title"], skill["id"])
                    yield Group(unit["id"], skill["id"], skill["title"], (change,))


def _steps(old: Tree, new: Tree, title: str) -> Iterator[Change]:
    before = {step["id"]: step for step in old["steps"]}
    for number, step in enumerate(new["steps"], 1):
        was = before.get(step["id"])
        told_by = {"step": str(number)}
        if was is None:
            yield Change("item", "changed", "step-new", title, new["id"], told_by, None, step.get("prompt", ""))
            continue
        for field, one, other in changed_fields(was, step, ("id",)):
            yield Change("item", "changed", "step-field", title, new["id"], {**told_by, "field": field}, one, other)
    now = [step["id"] for step in new["steps"]]
    for number, step in enumerate(old["steps"], 1):
        if step["id"] not in now:
            values = {"step": str(number)}
            yield Change("item", "changed", "step-gone", title, new["id"], values, step.get("prompt", ""), None)
    was_order, now_order = [one for one in before if one in now], [one for one in now if one in before]
    if was_order != now_order:
        yield Change(
            "item", "changed", "item-field", title, new["id"], {"field": "steps"}, told(was_order), told(now_order)
        )


def _only(tree: Tree, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: tree[name] for name in names if name in tree}


def _ids(parts: Sequence[Tree]) -> list[str]:
    return [part["id"] for part in parts]


def out_of_order(before: Sequence[str], now: Sequence[str]) -> set[str]:
    """The fewest of those in both that must have been moved: all but a longest run that kept its order."""
    place = {name: number for number, name in enumerate(dict.fromkeys(before))}
    shared = [name for name in now if name in place]
    ends, tails, link = list[int](), list[str](), dict[str, str | None]()
    for name in shared:  # patience sorting: the smallest end of a run of each length
        at = bisect_left(ends, place[name])
        link[name] = tails[at - 1] if at else None
        ends[at : at + 1], tails[at : at + 1] = [place[name]], [name]
    kept, last = set[str](), tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = link[last]
    return set(shared) - kept


def _leaves(old: Json, new: Json) -> int:
    """How many texts are other."""
    if isinstance(old, dict) and isinstance(new, dict):
        return sum(_leaves(old.get(name), new.get(name)) for name in {*old, *new})
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return sum(map(_leaves, old, new))
    return int(old != new)
