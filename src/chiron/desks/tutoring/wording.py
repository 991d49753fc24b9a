"""A turn's move in a language model's words: asked after the facts are safe, and recorded when it is whole.

The turn itself is over by then: its events, its move and the authored words stand in the log. What a model says
replaces these words on the page and in the talk; whatever fails leaves them as they are.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from chiron.core.events import KINDS, Draft, Event
from chiron.core.language.guard.scene import Age
from chiron.core.language.prompts import Learner
from chiron.core.language.prompts.rules import VERSION
from chiron.core.learning.decide import Decision, Words
from chiron.core.learning.state import Piece
from chiron.core.words import Json, Move, MoveKind, Source
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.desks.tutoring.guided import guidelines_of
from chiron.desks.tutoring.heard import Heard
from chiron.desks.tutoring.turn import TRIES, gather, record
from chiron.engine.dialogue.converse import Spoken, Whole, converse
from chiron.engine.dialogue.ground import ground_of, scene_of, standing
from chiron.engine.folds import Gathered
from chiron.engine.models import Call, Kind, Models
from chiron.engine.people.consent import is_young, reference
from chiron.engine.people.person import AgeBand
from chiron.engine.people.sign_in import Sitting
from chiron.engine.records import log

FRESH = timedelta(minutes=2)
"""A turn older than this is not put into other words any more: its words were read."""
AGES: Mapping[AgeBand | None, Age] = {AgeBand.UNDER_13: "child", AgeBand.TEEN: "teen", AgeBand.OLDER_TEEN: "teen"}


@dataclass(frozen=True, slots=True)
class Asking:
    """Whose turn it is, and where. ``turn`` is its id."""

    desk: TutoringDesk
    models: Models
    sitting: Sitting
    course: str
    turn: str


async def worded(asking: Asking) -> AsyncGenerator[Spoken, None]:
    """What a model says for the turn, each sentence checked, the whole last and recorded before it is given.

    Nothing comes where no model may be asked for this turn: no consent in force, an old turn, words said already.
    """
    desk, person = asking.desk, asking.sitting.person
    async with desk.database.school(person.school) as conn:
        events = await log.named(conn, person.id, ("message.said", "words.said"), "turn", asking.turn)
        consent = await reference(conn, person.id)
    said = [event for event in events if event.kind == "words.said"]
    if consent is None or len(said) != 1 or not _open(said[0], asking):
        return
    asked = next((str(event.body["text"]) for event in events if event.kind == "message.said"), "")
    gathered = await gather(desk, person, asking.course)
    setting = desk.setting(person, asking.sitting.school, gathered.frame)
    words, found = _words(said[0]), standing(gathered.state, setting)
    if found is None or found.item.id != words.item:
        return
    told = guidelines_of(desk.database, asking.sitting.school, person.id, gathered.frame.course, found.item.skill)
    ground = ground_of(words, found, setting, _learner(asking, gathered), await told)
    scene = scene_of(words, found, setting, _age(asking), asked)
    kinds = {Kind.STEP, Kind.COURSE, Kind.LINES, Kind.PROFILE}
    voice = partial(
        asking.models.stream, Call(person.school, person.id, consent, frozenset(kinds), turn=_id(asking.turn))
    )
    hold, heard = is_young(asking.sitting.school, person, desk.clock()), Heard(ground)
    async with aclosing(converse(words, ground, scene, voice, hold=hold)) as spoken:
        async for event in spoken:
            heard.saw(event)
            if isinstance(event, Whole):
                await _keep(asking, said[0], event, heard)
            yield event


def _id(turn: str) -> UUID | None:
    try:
        return UUID(turn)
    except ValueError:
        return None


def _open(said: Event, asking: Asking) -> bool:
    """Whether these words may still be put otherwise: authored, and said just now."""
    fresh = asking.desk.clock() - said.draft.server_time <= FRESH
    return fresh and said.body["provenance"] == "authored" and said.draft.actor is None


def _words(said: Event) -> Words:
    body = said.body
    pieces = tuple(
        Piece(p["text"], Source(p["source"]), p.get("title"), p.get("link"), bool(p.get("quoted")))
        for p in body["words"]
    )
    about = said.draft.about
    move = Move(MoveKind(body["move"]), body["reason"], skill=about.skill if about else None)
    return Words(body["turn"], move, pieces, body["item"])


def _age(asking: Asking) -> Age:
    band = asking.sitting.person.age_band
    return AGES.get(band, "adult" if band is AgeBand.ADULT else "teen")


def _learner(asking: Asking, gathered: Gathered) -> Learner:
    state, course = gathered.state, gathered.frame.course
    skill = state.item.skill if state.item else ""
    estimate = state.record(skill).estimate
    level = gathered.frame.model.view(estimate, None, asking.desk.clock()).state if estimate else "new"
    goal = next((goal.title for goal in course.goals if state.goal and goal.id == state.goal.goal), "")
    return Learner(asking.sitting.person.language, _age(asking), level, goal)


async def _keep(asking: Asking, said: Event, whole: Whole, heard: Heard) -> None:
    """One short write of the words as said, and of what the guard said of them, which holds no words."""
    if whole.ended in ("authored", "model-withheld"):
        return
    heard.tell(asking.desk, asking.turn, whole, (asking.sitting.person.name,))
    drafts = tuple(_drafts(asking, said, whole, heard))
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
