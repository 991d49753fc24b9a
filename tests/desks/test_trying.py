"""A trial at the desk: each chosen move says by which trial, arm and policy; none without agreement or once stopped."""

from __future__ import annotations

from uuid import UUID

from chiron.core.learning.mastery import model
from chiron.core.learning.policies import policy
from chiron.engine.fits import trials
from chiron.engine.fits.trials import Trial
from chiron.engine.folds import Folds
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import consent
from chiron.engine.people.consent import Matter
from chiron.engine.records import log
from chiron.engine.records.database import Connection, Database
from chiron.engine.records.ids import new_id
from tests.desks.test_rebuild import BEGIN, Ada, worked


async def with_arm(conn: Connection, learner: UUID, arm: str) -> Trial:
    """A trial whose lot gives a learner this arm."""
    shares = {"steady": 1.0, "gain": 1.0}
    for number in range(100):
        id = new_id()
        if Trial(id, "tiny", "", shares, "skills", 14, False, BEGIN).arm(learner) == arm:
            return await trials.start(conn, id, "tiny", f"Autumn {number}", shares, "skills", 14, False, BEGIN)
    raise AssertionError("no lot gave it")


async def moves(database: Database, ada: Ada, after: int) -> list[tuple[object, object, str | None]]:
    """Trial, arm and policy version of each item that was chosen for practice since."""
    async with database.school(ada.sitting.person.school) as conn:
        events = await log.read(conn, ada.sitting.person.id, after=after, kinds={"item.opened"})
    told = [(e.body["because"], e.draft.made) for e in events if e.body["purpose"] in ("practice", "review")]
    return [(because.get("trial"), because.get("arm"), made.policy if made else None) for because, made in told]


async def test_moves_tell_the_trial_and_fold_again_identically(database: Database, school: UUID) -> None:
    ada = await worked(database, school, sittings=1)
    person = ada.sitting.person
    async with database.school(school) as conn:
        trial = await with_arm(conn, person.id, "gain")
        before = await log.last_seq(conn, person.id)
    await ada.weeks(2)
    usual = policy().version
    assert set(await moves(database, ada, before)) == {(None, None, usual)}, "she has not agreed"
    async with database.school(school) as conn:
        await consent.record(conn, person.id, Matter.TRIALS, True, person.id, "self", BEGIN)
        agreed = await log.last_seq(conn, person.id)
    await ada.weeks(2)
    assert set(await moves(database, ada, agreed)) == {(str(trial.id), "gain", policy("gain").version)}
    async with database.school(school) as conn:
        ((subject, arm, _began),) = await trials.begun(conn, trial)
        assert (subject, arm) == (person.id, "gain")
        kept = await log.gather(conn, person.id, "tiny")
        rebuilt = await Folds(Shelf(), model()).rebuild(conn, person, "tiny")
        await trials.stop(conn, trial.name, BEGIN)
        stopped = await log.last_seq(conn, person.id)
    assert rebuilt.same
    assert rebuilt.state == kept.state
    await ada.weeks(2)
    assert set(await moves(database, ada, stopped)) == {(None, None, usual)}
