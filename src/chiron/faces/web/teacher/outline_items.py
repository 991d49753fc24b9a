"""The items of a draft's skill as a learner would meet them, and its texts as they are read. Nothing is recorded."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import NotFound
from chiron.desks.studio import drafting as desk
from chiron.faces.web.language import _
from chiron.faces.web.looking.page import Subject, act, read_back, show
from chiron.faces.web.pace import keep_pace
from chiron.faces.web.teacher.access import Teaching, read_id
from chiron.faces.web.teacher.drafts import Author

router = APIRouter(prefix="/teacher/drafts/{id}/skills/{skill}/items/{item}")


@router.get("")
async def item(request: Request, author: Author, id: str, skill: str, item: str) -> Response:
    """One item."""
    return await show(request, author.house.tutoring.graders, await _subject(author, id, skill, item))


@router.post("")
async def do(request: Request, author: Author, id: str, skill: str, item: str) -> Response:
    """Do something at it."""
    keep_pace(request, author.person.id, "answer")
    return await act(request, author.house.tutoring.graders, await _subject(author, id, skill, item))


@router.get("/reading")
async def reading(request: Request, author: Author, id: str, skill: str, item: str) -> Response:
    """What is being typed, read back."""
    keep_pace(request, author.person.id, "reading")
    return await read_back(request, author.house.tutoring.graders, await _subject(author, id, skill, item))


async def _subject(author: Teaching, id: str, skill: str, item: str) -> Subject:
    async with author.house.database.school(author.school.id) as conn:
        draft = await desk.view(conn, author.person, read_id(id))
        here, wanted = draft.tree.skills.get(skill), draft.tree.items.get(item)
        if here is None or wanted is None or wanted not in here.items:
            raise NotFound(_("This item is no longer in this skill. Look among what was taken out."))
        course, version = await desk.skill_course(conn, author.person, draft.id, skill)
    at = f"/teacher/drafts/{draft.id}/skills/{skill}"
    known = {template for _skill, template in course.templates}
    return Subject(
        course=course,
        version=version,
        skill=here.id,
        template=wanted.id,
        place=f"{at}/items/{item}",
        list_place=at,
        here="courses",
        siblings=[(one.id, f"{at}/items/{one.key}") for one in here.items if one.id in known][:60],
    )
