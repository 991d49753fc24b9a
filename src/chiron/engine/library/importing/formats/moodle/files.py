"""Files that stand within questions: base64 in Moodle XML, named ``@@PLUGINFILE@@/name`` by texts."""

from __future__ import annotations

import base64
import binascii
import re
from hashlib import sha256
from urllib.parse import unquote

from chiron.engine.library.importing.texts import identifier

PICTURES = {"png", "jpg", "jpeg", "gif", "webp", "svg", "mp3", "ogg", "oga", "mp4", "webm", "vtt"}
"""Files that texts may show (arriving.Media)."""
PLUGIN_FILE = "@@PLUGINFILE@@/"


def suffix(name: str) -> str:
    """The ending of a file's name, in lower case."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def media_key(name: str, data: bytes) -> str:
    """A key that the same file has everywhere: its name, and a fingerprint of what is in it."""
    stem = name.rpartition("/")[2]
    stem = stem.rpartition(".")[0] or stem
    return f"{identifier(stem, (), 'file')}-{sha256(data).hexdigest()[:10]}.{suffix(name) or 'bin'}"


def unpacked(text: str, limit: int) -> bytes:
    """What base64 says. Raises ValueError for what is none, or larger than ``limit`` bytes."""
    bare = re.sub(r"\s+", "", text)
    if len(bare) > limit * 4 // 3 + 4:
        raise ValueError("It is too large.")
    try:
        data = base64.b64decode(bare, validate=True)
    except binascii.Error:
        raise ValueError("Its base64 is broken.") from None
    if not data:
        raise ValueError("It is empty.")
    return data


def plugin_name(src: str) -> str | None:
    """The name of the file that an address of Moodle means; None for any other address."""
    src = src.strip()
    for start in (PLUGIN_FILE, "%40%40PLUGINFILE%40%40/"):
        if src.startswith(start):
            return unquote(src[len(start) :]).partition("?")[0]
    return None
