"""A turn's move in a language model's words: asked after the facts are safe, and recorded when it is whole.

The turn itself is over by then: its events, its move and the authored words stand in the log. What a model says
replaces these words on the page and in the talk; whatever fails leaves them as they are.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from chiron.core.events import KINDS, Draft, Event
from chiron.core.language.facts.sensitive import sensitive, unfit
from chiron.core.language.facts.telling import summary_told
from chiron.core.language.facts.telling import told as facts_told
from chiron.core.language.guard.scene import Age
from chiron.core.language.prompts import Ground, Learner, Part, build
from chiron.core.language.prompts.build import MOST_TURNS
from chiron.core.language.prompts.rules import VERSION
from chiron.core.language.safety.flags import UNFIT
from chiron.core.language.text import bounded
from chiron.core.learning.decide import Decision, Setting, Words
from chiron.core.learning.decide.closed import CLOSED
from chiron.core.learning.state import GoalSet, Piece
from chiron.core.learning.summary import as_text, summarise
from chiron.core.words import Json, Move, MoveKind, Source
from chiron.desks.tutoring.asking import Asking
from chiron.desks.tutoring.bidding import UNBIDDEN, Bidding, bidding_of, held_draft
from chiron.desks.tutoring.guided import guidelines_of
from chiron.desks.tutoring.heard import Heard
from chiron.desks.tutoring.remembering import remembered
from chiron.desks.tutoring.turn import TRIES, gather, record
from chiron.desks.tutoring.understanding import understand
from chiron.engine.dialogue.converse import Spoken, Whole, converse
from chiron.engine.dialogue.founded import BEYOND, SILENT
from chiron.engine.dialogue.ground import Standing, ground_of, scene_of, standing
from chiron.engine.folds import Gathered
from chiron.engine.models import Call, Kind
from chiron.engine.people.consent import is_young, reference
from chiron.engine.people.person import AgeBand, Person
from chiron.engine.records import log

__all__ = ["Asking", "worded"]

FRESH = timedelta(minutes=2)
"""A turn older than this is not put into other words any more: its words were read."""
WITHHELD = "model-withheld"
WORTH_TELLING = frozenset({"budget", "price", "resting"})
"""Why nothing was asked where it might have been: whoever runs the school finds it with the turn."""
KINDS_TOLD = frozenset({Kind.STEP, Kind.COURSE, Kind.LINES, Kind.PROFILE})
"""What a model is told of every turn."""
LONGEST_WHY = 80
AGES: Mapping[AgeBand | None, Age] = {AgeBand.UNDER_13: "child", AgeBand.TEEN: "teen", AgeBand.OLDER_TEEN: "teen"}


@dataclass(frozen=True, slots=True)
class _Ready:
    """A turn whose words may be put otherwise: its words as said, what it answers, and what is known now."""

    said: Event
    asked: str
    consent: UUID
    gathered: Gathered
    setting: Setting
    read: bool
    bidding: Bidding = UNBIDDEN


async def worded(asking: Asking) -> AsyncGenerator[Spoken, None]:
    """What a model says for the turn, each sentence checked, the whole last and recorded before it is given.

    Nothing comes where no model may be asked for this turn: no consent in force, an old turn, words said already. A
    message that the rules could not read is read first.
    """
    clock = asyncio.get_running_loop().time
    began, ready = clock(), await _ready(asking)
    if ready is not None and not ready.read and await _understood(asking, ready):
        ready = await _ready(asking)
    if ready is None:
        return
    words, found = _words(ready.said), standing(ready.gathered.state, ready.setting)
    if found is None or found.item.id != words.item:
        return
    scene = scene_of(words, found, ready.setting, age_of(asking.sitting.person), ready.asked)
    scene = replace(scene, marks=await _others(asking))
    hold = is_young(asking.sitting.school, asking.sitting.person, asking.desk.clock()) or ready.bidding.held
    for ground, kinds in await _grounds(asking, ready, words, found):
        person, whole = asking.sitting.person, None
        only, course = ready.bidding.only, asking.course
        call = Call(person.school, person.id, ready.consent, kinds, turn=asking.id, only=only, course=course)
        voice, heard = partial(asking.models.stream, call), Heard(ground)
        beyond, meaning = asking.sitting.school.beyond_course, asking.desk.meaning
        alike = meaning.alike if meaning is not None else None
        spoken = converse(words, ground, scene, voice, hold=hold, spent=clock() - began, beyond=beyond, alike=alike)
        async with aclosing(spoken):
            async for event in spoken:
                heard.saw(event)
                if isinstance(event, Whole):
                    whole = event
                    await _keep(asking, ready, event, heard)
                yield event
        if whole is None or whole.ended != WITHHELD:
            return
    if whole is not None and whole.why in WORTH_TELLING:
        await _keep(asking, ready, replace(whole, ended=f"{WITHHELD}-{whole.why}"), heard)


async def _others(asking: Asking) -> dict[str, str]:
    """Everybody of the school but the learner, whom a model may not name of its own accord."""
    person = asking.sitting.person
    names = await asking.models.names(person.school)
    return {str(number): name for number, name in enumerate(names) if name != person.name}


async def _understood(asking: Asking, ready: _Ready) -> bool:
    return await understand(asking, ready.consent, ready.said, ready.gathered, ready.setting)


async def _ready(asking: Asking) -> _Ready | None:
    """The turn as it stands, None where no model may be asked for it."""
    desk, person = asking.desk, asking.sitting.person
    async with desk.database.school(person.school) as conn:
        kinds = ("message.said", "message.read", "words.said", "rule.fired")
        events = await log.named(conn, person.id, kinds, "turn", asking.turn)
        consent = await reference(conn, person.id)
    said = [event for event in events if event.kind == "words.said"]
    read = any(event.kind == "message.read" for event in events)
    if consent is None or len(said) != 1 + read or not _open(said[-1], asking):
        return None
    asked = next((str(event.body["text"]) for event in events if event.kind == "message.said"), "")
    gathered = await gather(desk, person, asking.course)
    setting = desk.setting(person, asking.sitting.school, gathered.frame)
    bidding = bidding_of(events)
    return None if bidding.silent else _Ready(said[-1], asked, consent, gathered, setting, read, bidding)


async def _grounds(
    asking: Asking, ready: _Ready, words: Words, found: Standing
) -> list[tuple[Ground, frozenset[Kind]]]:
    """What a model may be told, with what is remembered, then without: a school may keep that from its models."""
    desk, school, person = asking.desk, asking.sitting.school, asking.sitting.person
    state, course = ready.gathered.state, ready.gathered.frame.course
    told = await guidelines_of(desk.database, school, person.id, course, found.item.skill)
    if school.beyond_course and words.move.reason == SILENT:
        told = (BEYOND, *told)
    learner = _learner(asking, ready.gathered)
    plain, kinds = ground_of(words, found, ready.setting, learner, told), KINDS_TOLD
    async with desk.database.school(person.school) as conn:
        memory = await remembered(conn, person.id)
    if memory.on:
        known = facts_told(memory, desk.clock())
        summary = as_text(summarise(state, course, person.language, MOST_TURNS + 1))
        talked = summary_told(memory, course.id, desk.clock())
        known_facts = (*known.facts, *((f"talk so far: {talked}",) if talked else ()))
        whole = replace(plain, learner=replace(learner, wishes=known.wishes), facts=known_facts, summary=summary)
        if whole != plain:
            return [(whole, kinds | {Kind.FACTS}), (plain, kinds)]
    return [(plain, kinds)]


async def prompts_again(asking: Asking, said: Event, gathered: Gathered, asked: str) -> list[tuple[Part, ...]]:
    """What a model may have been told first of these words, made again from the log as it stood after them.

    It is what was told as long as guidelines and what is remembered are as they were: its digest says.
    """
    setting = asking.desk.setting(asking.sitting.person, asking.sitting.school, gathered.frame)
    words, found = _words(said), standing(gathered.state, setting)
    if found is None or found.item.id != words.item:
        return []
    ready = _Ready(said, asked, UUID(int=0), gathered, setting, True)
    return [build(ground) for ground, _ in await _grounds(asking, ready, words, found)]


def _open(said: Event, asking: Asking) -> bool:
    """Whether these words may still be put otherwise: authored, and said just now."""
    fresh = asking.desk.clock() - said.draft.server_time <= FRESH
    mine = said.body["provenance"] == "authored" and said.draft.actor is None
    return fresh and mine and said.body["reason"] not in (UNFIT, CLOSED)


def _words(said: Event) -> Words:
    body = said.body
    pieces = tuple(
        Piece(p["text"], Source(p["source"]), p.get("title"), p.get("link"), bool(p.get("quoted")))
        for p in body["words"]
    )
    about = said.draft.about
    move = Move(MoveKind(body["move"]), body["reason"], skill=about.skill if about else None)
    return Words(body["turn"], move, pieces, body["item"])


def age_of(person: Person) -> Age:
    """How old the guard takes somebody to be: a teen where nobody said."""
    band = person.age_band
    return AGES.get(band, "adult" if band is AgeBand.ADULT else "teen")


def _learner(asking: Asking, gathered: Gathered) -> Learner:
    state, course = gathered.state, gathered.frame.course
    skill = state.item.skill if state.item else ""
    estimate = state.record(skill).estimate
    level = gathered.frame.model.view(estimate, None, asking.desk.clock()).state if estimate else "new"
    goal = next((goal.title for goal in course.goals if state.goal and goal.id == state.goal.goal), "")
    return Learner(asking.sitting.person.language, age_of(asking.sitting.person), level, _after(goal, state.goal))


def _after(title: str, chosen: GoalSet | None) -> str:
    """The goal with the learner's own reason and day, where these may be told."""
    if chosen is None or not title:
        return title
    why = "" if sensitive(chosen.why) or unfit(chosen.why) else bounded(chosen.why, LONGEST_WHY)
    return title + (f" ({why})" if why else "") + (f", by {chosen.until}" if chosen.until else "")


