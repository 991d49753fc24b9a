"""Forms that only our own pages can send: where the request comes from, and a token bound to the browser's cookie.

A page of somebody else's cannot make a browser claim ``Sec-Fetch-Site: same-origin`` or our own ``Origin``, and it
cannot read the token, an HMAC of the sitting's cookie with a secret made on first start. Before anyone is signed in, a
cookie of its own takes the sitting's place. ``guard`` is a dependency of the whole application: no route can forget it.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from chiron.core.errors import InvalidInput, NotAllowed, SignInNeeded, TooMany
from chiron.faces.web.around import HISTORIES, UPLOADS
from chiron.faces.web.headers import cookie_policy
from chiron.faces.web.house import SITTING_COOKIE, house, speak
from chiron.faces.web.house import sitting as sitting_of
from chiron.faces.web.pace import keep_pace

FORM_COOKIE = "chiron_form"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LARGEST_PART = 3_000_000
_MOST_FIELDS = 500
_LARGEST_BESIDE, _MOST_BESIDE = 10_000, 5
"""Bytes and number of the fields beside a file: reading those holds them in memory, as a file is not."""
_LONGEST_KIND = 300

FOREIGN = "This was sent from another site's page. Open Chiron's own page and send it from there."
UNREADABLE = "This form is too large, or is not one that a browser sends. Open the page again and send less."
STILL_COMING = "Another file of yours is still on its way. Wait until it is here."
_WAIT = 30
STALE = "This page is from before you signed in. Load it again; what you did before is kept."


@lru_cache(maxsize=256)
def token(secret: bytes, cookie: str) -> str:
    """The token of forms for the browser that holds this cookie."""
    return hmac.digest(secret, b"form\0" + cookie.encode(errors="replace"), "sha256").hex()[:40]


def guarded(act: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """A route that stands outside FastAPI's dependencies, as it is taken at every turn, with what they do."""

    async def answer(request: Request) -> Response:
        await speak(request)
        await guard(request)
        return await act(request)

    return answer


async def guard(request: Request) -> None:
    """Put the token for this page's forms into ``request.state.csrf`` and refuse a form that is not ours.

    Raises NotAllowed, or SignInNeeded where a page outlived its sitting.
    """
    secret, name = house(request).secret, house(request).site.cookie
    sitting = request.cookies.get(name(SITTING_COOKIE), "")
    cookie = sitting or request.cookies.get(name(FORM_COOKIE), "")
    own = request.state.csrf = token(secret, cookie) if cookie else ""
    if request.method in _SAFE:
        return
    if not same_site(request):
        raise NotAllowed(FOREIGN)
    if takes_much(request):
        sender = (await sitting_of(request)).person.id  # Nobody else makes us take in so much.
        keep_pace(request, sender, "upload")
        request.state.sender = sender
    sent = request.headers.get("x-csrf-token") or str((await form_of(request)).get("csrf") or "")
    # Any cookie this browser holds will do: a page from before signing in was made with the form's own.
    if own and hmac.compare_digest(sent.encode(), own.encode()):
        return
    form = request.cookies.get(name(FORM_COOKIE), "")
    if form and hmac.compare_digest(sent.encode(), token(secret, form).encode()):
        return
    if not sitting:
        raise SignInNeeded(STALE)
    raise NotAllowed(STALE)


def takes_much(request: Request) -> bool:
    """Whether a whole file may come with it, of which nothing is read before it is known who sends it."""
    return request.scope["path"] == UPLOADS or HISTORIES.fullmatch(request.scope["path"]) is not None


def same_site(request: Request) -> bool:
    """Whether the browser says that our own page sent this; a client that says nothing is no browser of today."""
    fetch = request.headers.get("sec-fetch-site")
    if fetch is not None:
        return fetch in {"same-origin", "none"}
    origin = request.headers.get("origin")
    return origin is None or _netloc(origin) == request.headers.get("host", "").lower()


def _netloc(address: str) -> str | None:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return None


async def form_of(request: Request) -> FormData:
    """The request's form, read once and within bounds; empty for a body that is no form. Raises InvalidInput.

    No browser names a charset in a multipart form. Whoever does could pick a codec such as punycode, whose time grows
    with the square of the length, before anything is known of them.
    """
    given = request.headers.get("content-type", "")
    kind = given.partition(";")[0].strip().lower()
    if kind not in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return FormData()
    if len(given) > _LONGEST_KIND or (kind == "multipart/form-data" and "charset" in given.lower()):
        raise InvalidInput(UNREADABLE)
    if takes_much(request):
        return await _with_file(request, multipart=kind == "multipart/form-data")
    try:
        if kind == "multipart/form-data":
            return await request.form(max_files=1, max_fields=_MOST_FIELDS, max_part_size=_LARGEST_PART)
        return await _typed(request, _LARGEST_PART)
    except (HTTPException, ClientDisconnect, ValueError):
        raise InvalidInput(UNREADABLE) from None


async def _with_file(request: Request, *, multipart: bool) -> FormData:
    """A form with a file that may be large, one at a time of each person; empty before ``guard`` let it in.

    Raises InvalidInput, TooMany.
    """
    known: FormData | None = getattr(request.state, "form", None)
    sender: UUID | None = getattr(request.state, "sender", None)
    if known is not None or sender is None:
        return FormData() if known is None else known
    coming: set[UUID] = request.app.state.pace.coming
    if sender in coming:
        request.state.sender = None  # Nor is it read for the page that says so.
        raise TooMany(STILL_COMING, seconds=_WAIT)
    coming.add(sender)
    try:
        if not multipart:
            return await _typed(request, _LARGEST_BESIDE)
        known = await request.form(max_files=1, max_fields=_MOST_BESIDE, max_part_size=_LARGEST_BESIDE)
    except (HTTPException, ClientDisconnect, ValueError):
        raise InvalidInput(UNREADABLE) from None
    finally:
        coming.discard(sender)
    request.state.form = known
    return known


async def _typed(request: Request, most: int) -> FormData:
    """A form without files. Raises ValueError for one that is too large, of which no more is read."""
    known: FormData | None = getattr(request.state, "form", None)
    if known is None:
        found = bytearray()
        async for chunk in request.stream():
            found += chunk
            if len(found) > most:
                raise ValueError(UNREADABLE)
        body = found.decode("latin-1")
        pairs: list[tuple[str, UploadFile | str]] = [
            *parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        ]
        known = FormData(pairs)
        request.state.form = known
    return known


def open_form(request: Request) -> str | None:
    """Make sure that a page for somebody not signed in has a token; a new cookie's value if one must be set."""
    if request.state.csrf:
        return None
    fresh = secrets.token_urlsafe(24)
    request.state.csrf = token(house(request).secret, fresh)
    return fresh


def with_form_cookie(request: Request, response: Response, fresh: str | None) -> Response:
    """Set the cookie that ``open_form`` made."""
    if fresh is not None:
        site = house(request).site
        policy = cookie_policy(site.https, site.base_path)
        response.set_cookie(site.cookie(FORM_COOKIE), fresh, max_age=86400, **policy)
    return response
