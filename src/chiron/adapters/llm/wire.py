"""The HTTP client of every provider: bounded, without proxies or redirects, and held to this machine where asked.

Imported only with the optional part, since it stands on the same HTTP library as the providers' own clients.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import AsyncIterator, Iterable
from typing import Any

import httpcore2
import httpx2

from chiron.adapters.llm.product import is_here

OCTETS = 2_000_000
"""Bytes of one answer, errors included; a usual turn has some ten thousand."""
CONNECT = 3.0
"""Seconds until a connection must stand."""
STREAMS = 256
"""Open connections to one model from one process."""
_KINDS = ("application/json", "text/event-stream", "application/x-ndjson", "application/stream+json")


class Elsewhere(Exception):
    """A connection to another machine was asked for where nothing may leave this one."""


class NotAModel(Exception):
    """A web page, or something packed, came where an answer of a model was expected."""


class TooLong(Exception):
    """More came than one answer may have."""


class Here(httpcore2.AsyncNetworkBackend):
    """Opens sockets on this machine only. Names are not looked up: already that would tell another machine."""

    def __init__(self) -> None:
        self._within = httpcore2.AnyIOBackend()

    async def connect_tcp(self, host: str, port: int, *given: Any, **named: Any) -> httpcore2.AsyncNetworkStream:
        """As the library's own, for loopback addresses. Raises Elsewhere for any other."""
        if not is_here(host):
            raise Elsewhere(f"{host} is not this machine")
        near = ("127.0.0.1", "::1") if host.lower() == "localhost" else (host.strip("[]"),)
        for each in near[:-1]:
            try:
                return await self._within.connect_tcp(each, port, *given, **named)
            except httpcore2.ConnectError:
                continue
        return await self._within.connect_tcp(near[-1], port, *given, **named)

    async def connect_unix_socket(self, path: str, *given: Any, **named: Any) -> httpcore2.AsyncNetworkStream:
        """As the library's own."""
        return await self._within.connect_unix_socket(path, *given, **named)

    async def sleep(self, seconds: float) -> None:
        """As the library's own."""
        await self._within.sleep(seconds)


class Bounded(httpx2.AsyncByteStream):
    """A body of at most ``OCTETS`` bytes of UTF-8. Raises TooLong at the first byte beyond, UnicodeDecodeError for
    bytes that are no text: some clients would quietly put other letters there.
    """

    def __init__(self, within: httpx2.AsyncByteStream) -> None:
        self._within = within

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The bytes as they come."""
        left, text = OCTETS, getincrementaldecoder("utf-8")()
        async for part in self._within:
            left -= len(part)
            if left < 0:
                raise TooLong
            text.decode(part)
            yield part

    async def aclose(self) -> None:
        """Close the connection's side of it."""
        await self._within.aclose()


class Wire(httpx2.AsyncHTTPTransport):
    """One pool of connections. Answers that are no model's are refused before they are read."""

    def __init__(self, only_here: bool, socket: str = "") -> None:
        """``socket`` is the path of a unix socket that stands for every host."""
        limits = httpx2.Limits(max_connections=STREAMS, max_keepalive_connections=32, keepalive_expiry=30)
        super().__init__(trust_env=True, limits=limits, uds=socket or None)
        if only_here:
            self._hold(limits, socket)

    def _hold(self, limits: httpx2.Limits, socket: str) -> None:
        if not isinstance(getattr(self, "_pool", None), httpcore2.AsyncConnectionPool):
            raise RuntimeError("This version of the HTTP library cannot be held to this machine.")
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=httpx2.create_ssl_context(),
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            uds=socket or None,
            network_backend=Here(),
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send it. Raises NotAModel, besides what the library raises."""
        # Packed answers could unpack to any size, and save little in a stream.
        request.headers["accept-encoding"] = "identity"
        response = await super().handle_async_request(request)
        if fault := _strange(response.status_code, response.headers.get_list("content-type"), response.headers):
            await response.aclose()
            raise NotAModel(fault)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = Bounded(response.stream)
        return response


def _strange(status: int, kinds: Iterable[str], headers: httpx2.Headers) -> str:
    """Why an answer cannot be a model's; empty where it may be."""
    if headers.get("content-encoding", "identity").lower() != "identity":
        return "it came packed"
    kind = ";".join(kinds).partition(";")[0].strip().lower()
    if status < 300 and kind and kind not in _KINDS:
        return f"it is {kind[:40]}"
    return "" if not 300 <= status < 400 else "it sent us elsewhere"


def client(only_here: bool, socket: str = "") -> httpx2.AsyncClient:
    """The client for one model. The environment's proxies are not used: they are other machines."""
    # Reading is bounded by the asks' own seconds; this one only frees what a dead network left behind.
    timeout = httpx2.Timeout(60.0, connect=CONNECT, pool=CONNECT)
    return httpx2.AsyncClient(
        transport=Wire(only_here, socket), timeout=timeout, trust_env=False, follow_redirects=False
    )
