"""PDF: pages as they are read, each with its place, so that a citation names the page (ISO 32000-1)."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from chiron.engine.library.importing.arriving import About, Arrival, Media, Notes, Origin, Page
from chiron.engine.library.importing.formats.documents.pdf import headings, unfolding
from chiron.engine.library.importing.formats.documents.pdf.about import about, beside
from chiron.engine.library.importing.formats.documents.pdf.frame import without_frames
from chiron.engine.library.importing.formats.documents.pdf.headings import Entry
from chiron.engine.library.importing.formats.documents.pdf.layout import regions
from chiron.engine.library.importing.formats.documents.pdf.pictures import Pictures
from chiron.engine.library.importing.formats.documents.pdf.pieces import LOCK, MOST_LETTERS, Sheet, pieces_of
from chiron.engine.library.importing.formats.documents.pdf.prose import Block, Prose, written
from chiron.engine.library.importing.formats.documents.rights import licence
from chiron.engine.library.importing.opening import Opened, Unusable
from chiron.engine.library.importing.texts import identifier, plain_inside

MOST_PAGES = 20_000
SAMPLE = 64
"""So many pages, spread over the file, say what sizes of letters mean."""
SECTIONS = 2
"""Levels of headings that are sections; deeper ones stand in the text."""
FRONT = 12
"""Pages in which a licence is looked for."""


class Pdf:
    """See the package's docstring."""

    name = "pdf"
    title = "PDF"

    def fits(self, opened: Opened) -> float:
        """By the beginning of a single file, or the share of files that are called so."""
        names = opened.names()
        known = [name for name in names if name.lower().endswith(".pdf")]
        if len(names) == 1:
            return 0.95 if b"%PDF-" in opened.beginning(names[0], 1024) else 0.6 if known else 0.0
        return 0.85 * len(known) / max(1, len(names))

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """The pages of each PDF. Raises Unusable where there is no text in any."""
        names = [name for name in opened.names() if _is_pdf(opened, name)]
        for name, why in opened.refused():
            notes.left(name, name, "file", why)
        for name in opened.names():
            if name not in names:
                notes.left(name, name, "file", "It is no PDF.")
        if not names:
            raise Unusable(f"{opened.name}: there is no PDF in it.")
        last, came = None, False
        for name in names:
            try:
                for arrival in _read(name, opened, notes, several=len(names) > 1):
                    came = came or isinstance(arrival, Page)
                    yield arrival
            except Unusable as error:
                last = error
                if len(names) > 1:
                    notes.left(name, name, "file", error.message)
        if not came:
            raise last or Unusable(
                f"{opened.name}: no page of it has text. It is scanned, or its letters are drawn: "
                "recognise its text first (OCR, for example with OCRmyPDF), and import the result."
            )


def _is_pdf(opened: Opened, name: str) -> bool:
    return name.lower().endswith(".pdf") or (len(opened.names()) == 1 and b"%PDF-" in opened.beginning(name, 1024))


def _read(name: str, opened: Opened, notes: Notes, several: bool) -> Iterator[Arrival]:
    data = opened.bytes(name)
    unfolding.check(name, data)
    document = _opened(name, data)
    try:
        yield from _Reading(name, document, data, notes, several).arrivals()
    finally:
        with LOCK:
            document.close()


def _opened(name: str, data: bytes) -> Any:
    try:
        import pypdfium2
    except ImportError:
        raise Unusable(f"{name}: reading PDF needs pypdfium2. Install it: pip install 'chiron[documents]'.") from None
    with LOCK:
        try:
            return pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            said = str(error).casefold()
    if "password" in said or "security" in said:
        raise Unusable(f"{name} is encrypted. Save it without a password first, if its owner allows that.")
    raise Unusable(f"{name} cannot be read as a PDF: it is broken or cut off. Open it in a viewer and save it again.")


