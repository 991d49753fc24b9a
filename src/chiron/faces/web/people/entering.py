"""What the pages before signing in share: the school, the visitor's address, the way on, and the sitting's cookie."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from chiron.core.errors import ChironError
from chiron.engine.people import schools
from chiron.engine.people.school import School
from chiron.engine.people.sign_in import marks
from chiron.faces.web.csrf import FORM_COOKIE, form_of, open_form, with_form_cookie
from chiron.faces.web.headers import cookie_policy
from chiron.faces.web.house import SITTING_COOKIE, House, house
from chiron.faces.web.page import render

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_REMEMBERED = 90 * 86400
DEVICE_COOKIE = "chiron_device"
_MARKED = 365 * 86400
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")


class Fields(dict[str, Any]):
    """Errors or typed values by field, None for a field that is not there: templates refuse unknown names."""

    def __missing__(self, name: str) -> None:
        """Nothing was typed, or nothing is wrong."""


def page(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """A page with a form, for anybody."""
    fresh = open_form(request)
    for name in ("errors", "typed", "values"):
        if name in context:
            context[name] = Fields(context[name])
    return with_form_cookie(request, render(request, template, status, **context), fresh)


async def typed(request: Request) -> dict[str, str]:
    """The form's text fields; the last value where a name stands twice."""
    return {name: value for name, value in (await form_of(request)).multi_items() if isinstance(value, str)}


def problem(error: ChironError, otherwise: str) -> dict[str, str]:
    """An error as a form shows it: the field's id and what to do."""
    return {str(error.details.get("field") or otherwise): error.message}


def address(request: Request) -> str:
    """Where the visitor comes from; a proxy that the operator named has been believed by the server."""
    return request.client.host if request.client else ""


def is_local(request: Request) -> bool:
    """Whether somebody sits at this very machine, with no proxy between."""
    if any(name in request.headers for name in _FORWARDED) or not _meant_for_here(request):
        return False
    try:
        return ip_address(address(request)).is_loopback
    except ValueError:
        return False


def _meant_for_here(request: Request) -> bool:
    """Whether nothing says that browsers reach this Chiron by another name: not its settings, not the request.

    A proxy on this machine need not add a header, and need not pass the host name on.
    """
    site = house(request).site
    if site.https or site.base_path:
        return False
    said = [request.headers[name] for name in ("origin", "referer") if name in request.headers]
    try:
        return all(urlsplit(each).hostname in _HERE for each in said)
    except ValueError:
        return False


async def school_of_form(rooms: House, slug: str) -> School | None:
    """The school that a page is about: the only one there is, or the one that is named. Raises NotFound."""
    only = await schools.only(rooms.database)
    if only is not None or not slug.strip():
        return only
    return await schools.find(rooms.database, slug)


def way_on(wanted: str) -> str:
    """Where to go next: a path of our own, else the front door."""
    odd = any(ord(c) < 33 or c == "\\" for c in wanted)
    return wanted if wanted.startswith("/") and not wanted.startswith("//") and not odd else "/"


def go(request: Request, path: str) -> Response:
    """Lead on to a path of our own."""
    return RedirectResponse(f"{house(request).site.base_path}{path}", 303)


def enter(request: Request, response: Response, token: str, remember: bool) -> Response:
    """Give the browser its sitting; one that is not remembered ends with the browser."""
    site = house(request).site
    policy = cookie_policy(site.https, site.base_path)
    response.set_cookie(site.cookie(SITTING_COOKIE), token, max_age=_REMEMBERED if remember else None, **policy)
    response.delete_cookie(site.cookie(FORM_COOKIE), **policy)
    return response


def mark_of(request: Request) -> str:
    """The mark of a device on which somebody signed in before, "" where there is none."""
    return request.cookies.get(house(request).site.cookie(DEVICE_COOKIE), "")


def remember(request: Request, response: Response, school: UUID, name: str) -> Response:
    """Mark this device as one on which that name signed in."""
    rooms = house(request)
    policy = cookie_policy(rooms.site.https, rooms.site.base_path)
    made = marks.mark(rooms.secret, school, name)
    response.set_cookie(rooms.site.cookie(DEVICE_COOKIE), made, max_age=_MARKED, **policy)
    return response


def leave(request: Request, response: Response) -> Response:
    """Take the sitting from the browser."""
    site = house(request).site
    response.delete_cookie(site.cookie(SITTING_COOKIE), **cookie_policy(site.https, site.base_path))
    return response
