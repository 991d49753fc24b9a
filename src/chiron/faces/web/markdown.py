"""Markdown of courses and people to safe HTML: no raw HTML, safe links only, formulas as MathML."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup
from mdit_py_plugins.dollarmath import dollarmath_plugin

from chiron.faces.web.maths import mathml

LONGEST = 200_000
_SAFE = re.compile(r"^(https?:|mailto:|/(?!/)|#|\?|\.{0,2}/|[\w\-./%]+$)", re.IGNORECASE)


def _safe_link(address: str) -> bool:
    return bool(_SAFE.match(address.strip())) and "\\" not in address


def _inline_maths(content: str, options: MutableMapping[str, Any]) -> str:
    return str(mathml(content, bool(options.get("display_mode"))))


class _Renderer(RendererHTML):
    """Headings below the page's own, images only of this site."""

    def heading_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """``#`` becomes the level that the page has free."""
        return f"<h{self._level(tokens[idx], env)}>"

    def heading_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """The same level closes."""
        return f"</h{self._level(tokens[idx], env)}>\n"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """An image from elsewhere would tell others who reads: its description stands in its place."""
        source = str(tokens[idx].attrGet("src") or "")
        if ":" in source or source.startswith("//"):
            words = self.renderInlineAsText(tokens[idx].children or [], options, env)
            return str(Markup("<em>{}</em>").format(words))
        return super().image(tokens, idx, options, env)

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """Links away tell the other site nothing."""
        if ":" in str(tokens[idx].attrGet("href") or ""):
            tokens[idx].attrSet("rel", "noreferrer")
        return self.renderToken(tokens, idx, options, env)

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """A wide table scrolls in its own box."""
        return '<div class="scroll-across"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """The box ends with its table."""
        return "</table></div>\n"

    @staticmethod
    def _level(token: Token, env: Any) -> int:
        return min(6, int(token.tag[1]) + int(env.get("heading", 2)) - 1)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "typographer": True}, renderer_cls=_Renderer)
    reader.enable(["table", "smartquotes", "strikethrough"])
    reader.validateLink = _safe_link  # type: ignore[method-assign]
    reader.use(dollarmath_plugin, renderer=_inline_maths, double_inline=True, allow_digits=True, allow_labels=False)
    reader.add_render_rule("math_inline", _maths_inline)
    reader.add_render_rule("math_inline_double", _maths_block)
    reader.add_render_rule("math_block", _maths_block)
    return reader


def _maths_inline(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    return str(mathml(tokens[idx].content))


def _maths_block(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    return str(mathml(tokens[idx].content, True))


_READER = _reader()


@lru_cache(maxsize=2048)
def markdown(text: str, heading: int = 2) -> Markup:
    """Blocks of Markdown as HTML. ``heading`` is the level that ``#`` takes in the page."""
    return Markup(_READER.render(text[:LONGEST], {"heading": heading}))  # noqa: S704 - the reader escapes


@lru_cache(maxsize=4096)
def inline_markdown(text: str) -> Markup:
    """One run of Markdown without a paragraph around it; blank lines become spaces."""
    return Markup(_READER.renderInline(" ".join(text[:LONGEST].split()), {}))  # noqa: S704 - the reader escapes