@dataclass(slots=True)
class _Reading:
    """One file on its way."""

    name: str
    document: Any
    data: bytes
    notes: Notes
    several: bool
    base: str = ""
    pictures: Pictures = field(default_factory=Pictures)
    media: dict[int, list[Media]] = field(default_factory=dict)
    """Page -> the pictures that are new on it, until it is its turn."""
    path: list[str] = field(default_factory=list)
    last: tuple[str, ...] = ()
    """The section of the page before."""
    frames: set[str] = field(default_factory=set)
    count: int = 0

    def arrivals(self) -> Iterator[Arrival]:
        """What the file holds, page by page."""
        plain = posixpath.splitext(posixpath.basename(self.name))[0]
        self.base = f"{identifier(plain, fallback='pdf')}-" if self.several else ""
        with LOCK:
            told = about(self.document, self.data, plain)
            self._beside()
            self.count = len(self.document)
            entries, cut = headings.outline(self.document)
        if cut:
            self.notes.left("outline", self.name, "outline", f"Beyond {headings.MOST_ENTRIES} entries it is not read.")
        if self.count > MOST_PAGES:
            self.notes.left("pages", self.name, "pages", f"Of {self.count} pages the first {MOST_PAGES} are read.")
        if not self.several:
            yield told
        sizes = headings.sizes(self._sheets(_spread(min(self.count, MOST_PAGES))))
        if sizes.title and told.title == plain:
            told = replace(told, title=sizes.title, origin=Origin(sizes.title, *_rest(told)))
            if not self.several:
                yield told
        if self.several:
            self.path = [told.title]
        yield from self._pages(told, entries, Prose(sizes))
        if self.frames:
            said = ", ".join(repr(text) for text in sorted(self.frames, key=lambda text: (text.isdigit(), text))[:6])
            self.notes.changed(
                self.name, self.name, f"Running heads, feet and page numbers are left out, such as {said}."
            )
        if self.pictures.small:
            self.notes.left(
                f"{self.base}ornaments", self.name, "picture", f"{self.pictures.small} smaller than an icon: ornaments."
            )

    def _beside(self) -> None:
        for what, why in beside(self.document):
            if what == "rights":
                self.notes.changed(self.name, self.name, "Its owner restricts copying: make sure that you may use it.")
            else:
                self.notes.left(f"{self.base}{what}s", self.name, what, why)

    def _pages(self, told: About, entries: dict[int, list[Entry]], prose: Prose) -> Iterator[Arrival]:
        depth = 1 + max((entry.level for each in entries.values() for entry in each), default=-1)
        sheets = self._sheets(range(min(self.count, MOST_PAGES)), pictures=True)
        for sheet, frame in without_frames(sheets):
            self.frames.update(frame if len(self.frames) < 100 else ())
            key, place = f"{self.base}page-{sheet.index + 1}", self._place(sheet.index)
            media = self.media.pop(sheet.index, [])
            if not sheet.pieces or self._unread(sheet, key, place):
                self._without_text(sheet, key, place)
                # A heading without its page is still where a section begins.
                self._enter(entries.get(sheet.index, []))
                continue
            yield from media
            blocks = prose.blocks(list(regions(sheet.pieces)), entries.get(sheet.index, []), depth)
            self._told(sheet, key, place, prose.tables)
            pages = self._cut(blocks, key, place)
            if sheet.index < FRONT and told.origin and not told.origin.licence:
                found = licence("\n".join(block.text for block in blocks))
                if found:
                    told = replace(told, origin=replace(told.origin, licence=found))
                    yield told if not self.several else About(told.title, told.language)
            yield from (replace(page, origin=told.origin) if self.several else page for page in pages)

    def _sheets(self, indexes: Any, pictures: bool = False) -> Iterator[Sheet]:
        """The pages with these numbers; each is closed before the next is opened."""
        broken = 0
        for index in indexes:
            media: list[Media] = []
            place = f"{self.name}, page {index + 1}"
            try:
                with LOCK:
                    page = self.document[index]
                    try:
                        sheet = pieces_of(page, index)
                        if pictures:
                            for key, data, ending in self.pictures.take(page, sheet):
                                media.append(Media(self.base + key, place, f"{key}.{ending}", data or b""))
                    finally:
                        page.close()
            except Exception:
                broken += 1
                if pictures:
                    self.notes.left(f"{self.base}page-{index + 1}", place, "page", "It is broken and cannot be read.")
                if broken > 200:
                    if pictures:
                        self.notes.left(f"{self.base}pages", self.name, "pages", "After 200 broken pages reading ends.")
                    return
                continue
            broken = 0
            if pictures:
                self._problems(index, place)
                self.media[index] = media
            yield sheet

    def _problems(self, index: int, place: str) -> None:
        for problem in self.pictures.problems:
            self.notes.left(f"{self.base}page-{index + 1}", place, "picture", problem)

    def _place(self, index: int) -> str:
        with LOCK:
            label = (self.document.get_page_label(index) or "").strip()
        printed = f" (printed {label})" if label and label != str(index + 1) else ""
        return f"{self.name}, page {index + 1}{printed}"

    def _unread(self, sheet: Sheet, key: str, place: str) -> bool:
        """Whether the letters of a page say nothing, as their fonts do not tell which they are."""
        if sheet.unread > 0.3 * max(1, sheet.letters):
            return True
        if sheet.unread > 3:
            self.notes.changed(
                key, place, f"{sheet.unread} signs cannot be read: their font does not say what they are."
            )
        return False

    def _without_text(self, sheet: Sheet, key: str, place: str) -> None:
        if sheet.unread and sheet.unread > 0.3 * sheet.letters:
            why = "Its fonts do not say which letters they hold: recognise its text first (OCR)."
        elif sheet.covered > 0.3:
            why = "It is a scanned picture without text: recognise its text first (OCR)."
        else:
            why = "There is no text on it."
        self.notes.left(key, place, "page", why)

    def _told(self, sheet: Sheet, key: str, place: str, tables: int) -> None:
        told: list[tuple[Any, str]] = [
            (sheet.cut, f"Beyond {MOST_LETTERS} letters the page is not read."),
            (sheet.sideways, "What stands sideways on it is left out."),
            (sheet.formulas, "Its formulas come as the signs they are made of."),
            (tables, "Its tables are read from where their words stand: look them over."),
        ]
        for there, sentence in told:
            if there:
                self.notes.changed(key, place, sentence)

    def _enter(self, entries: list[Entry]) -> None:
        for entry in entries:
            self._step(entry.level, entry.title)

    def _step(self, level: int, title: str) -> None:
        """Go on in the section of this title, if its level is one of sections."""
        outer = 1 if self.several else 0
        if level < SECTIONS:
            self.path[outer + level :] = [title]

    def _cut(self, blocks: list[Block], key: str, place: str) -> list[Page]:
        """A page, or its parts where sections begin within it."""
        pages: list[Page] = []
        parts: list[str] = []
        number = place.rpartition(", ")[2].partition(" (")[0]

        def close() -> None:
            if parts:
                suffix = f"-{len(pages) + 1}" if pages else ""
                title = self.path[-1] if self.path else number.capitalize()
                if self.path and tuple(self.path) == self.last:
                    title = f"{title} (p. {number.rpartition(' ')[2]})"
                self.last = tuple(self.path)
                pages.append(Page(key + suffix, place, title, _joined(parts), tuple(self.path)))
                parts.clear()

        for block in blocks:
            if block.kind == "heading" and block.section and block.level < SECTIONS:
                close()
                self._step(block.level, block.text)
            elif block.kind == "picture":
                parts.append(f"![{_shown(blocks, block, number)}](media:{self.base}{block.text})")
            else:
                parts.append(written(block, SECTIONS))
        close()
        return pages


