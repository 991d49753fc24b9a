"""Chiron's Markdown as XHTML in elements, formulas as MathML with their TeX beside them, for packages of others."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from latex2mathml.converter import convert_to_element
from lxml import etree
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

Element = Any
"""An ``lxml.etree._Element``."""
Pictures = Callable[[str], str | None]
MATHML = "http://www.w3.org/1998/Math/MathML"
_BLOCKS = "p ul ol li table thead tbody tr th td blockquote pre hr h1 h2 h3 h4 h5 h6 div"
ALLOWED = frozenset(f"{_BLOCKS} code br a img em strong span".split())
"""Elements of XHTML that every version of QTI knows."""
_ATTRIBUTES = {"a": ("href",), "img": ("src", "alt")}
_FORMULA = "math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd"
_MATHS = frozenset(f"{_FORMULA} mfenced mstyle mpadded mphantom".split())
_INSTEAD = {"s": "span", "del": "span"}
_DEFAULT: Any = {None: MATHML}
_SAFE = re.compile(r"^(https?:|mailto:)", re.IGNORECASE)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True}).enable(["table", "strikethrough"])
    reader.use(dollarmath_plugin, double_inline=True, allow_digits=True, allow_labels=False)
    for rule, display in (("math_inline", False), ("math_inline_double", True), ("math_block", True)):
        reader.add_render_rule(rule, _formula(display))
    return reader


def _formula(display: bool) -> Callable[..., str]:
    def rendered(_self: Any, tokens: Any, idx: int, *_: Any) -> str:
        held = etree.Element("span", {"class": "display" if display else "formula"})
        held.text = tokens[idx].content.strip()
        return etree.tostring(held, encoding="unicode")

    return rendered


_READER = _reader()


def blocks(markdown: str, pictures: Pictures = lambda _: None) -> list[Element]:
    """A text as block elements. A picture of which ``pictures`` knows no file is its words."""
    root = etree.fromstring(f"<div>{_READER.render(markdown)}</div>", etree.XMLParser(resolve_entities=False))
    for element in list(root.iter()):
        _clean(element, pictures)
    for each in root:
        each.tail = None
    return list(root)


def inline(markdown: str, pictures: Pictures = lambda _: None) -> list[Element | str]:
    """A text as it stands in an option: the content of its one paragraph, or its blocks."""
    every = blocks(markdown, pictures)
    if len(every) != 1 or every[0].tag != "p":
        return every
    found: list[Element | str] = [every[0].text or ""]
    for each in list(every[0]):
        tail, each.tail = each.tail, None
        found += [each, tail or ""]
    return [each for each in found if not isinstance(each, str) or each]


def put(parent: Element, content: list[Element | str]) -> None:
    """Add elements and words to an element."""
    for each in content:
        if not isinstance(each, str):
            parent.append(each)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + each
        else:
            parent.text = (parent.text or "") + each


def words(markdown: str) -> str:
    """A text without any marks, formulas as TeX, for places that hold words alone."""
    return " ".join(" ".join("".join(_plain(each)) for each in blocks(markdown)).split())


def _plain(element: Element) -> list[str]:
    if element.tag == f"{{{MATHML}}}math":
        return ["$", element.findtext(f".//{{{MATHML}}}annotation") or "", "$", element.tail or ""]
    found = [element.text or ""]
    for each in element:
        found += _plain(each)
    return [*found, element.tail or ""]


def _clean(element: Element, pictures: Pictures) -> None:
    name = element.tag if isinstance(element.tag, str) else ""
    if name.startswith("{"):
        return
    element.tag = name = _INSTEAD.get(name, name)
    if name == "span" and element.get("class") in ("formula", "display"):
        _maths(element)
        return
    if name == "img":
        source = pictures(element.get("src") or "")
        if source is None:
            element.tag, element.text = "em", element.get("alt") or ""
            element.attrib.clear()
            return
        element.set("src", source)
        element.set("alt", element.get("alt") or "")
    if name == "a" and not _SAFE.match(element.get("href") or ""):
        element.tag = name = "span"
    if name not in ALLOWED:
        element.tag = name = "span"
    for key in set(element.attrib) - set(_ATTRIBUTES.get(name, ())):
        del element.attrib[key]


def _maths(element: Element) -> None:
    tex, display = element.text or "", element.get("class") == "display"
    tail = element.tail
    made = _made(tex)
    element.clear()
    element.tail = tail
    if made is None:
        element.text = tex
        return
    element.tag = f"{{{MATHML}}}math"
    element.set("display", "block" if display else "inline")
    semantics = etree.SubElement(element, f"{{{MATHML}}}semantics")
    row = etree.SubElement(semantics, f"{{{MATHML}}}mrow")
    for each in made:
        row.append(each)
    annotation = etree.SubElement(semantics, f"{{{MATHML}}}annotation", {"encoding": "application/x-tex"})
    annotation.text = tex


def _made(tex: str) -> list[Element] | None:
    """The formula's elements; None where it cannot be read, and stands as TeX."""
    try:
        found = convert_to_element(tex)
        return [_copied(each) for each in found]
    except Exception:  # latex2mathml raises many kinds
        return None


def _copied(element: Any) -> Element:
    name = element.tag if element.tag in _MATHS else "mrow"
    made = etree.Element(f"{{{MATHML}}}{name}", nsmap=_DEFAULT)
    text = str(element.text or "")
    if text and name in ("mi", "mn", "mo", "mtext"):
        made.text = etree.fromstring(f"<a>{text}</a>").text if "&" in text else text
    for each in element:
        made.append(_copied(each))
    return made
