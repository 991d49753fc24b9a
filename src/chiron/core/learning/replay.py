"""A turn decided again from the log, and compared with what was decided then. Pure.

What chance gave stands in the log (the template, the seed, the ids) and is told again; the draw between choices comes
from the log by itself. The verdict of an answer is taken as recorded: ``chiron regrade`` checks answers again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Literal
from uuid import UUID

from msgspec.json import decode, encode

from chiron.core.errors import ChironError
from chiron.core.events import Draft, Event
from chiron.core.learning.commanded import commands
from chiron.core.learning.course import Course
from chiron.core.learning.decide import Setting, decide, words_draft
from chiron.core.learning.decide.offers import KIND as OFFERED
from chiron.core.learning.generate import CannotGenerate
from chiron.core.learning.mastery import Estimate
from chiron.core.learning.policies import Purpose
from chiron.core.learning.policies.wrapped import Wrapped
from chiron.core.learning.rules.acting import BY_RULE, Steered, steered_then
from chiron.core.learning.state import LearnerState
from chiron.core.learning.turns import Turn
from chiron.core.words import Json

UNCOMPARED = frozenset({"took", "found", "retention", "origin"})
"""Fields of a body that hold no decision: how long it took, where words were found, the learner's own preference, by
which program it came."""
COURTESIES = frozenset({"greeting", "noted"})
"""Reasons of words that also follow from what is remembered of the learner, which stands beside the decision."""
ABOUT = ("skill", "template", "seed", "step")


@dataclass(frozen=True, slots=True)
class Difference:
    """What is decided otherwise: a field of an event's kind, as it was and as it is now (JSON values)."""

    kind: str
    field: str
    was: Json
    now: Json


@dataclass(frozen=True, slots=True)
class Replayed:
    """``same``, ``differs`` with what does, or ``gone``: what it was decided from cannot be made any more, ``why`` says
    what. ``newer`` names what is of another version than then, as (what, then, now)."""

    found: Literal["same", "differs", "gone"]
    differences: tuple[Difference, ...] = ()
    newer: tuple[tuple[str, str, str], ...] = ()
    why: str = ""


def replay(turn: Turn, state: LearnerState, setting: Setting) -> Replayed:
    """Decide a turn again on the state before it. ``setting`` is as of now; its time, ids and chance are taken from the
    log."""
    newer = _newer(turn, setting)
    # What rules added is not decided again: they may be others now, and each of their events says its version. Nor is
    # what was offered beside the item, which goes by what was known of its help then.
    kept = (event for event in turn.events if BY_RULE not in event.draft.key and event.kind != OFFERED)
    turn = replace(turn, events=tuple(kept))
    best: Replayed | None = None
    for command in commands(turn, state):
        try:
            decision = decide(state, command, told(turn, setting))
        except (ChironError, CannotGenerate, LookupError) as fault:
            best = best or Replayed("gone", newer=newer, why=getattr(fault, "message", None) or str(fault))
            continue
        drafts = list(decision.drafts)
        if decision.words is not None and drafts:
            drafts.append(words_draft(decision.words, drafts[0]))
        found = _compared(turn.events, drafts)
        if not found:
            return Replayed("same", newer=newer)
        if best is None or best.found == "gone" or len(found) < len(best.differences):
            best = Replayed("differs", tuple(found), newer)
    return best or Replayed("gone", newer=newer, why="")


def told(turn: Turn, setting: Setting) -> Setting:
    """The setting with the time, the ids and the chance that the log tells of a turn."""
    opened = turn.one("item.opened")
    policy: Any = setting.policy
    if opened is not None and opened.draft.about is not None and opened.draft.about.template is not None:
        policy = _Recalled(policy, opened.draft.about.template)
    ended = turn.one("session.ended")
    steer = steered_then(opened.body if opened else None, ended.body["reason"] if ended else None)
    if steer is not None:
        policy = Steered(policy, steer)
    retention = float(opened.body.get("retention") or setting.retention) if opened is not None else setting.retention
    return replace(
        setting,
        when=turn.first.draft.server_time,
        policy=policy,
        chance=_Told(opened),
        new_id=_ids(turn.ids),
        retention=retention,
        actor=turn.first.subject,
        teacherless=True,
    )


@dataclass(frozen=True, slots=True)
class _Recalled(Wrapped):
    """The policy, with the template that it drew then."""

    template: str

    def choose_template(
        self,
        course: Course,
        skill: str,
        purpose: Purpose,
        recent: Sequence[tuple[str, str]],
        estimate: Estimate,
        chance: Random,
    ) -> str:
        """The one that was drawn where the course still has it, else as the policy does."""
        if (skill, self.template) in course.templates:
            return self.template
        # Named in full: a dataclass with slots is made anew, and a bare super() would look for the first one.
        return Wrapped.choose_template(self, course, skill, purpose, recent, estimate, chance)


class _Told(Random):
    """Chance that draws the seeds of an item and of its worked example as the log has them."""

    def __init__(self, opened: Event | None) -> None:
        super().__init__(0)
        about = opened.draft.about if opened is not None else None
        seed = about.seed if about is not None else None
        because = opened.body.get("because") or {} if opened is not None else {}
        # Without an example none could be made that differs: the item's own seed gives the item itself again.
        self._seeds = [] if seed is None else [seed, *([because["example"]] if "example" in because else [])]

    def randrange(self, start: int, stop: int | None = None, step: int = 1) -> int:
        """The next seed of the log, the last one again where there is none left."""
        if not self._seeds:
            return super().randrange(start, stop, step)
        return int(self._seeds.pop(0) if len(self._seeds) > 1 else self._seeds[0])


def _ids(made: Sequence[str]) -> Callable[[], UUID]:
    left = [UUID(each) for each in made]
    return lambda: left.pop(0) if left else UUID(int=0)


def _newer(turn: Turn, setting: Setting) -> tuple[tuple[str, str, str], ...]:
    made = turn.first.draft.made
    pairs = (
        ("policy", made.policy or "", setting.policy.version),
        ("parameters", made.parameters or "", setting.frame.model.version),
    )
    return tuple((what, then, now) for what, then, now in pairs if then and then != now)


def _compared(events: Sequence[Event], drafts: Sequence[Draft]) -> list[Difference]:
    """Where what was decided again is other than what stands in the log."""
    was, now = [each.kind for each in events], [each.kind for each in drafts]
    if was != now:
        return [Difference("turn", "events", was, now)]
    found: list[Difference] = []
    for event, draft in zip(events, drafts, strict=True):
        before, after = event.draft.about, draft.about
        for name in ABOUT:
            one, other = getattr(before, name, None), getattr(after, name, None)
            if one != other:
                found.append(Difference(event.kind, name, one, other))
        if event.kind == "words.said" and event.body.get("reason") in COURTESIES:
            continue
        body = decode(encode(dict(draft.body)))
        for name in sorted((set(event.body) | set(body)) - UNCOMPARED):
            one, other = decode(encode(event.body.get(name))), body.get(name)
            if not _alike(one, other):
                found.append(Difference(event.kind, name, one, other))
    return found


def _alike(one: Json, other: Json) -> bool:
    """Whether two JSON values are the same, numbers up to rounding: another machine may round the last digit."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_alike(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_alike(a, b) for a, b in zip(one, other, strict=True))
    return bool(one == other)
