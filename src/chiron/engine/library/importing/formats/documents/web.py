"""HTML and XHTML of documents: what of a page is its text, what it is called, which pictures it shows."""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, unquote_to_bytes, urldefrag

from lxml import etree

from chiron.engine.library.importing.arriving import Media, Notes, Word
from chiron.engine.library.importing.html import to_markdown
from chiron.engine.library.importing.opening import Opened, Unusable
from chiron.engine.library.importing.texts import decoded, identifier, in_one_line, started
from chiron.engine.library.importing.xml import parse

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding=[\"']([\w-]+)", re.IGNORECASE)
_ASIDE = ("nav", "script", "style", "noscript", "template", "form", "iframe", "object", "embed")
ENDINGS = {
    "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "image/svg+xml": "svg",
    "audio/mpeg": "mp3", "audio/ogg": "ogg", "video/mp4": "mp4", "video/webm": "webm",
}  # fmt: skip
TAKEN = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".mp3", ".ogg", ".mp4", ".webm", ".vtt")
_LIMIT = 20_000_000
EPUB = "{http://www.idpf.org/2007/ops}type"


@dataclass(slots=True)
class Shown:
    """Takes the pictures, recordings and films that texts show; each comes once, before the text that shows it."""

    opened: Opened
    notes: Notes
    keys: dict[str, str] = field(default_factory=dict)
    """File, or digest of what was written out in the text -> key."""
    taken: set[str] = field(default_factory=set)
    waiting: list[Media] = field(default_factory=list)
    closed: frozenset[str] = frozenset()
    """Files that are encrypted."""

    def of(self, page: str) -> Callable[[str], str | None]:
        """What a text at ``page`` finds under an address."""

        def find(address: str) -> str | None:
            if address.startswith("data:"):
                return self._written_out(address, page)
            name = resolved(address, page)
            return self.keep(name, page) if name else None

        return find

    def keep(self, name: str, page: str) -> str | None:
        """The key of a file of the source; None where it is not there or of no kind that can be shown."""
        if name in self.keys:
            return self.keys[name]
        if name not in self._names() or not name.lower().endswith(TAKEN) or name in self.closed:
            return None
        try:
            data = self.opened.bytes(name)
        except (Unusable, KeyError):
            return None
        key = self._key(posixpath.basename(name))
        self.keys[name] = key
        self.waiting.append(Media(key, f"{page}: {name}" if page != name else name, name, data))
        return key

    def add(self, data: bytes, name: str, page: str) -> str:
        """The key of a picture that is at hand as bytes."""
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self.keys:
            self.keys[digest] = self._key(name)
            self.waiting.append(Media(self.keys[digest], page, name, data))
        return self.keys[digest]

    def drained(self) -> Iterator[Media]:
        """What was found since the last time."""
        yield from self.waiting
        self.waiting = []

    def _names(self) -> frozenset[str]:
        return frozenset(self.opened.names())

    def _key(self, name: str) -> str:
        key = identifier(posixpath.splitext(name)[0], self.taken, "picture")
        self.taken.add(key)
        return key

    def _written_out(self, address: str, page: str) -> str | None:
        """A picture written out in the address (RFC 2397)."""
        found = re.match(r"data:([\w/+.-]+)((?:;[\w=-]+)*),", address)
        ending = ENDINGS.get(found.group(1).lower()) if found else None
        if not found or not ending or len(address) > _LIMIT:
            return None
        body = address[found.end() :]
        try:
            data = base64.b64decode(unquote(body)) if ";base64" in found.group(2) else unquote_to_bytes(body)
        except (binascii.Error, ValueError):
            return None
        return self.add(data, f"picture.{ending}", page)


def resolved(address: str, page: str) -> str:
    """The file that an address on a page names; "" where it leads elsewhere or out of the folder."""
    path = unquote(urldefrag(address.strip())[0].partition("?")[0]).replace("\\", "/")
    if not path or re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", path):
        return ""
    start = "" if path.startswith("/") else posixpath.dirname(page)
    name = posixpath.normpath(posixpath.join(start, path.lstrip("/")))
    return "" if name.startswith("../") or name == ".." else name


def parsed(data: bytes, name: str, notes: Notes | None = None) -> etree._Element:
    """A page of HTML, however it is written, as a tree without namespaces. Raises Unusable."""
    if not started(data[:65_536]):
        raise Unusable(f"{name} is no text.")
    if (root := _strict(data, name)) is not None:
        return root
    found = _CHARSET.search(data[:4096])
    declared = (found.group(1) or found.group(2)).decode("ascii", "replace") if found else ""
    text, encoding = decoded(data, declared)
    if notes and encoding.lower() not in ("utf-8", "utf-8-sig", "ascii", declared.lower()):
        notes.changed(name, name, f"It is read as {encoding}.")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)[:_LIMIT].replace("\0", "")
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise Unusable(f"{name} holds no HTML.")
    return root


