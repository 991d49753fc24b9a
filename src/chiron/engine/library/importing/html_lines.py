"""What stands in a line of HTML: words, marks, links, pictures, formulas."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from copy import deepcopy
from urllib.parse import quote

from lxml import etree

from chiron.engine.library.importing import formulas
from chiron.engine.library.importing.inline import BREAK, Atom, line
from chiron.engine.library.importing.mathml import tag
from chiron.engine.library.importing.texts import controlled, in_one_line, plain_inside

_MARKS = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "u": "em", "ins": "em", "var": "em", "cite": "em",
    "dfn": "em", "mark": "em", "s": "strike", "strike": "strike", "del": "strike",
}  # fmt: skip
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_GONE = {
    "script": "scripts", "style": "styles", "template": "templates", "head": "", "title": "", "meta": "", "link": "",
    "base": "", "input": "a form's fields", "select": "a form's fields", "textarea": "a form's fields",
    "button": "a form's fields", "datalist": "a form's fields", "output": "a form's fields", "meter": "a form's fields",
    "progress": "a form's fields", "keygen": "a form's fields", "canvas": "a canvas", "applet": "programs",
    "param": "", "source": "", "track": "", "col": "", "colgroup": "", "area": "", "frameset": "frames",
}  # fmt: skip
_NO_CODE = frozenset({"img", "svg", "math", "br", "script", "style", "audio", "video"})
_PLAYED = frozenset({"audio", "video", "object", "embed", "iframe", "frame"})
_STYLES = (
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)"), "strong"),
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)"), "em"),
    (re.compile(r"text-decoration[\w-]*\s*:\s*[^;]*line-through"), "strike"),
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_AWAY = re.compile(r"(?:https?://|mailto:)[^\s/?#].*$", re.IGNORECASE)
_RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()aeox", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓ", strict=True))
_DEEPEST = 150
_GAP = re.compile("\ue000([a-z][a-z0-9]{0,20})\ue001")


def gap(name: str) -> str:
    """What to put into HTML where a gap of the kind ``cloze`` shall stand; no mark goes across it.

    Within a formula or code it stays as it is, as no gap can stand there: look for ``\\ue000``.
    """
    return f"\ue000{name}\ue001"


class Lines:
    """Reads what stands in lines, and remembers in ``lost`` what does not come."""

    def __init__(self, media: Callable[[str], str | None], lost: dict[str, None]) -> None:
        self._media = media
        self._lost = lost

    def words(self, text: str | None, marks: frozenset[str] = frozenset()) -> list[Atom]:
        """Plain text, with the formulas that stand in it."""
        if not text:
            return []
        kept = controlled(text).replace("\u200b", "").replace("\u00ad", "").replace("\ufeff", "")
        found: list[Atom] = []
        for piece, is_formula in formulas.in_text(kept):
            if is_formula:
                found.append(Atom(piece, marks, "markdown"))
                continue
            parts = _GAP.split(piece)
            for place, part in enumerate(parts):
                if part:
                    found.append(Atom(f"[{part}]", kind="break") if place % 2 else Atom(part, marks))
        return found

    def children(self, element: etree._Element, marks: frozenset[str] = frozenset(), depth: int = 0) -> list[Atom]:
        """What is in an element."""
        found = self.words(element.text, marks)
        for child in element:
            found += self.atoms(child, marks, depth + 1)
            found += self.words(child.tail, marks)
        return found

    def atoms(self, element: etree._Element, marks: frozenset[str] = frozenset(), depth: int = 0) -> list[Atom]:
        """An element in a line. A block that stands where only a line can is parted by spaces."""
        name = tag(element)
        if not name or self.gone(element):
            return []
        if depth > _DEEPEST:
            return self.words(" ".join(str(text) for text in element.itertext("*")), marks)
        found = self.formula(element)
        if found is not None:
            return found
        own = marks | self._own_marks(element)
        write = _WRITERS.get(name)
        if write is not None:
            return write(self, element, own, depth)
        inside = self.children(element, own, depth)
        if name in _PARTED and inside:
            return [Atom(" "), *inside, Atom(" ")]
        return inside

    def whole(self, element: etree._Element) -> bool:
        """Whether an element is one thing, whatever is in it: a formula or something played."""
        name = tag(element)
        return name in _PLAYED or name in {"math", "svg", "mjx-container", *_GONE}

    def gone(self, element: etree._Element) -> bool:
        """Whether an element does not come, which is then told."""
        name = tag(element)
        if any(str(attribute).lower().startswith("on") for attribute in element.attrib):
            self._lost["event handlers"] = None
        if name == "script" and (element.get("type") or "").startswith("math/"):
            return False
        if name in _GONE:
            if _GONE[name]:
                self._lost[_GONE[name]] = None
            return True
        if formulas.repeats(element):
            return True
        hidden = "hidden" in element.attrib or _HIDDEN.search(element.get("style") or "")
        if hidden and not any(tag(one) == "math" for one in element.iter()):
            self._lost["hidden text"] = None
            return True
        return False

    def formula(self, element: etree._Element) -> list[Atom] | None:
        """The formula that an element stands for, if it is one; its words where it cannot be written in LaTeX."""
        try:
            found = formulas.formula(element)
        except ValueError:
            self._lost["a formula's form"] = None
            return self.words(" ".join(str(text) for text in element.itertext("*")))
        return None if found is None else [Atom(found, kind="markdown")]

    def _own_marks(self, element: etree._Element) -> set[str]:
        own = {_MARKS[tag(element)]} if tag(element) in _MARKS else set()
        style = (element.get("style") or "").lower()
        return own | {mark for pattern, mark in _STYLES if style and pattern.search(style)}

    def _break(self, *_: object) -> list[Atom]:
        return [Atom(BREAK, kind="break")]

    def _code(self, element: etree._Element, marks: frozenset[str], depth: int) -> list[Atom]:
        if any(tag(one) in _NO_CODE for one in element.iter(etree.Element)):
            return self.children(element, marks, depth)
        text = in_one_line(controlled("".join(str(text) for text in element.itertext("*"))))
        return [Atom(text, marks, "code")] if text else []

    def _quoted(self, element: etree._Element, marks: frozenset[str], depth: int) -> list[Atom]:
        return [Atom("“", marks), *self.children(element, marks, depth), Atom("”", marks)]

    def _script(self, element: etree._Element, marks: frozenset[str], depth: int) -> list[Atom]:
        """Raised and lowered characters: in Unicode where it has them all, else as a formula without a base."""
        inside = self.children(element, marks, depth)
        text = in_one_line("".join(atom.text for atom in inside))
        raised = tag(element) == "sup"
        known = _RAISED if raised else _LOWERED
        if not text or any(atom.kind != "words" for atom in inside):
            return inside
        if all(char in known for char in text):
            return [Atom("".join(known[char] for char in text), marks)]
        if len(text) > 40 or re.search(r"[\\{}$^_#&~%]", text):
            return inside
        body = text if re.fullmatch(r"[a-z0-9+\-=]", text) else rf"\text{{{text}}}"
        return [Atom(f"${{}}{'^' if raised else '_'}{{{body}}}$", kind="markdown")]

    def _link(self, element: etree._Element, marks: frozenset[str], depth: int) -> list[Atom]:
        inside = self.children(element, marks, depth)
        address = (element.get("href") or "").strip()
        if not address or address.startswith("#"):
            return inside
        target = _away(address) or self._kept(address)
        text = line([Atom(atom.text, atom.marks - marks, atom.kind) for atom in inside])
        if not target or not text:  # one without words is a sign for what a page does
            self._lost["scripts" if "script:" in address.lower() else f"the link to {address[:200]}"] = None
            return inside
        if "](" in text:  # a picture or a link within: CommonMark lets no link hold another
            return inside
        return [Atom(f"[{text}]({target})", marks, "markdown")]

    def _kept(self, address: str) -> str:
        if re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE) and not address.lower().startswith("data:"):
            return ""
        key = self._media(address)
        return f"media:{key}" if key else ""

    def _image(self, element: etree._Element, *_: object) -> list[Atom]:
        address = element.get("src") or element.get("data-src") or ""
        alt = in_one_line(controlled(element.get("alt") or element.get("title") or ""))
        return self._picture(address, alt)

    def _picture(self, address: str, alt: str) -> list[Atom]:
        key = self._media(address) if address else None
        if key:
            return [Atom(f"![{plain_inside(alt)}](media:{key})", kind="markdown")]
        shown = address if not address.startswith("data:") else "data:"
        self._lost[f"the picture {shown[:200]}".strip()] = None
        return [Atom(alt, frozenset({"em"}))] if alt else []

    def _drawing(self, element: etree._Element, *_: object) -> list[Atom]:
        words = [in_one_line("".join(map(str, one.itertext("*")))) for one in element if tag(one) in {"title", "desc"}]
        alt = in_one_line(element.get("aria-label") or " ".join(words))
        if not any(tag(one) in _SHAPES for one in element.iter(etree.Element)):
            return self.words(alt)
        return self._picture(_svg(element), alt)

    def _played(self, element: etree._Element, marks: frozenset[str], depth: int) -> list[Atom]:
        address = element.get("src") or element.get("data") or ""
        for one in element.iter(etree.Element):
            address = address or (one.get("src") or "" if tag(one) == "source" else "")
        title = in_one_line(controlled(element.get("title") or element.get("aria-label") or ""))
        target = self._kept(address) or _away(f"https:{address}" if address.startswith("//") else address)
        fallback = self.children(element, marks, depth)
        if not target:
            self._lost[f"what is played: {address[:200]}"] = None
            return fallback
        name = title or address.partition("?")[0].rstrip("/").rpartition("/")[2] or address
        if address.startswith("data:"):
            name = title or "media"
        return [Atom(f"[{plain_inside(name)}]({target})", kind="markdown"), Atom(" "), *fallback]


def _away(address: str) -> str:
    """An address of another site fit to stand in a link of Markdown; "" for anything else."""
    if len(address) > 2000 or not _AWAY.match(address):
        return ""
    return quote(address, safe="%/:?#@!$&'*+,;=~[]._-")


_CASED = {
    "viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio", "gradientunits": "gradientUnits",
    "gradienttransform": "gradientTransform", "clippathunits": "clipPathUnits", "markerwidth": "markerWidth",
    "markerheight": "markerHeight", "refx": "refX", "refy": "refY", "clippath": "clipPath", "textlength": "textLength",
    "lineargradient": "linearGradient", "radialgradient": "radialGradient", "textpath": "textPath",
}  # fmt: skip


_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"})
_MOVING = frozenset({"script", "foreignobject", "animate", "animatetransform", "animatemotion", "set", "iframe"})


def _still(element: etree._Element) -> etree._Element:
    """The drawing without what runs or moves in it."""
    copied = deepcopy(element)
    for one in list(copied.iter(etree.Element)):
        above = one.getparent()
        if tag(one) in _MOVING and above is not None:
            above.remove(one)
        for name in [name for name in one.attrib if str(name).lower().startswith("on")]:
            del one.attrib[name]
    return copied


def _svg(element: etree._Element) -> str:
    """A drawing within the page as an address; HTML's parser has lowered the letters of its names."""
    written = etree.tostring(_still(element), encoding="unicode", with_tail=False)
    written = re.sub(r"(?<=[\s</])(" + "|".join(_CASED) + r")(?=[\s=>/])", lambda found: _CASED[found[1]], written)
    if "xmlns=" not in written[:2000].partition(">")[0]:
        written = written.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return f"data:image/svg+xml;base64,{base64.b64encode(written.encode()).decode('ascii')}"


_APART = (
    "p div li ul ol dl dt dd table tr td th caption blockquote pre section article h1 h2 h3 h4 h5 h6 rt option figure "
    "figcaption header footer"
)
_PARTED = frozenset(_APART.split())
_WRITERS: dict[str, Callable[[Lines, etree._Element, frozenset[str], int], list[Atom]]] = {
    "br": Lines._break,
    "q": Lines._quoted,
    "sub": Lines._script,
    "sup": Lines._script,
    "a": Lines._link,
    "img": Lines._image,
    "image": Lines._image,
    "svg": Lines._drawing,
    **dict.fromkeys(_CODE, Lines._code),
    **dict.fromkeys(_PLAYED, Lines._played),
}
