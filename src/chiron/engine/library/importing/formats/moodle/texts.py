"""The four text formats of Moodle's question bank as Chiron's Markdown.

Source: docs.moodle.org/en/GIFT_format ("format") and Formatting_text: ``html``; ``moodle`` (HTML in which a new line
is a new line); ``plain``; ``markdown``. Maths stands in ``$$...$$``, ``\\\\(...\\\\)`` and ``\\\\[...\\\\]`` (TeX and
MathJax filters).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from chiron.engine.library.importing.html import to_markdown
from chiron.engine.library.importing.texts import plain

HTML, AUTO, PLAIN, MARKDOWN = "html", "moodle_auto_format", "plain_text", "markdown"
FORMATS = {
    "html": HTML,
    "moodle": AUTO,
    "moodle_auto_format": AUTO,
    "": AUTO,
    "wiki_like": AUTO,
    "plain": PLAIN,
    "plain_text": PLAIN,
    "markdown": MARKDOWN,
}
_BREAKS = re.compile(r"\n[ \t]*\n\s*")
_BESIDE = re.compile(r"(?<=>)[ \t]*\n\s*|\s*\n[ \t]*(?=</?[a-zA-Z])")
_RICH = re.compile(r"</?[a-zA-Z]|&#?\w+;|\$\$|\\[(\[]")
_MARKED = re.compile(
    r"(?P<code>```.*?```|`[^`\n]*`)"
    r"|\$\$(?P<shown>[^$]+?)\$\$"
    r"|\\\\\((?P<round>.+?)\\\\\)"
    r"|\\\\\[(?P<square>.+?)\\\\\]"
    r"|(?P<escape>\\.)|(?P<slash>&#92;)"
    r"|(?P<dollar>\$|&#36;)"
    r"|!\[(?P<alt>[^\]\n]*)\]\((?P<src>[^()\s]+)[^()\n]*\)"
    r"|(?P<tag></?[a-zA-Z][^<>]*>)",
    re.DOTALL,
)

_DOUBLED = re.compile(r"\\\\(?=[\\{}\[\]()#+\-.!_*`>|~:])")
Place = Callable[[str], str | None]
"""From the name of a file as a text says it to the key of its Media; None where there is none."""


def nowhere(_: str) -> str | None:
    """No files at all."""
    return None


class Texts:
    """Turns the texts of one question; gathers what they lost on the way."""

    def __init__(self, media: Place = nowhere) -> None:
        self.media = media
        self.lost: dict[str, None] = {}

    def of(self, text: str, form: str = "") -> str:
        """The text in Markdown. An unknown format is read as Moodle's own."""
        if not text.strip():
            return ""
        known = FORMATS.get(form.strip().lower(), AUTO)
        if known == PLAIN:
            return plain(_even(text)).strip()
        if known == MARKDOWN:
            return self._markdown(_even(text)).strip()
        return self._html(text if known == HTML else _with_breaks(_even(text)))

    def short(self, text: str) -> str:
        """A few words that the source keeps without saying their format: HTML where they hold some, else as typed."""
        return self.of(text, HTML if _RICH.search(text) else PLAIN)

    def _html(self, markup: str) -> str:
        told = to_markdown(markup, self.media)
        self.lost |= dict.fromkeys(told.lost)
        return told.text.strip()

    def _markdown(self, text: str) -> str:
        return _MARKED.sub(self._marked, text)

    def _marked(self, found: re.Match[str]) -> str:
        """One mark of Markdown that Chiron writes otherwise; everything else stays."""
        if found["round"] is not None:
            return f"${_undoubled(found['round'].strip())}$"
        shown = found["shown"] if found["shown"] is not None else found["square"]
        if shown is not None:
            return f"$${_undoubled(shown.strip())}$$"
        if found["dollar"]:
            return "\\$"
        if found["slash"]:
            return "\\\\"
        if found["src"] is not None:
            return self._picture(found["alt"], found["src"])
        if found["tag"]:
            return self._tag(found["tag"])
        return found[0]

    def _picture(self, alt: str, src: str) -> str:
        key = self.media(src)
        if key is None:
            self.lost[f"picture {src}"] = None
            return alt
        return f"![{alt}](media:{key})"

    def _tag(self, tag: str) -> str:
        if tag.lower().startswith("<br"):
            return "  \n"
        if tag.lower().startswith("<img"):
            return self._html(tag)
        if tag.lower().startswith(("<script", "<style", "<form", "<iframe")):
            self.lost[tag.strip("<>/ ").split()[0]] = None
        return ""


def _undoubled(formula: str) -> str:
    """A formula as Markdown leaves it: ``\\\\`` before a sign is one backslash."""
    return _DOUBLED.sub(r"\\", formula)


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _with_breaks(text: str) -> str:
    """HTML in which new lines count as HTML in which they do not: those beside tags never do."""
    near = _BESIDE.sub(" ", text.strip())
    if "\n" not in near:
        return near
    paragraphs = [part.strip() for part in _BREAKS.split(near)]
    marked = ["<br>".join(line.strip() for line in part.split("\n")) for part in paragraphs if part]
    return "".join(f"<p>{part}</p>" for part in marked) if len(marked) > 1 else "".join(marked)
