"""What a draft's course says of itself: title, licence, for whom, goals; a text of it; and what was taken out."""

from __future__ import annotations

from contextlib import suppress

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import ChironError, InvalidInput, NotFound
from chiron.core.learning.course import Reading
from chiron.core.learning.outline import operations as o
from chiron.core.learning.outline.operations import Operation
from chiron.core.learning.outline.tree import Goal, Text, Tree
from chiron.desks.studio import drafting as desk
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Teaching, first, typed
from chiron.faces.web.teacher.drafts import Author, back, changed, draft_of, refuse
from chiron.faces.web.teacher.drafts_acts import Form
from chiron.faces.web.teacher.drafts_view import Draft
from chiron.faces.web.teacher.drafts_words import done_words
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/drafts/{id}")
FIELDS = ("title", "id", "summary", "licence", "authors", "from", "to", "note", "scope", "objectives", "language")


@router.get("/about")
async def show(request: Request, author: Author, id: str) -> Response:
    """The course's head."""
    return _about(request, author, await draft_of(author, id))


@router.post("/about")
async def keep(request: Request, author: Author, id: str) -> Response:
    """Change the head, or the goals."""
    form = await typed(request)
    found = await draft_of(author, id)
    do, _space, rest = first(form, "do").partition(" ")
    try:
        await changed(author, found, form, (_operation(found.tree, do, rest, form),))
    except ChironError as wrong:
        refuse(wrong)
        return _about(request, author, await draft_of(author, id), form, wrong)
    return back(author, found, "/about", "done", "goals" if "goal" in do else "")


def _operation(tree: Tree, do: str, rest: str, form: Form) -> Operation:
    goals = tree.head.goals
    if do == "add-goal":
        skills = tuple(skill.key for unit in tree.units if unit.key in form.get("unit", []) for skill in unit.skills)
        if not skills:
            raise InvalidInput(_("Tick at least one unit that has skills."), field="goal-units")
        return o.SetGoals((*goals, Goal("", first(form, "goal").strip(), skills)))
    if do == "remove-goal":
        return o.SetGoals(tuple(goal for goal in goals if goal.id != rest))
    return o.ChangeHead(
        title=first(form, "title").strip(),
        id=first(form, "id").strip(),
        summary=first(form, "summary").strip(),
        licence=first(form, "licence").strip(),
        authors=_lines(form, "authors"),
        ages=(_age(form, "from"), _age(form, "to")),
        note=first(form, "note").strip(),
        scope=first(form, "scope").strip(),
        objectives=_lines(form, "objectives"),
        language=first(form, "language").strip(),
    )


def _lines(form: Form, name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in first(form, name).splitlines() if line.strip())


def _age(form: Form, name: str) -> int:
    text = first(form, name).strip()
    if not text.isascii() or not text.isdigit() or len(text) > 3:
        raise InvalidInput(_("Write an age as a whole number of years."), field="ages")
    return int(text)


def _about(
    request: Request, author: Teaching, found: Draft, form: Form | None = None, wrong: ChironError | None = None
) -> Response:
    head = found.tree.head
    values = {
        "title": head.title,
        "id": head.id,
        "summary": head.summary,
        "licence": head.licence,
        "authors": "\n".join(head.authors),
        "from": str(head.ages[0]),
        "to": str(head.ages[1]),
        "note": head.note,
        "scope": head.scope,
        "objectives": "\n".join(head.objectives),
        "language": head.language,
    }
    if form is not None and first(form, "do") == "keep":
        values = {name: first(form, name) for name in FIELDS}
    field = str(wrong.details.get("field") or "title") if wrong is not None else ""
    if wrong is not None and first(form or {}, "do") == "add-goal" and field != "goal-units":
        field = "goal"
    return render(
        request,
        "teacher/outline_about.html",
        422 if wrong is not None else 200,
        draft=found,
        values=values,
        goal=first(form or {}, "goal"),
        ticked=(form or {}).get("unit", []),
        errors={field: wrong.message} if wrong is not None else {},
        said=done_words(found.draft, request.query_params.get("did", "")) if wrong is None else "",
        now=author.now,
        here="courses",
    )


@router.get("/texts/{text}")
async def text(request: Request, author: Author, id: str, text: str) -> Response:
    """One text to read."""
    found = await draft_of(author, id)
    return await _text(request, author, found, _known(found.tree, text))


@router.post("/texts/{text}")
async def change_text(request: Request, author: Author, id: str, text: str) -> Response:
    """Rename it, or move it into another unit."""
    form = await typed(request)
    found = await draft_of(author, id)
    here = _known(found.tree, text)
    wanted: Operation = o.ChangeText(here.key, first(form, "title").strip(), here.skills)
    if first(form, "do") == "move":
        wanted = o.MoveTexts((here.key,), first(form, "unit"))
    try:
        await changed(author, found, form, (wanted,))
    except ChironError as wrong:
        refuse(wrong)
        now = await draft_of(author, id)
        return await _text(request, author, now, _known(now.tree, text), wrong)
    return back(author, found, f"/texts/{here.key}", "done")


def _known(tree: Tree, key: str) -> Text:
    found = tree.texts.get(key)
    if found is None:
        raise NotFound(_("This reading is no longer in the course. Look among what was taken out."))
    return found


async def _text(
    request: Request, author: Teaching, found: Draft, text: Text, wrong: ChironError | None = None
) -> Response:
    reading: Reading | None = None
    async with author.house.database.school(author.school.id) as conn:
        with suppress(InvalidInput):  # What cannot be read can still be renamed and taken out.
            reading = await desk.text_shown(conn, author.person, found.id, text.key)
    return render(
        request,
        "teacher/outline_text.html",
        422 if wrong is not None else 200,
        draft=found,
        text=text,
        unit=found.tree.unit_of[text.key],
        reading=reading,
        errors={"title": wrong.message} if wrong is not None else {},
        said=done_words(found.draft, request.query_params.get("did", "")) if wrong is None else "",
        here="courses",
    )
