"""Markdown of courses and people to safe HTML: no raw HTML, safe links only, formulas as MathML."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup
from mdit_py_plugins.dollarmath import dollarmath_plugin

from chiron.faces.web.maths import mathml, spoken
from chiron.faces.web.pictures import picture
from chiron.faces.web.prose import plain_block, plain_line
from chiron.faces.web.shown import WORDS, image, with_players

LONGEST = 200_000
_FENCED = re.compile(r"(`{3,})\w*\n(.*)\n\1", re.DOTALL)
_TABLE = re.compile(r"^[ \t]*\|.*\n[ \t]*\|[ \t]*:?-[-:| \t]*(?:\n[ \t]*\|.*)*\n?", re.MULTILINE)
_BAR = re.compile(r"(?<!\\)\|")
_BLANK_LINE = re.compile(r"[^\S\n]*\n\s*\n")
_SAFE = re.compile(r"^(https?:|mailto:|/(?!/)|#|\?|\.{1,2}/|(?!//)[\w\-./%]+$)", re.IGNORECASE)


def _move_headings(tokens: Sequence[Token], first: int) -> None:
    """Let the text's highest heading take the level that the page has free, so that none is skipped."""
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    highest = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) - highest + first)}"


class _Reader(MarkdownIt):
    """Links go where they say, and nowhere that runs."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Whether an address may stand in a page."""
        return bool(_SAFE.match(url.strip())) and "\\" not in url


class _Renderer(RendererHTML):
    """Headings below the page's own, images only of this site, formulas as MathML."""

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        """Before anything else, move headings to the level that the page has free."""
        _move_headings(tokens, int(env.get("heading", 2)))
        return str(super().render(tokens, options, env))

    def renderInline(  # noqa: N802 - the library's name
        self, tokens: Sequence[Token], options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """A line, with players for the course's own sound and film."""
        return str(super().renderInline(with_players(tokens, env.get("media")), options, env))

    def recording(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """A player, made by ``with_players``."""
        return tokens[idx].content

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        """A drawing of the lesson or a picture of the course is shown. Of any other the words stand: what a person or
        a model writes makes nothing load, and an image from elsewhere would tell others who reads.
        """
        del options
        source = str(tokens[idx].attrGet("src") or "")
        words = spoken(tokens[idx].content)
        if source in env.get("pictures", {}):
            return str(picture(env["pictures"][source], words, "span"))
        return str(image(source, words, env.get("media")) or WORDS.format(words))

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """Links away tell the other site nothing."""
        del env
        if ":" in str(tokens[idx].attrGet("href") or ""):
            tokens[idx].attrSet("rel", "noreferrer")
        return str(self.renderToken(tokens, idx, options, {}))

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        """Code that is wider than the page scrolls in its own box, by keys too."""
        return str(super().fence(tokens, idx, options, env)).replace("<pre>", '<pre tabindex="0">', 1)

    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        """The same of code that is set off by spaces."""
        return str(super().code_block(tokens, idx, options, env)).replace("<pre>", '<pre tabindex="0">', 1)

    def table_open(self, *_: Any) -> str:
        """A wide table scrolls in its own box."""
        return '<div class="scroll-across"><table>\n'

    def table_close(self, *_: Any) -> str:
        """The box ends with its table."""
        return "</table></div>\n"

    def math_inline(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """A formula in a line."""
        return str(mathml(tokens[idx].content))

    def math_block(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """A formula on a line of its own."""
        return str(mathml(tokens[idx].content, True))

    math_inline_double = math_block


def _reader() -> MarkdownIt:
    reader = _Reader("commonmark", {"html": False, "typographer": True}, renderer_cls=_Renderer)
    reader.enable(["table", "smartquotes", "strikethrough"])
    reader.use(dollarmath_plugin, double_inline=True, allow_digits=True, allow_labels=False)
    for rule in ("math_inline", "math_inline_double", "math_block", "recording"):
        reader.renderer.rules[rule] = getattr(reader.renderer, rule)  # type: ignore[attr-defined]
    return reader


_READER = _reader()


@lru_cache(maxsize=2048)
def markdown(text: str, heading: int = 2, media: str | None = None) -> Markup:
    """Blocks of Markdown as HTML. ``heading`` is the level that the highest heading takes in the page.

    ``media`` is the base path under which the course's pictures, sound and film are found: for the course's own texts.
    With None, as for what a person or a model says, none is shown.
    """
    plain = plain_block(text[:LONGEST])
    if plain is not None:
        return plain
    return Markup(_READER.render(text[:LONGEST], {"heading": heading, "media": media}))  # noqa: S704 - escaped


def lesson_markdown(text: str, pictures: Mapping[str, str], heading: int = 2, media: str | None = None) -> Markup:
    """A lesson as HTML, with its drawings (markup by the name of the file) where it names them."""
    if not pictures:
        return markdown(text, heading, media)
    given = {"heading": heading, "pictures": pictures, "media": media}
    return Markup(_READER.render(text[:LONGEST], given))  # noqa: S704 - escaped


@lru_cache(maxsize=4096)
def inline_markdown(text: str, media: str | None = None) -> Markup:
    """One run of Markdown without a paragraph around it; blank lines become spaces. A block of code keeps its lines,
    and the cells of a table follow one another. ``media`` as for ``markdown``.
    """
    if fenced := _FENCED.fullmatch(text.strip()):
        return Markup('<code class="program">{}</code>').format(fenced[2])
    line = " ".join(_in_a_row(text[:LONGEST]).split())
    plain = plain_line(line)
    if plain is not None:
        return plain
    return Markup(_READER.renderInline(line, {"media": media}))  # noqa: S704 - the reader escapes


def _in_a_row(text: str) -> str:
    """A text whose tables are said in words, cell by cell: "Time, mass; 0, 8; 10, 12."."""
    return _TABLE.sub(lambda found: "; ".join(filter(None, map(_cells, found[0].splitlines()))) + ".\n", text)


def _cells(row: str) -> str:
    if not row.strip("|-: \t"):
        return ""
    return ", ".join(filter(None, (cell.strip() for cell in _BAR.split(row.strip()))))


def inline_spaced(text: str, media: str | None = None) -> Markup:
    """The same for a piece of a text with gaps, within a paragraph: a space at either end stays, and a blank line ends
    the paragraph and begins the next.
    """
    return Markup("</p>\n<p>").join(_spaced(piece, media) for piece in _BLANK_LINE.split(text))


def _spaced(text: str, media: str | None) -> Markup:
    head = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and text.strip() else ""
    return Markup("{}{}{}").format(head, inline_markdown(text, media), tail)
