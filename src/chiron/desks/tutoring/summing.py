"""The summary of a talk in a model's words: asked for behind the turns, kept as something that is remembered.

Figures and facts stay the source: without a model, or where one may not be asked, the rules' summary stands alone. What
a model wrote is a fact of its own kind: its learner sees it as a model's, corrects it, forgets it, and it is used for a
day. It is made once in so many messages, by the worker, so that nobody waits for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from chiron.core.events import KINDS, Draft
from chiron.core.language.facts import Fact, FactKind, Remembered
from chiron.core.language.facts.sensitive import sensitive
from chiron.core.language.facts.shape import LASTS
from chiron.core.language.prompts import Learner, Part
from chiron.core.language.prompts.summing import build_summary
from chiron.core.learning.decide import HELPLESS, Setting, Words
from chiron.core.learning.state import LearnerState, Said
from chiron.core.learning.summary import as_text, summarise
from chiron.core.words import Json, Move, MoveKind
from chiron.desks.tutoring.asking import Asking
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.desks.tutoring.remembering import TRIES, remembered
from chiron.desks.tutoring.turn import gather
from chiron.desks.tutoring.wording import age_of
from chiron.engine.dialogue.ground import Standing, ground_of, scene_of, standing
from chiron.engine.dialogue.summing import Summed, summed
from chiron.engine.folds import Gathered
from chiron.engine.models import Call, Kind, Models
from chiron.engine.people import store
from chiron.engine.people.consent import is_young, reference
from chiron.engine.people.person import Person
from chiron.engine.records import log, outbox

NOTE = "talk-to-sum-up"
"""The note by which the worker learns of a talk."""
EVERY = 4
"""After so many messages of the learner that no summary tells of, the next one is made."""
SEES = frozenset({Kind.STEP, Kind.COURSE, Kind.LINES, Kind.FACTS})
NO_WORDS = Words("", Move(MoveKind.CHECK_IN, "summary"), (), None)


async def ask_for_summary(asking: Asking) -> bool:
    """Leave the worker a note where the talk has gone on far enough; whether it was."""
    desk, person = asking.desk, asking.sitting.person
    if not asking.models.offers:
        return False
    gathered = await gather(desk, person, asking.course)
    if _learners(_talk(gathered.state)) < EVERY or is_young(asking.sitting.school, person, desk.clock()):
        return False
    async with desk.database.school(person.school) as conn:
        memory = await remembered(conn, person.id)
        if _learners(_new(gathered.state, memory.summed_to(asking.course))) < EVERY or not memory.on:
            return False
        if await reference(conn, person.id) is None:
            return False
        await outbox.post(conn, NOTE, None, {"subject": str(person.id), "course": asking.course})
    return True


async def sum_up(desk: TutoringDesk, models: Models, school: UUID, payload: Mapping[str, Json]) -> bool:
    """Make the summary that a note asks for, where it is still wanted and allowed; whether one was kept."""
    async with desk.database.school(school) as conn:
        person = await store.find_person(conn, UUID(str(payload.get("subject"))))
        here = await store.view_school(conn)
        if person is None or person.closed is not None or is_young(here, person, desk.clock()):
            return False
        memory, consent = await remembered(conn, person.id), await reference(conn, person.id)
    course = str(payload.get("course") or "")
    gathered = await gather(desk, person, course)
    before, setting = memory.summary(course), desk.setting(person, here, gathered.frame)
    new, found = _new(gathered.state, memory.summed_to(course)), standing(gathered.state, setting)
    if consent is None or not memory.on or found is None or _learners(new) < EVERY or gathered.state.paused is not None:
        return False
    if found.item.purpose in HELPLESS:
        return False
    names = await models.names(person.school)
    scene = scene_of(NO_WORDS, _last(found), setting, age_of(person))
    marks = {str(number): name for number, name in enumerate(names) if name != person.name}
    call = Call(person.school, person.id, consent, SEES, course=course)
    prompt = _prompt(person, gathered, setting, found, before, new)
    told = await summed(prompt, replace(scene, rung=None, marks=marks), partial(models.stream, call))
    return told is not None and await _keep(desk, person, course, new[-1].turn, told, before)


def _talk(state: LearnerState) -> tuple[Said, ...]:
    return state.item.talk if state.item is not None else ()


def _new(state: LearnerState, summed_to: str | None) -> tuple[Said, ...]:
    """What was said beside the open item since the last summary, also where that was forgotten."""
    talk = _talk(state)
    told = [place for place, said in enumerate(talk) if said.turn == summed_to]
    return talk[told[-1] + 1 :] if told else talk


def _learners(talk: Sequence[Said]) -> int:
    return sum(said.who == "learner" for said in talk)


def _last(found: Standing) -> Standing:
    """Of a finished item its last step: a summary tells no answer, also where the learner has it already."""
    return found if found.step is not None else replace(found, step=found.made.steps[-1])


def _prompt(
    person: Person, gathered: Gathered, setting: Setting, found: Standing, before: Fact | None, new: Sequence[Said]
) -> tuple[Part, ...]:
    """What a model is told: figures, the summary so far, and what was said since, as it stands on the page."""
    course = gathered.frame.course
    figures = as_text(summarise(gathered.state, course, person.language, 0))
    said = replace(found, item=replace(found.item, talk=tuple(new)))
    talk = ground_of(NO_WORDS, said, setting, Learner(person.language)).talk
    kept = tuple(turn for turn in talk if not (turn.learner and sensitive(turn.text)))
    return build_summary(person.language, figures, "" if before is None else before.value, kept)


async def _keep(desk: TutoringDesk, person: Person, course: str, turn: str, told: Summed, before: Fact | None) -> bool:
    """Keep it in the place of the one ``before``, whose words leave the log."""
    now = desk.clock()
    lasts = LASTS[FactKind.SUMMARY]
    assert lasts is not None
    body: dict[str, Json] = {
        "fact": str(desk.new_id()), "kind": FactKind.SUMMARY.value, "value": told.text, "turn": turn,
        "confidence": 1.0, "by": f"model:{told.by}", "expires": (now + lasts).isoformat(), "course": course,
    }  # fmt: skip
    kind = "fact.noted"
    draft = Draft(kind, body, f"{turn}/{NOTE}", None, now, version=KINDS[kind].version)
    for _ in range(TRIES):
        try:
            async with desk.database.school(person.school) as conn:
                memory: Remembered = await remembered(conn, person.id)
                # Any of it may have been taken back, corrected or forgotten while the model was asked.
                if not memory.on or memory.summary(course) != before or await reference(conn, person.id) is None:
                    return False
                await log.append(conn, person.id, await log.last_seq(conn, person.id), [draft])
                if before is not None:
                    await log.forget(conn, person.id, before.id)
            return True
        except log.AlreadyRecorded:
            return False
        except log.Moved:
            continue
    return False
