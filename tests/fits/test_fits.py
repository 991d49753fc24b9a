"""A fit from the log to its use and its end: made in a process, adopted, chosen, forgotten with whoever is erased."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest

from chiron.core.errors import ChironError, Conflict, InvalidInput, NotFound
from chiron.core.learning.content import to_content
from chiron.core.learning.fitted.parameters import unfitted
from chiron.core.learning.fitted.report import Report, Trees, quality
from chiron.core.learning.mastery import model
from chiron.core.learning.state import to_json
from chiron.engine.fits import artefact, jobs, leftover, live, residual, store
from chiron.engine.fits.making import Done, Made, Tell, Work, compute, make
from chiron.engine.fits.runner import Here, runner
from chiron.engine.folds import Folds
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import leaving
from chiron.engine.people import store as people
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.records import log
from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Database
from chiron.faces.cli import fit as cli
from chiron.faces.cli import office
from chiron.faces.worker.behind import Behind
from chiron.main.command import COMMANDS
from tests.core.test_fitted import histories
from tests.core.tiny import tiny
from tests.desks.test_rebuild import worked
from tests.fits.made_up import BEGIN, attempted, drafts, opened

BETTER = {"better": True}


def now() -> datetime:
    return datetime(2026, 11, 1, tzinfo=UTC)


async def quiet(_: float) -> None:
    """Nobody watches."""


class AtOnce:
    """Computes in this process."""

    async def run(self, work: Work, tell: Tell) -> Done:
        await tell(1.0)
        return compute(work, lambda _: None)


async def room(database: Database, school: UUID, learners: int = 9, count: int = 40) -> list[Person]:
    """Learners with weeks of answers in the tiny course."""
    chance, course = Random(5), tiny()
    async with database.school(school) as conn:
        version = await Shelf().publish(conn, course)
        found = []
        for who in range(learners):
            person = new_person(school, f"L{who}", f"l{who}", frozenset({Role.LEARNER}), BEGIN, AgeBand.ADULT)
            await people.add_person(conn, person, None)
            await log.append(conn, person.id, 0, list(drafts(course, version, chance, count)))
            found.append(person)
    return found


async def fitted(database: Database, school: UUID, **options: Any) -> Made:
    return await make(database, school, "tiny", AtOnce(), now, quiet, **{"adopt": BETTER, **options})


async def test_a_better_fit_is_adopted_and_states_are_folded_under_it(database: Database, school: UUID) -> None:
    ada, *_ = await room(database, school)
    folds = Folds(Shelf(), model())
    async with database.school(school) as conn:
        usual = await folds.rebuild(conn, ada, "tiny")
        before = await folds.gather(conn, ada, "tiny")
        assert folds.ready(await log.gather(conn, ada.id, "tiny"), ada, "tiny") is None or before.state.item is not None
    made = await fitted(database, school)
    assert made.adopted
    assert made.report.verdict == "better"
    assert made.current == "gaussian@1"
    assert made.version.startswith("gaussian@1+")
    async with database.school(school) as conn:
        after = await folds.gather(conn, ada, "tiny")
        assert after.frame.model.version == made.version
        assert after.state.estimates != before.state.estimates
        kept = after.frame.course.templates["first", "one"].difficulty
        assert kept == made.fitted.templates["first/one"].difficulty
        again = await Folds(Shelf(), model()).rebuild(conn, ada, "tiny")
        assert again.state == to_json(after.state), "a process that just started folds to the identical state"
        assert again.state != usual.state
        third = await folds.rebuild(conn, ada, "tiny")
        assert third.same
        assert await folds.version(conn, "tiny") == made.version
        found = await artefact.fit(conn, "tiny", made.version)
        assert (found.fitted, found.report) == (made.fitted, made.report)
        assert made.report.prediction is not None
        in_use = await folds.live(conn, "tiny")
        assert (in_use.explained is not None) is made.report.prediction.better
        assert in_use.prediction(tiny()).weights
        assert len(await artefact.learners(conn, "tiny", made.version)) == found.learners == 9


async def test_the_old_fit_can_be_chosen_again_and_so_can_none(database: Database, school: UUID) -> None:
    ada, *_ = await room(database, school)
    folds = Folds(Shelf(), model())
    made = await fitted(database, school)
    async with database.school(school) as conn:
        first = to_json((await folds.gather(conn, ada, "tiny")).state)
        await live.use(conn, "tiny", None, now())
        none = await folds.gather(conn, ada, "tiny")
        assert none.frame.model.version == "gaussian@1"
        await live.use(conn, "tiny", made.version.rpartition("+")[2], now())
        assert to_json((await folds.gather(conn, ada, "tiny")).state) == first
        with pytest.raises(NotFound):
            await live.use(conn, "tiny", "0123", now())


async def test_a_dry_run_keeps_nothing_and_what_is_not_better_is_not_adopted(database: Database, school: UUID) -> None:
    await room(database, school, 3, 10)
    dry = await fitted(database, school, dry=True)
    assert not dry.kept
    made = await fitted(database, school)
    assert (made.report.verdict, made.adopted, made.kept) == ("too-few", False, True)
    async with database.school(school) as conn:
        assert [one.version for one in await artefact.fits(conn, "tiny")] == [made.version]
        assert (await store.view_live(conn, "tiny"))[1] is None
    forced = await fitted(database, school, adopt={"too-few": True})
    assert forced.adopted
    assert forced.version == made.version, "the same log gives the same version"


async def test_erasing_a_person_forgets_the_fit_and_makes_it_anew_without_them(
    database: Database, school: UUID, home: Path
) -> None:
    ada, ben, *_ = await room(database, school)
    made = await fitted(database, school)
    folds = Folds(Shelf(), model())
    async with database.school(school) as conn:
        await folds.rebuild(conn, ben, "tiny")
    told = await leaving.erase_as_host(database, home, school, ada.id, dry=True)
    assert told["fit_learner"] == 1
    async with database.school(school) as conn:
        assert (await store.view_live(conn, "tiny"))[1] == made.version, "a dry run changes nothing"
    await leaving.erase_as_host(database, home, school, ada.id, dry=False)
    async with database.school(school) as conn:
        gone = await artefact.fit(conn, "tiny", made.version)
        assert (gone.fitted, gone.report, gone.since) == (None, None, None)
        assert (await folds.gather(conn, ben, "tiny")).frame.model.version == "gaussian@1"
        with pytest.raises(Conflict):
            await live.use(conn, "tiny", made.version, now())
        waiting = await jobs.latest(conn, "tiny")
        assert waiting is not None
        assert (waiting.why, waiting.done) == ("erased", None)
    assert await jobs.schools(database) == [school]
    assert "adopted" in str(await jobs.once(database, school, AtOnce(), now))
    assert await jobs.schools(database) == []
    async with database.school(school) as conn:
        version = (await store.view_live(conn, "tiny"))[1]
        assert version not in (None, made.version)
        assert ada.id not in await artefact.learners(conn, "tiny", str(version))
        assert (await folds.gather(conn, ben, "tiny")).frame.model.version == version
    only = await fitted(database, school)
    assert only.version == version, "made anew it is what a log without her gives"


async def test_schools_do_not_learn_from_one_another(database: Database, school: UUID, other_school: UUID) -> None:
    await room(database, school)
    await fitted(database, school)
    async with database.school(other_school) as conn:
        assert await artefact.fits(conn, "tiny") == []
        assert (await store.view_live(conn, "tiny"))[1] is None
        with pytest.raises(NotFound):
            await make(database, other_school, "tiny", AtOnce(), now, quiet, BETTER)


async def test_one_fit_a_course_at_a_time_and_faults_are_kept(database: Database, school: UUID) -> None:
    await room(database, school, 2, 4)

    class Broken:
        async def run(self, work: Work, tell: Tell) -> Done:
            await tell(0.5)
            raise InvalidInput("It cannot.")

    async with database.school(school) as conn:
        assert await jobs.ask(conn, "tiny")
        assert not await jobs.ask(conn, "tiny")
    assert await jobs.once(database, school, Broken(), now) == "It cannot."
    assert await jobs.once(database, school, Broken(), now) is None
    async with database.school(school) as conn:
        done = await jobs.latest(conn, "tiny")
        assert done is not None
        assert done.told == "It cannot."
        assert await jobs.ask(conn, "tiny")


async def test_the_child_process_computes_the_same_and_tells_how_far_it_is() -> None:
    course = tiny()
    work = Work(to_content(course), histories(course, 6, 20), None, {})
    seen: list[float] = []

    async def tell(share: float) -> None:
        seen.append(share)

    assert await Here().run(work, tell) == compute(work, lambda _: None)
    assert len(seen) > 5
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


async def test_a_cluster_without_ray_says_so() -> None:
    with pytest.raises(InvalidInput, match="ray://"):
        runner("http://head:1")
    try:
        import ray  # type: ignore[import-not-found]  # noqa: F401
    except ImportError:
        with pytest.raises(InvalidInput, match="pip install"):
            await runner("ray://head:10001").run(Work({}, [], unfitted(), {}), quiet)


async def test_the_command(
    endpoint: Endpoint, database: Database, school: UUID, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    await room(database, school)
    assert "fit" in COMMANDS

    async def prepared(*_: object) -> Endpoint:
        return replace(endpoint, server=None)

    class Settings:
        home, database_url = Path("nowhere"), None

    monkeypatch.setattr(office, "prepare", prepared)
    desk = office.Office(Settings(), choose=lambda **_: None)  # type: ignore[arg-type]
    parser = argparse.ArgumentParser()
    cli.arguments(parser)

    async def run(*words: str) -> str:
        assert await cli.run(parser.parse_args(["tiny", *words]), desk) == 0
        return str(capsys.readouterr().out)

    told = await run()
    assert "is in use now; it was gaussian@1" in told
    assert "better than what is in use" in told
    assert "harder than its author says" in told
    listed = await run("--list")
    version = next(line.split()[1] for line in listed.splitlines() if "gaussian@1+" in line)
    assert f"* {version}" in listed
    assert "what Chiron comes with is in use" in await run("--use", "usual")
    assert f"{version} is in use" in await run("--use", version)
    assert "AUC" in await run("--report", version)
    assert "behind the scenes" in await run("--background")
    with pytest.raises(ChironError, match="nobody has answered"):
        await cli.run(parser.parse_args(["chess"]), desk)


async def test_the_worker_makes_what_waits(database: Database, school: UUID) -> None:
    await room(database, school)
    async with database.school(school) as conn:
        await jobs.ask(conn, "tiny")
    fitter = Behind("a fit", partial(jobs.schools, database), lambda where: jobs.once(database, where, AtOnce(), now))
    await fitter.finish()
    async with database.school(school) as conn:
        done = await jobs.latest(conn, "tiny")
        assert done is not None
        assert done.told is not None
        assert done.told.startswith("better, adopted: gaussian@1+")
        assert done.progress == 1.0
        assert (await store.view_live(conn, "tiny"))[1] is not None
    await fitter.finish()


async def test_a_turn_after_adopting_elsewhere_is_decided_and_named_under_it(database: Database, school: UUID) -> None:
    ada = await worked(database, school, sittings=2)
    person = ada.sitting.person
    await room(database, school)
    async with database.school(school) as conn:
        usual = {event.draft.made.parameters for event in await log.read(conn, person.id) if event.draft.made.policy}
        last = await log.last_seq(conn, person.id)
    assert usual == {"gaussian@1"}
    made = await fitted(database, school)
    assert made.adopted
    await ada.weeks(1)
    async with database.school(school) as conn:
        later = await log.read(conn, person.id, after=last)
        kept = await log.gather(conn, person.id, "tiny")
        rebuilt = await Folds(Shelf(), model()).rebuild(conn, person, "tiny")
    assert {event.draft.made.parameters for event in later if event.kind == "step.attempted"} == {made.version}
    assert kept.parameters is not None
    assert kept.parameters.endswith(made.version)
    assert rebuilt.same
    assert rebuilt.passed == {}


async def test_a_version_that_was_never_kept_and_lost_items_are_told_by_rebuild(
    database: Database, school: UUID
) -> None:
    ada, *_ = await room(database, school, 1, 5)
    lost = opened("tiny", "e" * 64, "gone", "one", 900, BEGIN)
    back = attempted("tiny", "e" * 64, "gone", "one", 900, BEGIN, True)
    async with database.school(school) as conn:
        await log.append(conn, ada.id, await log.last_seq(conn, ada.id), [lost, back])
        rebuilt = await Folds(Shelf(), model()).rebuild(conn, ada, "tiny")
        again = await Folds(Shelf(), model()).rebuild(conn, ada, "tiny")
    assert again.same
    assert rebuilt.passed["of a skill that the course no longer has"] == 1
    assert rebuilt.passed["earlier than the event before them: the clock was set back"] == 2
    assert sum(record["opportunities"] for record in rebuilt.state["skills"].values()) == 5
    made = await fitted(database, school)
    assert made.fitted.answers == 5
    assert made.report.passed["of a skill that the course no longer has"] == 1


def test_trees_are_kept_where_they_gain_and_asked_for_only_where_there_is_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    course, asked = tiny(), list[int]()
    few, many = histories(course, 3, 10), histories(course, leftover.LEARNERS, 30)

    def choose(log: Any, base: Any, say: Any) -> Any:
        asked.append(len(log))
        raise residual.Missing("no trees here")

    monkeypatch.setattr(residual, "choose", choose)
    assert leftover.chosen(course, few) == leftover.Chosen(None, leftover.TOO_FEW)
    assert asked == []
    assert leftover.chosen(course, many) == leftover.Chosen(None, leftover.NOT_INSTALLED)
    assert asked == [leftover.LEARNERS]


async def test_after_adopting_a_class_is_folded_again_once(
    database: Database, school: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    learners = await room(database, school)
    await fitted(database, school)
    folds, reads = Folds(Shelf(), model()), list[UUID]()
    read = log.read

    async def counted(conn: Any, subject: UUID, *rest: Any, **named: Any) -> Any:
        reads.append(subject)
        return await read(conn, subject, *rest, **named)

    monkeypatch.setattr(log, "read", counted)
    async with database.school(school) as conn:
        first = await folds.several(conn, learners, "tiny")
    assert len(reads) == len(learners)
    async with database.school(school) as conn:
        again = await folds.several(conn, list(reversed(learners)), "tiny")
    assert len(reads) == len(learners), "nobody's log was read again"
    assert again == first
    assert list(again) == [person.id for person in reversed(learners)]


def test_the_command_tells_what_trees_add(capsys: pytest.CaptureFixture[str]) -> None:
    trees = Trees(quality([(0.9, True), (0.2, False)]), quality([(0.6, True), (0.5, False)]), True)
    nothing = quality([])
    cli.told(Report(1, 2, 0, 0, None, "too-few", nothing, nothing, leftover="it gains", trees=trees))
    with_, without = (
        line for line in capsys.readouterr().out.splitlines() if "on learners left out" in line or "on the same" in line
    )
    assert "0.1643" in with_
    assert "0.6020" in without
