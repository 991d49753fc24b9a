"""Flows: the lines with which the tutor opens, looks up from the work and ends, edited in the browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import InvalidInput
from chiron.core.language.escaping import escaped
from chiron.core.language.offered import OFFERED
from chiron.core.learning.course import Course
from chiron.core.learning.flows import FLOW_PARTS, FlowPart, Flows
from chiron.core.words import Json
from chiron.desks.tutoring.flowing import flows_of, over
from chiron.engine.people import arrangements
from chiron.engine.people.arrangements import Arrangement, Scope, Wanted
from chiron.engine.records.database import Connection
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Teaching, first, key_of, typed
from chiron.faces.web.teacher.arranging import Arranger, Form, Where, needed, where
from chiron.faces.web.teacher.classes import problem
from chiron.faces.web.teacher.history import past_of
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/flows")
AT = "/teacher/flows"
MOST_LINES = 8
LONGEST = 300
SAID = {
    "kept": lambda: _("The lines are kept. Learners read them from now on."),
    "away": lambda: _("The course’s own lines are said again."),
}
NAMES: Mapping[str, Any] = {"en": lambda: _("English"), "es": lambda: _("Spanish")}


@router.get("")
async def show(request: Request, teacher: Arranger) -> Response:
    """The lines as they are said, and the form to change them."""
    asked = request.query_params
    return await _page(request, teacher, {name: [asked.get(name, "")] for name in ("class", "course")})


@router.get("/history")
async def past(request: Request, teacher: Arranger) -> Response:
    """Every version of what was ever set here."""
    here, rows = await past_of(request, teacher, "flow")
    return render(
        request, "teacher/flows_history.html", place=here, rows=rows, parts=_parts(), now=teacher.now, here="class"
    )


@router.post("")
async def put(request: Request, teacher: Arranger) -> Response:
    """Keep other lines, or go back to the course's own. What was typed stays where something is wrong."""
    form = await typed(request)
    do = first(form, "do")
    try:
        async with teacher.house.database.school(teacher.school.id) as conn:
            here = await needed(conn, teacher, form)
            standing = await _standing(conn, teacher, here)
            if do == "away":
                if standing is not None:
                    await arrangements.take_away(conn, teacher.person, standing.name, teacher.now)
            else:
                body = _read(form, here.course)
                if do == "preview":
                    lines = over(here.course.flows, body, teacher.person.name)
                    return await _page(request, teacher, form, preview=lines)
                if not body:
                    raise InvalidInput(_("These are the course’s own lines. Change one, or go back."), field="opening")
                name = standing.name if standing is not None else None
                wanted = Wanted("flow", Scope(here.class_id, here.course.id), "on", body, name)
                await arrangements.change(conn, teacher.person, key_of(form), wanted, teacher.now)
    except InvalidInput as wrong:
        return await _page(request, teacher, form, wrong)
    return teacher.go(f"{AT}?{here.query}&said={'away' if do == 'away' else 'kept'}")


async def _standing(conn: Connection, teacher: Teaching, here: Where) -> Arrangement | None:
    found = await arrangements.of(conn, teacher.person, "flow", here.class_id, here.course.id)
    return found[0] if found else None


def _read(form: Form, course: Course) -> dict[str, Json]:
    """The lines as they were typed, one a row, of the parts that are not word for word the course's: those stay the
    course's, and follow it when it changes. Raises InvalidInput naming the field.
    """
    body: dict[str, Json] = {}
    others: dict[str, dict[str, Json]] = {}
    for part in FLOW_PARTS:
        lines = _lines(first(form, part), part, needed=True)
        by_tag = {
            tag: _lines(first(form, f"{part}-{tag}"), f"{part}-{tag}", needed=False) for tag, _name in _others(course)
        }
        given = course.flows.languages
        same = all(
            _plainly(found) == _plainly(getattr(given[tag], part) if tag in given else ())
            for tag, found in by_tag.items()
        )
        if same and _plainly(lines) == _plainly(getattr(course.flows, part)):
            continue
        body[part] = lines
        for tag, found in by_tag.items():
            if found:
                others.setdefault(tag, {})[part] = found
    return {**body, "languages": others} if others else body


def _plainly(lines: Iterable[str]) -> list[str]:
    """Lines as a form shows them, by which they are compared."""
    return [" ".join(plain(line).split()) for line in lines]


def _lines(text: str, field: str, *, needed: bool) -> list[str]:
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if needed and not lines:
        raise InvalidInput(_("Write at least one line. The course’s own come back with the button below."), field=field)
    if len(lines) > MOST_LINES:
        raise InvalidInput(_("At most %(most)s lines here.", most=MOST_LINES), field=field)
    for line in lines:
        if len(line) > LONGEST or not line.isprintable():
            raise InvalidInput(_("Shorten each line to %(most)s letters or fewer.", most=LONGEST), field=field)
    return [escaped(line) for line in lines]


async def _page(
    request: Request,
    teacher: Teaching,
    form: Form,
    wrong: InvalidInput | None = None,
    preview: Flows | None = None,
) -> Response:
    async with teacher.house.database.school(teacher.school.id) as conn:
        here = await where(conn, teacher, first(form, "class"), first(form, "course"))
        standing = await _standing(conn, teacher, here) if here is not None else None
    flows = here.course.flows if here is not None else None
    if standing is not None and flows is not None:
        flows = flows_of(standing, flows) or flows
    said = SAID.get(request.query_params.get("said", ""))
    return render(
        request,
        "teacher/flows.html",
        status=wrong.status if wrong else 200,
        place=here,
        standing=standing,
        values=_values(form, flows, here) if here is not None and flows is not None else {},
        parts=_parts(),
        others=_others(here.course) if here is not None else [],
        preview=preview or flows,
        previewed=preview is not None,
        errors=problem(wrong, "opening") if wrong else {},
        most=MOST_LINES,
        said=said() if said else None,
        key=first(form, "key") or teacher.fresh(),
        now=teacher.now,
        here="class",
    )


def _parts() -> list[tuple[FlowPart, str, str]]:
    return [
        ("opening", _("Openings"), _("Before the first question of a sitting, and when a learner says hello.")),
        ("check_in", _("Check-ins"), _("Before every fourth question.")),
        ("ending", _("Endings"), _("At the end of a sitting.")),
    ]


def _others(course: Course) -> list[tuple[str, str]]:
    return [(tag, NAMES[tag]()) for tag in OFFERED if tag != course.locale.language]


def _values(form: Form, flows: Flows, here: Where) -> dict[str, str]:
    """The fields as they were typed, else as they stand."""
    found: dict[str, str] = {}
    for part in FLOW_PARTS:
        found[part] = "\n".join(map(plain, getattr(flows, part)))
        for tag, _name in _others(here.course):
            other = flows.languages.get(tag)
            found[f"{part}-{tag}"] = "\n".join(map(plain, getattr(other, part))) if other else ""
    return {name: first(form, name, text) for name, text in found.items()}


def plain(text: str) -> str:
    """A line as it was typed: without the strokes that keep its signs from being read as Markdown."""
    kept, skip = [], False
    for place, sign in enumerate(text):
        stroke = sign == "\\" and not skip and place + 1 < len(text) and not text[place + 1].isalnum()
        if not stroke:
            kept.append(sign)
        skip = stroke
    return "".join(kept)
