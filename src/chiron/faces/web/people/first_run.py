"""The first run: the operator's account, then the school. Only while there is no school."""

from __future__ import annotations

import hashlib
import hmac

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import ChironError, InvalidInput
from chiron.engine.people import accounts, codes, schools
from chiron.engine.people import school as rules
from chiron.engine.people.passwords import read_password
from chiron.engine.people.person import Role, suggest_sign_in_name
from chiron.engine.people.sign_in import PASSWORDS
from chiron.engine.records.ids import new_id
from chiron.faces.web.house import House, house, sitting
from chiron.faces.web.language import _
from chiron.faces.web.people import entering
from chiron.faces.web.people.school import read_settings, settings_context
from chiron.faces.web.people.sign_in import admit

router = APIRouter()


def first_run_code(secret: bytes) -> str:
    """What whoever started Chiron reads on its console, and must type when they come over a network.

    Without it the first stranger to find a fresh Chiron would own it.
    """
    made = hmac.new(secret, b"first run", hashlib.sha256).digest()
    return "".join(codes.ALPHABET[byte % len(codes.ALPHABET)] for byte in made[:12])


@router.get("/first-run")
async def show(request: Request) -> Response:
    """Step 1."""
    if await schools.count(house(request).database):
        return entering.go(request, "/sign-in")
    return _page(request, {}, {})


@router.post("/first-run")
async def make(request: Request) -> Response:
    """Make the operator's account and go on to step 2, signed in."""
    rooms, form = house(request), await entering.typed(request)
    if await schools.count(rooms.database):
        return entering.go(request, "/sign-in")
    try:
        token = await _make(request, rooms, form)
    except ChironError as error:
        if error.status >= 500:
            raise
        return _page(request, form, entering.problem(error, "name"), error.status)
    return await admit(request, token, {"next": "/first-run/school"})


async def _make(request: Request, rooms: House, form: dict[str, str]) -> str:
    if not entering.is_local(request):
        typed = codes.read(form.get("code", ""))
        if not hmac.compare_digest(typed.encode(), first_run_code(rooms.secret).encode()):
            raise InvalidInput(_("Enter the code that Chiron printed when it was started."), field="code")
    name = form.get("name", "")
    sign_in_name = form.get("sign_in_name", "") or suggest_sign_in_name(name, ())
    person = accounts.new_person(new_id(), name, sign_in_name, frozenset({Role.OPERATOR}), rooms.clock())
    password = read_password(form.get("password", ""), staff=True, known=(person.name, person.sign_in_name))
    return await schools.first_run(rooms.database, person, await PASSWORDS.make(password), rooms.clock())


@router.get("/first-run/school")
async def show_school(request: Request) -> Response:
    """Step 2; once the school has a name, its settings are the place."""
    found = await sitting(request)
    if found.school.named:
        return entering.go(request, "/school")
    context = await settings_context(request, {}, {})
    return entering.page(request, "first_run.html", step=2, **context)


@router.post("/first-run/school")
async def name_school(request: Request) -> Response:
    """Name the school."""
    rooms, found, form = house(request), await sitting(request), await entering.typed(request)
    if found.school.named:
        return entering.go(request, "/school")
    try:
        values = read_settings(form, ("name", "country", "time_zone", "language", "age_line", "under_age"))
        values["slug"] = rules.make_slug(str(values["name"]))
        async with rooms.database.school(found.school.id) as conn:
            await schools.name_it(conn, found.person, values)
            await rooms.shelf.adopt(conn)
    except ChironError as error:
        if error.status >= 500:
            raise
        context = await settings_context(request, form, entering.problem(error, "name"))
        return entering.page(request, "first_run.html", error.status, step=2, **context)
    return entering.go(request, "/people")


def _page(request: Request, form: dict[str, str], errors: dict[str, str], status: int = 200) -> Response:
    return entering.page(
        request,
        "first_run.html",
        status,
        step=1,
        values={name: form.get(name, "") for name in ("name", "sign_in_name", "code")},
        ask_code=not entering.is_local(request),
        errors=errors,
    )
