"""A course's versions: what is other between two, what publishing one changes for whom, the history, the way back.

Whoever publishes, from a draft, an import, a folder or an older version, goes through ``publish_checked``, after
``preview`` was shown.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from chiron.core.errors import Conflict, InvalidInput, NotFound
from chiron.core.learning.content import fingerprint, from_content, to_content
from chiron.core.learning.course import Course
from chiron.core.learning.difference import Difference, compare, with_pieces
from chiron.core.learning.lineage.shape import shape_of
from chiron.core.learning.lineage.stepping import Step, step_between
from chiron.core.learning.outline.trials import is_trial
from chiron.core.words import Json
from chiron.desks.studio import store as studio_store
from chiron.desks.studio import versions_naming as naming
from chiron.desks.studio import versions_store as store
from chiron.desks.studio.desk import StudioDesk
from chiron.desks.studio.versions_effects import Effects, Learner, Room, effects
from chiron.engine.library import store as shelf_store
from chiron.engine.library import versions, versions_store
from chiron.engine.library.media.keeping import Reader
from chiron.engine.library.versions import LONGEST_NOTE, Release
from chiron.engine.people import store as people
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection, Row

__all__ = ["Effects", "Preview", "Release", "compared", "history", "preview", "publish_checked", "roll_back"]

ANY = ""
"""In the place of the version that was seen: no proof is asked for."""
SHORTEST = 6
"""A version may be named by so many of its first digits."""
FOLDED = 40
"""So many learners whose states must be worked out anew are looked at for a preview, as that takes up to a second each;
the page says how many were looked at."""
MOST_EVENTS = 20_000
"""So many events of theirs are folded in all, those with the shortest logs first: some five seconds' work."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing would do. ``seen`` is the version on the shelf that it was compared with, None for none yet:
    give it back to ``publish_checked``, which refuses where another was published meanwhile.
    """

    course: str
    title: str
    seen: str | None
    version: str
    difference: Difference
    effects: Effects

    @property
    def first(self) -> bool:
        """Whether there is no version of this course on the shelf yet."""
        return self.seen is None

    @property
    def same(self) -> bool:
        """Whether it is on the shelf already, word for word."""
        return self.seen == self.version


async def preview(desk: StudioDesk, conn: Connection, actor: Person | None, course: Course) -> Preview:
    """What is other and what changes for whom, if this content were published; an actor of None is whoever runs the
    machine. Raises NotAllowed."""
    await _author(conn, actor)
    return await _previewed(desk, conn, actor, course.id, course.title, fingerprint(course), to_content(course))


async def preview_kept(desk: StudioDesk, conn: Connection, actor: Person | None, course: str, version: str) -> Preview:
    """The same for a kept version of a course. Raises NotAllowed, NotFound."""
    await _author(conn, actor)
    whole, content = await _kept(conn, course, version)
    return await _previewed(desk, conn, actor, course, str(content["title"]), whole, content)


async def compared(
    conn: Connection, actor: Person | None, course: str, old: str, new: str | None = None
) -> tuple[str, str, Difference]:
    """Two kept versions in full and their difference; None is the one on the shelf. Raises NotAllowed, NotFound."""
    await _author(conn, actor)
    first, before = await _kept(conn, course, old)
    second, after = await _kept(conn, course, new)
    return first, second, await asyncio.to_thread(lambda: with_pieces(compare(before, after)))


async def history(conn: Connection, actor: Person | None, course: str) -> list[Release]:
    """Every publishing of a course, the latest first. Raises NotAllowed, NotFound."""
    await _author(conn, actor)
    found = await versions.releases(conn, course)
    if not found:
        raise NotFound(f"There is no course {course!r} here.")
    return found


async def kept(conn: Connection, actor: Person | None, course: str, version: str | None) -> tuple[Course, str]:
    """A kept version to look at, with its whole name; None is the one on the shelf. Raises NotAllowed, NotFound."""
    await _author(conn, actor)
    whole, content = await _kept(conn, course, version)
    return from_content(content), whole


async def publish_checked(
    desk: StudioDesk,
    conn: Connection,
    actor: Person | None,
    course: Course,
    media: Reader | None = None,
    *,
    note: str = "",
    seen: str | None = ANY,
) -> str:
    """Put a course that was checked on the shelf, recorded with who, when and a note; gives its version.

    What learners did stays theirs: skills and items are mapped from the version before, and what staff set follows.
    ``seen`` is that of the preview which the author saw; ``ANY`` asks for no such proof. Raises NotAllowed,
    InvalidInput (note too long, or an id as trials have), BrokenCourse, Conflict where another was published meanwhile.
    """
    await _author(conn, actor)
    _no_trial(course.id)
    words = read_note(note)
    await _unmoved(conn, course.id, seen)
    placed = await desk.folds.shelf.put(conn, course, media, actor.id if actor else None, words)
    await naming.follow(conn, course.id, placed.step, placed.came)
    return placed.version


async def roll_back(
    desk: StudioDesk,
    conn: Connection,
    actor: Person | None,
    course: str,
    version: str,
    *,
    note: str = "",
    seen: str | None = ANY,
) -> str:
    """Publish a kept version again; its whole name. Raises NotAllowed, NotFound, InvalidInput, Conflict."""
    await _author(conn, actor)
    _no_trial(course)
    words = read_note(note)
    await _unmoved(conn, course, seen)
    whole, _content = await _kept(conn, course, version)
    placed = await desk.folds.shelf.put_back(conn, course, whole, actor.id if actor else None, words)
    await naming.follow(conn, course, placed.step, placed.came)
    return whole


def read_note(text: str) -> str:
    """What was typed about a publishing. Raises InvalidInput naming ``note``."""
    clean = "".join(sign for sign in text.replace("\r\n", "\n") if sign in "\n\t" or ord(sign) >= 32).strip()
    if len(clean) > LONGEST_NOTE:
        raise InvalidInput(f"Shorten this to {LONGEST_NOTE:,} letters or fewer; it has {len(clean):,}.", field="note")
    return clean


async def _author(conn: Connection, actor: Person | None) -> None:
    if actor is not None:
        await require(conn, actor, Action.AUTHOR)


def _no_trial(course: str) -> None:
    """A course so called would have no history and be in no report. Raises InvalidInput."""
    if is_trial(course):
        raise InvalidInput(
            "Ids of the form trial-…-…, with 12 and then 16 of the signs 0-9 and a-f, are those of trials of drafts."
            " Give the course another id.",
            field="id",
        )


async def _unmoved(conn: Connection, course: str, seen: str | None) -> None:
    """Hold the course, and see that what its author saw on the shelf is still there. Raises Conflict."""
    await versions.hold(conn, course)
    if seen != ANY and await shelf_store.view_current(conn, course) != seen:
        raise Conflict("Somebody published another version meanwhile. Look at what is other now, and publish again.")


async def _kept(conn: Connection, course: str, version: str | None) -> tuple[str, Json]:
    """A kept version of a course by its name or the beginning of it; None is the one on the shelf. Raises NotFound."""
    if version is None:
        found = await shelf_store.view_current(conn, course)
        matching = [] if found is None else [found]
    else:
        matching = await versions_store.view_matching(conn, course, version) if len(version) >= SHORTEST else []
    if len(matching) != 1:
        raise NotFound("There is no such version of this course.")
    content = await shelf_store.view_content(conn, matching[0])
    return matching[0], content


async def _previewed(
    desk: StudioDesk, conn: Connection, actor: Person | None, course: str, title: str, version: str, content: Json
) -> Preview:
    seen = await shelf_store.view_current(conn, course)
    before = None if seen is None else await shelf_store.view_content(conn, seen)
    if before is None or seen == version:
        begun = await store.view_begun(conn, course)
        return Preview(course, title, seen, version, Difference(), Effects(len(begun), len(begun)))
    step, difference = await asyncio.to_thread(_compared, before, content)
    found = await _effects(desk, conn, actor, course, before, content, step)
    return Preview(course, title, seen, version, difference, found)


def _compared(old: Json, new: Json) -> tuple[Step, Difference]:
    step = step_between(shape_of(old), shape_of(new))
    return step, with_pieces(compare(old, new, step))


async def _effects(
    desk: StudioDesk, conn: Connection, actor: Person | None, course: str, old: Json, new: Json, step: Step
) -> Effects:
    begun = await store.view_begun(conn, course)
    learners = await _learners(desk, conn, course, begun)
    rooms = [
        Room(row["name"], frozenset(row["learners"]), row["taught"])
        for row in await store.view_classes(conn, actor.id if actor else None)
    ]
    taught = {id for room in rooms if room.taught for id in room.learners}
    names = await studio_store.view_names(conn, taught)
    named = await naming.every(conn, course)
    return effects(old, new, step, learners, len(begun), rooms, names, named, bool(step))


def _learner(row: Row) -> Learner:
    item = [(row["item"][0], row["item"][1])] if row["item"] else []
    sheet = [(one["skill"], one["template"]) for one in row["sheet"]]
    return Learner(row["subject"], frozenset(row["skills"]), row["goal"], (*item, *sheet))


async def _shortest(conn: Connection, course: str, ids: Sequence[UUID]) -> list[UUID]:
    """Those of whom the logs are short enough to be folded now."""
    found, left = list[UUID](), MOST_EVENTS
    for row in await store.view_lengths(conn, course, ids, FOLDED):
        if row["events"] > left:
            break
        found.append(row["subject"])
        left -= row["events"]
    return found


async def _learners(desk: StudioDesk, conn: Connection, course: str, begun: Sequence[UUID]) -> list[Learner]:
    """What is known of those who began: from their snapshots, and folded where there is none."""
    live = await desk.folds.live(conn, course)
    rows = await store.view_states(conn, course, begun, desk.folds.under(live))
    found = [_learner(row) for row in rows]
    known = {one.id for one in found}
    missing = await _shortest(conn, course, [id for id in begun if id not in known])
    if missing:
        wanted = [person for person in await people.view_people(conn, closed=True) if person.id in set(missing)]
        for id, state in (await desk.folds.several(conn, wanted, course)).items():
            item, sheet = state.item, state.sheet
            open_ = [] if item is None or item.finished else [(item.skill, item.template)]
            open_ += [(one.skill, one.template) for one in (sheet.items if sheet else ())]
            goal = state.goal.goal if state.goal else None
            found.append(Learner(id, frozenset(state.skills), goal, tuple(open_)))
    return found
