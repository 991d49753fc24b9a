"""What is so in a turn, as rules see it: of the learner's state before and after, what was done, and the time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from chiron.core.events import Draft
from chiron.core.learning.decide.steps import HELPLESS
from chiron.core.learning.fold import Frame
from chiron.core.learning.rules.conditions import DAYS, Facts
from chiron.core.learning.rules.rule import Rule
from chiron.core.learning.stages import stages
from chiron.core.learning.state import LearnerState, OpenItem
from chiron.core.words import Json, Outcome

WRONG = (Outcome.INCORRECT, Outcome.PARTLY)


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: the state it found and left, the events that it made, and when; ``zone`` is the school's.

    Where something is chosen in it, rules are asked before that: ``after`` is then as ``before``, and ``doing`` says
    what the learner does.
    """

    before: LearnerState
    after: LearnerState
    drafts: Sequence[Draft]
    frame: Frame
    when: datetime
    zone: tzinfo
    doing: str = ""


def facts_of(turn: Turn, skills: Collection[str] = ()) -> Facts | None:
    """The facts, with the stages of these skills; None where no rule may act: in distress, in a test or diagnostic."""
    before, after = turn.before, turn.after
    if before.paused or after.paused or any(draft.kind == "alert.raised" for draft in turn.drafts):
        return None
    item = after.item or before.item
    session = after.session
    if (item is not None and item.purpose in HELPLESS) or (session is not None and session.purpose in HELPLESS):
        return None
    local = turn.when.astimezone(turn.zone)
    found: dict[str, Json] = {"weekday": DAYS[local.weekday()], "hour": local.hour, **_said(turn.drafts)}
    if doing := turn.doing or done(turn.drafts):
        found["did"] = doing
    if session is not None:
        found |= {"minutes": after.clock.sitting // 60, "questions": session.items}
    if before.last_event is not None:
        found["away"] = max(0, (turn.when - before.last_event).days)
    if after.goal is not None and after.goal.until:
        found["goal"] = (date.fromisoformat(after.goal.until) - local.date()).days
    if item is not None:
        found |= {"skill": item.skill, "hints": sum(step.rungs for step in item.steps.values())}
        found["wrong"] = wrong_in_row(after, item)
    wanted = {skill: skill for skill in skills} | ({"": item.skill} if item is not None else {})
    found["stage"] = {name: _stage(turn, skill) for name, skill in wanted.items() if skill in turn.frame.course.skills}
    return found


def named_skills(rules: Iterable[Rule]) -> frozenset[str]:
    """The skills whose stages rules ask for."""
    return frozenset(row.skill for rule in rules for row in rule.condition.rows if row.fact == "stage" and row.skill)


def wrong_in_row(state: LearnerState, item: OpenItem) -> int:
    """Wrong answers in a row in this sitting: the tries at this question, then the first answers to those before it."""
    tries = sorted((one for step in item.steps.values() for one in step.counted), key=lambda one: one.at)
    run = 0
    for tried in reversed(tries):
        if tried.outcome not in WRONG:
            return run
        run += 1
    since = state.session.started if state.session is not None else item.at
    mine = {tried.key for tried in tries}
    traces = sorted(
        (t for record in state.skills.values() for t in record.trace if since <= t.at < item.at and t.key not in mine),
        key=lambda t: (t.at, t.key),
    )
    for trace in reversed(traces):
        if trace.outcome not in WRONG:
            return run
        run += 1
    return run


def _stage(turn: Turn, skill: str) -> str:
    frame, record = turn.frame, turn.after.record(skill)
    if record.estimate is None:
        return "none"
    shown = frame.model.view(record.estimate, record.memory, turn.when)
    return stages(record, shown, frame.course.skills[skill]).highest


def _said(drafts: Iterable[Draft]) -> dict[str, Json]:
    """The learner's message, where one was said."""
    said = next((draft.body for draft in drafts if draft.kind == "message.said"), None)
    return {} if said is None else {"message": said["intent"], "words": said["text"]}


def done(drafts: Iterable[Draft]) -> str:
    """What was done, by the first event that tells."""
    for draft in drafts:
        if draft.kind == "step.attempted":
            outcome = Outcome(draft.body["outcome"])
            return "right" if outcome is Outcome.CORRECT else "wrong" if outcome in WRONG else ""
        if draft.kind in _DOINGS:
            return _DOINGS[draft.kind]
    return ""


_DOINGS = {
    "message.said": "message",
    "hint.taken": "hint",
    "session.started": "start",
    "item.opened": "next",
    "session.ended": "finish",
}
