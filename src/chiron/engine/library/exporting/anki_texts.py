r"""Chiron's Markdown as HTML of Anki's fields: formulas for MathJax in ``\(..\)``, media by name, no marks by accident.

Anki manual, "Editing: MathJax", "Field Replacements", "Cloze Deletion", "Media". Names of media are one flat list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from chiron.engine.library.exporting.moodle_texts import clean

GAP = "\ue100{}\ue101"
"""Stands for a gap until its text is HTML."""
GAPS = re.compile("\ue100(\\d+)\ue101")
_PLAYED = "\ue102"
_HELD = re.compile(f"[\ue100\ue101{_PLAYED}]")
_MEDIA = "media/"
_SAFE = re.compile(r"^(https?:|mailto:)", re.IGNORECASE)
_MATHS = re.compile(r"\\([()\[\]])|\$(?=\$)")
_MARK = re.compile(r"\[(?=sound:|anki:|/?latex\]|/?\$)", re.IGNORECASE)
_ONE = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)
_CLOZE = re.compile(r"\{(?=\{)|\}(?=\})|:(?=:)")
_WITHIN = re.compile(r"[{}]|:(?=:)|:$")


class Texts:
    """Writes the texts of one question; gathers the media that they show. ``prefix`` begins their names."""

    def __init__(self, file: Callable[[str], bytes | None], prefix: str) -> None:
        self._file = file
        self._prefix = prefix
        self.files: dict[str, bytes] = {}
        self.missing: set[str] = set()

    def blocks(self, markdown: str) -> str:
        """A text as paragraphs and other blocks."""
        return self.gapped(_HELD.sub("", markdown))

    def inline(self, markdown: str) -> str:
        """A text as it stands in a list or cell: without the paragraph where it is just one."""
        found = self.blocks(markdown)
        one = _ONE.fullmatch(found)
        return one[1] if one else found

    def gapped(self, markdown: str) -> str:
        """Blocks of a text that holds gaps."""
        made = str(_READER.render(clean(markdown), {"texts": self, "open": []})).strip()
        return _MARK.sub("&#91;", made).replace(_PLAYED, "[sound:")

    def media(self, source: str) -> str | None:
        """The name of a file of the course in Anki; None where there is none."""
        if not source.startswith(_MEDIA):
            return None
        name = source.removeprefix(_MEDIA)
        data = self._file(name)
        if data is None:
            self.missing.add(name)
            return None
        return self.given(name, data)

    def given(self, name: str, data: bytes) -> str:
        """Take a file along; its name in Anki."""
        named = f"{self._prefix}-{name}"
        self.files[named] = data
        return named


def words(text: str) -> str:
    """Plain words, in which nothing is a mark."""
    return _MARK.sub("&#91;", _plain(_HELD.sub("", clean(text))))


def unclozed(html: str) -> str:
    """HTML around gaps, in which nothing begins or ends one."""
    return _CLOZE.sub(_entity, html)


def within(html: str) -> str:
    """HTML in a gap or its hint."""
    return _WITHIN.sub(_entity, html)


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _plain(text: str) -> str:
    r"""Words as HTML. MathJax looks at no more than one element at a time, so an element parts ``\`` and ``(``."""

    def parted(found: re.Match[str]) -> str:
        return f"\\<span>{found[1]}</span>" if found[1] else "<span>$</span>"

    return _MATHS.sub(parted, escape(text, quote=False))


# -- rules of markdown-it


def _text(_self: Any, tokens: Any, idx: int, *_: Any) -> str:
    return _plain(tokens[idx].content)


def _formula(display: bool) -> Callable[..., str]:
    def rendered(_self: Any, tokens: Any, idx: int, *_: Any) -> str:
        tex = escape(" ".join(tokens[idx].content.split()), quote=False)
        return rf"\[{tex}\]" if display else rf"\({tex}\)"

    return rendered


def _display(_self: Any, tokens: Any, idx: int, *more: Any) -> str:
    return f"<p>{_formula(True)(_self, tokens, idx, *more)}</p>\n"


def _image(self: Any, tokens: Any, idx: int, options: Any, env: Any) -> str:
    alt = self.renderInlineAsText(tokens[idx].children or [], options, env)
    name = env["texts"].media(tokens[idx].attrGet("src") or "")
    if name is None:
        return f"<em>{_plain(alt)}</em>"
    return f'<img src="{escape(name)}" alt="{escape(alt)}" />'


def _link_open(_self: Any, tokens: Any, idx: int, _options: Any, env: Any) -> str:
    address = tokens[idx].attrGet("href") or ""
    name = env["texts"].media(address)
    if name is not None:
        env["open"].append(f" {_PLAYED}{escape(name)}]")
        return ""
    safe = bool(_SAFE.match(address))
    env["open"].append("</a>" if safe else "</span>")
    return f'<a href="{escape(address)}">' if safe else "<span>"


def _link_close(_self: Any, _tokens: Any, _idx: int, _options: Any, env: Any) -> str:
    return str(env["open"].pop())


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True}).enable(["table", "strikethrough"])
    reader.use(dollarmath_plugin, double_inline=True, allow_digits=True, allow_labels=False)
    rules: dict[str, Callable[..., str]] = {
        "text": _text,
        "image": _image,
        "link_open": _link_open,
        "link_close": _link_close,
        "math_inline": _formula(False),
        "math_inline_double": _formula(True),
        "math_block": _display,
    }
    for name, rule in rules.items():
        reader.add_render_rule(name, rule)
    return reader


_READER = _reader()
