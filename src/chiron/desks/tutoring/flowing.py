"""Openings, check-ins and endings as this learner is told them: their class's or school's lines, else the course's."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from pydantic import ValidationError

from chiron.core.learning.course import Course
from chiron.core.learning.decide import Setting
from chiron.core.learning.flows import FLOW_PARTS, ArrangedFlows, Flows, Lines
from chiron.core.words import Json
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.engine.people import arrangements
from chiron.engine.people.arrangements import Arrangement
from chiron.engine.people.person import Person
from chiron.engine.people.school import School

_COURSES: OrderedDict[tuple[str, UUID | None, str], tuple[Course, Course]] = OrderedDict()
HELD = 32
"""Courses with other lines that a process holds ready, each with the course that it was made from: what a fit changes
in a course changes no version.
"""


def flows_of(one: Arrangement, course: Flows) -> Flows | None:
    """The lines of an arrangement over the course's; None where they cannot be read."""
    try:
        return over(course, one.body, one.by or "")
    except ValidationError:
        return None


def over(course: Flows, body: Mapping[str, Json], by: str = "") -> ArrangedFlows:
    """The lines of a body in the place of the course's: a part that it leaves out stays the course's, in every
    language. ``by`` is the name of who wrote it. Raises ValidationError.
    """
    own = [part for part in FLOW_PARTS if part in body]
    theirs = {str(part) for part in FLOW_PARTS if part not in own}
    mine = ArrangedFlows.model_validate({**course.model_dump(include=theirs), **body, "own": own, "by": by})
    languages = dict(mine.languages)
    for tag, lines in course.languages.items():
        languages[tag] = languages.get(tag, Lines()).model_copy(update=lines.model_dump(include=theirs))
    return mine.model_copy(update={"languages": languages})


async def with_flows(desk: TutoringDesk, person: Person, school: School, setting: Setting) -> Setting:
    """The setting whose course says the lines that are meant for this learner, in their language."""
    frame = setting.frame
    found = await arrangements.of_learner(desk.database, school, person.id, frame.course.id, "flow")
    mine = [one for one in found if one.state == "on"]
    # A class's lines go before the school's; of several classes those that were set last.
    latest = max(mine, key=lambda one: (one.scope.class_id is not None, one.since, str(one.id)), default=None)
    if latest is None and not frame.course.flows.languages:
        return setting
    name = (frame.version, latest.id if latest is not None else None, person.language)
    made = _COURSES.get(name)
    if made is None or made[0] is not frame.course:
        flows = (flows_of(latest, frame.course.flows) if latest is not None else None) or frame.course.flows
        made = (frame.course, frame.course.model_copy(update={"flows": flows.in_language(person.language)}))
        _COURSES[name] = made
        while len(_COURSES) > HELD:
            _COURSES.popitem(last=False)
    return replace(setting, frame=replace(frame, course=made[1]))
