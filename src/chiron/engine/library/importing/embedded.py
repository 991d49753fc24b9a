"""Files that stand in a text itself, as ``data:`` addresses (RFC 2397)."""

from __future__ import annotations

import base64
import binascii
import re
from hashlib import sha256
from urllib.parse import unquote_to_bytes

_DATA = re.compile(r"data:([\w.+-]+/[\w.+-]+)?((?:;[^;,]*)*),(.*)", re.DOTALL | re.IGNORECASE)
_ENDINGS = {
    "image/png": "png", "image/jpeg": "jpg", "image/jpg": "jpg", "image/gif": "gif", "image/webp": "webp",
    "image/svg+xml": "svg", "audio/mpeg": "mp3", "audio/mp3": "mp3", "audio/ogg": "ogg", "video/mp4": "mp4",
    "video/webm": "webm", "text/vtt": "vtt",
}  # fmt: skip


def embedded(address: str) -> tuple[str, bytes] | None:
    """A name for the file in a ``data:`` address, made from its bytes, and the bytes; None where there is none."""
    found = _DATA.match(address.strip())
    ending = _ENDINGS.get((found[1] or "").lower()) if found else None
    if found is None or ending is None:
        return None
    data = unquote_to_bytes(found[3])
    if ";base64" in found[2].lower():
        try:
            data = base64.b64decode(re.sub(rb"\s", b"", data), validate=True)
        except binascii.Error:
            return None
    return (f"in-the-text-{sha256(data).hexdigest()[:16]}.{ending}", data) if data else None
