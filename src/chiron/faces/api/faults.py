"""Errors in the shape that clients of OpenAI's interface read: what happened, where, and what may be done."""

from __future__ import annotations

import logging
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from chiron.core.errors import ChironError, InvalidInput, NotAllowed, NotFound, SignInNeeded, TooMany, Unavailable

log = logging.getLogger("chiron.api")

KINDS: dict[type[ChironError], tuple[int, str, str]] = {
    SignInNeeded: (401, "invalid_request_error", "invalid_api_key"),
    NotAllowed: (403, "permission_error", "not_allowed"),
    NotFound: (404, "invalid_request_error", "model_not_found"),
    InvalidInput: (400, "invalid_request_error", "invalid_value"),
    TooMany: (429, "rate_limit_error", "rate_limit_exceeded"),
    Unavailable: (503, "server_error", "unavailable"),
}


class TooLarge(ChironError):
    """The body is longer than is read."""

    code = "request_too_large"
    status = 413


def body(message: str, type: str, code: str, param: str | None = None) -> dict[str, object]:
    """The body of an error."""
    return {"error": {"message": message, "type": type, "param": param, "code": code}}


async def fault(_: Request, error: Exception) -> Response:
    """The answer to an expected error."""
    if not isinstance(error, ChironError):
        return await unexpected(_, error)
    status, type, code = next(
        (known for kind, known in KINDS.items() if isinstance(error, kind)),
        (error.status, "invalid_request_error" if error.status < 500 else "server_error", error.code),
    )
    headers = {}
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="Chiron"'
    if error.again:
        headers["Retry-After"] = str(error.details.get("seconds", 5))
    place = error.details.get("field")
    return JSONResponse(body(error.message, type, code, str(place) if place else None), status, headers)


async def unknown(_: Request, error: Exception) -> Response:
    """The answer where nothing is."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    message = "There is /v1/models, /v1/models/NAME and /v1/chat/completions here, and nothing else."
    if status == 405:
        message = "This address takes another method: GET for models, POST for chat/completions."
    return JSONResponse(body(message, "invalid_request_error", "unknown_url"), status)


async def gone(_: Request, __: Exception) -> Response:
    """The body broke off, or was longer than is ever read."""
    message = "The body could not be read to its end, or is larger than 1 MB. Send fewer earlier messages."
    return JSONResponse(body(message, "invalid_request_error", "request_too_large"), 413)


async def unexpected(request: Request, error: Exception) -> Response:
    """Our own mistake: logged with a reference that the answer names, and nothing of its insides."""
    reference = uuid4().hex[:8]
    log.error("unexpected error %s on %s %s", reference, request.method, request.url.path, exc_info=error)
    return JSONResponse(body(f"Something broke on our side. Reference: {reference}", "server_error", "unexpected"), 500)


HANDLERS = {
    ChironError: fault,
    404: unknown,
    405: unknown,
    ClientDisconnect: gone,
    Exception: unexpected,
}
