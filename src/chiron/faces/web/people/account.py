"""One's own settings, and one's own password."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import ChironError
from chiron.core.events import Draft
from chiron.engine.people import Action, Role, accommodations, may, preferences, sign_in, store
from chiron.engine.people.passwords import LEARNER_SHORTEST, STAFF_SHORTEST, read_password
from chiron.engine.people.preferences import Preferences
from chiron.engine.people.roster import read_language
from chiron.engine.people.sign_in import Sitting
from chiron.engine.records import log
from chiron.engine.records.database import Connection
from chiron.faces.web.extra_time import extra_context, extra_words
from chiron.faces.web.house import house, sitting
from chiron.faces.web.language import _, offered
from chiron.faces.web.pace import keep_pace
from chiron.faces.web.people import entering

router = APIRouter()


@router.get("/settings")
async def show(request: Request) -> Response:
    """The settings as they are."""
    return await _page(request, preferences.read((await sitting(request)).person.preferences), {})


@router.post("/settings")
async def change(request: Request) -> Response:
    """Change them all at once."""
    rooms, found, form = house(request), await sitting(request), await entering.typed(request)
    keep_pace(request, found.person.id, "settings")
    try:
        chosen = preferences.from_form(form)
        tongue = read_language(form.get("language", ""))
        async with rooms.database.school(found.school.id) as conn:
            await _keep(conn, found, chosen, tongue, rooms.clock)
            if "extra_time" in form:
                per_cent = accommodations.read_extra_time(form["extra_time"])
                await accommodations.set_extra_time(conn, found.person, found.person.id, per_cent, rooms.clock())
    except ChironError as error:
        if error.status >= 500:
            raise
        return await _page(request, preferences.read(found.person.preferences), entering.problem(error, "theme"), 422)
    return entering.go(request, "/settings?saved=yes")


async def _keep(conn: Connection, found: Sitting, chosen: Preferences, tongue: str, clock: Any) -> None:
    """Keep the settings, and enter a learner's in their log: what is learnt of them is read with it."""
    person = await store.view_person(conn, found.person.id)  # as it is now: a teacher may just have given extra time
    known = set(Preferences.__dataclass_fields__)
    others = {name: value for name, value in person.preferences.items() if name not in known}
    await store.set_preferences(conn, person.id, others | chosen.as_json(), tongue)
    if person.has(Role.LEARNER):
        # Whom a learner trusts is somebody else: their name and address stand in the settings alone.
        told = {name: value for name, value in chosen.as_json().items() if not name.startswith("contact_")}
        body = {"preferences": told | {"language": tongue}}
        draft = Draft("preference.set", body, f"settings-{uuid4()}", person.id, clock())
        await log.append(conn, person.id, await log.last_seq(conn, person.id), [draft])


@router.get("/settings/password")
async def show_password(request: Request) -> Response:
    """The form for a new password."""
    return await _password_page(request, {})


@router.post("/settings/password")
async def change_password(request: Request) -> Response:
    """Change it: other devices are signed out."""
    rooms, found, form = house(request), await sitting(request), await entering.typed(request)
    person = found.person
    known = (person.name, person.sign_in_name, found.school.name)
    try:
        new = read_password(form.get("password", ""), person.staff, known)
        token = await sign_in.change_password(
            rooms.database, found, form.get("old_password", ""), new, entering.address(request), rooms.clock()
        )
    except ChironError as error:
        if error.status >= 500:
            raise
        return await _password_page(request, entering.problem(error, "old_password"), error.status)
    return entering.enter(request, entering.go(request, "/settings?saved=yes"), token, remember=not person.staff)


@router.post("/settings/sign-out-everywhere")
async def everywhere(request: Request) -> Response:
    """End every sitting but this one."""
    rooms, found = house(request), await sitting(request)
    async with rooms.database.school(found.school.id) as conn:
        await sign_in.sign_out_everywhere(conn, found.person.id, besides=found.token)
    return entering.go(request, "/settings?saved=yes")


async def _page(request: Request, chosen: Preferences, errors: dict[str, str], status: int = 200) -> Response:
    rooms, found = house(request), await sitting(request)
    async with rooms.database.school(found.school.id) as conn:
        devices = await sign_in.devices(conn, found, rooms.clock())
        learner = found.person.has(Role.LEARNER)
        extra = await extra_context(conn, found.person) if learner else {"extra_time": 0}
        sets_time = learner and await may(conn, found.person, Action.SET_ACCOMMODATIONS, found.person.id)
    return entering.page(
        request,
        "people/settings.html",
        status,
        chosen=chosen,
        tongue=found.person.language,
        languages=[(each.tag, each.name) for each in offered()],
        choices=_choices(),
        learner=learner,
        sets_time=sets_time,
        extra_now=extra_words(accommodations.extra_time(found.person)),
        aloud=preferences.reads_aloud(chosen.as_json(), found.person.age_band),
        notices=found.person.staff,
        on_their_own=learner and found.school.alert_adult is None,
        devices=devices,
        now=rooms.clock(),
        errors=errors,
        saved=request.query_params.get("saved") == "yes",
        here=None,
        **extra,
    )


async def _password_page(request: Request, errors: dict[str, str], status: int = 200) -> Response:
    found = await sitting(request)
    shortest = STAFF_SHORTEST if found.person.staff else LEARNER_SHORTEST
    return entering.page(request, "people/password.html", status, shortest=shortest, errors=errors, here=None)


def _choices() -> dict[str, list[tuple[Any, str]]]:
    return {
        "reading_size": [(size, f"{size}%") for size in preferences.READING_SIZES],
        "theme": [("device", _("As my device")), ("light", _("Light")), ("dark", _("Dark"))],
        "contrast": [("device", _("As my device")), ("more", _("High contrast")), ("less", _("Usual contrast"))],
        "letters": [("plain", _("Usual letters")), ("easier", _("Easier letters"))],
        "motion": [("device", _("As my device")), ("reduced", _("No movement"))],
        "retention": [
            (0.8, _("Fewer reviews: remember 80 in 100")),
            (0.85, _("A little fewer: remember 85 in 100")),
            (0.9, _("Usual: remember 90 in 100")),
            (0.95, _("More reviews: remember 95 in 100")),
        ],
    }
