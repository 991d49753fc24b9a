"""Courses being put together: the list of them, and the outline of one, where everything is done by plain forms."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import ChironError, Conflict, InvalidInput, NotFound
from chiron.core.learning.outline.operations import Operation
from chiron.core.learning.outline.said import Said
from chiron.desks.studio import drafting as desk
from chiron.desks.studio.drafting import Chosen, NewDraft
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection
from chiron.faces.web.language import _, tag
from chiron.faces.web.teacher.access import Teaching, first, read_id, typed, writers
from chiron.faces.web.teacher.drafts_acts import FIELDS, Form, read
from chiron.faces.web.teacher.drafts_view import MOST_FOUND, Draft, opened, sought
from chiron.faces.web.teacher.drafts_words import done_words, said_words
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/drafts")
Author = Annotated[Teaching, Depends(writers)]
LONGEST_SOUGHT = 100
MOST_LINES = 200
"""Lines of the history on its page."""
Way = Callable[[Connection, Person, UUID, int], Awaitable[Said]]
_PAGE = r"(?:/(?:skills|texts)/[a-z]\d+|/about|/taken|/publish|/history)?"
_HERE = re.compile(_PAGE + r"(?:\?(?:unit|find|at)=[^&#]*(?:&start=\d{1,6})?)?")


@router.get("")
async def every(request: Request, author: Author) -> Response:
    """The drafts of the school, and where one is begun."""
    return await _listed(request, author, {"title": [""], "from": [request.query_params.get("from", "")]})


@router.post("")
async def begin(request: Request, author: Author) -> Response:
    """Begin one: empty, or with all of a source."""
    form = await typed(request)
    title, source = first(form, "title").strip(), first(form, "from")
    try:
        if source:
            id = await desk.begin_from(
                author.desk, author.house.database, author.person, author.school, home(author), source, Chosen(), title
            )
        else:
            async with author.house.database.school(author.school.id) as conn:
                id = await desk.begin(author.desk, conn, author.person, NewDraft(title, tag()))
    except ChironError as wrong:
        refuse(wrong)
        field = wrong.details.get("field") or ("from" if source else "title")
        return await _listed(request, author, form, {str(field): wrong.message}, 422)
    return author.go(f"/teacher/drafts/{id}")


@router.get("/{id}")
async def one(request: Request, author: Author, id: str) -> Response:
    """The outline."""
    return await outline(request, author, await draft_of(author, id))


@router.post("/{id}")
async def act(request: Request, author: Author, id: str) -> Response:
    """Do one thing to the outline."""
    form = await typed(request)
    found = await draft_of(author, id)
    if first(form, "do") == "nothing":
        return author.go(f"/teacher/drafts/{found.id}{here_of(form)}")
    try:
        asked = read(found.tree, form)
        await changed(author, found, form, asked.operations)
    except ChironError as wrong:
        refuse(wrong)
        return await outline(request, author, await draft_of(author, id), form, wrong)
    where = asked.place or here_of(form)
    return back(author, found, where, "done", asked.focus)


@router.post("/{id}/undo")
async def undo(request: Request, author: Author, id: str) -> Response:
    """Take the last change back."""
    return await _way(request, author, id, desk.undo, "undone")


@router.post("/{id}/redo")
async def redo(request: Request, author: Author, id: str) -> Response:
    """Do it again."""
    return await _way(request, author, id, desk.redo, "redone")


async def _way(request: Request, author: Teaching, id: str, act: Way, did: str) -> Response:
    """Go one change back or forth; where somebody was first, the page says so as it is now."""
    form = await typed(request)
    try:
        revision = revision_of(form)
    except InvalidInput:
        revision = 0  # which none has: who may not be here is told so, and others that they are late
    try:
        async with author.house.database.school(author.school.id) as conn:
            await act(conn, author.person, read_id(id), revision)
    except (Conflict, InvalidInput):
        did = "late"
    return author.go(f"/teacher/drafts/{read_id(id)}{with_did(here_of(form), did)}")


@router.get("/{id}/history")
async def history(request: Request, author: Author, id: str) -> Response:
    """What was done in a draft, by whom and when, the latest first."""
    async with author.house.database.school(author.school.id) as conn:
        lines = await desk.history(conn, author.person, read_id(id), MOST_LINES)
    return render(
        request,
        "teacher/draft_history.html",
        draft=await draft_of(author, id),
        lines=[(said_words(line.said), line) for line in lines],
        most=MOST_LINES,
        now=author.now,
        here="courses",
    )


@router.post("/{id}/forget")
async def forget(author: Author, id: str) -> Response:
    """Throw a draft away."""
    await desk.forget(author.desk, author.house.database, author.person, read_id(id))
    return author.go("/teacher/drafts")


def home(author: Teaching) -> Path:
    """The data folder. Raises NotFound where there is none."""
    found = author.house.home
    if found is None:
        raise NotFound(_("There is nothing here that you can see."))
    return found


async def draft_of(author: Teaching, id: str) -> Draft:
    """The draft of an address. Raises NotAllowed, NotFound."""
    async with author.house.database.school(author.school.id) as conn:
        return Draft(await desk.view(conn, author.person, read_id(id)))


def revision_of(form: Form) -> int:
    """The revision that a form was made from. Raises InvalidInput."""
    text = first(form, "revision")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise InvalidInput(_("This page lost a part of itself. Load it again."))
    return int(text)


def here_of(form: Form) -> str:
    """Where a form comes from, below the draft's address; nothing else than the pages of a draft."""
    wanted = first(form, "here")
    return wanted if _HERE.fullmatch(wanted) else ""


