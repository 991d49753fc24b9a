"""DOCX: its sections by headings, with footnotes, tables, pictures and equations (ECMA-376 part 1, 17).

mammoth makes HTML of it; before that, ``prepare`` leaves only what is safe, and turns equations into TeX.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from chiron.engine.library.importing.arriving import Arrival, Notes, Page
from chiron.engine.library.importing.formats.documents import web
from chiron.engine.library.importing.formats.documents.docx.prepare import Ready, prepared
from chiron.engine.library.importing.formats.documents.ooxml import Package, each, fits
from chiron.engine.library.importing.formats.documents.rights import licence
from chiron.engine.library.importing.formats.documents.sections import cut
from chiron.engine.library.importing.opening import Opened, Unusable
from chiron.engine.library.importing.texts import identifier

_ENDINGS = (".docx", ".docm", ".dotx", ".doc")
_STYLES = (
    "p[style-name='Title'] => h1:fresh",
    "p[style-name='Subtitle'] => p:fresh",
    "p[style-name^='toc '] => !",
    "p[style-name^='TOC '] => !",
    "p[style-name='Quote'] => blockquote > p:fresh",
    "p[style-name='Intense Quote'] => blockquote > p:fresh",
    "p[style-name='HTML Preformatted'] => pre:separator('\\n')",
    "p[style-name='Source Code'] => pre:separator('\\n')",
    "p[style-name='Code'] => pre:separator('\\n')",
)
_TOLD = {
    "comment": "Remarks are not part of what is taught.",
    "running head or foot": "Running heads and feet are not part of the text.",
    "table of contents": "Sections are named by their headings.",
    "chart or diagram": "Charts and diagrams are not read.",
    "embedded object": "Embedded objects, such as old equations, are not read; their picture comes where there is one.",
    "picture that lies elsewhere": "Nothing outside the document is fetched.",
    "picture that cannot be read": "It is broken, or larger than is allowed.",
}
_BESIDE = (("vbaproject", "macro", "no program of a document is ever run or kept."),)
_MARK = "chiron-picture:"
_NOTE = re.compile(r"#?((?:foot|end)note)-(\d+)")


class Docx:
    """See the package's docstring."""

    name = "docx"
    title = "DOCX"

    def fits(self, opened: Opened) -> float:
        """By the file's ending, or the parts that lie open."""
        return fits(opened, _ENDINGS, "word/")

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """The sections of each document, in their order. Raises Unusable."""
        yield from each(opened, notes, _ENDINGS, self.title, _read)


def _read(package: Package, notes: Notes, base: str) -> Iterator[Arrival]:
    ready = prepared(package)
    about = package.about()
    about = replace(about, language=about.language or ready.language)
    package.beside(notes, _BESIDE)
    shown = web.Shown(package.opened, notes)
    root = _converted(package, ready, shown, notes)
    _with_notes(root)
    if not any(web.tag(element) in ("h1", "h2", "h3") for element in root.iter()) and _bold_as_headings(root):
        notes.changed(package.name, package.name, "It has no headings: lines that are all bold are taken for them.")
    text, lost = web.markdown(root, lambda address: address.removeprefix(_MARK) if address.startswith(_MARK) else None)
    if about.origin and not about.origin.licence:
        about = replace(about, origin=replace(about.origin, licence=licence(f"{text[:5000]}\n{text[-3000:]}")))
    if not base:
        yield about
    _tell(package, ready, lost, notes)
    yield from shown.drained()
    taken: set[str] = set()
    above = (about.title,) if base else ()
    for part in cut(text, 2, above):
        title = part.title or about.title
        key = identifier(f"{base}{title}", taken, "section")
        taken.add(key)
        yield Page(key, f"{package.name}, {title}", title, part.text, part.path, origin=about.origin if base else None)
    if not taken:
        raise Unusable(f"{package.name}: there is no text in it.")


