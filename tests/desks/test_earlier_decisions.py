"""What a teacher decided of an answer judges the same answer of the next learner, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest

from chiron.core.learning import commands as c
from chiron.core.learning.course import Course
from chiron.core.learning.mastery import model
from chiron.core.learning.policies import policy
from chiron.core.words import Outcome
from chiron.desks.studio import regrading
from chiron.desks.studio.desk import StudioDesk
from chiron.desks.studio.overruling import overrule
from chiron.desks.studio.regrading import Wish
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.desks.tutoring.turn import take_turn
from chiron.engine.folds import Folds
from chiron.engine.folds.earlier import MOST
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import classes, leaving, sign_in, store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.classes import Class
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.records import decisions_store, log
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from tests.core.tiny import HINTS, tiny

BEGIN = datetime.now(UTC) - timedelta(days=2)
SAID = "A hole stands between two ends of a wire."
"""What the checker alone leaves to a person."""


def bulbs(**changed: Any) -> Course:
    """One short answer. ``changed`` are fields of its step."""
    made = tiny().model_dump(mode="json", exclude_defaults=True)
    step = {
        "id": "say",
        "kind": "short-text",
        "prompt": "Why does bulb @n go out?",
        "context": "Why does the bulb go out when the switch is opened?",
        "reference": ["There is a gap in the path of the current."],
        "hints": {**HINTS, "next_step": "Follow the wire."},
        "solution": "The path has a gap.",
        **changed,
    }
    number = {"n": {"integer": [1, 1]}, **changed.pop("parameters", {})}
    step.pop("parameters", None)
    template = {
        "id": "bulb",
        "parameters": number,
        "prompt": "A switch is opened.",
        "steps": [step],
        "solution": "The path has a gap.",
    }
    made["units"][0]["skills"][0]["templates"] = [template]
    return Course.model_validate({**made, "id": "bulbs", "title": "Bulbs"})


@dataclass
class School:
    """Learners and Dana, who teaches them, at the real desks."""

    database: Database
    school: UUID
    desk: TutoringDesk
    dana: Person
    room: Class
    time: list[datetime]

    @classmethod
    async def open(cls, database: Database, school: UUID, course: Course) -> School:
        time = [BEGIN]
        seeds = count()
        desk = TutoringDesk(
            database, Folds(Shelf(), model()), lambda: time[0], lambda: Random(next(seeds)), new_id, policy()
        )
        dana = new_person(school, "Dana", "dana", frozenset({Role.TEACHER}), BEGIN, AgeBand.ADULT)
        async with database.school(school) as conn:
            await store.add_person(conn, dana, None)
            room = await classes.make(conn, dana, "8B", "Autumn", BEGIN)
            await desk.folds.shelf.publish(conn, course)
        return cls(database, school, desk, dana, room, time)

    @property
    def studio(self) -> StudioDesk:
        return StudioDesk(self.database, self.desk.folds, lambda: self.time[0], new_id)

    async def publish(self, course: Course) -> None:
        async with self.database.school(self.school) as conn:
            await self.desk.folds.shelf.publish(conn, course)

    async def learner(self, name: str = "Ben") -> Person:
        """Somebody new."""
        one = frozenset({Role.LEARNER})
        made = new_person(self.school, name, f"{name}-{new_id().hex}".lower(), one, BEGIN, AgeBand.ADULT)
        async with self.database.school(self.school) as conn:
            await store.add_person(conn, made, None)
            await classes.store.add_member(conn, self.room.id, made.id, "learner", BEGIN)
        return made

    async def answer(self, learner: Person, text: str) -> str:
        """The learner answers a new question; the attempt's key."""
        self.time[0] += timedelta(minutes=1)
        async with self.database.school(self.school) as conn:
            token = await sign_in.begin(conn, learner, self.time[0])
        sitting = await sign_in.sitting(self.database, token, self.time[0])
        assert sitting is not None
        start = c.Start(str(new_id()), None, "skill", "first")
        turn = await take_turn(self.desk, sitting, "bulbs", start)
        item, key = turn.state.item, str(new_id())
        assert item is not None
        await take_turn(self.desk, sitting, "bulbs", c.Answer(key, None, item.id, "say"), {"answer": [text]})
        return key

    async def body(self, learner: Person, key: str) -> Mapping[str, Any]:
        async with self.database.school(self.school) as conn:
            found = await log.by_key(conn, learner.id, key)
        assert found is not None
        return found.body

    async def outcome(self, text: str) -> str:
        """What is said at once of an answer of somebody new."""
        learner = await self.learner()
        return str((await self.body(learner, await self.answer(learner, text)))["outcome"])

    async def decide(self, learner: Person, attempt: str, decision: str, by: Person | None = None) -> None:
        self.time[0] += timedelta(minutes=1)
        assert await overrule(self.studio, by or self.dana, learner.id, attempt, decision, "", str(new_id()))

    async def decided(self, learner: Person, text: str, decision: str) -> str:
        key = await self.answer(learner, text)
        await self.decide(learner, key, decision)
        return key


