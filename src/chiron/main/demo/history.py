"""Weeks of made-up work, by the same decisions and the same fold as real work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from math import erf, sqrt
from random import Random
from uuid import UUID

from chiron.core.learning import commands as c
from chiron.core.learning.decide import OldPage
from chiron.core.learning.fold import Frame
from chiron.core.learning.interactions import interaction
from chiron.core.learning.policies import Policy
from chiron.core.learning.rehearse import Rehearsal
from chiron.main.demo.cast import GOAL, Part
from chiron.main.demo.moments import MOMENTS

MOST_TRIES = 3
HURRY = 4
"""From this item of the last sitting on, who is to be found in the middle of a question stops at any."""


def lived(
    frame: Frame, policy: Policy, part: Part, person: UUID, now: datetime, new_id: Callable[[], UUID]
) -> Rehearsal:
    """Everything that a learner of the cast did up to now."""
    chance = Random(part.name)  # noqa: S311 - the same made-up history every time
    first = now - timedelta(days=part.sittings[0], hours=2)
    learner = Rehearsal(frame, policy, chance, new_id, person, first)
    until = (now + timedelta(days=27)).date().isoformat()
    learner.do(c.SetGoal("", None, GOAL, "", until, 90))
    ability = part.ability
    for place, days in enumerate(part.sittings):
        last = place == len(part.sittings) - 1
        learner.when = max(learner.when, now - timedelta(days=days, minutes=25))
        _sit(learner, part, ability, "diagnostic" if place == 0 else "practice", last)
        ability += part.growth
    if part.moment:
        MOMENTS[part.moment](learner)
    return learner


def _sit(learner: Rehearsal, part: Part, ability: float, purpose: str, last: bool) -> None:
    try:
        learner.start(purpose)
    except OldPage:
        return  # All of the goal is shown and nothing is due: a day of rest.
    for items in range(20):
        session = learner.state.session
        if session is None or session.ended is not None:
            return
        leave = last and items >= 2
        if leave and part.leaves == "stuck":
            _be_stuck(learner)
            return
        if leave and part.leaves == "middle" and _middle(learner, 2 if items < HURRY else 1):
            return
        _work(learner, part, ability)
        learner.go_on()


def _work(learner: Rehearsal, part: Part, ability: float) -> None:
    learner.study()
    while learner.state.item is not None and not learner.state.item.finished:
        _try(learner, part, ability)


def _try(learner: Rehearsal, part: Part, ability: float) -> None:
    step, item = learner.step, learner.state.item
    assert item is not None
    progress, chance = learner.progress, learner.chance
    skill = learner.frame.course.skills[step.skill]
    helped = 0.5 * progress.rungs + 0.6 * len(progress.counted)
    knows = chance.random() < 0.5 * (1 + erf((ability + 0.6 - skill.difficulty + helped) / sqrt(2)))
    kind = interaction(step.kind)
    form = kind.right(step.task, step.key)
    wrong = kind.mistakes(step.task, step.key)
    if form is None:
        learner.do(c.Skip("", None, item.id))
        return
    if not knows and progress.counted and progress.rungs < len(step.hints) and item.purpose != "diagnostic":
        learner.hint()
        return
    if not knows and (not wrong or chance.random() > part.misled):
        learner.unsure()
        return
    if not knows and len(progress.counted) < MOST_TRIES:
        form = wrong[chance.randrange(len(wrong))]
    response = kind.read(step.task, form)
    learner.respond(response, kind.grade(step.task, step.key, response))


def _middle(learner: Rehearsal, steps: int) -> bool:
    """Stop in the middle of an item of so many steps or more: all but one done, of those, and that one tried once."""
    item = learner.state.item
    if item is None or item.purpose == "diagnostic":
        return False
    template = learner.frame.course.templates[(item.skill, item.template)]
    if len(template.steps) < steps or item.because.get("given"):
        return False
    if steps == 1 and not interaction(learner.step.kind).mistakes(learner.step.task, learner.step.key):
        return False
    learner.study()
    for _ in range(steps - 1):
        _right(learner)
    kind, step = interaction(learner.step.kind), learner.step
    wrong = kind.mistakes(step.task, step.key)
    if wrong:
        response = kind.read(step.task, wrong[0])
        learner.respond(response, kind.grade(step.task, step.key, response))
        learner.hint()
    return True


def _right(learner: Rehearsal) -> None:
    step = learner.step
    kind = interaction(step.kind)
    form = kind.right(step.task, step.key)
    if form is not None:
        response = kind.read(step.task, form)
        learner.respond(response, kind.grade(step.task, step.key, response))


def _be_stuck(learner: Rehearsal) -> None:
    """Three wrong tries, every hint, then nothing more."""
    learner.study()
    step = learner.step
    kind = interaction(step.kind)
    for form in (kind.mistakes(step.task, step.key) * 3)[:3]:
        if learner.state.item is None or learner.state.item.finished:
            return
        response = kind.read(step.task, form)
        learner.respond(response, kind.grade(step.task, step.key, response))
        learner.hint()
    learner.hint()