def _strict(data: bytes, name: str) -> etree._Element | None:
    """XHTML by the rules of XML, where ``<script/>`` is closed; None where it is none, or broken."""
    if b"http://www.w3.org/1999/xhtml" not in data[:4096] and not data[:200].lstrip(b"\xef\xbb\xbf \r\n").startswith(
        b"<?xml"
    ):
        return None
    try:
        root = parse(data, name)
    except Unusable:
        return None
    for element in list(root.iter()):
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
        else:
            _drop(element)
    return root if tag(root) == "html" else None


def tag(element: etree._Element) -> str:
    """The name of an element without namespace, in small letters."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def kinds(element: etree._Element) -> str:
    """What an element is said to be (EPUB structural semantics, DPUB-ARIA)."""
    return f"{element.get(EPUB) or element.get('epub:type') or ''} {element.get('role') or ''}".replace("doc-", "")


def first(root: etree._Element, *names: str) -> etree._Element | None:
    """The first element of one of these names, the names in this order."""
    every = list(root.iter())
    return next((element for name in names for element in every if tag(element) == name), None)


def text_in(element: etree._Element | None) -> str:
    """The words in it, in one line."""
    return in_one_line("".join(str(part) for part in element.itertext())) if element is not None else ""


def meta(root: etree._Element) -> dict[str, str]:
    """What the head of a page says: names of ``meta`` without prefix (``dc.rights`` is ``rights``), and the licence."""
    found: dict[str, str] = {}
    for element in root.iter():
        name = tag(element)
        if name == "meta" and element.get("content"):
            key = (element.get("name") or element.get("property") or "").lower()
            found.setdefault(re.split(r"[.:]", key)[-1], in_one_line(element.get("content") or ""))
        elif name in ("link", "a") and "license" in (element.get("rel") or "").lower().split():
            found.setdefault("license", element.get("href") or "")
    return found


def body(root: etree._Element) -> tuple[etree._Element, tuple[str, ...]]:
    """What of a page is its text, and what was beside it. The tree is changed."""
    main = first(root, "main")
    articles = [element for element in root.iter() if tag(element) == "article"]
    text = main if main is not None else articles[0] if len(articles) == 1 else first(root, "body")
    text = root if text is None else text
    gone: dict[str, None] = {}
    for element in list(text.iter()):
        name = tag(element)
        aside = name in _ASIDE or (name in ("header", "footer") and element.getparent() is text and tag(text) == "body")
        heading = name == "header" and any(tag(each) in ("h1", "h2") for each in element.iter())
        if aside and not heading and element is not text and element.getparent() is not None:
            gone[{"nav": "navigation", "header": "page head", "footer": "page foot"}.get(name, name)] = None
            _drop(element)
    return text, tuple(gone)


def _drop(element: etree._Element) -> None:
    above, before = element.getparent(), element.getprevious()
    if above is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            above.text = (above.text or "") + element.tail
    above.remove(element)


def markdown(element: etree._Element, find: Callable[[str], str | None]) -> tuple[str, tuple[str, ...]]:
    """The text as Markdown, and what was lost, many links as one."""
    markup = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    told = to_markdown(markup, find)
    links = [what for what in told.lost if what.startswith("the link to ")]
    others = [what for what in told.lost if what not in links]
    return told.text, (*others, *([f"{len(links)} links within it or to nowhere"] if links else []))


def glossary(root: etree._Element, place: str, taken: set[str], find: Callable[[str], str | None]) -> Iterator[Word]:
    """Terms with their meanings out of lists that are said to be glossaries."""
    for listed in [element for element in root.iter() if tag(element) == "dl" and _is_glossary(element)]:
        terms: list[str] = []
        for child in listed.iter():
            if tag(child) == "dt":
                terms.append(text_in(child))
            elif tag(child) == "dd" and terms and (meaning := markdown(child, find)[0].strip()):
                key = identifier(terms[0], taken, "word")
                taken.add(key)
                yield Word(key, place, terms[0], meaning, tuple(terms[1:]))
                terms = []


def _is_glossary(element: etree._Element) -> bool:
    near = [element, *list(element.iterancestors())[:3]]
    return any(
        "glossary" in f"{kinds(each)} {each.get('class') or ''} {each.get('id') or ''}".casefold() for each in near
    )
