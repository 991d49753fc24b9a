"""Where a launched package is found on the play origin: an address that nobody can guess, and that expires.

It holds the school, the package, a number made for this launch, who may frame it, and until when; nothing of the
learner. It is signed (HMAC-SHA-256, RFC 2104) with a key that only this Chiron knows.
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from chiron.core.errors import NotFound

LASTS = timedelta(hours=8)
"""A school day: a page that is loaded again has a new address."""
LONGEST = 600
NOWHERE = "There is nothing here."
_OTHER = {"127.0.0.1": "localhost", "localhost": "127.0.0.1", "[::1]": "localhost"}
"""Names of this machine: browsers share cookies between the ports of one name, and not between two."""


@dataclass(frozen=True, slots=True)
class Launch:
    """One launch of a package. ``parent`` is the origin of the page that frames it."""

    school: UUID
    package: str
    id: UUID
    until: int
    parent: str


@dataclass(frozen=True, slots=True)
class Play:
    """The play origin. ``port`` is the one that its own application answers on, 0 where none is; ``url`` is how
    browsers reach that from elsewhere, with ``*`` where each launch has a host of its own.
    """

    key: bytes
    port: int = 0
    url: str = ""

    def origin(self, own: str, id: UUID) -> str | None:
        """The origin on which pages of the origin ``own`` play a launch; None where there is no safe one."""
        if self.url:
            return self.url.replace("*", id.hex)
        if not self.port:
            return None
        other = _OTHER.get(_host(own))
        return f"http://{other}:{self.port}" if other and own.startswith("http://") else None

    def serves(self, host: str, launch: Launch) -> bool:
        """Whether a host name, without its port, is that on which this launch is played: never Chiron's own."""
        origin = self.origin(launch.parent, launch.id)
        return origin is not None and host == _host(origin)

    def known(self, host: str) -> bool:
        """Whether a host name may be that of any launch."""
        if not self.url:
            return host in _OTHER
        before, star, after = _host(self.url).partition("*")
        return host.startswith(before) and host.endswith(after) if star else host == before

    def address(self, school: UUID, package: str, id: UUID, own: str, now: datetime) -> tuple[str, str] | None:
        """The play origin of a launch, and the path of its page there; None where it cannot be played."""
        origin = self.origin(own, id)
        if origin is None:
            return None
        launch = Launch(school, package, id, int((now + LASTS).timestamp()), own)
        return origin, f"/{signed(self.key, launch)}/"


def signed(key: bytes, launch: Launch) -> str:
    """A launch as one part of a path."""
    plain = [launch.school.hex, launch.package, launch.id.hex, launch.until, launch.parent]
    said = _encoded(json.dumps(plain, separators=(",", ":")).encode())
    return f"{said}.{_mark(key, said)}"


def read(key: bytes, text: str, now: datetime) -> Launch:
    """A launch that this Chiron signed and that has not expired. Raises NotFound for anything else."""
    said, _, mark = text.partition(".")
    if len(text) > LONGEST or not hmac.compare_digest(_mark(key, said).encode(), mark.encode("utf-8", "replace")):
        raise NotFound(NOWHERE)
    try:
        school, package, id, until, parent = json.loads(urlsafe_b64decode(said + "=" * (-len(said) % 4)))
        launch = Launch(UUID(school), str(package), UUID(id), int(until), str(parent))
    except (ValueError, TypeError, Error):
        raise NotFound(NOWHERE) from None
    if now.astimezone(UTC).timestamp() >= launch.until:
        raise NotFound("This package was opened too long ago. Load the page around it again.")
    return launch


def _mark(key: bytes, said: str) -> str:
    return _encoded(hmac.digest(key, b"play\0" + said.encode("utf-8", "replace"), "sha256"))


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _host(address: str) -> str:
    """The host of an origin, without its port, as a Host header writes it."""
    host = urlsplit(address).netloc.lower()
    return host[: host.index("]") + 1] if host.startswith("[") else host.partition(":")[0]
