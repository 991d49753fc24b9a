"""HTML: one file, or a folder of files that link to one another (HTML Living Standard, 4)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from lxml import etree

from chiron.engine.library.importing.arriving import About, Arrival, Notes, Origin, Page
from chiron.engine.library.importing.formats.documents import web
from chiron.engine.library.importing.formats.documents.rights import licence
from chiron.engine.library.importing.formats.documents.sections import cut
from chiron.engine.library.importing.opening import Opened, Unusable
from chiron.engine.library.importing.texts import identifier, in_one_line

_PAGES = (".html", ".htm", ".xhtml")
_ROOTS = ("index.html", "index.htm", "index.xhtml", "default.htm", "contents.html", "toc.html")
_KNOWN = (*web.TAKEN, ".css", ".js", ".woff", ".woff2", ".ttf", ".ico", ".map", ".json")


class Html:
    """See the module's docstring."""

    name = "html"
    title = "HTML"

    def fits(self, opened: Opened) -> float:
        """By the files' endings; a package of another kind that holds HTML is surer of itself."""
        names = opened.names()
        pages = _pages(names)
        if len(names) == 1 and not pages:
            start = opened.beginning(names[0], 512).lstrip().lower()
            return 0.7 if start.startswith((b"<!doctype html", b"<html")) else 0.0
        others = [name for name in names if name not in pages and not name.lower().endswith(_KNOWN)]
        return 0.75 * len(pages) / (len(pages) + len(others)) if pages else 0.0

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """The sections of each file, in the order in which they link to one another. Raises Unusable."""
        for name, why in opened.refused():
            notes.left(name, name, "file", why)
        names = _pages(opened.names()) or [name for name in opened.names() if len(opened.names()) == 1]
        shown = web.Shown(opened, notes)
        # Trees take a hundred times the room of their text: only links are kept of them until it is their turn.
        links = dict(_links(names, opened, notes))
        if not links:
            raise Unusable(f"{opened.name}: there is no HTML in it that can be read.")
        order = _ordered(links)
        yield _about(web.parsed(opened.bytes(order[0]), order[0]), opened.name)
        taken: set[str] = set()
        words: set[str] = set()
        for name in order:
            root = web.parsed(opened.bytes(name), name, notes)
            for word in web.glossary(root, name, words, shown.of(name)):
                yield from shown.drained()
                yield word
            yield from _sections(name, root, shown, notes, taken, several=len(names) > 1)
        for name in opened.names():
            if name not in names and name not in shown.keys:
                notes.left(
                    name, name, "file", "No page shows it." if name.lower().endswith(_KNOWN) else "It is no HTML."
                )


def _pages(names: Sequence[str]) -> list[str]:
    return [name for name in names if name.lower().endswith(_PAGES)]


def _links(names: Sequence[str], opened: Opened, notes: Notes) -> Iterator[tuple[str, list[str]]]:
    for name in names:
        try:
            root = web.parsed(opened.bytes(name), name)
        except Unusable as error:
            notes.left(name, name, "file", error.message)
            continue
        yield name, [web.resolved(a.get("href") or "", name) for a in root.iter() if web.tag(a) == "a"]


def _ordered(links: dict[str, list[str]]) -> list[str]:
    """From the first page along its links, each file once; then those that nothing links to."""
    roots = [name for ending in _ROOTS for name in links if posixpath.basename(name).lower() == ending]
    found: dict[str, None] = {}
    waiting = [*reversed(links), *sorted(roots, key=lambda name: -name.count("/"))]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += [link for link in reversed(links[name]) if link in links and link not in found]
    return list(found)


def _about(root: etree._Element, fallback: str) -> About:
    said = web.meta(root)
    title = web.text_in(web.first(root, "title", "h1")) or posixpath.splitext(posixpath.basename(fallback))[0]
    stated = licence(f"{said.get('license', '')} {said.get('rights', '')}") or licence(web.text_in(root)[-4000:])
    authors = tuple(part.strip() for part in said.get("author", said.get("creator", "")).split(";") if part.strip())
    language = (next((e.get("lang") or "" for e in root.iter() if web.tag(e) == "html"), "")).partition("-")[0].lower()
    return About(title, language, said.get("description", ""), Origin(title, stated, authors, said.get("url", "")))


def _sections(
    name: str, root: etree._Element, shown: web.Shown, notes: Notes, taken: set[str], several: bool
) -> Iterator[Arrival]:
    title = web.text_in(web.first(root, "h1")) or web.text_in(web.first(root, "title")) or posixpath.basename(name)
    beside, gone = web.body(root)
    text, lost = web.markdown(beside, shown.of(name))
    yield from shown.drained()
    headed = web.first(beside, "h1") is not None
    above = () if headed or not several else (in_one_line(title),)
    for what in (*gone, *lost):
        notes.changed(name, name, f"Left out of it: {what}.")
    count = 0
    for part in cut(text, 2 - len(above), above):
        key = identifier(f"{posixpath.splitext(name)[0]} {part.title}", taken, "page")
        taken.add(key)
        place = f"{name}, {part.title}" if part.title else name
        count += 1
        yield Page(key, place, part.title or title, part.text, part.path)
    if not count:
        notes.left(name, name, "page", "There is no text on it.")


READER = Html()
