"""Trials of policies in a course: starting, stopping, and who takes part in which arm.

Nobody is put on a list. A learner's arm follows from their id (``core.learning.trials.assigned``), each move says by
which trial and arm it was chosen, and who takes part is who agreed: a learner from the school's age line on for
themselves, a guardian for a younger one, or the school where its settings let it and the trial says that it does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chiron.core.errors import Conflict, InvalidInput, NotFound
from chiron.core.learning import policies
from chiron.core.learning.policies import Policy
from chiron.core.learning.trials import assigned
from chiron.core.learning.trying import OUTCOMES, Tried
from chiron.engine.fits import trials_store as store
from chiron.engine.people import consent
from chiron.engine.people.consent import Matter
from chiron.engine.people.person import Person, read_line
from chiron.engine.people.school import School, UnderAge
from chiron.engine.people.store import view_school
from chiron.engine.records.database import Connection, Row

MOST_DAYS = 180
MOST_ARMS = 6


@dataclass(frozen=True, slots=True)
class Trial:
    """What is compared. ``shares`` are the policies by name with their weights; the others are compared to the first.

    ``outcome`` is measured ``days`` after a learner began. ``school_agrees``: the school does for who is below its age
    line.
    """

    id: UUID
    course: str
    name: str
    shares: Mapping[str, float]
    outcome: str
    days: int
    school_agrees: bool
    started: datetime
    stopped: datetime | None = None

    def arm(self, learner: UUID) -> str:
        """The policy of a learner who takes part: always the same."""
        return assigned(str(self.id), str(learner), self.shares)

    def takes_part(self, school: School, person: Person, said: Mapping[UUID, bool], now: datetime) -> bool:
        """Whether this learner does; ``said`` is each person's last word on trials (``consent.last_said``)."""
        word = said.get(person.id)
        if word is not None:
            return word
        may = self.school_agrees and school.under_age is UnderAge.SCHOOL
        return may and consent.is_young(school, person, now)

    def tried(self, policy: Policy, learner: UUID) -> Policy:
        """The policy of a learner's arm; where a package that offered it is gone, ``policy`` chooses, in no arm."""
        arm = self.arm(learner)
        try:
            return Tried(policies.policy(arm), str(self.id), arm)
        except Exception:
            return policy


async def start(
    conn: Connection,
    id: UUID,
    course: str,
    name: str,
    shares: Mapping[str, float],
    outcome: str,
    days: int,
    school_agrees: bool,
    now: datetime,
) -> Trial:
    """Start a trial in a course that is on the shelf.

    Raises InvalidInput, or Conflict where one runs there or had this name.
    """
    name = read_line(name, "name", 80, "the trial's name")
    if not 2 <= len(shares) <= MOST_ARMS:
        raise InvalidInput(f"A trial compares 2 to {MOST_ARMS} policies.", field="arm")
    if any(not math.isfinite(share) or share <= 0 for share in shares.values()):
        raise InvalidInput("Each policy's share is a number above 0.", field="arm")
    for policy in shares:
        _known(policy)
    if outcome not in OUTCOMES:
        raise InvalidInput(f"An outcome is one of: {', '.join(OUTCOMES)}.", field="outcome")
    if not 1 <= days <= MOST_DAYS:
        raise InvalidInput(f"Give between 1 and {MOST_DAYS} days.", field="days")
    if school_agrees and (await view_school(conn)).under_age is not UnderAge.SCHOOL:
        raise InvalidInput("This school's settings leave it to guardians to agree for younger learners.", field="agree")
    trial = Trial(id, course, name, dict(shares), outcome, days, school_agrees, now)
    kept = {field: getattr(trial, field) for field in ("id", "course", "name", "outcome", "days", "school_agrees")}
    await store.add(
        conn, {**kept, "policies": list(shares), "shares": [float(s) for s in shares.values()], "started": now}
    )
    return trial


def _known(policy: str) -> None:
    try:
        policies.policy(policy)
    except Exception as fault:  # A stranger's policy may fail in any way as it is loaded.
        raise InvalidInput(f"The policy {policy!r} cannot be used: {fault}", field="arm") from fault


async def stop(conn: Connection, name: str, now: datetime) -> Trial:
    """Stop a trial; from then on the usual policy chooses. Raises NotFound, Conflict."""
    trial = await find(conn, name)
    if not await store.stop(conn, trial.id, now):
        raise Conflict(f"The trial {trial.name!r} was stopped before.")
    return await find(conn, name)


async def find(conn: Connection, name: str) -> Trial:
    """A trial by its name. Raises NotFound."""
    row = await store.view_trial(conn, name)
    if row is None:
        raise NotFound(f"There is no trial {name!r} here. See them with: chiron trial list")
    return _as_trial(row)


async def every(conn: Connection, course: str | None = None) -> list[Trial]:
    """Every trial, or those of a course, newest first."""
    return [_as_trial(row) for row in await store.view_trials(conn, course)]


async def running(conn: Connection, course: str) -> Trial | None:
    """The trial that runs in a course."""
    row = await store.view_running(conn, course)
    return None if row is None else _as_trial(row)


async def said(conn: Connection, person: UUID | None = None) -> dict[UUID, bool]:
    """Each person's last word on trials, to the words now in force; of one person, or of all who said something."""
    return await consent.last_said(conn, Matter.TRIALS, person)


async def begun(conn: Connection, trial: Trial) -> list[tuple[UUID, str, datetime]]:
    """Who had a move of a trial: their id, arm and when, the first first."""
    rows = await store.view_begun(conn, trial.course, trial.id, trial.started)
    return [(row["subject"], row["arm"], row["began"]) for row in rows]


def _as_trial(row: Row) -> Trial:
    shares = dict(zip(row["policies"], row["shares"], strict=True))
    rest = {name: value for name, value in row.items() if name not in ("policies", "shares")}
    return Trial(shares=shares, **rest)
