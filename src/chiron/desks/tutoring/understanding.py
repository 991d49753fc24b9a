"""A message that the rules could not read, read by a model: decided anew as if a rule had read it, or asked back about.

And what such a reading proposes to remember. A message that says something of its writer, of which the rules noticed
nothing, is read for that alone, after the words were said.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID

from chiron.core.events import Event
from chiron.core.language.facts.notice import personal
from chiron.core.learning.decide import Setting
from chiron.core.learning.decide.rereading import heard, left_unread, read_again
from chiron.desks.tutoring.asking import Asking
from chiron.desks.tutoring.remembering import note, remembered
from chiron.desks.tutoring.turn import record, spoken
from chiron.engine.dialogue.understand import Understood, understood
from chiron.engine.folds import Gathered
from chiron.engine.models import Call, Kind
from chiron.engine.people.consent import reference
from chiron.engine.records import log

PATIENT = 8.0
"""Seconds for a reading that nobody waits for."""


async def understand(asking: Asking, consent: UUID, said: Event, gathered: Gathered, setting: Setting) -> bool:
    """Read the turn's message by a model where the rules could not, and record what is decided then; whether it was.

    Whatever fails leaves what was decided: the tutor asked back.
    """
    found = heard(gathered.state, asking.turn)
    if found is None or not left_unread(gathered.state, found, said.body["reason"], setting):
        return False
    read = await _asked(asking, consent, found.text, found.before)
    if read is None:
        return False
    decision = await spoken(read_again(gathered.state, found, read.proposed, read.by, setting))
    try:
        await record(asking.desk, asking.sitting.person, asking.course, gathered, decision)
    except (log.Moved, log.AlreadyRecorded):
        return False  # The learner went on meanwhile: what they see stands.
    await note(asking.desk, asking.sitting, asking.turn, read.proposed.facts, f"model:{read.by}")
    return True


async def learn(asking: Asking) -> int:
    """Note what a model finds that a message says of its writer, where the rules found nothing; how many facts."""
    desk, person = asking.desk, asking.sitting.person
    async with desk.database.school(person.school) as conn:
        kinds = ("message.said", "message.read", "fact.noted")
        events = await log.named(conn, person.id, kinds, "turn", asking.turn)
        consent = await reference(conn, person.id)
        if consent is None or len(events) != 1 or events[0].kind != "message.said":
            return 0
        text = str(events[0].body["text"])
        if events[0].body["intent"] == "distress" or not personal(text) or not (await remembered(conn, person.id)).on:
            return 0
    read = await _asked(asking, consent, text, "", PATIENT)
    return 0 if read is None else await note(desk, asking.sitting, asking.turn, read.proposed.facts, f"model:{read.by}")


async def _asked(
    asking: Asking, consent: UUID, text: str, before: str, seconds: float | None = None
) -> Understood | None:
    person = asking.sitting.person
    call = Call(person.school, person.id, consent, frozenset({Kind.LINES}), turn=asking.id, course=asking.course)
    now = asking.desk.clock().astimezone(asking.sitting.school.zone)
    voice = partial(asking.models.stream, call)
    return await understood(text, before, voice, now, *(() if seconds is None else (seconds,)))