def _converted(package: Package, ready: Ready, shown: web.Shown, notes: Notes) -> etree._Element:
    """The document as HTML. Raises Unusable."""
    try:
        import mammoth
    except ImportError:
        raise Unusable(
            f"{package.name}: reading DOCX needs mammoth. Install it: pip install 'chiron[documents]'."
        ) from None

    def picture(image: Any) -> dict[str, str]:
        with image.open() as stream:
            data = stream.read()
        ending = web.ENDINGS.get((image.content_type or "").lower())
        if not ending or not data:
            notes.left(
                "pictures", package.name, "picture", f"A picture of the kind {image.content_type} cannot be shown."
            )
            return {"src": ""}
        return {"src": _MARK + shown.add(data, f"picture.{ending}", package.name)}

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(ready.data),
            style_map="\n".join((*_STYLES, *ready.styles)),
            convert_image=mammoth.images.img_element(picture),
            include_embedded_style_map=False,
        )
        root = etree.fromstring(
            f"<div>{result.value}</div>".encode(), etree.HTMLParser(encoding="utf-8", no_network=True)
        )
    except RecursionError:
        raise Unusable(f"{package.name} is nested too deep to be read.") from None
    except Exception as error:
        said = " ".join(str(error).split())[:160]
        raise Unusable(f"{package.name} cannot be read: {said or type(error).__name__}.") from None
    body = next((element for element in root.iter() if web.tag(element) == "div"), None) if root is not None else None
    if body is None:
        raise Unusable(f"{package.name}: there is no text in it.")
    return body


def _with_notes(root: etree._Element) -> None:
    """Put each footnote at the end of its section, with its number."""
    texts: dict[str, etree._Element] = {}
    for item in [element for element in root.iter() if web.tag(element) == "li"]:
        if _NOTE.fullmatch(item.get("id") or ""):
            for link in [a for a in item.iter() if web.tag(a) == "a" and "note-ref-" in (a.get("href") or "")]:
                above = link.getparent()
                if above is not None:
                    above.remove(link)
            texts[item.get("id") or ""] = item
            listed = item.getparent()
            if listed is not None:
                listed.remove(item)
    waiting: list[tuple[str, etree._Element]] = []
    number = 0
    for block in list(root):
        if web.tag(block) in ("h1", "h2"):
            _put_before(root, block, waiting)
        for link in [a for a in block.iter() if web.tag(a) == "a"]:
            found = _NOTE.fullmatch(link.get("href") or "")
            said = texts.pop(found.group(0).removeprefix("#"), None) if found else None
            if said is not None:
                number += 1
                link.text = str(number)
                link.tag = "span"
                link.attrib.clear()
                waiting.append((str(number), said))
    _put_before(root, None, waiting)


def _put_before(root: etree._Element, block: etree._Element | None, waiting: list[tuple[str, etree._Element]]) -> None:
    at = len(root) if block is None else root.index(block)
    for offset, (number, item) in enumerate(waiting):
        holder = etree.Element("div")
        mark = etree.SubElement(holder, "p")
        sup = etree.SubElement(mark, "sup")
        sup.text = number
        sup.tail = f" {' '.join(web.text_in(child) for child in item) or web.text_in(item)}"
        root.insert(at + offset, holder)
    waiting.clear()


def _bold_as_headings(root: etree._Element) -> bool:
    """Make headings of short lines that are all bold, where a document has no others."""
    found = False
    for block in root:
        inner = list(block)
        alone = web.tag(block) == "p" and len(inner) == 1 and web.tag(inner[0]) == "strong"
        if alone and not (block.text or "").strip() and not (inner[0].tail or "").strip():
            words = web.text_in(block)
            if 2 < len(words) <= 80 and not words.endswith((".", ",", ";")):
                block.tag = "h2"
                found = True
    return found


def _tell(package: Package, ready: Ready, lost: tuple[str, ...], notes: Notes) -> None:
    name = package.name
    for what, why in _TOLD.items():
        if ready.counts[what]:
            notes.left(f"{what}s", name, what, f"{ready.counts[what]} in it. {why}")
    if ready.counts["tracked change"]:
        notes.changed(name, name, "Its tracked changes come as if they were accepted.")
    for why in ready.unwritten:
        notes.left("equations", name, "equation", f"It cannot be written as LaTeX: {why}.")
    for what in lost:
        notes.changed(name, name, f"Left out of it: {what}.")


READER = Docx()
