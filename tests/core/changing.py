"""Courses that change from version to version as authors change them, and what was learnt read under later names."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random
from typing import Any

from chiron.core.events import Event
from chiron.core.learning.content import fingerprint, from_content, to_content
from chiron.core.learning.course import Course
from chiron.core.learning.fold import Frame, fold
from chiron.core.learning.lineage.lines import Lineage, Published
from chiron.core.learning.lineage.naming import under
from chiron.core.learning.lineage.shape import shape_of
from chiron.core.learning.lineage.stepping import Step, from_json, step_between, to_json
from chiron.core.learning.mastery import model
from chiron.core.learning.state import LearnerState

Tree = dict[str, Any]


@dataclass
class History:
    """A course's versions in the order of their publishing."""

    published: list[Published] = field(default_factory=list)
    courses: dict[str, Course] = field(default_factory=dict)

    def publish(self, course: Course) -> str:
        """Publish a version, as the shelf does; its hash."""
        version = fingerprint(course)
        step = Step()
        if self.published:
            before = self.courses[self.published[-1].version]
            step = step_between(shape_of(to_content(before)), shape_of(to_content(course)))
            step = from_json(json.loads(json.dumps(to_json(step))))
        self.published.append(Published(version, step))
        self.courses[version] = course
        return version

    @property
    def lineage(self) -> Lineage:
        """What all parts are called today."""
        return Lineage.of(self.published)

    def frame(self, version: str) -> Frame:
        """What an event of a version was decided under, in today's names."""
        line, course = self.lineage.line(version), self.courses[version]
        if not line:
            return Frame(course, version, model())
        today = under(course, line)
        return Frame(today.course, version, model(), {version: today})

    def state(self, events: list[Event]) -> LearnerState:
        """What is known of a learner today."""
        frames = {version: self.frame(version) for version in self.courses}
        return fold(LearnerState(), events, lambda event: frames[event.draft.about.version])


class Author:
    """Changes a course as drafts do, writing down what was called otherwise."""

    def __init__(self, course: Course) -> None:
        self.tree: Tree = deepcopy(to_content(course))

    @property
    def course(self) -> Course:
        return from_content(json.loads(json.dumps(self.tree)))

    @property
    def skills(self) -> list[Tree]:
        return [skill for unit in self.tree["units"] for skill in unit["skills"]]

    def skill(self, name: str) -> Tree:
        return next(skill for skill in self.skills if skill["id"] == name)

    def rename(self, name: str, new: str) -> None:
        skill = self.skill(name)
        skill["id"], skill["was"] = new, [*skill.get("was", []), name]
        self._needs(lambda each: new if each == name else each)

    def rename_item(self, skill: str, name: str, new: str) -> None:
        item = next(one for one in self.skill(skill)["templates"] if one["id"] == name)
        item["id"], item["was"] = new, [*item.get("was", []), name]

    def move(self, skill: str, name: str, to: str) -> None:
        home, there = self.skill(skill), self.skill(to)
        item = next(one for one in home["templates"] if one["id"] == name)
        home["templates"].remove(item)
        taken = {one["id"] for one in there["templates"]}
        item["was"] = [*item.get("was", []), f"{skill}/{name}"]
        item["id"] = name if name not in taken else f"{name}-{skill}"
        there["templates"].append(item)
        if not home["templates"]:
            self.remove(skill)

    def merge(self, name: str, into: str) -> None:
        gone, stays = self.skill(name), self.skill(into)
        stays["was"] = [*stays.get("was", []), name, *gone.get("was", [])]
        for item in list(gone["templates"]):
            self.move(name, item["id"], into)
        self._needs(lambda each: into if each == name else each)

    def split(self, name: str, new: str, items: list[str]) -> None:
        old = self.skill(name)
        part = {**deepcopy(old), "id": new, "was": [*old.get("was", []), name]}
        part["templates"] = [item for item in part["templates"] if item["id"] in items]
        old["templates"] = [item for item in old["templates"] if item["id"] not in items]
        self.skills_around(name).insert(self.skills_around(name).index(old) + 1, part)

    def remove(self, name: str) -> None:
        around = self.skills_around(name)
        gone = self.skill(name)
        around.remove(gone)
        self._needs(lambda each: None if each == name else each)

    def remove_item(self, skill: str, name: str) -> None:
        home = self.skill(skill)
        home["templates"] = [one for one in home["templates"] if one["id"] != name]

    def skills_around(self, name: str) -> list[Tree]:
        found: list[Tree] = next(
            unit["skills"] for unit in self.tree["units"] if any(each["id"] == name for each in unit["skills"])
        )
        return found

    def _needs(self, named) -> None:
        for part in (*self.skills, *self.tree["goals"]):
            key = "prerequisites" if "prerequisites" in part or "templates" in part else "skills"
            kept = dict.fromkeys(now for each in part.get(key, []) if (now := named(each)) is not None)
            part[key] = [each for each in kept if each != part["id"]]
        order = {skill["id"]: place for place, skill in enumerate(self.skills)}
        for skill in self.skills:
            skill["prerequisites"] = [
                one for one in skill.get("prerequisites", []) if order.get(one, 99) < order[skill["id"]]
            ]
        for goal in self.tree["goals"]:
            goal["skills"] = goal["skills"] or [self.skills[-1]["id"]]

    def at_random(self, chance: Random, number: int) -> None:
        """One change of any kind."""
        names = [skill["id"] for skill in self.skills]
        kind, name = chance.choice(("rename", "item", "move", "merge", "split")), chance.choice(names)
        other = chance.choice(names)
        items = [item["id"] for item in self.skill(name)["templates"]]
        if kind == "rename":
            self.rename(name, f"skill-{number}")
        elif kind == "item":
            self.rename_item(name, chance.choice(items), f"item-{number}")
        elif kind == "move" and other != name:
            self.move(name, chance.choice(items), other)
        elif kind == "merge" and other != name and len(names) > 2:
            self.merge(name, other)
        elif kind == "split" and len(items) > 1:
            self.split(name, f"part-{number}", items[: len(items) // 2])
