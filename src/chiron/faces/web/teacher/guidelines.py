"""Guidelines: how the language model finds its words, set without code; with a preview of the prompt's part."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import InvalidInput
from chiron.core.language.guidelines import LONGEST, MOST, read_guideline
from chiron.core.language.prompts.build import fenced
from chiron.desks.tutoring.guided import merged
from chiron.engine.people import arrangements
from chiron.engine.people.arrangements import Arrangement, Scope, Wanted
from chiron.engine.records.database import Connection
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Teaching, first, key_of, read_id, typed
from chiron.faces.web.teacher.arranging import Arranger, Form, Where, act, needed, where
from chiron.faces.web.teacher.classes import problem
from chiron.faces.web.teacher.history import past_of
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/guidelines")
AT = "/teacher/guidelines"
EVERY = "every"
"""The form's word for every course."""
SAID = {
    "set": lambda: _("The guideline is kept."),
    "changed": lambda: _("Changed."),
}


@router.get("")
async def show(request: Request, teacher: Arranger) -> Response:
    """What stands, the preview and the form."""
    asked = request.query_params
    return await _page(request, teacher, {name: [asked.get(name, "")] for name in ("class", "course", "name")})


@router.get("/history")
async def past(request: Request, teacher: Arranger) -> Response:
    """Every version of what was ever set here."""
    here, rows = await past_of(request, teacher, "guideline")
    return render(request, "teacher/guidelines_history.html", place=here, rows=rows, now=teacher.now, here="class")


@router.post("")
async def put(request: Request, teacher: Arranger) -> Response:
    """Add or change one, or do what a button of the list says. What was typed stays where something is wrong."""
    form = await typed(request)
    try:
        async with teacher.house.database.school(teacher.school.id) as conn:
            here = await needed(conn, teacher, form)
            if not await act(conn, teacher, form, "guideline", here):
                await arrangements.change(conn, teacher.person, key_of(form), _wanted(form, here), teacher.now)
    except InvalidInput as wrong:
        return await _page(request, teacher, form, wrong)
    said = "set" if first(form, "do") == "set" else "changed"
    return teacher.go(f"{AT}?{here.query}&said={said}")


def _wanted(form: Form, here: Where) -> Wanted:
    text = read_guideline(first(form, "text"))
    chosen = first(form, "for")
    skill = chosen if chosen in here.course.skills else None
    if chosen not in ("", EVERY) and skill is None:
        raise InvalidInput(_("Choose one of the skills that are offered."), field="for")
    scope = Scope(here.class_id, None if chosen == EVERY else here.course.id, skill)
    name = first(form, "name")
    return Wanted("guideline", scope, "on", {"text": text}, read_id(name) if name else None)


async def _page(request: Request, teacher: Teaching, form: Form, wrong: InvalidInput | None = None) -> Response:
    async with teacher.house.database.school(teacher.school.id) as conn:
        here = await where(conn, teacher, first(form, "class"), first(form, "course"))
        shown = {} if here is None else await _standing(conn, teacher, here)
    editing = next((one for one in shown.get("rows", ()) if str(one.name) == first(form, "name")), None)
    said = SAID.get(request.query_params.get("said", ""))
    models = teacher.house.models
    return render(
        request,
        "teacher/guidelines.html",
        status=wrong.status if wrong else 200,
        place=here,
        **shown,
        editing=editing,
        values=_values(form, editing, wrong is not None),
        errors=problem(wrong, "text") if wrong else {},
        speaks=models is not None and bool(models.offers),
        most=MOST,
        longest=LONGEST,
        every=EVERY,
        said=said() if said else None,
        fresh=teacher.fresh,
        now=teacher.now,
        here="class",
    )


def _values(form: Form, editing: Arrangement | None, typed_now: bool) -> dict[str, str]:
    if typed_now or editing is None:
        return {"text": first(form, "text"), "for": first(form, "for")}
    scope = editing.scope
    return {"text": str(editing.body["text"]), "for": scope.skill or ("" if scope.course else EVERY)}


async def _standing(conn: Connection, teacher: Teaching, here: Where) -> dict[str, Any]:
    """The rows of the list, those set elsewhere that count here too, and what enters a prompt."""
    rows = await arrangements.of(conn, teacher.person, "guideline", here.class_id, here.course.id)
    school: list[Arrangement] = []
    if here.class_id is not None:
        school = await arrangements.school_wide(conn, "guideline", here.course.id)
    kept = merged(here.course, None, (*school, *rows))
    preview = fenced("guidelines of the school", "\n".join(kept)) if kept else ""
    return {"rows": rows, "school": school, "preview": preview, "kept": kept}
