"""What stands around every route: the host allow-list, the base path and the safety headers. Plain ASGI, for speed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chiron.faces.web.headers import security_headers
from chiron.faces.web.house import Site

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:@/\[\]]+)(?::\d{1,5})?")

LARGEST_BODY = 4_000_000
"""Bytes of a request's body; an upload of a class list is far smaller."""
UPLOADS = "/teacher/imports"
"""Where staff upload what is imported; ``csrf.guard`` asks who is there before it reads on."""
HISTORIES = re.compile(r"/learn/[^/]+/bring")
"""Where learners upload their own history, likewise."""
LARGEST_HISTORY = 100_000_000
MOST_HEADERS = 100
LARGEST_HEADERS = 32_768
"""Bytes of all headers together: the server beneath takes any number, and reading some costs more than their length."""


class Around:
    """Refuse strange hosts and huge bodies, take off the base path, add the safety headers."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        """Stand around ``app``."""
        self.app, self.site = app, site
        self.hosts = {host.lower() for host in site.hosts}
        self.personal = _raw(security_headers(site.https))
        self.shared = _raw(security_headers(site.https, personal=False))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        raw = scope["headers"]
        if len(raw) > MOST_HEADERS or sum(len(name) + len(value) for name, value in raw) > LARGEST_HEADERS:
            await PlainTextResponse("The headers of this request are too large.", 431)(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["path"] != "/healthz" and _name(headers.get("host", "")) not in self.hosts:
            await PlainTextResponse("This host name is not served here.", 421)(scope, receive, send)
            return
        base = self.site.base_path
        if base and scope["path"].startswith(f"{base}/"):
            scope = {**scope, "path": scope["path"][len(base) :], "raw_path": scope["raw_path"][len(base) :]}
        most = largest(self.site, scope["path"])
        if _too_large(headers.get("content-length", ""), most):
            told = f"That is larger than {most // 1_000_000} MB. Send less at once."
            await PlainTextResponse(told, 413)(scope, receive, send)
            return
        added = self.shared if scope["path"].startswith("/static/") else self.personal

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                found = list(message.get("headers", ()))
                given = {name.lower() for name, _ in found}
                message["headers"] = found + [each for each in added if each[0] not in given]
            await send(message)

        await self.app(scope, _limited(receive, most), answer)


def largest(site: Site, path: str) -> int:
    """How many bytes may be sent to a path."""
    if path == UPLOADS:
        return site.upload
    return min(LARGEST_HISTORY, site.upload) if HISTORIES.fullmatch(path) else LARGEST_BODY


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


def _name(host: str) -> str:
    """A host header's name without its port; "" where it is no name and port."""
    found = _HOST.fullmatch(host.strip().lower())
    return found[1] if found else ""


def _too_large(length: str, most: int) -> bool:
    return length.isascii() and length.isdigit() and int(length[:16]) > most


def _limited(receive: Receive, most: int) -> Receive:
    """Stop reading a body that is longer than it said."""
    read = 0

    async def limited() -> Message:
        nonlocal read
        message = await receive()
        if message["type"] == "http.request":
            read += len(message.get("body", b""))
            if read > most:
                return {"type": "http.disconnect"}
        return message

    return limited
