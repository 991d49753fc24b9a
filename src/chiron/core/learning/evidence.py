"""How one judged attempt becomes evidence: the estimate, the trace, the memory; and how it is judged otherwise later.

Only the first judged try at a step is evidence; what follows with feedback on the page is practice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chiron.core.events import Event
from chiron.core.learning.copying import replace
from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Estimate, Model, Observation, kind_of
from chiron.core.learning.memory.finished import JUDGED
from chiron.core.learning.reviewing import remembered_otherwise
from chiron.core.learning.sites import NOTHING, alone, clean, counts, faded, moved, partly, sites
from chiron.core.learning.state import UNJUDGED, LearnerState, SkillRecord, StepProgress, Trace
from chiron.core.words import Outcome

TRACE = 12
"""How many of the latest opportunities a skill keeps for its evidence panel."""
SELF_JUDGED = 0.25
"""How much learners' judgement of their own answer weighs beside a person's."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of one try when it becomes evidence. ``credit`` and ``guess`` are in [0, 1]."""

    outcome: Outcome
    credit: float
    difficulty: float
    guess: float
    unsure: bool = False
    misconception: str | None = None

    def observation(self, item: str, step: str, hints: int, when: datetime, kind: str) -> Observation:
        """The same, as the learner model takes it."""
        return Observation(self.credit, when, item, step, self.difficulty, self.guess, hints, self.unsure, kind)


def judge(
    state: LearnerState, event: Event, judged: Judged, before: StepProgress, course: Course, model: Model
) -> LearnerState:
    """Fold a judged try into the estimate of its skill, if it is evidence."""
    about, item = event.draft.about, state.item
    if judged.outcome not in JUDGED or before.counted or before.shown or item is None or about is None:
        return state
    when = event.draft.server_time
    skill = about.skill if about.skill in course.skills else item.skill
    if skill not in course.skills:
        return state  # Passed over: chiron rebuild tells how often.
    prior = model.estimate(course, skill, state.estimates, when)
    template = course.templates.get((item.skill, item.template))
    if template is not None:  # As it is believed to be now: a fit may know better than what the event was told.
        judged = replace(judged, difficulty=template.difficulty)
    kind = kind_of(course, item.skill, item.template, about.step or "")
    seen = judged.observation(f"{item.template}#{item.seed}", about.step or "", before.rungs, when, kind)
    after = model.update(prior, seen)
    trace = Trace(
        key=event.draft.key,
        at=when,
        outcome=judged.outcome,
        hints=before.rungs,
        template=item.template,
        seed=item.seed,
        misconception=judged.misconception,
        sites=sites(model, prior, seen, judged.outcome, after),
        told=bool(event.body.get("origin")),
    )
    return _counted(state, skill, prior, after, trace)


def _counted(state: LearnerState, skill: str, prior: Estimate, after: Estimate, trace: Trace) -> LearnerState:
    record = state.record(skill)
    earlier = faded(record.trace, record.estimate, prior)
    record = replace(record, estimate=after, opportunities=record.opportunities + 1, trace=(*earlier, trace)[-TRACE:])
    state = _remember_before(replace(state, skills={**state.skills, skill: record}), skill, prior)
    return _renamed(state, skill, trace.at, None, trace.misconception)


def _remember_before(state: LearnerState, skill: str, prior: Estimate) -> LearnerState:
    session = state.session
    if session is None or session.ended is not None or skill in session.before:
        return state
    return replace(state, session=replace(session, before={**session.before, skill: prior}))


def _renamed(state: LearnerState, skill: str, at: datetime, before: str | None, now: str | None) -> LearnerState:
    """Count the misconception that an answer given at ``at`` shows, in place of the one that it showed."""
    if before == now:
        return state
    state = replace(state, misconceptions=_recounted(state.misconceptions, skill, before, now))
    session = state.session
    if session is None or at < session.started or (session.ended is not None and at > session.ended):
        return state
    return replace(
        state, session=replace(session, misconceptions=_recounted(session.misconceptions, skill, before, now))
    )