@pytest.fixture
async def north(database: Database, school: UUID) -> School:
    return await School.open(database, school, bulbs())


@pytest.mark.parametrize(("decision", "outcome"), [("right", "correct"), ("not-yet", "incorrect")])
async def test_the_same_answer_is_judged_as_it_was_decided(north: School, decision: str, outcome: str) -> None:
    ada, ben = await north.learner("Ada"), await north.learner("Ben")
    assert await north.outcome(SAID) == "person"
    first = await north.decided(ada, SAID, decision)
    body = await north.body(ben, await north.answer(ben, f"  {SAID.upper().rstrip('.')}"))
    assert body["outcome"] == outcome
    assert body["credit"] == float(outcome == "correct")
    kept = body["proof"]["decisions"]
    async with north.database.school(north.school) as conn:
        (event,) = await log.named(conn, ada.id, ("grade.decided",), "attempt", first)
    assert kept == {"count": 1, "right": decision == "right", "ids": [str(event.id)]}
    assert body["proof"]["by"] == "decisions"
    assert not re.search(r"\bada\b", str(body["proof"]).casefold())  # within an id hexadecimal digits may spell it


@pytest.mark.parametrize(
    "other",
    [
        "A hole stands between two ends of a wire?",
        "A hole stands between three ends of a wire.",
        "No hole stands between two ends of a wire.",
        "Two ends of a wire stands between a hole.",
    ],
)
async def test_other_words_are_another_answer(north: School, other: str) -> None:
    ada = await north.learner("Ada")
    await north.decided(ada, SAID, "right")
    assert await north.outcome(other) == "person"


async def test_what_the_checker_says_alone_is_not_touched(north: School) -> None:
    ada = await north.learner("Ada")
    right = "There is a gap in the path of the current."
    await north.decided(ada, right, "not-yet")
    assert await north.outcome(right) == "correct"


async def test_decisions_that_differ_judge_nobody(north: School) -> None:
    ada, ben = await north.learner("Ada"), await north.learner("Ben")
    one, other = await north.answer(ada, SAID), await north.answer(ben, SAID)
    await north.decide(ada, one, "right")
    await north.decide(ben, other, "not-yet")
    assert await north.outcome(SAID) == "person"
    await north.decide(ben, other, "right")
    assert await north.outcome(SAID) == "correct"


async def test_a_teacher_who_thinks_again_wins(north: School) -> None:
    ada, ben = await north.learner("Ada"), await north.learner("Ben")
    first = await north.decided(ada, SAID, "right")
    taken = await north.answer(ben, SAID)
    await north.decide(ben, taken, "not-yet")
    assert await north.outcome(SAID) == "incorrect", "overruling what a decision led to takes its place"
    await north.decide(ada, first, "not-yet")
    assert await north.outcome(SAID) == "incorrect"
    await north.decide(ada, first, "right")
    assert await north.outcome(SAID) == "person", "two decisions differ now"


async def test_judging_oneself_is_no_decision(north: School) -> None:
    ada = await north.learner("Ada")
    key = await north.answer(ada, SAID)
    async with north.database.school(north.school) as conn:
        attempt = await log.by_key(conn, ada.id, key)
        assert attempt is not None
        body = {name: attempt.body[name] for name in ("item", "difficulty", "guess")}
        judged = replace(
            attempt.draft,
            kind="answer.self-judged",
            version=1,
            body={**body, "attempt": key, "outcome": "correct"},
            key="self",
            actor=ada.id,
        )
        await log.append(conn, ada.id, await log.last_seq(conn, ada.id), [judged])
    assert await north.outcome(SAID) == "person"
    own = {**body, "attempt": key, "outcome": "correct", "note": "", "evidence": True, "was": "person"}
    own |= {"misconception": None, "finishes": False, "report": None}
    async with north.database.school(north.school) as conn:
        draft = replace(judged, kind="grade.decided", version=2, body=own, key="own")
        await log.append(conn, ada.id, await log.last_seq(conn, ada.id), [draft])
    assert await north.outcome(SAID) == "person", "nor is a decision of one's own answer"


