"""What there is to read, see and try: beside the open item, for a skill, in a course, and one of them by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from chiron.core.errors import NotFound
from chiron.core.events import Event
from chiron.core.learning.aids import Offer, Used
from chiron.core.learning.course import Course, Resource, Skill, Unit
from chiron.core.learning.media import Address, address_of, read_address
from chiron.core.learning.resources.listing import Aid, aid, of_resource, reads
from chiron.core.learning.state import LearnerState, OpenItem
from chiron.core.words import Json

NEVER = Used()
"""What became of something that was neither offered nor opened."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What was offered beside the open item. ``begun``: it was opened and not left yet."""

    offer: Offer
    aid: Aid
    begun: bool

    @property
    def because(self) -> dict[str, Json]:
        """What the offer rests on."""
        return self.offer.because


def beside(state: LearnerState, course: Course) -> Beside | None:
    """The offer that stands beside the open item; None where none does."""
    item = state.item
    if item is None or item.offer is None or item.offer.put_away:
        return None
    found = aid(course, item.offer.resource)
    used = state.used.get(item.offer.resource, NEVER)
    return None if found is None else Beside(item.offer, found, used.opened is not None and used.opened >= item.at)


def other_ways(item: OpenItem, course: Course) -> int:
    """How much there is to read, see or try for the open item's skill."""
    return len(course.aids.get(item.skill, ()))


@dataclass(frozen=True, slots=True)
class Past:
    """An offer that was made: what became of it (``done``, ``not-for-me``, ``put-away``), empty where nothing did."""

    offer: Offer
    title: str
    at: datetime
    how: str


def past(events: Iterable[Event], course: Course, skill: str) -> tuple[tuple[Past, ...], int]:
    """The latest offers at a skill, newest first, and how often chance left one out. ``events`` are a learner's
    of the kinds ``PAST``."""
    made: dict[str, Past] = {}
    left_out = 0
    for event in events:
        body, about = event.body, event.draft.about
        if event.kind == "resource.left" and body["offer"] in made:
            made[body["offer"]] = replace(made[body["offer"]], how=body["how"])
        if event.kind != "resource.offered" or about is None or about.skill != skill:
            continue
        found = aid(course, body["resource"] or "")
        left_out += body["resource"] is None
        if found is not None:
            offer = Offer(body["offer"], found.id, skill, body["reason"], dict(body["because"]))
            made[offer.id] = Past(offer, found.title, event.draft.server_time, "")
    return tuple(reversed(made.values()))[:SHOWN], left_out


PAST = ("resource.offered", "resource.left")
SHOWN = 8
"""So many offers of the past are shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a list. ``name`` leads to its page, None where it has none; ``used`` is what became of it."""

    aid: Aid
    name: str | None
    used: Used = NEVER
    other_language: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The things of a unit, or of the course as a whole."""

    unit: Unit | None
    lines: tuple[Line, ...]


def listed(state: LearnerState, course: Course, language: str, skill: str | None = None) -> tuple[Group, ...]:
    """Everything of the course by unit, or what there is for one skill."""
    found = []
    for unit in course.units:
        wanted = [one for one in unit.skills if skill is None or one.id == skill]
        names = list(dict.fromkeys(name for one in wanted for name in course.aids.get(one.id, ())))
        if skill is None:
            names = [reading.id for reading in unit.readings if reading.id not in names] + names
        lines = [line for name in names if (line := _line(state, course, name, language)) is not None]
        lines += [_nameless(course, one, language) for each in wanted for one in each.resources if one.id is None]
        if lines:
            found.append(Group(unit, tuple(lines)))
    if course.resources and skill is None:
        found.append(Group(None, of_course(state, course, language)))
    return tuple(found)


def of_course(state: LearnerState, course: Course, language: str) -> tuple[Line, ...]:
    """What is there for the whole course."""
    return tuple(_of_course(state, course, one, language) for one in course.resources)


def of_skill(state: LearnerState, course: Course, skill: Skill, language: str) -> tuple[Line, ...]:
    """What stands below a skill's lesson."""
    return tuple(line for group in listed(state, course, language, skill.id) for line in group.lines)


def _line(state: LearnerState, course: Course, name: str, language: str) -> Line | None:
    found = aid(course, name)
    if found is None:
        return None
    return Line(found, name, state.used.get(name, NEVER), not reads(found, course, language))


def _of_course(state: LearnerState, course: Course, one: Resource, language: str) -> Line:
    line = None if one.id is None else _line(state, course, one.id, language)
    return line or _nameless(course, one, language)


def _nameless(course: Course, one: Resource, language: str) -> Line:
    made = of_resource(course, one)
    return Line(made, None, NEVER, not reads(made, course, language))


@dataclass(frozen=True, slots=True)
class Page:
    """One of them by itself. ``recording`` is a film or sound of the course; ``file`` another file of it; ``host`` whom
    a link leads to. ``item``: a question is open, to which the way leads back."""

    aid: Aid
    resource: Resource
    helps: tuple[Skill, ...]
    recording: Address | None
    file: Address | None
    host: str
    item: OpenItem | None
    offer: Offer | None
    other_language: bool

    @property
    def way(self) -> Literal["recording", "package", "file", "link", "nowhere"]:
        """How it is met."""
        if self.recording is not None:
            return "recording"
        if self.resource.package is not None:
            return "package"
        if self.file is not None:
            return "file"
        return "link" if self.host else "nowhere"


def page(state: LearnerState, course: Course, name: str, language: str) -> Page:
    """The page of a resource. Raises NotFound for what has none."""
    resource = course.resources_by_id.get(name)
    if resource is None:
        raise NotFound("This course has nothing of that name to read or see. The list shows what there is.")
    found, item = of_resource(course, resource), state.item
    offer = item.offer if item is not None and item.offer is not None and item.offer.resource == name else None
    address = _address(course, resource)
    recorded = address is not None and address.type.startswith(("audio/", "video/"))
    return Page(
        aid=found,
        resource=resource,
        helps=tuple(course.skills[skill] for skill in found.skills),
        recording=address if recorded else None,
        file=None if recorded else address,
        host=_host(resource.url),
        item=item,
        offer=offer,
        other_language=not reads(found, course, language),
    )


def _address(course: Course, resource: Resource) -> Address | None:
    """Where its file is served, with its captions: those that it names first."""
    if resource.media is None or resource.media not in course.media:
        return None
    address = read_address(address_of(course, resource.media))
    if address is None or resource.captions is None or resource.captions not in course.media:
        return address
    captions = read_address(address_of(course, resource.captions))
    if captions is None or any(path == captions.path for _, path in address.tracks):
        return address
    tag = (resource.language or course.tongues[0]).partition("-")[0]
    return replace(address, tracks=((tag, captions.path), *address.tracks))


def _host(url: str | None) -> str:
    """``openstax.org`` of a web address; empty where there is none."""
    if not url or not url.startswith(("https://", "http://")):
        return ""
    host = url.partition("://")[2].partition("/")[0].partition("?")[0].rpartition("@")[2]
    return host.removeprefix("www.")
