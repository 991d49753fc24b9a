"""PPTX: each slide a page, with its number, tables, pictures and notes (ECMA-376 part 1, 19)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from chiron.engine.library.importing.arriving import Arrival, Notes, Page
from chiron.engine.library.importing.formats.documents.ooxml import Package, Related, each, fits, relation
from chiron.engine.library.importing.formats.documents.slides import Slide, offset, placeholder
from chiron.engine.library.importing.formats.documents.web import Shown
from chiron.engine.library.importing.opening import Opened, Unusable
from chiron.engine.library.importing.texts import title as titled
from chiron.engine.library.importing.xml import local

_ENDINGS = (".pptx", ".pptm", ".ppsx", ".potx", ".ppt", ".pps")
_NOTES = {"en": "Notes", "de": "Notizen", "es": "Notas", "fr": "Notes"}
_BESIDE = (
    ("vbaproject", "macro", "no program of a document is ever run or kept."),
    ("/comments", "comment", "remarks are not part of what is taught."),
    ("/embeddings/", "embedded file", "import it by itself."),
)


class Pptx:
    """See the module's docstring."""

    name = "pptx"
    title = "PPTX"

    def fits(self, opened: Opened) -> float:
        """By the file's ending, or the parts that lie open."""
        return fits(opened, _ENDINGS, "ppt/")

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """The slides of each presentation, in their order. Raises Unusable."""
        yield from each(opened, notes, _ENDINGS, self.title, _read)


def _read(package: Package, notes: Notes, base: str) -> Iterator[Arrival]:
    main = package.main()
    root = package.parsed(main)
    if local(root) != "presentation":
        raise Unusable(f"{package.name} is no presentation.")
    related = package.related(main)
    listed = [element for element in root.iter() if local(element) == "sldId"]
    slides = [element for element in listed if relation(element) in related]
    about = package.about()
    about = replace(about, language=about.language or _language(package, [related[relation(e)].target for e in slides]))
    if not base:
        yield about
    package.beside(notes, _BESIDE)
    shown = Shown(package.opened, notes)
    sections = _sections(root)
    path: tuple[str, ...] = ()
    came = 0
    for number, element in enumerate(slides, 1):
        key, place = f"{base}slide-{number}", f"{package.name}, slide {number}"
        path = sections.get(element.get("id") or "", path)
        try:
            page, heads = _slide(package, related[relation(element)].target, shown, notes, (key, place, about.language))
        except Unusable as error:
            notes.left(key, place, "page", error.message)
            continue
        if heads and not sections:
            path = (page.title,)
        yield from shown.drained()
        came += bool(page.text)
        whole = (about.title, *path) if base else path
        if page.text:
            yield replace(page, section=whole, origin=about.origin if base else None)
        elif heads:
            notes.changed(key, place, "It has a title alone, which names the section that begins here.")
        else:
            notes.left(
                key,
                place,
                "page",
                "There is no text on it but its title." if page.title != f"Slide {number}" else "It is empty.",
            )
    if not came:
        raise Unusable(f"{package.name}: no slide of it has text.")


def _slide(package: Package, part: str, shown: Shown, notes: Notes, at: tuple[str, str, str]) -> tuple[Page, bool]:
    """A slide as a page, and whether it begins a section. Raises Unusable."""
    key, place, language = at
    root = package.parsed(part)
    if root.get("show") in ("0", "false"):
        raise Unusable("It is hidden.")
    related = package.related(part)
    layout = next((package.shared(each.target) for each in related.values() if each.kind == "slideLayout"), None)
    tree = next((element for element in root.iter() if local(element) == "spTree"), None)
    slide = Slide(related, lambda target: shown.keep(target, place), _placed(layout))
    text = slide.text(tree) if tree is not None else ""
    said = _notes(package, related, notes, key, place)
    if said:
        text = "\n\n".join(part for part in (text, f"## {_NOTES.get(language, _NOTES['en'])}\n\n{said}") if part)
    for what, why in slide.lost:
        notes.left(key, place, what, why)
    for sentence in slide.changed:
        notes.changed(key, place, sentence)
    heads = layout is not None and layout.get("type") == "secHead"
    return Page(key, place, titled(slide.title) or place.rpartition(", ")[2].capitalize(), text), heads


def _notes(package: Package, related: dict[str, Related], notes: Notes, key: str, place: str) -> str:
    """What the speaker says to the slide."""
    part = next((each.target for each in related.values() if each.kind == "notesSlide"), "")
    if not part:
        return ""
    try:
        root = package.parsed(part)
    except Unusable as error:
        notes.left(key, place, "notes", error.message)
        return ""
    reading = Slide(package.related(part), lambda _: None)
    bodies = [
        next((child for child in shape if local(child) == "txBody"), None)
        for shape in root.iter()
        if local(shape) == "sp" and placeholder(shape)[0] == "body"
    ]
    return "\n\n".join(reading.paragraphs(body, False) for body in bodies if body is not None).strip()


def _placed(layout: etree._Element | None) -> dict[tuple[str, str], tuple[int, int]]:
    """Where a layout puts its placeholders."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for shape in layout.iter() if layout is not None else ():
        if local(shape) == "sp" and (where := offset(shape)):
            kind, number = placeholder(shape)
            for name in ((kind, number), (kind, ""), ("", number)):
                found.setdefault(name, where)
    return found


def _sections(root: etree._Element) -> dict[str, tuple[str, ...]]:
    """Slide id -> the section that begins with it ([MS-PPTX] 2.2.2, sectionLst)."""
    found: dict[str, tuple[str, ...]] = {}
    for section in (element for element in root.iter() if local(element) == "section"):
        ids = [each.get("id") or "" for each in section.iter() if local(each) == "sldId"]
        found.update((identity, (section.get("name") or "",)) for identity in ids)
    return {identity: path for identity, path in found.items() if path[0]}


def _language(package: Package, parts: list[str]) -> str:
    """The language of the first words that say theirs."""
    for part in parts[:5]:
        root = package.shared(part)
        said = (each.get("lang") or "" for each in root.iter() if local(each) == "rPr") if root is not None else ()
        found = next((language for language in said if language), "")
        if found:
            return found.partition("-")[0].lower()
    return ""


READER = Pptx()
