"""Taking over: a teacher writes to a learner in person. It stands in the conversation and on the learner's Today."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chiron.core.events import About, Draft, Made
from chiron.core.language.escaping import escaped
from chiron.core.words import MoveKind, Source
from chiron.desks.studio.deciding import read_note
from chiron.desks.studio.desk import StudioDesk
from chiron.engine.people import store as people
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection

BY_PERSON = "person"
"""``provenance`` of words that a person wrote."""


async def write(desk: StudioDesk, actor: Person, learner: UUID, course: str, text: str, key: str) -> None:
    """Say something to a learner, beside the item that they have open, if any. The same key counts once.

    Raises InvalidInput naming ``note``, NotAllowed, NotFound.
    """
    words = read_note(text, needed=True)

    async def drafts(conn: Connection) -> Sequence[Draft]:
        await require(conn, actor, Action.JUDGE, learner)
        gathered = await desk.folds.gather(conn, await people.view_person(conn, learner), course)
        item = gathered.state.item
        body = {
            "turn": key,
            "item": item.id if item is not None else None,
            "move": MoveKind.REFER.value,
            "reason": "teacher",
            "words": [
                {
                    "text": escaped(words),
                    "source": Source.PERSON.value,
                    "title": actor.name,
                    "link": None,
                    "quoted": False,
                }
            ],
            "provenance": BY_PERSON,
        }
        frame = gathered.frame
        about, _body = frame.said(
            "words.said", About(frame.course.id, frame.version, item.skill if item is not None else None), body
        )
        made = Made(parameters=frame.model.version)
        return (Draft("words.said", body, key, actor.id, desk.clock(), about=about, made=made),)

    await desk.write(actor.school, learner, drafts)
