"""The operator's list of people: seen, searched, added to, by hand and by CSV."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response

from chiron.core.errors import ChironError, InvalidInput
from chiron.engine.people import Action, Person, Role, accounts, consent, csvs, leaving, require, reset, roster, store
from chiron.engine.people.person import AgeBand, fold_sign_in_name, read_age_band, read_roles
from chiron.engine.people.roster import read_language
from chiron.engine.people.school import School
from chiron.faces.web.csrf import form_of
from chiron.faces.web.house import house, sitting
from chiron.faces.web.language import _, offered
from chiron.faces.web.people import entering

router = APIRouter()


def role_words(role: Role) -> str:
    """A role in the person's language."""
    return {
        Role.LEARNER: _("learner"),
        Role.TEACHER: _("teacher"),
        Role.AUTHOR: _("author"),
        Role.TRAINER: _("trainer"),
        Role.GUARDIAN: _("guardian"),
        Role.OPERATOR: _("operator"),
        Role.AGENT: _("agent"),
    }[role]


def offered_roles(school: School) -> list[Role]:
    """The roles that there are at a school: agents only where it has a support desk."""
    return [role for role in Role if school.support or role is not Role.AGENT]


def role_choices(school: School) -> list[tuple[str, str, str]]:
    """Roles to choose from, each with what it is for."""
    meant = {
        Role.LEARNER: _("Learns here: practises, asks the tutor, sees what they have shown."),
        Role.TEACHER: _("Runs classes, assigns work, and answers what needs a person."),
        Role.AUTHOR: _(
            "Writes courses. So far they are put on the shelf with the command chiron course, not on a page."
        ),
        Role.TRAINER: _("Improves the tutor’s words: guidelines, rules and openings for every class."),
        Role.GUARDIAN: _("An adult who sees the progress of the learners linked to them, and agrees for them."),
        Role.OPERATOR: _("Runs Chiron here: people, the school’s settings, exports and erasure."),
        Role.AGENT: _("Serves the shop’s customers: reads their cases and answers them."),
    }
    return [(role, role_words(role), meant[role]) for role in offered_roles(school)]


def band_words() -> list[tuple[str, str]]:
    """Age bands to choose from."""
    return [
        ("", _("Not said")),
        (AgeBand.UNDER_13, _("Under 13")),
        (AgeBand.TEEN, _("13 to 15")),
        (AgeBand.OLDER_TEEN, _("16 or 17")),
        (AgeBand.ADULT, _("18 or older")),
    ]


