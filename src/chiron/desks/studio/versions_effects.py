"""What publishing a version changes for whom: pure, given the two versions, the learners and what staff set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from chiron.core.learning.lineage.shape import Place
from chiron.core.learning.lineage.stepping import Step
from chiron.desks.studio.versions_naming import Named, now_named

Why = Literal["kept", "joined", "open", "goal-gone", "goal-more", "goal-less"]
"""They showed something of a skill that goes; what they showed is counted at other skills, or together, from now on;
they have something open that goes; their goal goes, asks for more, or for less."""
WHYS: tuple[Why, ...] = ("open", "goal-gone", "goal-more", "goal-less", "kept", "joined")
MOST_NAMES = 60
"""So many people of a class are named."""


@dataclass(frozen=True, slots=True)
class Learner:
    """What of a learner matters here: skills met, goal, and items that are open."""

    id: UUID
    skills: frozenset[str] = frozenset()
    goal: str | None = None
    open: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """A class with its learners; ``taught`` by whoever asks."""

    name: str
    learners: frozenset[UUID]
    taught: bool


@dataclass(frozen=True, slots=True)
class Touched:
    """A person whom it concerns, and why; only for those who teach them."""

    id: UUID
    name: str
    whys: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class InRoom:
    """What it means for a class: how many have begun, how many it concerns and by why; who, where the reader teaches
    them."""

    name: str
    begun: int
    touched: int
    counts: Mapping[Why, int]
    people: tuple[Touched, ...] = ()


@dataclass(frozen=True, slots=True)
class Loses:
    """Something that staff set of which skills go: their titles; ``empty``: nothing is left of it."""

    what: str
    room: str
    title: str
    skills: tuple[str, ...]
    empty: bool


@dataclass(frozen=True, slots=True)
class Gains:
    """Something that staff set that names more skills from now on, as one of its is several: their titles."""

    what: str
    room: str
    title: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalChange:
    """A goal whose skills are others: titles of those that come and go, ``learners`` who have it."""

    title: str
    gone: bool
    more: tuple[str, ...]
    less: tuple[str, ...]
    learners: int


@dataclass(frozen=True, slots=True)
class Effects:
    """What publishing changes for whom. ``looked`` of ``begun`` learners were looked at. ``again``: what every learner
    showed is worked out anew, as parts go by other names."""

    begun: int = 0
    looked: int = 0
    counts: Mapping[Why, int] = field(default_factory=dict)
    rooms: tuple[InRoom, ...] = ()
    goals: tuple[GoalChange, ...] = ()
    loses: tuple[Loses, ...] = ()
    gains: tuple[Gains, ...] = ()
    skills_gone: tuple[tuple[str, int], ...] = ()
    """Title of a skill that goes, and how many learners showed something of it."""
    again: bool = False


@dataclass(frozen=True)
class _Course:
    """What of a content matters here."""

    skills: Mapping[str, Mapping[str, Any]]
    items: frozenset[Place]
    goals: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> _Course:
        skills = {skill["id"]: skill for unit in content["units"] for skill in unit.get("skills", ())}
        items = frozenset((name, item["id"]) for name, skill in skills.items() for item in skill["templates"])
        return cls(skills, items, {goal["id"]: goal for goal in content.get("goals", ())})

    def needed(self, goal: str) -> frozenset[str]:
        """A goal's skills with all that they need."""
        found, waiting = set[str](), [name for name in self.goals[goal]["skills"] if name in self.skills]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.extend(one for one in self.skills[name].get("prerequisites", ()) if one in self.skills)
        return frozenset(found)

    def titles(self, names: Iterable[str]) -> tuple[str, ...]:
        """The titles of skills, in teaching order."""
        wanted = set(names)
        return tuple(str(skill["title"]) for name, skill in self.skills.items() if name in wanted)


