"""What a learner's log tells of their answers in a course, read whole: for whoever asks why, not for a turn."""

from __future__ import annotations

from chiron.core.learning.course import Course
from chiron.core.learning.fitted.responses import Response, history
from chiron.core.learning.lineage.hearing import heard_by
from chiron.engine.fits.making import KINDS
from chiron.engine.library.versions import lineage
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.engine.records.database import Connection


async def responses(conn: Connection, person: Person, course: Course) -> tuple[Response, ...]:
    """The first judged tries in order of time, each as it is judged now. The caller has asked the door."""
    events = await log.read(conn, person.id, course=course.id, kinds=KINDS)
    names = await lineage(conn, course.id)
    return history(str(person.id), [heard_by(event, names) for event in events], course).responses