def csv_answer(name: str, data: bytes) -> Response:
    """A table as a file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(data, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/people")
async def show(request: Request, q: str = "", role: str = "", closed: str = "") -> Response:
    """Everybody, or those who are searched for; first who waits for something."""
    rooms, found = house(request), await sitting(request)
    if not found.school.named and found.person.has(Role.OPERATOR):
        return entering.go(request, "/first-run/school")
    async with rooms.database.school(found.school.id) as conn:
        await require(conn, found.person, Action.LIST_PEOPLE)
        people = await store.view_people(conn, Role(role) if role in list(Role) else None, closed == "yes")
        requests = await leaving.requests(conn, found.person)
    wanted = fold_sign_in_name(q[:80])
    shown = [p for p in people if wanted in fold_sign_in_name(p.name) or wanted in p.sign_in_name]
    return entering.page(
        request,
        "people/list.html",
        people=shown,
        total=len(people),
        requests=requests,
        q=q,
        role=role,
        closed=closed == "yes",
        roles=[(each, role_words(each)) for each in offered_roles(found.school)],
        role_words=role_words,
        here="people",
    )


@router.get("/people.csv")
async def as_csv(request: Request) -> Response:
    """The same table as CSV."""
    rooms, found = house(request), await sitting(request)
    async with rooms.database.school(found.school.id) as conn:
        await require(conn, found.person, Action.LIST_PEOPLE)
        people = await store.view_people(conn, closed=True)
    head = ("name", "sign_in_name", "roles", "age_band", "birth_year", "language", "created", "closed")
    table = [_csv_row(person) for person in people]
    return csv_answer("people", csvs.write(head, table))


def _csv_row(person: Person) -> tuple[csvs.Cell, ...]:
    return (
        person.name,
        person.sign_in_name,
        " ".join(sorted(person.roles)),
        person.age_band or "",
        person.birth_year,
        person.language,
        person.created.isoformat() if person.created else "",
        person.closed.isoformat() if person.closed else "",
    )


@router.get("/people/new")
async def show_new(request: Request) -> Response:
    """The form for one person."""
    return await _new_page(request, {}, (), {})


@router.post("/people/new")
async def add(request: Request) -> Response:
    """Add one person; their first code is shown once."""
    rooms, found, form = house(request), await sitting(request), await entering.typed(request)
    chosen = [str(role) for role in (await form_of(request)).getlist("roles")]
    now = rooms.clock()
    try:
        async with rooms.database.school(found.school.id) as conn:
            await require(conn, found.person, Action.ADD_PEOPLE)
            name = form.get("sign_in_name") or await accounts.free_sign_in_name(conn, form.get("name", ""))
            person = accounts.new_person(
                found.school.id,
                form.get("name", ""),
                name,
                read_roles(chosen),
                now,
                read_age_band(form.get("age_band", "")),
                language=read_language(form.get("language", "")),
            )
            await accounts.add(conn, found.person, person)
            if form.get("agreed") == "yes":
                await consent.record(
                    conn, person.id, consent.Matter.USE, True, found.person.id, "guardian", now, "on paper"
                )
            code = await reset.make(conn, found.person, person.id, now, reset.SLIP_LASTS)
    except ChironError as error:
        if error.status >= 500 or error.status in (403, 404):
            raise
        return await _new_page(request, form, chosen, entering.problem(error, "name"), error.status)
    return entering.page(request, "people/code.html", somebody=person, code=code, days=7, here="people")


async def _new_page(
    request: Request,
    form: dict[str, str],
    chosen: list[str] | tuple[str, ...],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    found = await sitting(request)
    async with house(request).database.school(found.school.id) as conn:
        await require(conn, found.person, Action.ADD_PEOPLE)
    return entering.page(
        request,
        "people/new.html",
        status,
        typed={name: form.get(name, "") for name in ("name", "sign_in_name", "age_band", "language", "agreed")},
        chosen=chosen or [Role.LEARNER],
        roles=role_choices(found.school),
        bands=band_words(),
        languages=[(each.tag, each.name) for each in offered()],
        errors=errors,
        here="people",
    )


@router.get("/people/import")
async def show_import(request: Request) -> Response:
    """Where a file is chosen, and what may stand in it."""
    return await _import_page(request, None, {})


@router.post("/people/import")
async def plan_import(request: Request) -> Response:
    """The dry run: what the file would do, or every line that is wrong."""
    rooms, found = house(request), await sitting(request)
    file = (await form_of(request)).get("file")
    data = await file.read() if isinstance(file, UploadFile) else b""
    try:
        if not data:
            raise InvalidInput(_("Choose a CSV file."), field="file")
        async with rooms.database.school(found.school.id) as conn:
            plan = await roster.plan_for(conn, found.person, data, rooms.clock())
    except InvalidInput as error:
        return await _import_page(request, None, entering.problem(error, "file"), error.status)
    return await _import_page(request, plan, {}, 422 if plan.faults else 200, data)


@router.post("/people/import/do")
async def do_import(request: Request) -> Response:
    """All of it or nothing. The first codes are shown once."""
    rooms, found, form = house(request), await sitting(request), await entering.typed(request)
    try:
        async with rooms.database.school(found.school.id) as conn:
            plan = await roster.plan_for(conn, found.person, form.get("text", "").encode(), rooms.clock())
            added = await roster.carry_out(conn, found.person, plan, rooms.clock())
    except ChironError as error:
        if error.status >= 500 or error.status in (403, 404):
            raise
        return await _import_page(request, None, entering.problem(error, "file"), error.status)
    rows = [(person.name, person.sign_in_name, code) for person, code in added]
    return entering.page(request, "people/slips.html", rows=rows, rows_json=json.dumps(rows), here="people")


@router.post("/people/import/slips")
async def slips(request: Request) -> Response:
    """The codes just shown, as CSV; they come from the page, for they are kept nowhere."""
    rooms, found, form = house(request), await sitting(request), await entering.typed(request)
    async with rooms.database.school(found.school.id) as conn:
        await require(conn, found.person, Action.ADD_PEOPLE)
    try:
        rows = [tuple(_cell(cell) for cell in row) for row in json.loads(form.get("rows", ""))]
    except (ValueError, TypeError, RecursionError):
        raise InvalidInput(_("The codes on the page cannot be read. Go back to it and try again.")) from None
    return csv_answer("sign-in-codes", csvs.write(("name", "sign_in_name", "code"), rows))


def _cell(value: object) -> str:
    """Text that can be written: JSON may carry halves of characters."""
    return str(value)[:200].encode("utf-8", "replace").decode()


async def _import_page(
    request: Request, plan: roster.Plan | None, errors: dict[str, str], status: int = 200, data: bytes = b""
) -> Response:
    found = await sitting(request)
    async with house(request).database.school(found.school.id) as conn:
        await require(conn, found.person, Action.ADD_PEOPLE)
    return entering.page(
        request,
        "people/import.html",
        status,
        plan=plan,
        text=csvs.decode(data) if plan is not None and not plan.faults else "",
        columns=roster.COLUMNS,
        role_words=role_words,
        errors=errors,
        here="people",
    )
