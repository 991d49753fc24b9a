"""Files of a package by the names that its documents use, and the media that texts show."""

from __future__ import annotations

import base64
import binascii
import posixpath
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import quote, unquote_to_bytes, urlsplit

from chiron.engine.library.importing.arriving import Media, Notes
from chiron.engine.library.importing.formats.qti.vocabulary import Element, normalised
from chiron.engine.library.importing.opening import Opened, Unusable
from chiron.engine.library.importing.xml import parse

SHOWN = frozenset(["png", "jpg", "jpeg", "gif", "webp", "svg", "mp3", "ogg", "oga", "mp4", "webm", "vtt"])
_TYPES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "image/svg+xml": "svg"}
MOST_INLINE = 4 * 1024**2
"""Characters of a picture that stands in the text itself."""


class Files:
    """What was opened, by the names that stand in documents; media that were asked for wait to be yielded."""

    def __init__(self, opened: Opened, notes: Notes) -> None:
        self.opened, self.notes = opened, notes
        self._names = {name: name for name in opened.names()}
        self._lower = {name.lower(): name for name in self._names}
        self._given: set[str] = set()
        self.given: set[str] = set()
        """Names of the files that texts show."""
        self._told: set[tuple[str, str]] = set()
        self.waiting: list[Media] = []

    def find(self, base: str, reference: str) -> str | None:
        """The file that a document at ``base`` means; None where there is none, or it lies elsewhere."""
        parts = urlsplit(reference.strip().replace("\\", "/"))
        if parts.scheme or parts.netloc or not parts.path:
            return None
        path = unquote_to_bytes(parts.path).decode("utf-8", "replace")
        for raw in (path, parts.path):
            for folder in (posixpath.dirname(base), ""):
                name = posixpath.normpath(posixpath.join(folder, raw.lstrip("/")))
                if name in self._names:
                    return name
                if name.lower() in self._lower:
                    return self._lower[name.lower()]
        return None

    def media(self, base: str, key: str) -> Callable[[str], str | None]:
        """What a reader of HTML asks for each picture: the key of its Media, None where it does not come."""

        def asked(source: str) -> str | None:
            return self.picture(base, source, key)

        return asked

    def picture(self, base: str, source: str, key: str) -> str | None:
        """The key of a file that a text shows, which then waits to be yielded; None with a note where it cannot."""
        if source.startswith("media:"):
            return source.removeprefix("media:")
        if source.lower().startswith("data:"):
            return self._inline(base, source, key)
        if urlsplit(source.strip()).scheme in ("http", "https"):
            return self._gone(key, base, source, "It lies on the web; nothing is fetched.")
        name = self.find(base, source)
        if name is None:
            return self._gone(key, base, source, "The file is not in the source.")
        if name.rpartition(".")[2].lower() not in SHOWN:
            return self._gone(key, base, source, "Files of this kind are not shown.")
        return self.give(name, key)

    def give(self, name: str, key: str) -> str | None:
        """The key of a file of the source, which then waits to be yielded."""
        made = quote(name)[:380]
        if made in self._given:
            return made
        try:
            data = self.opened.bytes(name)
        except (KeyError, Unusable) as error:
            return self._gone(key, name, name, f"It cannot be read: {error}")
        self._given.add(made)
        self.given.add(name)
        self.waiting.append(Media(made, name, posixpath.basename(name), data))
        return made

    def _inline(self, base: str, source: str, key: str) -> str | None:
        head, _, body = source.partition(",")
        kind = head[5:].partition(";")[0].strip().lower()
        if kind not in _TYPES or "base64" not in head or len(body) > MOST_INLINE:
            return self._gone(key, base, head[:60], "A picture written into the text that cannot be read.")
        try:
            data = base64.b64decode(unquote_to_bytes(body), validate=False)
        except (binascii.Error, ValueError):
            return self._gone(key, base, head[:60], "A picture written into the text that cannot be read.")
        made = f"inline-{sha256(data).hexdigest()[:24]}.{_TYPES[kind]}"
        if made not in self._given:
            self._given.add(made)
            self.waiting.append(Media(made, base, made, data))
        return made

    def _gone(self, key: str, place: str, source: str, why: str) -> str | None:
        if (key, source) not in self._told:
            self._told.add((key, source))
            self.notes.left(key, f"{place}, {source[:120]}", "picture", why)
        return None

    def take(self) -> list[Media]:
        """The media that wait."""
        waiting, self.waiting = self.waiting, []
        return waiting

    def document(self, name: str) -> Element:
        """An XML file in one vocabulary. Raises Unusable."""
        try:
            return normalised(parse(self.opened.bytes(name), name, lambda what: self.notes.changed(name, name, what)))
        except KeyError:
            raise Unusable(f"{name} is not in the source.") from None
        except RecursionError:
            raise Unusable(f"{name} is nested too deeply.") from None
