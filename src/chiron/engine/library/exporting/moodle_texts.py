"""Chiron's Markdown as Moodle reads it in its format "markdown", and as the plain words of short answers.

Maths stands in ``\\\\(...\\\\)``, whose backslashes Markdown takes one of; a dollar sign is itself there.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable

from chiron.engine.library.importing.formats.moodle.texts import Texts

_MARKS = re.compile(
    r"(?P<code>```.*?```|`[^`\n]*`)|(?P<dollar>\\\$)|(?P<slash>\\\\(?=[()\[\]]))|(?P<escape>\\.)"
    r"|\$\$(?P<shown>[^$]+)\$\$|\$(?P<inline>[^$]+)\$|\]\(media/(?P<file>[^()\s]+)\)",
    re.DOTALL,
)
_SIGN = re.compile(r"\\(?=[\\{}\[\]()#+\-.!_*`>|~:])")
_CONTROL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE = re.compile(r"\\([^\w\s])")


class MoodleTexts:
    """Writes the texts of one question; gathers the files that they show, by name."""

    def __init__(self, file: Callable[[str], bytes | None]) -> None:
        self._file = file
        self.files: dict[str, bytes] = {}
        self.missing: set[str] = set()

    def markdown(self, text: str) -> str:
        """A text in Moodle's Markdown."""
        return _MARKS.sub(self._mark, clean(text))

    def _mark(self, found: re.Match[str]) -> str:
        if found["dollar"]:
            # Two of them would begin maths there.
            beside = found.string[: found.start()].endswith("$") or found.string[found.end() :].startswith(("$", "\\$"))
            return "&#36;" if beside else "$"
        if found["slash"]:
            return "&#92;"  # a backslash in front of a bracket would begin maths there
        if found["inline"] is not None:
            return rf"\\({_doubled(found['inline'])}\\)"
        if found["shown"] is not None:
            return f"$${_doubled(found['shown'])}$$"
        if found["file"]:
            return self._shown(found["file"])
        return found[0]

    def _shown(self, name: str) -> str:
        data = self._file(name)
        if data is None:
            self.missing.add(name)
        else:
            self.files[name] = data
        return f"](@@PLUGINFILE@@/{name})"


def _doubled(maths: str) -> str:
    return _SIGN.sub(r"\\\\", maths)


def clean(text: str) -> str:
    """A text without what XML cannot hold."""
    return _CONTROL.sub("", text.replace("\r\n", "\n"))


def words_of(text: str) -> str | None:
    """A short text without a format of its own, as its words: plain, or with maths as HTML; None where it is more."""
    pieces, at = list[str](), 0
    rich = False
    for found in _MARKS.finditer(text):
        pieces.append(_unescaped(text[at : found.start()]))
        at = found.end()
        if found["inline"] is not None:
            pieces.append(rf"\({found['inline']}\)")
            rich = True
        elif found["escape"] or found["dollar"] or found["slash"]:
            pieces.append(found[0][1:])
        else:
            return None
    pieces.append(_unescaped(text[at:]))
    escaped = [piece if piece.startswith("\\(") else html.escape(piece, quote=False) for piece in pieces]
    for whole in ([] if rich else ["".join(pieces)]) + ["".join(escaped)]:
        # As plain words where these are read again as they are, else as HTML.
        if Texts().short(clean(whole).strip()) == text.strip():
            return clean(whole).strip()
    return None


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(r"\1", text)


def packed(data: bytes) -> str:
    """A file as base64."""
    return base64.b64encode(data).decode("ascii")
