"""Signing in and out, and the demonstration's one-click entries."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import ChironError, InvalidInput, NotFound, SignInNeeded
from chiron.engine.people import classes, schools, sign_in, store
from chiron.engine.people.person import Person, Role
from chiron.engine.people.school import School
from chiron.engine.people.sign_in import marks
from chiron.engine.records.database import Connection
from chiron.faces.web.house import SITTING_COOKIE, House, house, sitting
from chiron.faces.web.language import _
from chiron.faces.web.people import entering, keeping

router = APIRouter()


@router.get("/sign-in")
async def show(request: Request, next: str = "/", school: str = "") -> Response:
    """The page; on a Chiron without a school it is the first run's, for somebody signed in the way on."""
    rooms = house(request)
    if not await schools.count(rooms.database):
        return entering.go(request, "/first-run")
    try:
        await sitting(request)
    except SignInNeeded:
        return await _page(request, {"next": next, "school": school}, {})
    return entering.go(request, entering.way_on(next))


@router.post("/sign-in")
async def do(request: Request) -> Response:
    """Sign in. What was typed stays, but for the password."""
    rooms, form = house(request), await entering.typed(request)
    try:
        school = await entering.school_of_form(rooms, form.get("school", ""))
        if school is None:
            raise InvalidInput(_("Enter your school's short name."), field="school")
        name, password = form.get("sign_in_name", ""), form.get("password", "")
        device = marks.known(rooms.secret, entering.mark_of(request), school.id, name)
        token = await sign_in.sign_in(
            rooms.database, school.id, name, password, entering.address(request), rooms.clock(), device=device
        )
    except ChironError as error:
        if error.status >= 500:
            raise
        return await _page(request, form, entering.problem(error, "password"), error.status)
    response = await admit(request, token, form)
    return response if device else entering.remember(request, response, school.id, name)


async def admit(request: Request, token: str, form: dict[str, str]) -> Response:
    """Begin the sitting in the browser and lead on, first to what was kept of a form that the old sitting outlived."""
    rooms = house(request)
    found = await sign_in.sitting(rooms.database, token, rooms.clock())
    if found is None:
        raise SignInNeeded(_("Please sign in again."))
    old = request.cookies.get(rooms.site.cookie(SITTING_COOKIE), "")
    if old:
        await sign_in.sign_out(rooms.database, old)
    response = keeping.resend(request, token, form) or entering.go(request, entering.way_on(form.get("next", "/")))
    return entering.enter(request, response, token, remember=not found.person.staff)


@router.post("/sign-out")
async def out(request: Request) -> Response:
    """End this sitting."""
    rooms = house(request)
    await sign_in.sign_out(rooms.database, request.cookies.get(rooms.site.cookie(SITTING_COOKIE), ""))
    return entering.leave(request, entering.go(request, "/sign-in"))


@router.post("/demo/{id}")
async def demo(request: Request, id: UUID) -> Response:
    """Enter as one of the demonstration's people: in a demo school, at this very machine, and nowhere else."""
    rooms = house(request)
    school = await _demo_school(request, rooms)
    if school is None:
        raise NotFound(_("There is no demonstration here."))
    async with rooms.database.school(school.id) as conn:
        person = next((person for person in await _demo_people(conn) if person.id == id), None)
        if person is None:
            raise NotFound(_("There is no such person in the demonstration."))
        token = await sign_in.begin(conn, person, rooms.clock())
    return await admit(request, token, {"kept": (await entering.typed(request)).get("kept", "")})


async def _demo_school(request: Request, rooms: House) -> School | None:
    if not (rooms.site.demo and entering.is_local(request)):
        return None
    school = await schools.only(rooms.database)
    return school if school is not None and school.demo else None


async def _demo_people(conn: Connection) -> list[Person]:
    """The first of each role that was made."""
    found = sorted(await store.view_people(conn), key=lambda person: person.id.int)
    roles = (Role.LEARNER, Role.TEACHER, Role.AUTHOR, Role.OPERATOR)
    firsts = (next((p for p in found if p.has(role)), None) for role in roles)
    return list({person.id: person for person in firsts if person is not None}.values())


def _roles() -> dict[Role, str]:
    return {
        Role.TEACHER: _("teacher"),
        Role.OPERATOR: _("operator"),
        Role.AUTHOR: _("author"),
        Role.LEARNER: _("learner"),
    }


async def demo_entries(request: Request, rooms: House) -> list[dict[str, str]] | None:
    """Who may be entered as with one click; None where there is no demonstration."""
    school = await _demo_school(request, rooms)
    if school is None:
        return None
    entries = []
    async with rooms.database.school(school.id) as conn:
        for person in await _demo_people(conn):
            teaches = person.has(Role.TEACHER)
            groups = await classes.of_person(conn, person.id, "teacher" if teaches else "learner")
            roles = [name for role, name in _roles().items() if person.has(role)]
            entries.append(
                {
                    "id": str(person.id),
                    "title": f"{person.name}, {roles[0]}",
                    "words": _("Class %(name)s", name=groups[0].name) if groups else school.name,
                    "action_words": _("Enter as %(name)s", name=person.name),
                }
            )
    return entries


async def _page(request: Request, form: dict[str, str], errors: dict[str, str], status: int = 200) -> Response:
    rooms = house(request)
    only = await schools.only(rooms.database)
    return entering.page(
        request,
        "sign_in.html",
        status,
        school=only.name if only else None,
        ask_school=only is None,
        school_typed=form.get("school", ""),
        sign_in_name=form.get("sign_in_name", ""),
        next=entering.way_on(form.get("next", "/")),
        kept=form.get("kept", ""),
        errors=errors,
        demo=await demo_entries(request, rooms),
    )