def with_did(here: str, did: str) -> str:
    """The same place, with the word for what was just done."""
    return f"{here}{'&' if '?' in here else '?'}did={did}"


async def changed(author: Teaching, found: Draft, form: Form, operations: tuple[Operation, ...]) -> int:
    """Do some things one after another; the revision afterwards. Raises InvalidInput, Conflict."""
    revision = revision_of(form)
    async with author.house.database.school(author.school.id) as conn:
        for operation in operations:
            revision = await desk.change(author.desk, conn, author.person, found.id, revision, operation)
    return revision


def back(author: Teaching, found: Draft, here: str, did: str, focus: str = "") -> Response:
    """On to the page that a form came from, at the part that it was about."""
    place = f"#{quote(focus)}" if focus else ""
    return author.go(f"/teacher/drafts/{found.id}{with_did(here, did)}{place}")


def refuse(wrong: ChironError) -> None:
    """Raise what is no matter of what was typed: another page says it."""
    if wrong.status >= 500 or wrong.status in (401, 403, 404):
        raise wrong


async def outline(
    request: Request, author: Teaching, found: Draft, form: Form | None = None, wrong: ChironError | None = None
) -> Response:
    """The outline's page, with what was refused where something was."""
    asked = dict(request.query_params)
    if form is not None:
        asked = dict(part.split("=", 1) for part in here_of(form).lstrip("?").split("&") if "=" in part)
    find = asked.get("find", "").strip()[:LONGEST_SOUGHT]
    sought_parts = sought(found.tree, find) if find else None
    field = FIELDS.get(first(form or {}, "do").partition(" ")[0]) if wrong is not None else None
    return render(
        request,
        "teacher/outline.html",
        422 if wrong is not None else 200,
        draft=found,
        open=None if find else opened(found.tree, asked),
        find=find,
        found=sought_parts[:MOST_FOUND] if sought_parts is not None else None,
        more=max(0, len(sought_parts) - MOST_FOUND) if sought_parts else 0,
        said=done_words(found.draft, request.query_params.get("did", "")) if wrong is None else "",
        problem="" if wrong is None or field else wrong.message,
        errors={field: wrong.message} if wrong is not None and field else {},
        typed={field: first(form or {}, "title")} if wrong is not None and field else {},
        now=author.now,
        here="courses",
    )


async def _listed(
    request: Request, author: Teaching, form: Form, errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    async with author.house.database.school(author.school.id) as conn:
        drafts = await desk.every(conn, author.person)
        sources = await desk.sources(conn, author.person)
    return render(
        request,
        "teacher/drafts.html",
        status,
        every=drafts,
        sources=[line for line in sources if not line.note],
        typed={"title": first(form, "title"), "from": first(form, "from")},
        errors=errors or {},
        now=author.now,
        here="courses",
    )
