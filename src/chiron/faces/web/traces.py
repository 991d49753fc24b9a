"""The page that explains one turn: what it is given, and who is shown words on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from fastapi import Request
from starlette.responses import Response

from chiron.desks.insight import readers
from chiron.desks.insight.attempts import Try
from chiron.desks.insight.reading import tries
from chiron.desks.insight.trace import Trace
from chiron.desks.insight.tracing import traced, with_prompt
from chiron.desks.tutoring.asking import Asking
from chiron.desks.tutoring.wording import prompts_again
from chiron.engine.models import Models
from chiron.engine.people.access import Action
from chiron.engine.people.door import may
from chiron.engine.people.person import Person
from chiron.engine.people.sign_in import Sitting
from chiron.engine.records.database import Connection
from chiron.faces.web.house import House
from chiron.faces.web.language import tag
from chiron.faces.web.page import render
from chiron.faces.web.trace_words import helpers


async def trace_page(
    rooms: House, viewer: Sitting, conn: Connection, learner: Person, course: str, name: str
) -> dict[str, Any]:
    """What the page of a turn is given. The caller has asked the door whether there may be one at all.

    Words, answers and reasons only for who may read the conversation; that reading is noted. Raises NotFound.
    """
    content = await may(conn, viewer.person, Action.SEE_CONVERSATION, learner.id)
    found = await traced(conn, rooms.tutoring.folds, rooms.tutoring.policy, learner, viewer.school, course, name)
    trace, after = found.trace, found.after
    tried: Try | None = None
    if content:
        trace = await _with_prompt(rooms, viewer, learner, trace, after)
        key = trace.answer.draft.key if trace.answer is not None else None
        if key is not None:
            every = await tries(conn, rooms.tutoring.folds, learner, course, tag())
            tried = next((one for one in every if one.key == key), None)
        await readers.note(conn, learner.id, viewer.person.id, course, rooms.clock())
    return {
        "trace": trace,
        "content": content,
        "tried": tried,
        "who": learner,
        "course": after.frame.course,
        "now": rooms.clock(),
        **helpers(),
    }


async def _with_prompt(rooms: House, viewer: Sitting, learner: Person, trace: Trace, after: Any) -> Trace:
    said = next((each for each in trace.turn.events if each.kind == "words.said"), None)
    if trace.checked is None or said is None:
        return trace
    # The clock of then: what is told of a learner's level depends on it.
    desk = replace(rooms.tutoring, clock=lambda: trace.checked.draft.server_time if trace.checked else trace.at)
    theirs = replace(viewer, person=learner)
    asking = Asking(desk, cast(Models, rooms.models), theirs, after.frame.course.id, str(trace.turn.talk))
    message = trace.message.body["text"] if trace.message is not None else ""
    return with_prompt(trace, await prompts_again(asking, said, after, str(message)))


def shown(request: Request, context: Mapping[str, Any], **more: Any) -> Response:
    """The page of a turn."""
    return render(request, "trace.html", **context, **more)
