"""What an author decides of the proposals: taken into the course, left, taken back, or written anew first.

Each deed reads the queue, changes the course's folder and writes the queue last, so that a crash leaves a proposal
open that stands in the course already; taking it again puts it in its own place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from chiron.core.errors import Conflict, InvalidInput, NotFound
from chiron.engine.library.importing.reviewing import (
    MOST_BATCHES,
    AnyProposal,
    Decision,
    OrderProposal,
    Proposal,
    Queue,
    SkillProposal,
    State,
    Was,
    load,
    save_queue,
    skill_of,
)
from chiron.engine.library.importing.reviewing_placing import Placing, let_in

SURE = 0.7
"""From here on a proposal is taken unreviewed, where the course says so."""
SKILL_LEFT = "Its skill is left. Choose another skill for it, or take the skill back."


@dataclass(slots=True)
class Decided:
    """What came of a decision: the keys that it changed, and why others could not be, by their keys."""

    keys: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


class Deciding:
    """One decision on a course's queue; one use. Raises NotFound where nothing was proposed, and InvalidInput."""

    def __init__(self, folder: Path) -> None:
        queue = load(folder)
        if queue is None:
            raise NotFound("Nothing was proposed from this text.")
        self.folder, self.queue, self._before = folder, queue, queue
        self.told = Decided()
        self._placing: Placing | None = None
        self._undoing = False

    @property
    def placing(self) -> Placing:
        """The course's folder, read when something of it is changed."""
        if self._placing is None:
            self._placing = Placing(self.folder, self.queue.language, self.queue.origin)
        return self._placing

    def _set(self, *changed: AnyProposal) -> None:
        self.queue = self.queue.changed(changed)
        self.told.keys += [one.key for one in changed if one.key not in self.told.keys]

    def close(self) -> Decided:
        """Write the course and the queue."""
        if self._placing is not None:
            self._settle()
            self._placing.save()
        were = tuple(was for key in self.told.keys if (was := _was(self._before.one(key))) != _was(self.queue.one(key)))
        if were and not self._undoing:
            number = self.queue.counted + 1
            decisions = (*self.queue.decisions, Decision(number, were))[-MOST_BATCHES:]
            self.queue = replace(self.queue, decisions=decisions, counted=number)
        if self.told.keys or self._undoing:
            save_queue(self.folder, self.queue)
        return self.told

    # -- taking

    def take(self, keys: Iterable[str], *, reviewed: bool = True) -> None:
        """Take these; what cannot be taken is told and stays open. Raises NotFound."""
        chosen = [self.queue.one(key) for key in keys]
        for one in sorted(chosen, key=_rank):
            now = self.queue.one(one.key)
            if now.state == "taken" and (not isinstance(now, Proposal) or now.seen or not reviewed):
                continue
            try:
                self._take(one, reviewed=reviewed)
            except InvalidInput as why:
                self.told.refused[one.key] = why.message

    def _take(self, one: AnyProposal, *, reviewed: bool) -> None:
        if isinstance(one, SkillProposal):
            self._set(replace(one, state="taken"))
            if one.id and self.placing.stands(one.id):
                self.placing.describe(one.id, one.title, one.objective)
        elif isinstance(one, OrderProposal):
            self._straight(one)
            self._set(replace(one, state="taken"))
            _ = self.placing
        else:
            self._take_item(one, reviewed=reviewed)

    def _take_item(self, item: Proposal, *, reviewed: bool) -> None:
        self.placing.made(item.question, "item")  # Refused before any skill is made for it.
        skill = self.queue.skill(item.skill)
        if skill is not None and skill.state == "left":
            raise InvalidInput(SKILL_LEFT, field="skill")
        page, title = item.page, item.skill or self.queue.title
        objective, known = title, ""
        if skill is not None:
            page, title, objective, known = skill.page or page, skill.title, skill.objective, skill.id
        elif self.placing.stands(item.skill):
            known = item.skill
        id = self.placing.skill(page, title, objective, known, self._later(item.skill))
        if skill is not None and (skill.state, skill.id) != ("taken", id):
            self._set(replace(skill, state="taken", id=id))
        self.placing.put(item.question, id, reviewed=reviewed, changed=item.edited)
        self._set(replace(item, state="taken", seen=reviewed))

    def _later(self, key: str) -> set[str]:
        """The ids of the skills that the text teaches after this one."""
        order = [skill.key for skill in self.queue.skills]
        return {skill.id for skill in self.queue.skills[order.index(key) + 1 :] if skill.id} if key in order else set()

    def _straight(self, one: OrderProposal) -> None:
        """Raises InvalidInput where it would close a circle, with the titles on the way."""
        taken: dict[str, list[str]] = {}
        for other in self.queue.orders:
            if other.state == "taken" and other.key != one.key:
                taken.setdefault(other.skill, []).append(other.before)
        ids = {skill.id: skill.key for skill in self.queue.skills if skill.id}
        ways, seen = [[one.before]], set[str]()
        while ways:
            way = ways.pop()
            if way[-1] == one.skill:
                said = " → ".join(f"“{self.queue.titled(key)}”" for key in (one.skill, *way))
                raise InvalidInput(f"It would close a circle: {said}.", field="before")
            if way[-1] not in seen:
                seen.add(way[-1])
                ways += [[*way, key] for key in (*taken.get(way[-1], ()), *self._standing(way[-1], ids))]
        order = [skill.key for skill in self.queue.skills]
        if {one.skill, one.before} <= set(order) and order.index(one.before) > order.index(one.skill):
            before, skill = self.queue.titled(one.before), self.queue.titled(one.skill)
            raise InvalidInput(f"The text teaches “{before}” after “{skill}”. Choose an earlier one.", field="before")

    def _standing(self, key: str, ids: dict[str, str]) -> Iterator[str]:
        """What the course itself says comes before a skill."""
        skill = self.queue.skill(key)
        id = key if skill is None else skill.id
        if id and self.placing.stands(id):
            yield from (ids.get(name, name) for name in self.placing.before(id))

    def _settle(self) -> None:
        """Give every skill that stands in the course what was taken of its prerequisites, and no other of them."""
        for one in self.queue.orders:
            skill, before = self._id(one.skill), self._id(one.before)
            if not skill or not before:
                continue
            now = self.placing.before(skill)
            if one.state == "taken" and before not in now and self.placing.sooner(before, skill):
                self.placing.put_before(skill, [*now, before])
            elif one.state != "taken" and before in now and one.key in self.told.keys:
                self.placing.put_before(skill, [name for name in now if name != before])

    def _id(self, key: str) -> str:
        """The id of a skill that stands in the course, else nothing."""
        skill = self.queue.skill(key)
        id = key if skill is None else skill.id
        return id if id and self.placing.stands(id) else ""

    # -- leaving, and taking back

    def leave(self, keys: Iterable[str]) -> None:
        """Decide that these are not wanted; what stands in the course is taken out. Raises NotFound."""
        self._give_up(dict.fromkeys(keys, "left"))

    def reopen(self, keys: Iterable[str]) -> None:
        """Take decisions back. Raises NotFound."""
        self._give_up(dict.fromkeys(keys, "open"))

    def _give_up(self, states: Mapping[str, State]) -> None:
        for one in sorted((self.queue.one(key) for key in states), key=_rank, reverse=True):
            state = states[one.key]
            if one.state == state:
                continue
            if isinstance(one, SkillProposal) and self._used(one):
                why = InvalidInput("Questions of it are in the course. Take those back first.")
                self.told.refused[one.key] = why.message
                continue
            if one.state == "taken" and isinstance(one, Proposal):
                self.placing.drop(one.key)
            elif one.state == "taken":
                _ = self.placing
            self._set(replace(one, state=state, seen=True) if isinstance(one, Proposal) else replace(one, state=state))

    def _used(self, skill: SkillProposal) -> bool:
        return any(one.skill == skill.key and one.state == "taken" for one in self.queue.proposals)

    def undo(self, number: int) -> None:
        """Put back what the latest decision changed, as it stood before; what cannot be is told.

        Raises InvalidInput where there is none, and Conflict where the latest is not that of ``number``.
        """
        if not self.queue.decisions:
            raise InvalidInput("There is nothing to undo.")
        *before, last = self.queue.decisions
        if last.number != number:
            raise Conflict("Something else was decided or undone meanwhile. What would be undone now stands below.")
        self._undoing = True
        self.queue = replace(self.queue, decisions=tuple(before))
        were = [was for was in last.were if was.key in self.queue.by_key]
        self._give_up({was.key: was.state for was in were if was.state != "taken"})
        for was in sorted(were, key=lambda was: _rank(self.queue.one(was.key))):
            if was.state != "taken" or _was(self.queue.one(was.key)) == was:
                continue
            try:
                self._take(self.queue.one(was.key), reviewed=was.seen)
            except InvalidInput as why:
                self.told.refused[was.key] = why.message

    def let(self, how: Literal["reviewed", "taken"]) -> None:
        """Say of the course whether its surest proposals go in before a person has looked at them."""
        self.placing.let(how)

    # -- writing anew

    def edit(self, changed: AnyProposal) -> None:
        """Put a proposal in the place of the open one of its key. Raises InvalidInput, NotFound."""
        state = self.queue.one(changed.key).state
        if isinstance(changed, SkillProposal):
            self._set(replace(changed, edited=True, state=state))
            if state == "taken" and changed.id and self.placing.stands(changed.id):
                self.placing.describe(changed.id, changed.title, changed.objective)
            return
        if state == "taken":
            raise InvalidInput("It is in the course already. Undo that first, or change it there.")
        if isinstance(changed, Proposal):
            self.placing.made(changed.question, "item")
        if isinstance(changed, OrderProposal):
            if changed.before == changed.skill:
                raise InvalidInput("A skill cannot come before itself.", field="before")
            self._straight(changed)
        self._set(replace(changed, state="open", edited=True))


