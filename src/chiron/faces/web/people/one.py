"""One person, for the operator: their account, guardians, consents, data; and resetting, also for their teacher."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import ChironError, InvalidInput, Unavailable
from chiron.desks.insight import readers
from chiron.engine.people import Action, Role, accounts, classes, consent, leaving, require, reset, store
from chiron.engine.people.accommodations import read_extra_time, set_extra_time
from chiron.engine.people.classes import store as links
from chiron.engine.people.person import read_age_band, read_birth_year, read_name, read_roles, read_sign_in_name
from chiron.engine.people.roster import read_language
from chiron.faces.web.csrf import form_of
from chiron.faces.web.extra_time import extra_context
from chiron.faces.web.house import house, sitting
from chiron.faces.web.language import _, offered
from chiron.faces.web.people import entering
from chiron.faces.web.people.data import matter_words, parcel, table_words
from chiron.faces.web.people.listing import band_words, role_choices

router = APIRouter(prefix="/people/{id}")


@router.get("")
async def show(request: Request, id: UUID) -> Response:
    """Everything an operator does with one account."""
    return await _page(request, id, {}, {})


@router.post("")
async def change(request: Request, id: UUID) -> Response:
    """Change names, roles, age and language."""
    rooms, found, form = house(request), await sitting(request), await entering.typed(request)
    now = rooms.clock()
    chosen = [str(role) for role in (await form_of(request)).getlist("roles")]
    try:
        async with rooms.database.school(found.school.id) as conn:
            await require(conn, found.person, Action.EDIT_PERSON, id)
            changed = replace(
                await store.view_person(conn, id),
                name=read_name(form.get("name", "")),
                sign_in_name=read_sign_in_name(form.get("sign_in_name", "")),
                roles=read_roles(chosen),
                age_band=read_age_band(form.get("age_band", "")),
                birth_year=read_birth_year(form.get("birth_year", ""), now.year),
                language=read_language(form.get("language", "")),
            )
            await accounts.edit(conn, found.person, changed)
    except ChironError as error:
        if error.status >= 500 or error.status == 404:
            raise
        return await _page(request, id, form, entering.problem(error, "roles"), error.status)
    return entering.go(request, f"/people/{id}?saved=yes")


@router.post("/reset")
async def make_code(request: Request, id: UUID) -> Response:
    """A one-time code, shown once: for an operator, and for a teacher of this learner."""
    rooms, found = house(request), await sitting(request)
    async with rooms.database.school(found.school.id) as conn:
        code = await reset.make(conn, found.person, id, rooms.clock())
        somebody = await store.view_person(conn, id)
    return entering.page(request, "people/code.html", somebody=somebody, code=code, days=1, here=None)


@router.post("/close")
async def close(request: Request, id: UUID) -> Response:
    """Close the account."""
    rooms, found = house(request), await sitting(request)
    async with rooms.database.school(found.school.id) as conn:
        await accounts.close(conn, found.person, id, rooms.clock())
    return entering.go(request, f"/people/{id}?saved=yes")


@router.post("/reopen")
async def reopen(request: Request, id: UUID) -> Response:
    """Open it again."""
    rooms, found = house(request), await sitting(request)
    async with rooms.database.school(found.school.id) as conn:
        await accounts.reopen(conn, found.person, id)
    return entering.go(request, f"/people/{id}?saved=yes")


@router.post("/classes")
async def put(request: Request, id: UUID) -> Response:
    """Put them into a class, a teacher to teach it: a class made by CSV gets its teacher here."""
    rooms, found, form = house(request), await sitting(request), await entering.typed(request)
    try:
        async with rooms.database.school(found.school.id) as conn:
            await require(conn, found.person, Action.EDIT_PERSON, id)
            room = next((each.id for each in await links.of_school(conn) if str(each.id) == form.get("class")), None)
            if room is None:
                raise InvalidInput(_("Choose a class."), field="class")
            somebody = await store.view_person(conn, id)
            add = classes.add_teacher if somebody.has(Role.TEACHER) else classes.add_learner
            await add(conn, found.person, room, id, rooms.clock())
    except ChironError as error:
        if error.status >= 500 or error.status in (403, 404):
            raise
        return await _page(request, id, {}, {"class": error.message}, error.status)
    return entering.go(request, f"/people/{id}?saved=yes")


@router.post("/guardian")
async def link(request: Request, id: UUID) -> Response:
    """Link a guardian by sign-in name."""
    rooms, found, form = house(request), await sitting(request), await entering.typed(request)
    try:
        async with rooms.database.school(found.school.id) as conn:
            await require(conn, found.person, Action.EDIT_PERSON, id)
            account = await store.find_account(conn, read_sign_in_name(form.get("guardian", "")))
            if account is None:
                raise InvalidInput(_("There is no such sign-in name at this school."), field="guardian")
            await accounts.link_guardian(conn, found.person, account[0].id, id, rooms.clock())
    except ChironError as error:
        if error.status >= 500 or error.status in (403, 404):
            raise
        return await _page(request, id, {}, {"guardian": error.message}, error.status)
    return entering.go(request, f"/people/{id}?saved=yes")


@router.post("/guardian/{guardian}/unlink")
async def unlink(request: Request, id: UUID, guardian: UUID) -> Response:
    """Undo a link."""
    rooms, found = house(request), await sitting(request)
    async with rooms.database.school(found.school.id) as conn:
        await accounts.unlink_guardian(conn, found.person, guardian, id)
    return entering.go(request, f"/people/{id}?saved=yes")


@router.post("/extra-time")
async def give_time(request: Request, id: UUID) -> Response:
    """Give a learner more time, or take it back."""
    rooms, found, form = house(request), await sitting(request), await entering.typed(request)
    try:
        async with rooms.database.school(found.school.id) as conn:
            per_cent = read_extra_time(form.get("extra_time", ""))
            await set_extra_time(conn, found.person, id, per_cent, rooms.clock())
    except InvalidInput as error:
        return await _page(request, id, {}, entering.problem(error, "extra_time"), error.status)
    return entering.go(request, f"/people/{id}?saved=yes")


@router.post("/consent")
async def record(request: Request, id: UUID) -> Response:
    """Record what was signed on paper, or taken back."""
    rooms, found, form = house(request), await sitting(request), await entering.typed(request)
    matter = form.get("what", "")
    if matter not in list(consent.Matter):
        raise InvalidInput(_("Choose what was agreed to."), field="what")
    given = form.get("given") == "yes"
    async with rooms.database.school(found.school.id) as conn:
        await consent.say(conn, found.person, id, consent.Matter(matter), given, rooms.clock(), form.get("note", ""))
    return entering.go(request, f"/people/{id}?saved=yes")


@router.get("/data.zip")
async def export(request: Request, id: UUID) -> Response:
    """Everything that is kept about them, as a file."""
    return await parcel(request, id)


@router.get("/erase")
async def show_erase(request: Request, id: UUID) -> Response:
    """The dry run: what would go."""
    rooms, found = house(request), await sitting(request)
    async with rooms.database.school(found.school.id) as conn:
        somebody = await store.view_person(conn, id)
    if rooms.home is None:
        raise Unavailable(_("Erasing needs the data folder. Use the command: chiron erase."))
    counts = await leaving.erase(rooms.database, rooms.home, found.person, id, dry=True)
    rows = [(table_words(table), count) for table, count in counts.items()]
    return entering.page(request, "people/erase.html", somebody=somebody, counts=rows, errors={}, here="people")


@router.post("/erase")
async def erase(request: Request, id: UUID) -> Response:
    """Erase them; the sign-in name typed once more confirms it."""
    rooms, found, form = house(request), await sitting(request), await entering.typed(request)
    async with rooms.database.school(found.school.id) as conn:
        await require(conn, found.person, Action.ERASE, id)
        somebody = await store.view_person(conn, id)
    if rooms.home is None:
        raise Unavailable(_("Erasing needs the data folder. Use the command: chiron erase."))
    if form.get("confirm", "").strip().casefold() != somebody.sign_in_name:
        counts = await leaving.erase(rooms.database, rooms.home, found.person, id, dry=True)
        return entering.page(
            request,
            "people/erase.html",
            422,
            somebody=somebody,
            counts=[(table_words(table), count) for table, count in counts.items()],
            errors={"confirm": _("Type the sign-in name exactly as it stands above.")},
            here="people",
        )
    await leaving.erase(rooms.database, rooms.home, found.person, id, dry=False)
    return entering.go(request, "/people")


@router.post("/erase/decline")
async def decline(request: Request, id: UUID) -> Response:
    """Take a request for erasure from the list."""
    rooms, found = house(request), await sitting(request)
    async with rooms.database.school(found.school.id) as conn:
        await leaving.take_back(conn, found.person, id)
    return entering.go(request, "/people")


async def _page(
    request: Request, id: UUID, form: dict[str, str], errors: dict[str, str], status: int = 200
) -> Response:
    rooms, found = house(request), await sitting(request)
    async with rooms.database.school(found.school.id) as conn:
        await require(conn, found.person, Action.EDIT_PERSON, id)
        somebody = await store.view_person(conn, id)
        context = {
            "guardians": await links.guardians_of(conn, id),
            "guarded": await links.guarded_by(conn, id),
            "learns": await classes.of_person(conn, id, "learner"),
            "teaches": await classes.of_person(conn, id, "teacher"),
            "rooms": await links.of_school(conn),
            "ledger": await consent.ledger(conn, id),
            "asked": await leaving.asked_at(conn, id),
            **await extra_context(conn, somebody),
            "readings": await readers.readings(conn, id),
        }
    learns = somebody.has(Role.LEARNER)
    kept = {
        "name": somebody.name,
        "sign_in_name": somebody.sign_in_name,
        "age_band": somebody.age_band or "",
        "birth_year": somebody.birth_year or "",
        "language": somebody.language,
    }
    return entering.page(
        request,
        "people/one.html",
        status,
        somebody=somebody,
        values=kept | {name: form[name] for name in kept if name in form},
        roles=role_choices(found.school),
        bands=band_words(),
        languages=[(each.tag, each.name) for each in offered()],
        matters=[(matter, matter_words(matter, learns)) for matter in consent.Matter],
        matter_words=lambda matter: matter_words(matter, learns),
        errors=errors,
        saved=request.query_params.get("saved") == "yes",
        here="people",
        now=rooms.clock(),
        **context,
    )