def _rest(told: About) -> tuple[str, tuple[str, ...]]:
    return (told.origin.licence, told.origin.authors) if told.origin else ("", ())


def _spread(count: int) -> list[int]:
    """Numbers of pages over the whole file, the first ones among them."""
    if count <= SAMPLE:
        return list(range(count))
    return sorted({*range(4), *(index * (count - 1) // (SAMPLE - 5) for index in range(SAMPLE - 4))})


def _shown(blocks: list[Block], picture: Block, number: str) -> str:
    """What the file says that a picture shows; else the caption below it, or above it."""
    if picture.alt:
        return plain_inside(picture.alt)
    at = next(index for index, block in enumerate(blocks) if block is picture)
    near: list[Callable[[], Block | None]] = [
        lambda: blocks[at + 1] if at + 1 < len(blocks) else None,
        lambda: blocks[at - 1] if at else None,
    ]
    for look in near:
        block = look()
        if block and block.kind == "text" and block.text.casefold().startswith(_CAPTIONS):
            return block.text.split(". ", 2)[0][:300] if len(block.text) > 300 else block.text
    return plain_inside(f"A picture on {number}")


_CAPTIONS = ("fig", "abb", "pict", "bild", "imagen", "foto", "image", "ilustr", "photo", "diagram", "chart", "map")


def _joined(parts: list[str]) -> str:
    """Blocks with a line between, the items of a list without."""
    text = ""
    before = ""
    for part in parts:
        item = part.startswith("- ") or part.split(". ", 1)[0].isdigit()
        text += ("\n" if item and before else "\n\n" if text else "") + part
        before = part if item else ""
    return text


READER = Pdf()
