"""Rules in a turn: read where the school has any, asked once, and what they did recorded with the turn itself."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from chiron.core.events import About, Draft
from chiron.core.learning import commands as c
from chiron.core.learning.decide import Decision, Setting
from chiron.core.learning.fold import apply_draft
from chiron.core.learning.locking import Locked
from chiron.core.learning.rules.acting import Making, Steer, Steered, pending, steer_of, with_firings
from chiron.core.learning.rules.deciding import Firing, Moment, due, fire, past_of
from chiron.core.learning.rules.facts import Turn, facts_of, named_skills
from chiron.core.learning.rules.rule import SLOTS, Rule, from_json
from chiron.core.learning.state import LearnerState
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.engine.folds import Gathered
from chiron.engine.people import arrangements
from chiron.engine.people.arrangements import Arrangement
from chiron.engine.people.sign_in import Sitting
from chiron.engine.records import log

FREE = ("practice", "review")
"""Purposes in which a rule may choose what comes first; whoever chose a skill gets it."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """The rules of a turn, and what of them was settled before it was decided: None where they are asked after it."""

    rules: tuple[Rule, ...] = ()
    firings: tuple[Firing, ...] | None = None


READY = 256
_READY: OrderedDict[tuple[UUID, int, tuple[UUID, ...], str], Ruled] = OrderedDict()
"""The rules of those who were here lately: by school, its count of changes, their classes, and the course."""


def rule_of(one: Arrangement) -> Rule | None:
    """An arrangement as a rule; None where this Chiron does not know what it does."""
    return from_json(str(one.name), one.version, one.body, one.by or "", watch=one.state != "on")


async def rules_of(desk: TutoringDesk, sitting: Sitting, course: str) -> Ruled:
    """The rules in use for this learner; nothing is read where the school has none."""
    school, classes = sitting.school, sitting.classes
    if not school.arranged:
        return Ruled()
    known = None if classes is None else (school.id, school.arranged, classes, course)
    if known is not None and known in _READY:
        return _READY[known]
    found = await arrangements.of_learner(desk.database, school, sitting.person.id, course, "rule", classes)
    ruled = Ruled(tuple(rule for rule in map(rule_of, found) if rule is not None))
    if known is not None:
        _READY[known] = ruled
        while len(_READY) > READY:
            _READY.popitem(last=False)
    return ruled


async def steered(
    desk: TutoringDesk, sitting: Sitting, gathered: Gathered, setting: Setting, command: c.Command, ruled: Ruled
) -> tuple[Setting, Ruled]:
    """Where something is about to be chosen: the setting in which a rule may say what, and the rules that fired."""
    if not ruled.rules or (isinstance(command, c.Start) and command.purpose not in FREE):
        return setting, ruled
    state = gathered.state
    doing = "start" if isinstance(command, c.Start) else "next"
    turn = Turn(state, state, (), gathered.frame, setting.when, sitting.school.zone, doing)
    facts = facts_of(turn, named_skills(ruled.rules))
    if facts is None:
        return setting, replace(ruled, firings=())
    if not due(ruled.rules, facts) and not any(SLOTS.get(rule.action) == "move" for rule in ruled.rules):
        return setting, replace(ruled, firings=())
    events = await _past(desk, sitting, gathered)
    moment = Moment.of(state, setting.when, sitting.school.zone)
    titles = {rule.id: rule.title for rule in ruled.rules if not rule.watch}
    waiting = pending([event.body for event in events], moment.item, titles)
    firings = fire(ruled.rules, facts, past_of(events), moment, ("move",) if waiting else ())
    steer = waiting or steer_of(firings)
    return (setting if steer is None else _under(setting, steer)), replace(ruled, firings=firings)


def _under(setting: Setting, steer: Steer) -> Setting:
    """The setting whose policy a rule tells what comes next; what a teacher locked stays locked."""
    policy = setting.policy
    if isinstance(policy, Locked):
        return replace(setting, policy=replace(policy, inner=Steered(policy.inner, steer)))
    return replace(setting, policy=Steered(policy, steer))


async def with_rules(
    desk: TutoringDesk, sitting: Sitting, gathered: Gathered, setting: Setting, decision: Decision, ruled: Ruled
) -> tuple[Decision, LearnerState | None]:
    """The decision with what the rules that fire add to it, and the state after what was decided without them: None
    where nobody asked for it.
    """
    if not ruled.rules or not decision.drafts:
        return decision, None
    before, frame = gathered.state, gathered.frame
    after = before
    for draft in decision.drafts:
        after = apply_draft(after, draft, frame)
    firings, moment = ruled.firings, Moment.of(before, setting.when, sitting.school.zone)
    if firings is None:
        turn = Turn(before, after, decision.drafts, frame, setting.when, sitting.school.zone)
        facts = facts_of(turn, named_skills(ruled.rules))
        if facts is None or not due(ruled.rules, facts):
            return decision, after
        moment = Moment.of(after, setting.when, sitting.school.zone)
        firings = fire(ruled.rules, facts, past_of(await _past(desk, sitting, gathered)), moment)
    item = after.item or before.item
    about = About(frame.course.id, frame.version, item.skill if item is not None else None)
    said, _body = frame.said("rule.fired", about, {})
    making = Making(after, moment, said, setting.talk.language, setting.new_id)
    return with_firings(decision, firings, making), after


_FIRED: OrderedDict[tuple[UUID, str], tuple[int, tuple[Draft, ...]]] = OrderedDict()
"""What rules did for those who were here lately, by learner and course, with the place in the log up to which that is
all of it: used only where the log is still there.
"""


async def _past(desk: TutoringDesk, sitting: Sitting, gathered: Gathered) -> Sequence[Draft]:
    person, course = sitting.person, gathered.frame.course.id
    known = _FIRED.get((person.id, course))
    if known is not None and known[0] == gathered.seq:
        return known[1]
    events = await log.read_at_once(desk.database, person.school, person.id, course, ("rule.fired",))
    # What came after the state was read is not of this turn; writing it finds that, and it is taken again.
    found = tuple(event.draft for event in events if event.seq <= gathered.seq)
    _hold((person.id, course), gathered.seq, found)
    return found


def recorded(learner: UUID, gathered: Gathered, drafts: Sequence[Draft]) -> None:
    """Know on what rules did, after these events were written behind the gathered ones."""
    key = (learner, gathered.frame.course.id)
    known = _FIRED.get(key)
    if known is not None and known[0] == gathered.seq:
        fired = tuple(draft for draft in drafts if draft.kind == "rule.fired")
        _hold(key, gathered.seq + len(drafts), (*known[1], *fired))


def _hold(key: tuple[UUID, str], seq: int, found: tuple[Draft, ...]) -> None:
    _FIRED[key] = (seq, found)
    _FIRED.move_to_end(key)
    while len(_FIRED) > READY:
        _FIRED.popitem(last=False)