def _was(one: AnyProposal) -> Was:
    return Was(one.key, one.state, not isinstance(one, Proposal) or one.seen)


def _rank(one: AnyProposal) -> int:
    """Skills first, then items, which bring a skill into the course, then what comes before what."""
    return 0 if isinstance(one, SkillProposal) else 1 if isinstance(one, Proposal) else 2


def take(folder: Path, keys: Sequence[str], *, reviewed: bool = True) -> list[str]:
    """Take these proposals; why each that could not be taken was not. Raises NotFound, InvalidInput."""
    deciding = Deciding(folder)
    deciding.take(keys, reviewed=reviewed)
    return list(deciding.close().refused.values())


def leave(folder: Path, keys: Sequence[str]) -> None:
    """Decide that these are not wanted. Raises NotFound, InvalidInput."""
    deciding = Deciding(folder)
    deciding.leave(keys)
    deciding.close()


def take_where_said(folder: Path) -> list[str]:
    """Take the surest where the course says that they go in unreviewed; the keys of what was taken."""
    if let_in(folder) != "taken":
        return []
    deciding = Deciding(folder)
    deciding.take(sure(deciding.queue), reviewed=False)
    return deciding.close().keys


def sure(queue: Queue) -> list[str]:
    """The open items that are surest, with their skills and the order of those: what may go in unreviewed."""
    items = [one for one in queue.proposals if one.state == "open" and one.confidence >= SURE and one.by == "text"]
    skills = {one.skill for one in items}
    orders = [one.key for one in queue.orders if one.state == "open" and {one.skill, one.before} <= skills]
    return [*(one.key for one in items), *orders]


__all__ = ["Decided", "Deciding", "leave", "skill_of", "sure", "take", "take_where_said"]