def _recounted(times: dict[str, int], skill: str, before: str | None, now: str | None) -> dict[str, int]:
    found = dict(times)
    for wrong, more in ((before, -1), (now, 1)):
        if wrong is not None:
            found[f"{skill}/{wrong}"] = found.get(f"{skill}/{wrong}", 0) + more
    return {wrong: count for wrong, count in found.items() if count > 0}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What somebody said of an attempt afterwards.

    ``evidence``: whether this attempt is the one that counts at its step. ``was``: how it counted until now, for one so
    old that no trace of it is kept. ``misconception`` is what it counts as where it is wrong. ``by`` is ``person``,
    ``self`` or ``checker``.
    """

    attempt: str
    outcome: Outcome
    credit: float
    by: str
    evidence: bool = True
    was: Outcome | None = None
    misconception: str | None = None


def replace_judgement(state: LearnerState, event: Event, ruling: Ruling, course: Course, model: Model) -> LearnerState:
    """Judge an attempt otherwise: take out what it said until now and put in what it says instead.

    Judged as it was, nothing changes; judged otherwise and back again, estimate and memory are what they were. The
    answer stays one answer, given when it was given. What learners say of their own answers weighs SELF_JUDGED as much
    and never counts as solved alone.
    """
    state = _estimated(state, event, ruling, course, model)
    return remembered_otherwise(state, ruling.attempt, ruling.outcome, ruling.by == "self", course, model)


def _estimated(state: LearnerState, event: Event, ruling: Ruling, course: Course, model: Model) -> LearnerState:
    """The estimate and what is counted with it, after an attempt was judged otherwise."""
    about = event.draft.about
    if about is None or about.skill is None or about.skill not in course.skills:
        return state
    skill, record = about.skill, state.record(about.skill)
    old = next((one for one in record.trace if one.key == ruling.attempt), None)
    state = _decided_item(state, ruling)
    if old is None and not ruling.evidence:
        return state
    if old is None:
        old, record = _begun(state, event, ruling, course, model)
    now = None if ruling.outcome is Outcome.CORRECT else ruling.misconception
    again = {Outcome.PARTLY.value: partly(old, ruling.credit)} if ruling.outcome is Outcome.PARTLY else {}
    judged = replace(
        old,
        outcome=ruling.outcome,
        sites={**old.sites, **again},
        weight=SELF_JUDGED if ruling.by == "self" else 1.0,
        misconception=now,
        overturned=True,
    )
    if judged == replace(old, overturned=True):
        return state
    trace = tuple(judged if one.key == judged.key else one for one in record.trace)
    assert record.estimate is not None
    after = moved(record.estimate, counts(old), counts(judged))
    record = replace(record, estimate=alone(after, trace, judged), trace=trace)
    state = replace(state, skills={**state.skills, skill: record})
    return _item_recounted(_renamed(state, skill, judged.at, old.misconception, now), judged)


def _begun(
    state: LearnerState, event: Event, ruling: Ruling, course: Course, model: Model
) -> tuple[Trace, SkillRecord]:
    """A trace of an attempt that has none, as if it had said nothing yet, and the record with it.

    It has none because no checker judged it, or because it is older than the last TRACE. What it said then is in the
    estimate and cannot be told apart; judging it otherwise adds the difference as it would be today.
    """
    about, body, when = event.draft.about, event.body, event.draft.server_time
    assert about is not None
    assert about.skill is not None
    record = state.record(about.skill)
    known = ruling.was is not None and ruling.was not in UNJUDGED and record.estimate is not None
    prior = model.estimate(course, about.skill, state.estimates, when)
    earlier = faded(record.trace, record.estimate, prior)
    seen = Judged(ruling.outcome, ruling.credit, body["difficulty"], body["guess"]).observation(
        f"{about.template}#{about.seed}",
        about.step or "",
        0,
        when,
        kind_of(course, about.skill, about.template or "", about.step or ""),
    )
    if not known:
        made = sites(model, prior, seen, ruling.outcome)
        begun = Trace(ruling.attempt, when, Outcome.PERSON, 0, about.template or "", about.seed or 0, sites=made)
        flags = model.update(prior, replace(seen, hints=int(ruling.by == "self")))
        estimate = replace(flags, mean=prior.mean, variance=prior.variance)
        trace = (*earlier, begun)[-TRACE:]
        return begun, replace(record, estimate=estimate, opportunities=record.opportunities + 1, trace=trace)
    assert ruling.was is not None
    assert record.estimate is not None
    made = sites(model, record.estimate, seen, ruling.outcome)
    base = made.get(ruling.was.value, NOTHING)
    made = {outcome: (one[0] - base[0], one[1] - base[1]) for outcome, one in made.items()}
    wrong = None if ruling.was is Outcome.CORRECT else ruling.misconception
    begun = Trace(ruling.attempt, when, ruling.was, 0, about.template or "", about.seed or 0, wrong, made)
    return begun, replace(record, trace=(begun, *record.trace))


def _decided_item(state: LearnerState, ruling: Ruling) -> LearnerState:
    """The open item with the attempt as it is judged now; a step that is right is done."""
    if state.item is None:
        return state
    steps = {
        step: replace(
            progress,
            attempts=tuple(
                replace(one, outcome=ruling.outcome, decided=ruling.by, first=one.first or one.outcome)
                if one.key == ruling.attempt
                else one
                for one in progress.attempts
            ),
            done=progress.done
            or (ruling.outcome is Outcome.CORRECT and any(one.key == ruling.attempt for one in progress.attempts)),
        )
        for step, progress in state.item.steps.items()
    }
    return replace(state, item=replace(state.item, steps=steps))


def _item_recounted(state: LearnerState, judged: Trace) -> LearnerState:
    """Whether a finished item was solved alone, after one of its answers was judged otherwise."""
    place = next((n for n, one in enumerate(state.recent) if (one.template, one.seed) == _place(judged)), None)
    if place is None or state.recent[place].right is None:
        return state
    traces = [one for record in state.skills.values() for one in record.trace if _place(one) == _place(judged)]
    before, right = state.recent[place].right, all(clean(one) for one in traces)
    recent = (*state.recent[:place], replace(state.recent[place], right=right), *state.recent[place + 1 :])
    state, session = replace(state, recent=recent), state.session
    if session is None or state.recent[place].at < session.started:
        return state
    return replace(state, session=replace(session, right=max(0, session.right + int(right) - int(bool(before)))))


def _place(trace: Trace) -> tuple[str, int]:
    return trace.template, trace.seed
