"""Which item comes next: the policy asked, the item opened or the sitting ended."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import cast

from chiron.core.events import About, Draft
from chiron.core.learning.decide.setting import Decision, Setting, Writer, course_about
from chiron.core.learning.fold import Frame
from chiron.core.learning.policies import CourseView, Purpose
from chiron.core.learning.state import LearnerState, Trace
from chiron.core.words import Move, MoveKind, Outcome

LONGEST_DIAGNOSTIC = 15


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
        draw=_draw(state),
    )


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
            return Move(MoveKind.END, "placed")
        return Move(MoveKind.ASK, "placing", {}, skill)
    if session.items >= session.length:
        return Move(MoveKind.END, "length", {"items": session.items})
    return setting.policy.choose_skill(seen, cast(Purpose, session.purpose), setting.when, session.skill)


def item_draft(state: LearnerState, move: Move, setting: Setting, writer: Writer) -> Draft:
    """The event that puts an item of the move's skill before the learner."""
    assert state.session is not None
    assert move.skill is not None
    frame, purpose = setting.frame, state.session.purpose
    estimate = frame.model.estimate(frame.course, move.skill, state.estimates, setting.when)
    kind = "review" if move.kind is MoveKind.REVIEW and purpose == "practice" else purpose
    recent = tuple((r.skill, r.template) for r in state.recent)
    template = move.template or setting.policy.choose_template(
        frame.course, move.skill, cast(Purpose, kind), recent, estimate, setting.chance
    )
    seed = _fresh_seed(state, move.skill, template, setting.chance)
    made = setting.generate(move.skill, template, seed)
    about = About(frame.course.id, frame.version, move.skill, template, seed, made.parameters)
    body = {
        "session": state.session.id,
        "item": str(setting.new_id()),
        "purpose": kind,
        "reason": move.reason,
        "because": {"skill": move.skill, **move.because},
        "retention": setting.retention,
    }
    return writer.draft("item.opened", about, body, system=True)


def _fresh_seed(state: LearnerState, skill: str, template: str, chance: Random) -> int:
    used = {r.seed for r in state.recent if r.skill == skill and r.template == template}
    seed = chance.randrange(1, 2**31)
    while seed in used:
        seed = chance.randrange(1, 2**31)
    return seed


def end_draft(state: LearnerState, reason: str, setting: Setting, writer: Writer) -> Draft:
    """The event that ends the sitting."""
    assert state.session is not None
    return writer.draft("session.ended", course_about(setting), {"session": state.session.id, "reason": reason})


def go_on(state: LearnerState, setting: Setting, writer: Writer, before: tuple[Draft, ...] = ()) -> Decision:
    """Open the next item of the sitting, or end it."""
    move = next_move(state, setting)
    if move.kind is MoveKind.REFER:
        return Decision((*before, _stuck_draft(move, setting, writer), end_draft(state, move.reason, setting, writer)))
    if move.kind is MoveKind.END or move.skill is None:
        return Decision((*before, end_draft(state, move.reason, setting, writer)))
    return Decision((*before, item_draft(state, move, setting, writer)))


def _stuck_draft(move: Move, setting: Setting, writer: Writer) -> Draft:
    about = About(setting.frame.course.id, setting.frame.version, move.skill)
    nothing = dict.fromkeys(("turn", "item", "attempt", "after"))
    body = {"report": str(setting.new_id()), "what": "stuck", **nothing, "text": ""}
    return writer.draft("report.made", about, body, system=True)
