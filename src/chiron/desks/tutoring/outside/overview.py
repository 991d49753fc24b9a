"""What a program may read: the courses, the map, what comes next and why, what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chiron.core.learning.course import Course
from chiron.desks.tutoring.choosing import choosing
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.desks.tutoring.outside.deeds import Guest, Status, reply
from chiron.desks.tutoring.outside.reasons import why
from chiron.desks.tutoring.turn import Turn, look
from chiron.desks.tutoring.views.knowledge import Known, due_now, knowledge
from chiron.desks.tutoring.views.today import Next, Today, today
from chiron.engine.people.person import Person
from chiron.engine.records import log


@dataclass(frozen=True, slots=True)
class CourseShown:
    """A course on the school's shelf; ``begun`` by this learner."""

    id: str
    title: str
    begun: bool


@dataclass(frozen=True, slots=True)
class SkillShown:
    """One skill as the learner's map shows it. ``state`` is demonstrated, estimated or not-yet; ``certainty`` how sure
    that is; ``answers`` how many answers it rests on; ``missing`` the prerequisites not demonstrated yet, by title.
    """

    id: str
    title: str
    unit: str
    state: str
    certainty: str
    answers: int
    due: datetime | None
    in_goal: bool
    best_next: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """The course's skills in teaching order, and how many of the goal's are demonstrated."""

    course: str
    title: str
    goal: str | None
    shown: int
    of: int
    skills: tuple[SkillShown, ...]


@dataclass(frozen=True, slots=True)
class NextMove:
    """The one best next thing: ``kind`` as on Today, ``why`` in the learner's language with skills by title;
    ``status`` says whether a question is open already.
    """

    kind: Next
    skill: str | None
    why: str
    minutes: int
    status: Status


@dataclass(frozen=True, slots=True)
class Due:
    """A skill whose review is due."""

    id: str
    title: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Review:
    """What is due now, the longest due first, and when the next one will be."""

    due: tuple[Due, ...]
    next_due: datetime | None


async def courses(desk: TutoringDesk, person: Person) -> tuple[CourseShown, ...]:
    """The courses that the learner can take, those begun first."""
    async with desk.database.school(person.school) as conn:
        shelf = await desk.folds.shelf.on_shelf(conn, person.reads)
        begun = set(await log.courses_of(conn, person.id))
    found = [CourseShown(each.course.id, each.course.title, each.course.id in begun) for each in shelf]
    return tuple(sorted(found, key=lambda each: not each.begun))


async def map_of(guest: Guest) -> Map:
    """The learner's map of the course."""
    turn, seen = await _today(guest)
    course, goal = turn.frame.course, seen.goal
    every = knowledge(turn.state, guest.setting(turn))
    return Map(
        course=course.id,
        title=course.title,
        goal=goal.goal.title if goal is not None else None,
        shown=goal.shown if goal is not None else 0,
        of=goal.of if goal is not None else 0,
        skills=tuple(_skill(known, course) for known in every),
    )


async def next_move(guest: Guest) -> NextMove:
    """What Today would begin, and why."""
    turn, seen = await _today(guest)
    title = seen.skill.title if seen.skill is not None else None
    told = why(seen.move, turn.frame.course, guest.language) or guest.line(f"why-{seen.kind}")
    return NextMove(seen.kind, title, told, seen.minutes, reply(guest, turn).status)


async def review(guest: Guest) -> Review:
    """What is due."""
    turn, seen = await _today(guest)
    waiting = due_now(knowledge(turn.state, guest.setting(turn)), guest.setting(turn).when)
    return Review(tuple(Due(each.skill.id, each.skill.title, each.due) for each in waiting), seen.next_due)


async def _today(guest: Guest) -> tuple[Turn, Today]:
    turn = await look(guest.desk, guest.sitting.person, guest.course)
    chosen = await choosing(guest.desk, guest.sitting.person, guest.sitting.school, guest.setting(turn))
    return turn, today(turn.state, chosen.setting, guest.sitting.school.time_zone)


def _skill(known: Known, course: Course) -> SkillShown:
    return SkillShown(
        id=known.skill.id,
        title=known.skill.title,
        unit=known.unit.title,
        state=known.view.state,
        certainty=known.view.certainty,
        answers=known.answers,
        due=known.due,
        in_goal=known.in_goal,
        best_next=known.mark == "best-next",
        missing=tuple(course.skills[name].title for name in known.missing),
    )
