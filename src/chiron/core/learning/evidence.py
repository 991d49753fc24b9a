"""How one judged attempt becomes evidence: the estimate, the trace, the memory.

Only the first judged try at a step is evidence; what follows with feedback on the page is practice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from chiron.core.events import Event
from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Estimate, Model, Observation
from chiron.core.learning.memory import rating, review
from chiron.core.learning.state import LearnerState, OpenItem, SkillRecord, StepProgress, Trace
from chiron.core.words import Outcome

TRACE = 12
"""How many of the latest opportunities a skill keeps for its evidence panel."""
SELF_JUDGED = 0.25
"""How much learners' judgement of their own answer weighs beside a person's."""
LEAST_PRECISION = 1e-3
"""Floor of a precision after evidence is taken out, so that a variance stays finite."""
JUDGED = (Outcome.CORRECT, Outcome.INCORRECT, Outcome.PARTLY)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of one try when it becomes evidence. ``credit`` and ``guess`` are in [0, 1]."""

    outcome: Outcome
    credit: float
    difficulty: float
    guess: float
    unsure: bool = False
    misconception: str | None = None

    def observation(self, item: str, step: str, hints: int, when: datetime) -> Observation:
        """The same, as the learner model takes it."""
        return Observation(self.credit, when, item, step, self.difficulty, self.guess, hints, self.unsure)


def judge(
    state: LearnerState, event: Event, judged: Judged, before: StepProgress, course: Course, model: Model
) -> LearnerState:
    """Fold a judged try into the estimate of its skill, if it is evidence."""
    about, item = event.draft.about, state.item
    if judged.outcome not in JUDGED or before.counted or before.shown or item is None or about is None:
        return state
    when = event.draft.server_time
    skill = about.skill if about.skill in course.skills else item.skill
    prior = model.estimate(course, skill, state.estimates, when)
    after = model.update(prior, judged.observation(_name(item), about.step or "", before.rungs, when))
    return _counted(state, skill, after, _trace(event, item, judged, before.rungs, prior, after), prior)


def _trace(event: Event, item: OpenItem, judged: Judged, hints: int, prior: Estimate, after: Estimate) -> Trace:
    return Trace(
        key=event.draft.key,
        at=event.draft.server_time,
        outcome=judged.outcome,
        hints=hints,
        template=item.template,
        seed=item.seed,
        misconception=judged.misconception,
        precision=1 / after.variance - 1 / prior.variance,
        shift=after.mean / after.variance - prior.mean / prior.variance,
    )


def _counted(state: LearnerState, skill: str, after: Estimate, trace: Trace, prior: Estimate) -> LearnerState:
    record = state.record(skill)
    record = replace(
        record,
        estimate=after,
        opportunities=record.opportunities + 1,
        trace=(*record.trace, trace)[-TRACE:],
    )
    return _named(_remember_before(replace(state, skills={**state.skills, skill: record}), skill, prior), skill, trace)


def _remember_before(state: LearnerState, skill: str, prior: Estimate) -> LearnerState:
    session = state.session
    if session is None or session.ended is not None or skill in session.before:
        return state
    return replace(state, session=replace(session, before={**session.before, skill: prior}))


def _named(state: LearnerState, skill: str, trace: Trace) -> LearnerState:
    if trace.misconception is None:
        return state
    name = f"{skill}/{trace.misconception}"
    state = replace(state, misconceptions={**state.misconceptions, name: state.misconceptions.get(name, 0) + 1})
    session = state.session
    if session is None or session.ended is not None:
        return state
    counts = {**session.misconceptions, name: session.misconceptions.get(name, 0) + 1}
    return replace(state, session=replace(session, misconceptions=counts))


def _name(item: OpenItem) -> str:
    return f"{item.template}#{item.seed}"


def reviewed(state: LearnerState, item: OpenItem, when: datetime, course: Course, model: Model) -> LearnerState:
    """Fold a finished item into the memory of its skill: one begins when the skill is first demonstrated."""
    record = state.record(item.skill)
    if record.memory is None:
        estimate = model.estimate(course, item.skill, state.estimates, when)
        if model.view(estimate, None, when).state != "demonstrated":
            return state
    memory = review(record.memory, rate(item), when, item.retention)
    return replace(state, skills={**state.skills, item.skill: replace(record, memory=memory)})


