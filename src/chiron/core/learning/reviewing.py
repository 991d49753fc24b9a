"""How a finished item becomes a review in its skill's memory, and how the memory follows a grade judged otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Model
from chiron.core.learning.memory import Memory, Recall, learnt, prior_of, relearnt
from chiron.core.learning.memory.elsewhere import begun_with
from chiron.core.learning.memory.finished import (
    AT_ONCE,
    Finished,
    Step,
    Try,
    after,
    holds,
    judged_otherwise,
    kept,
    rate,
    remembered,
)
from chiron.core.learning.memory.fsrs6 import Scales
from chiron.core.learning.state import LearnerState, OpenItem, SkillRecord, StepProgress
from chiron.core.words import Outcome


def reviewed(state: LearnerState, item: OpenItem, when: datetime, course: Course, model: Model) -> LearnerState:
    """Fold a finished item into the memory of its skill: one begins when the skill is first demonstrated."""
    if item.skill not in course.skills:
        return state
    record = state.record(item.skill)
    one, elsewhere = _finished(item, when), record.elsewhere
    if record.memory is not None:
        one = one._replace(learnt=rate(one) is not None)
    elif rate(one) is not None and _demonstrated(state, item.skill, when, course, model):
        one = one._replace(begins=AT_ONCE)
    scales = prior_of(model).scales
    every = (*record.finished, one)
    if elsewhere is not None:
        elsewhere = replace(elsewhere, alone=kept(elsewhere.alone, every, scales)[0])
    earlier, finished = kept(record.earlier, every, scales, elsewhere)
    before = begun_with(record.memory, elsewhere, when)
    state = replace(state, recall=_recall(state, before, rate(one), when, model))
    memory = after(before, one, scales, elsewhere)
    record = replace(record, memory=memory, earlier=earlier, finished=finished, elsewhere=elsewhere)
    return replace(state, skills={**state.skills, item.skill: record})


def _recall(
    state: LearnerState, memory: Memory | None, rated: int | None, when: datetime, model: Model
) -> Recall | None:
    """The learner's forgetting curve after a review."""
    if memory is None or rated is None:
        return state.recall
    return learnt(state.recall or prior_of(model).recall, memory, rated > 1, when)


def _finished(item: OpenItem, when: datetime) -> Finished:
    """The item as memory keeps it. Its steps go by name: a snapshot that was read back has them in another order."""
    steps = (item.steps[name] for name in sorted(item.steps))
    return Finished(when, item.retention, tuple(Step(_tries(step), step.rungs, step.shown) for step in steps))


def _tries(step: StepProgress) -> tuple[Try, ...]:
    return tuple(Try(one.key, one.outcome, one.rungs, one.decided == "self") for one in step.attempts)


def _demonstrated(state: LearnerState, skill: str, when: datetime, course: Course, model: Model) -> bool:
    estimate = model.estimate(course, skill, state.estimates, when)
    return model.view(estimate, None, when).state == "demonstrated"


def remembered_otherwise(
    state: LearnerState, attempt: str, outcome: Outcome, own: bool, course: Course, model: Model
) -> LearnerState:
    """The memory as if the attempt's finished item had gone as it is judged now; ``own``: by the learner's own word.

    A memory that began when its item was finished stays one. Where the skill is demonstrated now that this is right,
    its memory begins with the latest item, and ends again if it is judged back. An attempt in an item older than the
    KEPT latest changes nothing.
    """
    skill = next((name for name, one in state.skills.items() if holds(one.finished, attempt)), None)
    if skill is None or skill not in course.skills:
        return state
    record = state.skills[skill]
    finished = judged_otherwise(record.finished, attempt, outcome, own)
    if finished == record.finished:
        return state
    scales = prior_of(model).scales
    memory, last = remembered(record.earlier, finished, scales, record.elsewhere), finished[-1]
    begins = memory is None and outcome is Outcome.CORRECT and rate(last) is not None
    if begins and _demonstrated(state, skill, last.at, course, model):
        finished = (*finished[:-1], last._replace(begins=attempt))
        memory = remembered(None, finished, scales, record.elsewhere)
    state = replace(state, recall=_recall_otherwise(state.recall, record, finished, scales))
    record = replace(record, memory=memory, finished=finished)
    return replace(state, skills={**state.skills, skill: record})


def _recall_otherwise(
    head: Recall | None, before: SkillRecord, finished: Sequence[Finished], scales: Scales
) -> Recall | None:
    """The learner's forgetting curve once the reviews that it learnt from went as they are judged now.

    What only a later judgement made a review was not learnt then and is not now.
    """
    memory = before.earlier
    for was, now in zip(before.finished, finished, strict=True):
        old, new = rate(was), rate(now)
        memory = begun_with(memory, before.elsewhere, was.at)
        if head is not None and memory is not None and was.learnt and old and new and (old > 1) is not (new > 1):
            head = relearnt(head, memory, new > 1, now.at)
        memory = after(memory, was, scales, before.elsewhere)
    return head
