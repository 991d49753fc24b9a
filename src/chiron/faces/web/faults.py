"""Errors as pages: what happened, what may be done, whether trying again helps. Mapped to HTTP here and only here."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from chiron.core.errors import ChironError, NotFound, SignInNeeded, TooMany, Unavailable
from chiron.faces.web.csrf import form_of
from chiron.faces.web.house import house
from chiron.faces.web.page import base_path, render
from chiron.faces.web.people.keeping import sign_in_first
from chiron.faces.web.people.sign_in import demo_entries

log = logging.getLogger("chiron.web")

_LARGEST_WAITING = 300_000
"""Characters of a form that an error page carries along."""


async def fault_page(request: Request, fault: Exception) -> Response:
    """The page, or JSON for a program, of an expected error."""
    error = _known(fault)
    if isinstance(error, SignInNeeded) and request.method in ("GET", "HEAD"):
        return _to_sign_in(request)
    if isinstance(error, SignInNeeded) and "application/json" not in request.headers.get("accept", ""):
        try:
            return await sign_in_first(request, error, await demo_entries(request, house(request)))
        except Unavailable as away:
            error = away
    headers = _headers(request, error)
    if "application/json" in request.headers.get("accept", ""):
        body = {"code": error.code, "message": error.message, "again": error.again}
        return JSONResponse(body, error.status, headers=headers)
    waiting = await _waiting(request) if error.again else None
    context = {"error": error, "reference": None, "waiting": waiting, "by_itself": "Refresh" in headers}
    response = _page(request, error.status, **context)
    response.headers.update(headers)
    return response


def _known(fault: Exception) -> ChironError:
    if isinstance(fault, ChironError):
        return fault
    if isinstance(fault, HTTPException) and fault.status_code == 405:
        return NotFound("This address answers only to the page that belongs to it. Go back and use its button.")
    return NotFound("There is no such page. The address may be misspelt, or what it showed is gone.")


def _headers(request: Request, error: ChironError) -> dict[str, str]:
    if isinstance(error, TooMany):
        return {"Retry-After": str(error.details.get("seconds", 60))}
    if not isinstance(error, Unavailable):
        return {}
    # A page that was asked for comes back by itself, also without scripts; a form is sent again by its person.
    asked = request.method == "GET" and "hx-request" not in request.headers
    return {"Retry-After": "5"} | ({"Refresh": "5"} if asked else {})


async def _waiting(request: Request) -> list[tuple[str, str]] | None:
    """The fields of a form that could not be taken just now, so that one click sends them again: its key makes it
    count once. None for what is no form, or holds what a page must not repeat."""
    if request.method != "POST":
        return None
    try:
        fields = [(name, value) for name, value in (await form_of(request)).multi_items() if isinstance(value, str)]
    except (HTTPException, ClientDisconnect):
        return None
    secret = any("password" in name for name, _ in fields)
    return None if secret or sum(len(value) for _, value in fields) > _LARGEST_WAITING else fields or None


def _to_sign_in(request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    there = quote(f"{request.url.path}{query}", safe="/")
    address = f"{base_path(request)}/sign-in?next={there}"
    if "hx-request" in request.headers:
        return Response(status_code=204, headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)


async def unexpected_page(request: Request, fault: Exception) -> Response:
    """Our own mistake: logged with a reference that the page shows, and nothing of its insides."""
    reference = uuid4().hex[:8]
    log.error("unexpected error %s on %s %s", reference, request.method, request.url.path, exc_info=fault)
    error = ChironError("Something broke on our side. What you sent may not have been kept; look, then try again.")
    return _page(request, 500, error=error, reference=reference, waiting=None, by_itself=False)


def _page(request: Request, status: int, **context: Any) -> Response:
    return render(request, "error.html", status=status, path=request.url.path, here=None, **context)
