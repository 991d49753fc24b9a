"""EPUB 2 and 3: container, package, spine, navigation (EPUB 3.3, 4 to 7; OPF 2.0.1)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from chiron.engine.library.importing.arriving import About, Arrival, Notes, Origin, Page
from chiron.engine.library.importing.formats.documents import web
from chiron.engine.library.importing.formats.documents.rights import licence
from chiron.engine.library.importing.formats.documents.sections import cut
from chiron.engine.library.importing.opening import Opened, Unusable, open_bytes
from chiron.engine.library.importing.texts import identifier, in_one_line
from chiron.engine.library.importing.xml import local, parse, text_of

_CONTAINER = "META-INF/container.xml"
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways to hide fonts, which are not read anyway (EPUB 3.3, 4.4)."""
_XHTML = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
DEEPEST = 3
_PAGE = "\ue010", "\ue011"
_MARKED = re.compile(f"{_PAGE[0]}([^{_PAGE[1]}]*){_PAGE[1]}")


@dataclass(slots=True)
class _Book:
    """What the package document says."""

    folder: str
    about: About
    files: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Id -> (file, type, properties)."""
    spine: list[tuple[str, bool]] = field(default_factory=list)
    """File, and whether it is in the line of reading."""
    ncx: str = ""
    missing: list[str] = field(default_factory=list)
    """What the order of reading names, and is not there."""


class Epub:
    """See the module's docstring."""

    name = "epub"
    title = "EPUB"

    def fits(self, opened: Opened) -> float:
        """By the file's type, which stands at its beginning, or the container in it."""
        names = opened.names()
        if _CONTAINER in names:
            return 0.95
        books = [name for name in names if name.lower().endswith(".epub")]
        if len(names) == 1:
            known = b"mimetypeapplication/epub+zip" in opened.beginning(names[0], 128)
            return 0.95 if known else 0.6 if books else 0.0
        return 0.85 * len(books) / max(1, len(names))

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """The sections of the book in reading order. Raises Unusable where there is no book, or it is locked."""
        for name, why in opened.refused():
            notes.left(name, name, "file", why)
        if _CONTAINER in opened.names():
            yield from _read(opened.name, opened, notes, "")
            return
        names = opened.names()
        books = [name for name in names if name.lower().endswith(".epub") or len(names) == 1]
        for name in names:
            if name not in books:
                notes.left(name, name, "file", "It is no EPUB.")
        came, last = False, None
        for name in books:
            try:
                inside = open_bytes(name, opened.bytes(name))
                for member, why in inside.refused():
                    notes.left(member, f"{name}, {member}", "file", why)
                base = f"{identifier(posixpath.splitext(name)[0])}-" if len(books) > 1 else ""
                for arrival in _read(name, inside, notes, base):
                    came = True
                    yield arrival
            except Unusable as error:
                last = error
                if len(books) > 1:
                    notes.left(name, name, "file", error.message)
        if not came:
            raise last or Unusable(f"{opened.name}: there is no EPUB in it.")


def _read(name: str, opened: Opened, notes: Notes, base: str) -> Iterator[Arrival]:
    book = _book(name, opened)
    closed = _locked(opened, notes)
    if book.spine and all(file in closed for file, _ in book.spine):
        raise Unusable(f"{name} is locked by its seller (DRM), so that nothing in it can be read. Ask for a free copy.")
    for missing in book.missing:
        notes.left(missing, name, "page", "The order of reading names it, and it is not in the book.")
    paths = _navigation(book, opened, notes, name)
    shown = web.Shown(opened, notes, closed=closed)
    if not base:
        yield book.about
    above = (book.about.title,) if base else ()
    origin = book.about.origin if base else None
    taken: set[str] = set()
    words: set[str] = set()
    before: tuple[str, ...] = ()
    for file, linear in [*(e for e in book.spine if e[1]), *(e for e in book.spine if not e[1])]:
        place = f"{name}, {file}"
        if file in closed:
            notes.left(file, place, "page", "It is locked by its seller (DRM).")
            continue
        root = _page(file, opened, notes, place)
        if root is None:
            continue
        if not linear:
            notes.changed(f"{base}{file}", place, "It is beside the line of reading: it comes at the end.")
        for word in web.glossary(root, place, words, shown.of(file)):
            yield from shown.drained()
            yield word
        before = paths.get(file, before)
        yield from _sections(_At(name, file, base, above, origin), root, before, shown, notes, taken)
    read = {file for file, _ in book.spine}
    for identity, (file, kind, properties) in book.files.items():
        if kind in _XHTML and file not in read and "nav" not in properties.split():
            notes.left(identity, f"{name}, {file}", "page", "It is not in the line of reading (spine).")


