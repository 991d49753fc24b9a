"""The fold: ``(state, event, frame) -> state``, pure. Rebuilding a log gives the same state, byte for byte.

The frame is what an event was decided under: the course by its content hash and the learner model by its version. What
an event needs beyond that (difficulty, chance of a guess, whether it finishes the item) stands in its body, so that
folding generates no item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from chiron.core.events import About, Draft, Event
from chiron.core.learning.aims import goal_assigned
from chiron.core.learning.copying import replace
from chiron.core.learning.evidence import Judged, Ruling, judge, replace_judgement
from chiron.core.learning.frame import Frame
from chiron.core.learning.naming import counted_as
from chiron.core.learning.resources.folding import RESOURCES, came_back, was_away
from chiron.core.learning.reviewed_elsewhere import brought, withdrawn
from chiron.core.learning.reviewing import reviewed
from chiron.core.learning.sheets.folding import SHEETS
from chiron.core.learning.state import (
    Asked,
    Attempt,
    Contest,
    GoalSet,
    LearnerState,
    OpenItem,
    Piece,
    Recent,
    Said,
    Session,
    StepProgress,
)
from chiron.core.learning.timing import KEPT, gap, went_on
from chiron.core.learning.told import rungs_told
from chiron.core.words import Outcome, Source

__all__ = ["BY_STAFF", "FOLDERS", "PASSING", "Frame", "apply", "apply_draft", "fold"]
RECENT = 24
"""How many of the latest items are kept for variety."""
CONTESTS = 50
"""How many of the latest contested attempts are kept, so that each has one open case."""

Folder = Callable[[LearnerState, Event, Frame], LearnerState]


def fold(state: LearnerState, events: Iterable[Event], frame_of: Callable[[Event], Frame]) -> LearnerState:
    """Fold events in their order. ``frame_of`` gives the frame that each was decided under."""
    for event in events:
        state = apply(state, event, frame_of(event))
    return state


def apply(state: LearnerState, event: Event, frame: Frame) -> LearnerState:
    """Fold one event. Kinds that change nothing here (reports, alerts) pass through."""
    folder = FOLDERS.get(event.kind)
    if folder is None:
        return state
    event = frame.heard(event) if frame.names else event
    if was_away(state, event) and event.kind not in BY_STAFF:
        state = came_back(state, event.draft.server_time)
    folded = folder(state, event, frame)
    return folded if event.kind in BY_STAFF else _worked(folded, event.draft.server_time)


def _worked(state: LearnerState, at: datetime) -> LearnerState:
    last, session = state.last_event, state.session
    if last is None or session is None:
        return replace(state, last_event=at)
    day = at.date().isoformat()
    seconds = {**state.seconds, day: state.seconds.get(day, 0) + gap(last, at)}
    clock = went_on(state.clock, last, at, session.started, state.item.at if state.item is not None else None)
    return replace(state, last_event=at, seconds=seconds, clock=clock)


def _joined(state: LearnerState, event: Event, _: Frame) -> LearnerState:
    return replace(state, joined=state.joined or event.draft.server_time)


def _goal_set(state: LearnerState, event: Event, _: Frame) -> LearnerState:
    body = event.body
    return replace(state, goal=GoalSet(body["goal"], body["why"], body["until"], body["minutes"]))


def _session_started(state: LearnerState, event: Event, _: Frame) -> LearnerState:
    body = event.body
    session = Session(
        id=body["session"],
        purpose=body["purpose"],
        started=event.draft.server_time,
        length=body["length"],
        skill=body["skill"],
        minutes=body.get("minutes"),
    )
    # A diagnostic that was put away goes on where it was; a new one begins anew.
    asked = () if body["purpose"] == "diagnostic" and state.placed is not None else state.asked
    # Time before the sitting is not work: the clock starts with it.
    return replace(state, session=session, asked=asked, item=None, last_event=event.draft.server_time)


def _session_ended(state: LearnerState, event: Event, _: Frame) -> LearnerState:
    if state.session is None:
        return state
    at, reason = event.draft.server_time, event.body["reason"]
    session = replace(state.session, ended=at, reason=reason, because=dict(event.body.get("because", {})))
    ended = replace(state, session=session, item=None)
    put_away = reason == "another"
    return replace(ended, placed=at) if state.session.purpose == "diagnostic" and not put_away else ended


def _item_opened(state: LearnerState, event: Event, _: Frame) -> LearnerState:
    about, body = _about(event), event.body
    item = OpenItem(
        id=body["item"],
        skill=about.skill or "",
        template=about.template or "",
        seed=about.seed or 0,
        version=about.version,
        purpose=body["purpose"],
        reason=body["reason"],
        because=dict(body["because"]),
        at=event.draft.server_time,
        retention=body["retention"],
        steps={name: StepProgress(done=True, given=True) for name in body["because"].get("given", ())},
    )
    recent = Recent(item.skill, item.template, item.seed, item.at)
    return replace(state, item=item, recent=(*state.recent, recent)[-RECENT:])


def _item_left(state: LearnerState, event: Event, _: Frame) -> LearnerState:
    return replace(state, item=None) if _mine(state, event) else state


def _step_attempted(state: LearnerState, event: Event, frame: Frame) -> LearnerState:
    item, about, body = state.item, _about(event), event.body
    if item is None or not _mine(state, event) or about.step is None:
        return state
    before = item.step(about.step)
    # What an answer was made with elsewhere nobody here can see: it counts as after a hint.
    told = rungs_told(before.rungs, body)
    before = before if told == before.rungs else replace(before, rungs=told)
    attempt = Attempt(
        key=event.draft.key,
        at=event.draft.server_time,
        response=body["response"],
        outcome=Outcome(body["outcome"]),
        misconception=body["misconception"],
        feedback=body["feedback"],
        parts=dict(body["parts"]),
        note=body["note"],
        unsure=body["unsure"],
        proof=dict(body["proof"]),
        checker=event.draft.made.checker,
        rungs=before.rungs,
    )
    done = before.done or attempt.outcome in (Outcome.CORRECT, Outcome.PERSON)
    going_on = attempt.outcome in (Outcome.UNREADABLE, Outcome.ONWARD)
    diagnostic = item.purpose == "diagnostic" and not going_on
    finished = bool(body["finishes"])
    step = item.step(about.step)
    step = replace(step, attempts=(*step.attempts, attempt), done=done or diagnostic or finished)
    item = replace(item, steps={**item.steps, about.step: step}, finished=finished)
    wrong = counted_as(attempt.outcome, attempt.misconception, attempt.proof)
    judged = Judged(attempt.outcome, body["credit"], body["difficulty"], body["guess"], attempt.unsure, wrong)
    state = judge(replace(state, item=item), event, judged, before, frame.course, frame.model)
    return _finished(state, event, frame) if item.finished else state


def _finished(state: LearnerState, event: Event, frame: Frame) -> LearnerState:
    item, session = state.item, state.session
    assert item is not None
    steps = item.steps.values()
    judged = [step for step in steps if step.counted or step.shown]
    right = bool(judged) and all(step.alone for step in judged)
    if session is not None and session.ended is None:
        hints = sum(step.rungs for step in steps)
        session = replace(
            session, items=session.items + 1, right=session.right + int(right), hints=session.hints + hints
        )
    recent = state.recent
    if recent and recent[-1].seed == item.seed:
        recent = (*recent[:-1], replace(recent[-1], right=right))
    state = replace(state, session=session, recent=recent)
    if item.purpose == "diagnostic":
        state = replace(state, asked=(*state.asked, Asked(item.skill, 1.0 if right else 0.0)))
    return reviewed(_measured(state, item, event), item, event.draft.server_time, frame.course, frame.model)


def _measured(state: LearnerState, item: OpenItem, event: Event) -> LearnerState:
    """The time that the finished item took, which the clock does not hold yet as far as this event."""
    spent = state.clock.item + gap(state.last_event, event.draft.server_time)
    if spent <= 0 or event.kind in BY_STAFF:
        return state
    record = state.record(item.skill)
    record = replace(record, seconds=(*record.seconds, spent)[-KEPT:])
    return replace(state, skills={**state.skills, item.skill: record})


def _example_studied(state: LearnerState, event: Event, _: Frame) -> LearnerState:
    item = state.item if _mine(state, event) else None
    return state if item is None else replace(state, item=replace(item, studied=True))


def _step_undone(state: LearnerState, event: Event, _: Frame) -> LearnerState:
    item, name = state.item, _about(event).step
    if item is None or not _mine(state, event) or name is None:
        return state
    step = item.step(name)
    place = next((i for i in reversed(range(len(step.attempts))) if not step.attempts[i].undone), None)
    if place is None:
        return state
    attempts = list(step.attempts)
    attempts[place] = replace(attempts[place], undone=True)
    step = replace(step, attempts=tuple(attempts), done=False)
    return replace(state, item=replace(item, steps={**item.steps, name: step}))


def _hint_taken(state: LearnerState, event: Event, _: Frame) -> LearnerState:
    return _with_step(state, event, lambda step: replace(step, rungs=max(step.rungs, event.body["rung"])))


def _step_shown(state: LearnerState, event: Event, frame: Frame) -> LearnerState:
    """A step whose solution was asked for is done, and counts as not known unless it was tried before."""
    item, name = state.item, _about(event).step
    if item is None or not _mine(state, event) or name is None:
        return state
    before = item.step(name)
    state = _with_step(state, event, lambda step: replace(step, shown=True, done=True))
    judged = Judged(Outcome.INCORRECT, 0.0, event.body["difficulty"], 0.0)
    state = judge(state, event, judged, before, frame.course, frame.model)
    if not event.body["finishes"] or state.item is None:
        return state
    return _finished(replace(state, item=replace(state.item, finished=True)), event, frame)


def _with_step(state: LearnerState, event: Event, change: Callable[[StepProgress], StepProgress]) -> LearnerState:
    item, name = state.item, _about(event).step
    if item is None or not _mine(state, event) or name is None:
        return state
    return replace(state, item=replace(item, steps={**item.steps, name: change(item.step(name))}))


def _message_said(state: LearnerState, event: Event, _: Frame) -> LearnerState:
    return _talk(state, event, "learner", (Piece(event.body["text"], Source.PERSON),))


def _words_said(state: LearnerState, event: Event, _: Frame) -> LearnerState:
    pieces = tuple(
        Piece(p["text"], Source(p["source"]), p.get("title"), p.get("link"), bool(p.get("quoted")))
        for p in event.body["words"]
    )
    if state.paused == event.body["turn"]:
        state = replace(state, care=pieces)
    return _talk(state, event, "tutor", pieces)


def _talk(state: LearnerState, event: Event, who: str, pieces: tuple[Piece, ...]) -> LearnerState:
    if state.item is None or not _mine(state, event):
        return state
    said = Said(event.body["turn"], who, pieces, event.draft.server_time)
    before = state.item.talk
    if who == "tutor" and any(each.turn == said.turn and each.who == who for each in before):
        # The same turn in other words: a model's, where the authored ones were recorded first.
        talk = tuple(replace(e, words=pieces) if e.turn == said.turn and e.who == who else e for e in before)
    else:
        talk = (*before, said)
    return replace(state, item=replace(state.item, talk=talk))


def _words_rated(state: LearnerState, event: Event, _: Frame) -> LearnerState:
    if state.item is None:
        return state
    talk = tuple(
        replace(said, rated=event.body["helpful"]) if said.turn == event.body["turn"] and said.who == "tutor" else said
        for said in state.item.talk
    )
    return replace(state, item=replace(state.item, talk=talk))


def _grade_decided(state: LearnerState, event: Event, frame: Frame) -> LearnerState:
    return _ruled(state, event, "person", frame)


def _grade_replayed(state: LearnerState, event: Event, frame: Frame) -> LearnerState:
    return _ruled(state, event, "checker", frame)


def _ruled(state: LearnerState, event: Event, by: str, frame: Frame) -> LearnerState:
    """Somebody judged otherwise; an item whose last open step is right by that is finished."""
    body = event.body
    outcome = Outcome(body["outcome"])
    credit = 1.0 if outcome is Outcome.CORRECT else float(body.get("credit", 0.0))
    was = None if body["was"] is None else Outcome(body["was"])
    ruling = Ruling(body["attempt"], outcome, credit, by, body["evidence"], was, body["misconception"])
    state = replace_judgement(state, event, ruling, frame.course, frame.model)
    if not body["finishes"] or not _mine(state, event) or state.item is None or state.item.finished:
        return state
    return _finished(replace(state, item=replace(state.item, finished=True)), event, frame)


def _self_judged(state: LearnerState, event: Event, frame: Frame) -> LearnerState:
    step = _about(event).step
    free = state.item is None or not _mine(state, event) or not state.item.step(step or "").counted
    outcome = Outcome(event.body["outcome"])
    credit = 1.0 if outcome is Outcome.CORRECT else 0.0
    ruling = Ruling(event.body["attempt"], outcome, credit, "self", free, Outcome.PERSON)
    return replace_judgement(state, event, ruling, frame.course, frame.model)


def _report_made(state: LearnerState, event: Event, _: Frame) -> LearnerState:
    skill, body = _about(event).skill, event.body
    if body["what"] == "stuck" and skill is not None:
        return replace(state, referred={**state.referred, body["report"]: skill})
    if body["what"] not in ("grade", "answer") or not body["attempt"]:
        return state
    others = tuple(one for one in state.contests if one.attempt != body["attempt"])
    return replace(state, contests=(*others, Contest(body["attempt"], body["report"]))[-CONTESTS:])


def _report_answered(state: LearnerState, event: Event, _: Frame) -> LearnerState:
    report = event.body["report"]
    contests = tuple(replace(one, open=False) if one.report == report else one for one in state.contests)
    return replace(state, contests=contests, referred={r: s for r, s in state.referred.items() if r != report})


def _alert_raised(state: LearnerState, event: Event, _: Frame) -> LearnerState:
    return replace(state, paused=event.body["turn"], care=())


def _lesson_resumed(state: LearnerState, _event: Event, _: Frame) -> LearnerState:
    return replace(state, paused=None, care=())


def _reviews_brought(state: LearnerState, event: Event, frame: Frame) -> LearnerState:
    return brought(state, event, frame.course, frame.model)


def _reviews_withdrawn(state: LearnerState, event: Event, frame: Frame) -> LearnerState:
    return withdrawn(state, event, frame.model)


def _mine(state: LearnerState, event: Event) -> bool:
    return state.item is not None and event.body.get("item") == state.item.id


def _about(event: Event) -> About:
    about = event.draft.about
    if about is None:
        raise ValueError(f"event {event.id} of kind {event.kind} says nothing of its course")
    return about


FOLDERS: dict[str, Folder] = {
    "course.joined": _joined,
    "goal.set": _goal_set,
    "session.started": _session_started,
    "session.ended": _session_ended,
    "item.opened": _item_opened,
    "item.left": _item_left,
    "step.attempted": _step_attempted,
    "step.undone": _step_undone,
    "example.studied": _example_studied,
    "hint.taken": _hint_taken,
    "step.shown": _step_shown,
    "message.said": _message_said,
    "words.said": _words_said,
    "words.rated": _words_rated,
    "grade.decided": _grade_decided,
    "grade.replayed": _grade_replayed,
    "answer.self-judged": _self_judged,
    "report.made": _report_made,
    "alert.raised": _alert_raised,
    "lesson.resumed": _lesson_resumed,
    "report.answered": _report_answered,
    "goal.assigned": goal_assigned,
    "reviews.brought": _reviews_brought,
    "reviews.withdrawn": _reviews_withdrawn,
    **SHEETS,
    **RESOURCES,
}
"""What each kind of event does to the state. A test finds a kind that is neither here nor listed as passing through."""
BY_STAFF = frozenset(
    {"grade.decided", "grade.replayed", "report.answered", "alert.acknowledged", "alert.told", "accommodation.set",
     "goal.assigned", "reviews.brought", "reviews.withdrawn"}
)  # fmt: skip
"""What others do to a log, and what was done elsewhere: not the learner's time."""
PASSING = frozenset(
    {"alert.acknowledged", "alert.told", "preference.set", "accommodation.set", "words.checked", "rule.fired",
     "message.read", "fact.noted", "fact.corrected", "fact.forgotten", "remembering.set", "token.made", "token.revoked",
     "token.used", "package.launched", "package.reported"}
)  # fmt: skip


def apply_draft(state: LearnerState, draft: Draft, frame: Frame) -> LearnerState:
    """The state as it will be once a draft is recorded. No fold looks at an event's id or place: a test says so."""
    nobody = UUID(int=0)
    return apply(state, Event(nobody, nobody, nobody, 0, draft), frame)
