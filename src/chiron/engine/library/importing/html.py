"""HTML of strangers to Chiron's Markdown: what is read stays, what runs goes.

The Markdown is what ``faces/web/markdown.py`` renders: CommonMark, tables, strikethrough and formulas between dollars.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from chiron.engine.library.importing import html_blocks
from chiron.engine.library.importing.formulas import rejoined
from chiron.engine.library.importing.html_lines import gap
from chiron.engine.library.importing.texts import controlled

__all__ = ["Told", "gap", "nowhere", "to_markdown"]

_MARKUP = re.compile("[<&]")
_LONGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class Told:
    """A text as Markdown, and what of the HTML did not come with it, each kind once."""

    text: str
    lost: tuple[str, ...] = ()


def nowhere(_: str) -> str | None:
    """For texts without pictures: none of them is found."""
    return None


def to_markdown(markup: str | etree._Element, media: Callable[[str], str | None] = nowhere) -> Told:
    """HTML, or an element of XHTML with what is in it, as Markdown.

    ``media`` gives the key of a picture, recording or film by its address as it is written (also ``data:``), or None.
    Never an error, whatever the markup.
    """
    lost: dict[str, None] = {}
    if isinstance(markup, str):
        if not _MARKUP.search(markup) and len(markup) < _LONGEST:
            return Told(html_blocks.Writer(media, lost).plain(markup))
        root = _parsed(markup, lost)
        if root is None:
            return Told("", tuple(lost))
    else:
        root = markup
    return Told(html_blocks.Writer(media, lost).document(root), tuple(lost))


def _parsed(markup: str, lost: dict[str, None]) -> etree._Element | None:
    if len(markup) > _LONGEST:
        lost["what is beyond 20 million letters"] = None
        markup = markup[:_LONGEST]
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", controlled(markup))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(f"<div>{rejoined(markup)}</div>".encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        lost["all of it: it is no HTML"] = None
    elif any("nest" in str(entry.message) or "depth" in str(entry.message) for entry in parser.error_log):
        lost["what is nested deeper than 256 elements"] = None
    return root