@dataclass(frozen=True, slots=True)
class _At:
    book: str
    file: str
    base: str
    above: tuple[str, ...]
    origin: Origin | None


def _page(file: str, opened: Opened, notes: Notes, place: str) -> etree._Element | None:
    try:
        return web.parsed(opened.bytes(file), place)
    except (Unusable, KeyError) as error:
        why = error.message if isinstance(error, Unusable) else "It is not in the package."
        notes.left(file, place, "page", why)
        return None


def _sections(
    at: _At, root: etree._Element, path: tuple[str, ...], shown: web.Shown, notes: Notes, taken: set[str]
) -> Iterator[Arrival]:
    if any("toc" in web.kinds(each).split() for each in root.iter() if web.tag(each) == "nav"):
        notes.left(
            at.file, f"{at.book}, {at.file}", "page", "It is the table of contents, by which sections are named."
        )
        return
    beside, gone = web.body(root)
    _mark_pages(beside)
    text, lost = web.markdown(beside, shown.of(at.file))
    yield from shown.drained()
    for what in (*gone, *lost):
        notes.changed(f"{at.base}{at.file}", f"{at.book}, {at.file}", f"Left out of it: {what}.")
    headed = any(web.tag(each) in ("h1", "h2", "h3") for each in beside.iter())
    # The last title of the navigation is the page's own heading, where it has one.
    above = (*at.above, *(path[:-1] if headed else path))[: DEEPEST - 1]
    count, printed = 0, ""
    for part in cut(text, min(2, DEEPEST - len(above)), above):
        words, printed, last = _paged(part.text, printed)
        page = f"page {printed}, " if printed else ""
        printed = last
        if not words:
            continue
        title = part.title or (path[-1] if path else at.book)
        key = identifier(f"{at.base}{posixpath.splitext(at.file)[0]} {title}", taken, "page")
        taken.add(key)
        count += 1
        yield Page(key, f"{at.book}, {page}{title} ({at.file})", title, words, part.path, origin=at.origin)
    if not count:
        notes.left(at.file, f"{at.book}, {at.file}", "page", "There is no text on it.")


def _mark_pages(root: etree._Element) -> None:
    """Put a mark where a page of the printed book begins (EPUB Structural Semantics, pagebreak)."""
    for element in [each for each in root.iter() if "pagebreak" in web.kinds(each).split()]:
        said = element.get("title") or element.get("aria-label") or web.text_in(element) or element.get("id") or ""
        for child in list(element):
            element.remove(child)
        element.text = f"{_PAGE[0]}{in_one_line(said)[:20]}{_PAGE[1]}"


def _paged(text: str, before: str) -> tuple[str, str, str]:
    """The text without marks; the printed page on which it begins, and that on which it ends."""
    found = _MARKED.search(text)
    labels = [
        re.sub(r"^(?:page|p|pg)[\s._-]*(?=\w)|\\\\", "", each, flags=re.IGNORECASE) for each in _MARKED.findall(text)
    ]
    begins = labels[0] if found and not text[: found.start()].strip() else before
    words = re.sub(r"\n{3,}", "\n\n", _MARKED.sub("", text)).strip()
    return words, begins, labels[-1] if labels else before


def _book(name: str, opened: Opened) -> _Book:
    """The package document. Raises Unusable."""
    try:
        container = parse(opened.bytes(_CONTAINER), f"{name}, {_CONTAINER}")
    except KeyError:
        raise Unusable(f"{name} is no EPUB: it has no {_CONTAINER}. It may be broken or cut off.") from None
    roots = [element.get("full-path") or "" for element in container.iter() if local(element) == "rootfile"]
    package = next((path for path in roots if path in opened.names()), "")
    if not package:
        raise Unusable(f"{name}: its package document {', '.join(roots)[:200]!r} is not there.")
    root = parse(opened.bytes(package), f"{name}, {package}")
    book = _Book(posixpath.dirname(package), _about(root, name))
    for element in root.iter():
        kind = local(element)
        if kind == "item":
            file = web.resolved(element.get("href") or "", package)
            properties = element.get("properties") or ""
            book.files[element.get("id") or file] = file, element.get("media-type") or "", properties
        elif kind == "spine":
            book.ncx = element.get("toc") or ""
    for element in root.iter():
        if local(element) != "itemref":
            continue
        found = book.files.get(element.get("idref") or "")
        if found is None:
            book.missing.append(element.get("idref") or "")
        elif all(file != found[0] for file, _ in book.spine[-1:]):  # Some books name a page twice in a row.
            book.spine.append((found[0], element.get("linear") != "no"))
    if not book.spine:
        raise Unusable(f"{name}: its package names no pages to read (its spine is empty).")
    return book


