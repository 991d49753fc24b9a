"""The school's settings, for its operator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import ChironError, InvalidInput
from chiron.engine.people import Action, require, schools, store
from chiron.engine.people import school as rules
from chiron.engine.people.person import Role
from chiron.engine.people.roster import read_language
from chiron.engine.people.school import Retention, UnderAge
from chiron.faces.web import language
from chiron.faces.web.house import house, sitting
from chiron.faces.web.language import _
from chiron.faces.web.people import entering

router = APIRouter()


def _adult(field: str) -> Callable[[str], UUID | None]:
    def read(text: str) -> UUID | None:
        try:
            return UUID(text) if text else None
        except ValueError:
            raise InvalidInput(_("Choose somebody from the list."), field=field) from None

    return read


def _one_of(kind: type[Retention] | type[UnderAge], field: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in list(kind):
            raise InvalidInput(_("Choose one of these."), field=field)
        return text

    return read


READ: dict[str, Callable[[str], object]] = {
    "name": rules.read_school_name,
    "slug": rules.read_slug,
    "country": rules.read_country,
    "time_zone": rules.read_time_zone,
    "language": read_language,
    "age_line": rules.read_age_line,
    "under_age": _one_of(UnderAge, "under_age"),
    "help_text": rules.read_help_text,
    "alert_adult": _adult("alert_adult"),
    "second_adult": _adult("second_adult"),
    "alert_minutes": rules.read_alert_minutes,
    "always_replaced": lambda text: text == "yes",
    "retention": _one_of(Retention, "retention"),
    "text_may_leave": lambda text: text == "yes",
    "mood": lambda text: text == "yes",
    "outside": lambda text: text == "yes",
    "beyond_course": lambda text: text == "yes",
    "support": lambda text: text == "yes",
}


def read_settings(form: dict[str, str], names: Sequence[str]) -> dict[str, Any]:
    """Settings from a form, each checked. Raises InvalidInput with its field."""
    return {name: READ[name](form.get(name, "")) for name in names}


@router.get("/school")
async def show(request: Request) -> Response:
    """The settings as they are."""
    found = await sitting(request)
    if not found.school.named:
        return entering.go(request, "/first-run/school")
    return entering.page(request, "people/school.html", **await settings_context(request, {}, {}))


@router.post("/school")
async def change(request: Request) -> Response:
    """Change them all at once."""
    rooms, found, form = house(request), await sitting(request), await entering.typed(request)
    try:
        values = read_settings(form, tuple(READ))
        async with rooms.database.school(found.school.id) as conn:
            await schools.change(conn, found.person, values)
    except ChironError as error:
        if error.status >= 500 or error.status in (403, 404):
            raise
        context = await settings_context(request, form, entering.problem(error, "name"))
        return entering.page(request, "people/school.html", error.status, **context)
    return entering.go(request, "/school?saved=yes")


async def settings_context(request: Request, form: dict[str, str], errors: dict[str, str]) -> dict[str, Any]:
    """What the settings' pages show: what was typed, else what is kept. Raises NotAllowed."""
    found = await sitting(request)
    async with house(request).database.school(found.school.id) as conn:
        await require(conn, found.person, Action.SEE_SETTINGS)
        adults = [p for p in await store.view_people(conn) if p.has(Role.TEACHER, Role.OPERATOR)]
    kept: dict[str, Any] = {name: getattr(found.school, name) for name in READ}
    kept |= {"alert_adult": found.school.alert_adult or "", "second_adult": found.school.second_adult or ""}
    if not found.school.named:
        kept |= {"name": "", "time_zone": host_zone()}
    if form:
        kept |= {name: form.get(name, "") for name in READ}
    return {
        "school": found.school,
        "values": kept,
        "errors": errors,
        "adults": [(person.id, person.name) for person in adults],
        "zones": [(zone, zone) for zone in sorted(available_timezones() - {"localtime", "Factory"})],
        "countries": countries(),
        "languages": [(each.tag, each.name) for each in language.offered()],
        "retentions": [
            ("term", _("A term (120 days)")),
            ("year", _("A year")),
            ("three-years", _("Three years")),
        ],
        "under_ages": [
            (UnderAge.GUARDIAN, _("A parent or guardian, first"), _("Joining with a code alone is refused.")),
            (UnderAge.SCHOOL, _("The school, in their place"), _("A code from a teacher is enough.")),
        ],
        "saved": request.query_params.get("saved") == "yes",
        "here": "school",
    }


def host_zone(clock: Path = Path("/etc/localtime")) -> str:
    """The time zone of this machine by its name; "" where it is UTC, as servers are, or cannot be told."""
    try:
        name = str(clock.resolve()).partition("zoneinfo/")[2]
    except (OSError, RuntimeError):
        return ""
    return name if "/" in name and name in available_timezones() and not name.startswith("Etc/") else ""


NOWHERE = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
"""Two letters that name no country in the list of territories: unions, islands without a code, pseudo-languages."""


def countries() -> list[tuple[str, str]]:
    """Countries by their two letters, named in the person's language and sorted by name."""
    names = language.current().locale.territories
    known = [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in NOWHERE]
    return [("", _("Not said")), *sorted(known, key=lambda pair: pair[1])]
