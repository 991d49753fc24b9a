"""What a course has beside its items, as one thing each: its resources with an id, and the texts of its units."""

from __future__ import annotations

from dataclasses import dataclass

from chiron.core.learning.course import Course, Origin, Reading, Resource
from chiron.core.learning.licences import Use, forbids

READING = "reading"
"""The kind of a text of a unit."""
USUAL_MINUTES = {
    "book": 12.0,
    "page": 6.0,
    "video": 6.0,
    "audio": 8.0,
    "activity": 12.0,
    "simulation": 8.0,
    "data": 8.0,
}
"""What each kind is taken to need where its author does not say."""
WORDS_A_MINUTE = 180
"""How fast a text to learn from is read: slower than the 238 words a minute of silent reading (Brysbaert 2019)."""


@dataclass(frozen=True, slots=True)
class Aid:
    """Something to read, see or try. ``minutes`` as its author says, None where nobody does; ``lasts`` is what it is
    taken to need. ``language`` is empty where it is that of the course."""

    id: str
    title: str
    kind: str
    skills: tuple[str, ...]
    minutes: int | None
    lasts: float
    language: str
    level: float | None
    licence: str
    origin: Origin | None
    resource: Resource | None = None
    reading: Reading | None = None

    @property
    def forbidden(self) -> tuple[Use, ...]:
        """The uses that its licence forbids, as far as its name tells."""
        return forbids(self.licence) if self.licence else ()


def aid(course: Course, name: str) -> Aid | None:
    """What a course calls so; None where it has nothing of that name."""
    resource = course.resources_by_id.get(name)
    if resource is not None:
        return of_resource(course, resource)
    reading = course.readings.get(name)
    return None if reading is None else of_reading(course, reading)


def aids(course: Course, skill: str) -> tuple[Aid, ...]:
    """What there is for a skill, by id: its own first, then what stands elsewhere and helps with it too."""
    return tuple(one for name in course.aids.get(skill, ()) if (one := aid(course, name)) is not None)


def of_resource(course: Course, resource: Resource) -> Aid:
    """A resource as such."""
    origin = resource.origin
    return Aid(
        id=resource.id or "",
        title=resource.title,
        kind=resource.kind,
        skills=course.helps_with.get(resource.id or "", ()),
        minutes=resource.minutes,
        lasts=float(resource.minutes or USUAL_MINUTES[resource.kind]),
        language=resource.language,
        level=resource.level,
        licence=resource.licence or (origin.licence if origin is not None else ""),
        origin=origin,
        resource=resource,
    )


def of_reading(course: Course, reading: Reading) -> Aid:
    """A text of a unit as such."""
    words, origin = len(reading.text.split()), reading.origin
    return Aid(
        id=reading.id,
        title=reading.title,
        kind=READING,
        skills=course.helps_with.get(reading.id, ()),
        minutes=None,
        lasts=max(1.0, words / WORDS_A_MINUTE),
        language=course.locale.language,
        level=None,
        licence=(origin.licence if origin is not None else course.licence),
        origin=origin,
        reading=reading,
    )


def reads(aid: Aid, course: Course, language: str) -> bool:
    """Whether a learner who reads the course in its language, and pages in ``language``, can follow it."""
    own = _plain(aid.language or course.tongues[0])
    return own in (_plain(course.locale.language), _plain(language))


def _plain(tag: str) -> str:
    """``en`` for ``en-GB``."""
    return tag.partition("-")[0].lower()
