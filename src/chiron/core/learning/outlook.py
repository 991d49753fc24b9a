"""How likely the next answer in a skill is right, why, how that came about, and what would change it. Pure.

The chance and its terms come from ``prediction``: the terms sum to the logit, so nothing is said that did not count.
What a learner's log tells is read as a fit reads it (``fitted.responses``), overruled grades as they stand now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from chiron.core.learning.course import Course
from chiron.core.learning.fitted.responses import Response
from chiron.core.learning.mastery import SkillView
from chiron.core.learning.prediction import (
    Learner,
    Next,
    Parameters,
    Prediction,
    Seen,
    absorb,
    begin,
    begun,
    fresh,
    predict,
    step,
)

TREND = 10
"""So many of the latest answers in the skill are in the trend."""
LEAST = 0.005
"""A smaller change of the chance is none that a page shows."""
LIKELY = 0.7
"""A skill this likely needs no explanation by what it builds on, and is none for another."""


class Answered(NamedTuple):
    """One answer in the skill, and the ``chance`` of the next after it.

    ``turned`` names the term for which the chance moved against the answer: lower after a right one, or higher after a
    wrong one; None where it moved with it, or hardly. ``told``: a program handed it in.
    """

    when: datetime
    chance: float
    right: bool
    hints: int
    turned: str | None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Outlook:
    """One skill of one learner at a time.

    ``said`` is the chance in (0, 1) of a usual step of the skill, alone, without guessing, with its terms; ``trend``
    the chance after each of the latest answers in it, oldest first; ``if_right`` and ``if_wrong`` the chance after one
    more; ``answers`` counts those in the skill. ``given`` are the answers of the trend; ``right_turned`` and
    ``wrong_turned`` the terms for which one more would move the chance against itself.
    """

    skill: str
    said: Prediction
    trend: tuple[tuple[datetime, float], ...]
    if_right: float
    if_wrong: float
    answers: int
    given: tuple[Answered, ...] = ()
    right_turned: str | None = None
    wrong_turned: str | None = None


def opening(course: Course) -> Parameters:
    """What is believed of a course's skills and templates before anybody's answers: the stated difficulties."""
    material = fresh(
        {name: skill.difficulty for name, skill in course.skills.items()},
        {_item(*names): template.difficulty for names, template in course.templates.items()},
        {name: skill.prerequisites for name, skill in course.skills.items()},
    )
    return begun(material)


def seen(response: Response) -> Seen:
    """A first judged try as the prediction sees it."""
    told = response.seen
    return Seen(
        item=_item(response.skill, response.template),
        skills=(response.skill,),
        right=told.credit,
        when=told.when.timestamp(),
        guess=told.guess,
        hints=told.hints,
        took=response.seconds,
        unsure=told.unsure,
    )


def outlook(responses: Iterable[Response], parameters: Parameters, skill: str, when: datetime) -> Outlook:
    """Why the next answer in a skill is as likely as it is. A time before the last answer's counts as that."""
    learner, given = begin(settings=parameters.settings), list[Answered]()
    before: Prediction | None = None
    for response in responses:
        absorb(learner, parameters.material, parameters.settings, seen(response))
        if response.skill == skill:
            after = _next(learner, parameters, skill, response.seen.when)
            turned = None if before is None else against(before, after, response.right)
            hints, told = response.seen.hints, response.told
            given.append(Answered(response.seen.when, after.chance, response.right, hints, turned, told))
            before = after
        when = max(when, response.seen.when)
    said = _next(learner, parameters, skill, when)
    right, wrong = (_after(learner, parameters, skill, when, credit) for credit in (1.0, 0.0))
    return Outlook(
        skill,
        said,
        tuple((one.when, one.chance) for one in given[-TREND:]),
        right.chance,
        wrong.chance,
        len(given),
        tuple(given[-TREND:]),
        against(said, right, True),
        against(said, wrong, False),
    )


def against(before: Prediction, after: Prediction, right: bool) -> str | None:
    """The term that moved a chance most against the answer between; None where it moved with the answer, or hardly."""
    sign = 1.0 if right else -1.0
    if sign * (after.chance - before.chance) >= -LEAST:
        return None
    was = {term.name: term.value for term in before.terms}
    return min(after.terms, key=lambda term: sign * (term.value - was.get(term.name, 0.0))).name


def roots(course: Course, views: Mapping[str, SkillView], skill: str) -> tuple[str, ...]:
    """What a skill that is not likely yet fails by, if by something that it builds on: the least likely first.

    These are the skills that it needs, near or far, which were answered and are less likely than LIKELY while all that
    *they* need is at least so likely. Empty where the skill itself is likely, or where only it is left to learn.
    """
    if skill not in views or views[skill].likely >= LIKELY:
        return ()
    weak = [name for name in _needed(course, skill) if views[name].likely < LIKELY and views[name].evidence]
    whole = [name for name in weak if not any(other in weak for other in _needed(course, name))]
    return tuple(sorted(whole, key=lambda name: (views[name].likely, name)))


def _needed(course: Course, skill: str) -> Iterator[str]:
    """Every skill that one needs, near ones first; a circle ends where it began."""
    met, waiting = {skill}, list(course.skills[skill].prerequisites)
    for name in waiting:  # grows while it runs: breadth first
        if name in met or name not in course.skills:
            continue
        met.add(name)
        yield name
        waiting.extend(course.skills[name].prerequisites)


def _next(learner: Learner, parameters: Parameters, skill: str, when: datetime) -> Prediction:
    return predict(learner, parameters, Next("", (skill,), when.timestamp()))


def _after(learner: Learner, parameters: Parameters, skill: str, when: datetime, credit: float) -> Prediction:
    after = step(learner, parameters, Seen("", (skill,), credit, when.timestamp()))
    return _next(after, parameters, skill, when)


def _item(skill: str, template: str) -> str:
    return f"{skill}/{template}"