async def test_another_school_and_an_erased_learner_judge_nobody(
    north: School, database: Database, other_school: UUID, home: Path
) -> None:
    ada = await north.learner("Ada")
    south = await School.open(database, other_school, bulbs())
    await north.decided(ada, SAID, "right")
    assert await south.outcome(SAID) == "person"
    assert await north.outcome(SAID) == "correct"
    await leaving.erase_as_host(database, home, north.school, ada.id, dry=False)
    assert await north.outcome(SAID) == "person"


async def test_another_question_of_the_same_step_is_another_question(database: Database, school: UUID) -> None:
    """The key depends on what is drawn here: each draw asks of another number of bulbs."""
    north = await School.open(
        database,
        school,
        bulbs(parameters={"k": {"integer": [2, 900]}}, context="Why do @k bulbs go out?"),
    )
    ada = await north.learner("Ada")
    await north.decided(ada, SAID, "right")
    assert await north.outcome(SAID) == "person"


async def test_the_draw_does_not_matter_where_the_question_does_not_show_it(database: Database, school: UUID) -> None:
    north = await School.open(database, school, bulbs(parameters={"k": {"integer": [2, 900]}}))
    ada = await north.learner("Ada")
    await north.decided(ada, SAID, "right")
    assert await north.outcome(SAID) == "correct"


async def test_a_course_published_anew_keeps_decisions_of_what_is_asked_as_before(north: School) -> None:
    ada = await north.learner("Ada")
    await north.decided(ada, SAID, "right")
    await north.publish(bulbs(solution="Between the two ends there is a gap."))
    assert await north.outcome(SAID) == "correct"
    await north.publish(bulbs(reference=["The current stops at the open switch."]))
    assert await north.outcome(SAID) == "person"


async def test_only_the_latest_decisions_are_looked_through(north: School) -> None:
    ada = await north.learner("Ada")
    keys = [await north.decided(await north.learner(), f"{SAID} {number}", "right") for number in range(2)]
    keys.append(await north.decided(ada, SAID, "right"))
    async with north.database.school(north.school) as conn:
        attempt = await log.by_key(conn, ada.id, keys[-1])
        assert attempt is not None
        assert attempt.draft.about is not None
        two = await decisions_store.view(conn, attempt.draft.about, 2)
        every = await decisions_store.view(conn, attempt.draft.about, MOST)
    assert [one.attempt for one in two] == keys[1:]
    assert [one.attempt for one in every] == keys


async def replayed(north: School) -> list[tuple[str, str, str]]:
    found = regrading.replays(north.studio, north.desk.graders, north.school, Wish())
    return [(one.learner.name, one.found, str(one.verdict.outcome) if one.verdict else "") async for one in found]


async def test_a_replay_follows_the_decisions_that_stand_and_never_an_answers_own(north: School) -> None:
    ada, ben = await north.learner("Ada"), await north.learner("Ben")
    waits = await north.answer(ben, SAID)
    key = await north.decided(ada, SAID, "right")
    expected = {("Ada", "same", "person"), ("Ben", "changes", "correct")}
    assert set(await replayed(north)) == expected
    assert set(await replayed(north)) == expected, "the same log gives the same list"
    assert await regrading.keep(north.studio, north.desk.graders, north.school, ben.id, waits)
    assert set(await replayed(north)) == {("Ada", "same", "person"), ("Ben", "same", "correct")}, (
        "what was replayed is no decision"
    )
    await north.decide(ada, key, "not-yet")
    assert set(await replayed(north)) == {("Ada", "same", "person"), ("Ben", "changes", "incorrect")}
    async with north.database.school(north.school) as conn:
        (event,) = await log.named(conn, ben.id, ("grade.replayed",), "attempt", waits)
    assert event.body["outcome"] == Outcome.CORRECT.value
    await north.decide(ben, waits, "not-yet")
    assert await north.outcome(SAID) == "incorrect", "a teacher who overrules a replay wins too"