def effects(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    step: Step,
    learners: Sequence[Learner],
    begun: int,
    rooms: Sequence[Room],
    names: Mapping[UUID, str],
    named: Sequence[Named],
    again: bool,
) -> Effects:
    """What is other for whom. ``names`` are those of the people whom the reader teaches."""
    was, now = _Course.of(old), _Course.of(new)
    gone = frozenset(name for name in was.skills if step.skill(name) not in now.skills)
    goals = _goals(was, now, step)
    joined = _joined(was, step)
    whys = {one.id: _whys(one, was, now, step, gone, joined, goals) for one in learners}
    shown = [(name, sum(name in one.skills for one in learners)) for name in was.skills if name in gone]
    counted = {goal: sum(one.goal == goal for one in learners) for goal in goals}
    return Effects(
        begun=begun,
        looked=len(learners),
        counts=_counts(whys.values()),
        rooms=tuple(_in_room(room, learners, whys, names) for room in rooms if room.learners & whys.keys()),
        goals=tuple(GoalChange(*told, counted[goal]) for goal, told in goals.items()),
        loses=tuple(_losing(named, was, gone)),
        gains=tuple(_gaining(named, was, now, step)),
        skills_gone=tuple((str(was.skills[name]["title"]), count) for name, count in shown),
        again=again,
    )


_Told = tuple[str, bool, tuple[str, ...], tuple[str, ...]]


def _goals(was: _Course, now: _Course, step: Step) -> dict[str, _Told]:
    """Old goal -> its title, whether it goes, the titles that come to it and that go from it."""
    found: dict[str, _Told] = {}
    for id, goal in was.goals.items():
        there = step.goals.get(id, id)
        before = {step.skill(name): name for name in was.needed(id)}
        if there not in now.goals:
            found[id] = (str(goal["title"]), True, (), ())
            continue
        after = now.needed(there)
        more = now.titles(name for name in after if name not in before)
        less = was.titles(old for name, old in before.items() if name not in after)
        if more or less:
            found[id] = (str(goal["title"]), False, more, less)
    return found


def _joined(was: _Course, step: Step) -> frozenset[str]:
    """Old skills of which the answers, or some of them, count at another skill or with another's from now on."""
    came: dict[str, int] = {}
    for name in was.skills:
        came[step.skill(name)] = came.get(step.skill(name), 0) + 1
    merged = {name for name in was.skills if came[step.skill(name)] > 1}
    moved = {skill for skill, item in was.items if step.item((skill, item))[0] != step.skill(skill)}
    return frozenset(merged | moved)


def _whys(
    one: Learner,
    was: _Course,
    now: _Course,
    step: Step,
    gone: frozenset[str],
    joined: frozenset[str],
    goals: Mapping[str, _Told],
) -> tuple[Why, ...]:
    found: list[Why] = []
    if any(place in was.items and step.item(place) not in now.items for place in one.open):
        found.append("open")
    if one.goal is not None and one.goal in goals:
        _title, goal_gone, more, less = goals[one.goal]
        told: tuple[tuple[Why, bool], ...] = (
            ("goal-gone", goal_gone), ("goal-more", bool(more)), ("goal-less", bool(less)),
        )  # fmt: skip
        found += [why for why, so in told if so]
    if one.skills & gone:
        found.append("kept")
    if one.skills & joined:
        found.append("joined")
    return tuple(found)


def _counts(whys: Iterable[tuple[Why, ...]]) -> dict[Why, int]:
    every = list(whys)
    told: dict[Why, int] = {why: sum(why in each for each in every) for why in WHYS}
    return {why: count for why, count in told.items() if count}


def _in_room(
    room: Room, learners: Sequence[Learner], whys: Mapping[UUID, tuple[Why, ...]], names: Mapping[UUID, str]
) -> InRoom:
    there = [one.id for one in learners if one.id in room.learners]
    touched = [id for id in there if whys[id]]
    known = [Touched(id, names[id], whys[id]) for id in touched if room.taught and id in names]
    known.sort(key=lambda one: one.name.casefold())
    return InRoom(room.name, len(there), len(touched), _counts(whys[id] for id in there), tuple(known[:MOST_NAMES]))


def _losing(named: Sequence[Named], was: _Course, gone: frozenset[str]) -> Iterable[Loses]:
    for one in named:
        lost = [name for name in one.skills if name in gone]
        if lost:
            empty = all(name in gone or name not in was.skills for name in one.skills)
            yield Loses(one.what, one.room, one.title, was.titles(lost), empty)


def _gaining(named: Sequence[Named], was: _Course, now: _Course, step: Step) -> Iterable[Gains]:
    called = now_named(step, now.skills.keys() - was.skills.keys())
    for one in named:
        more = set(called(one)) - {step.skill(name) for name in one.skills}
        if more:
            yield Gains(one.what, one.room, one.title, now.titles(more))