async def _keep(asking: Asking, ready: _Ready, whole: Whole, heard: Heard) -> None:
    """One short write of the words as said, or held for approval, and of what the guard said, which holds no words."""
    if whole.ended in ("authored", WITHHELD):
        return
    content = asking.desk.telemetry is not None and asking.desk.telemetry.content
    others = await asking.models.names(asking.sitting.person.school) if content else ()
    heard.tell(asking.desk, asking.turn, whole, (asking.sitting.person.name, *others))
    drafts = tuple(_drafts(asking, ready.said, whole, heard))
    if ready.bidding.held and whole.by is not None:
        words, report = whole.words, asking.desk.new_id()
        drafts = (*drafts[1:], held_draft(drafts[0], words.turn, words.item, words.pieces, report))
    for _ in range(TRIES):
        gathered = await gather(asking.desk, asking.sitting.person, asking.course)
        try:
            await record(asking.desk, asking.sitting.person, asking.course, gathered, Decision(drafts))
        except log.AlreadyRecorded:
            return
        except log.Moved:
            continue
        return


def _drafts(asking: Asking, said: Event, whole: Whole, heard: Heard) -> Iterator[Draft]:
    now, words = asking.desk.clock(), whole.words
    again = replace(said.draft, actor=None, server_time=now, client_time=None)
    if whole.by is not None:
        pieces = [
            {"text": p.text, "source": p.source.value, "title": p.title, "link": p.link, "quoted": p.quoted}
            for p in words.pieces
        ]
        body: dict[str, Json] = {**said.body, "words": pieces, "provenance": f"model:{whole.by}"}
        yield replace(again, body=body, key=f"{asking.turn}/worded")
    checked: dict[str, Json] = {
        "turn": words.turn,
        "item": words.item,
        "stopped": [{"rule": s.rule, "sentence": s.sentence, "asking": s.asking} for s in whole.stopped],
        "ended": whole.ended,
        "model": whole.by,
        "prompt": VERSION,
        **heard.told(),
    }
    kind = "words.checked"
    yield replace(again, kind=kind, version=KINDS[kind].version, body=checked, key=f"{asking.turn}/checked")
