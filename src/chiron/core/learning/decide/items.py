"""Which item comes next: the policy asked, the item opened or the sitting ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import cast

from chiron.core.events import About, Draft
from chiron.core.learning.decide import sets
from chiron.core.learning.decide.setting import Decision, Setting, Writer, course_about
from chiron.core.learning.fold import Frame
from chiron.core.learning.generate import Item
from chiron.core.learning.policies import CourseView, Hours, Purpose
from chiron.core.learning.policies.chances import certain
from chiron.core.learning.policies.ways import in_its_way, weary
from chiron.core.learning.residual.asking import by_chances
from chiron.core.learning.sheets.planning import print_of
from chiron.core.learning.state import LearnerState, Trace
from chiron.core.learning.timing import ITEMS, minutes_an_item
from chiron.core.words import Json, Move, MoveKind, Outcome

LONGEST_DIAGNOSTIC = 15
EXAMPLE_DRAWS = 5
"""So many items are made at most in search of one that differs from the learner's own."""


def view(state: LearnerState, frame: Frame) -> CourseView:
    """One learner in one course, as the policy sees them."""
    goal = next((g for g in frame.course.goals if state.goal and g.id == state.goal.goal), None)
    session = state.session
    mine = tuple(r.skill for r in state.recent if session is not None and r.at >= session.started)
    return CourseView(
        course=frame.course,
        model=frame.model,
        estimates=state.estimates,
        memories=state.memories,
        targets=goal.skills if goal else (),
        recent=tuple((r.skill, r.template) for r in state.recent),
        session=mine,
        referred=frozenset(state.referred.values()),
        answers={name: _answers(record.trace) for name, record in sorted(state.skills.items()) if record.trace},
        minutes=minutes_an_item(frame.course, {name: state.skills[name].seconds for name in sorted(state.skills)}),
        hours=_hours(state),
        draw=_draw(state),
    )


def _hours(state: LearnerState) -> Hours:
    """The learner's time. A goal is wanted by the end of its day."""
    session, clock = state.session, state.clock
    until = None
    if state.goal is not None and state.goal.until:
        until = datetime.combine(date.fromisoformat(state.goal.until) + timedelta(days=1), time(), UTC)
    if session is None or session.ended is not None:
        return Hours(until)
    left = None if session.minutes is None else max(0.0, session.minutes - clock.sitting / 60.0)
    return Hours(until, clock.stretch / 60.0, left)


def _answers(traces: tuple[Trace, ...]) -> tuple[tuple[datetime, float], ...]:
    """The judged answers of a skill; one with help, or right in part, counts half."""
    half = (Outcome.CORRECT, Outcome.PARTLY)
    return tuple((t.at, 1.0 if _alone(t) else 0.5 if t.outcome in half else 0.0) for t in traces)


def _alone(trace: Trace) -> bool:
    return trace.outcome is Outcome.CORRECT and trace.hints <= 0


def _draw(state: LearnerState) -> float | None:
    """A number in [0, 1) by which a policy chooses among what is nearly as good.

    It comes from the seed of the latest item, which was drawn by chance and stands in the log: so Today and the sitting
    choose alike, and a log tells each draw again. Before the first item there is none.
    """
    if not state.recent:
        return None
    last = state.recent[-1]
    return Random(f"{last.seed}/{last.at.isoformat()}").random()  # noqa: S311 - told again from the log


def next_move(state: LearnerState, setting: Setting) -> Move:
    """What comes next in the sitting, END when it is over."""
    session, frame = state.session, setting.frame
    if session is None or session.ended is not None:
        return Move(MoveKind.END, "no-session")
    seen = view(state, frame)
    if session.purpose == "diagnostic":
        skill = setting.policy.next_diagnostic(seen, [a.skill for a in state.asked], setting.when)
        if skill is None or session.items >= LONGEST_DIAGNOSTIC:
            return certain(Move(MoveKind.END, "placed"))
        return certain(Move(MoveKind.ASK, "placing", {}, skill))
    if session.items >= session.length:
        return certain(Move(MoveKind.END, "length", {"items": session.items}))
    if session.purpose == sets.PURPOSE:
        return sets.next_of_set(seen, setting.policy, setting.when)
    purpose = cast(Purpose, session.purpose)
    tired = weary(seen) if purpose in ("practice", "skill") else None
    move = tired or setting.policy.choose_skill(seen, purpose, setting.when, session.skill)
    if move.kind is MoveKind.END:
        return certain(move)
    if move.skill is not None and session.items and _too_long(move.skill, seen):
        return certain(Move(MoveKind.END, "time", {"minutes": session.minutes}))
    return in_its_way(move, seen, purpose, setting.when)


def _too_long(skill: str, seen: CourseView) -> bool:
    """Whether less than half an item of the skill would fit into the time that the learner said they have."""
    left = seen.hours.left
    return left is not None and left < an_item(skill, seen) / 2.0


