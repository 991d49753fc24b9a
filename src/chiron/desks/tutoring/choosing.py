"""Under what the next thing is chosen for a learner: what their teachers set, and the policy that a trial gives them.

Read where something is chosen or a page says what would be, never for an answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from chiron.core.learning import commands as c
from chiron.core.learning.decide import Setting, view
from chiron.core.learning.locking import NOTHING, Locked, strictest
from chiron.core.learning.state import LearnerState
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.engine.fits import trials
from chiron.engine.folds import Gathered
from chiron.engine.people import locks
from chiron.engine.people.consent import is_young
from chiron.engine.people.locks import ClassLock
from chiron.engine.people.person import Person
from chiron.engine.people.school import School

CHOOSES = (c.Start, c.Next, c.Skip, c.OneMore, c.GoOn)
"""The commands after which something is chosen."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """The setting with its policy within what ``locks`` leave open.

    ``asked``: a trial runs here in which the learner may take part, and nobody has said anything about it yet.
    """

    setting: Setting
    locks: tuple[ClassLock, ...] = ()
    asked: bool = False

    def closed(self, state: LearnerState, skill: str, purpose: str = "skill") -> bool:
        """Whether the learner may not choose this skill of the course now."""
        policy, frame = self.setting.policy, self.setting.frame
        if not isinstance(policy, Locked) or skill not in frame.course.skills:
            return False
        return policy.refuses(view(state, frame), purpose, skill, self.setting.when)

    @property
    def nothing_open(self) -> bool:
        """Whether several teachers opened skills of which none is open for all of them."""
        policy = self.setting.policy
        return isinstance(policy, Locked) and policy.lock.ceiling == NOTHING


async def with_chances(desk: TutoringDesk, person: Person, gathered: Gathered, setting: Setting) -> Setting:
    """The setting that also knows how likely the next answer is right where trees are in use; as it was elsewhere."""
    fits, frame = desk.folds.fits, gathered.frame
    if fits.without_trees(person.school, frame.course.id):
        return setting
    async with desk.database.school(person.school) as conn:
        found = await fits.forecast(conn, person, frame.course, frame.version, gathered.seq)
    if found is None:
        return setting
    return replace(setting, chances=lambda skill: found.chances(skill, setting.when))


async def choosing(desk: TutoringDesk, person: Person, school: School, setting: Setting) -> Choosing:
    """The setting under what is set for the learner in the course, and under the trial in which they take part."""
    course = setting.frame.course
    async with desk.database.school(person.school) as conn:
        found = tuple(await locks.of_learner(conn, person.id, course.id))
        trial = await trials.running(conn, course.id)
        said = {} if trial is None else await trials.said(conn, person.id)
    policy, asked = setting.policy, False
    if trial is not None and trial.takes_part(school, person, said, setting.when):
        policy = trial.tried(policy, person.id)
    elif trial is not None:
        asked = person.id not in said and not is_young(school, person, setting.when)
    if found:
        policy = Locked(policy, strictest([each.rule for each in found], course))
    return Choosing(replace(setting, policy=policy), found, asked)
