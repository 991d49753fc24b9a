"""Where a trial stands, read from the log alone: as often as one likes, and saying so where it is too early.

Learners count once their days are over, in the order in which that came; of a trial that was stopped, those whose days
were over by then. States are folded under what Chiron comes with, so that no fit that is adopted meanwhile changes what
was measured. Who was erased, or took their word back, is in it no more.
"""

from __future__ import annotations

import asyncio
import math
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from chiron.core.learning.trials import Arm, Design, Readout, read_out
from chiron.core.learning.trying import over, right_later, skills_shown
from chiron.engine.fits import trials
from chiron.engine.fits.trials import Trial
from chiron.engine.folds import Folds
from chiron.engine.people.person import Person
from chiron.engine.people.store import view_people, view_school
from chiron.engine.records import log
from chiron.engine.records.database import Connection

ALPHA = 0.05
MOST_KNOWN = 20_000
"""Outcomes that a process remembers."""
_FINAL: OrderedDict[tuple[UUID, UUID, str], float | None] = OrderedDict()
Verdict = Literal["early", "open", "more", "less"]
"""Too early to say; no difference shown yet; the other arm brings more, or less, than the first."""


@dataclass(frozen=True, slots=True)
class Taking:
    """Learners of an arm: those who ``begun``, whose days are ``over``, and of these the outcomes that there are."""

    policy: str
    share: float
    begun: int = 0
    over: int = 0
    arm: Arm = field(default_factory=Arm)

    @property
    def without(self) -> int:
        """Whose days are over and who did nothing that the outcome can be told from."""
        return self.over - self.arm.count


@dataclass(frozen=True, slots=True)
class Against:
    """One arm beside the first; ``readout.difference`` is its mean less the first's."""

    policy: str
    readout: Readout

    @property
    def verdict(self) -> Verdict:
        """What may be said."""
        if not math.isfinite(self.readout.low):
            return "early"
        if not self.readout.decided:
            return "open"
        return "more" if self.readout.low > 0 else "less"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a trial stands. ``least`` learners an arm are needed before anything is said."""

    trial: Trial
    arms: tuple[Taking, ...]
    against: tuple[Against, ...]
    alpha: float
    least: int


async def standing(conn: Connection, folds: Folds, trial: Trial, now: datetime) -> Standing:
    """Read a trial out. Raises NotFound where its course is gone."""
    until = trial.stopped or now
    taking = {name: Taking(name, share) for name, share in trial.shares.items()}
    outcomes = list[tuple[datetime, UUID, str, float | None]]()
    people = await _taking_part(conn, trial, now)
    for learner, arm, began in await trials.begun(conn, trial):
        if learner not in people or arm not in taking:
            continue
        ends = over(began, trial.days)
        ended = ends <= until
        was = taking[arm]
        taking[arm] = Taking(was.policy, was.share, was.begun + 1, was.over + ended)
        if ended:
            outcomes.append((ends, learner, arm, await _outcome(conn, folds, trial, learner, began, ends)))
    told = [(arm, value) for _, _, arm, value in sorted(outcomes, key=lambda one: one[:2]) if value is not None]
    return _standing(trial, taking, told)


def _standing(trial: Trial, taking: Mapping[str, Taking], told: list[tuple[str, float]]) -> Standing:
    first, *others = trial.shares
    alpha = ALPHA / len(others)  # several comparisons with one arm share the error (Bonferroni)
    designs = [Design((first, other), alpha) for other in others]
    against = [
        Against(design.arms[1], read_out(design, [one for one in told if one[0] in design.arms])) for design in designs
    ]
    arms = [
        Taking(was.policy, was.share, was.begun, was.over, _arm([value for arm, value in told if arm == was.policy]))
        for was in taking.values()
    ]
    return Standing(trial, tuple(arms), tuple(against), alpha, designs[0].least)


def _arm(values: list[float]) -> Arm:
    made = Arm()
    for value in values:
        made = made.joined(value)
    return made


async def _taking_part(conn: Connection, trial: Trial, now: datetime) -> Mapping[UUID, Person]:
    """Who takes part as of now: a word that was taken back takes its log out of the trial."""
    school, said = await view_school(conn), await trials.said(conn)
    everybody = await view_people(conn, closed=True)
    return {person.id: person for person in everybody if trial.takes_part(school, person, said, now)}


async def _outcome(
    conn: Connection, folds: Folds, trial: Trial, learner: UUID, began: datetime, ends: datetime
) -> float | None:
    """A learner's outcome. It follows from events before ``ends``, which never change: worked out once a process."""
    key = (trial.id, learner, folds.fits.usual.model.version)
    if key not in _FINAL:
        events = [e for e in await log.read(conn, learner, course=trial.course) if e.draft.server_time <= ends]
        if not events:
            return None
        frame_of = await folds.frames(conn, trial.course, events, await folds.fits.usual_in(conn, trial.course))
        if trial.outcome == "skills":
            _FINAL[key] = skills_shown(events, frame_of, began, ends)
        else:
            heard = [frame_of(event).heard(event) for event in events]
            _FINAL[key] = right_later(heard, frame_of(events[-1]).course, began, ends)
        while len(_FINAL) > MOST_KNOWN:
            _FINAL.popitem(last=False)
        await asyncio.sleep(0)  # a long log is long to fold: turns of learners come between
    return _FINAL[key]
