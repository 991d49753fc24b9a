"""A draft looked over, tried as a learner, and put on the shelf."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import BrokenCourse, ChironError, NotFound
from chiron.desks.studio import drafting as desk
from chiron.desks.studio import versions
from chiron.desks.studio.drafting import Fault
from chiron.desks.studio.versions import Preview
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Teaching, first, typed
from chiron.faces.web.teacher.drafts import Author, draft_of, refuse, revision_of
from chiron.faces.web.teacher.drafts_acts import Form
from chiron.faces.web.teacher.drafts_view import Draft, looked_over
from chiron.faces.web.teacher.drafts_words import done_words
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/drafts")
LISTED = 100
"""Faults that the page lists."""


@router.get("/{id}/publish")
async def show(request: Request, author: Author, id: str) -> Response:
    """What stands against it, whose rights it rests on, what is other than on the shelf."""
    return await _page(request, author, await draft_of(author, id))


@router.post("/{id}/publish")
async def publish(request: Request, author: Author, id: str) -> Response:
    """Put it on the shelf."""
    form = await typed(request)
    found = await draft_of(author, id)
    try:
        seen, note = first(form, "seen") or None, first(form, "note").strip()
        rightful = _("I have the right to publish it so.") if first(form, "rights") else ""
        course = await desk.publish(
            author.desk,
            author.house.database,
            author.person,
            found.id,
            revision_of(form),
            note=note,
            seen=seen,
            rightful=rightful,
        )
    except ChironError as wrong:
        refuse(wrong)
        return await _page(request, author, await draft_of(author, id), wrong, form)
    return author.go(f"/teacher/courses/{course}")


@router.post("/{id}/try")
async def begin_trial(request: Request, author: Author, id: str) -> Response:
    """Begin a trial, and go to where a learner begins."""
    found = await draft_of(author, id)
    try:
        course = await desk.try_it(author.desk, author.house.database, author.person, found.id)
    except ChironError as wrong:
        refuse(wrong)
        return await _page(request, author, found, wrong)
    return author.go(f"/learn/{course}/today")


@router.get("/trial/{course}")
async def of_trial(author: Author, course: str) -> Response:
    """From a trial back to the outline that it is of."""
    return author.go(f"/teacher/drafts/{await _tried(author, course)}")


@router.post("/trial/{course}")
async def end_trial(author: Author, course: str) -> Response:
    """End a trial."""
    id = await _tried(author, course)
    await desk.end_trial(author.desk, author.house.database, author.person, id)
    return author.go(f"/teacher/drafts/{id}")


async def _tried(author: Teaching, course: str) -> UUID:
    async with author.house.database.school(author.school.id) as conn:
        id = await desk.tried(conn, author.person, course)
    if id is None:
        raise NotFound(_("This trial is over. Begin it again from the outline."))
    return id


async def _page(
    request: Request, author: Teaching, found: Draft, wrong: ChironError | None = None, form: Form | None = None
) -> Response:
    standing = await desk.standing(author.house.database, author.person, found.id)
    looked_over(found.id, found.revision, standing)
    seen = Draft(found.draft)
    stops = [fault for fault in standing.faults if fault.stops]
    return render(
        request,
        "teacher/outline_publish.html",
        422 if wrong is not None else 200,
        draft=seen,
        standing=standing,
        stops=_told(seen, stops),
        notes=_told(seen, [fault for fault in standing.faults if not fault.stops]),
        preview=None if stops else await _preview(author, found),
        conflicts=standing.conflicts,
        said=done_words(found.draft, request.query_params.get("did", "")) if wrong is None else "",
        problem=wrong.message if wrong is not None else "",
        note=first(form or {}, "note"),
        rightful=bool(first(form or {}, "rights")),
        unsaid=wrong is not None and wrong.details.get("field") == "rights",
        here="courses",
    )


def _told(found: Draft, faults: list[Fault]) -> list[tuple[str, str, Fault]]:
    """Each with what it is about and where that is mended."""
    return [(found.called(fault.key), found.place(fault.key), fault) for fault in faults[:LISTED]]


async def _preview(author: Teaching, found: Draft) -> Preview | None:
    async with author.house.database.school(author.school.id) as conn:
        try:
            course = await desk.composed(conn, author.person, found.id)
            return await versions.preview(author.desk, conn, author.person, course)
        except BrokenCourse:
            return None
