"""Whether something to read, see or try is offered beside the open item: decided from what is at hand, never forced.

It is weighed when an item turns out hard (not yet twice at a step, its hints used up, its solution shown), and before a
skill that is new. What is decided goes into the log with the turn that led to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Literal

from chiron.core.events import KINDS, About, Draft
from chiron.core.learning.course import Course
from chiron.core.learning.decide.items import view
from chiron.core.learning.decide.setting import Decision, Setting
from chiron.core.learning.decide.steps import HELPLESS
from chiron.core.learning.fold import apply_draft
from chiron.core.learning.resources.choosing import Asked, Weighed, candidates, weighed
from chiron.core.learning.resources.helping import Helps
from chiron.core.learning.resources.reasons import NOT_OFFERED, reason
from chiron.core.learning.state import LearnerState
from chiron.core.words import Json, Outcome

QUIET = timedelta(hours=20)
"""For so long after a weighing nothing is weighed at the same skill."""
HARD = 2
"""So many answers at a step that are not yet right make an item hard."""
LIKELY = 0.6
"""Before a skill that is new something is offered where a right answer is not likelier than this."""
WRONG = (Outcome.INCORRECT.value, Outcome.PARTLY.value)
KIND = "resource.offered"


@dataclass(frozen=True, slots=True)
class Moment:
    """When something may be offered: at which skill, and what led to it."""

    skill: str
    occasion: Literal["hard", "new"]


def with_offer(before: LearnerState, decision: Decision, setting: Setting, helps: Helps) -> Decision:
    """The decision with the offer that goes with it, if one does. Most turns end at the first look."""
    if not setting.frame.course.aids or not decision.drafts:
        return decision
    if any(draft.body.get("origin") for draft in decision.drafts):
        return decision  # A program shows no page beside the item.
    found = moment(before, decision.drafts, setting.frame.course)
    if found is None or setting.when - before.weighed.get(found.skill, setting.when - QUIET) < QUIET:
        return decision
    after = before
    for draft in decision.drafts:
        after = apply_draft(after, draft, setting.frame)
    made = _weigh(after, found, setting, helps, decision.drafts[0])
    return decision if made is None else replace(decision, drafts=(*decision.drafts, made))


def moment(before: LearnerState, drafts: tuple[Draft, ...], course: Course) -> Moment | None:
    """Whether these events are a moment for it. Cheap: nothing is made or folded."""
    for draft in drafts:
        about, body = draft.about, draft.body
        if about is None or about.skill is None:
            continue
        if draft.kind == "item.opened":
            new = before.record(about.skill).opportunities == 0 and body["purpose"] not in (*HELPLESS, "review")
            return Moment(about.skill, "new") if new and about.skill in course.aids else None
        if draft.kind in _HARD and _open(before, course, body.get("item")) and _HARD[draft.kind](before, draft, course):
            assert before.item is not None
            return Moment(before.item.skill, "hard")
    return None


def _open(before: LearnerState, course: Course, item: Json) -> bool:
    """Whether the open item is one beside which something may be offered."""
    one = before.item
    fits = one is not None and one.id == item and one.offer is None and one.purpose not in HELPLESS
    return fits and one is not None and one.skill in course.aids


def _twice(before: LearnerState, draft: Draft, _: Course) -> bool:
    assert before.item is not None
    assert draft.about is not None
    counted = before.item.step(draft.about.step or "").counted
    earlier = sum(one.outcome.value in WRONG for one in counted)
    return draft.body["outcome"] in WRONG and earlier >= HARD - 1


def _used_up(before: LearnerState, draft: Draft, course: Course) -> bool:
    item, about = before.item, draft.about
    assert item is not None
    assert about is not None
    template = course.templates.get((item.skill, item.template))
    rungs = next((len(s.rungs) for s in template.steps if s.id == about.step), 0) if template is not None else 0
    return 0 < rungs <= int(draft.body["rung"])


_HARD: dict[str, Callable[[LearnerState, Draft, Course], bool]] = {
    "step.attempted": _twice,
    "hint.taken": _used_up,
    "step.shown": lambda _before, _draft, _course: True,
}
"""What makes an item hard, by the kind of event."""


def _weigh(after: LearnerState, found: Moment, setting: Setting, helps: Helps, first: Draft) -> Draft | None:
    item, frame = after.item, setting.frame
    if item is None or item.skill != found.skill or after.paused is not None:
        return None
    seen = view(after, frame)
    expected = frame.model.predict(seen.estimate(found.skill, setting.when))
    if found.occasion == "new" and expected > LIKELY:
        return None
    asked = Asked(found.skill, setting.when, setting.talk.language, after.used)
    every = weighed(seen, candidates(seen, setting.policy, asked), asked, helps)
    if not every:
        return None
    # Told again from the log: the id of the item was drawn by chance and stands there.
    taken = _drawn(every, Random(f"offer/{item.id}").random())  # noqa: S311
    body: dict[str, Json] = {
        "item": item.id,
        "offer": f"{item.id}/offer",
        "resource": None if taken is None else taken.aid.id,
        "reason": NOT_OFFERED if taken is None else reason(found.occasion, taken, found.skill, helps),
        "because": {"expected": round(expected, 4), **_because(every, taken, found, helps)},
    }
    about = About(frame.course.id, frame.version, found.skill, item.template, item.seed)
    about, body = frame.said(KIND, about, body)
    key = f"{first.key}/offer"
    return replace(
        first, kind=KIND, version=KINDS[KIND].version, body=body, key=key, actor=None, client_time=None, about=about
    )


def _drawn(every: tuple[Weighed, ...], draw: float) -> Weighed | None:
    for one in every:
        draw -= one.chance
        if draw < 0.0:
            return one
    return None


def _because(every: tuple[Weighed, ...], taken: Weighed | None, found: Moment, helps: Helps) -> dict[str, Json]:
    """What the offer rests on. ``chance`` is that of what was drawn, ``others`` those of what might have been, by id;
    ``nothing`` that of no offer."""
    nothing = max(0.0, 1.0 - sum(one.chance for one in every))
    because: dict[str, Json] = {
        "skill": found.skill,
        "occasion": found.occasion,
        "chance": round(nothing if taken is None else taken.chance, 4),
        "nothing": round(nothing, 4),
        "others": {one.aid.id: round(one.chance, 4) for one in every if one is not taken},
        "known": helps.version,
    }
    if taken is not None:
        there = helps.known(taken.aid.id, found.skill)
        because |= {
            "help": round(taken.help.mean, 4),
            "spread": round(taken.help.spread, 4),
            "practice": round(taken.cost, 4),
            "minutes": taken.aid.minutes,
            "offered": 0 if there is None else there.offered,
            "beside": 0 if there is None else there.beside,
        }
    return because
