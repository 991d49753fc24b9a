"""Errors as pages: what happened, what may be done, whether trying again helps. Mapped to HTTP here and only here."""

from __future__ import annotations

import logging
from urllib.parse import quote
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from chiron.core.errors import ChironError, NotFound, SignInNeeded, TooMany, Unavailable
from chiron.faces.web.page import base_path, render
from chiron.faces.web.people.keeping import sign_in_first

log = logging.getLogger("chiron.web")


async def fault_page(request: Request, fault: Exception) -> Response:
    """The page, or JSON for a program, of an expected error."""
    error = _known(fault)
    if isinstance(error, SignInNeeded) and request.method in ("GET", "HEAD"):
        return _to_sign_in(request)
    if isinstance(error, SignInNeeded) and "application/json" not in request.headers.get("accept", ""):
        return await sign_in_first(request, error)
    headers = _headers(error)
    if "application/json" in request.headers.get("accept", ""):
        body = {"code": error.code, "message": error.message, "again": error.again}
        return JSONResponse(body, error.status, headers=headers)
    response = render(request, "error.html", status=error.status, error=error, reference=None, here=None)
    response.headers.update(headers)
    return response


def _known(fault: Exception) -> ChironError:
    if isinstance(fault, ChironError):
        return fault
    if isinstance(fault, HTTPException) and fault.status_code == 405:
        return NotFound("This address answers only to the page that belongs to it. Go back and use its button.")
    return NotFound("There is no such page. The address may be misspelt, or what it showed is gone.")


def _headers(error: ChironError) -> dict[str, str]:
    if isinstance(error, TooMany):
        return {"Retry-After": str(error.details.get("seconds", 60))}
    return {"Retry-After": "5"} if isinstance(error, Unavailable) else {}


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
    return render(request, "error.html", status=500, error=error, reference=reference, here=None)
