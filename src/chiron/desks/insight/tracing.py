"""Reads how a turn came about: its events, its calls, and what can be made again from the log as it was then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from uuid import UUID

from chiron.core.errors import NotFound
from chiron.core.events import Event
from chiron.core.language.answering.passages import passages
from chiron.core.language.answering.retrieval import Index
from chiron.core.language.prompts import Part
from chiron.core.language.prompts.measured import digest
from chiron.core.language.reading import read
from chiron.core.learning.decide import Setting, TalkSetting
from chiron.core.learning.fold import Frame, fold
from chiron.core.learning.generate import generate
from chiron.core.learning.policies import Policy
from chiron.core.learning.policies import policy as policy_of
from chiron.core.learning.replay import replay
from chiron.core.learning.state import LearnerState
from chiron.core.learning.turns import Turn, find, turns
from chiron.desks.insight.trace import Call, Passage, Trace
from chiron.engine.folds import Folds, Gathered
from chiron.engine.grading.checks import guess
from chiron.engine.models import store as models
from chiron.engine.people.person import Person
from chiron.engine.people.school import School
from chiron.engine.records import log
from chiron.engine.records.database import Connection

LOOKED_UP = frozenset({"quoted", "not-in-course", "withheld", "other-language"})
"""Reasons of moves for which passages were looked at."""
LOOKED = 5
"""So many passages are told that were looked at for an answer."""


@dataclass(frozen=True, slots=True)
class Found:
    """A turn, and what was known right after its events were written: what a model was told of."""

    trace: Trace
    after: Gathered


async def traced(
    conn: Connection, folds: Folds, policy: Policy, person: Person, school: School, course: str, name: str
) -> Found:
    """The turn of that name in a learner's log of a course, decided again. The caller has asked the door.

    ``policy`` is the one in use. Raises NotFound.
    """
    events = await log.read(conn, person.id, course=course)
    every = turns(events)
    turn = find(every, name)
    if turn is None:
        raise NotFound("There is no such turn here.")
    first = turn.first
    live = await folds.fits.under(conn, course, first.draft.made.parameters or "")
    live = live.as_of(first.draft.server_time)
    before = [event for event in events if event.seq < first.seq]
    frame_of = await folds.frames(conn, course, [*before, *turn.events], live)
    state = fold(LearnerState(), before, frame_of)
    frame = frame_of(first)
    setting = _setting(frame, _policy(policy, first), person, school, first)
    after = Gathered(fold(state, turn.events, frame_of), turn.events[-1].seq, frame)
    calls = [Call.of(row) for row in await models.view_calls_of(conn, _ids(turn))]
    trace = Trace(turn, tuple(calls), looked_at(turn, setting), replayed=replay(turn, state, setting), name=name)
    return Found(trace, after)


def with_prompt(trace: Trace, prompts: Sequence[tuple[Part, ...]]) -> Trace:
    """The trace with the prompt that was asked: of those that are made again, the one with its digest, else the first
    as the nearest to it."""
    if trace.checked is None or not prompts:
        return trace
    asked = trace.checked.body.get("digest")
    same = next((prompt for prompt in prompts if digest(prompt) == asked), None)
    return replace(trace, prompt=same or prompts[0], exact=same is not None)


def _ids(turn: Turn) -> list[UUID]:
    try:
        return [UUID(turn.talk)] if turn.talk else []
    except ValueError:
        return []


def _policy(policy: Policy, first: Event) -> Policy:
    """The policy that decided then where it is still installed, else the one in use."""
    made = first.draft.made.policy or ""
    if made == policy.version:
        return policy
    try:
        found = policy_of(made.partition("@")[0])
    except LookupError:
        return policy
    return found if found.version == made else policy


def _setting(frame: Frame, policy: Policy, person: Person, school: School, first: Event) -> Setting:
    talk = TalkSetting(
        language=person.language,
        index=Index.build(passages(frame.course), frame.course.locale.language) if _asks(first) else None,
        help_text=school.help_text or None,
        alone=school.alert_adult is None,
        country=school.country or None,
        mood=school.mood,
    )
    make, at = partial(generate, frame.course), first.draft.server_time
    return Setting(frame, policy, make, guess, at, Random(0), lambda: UUID(int=0), person.id, talk)  # noqa: S311


def _asks(first: Event) -> bool:
    return first.kind == "message.said"


def looked_at(turn: Turn, setting: Setting) -> tuple[Passage, ...]:
    """The passages that were looked at for a message, the best first, ranked by their words as they are now.

    Those that were quoted stand in the log; the scores are made again.
    """
    message, said = turn.one("message.said"), turn.said
    quoted = [tuple(each) for each in (said.body.get("found") or [])] if said is not None else []
    index, talk = setting.talk.index, setting.talk
    reasons = {str(each.body["reason"]) for each in (*turn.events, *turn.later) if each.kind == "words.said"}
    if message is None or index is None or not (quoted or reasons & LOOKED_UP):
        return ()
    about = message.draft.about
    reading = read(str(message.body["text"]), talk.language, setting.frame.course.glossary, None)
    asked = reading.about or str(message.body["text"])
    found = index.find(asked, LOOKED, about.skill if about else None)
    made = [_passage(each.passage.skill, each.passage.number, each.passage.heading, quoted, each) for each in found]
    known = {(each.skill, each.number) for each in made}
    headings = {(each.skill, each.number): each.heading for each in index.passages}
    made += [
        Passage(str(skill), int(number), headings.get((skill, number), ""), None, None, True)
        for skill, number in quoted
        if (skill, number) not in known
    ]
    return tuple(made)


def _passage(skill: str, number: int, heading: str, quoted: Sequence[tuple[object, ...]], found: object) -> Passage:
    score, sure = getattr(found, "score", None), getattr(found, "sure", getattr(found, "share", None))
    return Passage(skill, number, heading, score, sure, (skill, number) in quoted)