def rate(item: OpenItem) -> int:
    """The FSRS rating that a finished item earned, from how its steps went."""
    steps = [step for step in item.steps.values() if step.counted or step.shown]
    credit = sum(not step.shown for step in steps) / max(1, len(steps))
    hints = sum(step.rungs for step in steps)
    tries = 1 + sum(len(step.counted) - 1 for step in steps if step.counted)
    return rating(credit, hints, tries)


def replace_judgement(
    state: LearnerState, event: Event, course: Course, model: Model, *, by_themselves: bool = False
) -> LearnerState:
    """A person judged an attempt: take the old evidence out and put theirs in.

    What learners say of their own answers weighs SELF_JUDGED as much and never counts as solved alone.
    """
    about, body = event.draft.about, event.body
    if about is None or about.skill is None or about.skill not in course.skills:
        return state
    when, outcome = event.draft.server_time, Outcome(body["outcome"])
    record = state.record(about.skill)
    old = next((t for t in record.trace if t.key == body["attempt"]), None)
    base = model.estimate(course, about.skill, state.estimates, when)
    item = f"{about.template}#{about.seed}"
    if old is not None:
        base = _unseen(_without(base, old), item, about.step or "", _otherwise_spoiled(record, old))
    credit = 1.0 if outcome is Outcome.CORRECT else 0.0
    hints = (old.hints if old else 0) + int(by_themselves)
    judged_now = Judged(outcome, credit, body["difficulty"], body["guess"])
    after = model.update(base, judged_now.observation(item, about.step or "", hints, when))
    if by_themselves:
        after = _weakened(base, after)
    judged = replace(
        old or Trace(body["attempt"], when, outcome, 0, about.template or "", about.seed or 0),
        outcome=outcome,
        misconception=None,
        precision=1 / after.variance - 1 / base.variance,
        shift=after.mean / after.variance - base.mean / base.variance,
        overturned=True,
    )
    trace = tuple(judged if t.key == judged.key else t for t in record.trace) if old else (*record.trace, judged)
    record = SkillRecord(after, record.memory, record.opportunities + (0 if old else 1), trace[-TRACE:])
    return _decided_item(replace(state, skills={**state.skills, about.skill: record}), body["attempt"], outcome)


def _decided_item(state: LearnerState, attempt: str, outcome: Outcome) -> LearnerState:
    if state.item is None:
        return state
    steps = {
        name: replace(
            step,
            attempts=tuple(replace(a, outcome=outcome) if a.key == attempt else a for a in step.attempts),
            done=step.done or (outcome is Outcome.CORRECT and any(a.key == attempt for a in step.attempts)),
        )
        for name, step in state.item.steps.items()
    }
    return replace(state, item=replace(state.item, steps=steps))


def _without(estimate: Estimate, trace: Trace) -> Estimate:
    precision = max(1 / estimate.variance - trace.precision, LEAST_PRECISION)
    shift = estimate.mean / estimate.variance - trace.shift
    return replace(estimate, mean=shift / precision, variance=1 / precision, evidence=max(0, estimate.evidence - 1))


def _weakened(base: Estimate, after: Estimate) -> Estimate:
    """A part of what was learnt between two estimates: of the precision and of the precision times the mean."""
    before, now = 1 / base.variance, 1 / after.variance
    precision = max(before + SELF_JUDGED * (now - before), LEAST_PRECISION)
    shift = base.mean * before + SELF_JUDGED * (after.mean * now - base.mean * before)
    return replace(after, mean=shift / precision, variance=1 / precision)


def _unseen(estimate: Estimate, item: str, step: str, spoiled: bool) -> Estimate:
    """The estimate as if the step had not been answered: judging the same try again is no second answer to it."""
    place = next((n for n in reversed(range(len(estimate.seen))) if estimate.seen[n] == f"{item}#{step}"), None)
    seen = estimate.seen if place is None else (*estimate.seen[:place], *estimate.seen[place + 1 :])
    alone = tuple(one for one in estimate.alone if one != item)
    return replace(
        estimate,
        seen=seen,
        alone=alone,
        spoiled=item if spoiled else "" if estimate.spoiled == item else estimate.spoiled,
    )


def _otherwise_spoiled(record: SkillRecord, old: Trace) -> bool:
    """Whether another step of the same item was not solved alone."""
    return any(
        other.key != old.key
        and (other.template, other.seed) == (old.template, old.seed)
        and (other.outcome is not Outcome.CORRECT or other.hints > 0)
        for other in record.trace
    )
