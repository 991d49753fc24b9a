"""A DOCX made ready for mammoth: checked XML, nothing outside, equations as TeX (ECMA-376 part 1, 17)."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from chiron.engine.library.importing.formats.documents import omml
from chiron.engine.library.importing.formats.documents.ooxml import Package, R, Related
from chiron.engine.library.importing.opening import Unusable
from chiron.engine.library.importing.xml import local

_NEEDED = ("styles", "numbering", "footnotes", "endnotes", "image", "hyperlink")
_SAFE = re.compile(r"(?:https?|mailto):|#", re.IGNORECASE)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(slots=True)
class Ready:
    """A package that holds only what is read, and what was found on the way."""

    data: bytes
    styles: list[str] = field(default_factory=list)
    """Lines of mammoth's style map for styles that are headings by their level."""
    counts: Counter[str] = field(default_factory=Counter)
    """How many there are of what does not come, or comes otherwise."""
    unwritten: list[str] = field(default_factory=list)
    """Why equations cannot be written as LaTeX."""
    language: str = ""


def prepared(package: Package) -> Ready:
    """The document without what is outside of it. Raises Unusable."""
    main = package.main()
    ready = Ready(b"")
    parts: dict[str, bytes] = {}
    related = package.related(main)
    parts[main] = _story(package, main, ready)
    _with_relations(package, main, related, parts, ready)
    for each in related.values():
        if each.kind in ("footnotes", "endnotes") and each.target in package.opened.names():
            parts[each.target] = _story(package, each.target, ready)
            _with_relations(package, each.target, package.related(each.target), parts, ready)
        elif each.kind in ("styles", "numbering") and each.target in package.opened.names():
            root = package.parsed(each.target)
            if each.kind == "styles":
                ready.styles = _headings(root)
                ready.language = _language(root)
            parts[each.target] = etree.tostring(root)
        elif each.kind in ("header", "footer"):
            ready.counts["running head or foot"] += 1
        elif each.kind == "comments" and each.target in package.opened.names():
            ready.counts["comment"] += sum(local(e) == "comment" for e in package.parsed(each.target))
    ready.data = _packed(main, parts)
    return ready


def _story(package: Package, part: str, ready: Ready) -> bytes:
    """A part with text, its equations as TeX and its references whole."""
    root = package.parsed(part)
    related = package.related(part)
    for element in list(root.iter()):
        name = local(element)
        if name == "oMathPara" or (name == "oMath" and not _within(element, "oMathPara")):
            _as_tex(element, name == "oMathPara", ready)
        elif name in ("blip", "imagedata"):
            _keep_inside(element, related, package, ready)
        elif name == "hyperlink":
            _keep_link(element, related)
        elif name in ("ins", "del", "moveFrom", "moveTo") and element.getparent() is not None and len(element):
            ready.counts["tracked change"] += 1
            if name == "moveFrom":
                _remove(element)
        elif name == "instrText" and re.match(r"\s*TOC\b", element.text or ""):
            ready.counts["table of contents"] += 1
        elif name == "chart" or name == "relIds":
            ready.counts["chart or diagram"] += 1
        elif name == "OLEObject":
            ready.counts["embedded object"] += 1
    return etree.tostring(root)


def _within(element: etree._Element, name: str) -> bool:
    return any(local(above) == name for above in element.iterancestors())


def _as_tex(element: etree._Element, alone: bool, ready: Ready) -> None:
    """Put a run with the TeX in the place of an equation."""
    above = element.getparent()
    if above is None:
        return
    try:
        tex = omml.to_latex(element)
    except ValueError as error:
        ready.unwritten.append(str(error))
        tex = ""
    space = _wordprocessing(element)
    run = etree.Element(f"{space}r")
    text = etree.SubElement(run, f"{space}t")
    text.text = (f"\\[{tex}\\]" if alone else f"\\({tex}\\)") if tex else ""
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    holder: etree._Element = run
    if local(above) not in ("p", "hyperlink", "ins", "smartTag", "sdtContent"):
        holder = etree.Element(f"{space}p")
        holder.append(run)
    holder.tail = element.tail
    above.replace(element, holder)


