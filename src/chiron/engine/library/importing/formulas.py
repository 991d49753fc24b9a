r"""Formulas that stand in HTML: TeX between ``\(..\)``, ``\[..\]``, ``$$..$$``, and what others make of a formula.

MathJax, KaTeX, Moodle, Canvas, Wiris and Wikipedia each put something of their own into a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from chiron.engine.library.importing.mathml import annotation, tag, tidy, to_latex

_IN_TEXT = re.compile(
    r"\\\((?P<inline>(?:[^\\]|\\(?![()])){1,4000}?)\\\)"
    r"|\\\[(?P<display>(?:[^\\]|\\(?![\[\]])){1,4000}?)\\\]"
    r"|\$\$(?P<dollars>(?:[^$\\]|\\.){1,4000}?)\$\$",
    re.DOTALL,
)
_WITH_TAGS = re.compile(r"(\\\(|\\\[)((?:(?!\\[()\[\]]).){1,4000}?)(\\\)|\\\])", re.DOTALL)
_LAYOUT = re.compile(r"</?(?:br|wbr|nobr|span|font|p|div)\b[^<>]*>", re.IGNORECASE)
_BARE = re.compile(r"<(?!/?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>|!--)")
_RENDERED = "katex-html MathJax_Preview MathJax MathJax_Display MathJax_SVG MathJax_CHTML MJX_Assistive_MathML"
_REPEATED = frozenset(_RENDERED.split())
_TEX_IMAGES = frozenset({"texrender", "tex", "latex", "math", "mwe-math-fallback-image-inline", "equation_image"})
_WIRIS = str.maketrans({"«": "<", "»": ">", "¨": '"', "§": "&", "`": "'"})


def dollars(tex: str, display: bool = False) -> str:
    """TeX between the dollars of Chiron's Markdown; "" where there is nothing."""
    tex = tidy(tex)
    if not tex:
        return ""
    return f"$${tex}$$" if display else f"${tex}$"


def in_text(text: str) -> Iterator[tuple[str, bool]]:
    """A text in pieces, each with whether it is a formula, which then stands between dollars."""
    end = 0
    for found in _IN_TEXT.finditer(text):
        formula = dollars(found[found.lastgroup or 0], found.lastgroup != "inline")
        if formula:
            yield text[end : found.start()], False
            yield formula, True
            end = found.end()
    yield text[end:], False


def rejoined(markup: str) -> str:
    r"""HTML in which no tag stands within ``\(..\)`` and ``\[..\]``: editors break lines there."""
    if "\\(" not in markup and "\\[" not in markup:
        return markup
    return _WITH_TAGS.sub(lambda found: found[1] + _BARE.sub("&lt;", _LAYOUT.sub(" ", found[2])) + found[3], markup)


def formula(element: etree._Element) -> str | None:
    """The formula between dollars that an element stands for; None where it is none.

    Raises ValueError with what is written where it is one that has no place in LaTeX.
    """
    name = tag(element)
    if name == "math":
        return dollars(to_latex(element), element.get("display") == "block" or element.get("mode") == "display")
    if name == "script" and (element.get("type") or "").startswith("math/"):
        return _script(element)
    if name == "img":
        return _image(element)
    if name in {"mjx-container", "span", "div"}:
        return _rendered(element)
    return None


def repeats(element: etree._Element) -> bool:
    """Whether an element only shows once more a formula that stands beside it in a better form."""
    classes = _classes(element)
    if "katex-html" in classes or "MathJax_Preview" in classes:
        return True
    if not classes & _REPEATED:
        return False
    after = element.getnext()
    return after is not None and tag(after) == "script" and (after.get("type") or "").startswith("math/")


def _classes(element: etree._Element) -> set[str]:
    return set((element.get("class") or "").split())


def _script(element: etree._Element) -> str | None:
    kind, text = element.get("type") or "", element.text or ""
    if kind.startswith("math/mml"):
        return _mathml(text, False)
    if kind.startswith("math/tex"):
        return dollars(text, "display" in kind)
    return None


def _image(element: etree._Element) -> str | None:
    for name in ("data-mathml", "data-equation-content"):
        if value := element.get(name):
            return _mathml(value, False) if "math" in value and name == "data-mathml" else dollars(value)
    alt = element.get("alt") or ""
    if alt.startswith("LaTeX: "):
        return dollars(alt.removeprefix("LaTeX: "))
    if alt and {name.lower() for name in _classes(element)} & _TEX_IMAGES:
        for start, end in (("$$", "$$"), ("$", "$"), (r"\(", r"\)"), (r"\[", r"\]")):
            if alt.startswith(start) and alt.endswith(end) and len(alt) > len(start + end):
                return dollars(alt[len(start) : -len(end)], start in {"$$", r"\["})
        return dollars(alt)
    return None


def _rendered(element: etree._Element) -> str | None:
    """What MathJax or KaTeX made of a formula, in a page saved from a browser."""
    classes = _classes(element)
    display = bool(classes & {"katex-display", "MathJax_Display"}) or element.get("display") == "true"
    if value := element.get("data-mathml"):
        return _mathml(value, display)
    if tag(element) != "mjx-container" and not classes & {"katex", "katex-display", "MathJax", "MathJax_Display"}:
        return None
    for one in element.iter():
        if tag(one) == "math":
            return dollars(annotation(one) or to_latex(one), display or one.get("display") == "block")
        if one is not element and one.get("data-mathml"):
            return _mathml(one.get("data-mathml") or "", display)
    return None


def _mathml(written: str, display: bool) -> str:
    if "<" not in written:
        written = written.translate(_WIRIS)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(written.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("broken MathML") from error
    if root is None:
        raise ValueError("broken MathML")
    return dollars(to_latex(root), display or root.get("display") == "block")
