"""The plan of a book: CollXML (http://cnx.rice.edu/collxml), and the metadata of books and modules (MDML 0.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from chiron.engine.library.importing.arriving import Origin
from chiron.engine.library.importing.xml import local, text_of

_LICENCE = re.compile(r"creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/([\d.]+)(?:/([a-z]{2,3})(?=/|$))?", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """A module in its place: the titles around it, the chapter's number, and its title where the plan overrides it."""

    module: str
    path: tuple[str, ...]
    chapter: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """What a collection says."""

    title: str
    language: str = ""
    summary: str = ""
    origin: Origin | None = None
    entries: tuple[Entry, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(slots=True)
class _Walk:
    entries: list[Entry] = field(default_factory=list)
    chapters: int = 0
    lost: list[str] = field(default_factory=list)


def child(element: _Element, *names: str) -> _Element | None:
    """The first child of one of these names, whatever its namespace."""
    return next((inner for inner in element if local(inner) in names), None)


def said(element: _Element, *names: str) -> str:
    """The text of the first child of one of these names, in one line; empty where there is none."""
    found = child(element, *names)
    return " ".join(text_of(found).split()) if found is not None else ""


def spdx(url: str) -> str:
    """The SPDX name of a licence given by its address, else the address."""
    match = _LICENCE.search(url)
    if match is None:
        return url.strip()
    family, name, version, country = match.groups()
    if family.lower() == "publicdomain":
        return f"CC0-{version}" if name.lower() == "zero" else "CC-PDDC"
    return f"CC-{name.upper()}-{version}" + (f"-{country.upper()}" if country else "")


def origin_of(metadata: _Element | None, title: str, site: str = "") -> Origin:
    """Title, licence, authors, address and name from MDML; what is missing stays empty."""
    if metadata is None:
        return Origin(title, url=site)
    licence = child(metadata, "license")
    words = " ".join(text_of(licence).split()) if licence is not None else ""
    derived = child(metadata, "derived-from")
    url = said(metadata, "repository") or said(metadata, "content-url") or site
    if derived is not None and derived.get("url"):
        url = url or str(derived.get("url"))
    return Origin(
        title=said(metadata, "title") or title,
        licence=spdx(str(licence.get("url"))) if licence is not None and licence.get("url") else words,
        authors=_authors(metadata),
        url=url,
        id=said(metadata, "uuid") or said(metadata, "content-id"),
    )


def _authors(metadata: _Element) -> tuple[str, ...]:
    """Names of the authors: from ``roles`` by way of the ``actors`` that it points to, else from ``authorlist``."""
    actors: dict[str, str] = {}
    named: list[str] = []
    wanted: list[str] = []
    for element in metadata.iter():
        name = local(element)
        if name in ("person", "organization", "author"):
            full = said(element, "fullname") or " ".join(
                part for part in (said(element, "firstname"), said(element, "surname")) if part
            )
            actors[str(element.get("userid") or element.get("id") or full)] = full or said(element, "shortname")
            if name == "author":
                named.append(full)
        elif name == "role" and element.get("type") == "author":
            wanted += " ".join(str(text) for text in element.itertext()).split()
    found = [actors.get(one, one) for one in wanted] or named or list(actors.values())
    return tuple(dict.fromkeys(one for one in found if one))


def read_book(root: _Element, place: str) -> Book:
    """The plan of a ``*.collection.xml``."""
    metadata = child(root, "metadata")
    title = said(metadata, "title") if metadata is not None else ""
    language = said(metadata, "language") if metadata is not None else ""
    language = language or str(root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    walk = _Walk()
    content = child(root, "content")
    if content is not None:
        _content(content, (), walk)
    origin = origin_of(metadata, title or place)
    summary = said(metadata, "abstract") if metadata is not None else ""
    return Book(title or place, language, summary, origin, tuple(walk.entries), tuple(walk.lost))


def _content(content: _Element, path: tuple[str, ...], walk: _Walk) -> None:
    modules = [inner for inner in content if local(inner) == "module"]
    chapter: int | None = None
    if path and modules:
        walk.chapters += 1
        chapter = walk.chapters
    for inner in content:
        name = local(inner)
        if name == "module":
            walk.entries.append(Entry(str(inner.get("document") or ""), path, chapter, said(inner, "title")))
        elif name == "subcollection":
            below = child(inner, "content")
            if below is not None:
                _content(below, (*path, said(inner, "title") or f"Part {len(walk.entries) + 1}"), walk)
        elif name and name not in ("title", "metadata"):
            walk.lost.append(name)


def without_doubles(book: Book) -> tuple[Book, list[Entry]]:
    """The book with each module once, and the entries that name one again."""
    seen: set[str] = set()
    kept: list[Entry] = []
    again: list[Entry] = []
    for entry in book.entries:
        (again if entry.module in seen else kept).append(entry)
        seen.add(entry.module)
    return replace(book, entries=tuple(kept)), again


def loose(modules: Iterator[str]) -> tuple[Entry, ...]:
    """A plan for modules that no collection names."""
    return tuple(Entry(module, ()) for module in modules)