def _wordprocessing(element: etree._Element) -> str:
    """The namespace of the document, which differs in strict files."""
    for above in element.iterancestors():
        if local(above) in ("p", "body", "document", "footnotes", "endnotes"):
            return str(above.tag).rpartition("}")[0] + "}"
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _keep_inside(element: etree._Element, related: dict[str, Related], package: Package, ready: Ready) -> None:
    """A picture that lies elsewhere, or is not there, is none."""
    for key in list(element.attrib):
        if str(key).endswith(("}link", "}href")):
            del element.attrib[key]
            ready.counts["picture that lies elsewhere"] += 1
        elif str(key).endswith(("}embed", "}id")) and str(key).startswith("{http"):
            found = related.get(str(element.get(key)))
            if found is None or found.external or found.target not in package.opened.names():
                del element.attrib[key]
                ready.counts["picture that lies elsewhere"] += 1


def _keep_link(element: etree._Element, related: dict[str, Related]) -> None:
    for key in list(element.attrib):
        if str(key).startswith(R) or str(key).endswith("relationships}id"):
            found = related.get(str(element.get(key)))
            if found is None or not _SAFE.match(found.target):
                del element.attrib[key]


def _remove(element: etree._Element) -> None:
    above = element.getparent()
    if above is not None:
        above.remove(element)


def _with_relations(
    package: Package, part: str, related: dict[str, Related], parts: dict[str, bytes], ready: Ready
) -> None:
    """The part's relationships that are needed, and the pictures that they name."""
    root = etree.Element(f"{{{_PACKAGE}/relationships}}Relationships")
    for name, each in related.items():
        inside = not each.external and each.target in package.opened.names()
        if each.kind not in _NEEDED or not (inside or (each.kind == "hyperlink" and _SAFE.match(each.target))):
            continue
        if each.kind == "image":
            try:
                parts[each.target] = package.opened.bytes(each.target)
            except (Unusable, KeyError):
                parts[each.target] = b""
                ready.counts["picture that cannot be read"] += 1
        kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{each.kind}"
        entry = etree.SubElement(root, f"{{{_PACKAGE}/relationships}}Relationship", Id=name, Type=kind)
        entry.set("Target", each.target if each.external else f"/{each.target}")
        if each.external:
            entry.set("TargetMode", "External")
    folder, _, file = part.rpartition("/")
    parts[f"{folder}/_rels/{file}.rels".lstrip("/")] = etree.tostring(root)


def _packed(main: str, parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>'
        for ending, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml"),
            ("png", "image/png"), ("jpg", "image/jpeg"), ("jpeg", "image/jpeg"), ("gif", "image/gif"),
            ("webp", "image/webp"), ("svg", "image/svg+xml"), ("emf", "image/x-emf"), ("wmf", "image/x-wmf"),
            ("tif", "image/tiff"), ("tiff", "image/tiff"), ("bmp", "image/bmp"),
        )
    )  # fmt: skip
    start = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        f'Target="{main}"/></Relationships>'
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types">{defaults}</Types>')
        packed.writestr("_rels/.rels", start)
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


def _headings(styles: etree._Element) -> list[str]:
    """Styles of one's own that have a level in the outline, or follow a heading (17.7.4.3, 17.3.1.20)."""
    levels: dict[str, int] = {}
    names: dict[str, str] = {}
    based: dict[str, str] = {}
    for style in (element for element in styles if local(element) == "style"):
        identity = _value(style, "styleId")
        for child in style.iter():
            value = _value(child, "val")
            if local(child) == "name":
                names[identity] = value
                if found := re.fullmatch(r"heading (\d)", value.casefold()):
                    levels[identity] = int(found.group(1))
            elif local(child) == "basedOn":
                based[identity] = value
            elif local(child) == "outlineLvl" and value.isdigit() and int(value) < 6:
                levels[identity] = int(value) + 1
    lines = []
    for identity, name in names.items():
        above, steps = identity, 0
        while above and above not in levels and steps < 10:
            above, steps = based.get(above, ""), steps + 1
        if above in levels and "'" not in name and "\\" not in name and not name.casefold().startswith("toc"):
            lines.append(f"p[style-name='{name}'] => h{min(6, levels[above])}:fresh")
    return lines


def _language(styles: etree._Element) -> str:
    for element in styles.iter():
        if local(element) == "lang" and (said := _value(element, "val")):
            return said.partition("-")[0].lower()
    return ""


def _value(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