def _about(root: etree._Element, name: str) -> About:
    said: dict[str, list[str]] = {}
    for element in root.iter():
        if "purl.org/dc" in str(element.tag) and (words := in_one_line(text_of(element))):
            said.setdefault(local(element), []).append(words)
        elif local(element) == "link" and "license" in (element.get("rel") or ""):
            said.setdefault("rights", []).append(element.get("href") or "")
    title = next(iter(said.get("title", [])), posixpath.splitext(posixpath.basename(name))[0])
    rights = " ".join(said.get("rights", []))
    authors = tuple(dict.fromkeys(said.get("creator", [])))
    identity = next(iter(said.get("identifier", [])), "")
    url = next((words for words in said.get("source", []) + said.get("identifier", []) if words.startswith("http")), "")
    language = next(iter(said.get("language", [])), "").partition("-")[0].lower()
    summary = " ".join(said.get("description", []))[:2000]
    return About(title, language, summary, Origin(title, licence(rights) or rights[:200], authors, url, identity))


def _locked(opened: Opened, notes: Notes) -> frozenset[str]:
    """Files that cannot be read without a key (EPUB 3.3, 4.2.6.3.2: encryption.xml)."""
    name = "META-INF/encryption.xml"
    if name not in opened.names():
        return frozenset()
    try:
        root = parse(opened.bytes(name), name)
    except Unusable as error:
        notes.left(name, name, "file", error.message)
        return frozenset()
    locked: set[str] = set()
    for element in root.iter():
        if local(element) == "EncryptedData":
            method = next(
                (each.get("Algorithm") or "" for each in element.iter() if local(each) == "EncryptionMethod"), ""
            )
            files = [each.get("URI") or "" for each in element.iter() if local(each) == "CipherReference"]
            locked.update(web.resolved(file, "") for file in files if method not in _FONTS)
    return frozenset(locked)


def _navigation(book: _Book, opened: Opened, notes: Notes, name: str) -> dict[str, tuple[str, ...]]:
    """File -> the titles that lead to it, from the navigation document (EPUB 3) or the NCX (EPUB 2)."""
    nav = next((file for file, _, properties in book.files.values() if "nav" in properties.split()), "")
    ncx = book.files.get(book.ncx, ("", "", ""))[0] or next(
        (file for file, kind, _ in book.files.values() if kind == "application/x-dtbncx+xml"), ""
    )
    for file, reading in ((nav, _from_nav), (ncx, _from_ncx)):
        if file and file in opened.names():
            try:
                found: dict[str, tuple[str, ...]] = {}
                for path, target in reading(opened.bytes(file), file):
                    found.setdefault(target, path)
            except Unusable as error:
                notes.left(file, f"{name}, {file}", "contents", error.message)
                continue
            if found:
                return found
    return {}


def _from_nav(data: bytes, file: str) -> Iterator[tuple[tuple[str, ...], str]]:
    root = web.parsed(data, file)
    navs = [element for element in root.iter() if web.tag(element) == "nav"]
    nav = next((each for each in navs if "toc" in web.kinds(each).split()), navs[0] if navs else None)
    if nav is None:
        return
    for link in (element for element in nav.iter() if web.tag(element) == "a" and element.get("href")):
        items = [above for above in link.iterancestors() if web.tag(above) == "li"]
        titles = tuple(_item(item) for item in reversed(items))
        yield tuple(title for title in titles if title), web.resolved(link.get("href") or "", file)


def _item(item: etree._Element) -> str:
    return next((web.text_in(child) for child in item if web.tag(child) in ("a", "span")), "")


def _from_ncx(data: bytes, file: str) -> Iterator[tuple[tuple[str, ...], str]]:
    for point in (element for element in parse(data, file).iter() if local(element) == "navPoint"):
        chain = [point, *(above for above in point.iterancestors() if local(above) == "navPoint")]
        titles = tuple(_label(each) for each in reversed(chain))
        content = next((child.get("src") or "" for child in point if local(child) == "content"), "")
        yield tuple(title for title in titles if title), web.resolved(content, file)


def _label(point: etree._Element) -> str:
    return next((in_one_line(text_of(child)) for child in point if local(child) == "navLabel"), "")


READER = Epub()