def an_item(skill: str, seen: CourseView) -> float:
    """Minutes that an item of a skill takes this learner: measured, else by the author's word."""
    return seen.minutes.get(skill) or seen.course.skills[skill].minutes / ITEMS


def item_draft(state: LearnerState, move: Move, setting: Setting, writer: Writer) -> Draft:
    """The event that puts an item of the move's skill before the learner."""
    assert state.session is not None
    assert move.skill is not None
    frame, purpose = setting.frame, state.session.purpose
    estimate = frame.model.estimate(frame.course, move.skill, state.estimates, setting.when)
    kind = "review" if move.kind is MoveKind.REVIEW and purpose in ("practice", sets.PURPOSE) else purpose
    recent = tuple((r.skill, r.template) for r in state.recent)
    course = by_chances(frame.course, move.skill, estimate, setting.chances)
    template = move.template or setting.policy.choose_template(
        course, move.skill, cast(Purpose, kind), recent, estimate, setting.chance
    )
    made = _unasked(state, move.skill, template, setting)
    template, seed = made.template, made.seed
    because = {**move.because, **_way(state, move, made, setting)}
    about = About(frame.course.id, frame.version, move.skill, template, seed, made.parameters)
    body = {
        "session": state.session.id,
        "item": str(setting.new_id()),
        "purpose": kind,
        "reason": move.reason,
        "because": {"skill": move.skill, **because},
        "retention": setting.retention,
    }
    return writer.draft("item.opened", about, body, system=True)


def _way(state: LearnerState, move: Move, made: Item, setting: Setting) -> dict[str, Json]:
    """What the way of practice comes to for an item: the example's seed, or the steps that are worked.

    Where no other item can be made for an example, or there is one step only, the item is done alone.
    """
    way = move.because.get("way")
    if way == "example":
        for _ in range(EXAMPLE_DRAWS):
            seed = _fresh_seed(state, made.skill, made.template, setting.chance)
            other = setting.generate(made.skill, made.template, seed)
            if (other.prompt, other.picture) != (made.prompt, made.picture):
                return {"example": seed}
        return {"way": "alone"}
    if way == "faded":
        given = [step.id for step in made.steps[:-1]]
        return {"given": given} if given else {"way": "alone"}
    return {}


def _unasked(state: LearnerState, skill: str, template: str, setting: Setting) -> Item:
    """An item of the template that an open check does not ask, as practice comes with hints and a worked solution.

    Where the template has no other, one of the skill's other templates; where none has, the item itself.
    """
    course = setting.frame.course
    sheet = [one for one in (state.sheet.items if state.sheet else ()) if one.skill == skill]
    there = [one for one in sheet if (skill, one.template) in course.templates]
    asked = {print_of(setting.generate(skill, one.template, one.seed)) for one in there}
    others = [other.id for other in course.skills[skill].templates if other.id != template and "practice" in other.use]
    first: Item | None = None
    for name in (template, *others):
        for _ in range(EXAMPLE_DRAWS):
            made = setting.generate(skill, name, _fresh_seed(state, skill, name, setting.chance))
            first = first or made
            if print_of(made) not in asked:
                return made
    assert first is not None
    return first


def _fresh_seed(state: LearnerState, skill: str, template: str, chance: Random) -> int:
    used = {r.seed for r in state.recent if r.skill == skill and r.template == template}
    seed = chance.randrange(1, 2**31)
    while seed in used:
        seed = chance.randrange(1, 2**31)
    return seed


def end_draft(
    state: LearnerState, reason: str, setting: Setting, writer: Writer, because: Mapping[str, Json] | None = None
) -> Draft:
    """The event that ends the sitting. ``because`` are a policy's values where one ended it."""
    assert state.session is not None
    body = {"session": state.session.id, "reason": reason, "because": dict(because or {})}
    return writer.draft("session.ended", course_about(setting), body)


def go_on(state: LearnerState, setting: Setting, writer: Writer, before: tuple[Draft, ...] = ()) -> Decision:
    """Open the next item of the sitting, or end it."""
    move = next_move(state, setting)
    if move.kind is MoveKind.REFER:
        stuck = _stuck_draft(move, setting, writer)
        return Decision((*before, stuck, end_draft(state, move.reason, setting, writer, move.because)))
    if move.kind is MoveKind.END or move.skill is None:
        return Decision((*before, end_draft(state, move.reason, setting, writer, move.because)))
    return Decision((*before, item_draft(state, move, setting, writer)))


def _stuck_draft(move: Move, setting: Setting, writer: Writer) -> Draft:
    about = About(setting.frame.course.id, setting.frame.version, move.skill)
    nothing = dict.fromkeys(("turn", "item", "attempt", "after"))
    body = {"report": str(setting.new_id()), "what": "stuck", **nothing, "text": ""}
    return writer.draft("report.made", about, body, system=True)
