"""A cartridge from its manifest: sections, pages, questions, links, in the order in which it is taught."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from chiron.engine.library.importing.arriving import About, Arrival, Notes, Origin, Page, Question, Section
from chiron.engine.library.importing.formats.common_cartridge.items import read_question
from chiron.engine.library.importing.formats.common_cartridge.texts import Texts
from chiron.engine.library.importing.formats.qti.case import Fate
from chiron.engine.library.importing.formats.qti.files import Files
from chiron.engine.library.importing.formats.qti.manifest import (
    NAME,
    Entry,
    Manifest,
    Metadata,
    Resource,
    read_manifest,
)
from chiron.engine.library.importing.formats.qti.vocabulary import Element, below, child, children, words
from chiron.engine.library.importing.opening import Opened, Unusable
from chiron.engine.library.importing.texts import decoded, free, plain

QUESTIONS = re.compile(rb"<(?:\w+:)?questestinterop[\s>]")
PAGES = (".html", ".htm", ".xhtml")
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_NOT_KEPT = {
    "cc_maxattempts": "limit of attempts",
    "qmd_timelimit": "time limit",
    "cc_allow_late_submission": "rule on late answers",
}


BLACKBOARD = b"x-bb-qti"
"""In the manifest of a pool or test of Blackboard, whose questions are QTI 1.2 in files ``.dat``."""


class Cartridge:
    """One cartridge being read. ``fates`` tells what became of each question."""

    def __init__(self, opened: Opened, notes: Notes) -> None:
        self.opened, self.notes = opened, notes
        self.files = Files(opened, notes)
        self.manifest = self._manifest()
        self.fates: list[Fate] = []
        self._done: set[str] = set()
        self._asked: set[str] = set()
        self._keys: set[str] = set()

    def _manifest(self) -> Manifest:
        names = [each for each in self.opened.names() if posixpath.basename(each).lower() == NAME]
        if not names:
            return self._bare()
        name = min(names, key=lambda each: (each.count("/"), each))
        if BLACKBOARD in self.opened.beginning(name, 65_536):
            return self._bare()
        for other in names:
            if other != name:
                self.notes.left(other, other, "manifest", f"{name} is read.")
        found = read_manifest(self.files.document(name), name)
        for doubled in found.doubled:
            self.notes.changed(doubled, name, "Two resources have this identifier; both come.")
        return found

    def _bare(self) -> Manifest:
        """QTI 1.2 without a package: each file of it is a resource."""
        found = Manifest(self.opened.name, Metadata())
        for name in self.opened.names():
            if name.lower().endswith((".xml", ".qti", ".dat")) and QUESTIONS.search(self.opened.beginning(name, 4096)):
                found.resources[name] = Resource(name, "imsqti_xmlv1p2", name, (name,), (), Metadata())
        if not found.resources:
            raise Unusable(f"{self.opened.name} has no {NAME}, and no questions in QTI 1.2.")
        return found

    def arrivals(self) -> Iterator[Arrival]:
        """Everything that arrives, each after the media that it shows."""
        about = self.manifest.about
        title = about.title or posixpath.basename(self.opened.name).rpartition(".")[0] or self.opened.name
        yield About(title, about.language, about.description, Origin(title, about.licence, about.authors))
        for arrival in self._all():
            yield from self.files.take()
            yield arrival
        self._rest()

    def _all(self) -> Iterator[Arrival]:
        for entry in self.manifest.entries:
            yield from self._entry(entry, ())
        for resource in list(self.manifest.resources.values()):
            if resource.name not in self._done and _asks_or_tells(resource):
                yield from self._resource(resource, "", ())
        for resource in list(self.manifest.resources.values()):
            if resource.name not in self._done and resource.href.lower().endswith(".qti"):
                # Canvas writes every quiz twice: within the profile, and here with what that cannot hold.
                yield from self._resource(resource, "", ())

    def _entry(self, entry: Entry, section: Section) -> Iterator[Arrival]:
        if entry.resource:
            resource = self.manifest.resources.get(entry.resource)
            if resource is None:
                self.notes.left(entry.name, self.manifest.place, "page", f"No resource is called {entry.resource}.")
            elif resource.name in self._done:
                self.notes.changed(entry.name, self.manifest.place, "It stands in several places; it comes once.")
            else:
                yield from self._resource(resource, entry.title, section)
        inner = (*section, entry.title) if entry.title and entry.below else section
        for each in entry.below:
            yield from self._entry(each, inner)

    # -- resources

    def _resource(self, resource: Resource, title: str, section: Section) -> Iterator[Arrival]:
        self._done.add(resource.name)
        name = self._file(resource)
        if name is None:
            why = f"The file {resource.href or '(none)'} is not in the source."
            self.notes.left(resource.name, self.manifest.place, "page", why)
            return
        try:
            yield from self._by_kind(resource, name, title or resource.about.title, section)
        except Exception as error:  # one resource of a stranger must not keep the others from coming
            self.notes.left(resource.name, name, "page", str(error) or type(error).__name__)

    def _file(self, resource: Resource) -> str | None:
        for reference in (resource.href, *resource.files):
            found = self.files.find("", reference) if reference else None
            if found is not None:
                return found
        return None

    def _by_kind(self, resource: Resource, name: str, title: str, section: Section) -> Iterator[Arrival]:
        kind = resource.kind
        if "imsqti" in kind or name.lower().endswith(".qti"):
            yield from self._questions(resource, name, title, section)
        elif kind.startswith("imswl"):
            yield self._link(resource, name, title, section)
        elif kind.startswith("imsdt"):
            yield self._topic(resource, name, title, section)
        elif kind.startswith(("imsbasiclti", "imslti")):
            self.notes.left(
                resource.name, name, "LTI link", f"{title or resource.name} is a tool elsewhere, not content."
            )
        elif name.lower().endswith(PAGES):
            yield self._page(resource, name, title, section)
        elif kind.startswith("assignment"):
            yield self._assignment(resource, name, title, section)
        elif name.lower().endswith(".txt"):
            text, _ = decoded(self.opened.bytes(name))
            yield Page(self._key(resource.name), name, title or posixpath.basename(name), plain(text), section)
        else:
            self._given(resource, name)

    def _given(self, resource: Resource, name: str) -> None:
        self.notes.left(resource.name, name, "file", "It is for downloading; only what pages show comes.")

    def _key(self, name: str) -> str:
        key = name if name not in self._keys else f"{name}~{free(lambda number: f'{name}~{number}' in self._keys)}"
        self._keys.add(key)
        return key

    def _page(self, resource: Resource, name: str, title: str, section: Section) -> Page:
        key = self._key(resource.name)
        markup, _ = decoded(self.opened.bytes(name))
        found = _TITLE.search(markup)
        own = " ".join(re.sub(r"<[^>]*>", "", found[1]).split()) if found else ""
        text = Texts(self.files, name, key, self.notes).html(markup)
        if not text:
            raise Unusable("It is empty.")
        return Page(key, name, title or own or posixpath.basename(name), text, section)

    def _link(self, resource: Resource, name: str, title: str, section: Section) -> Page:
        root = self.files.document(name)
        url = next((each.get("href") or "" for each in root.iter("url")), "").strip()
        own = child(root, "title")
        title = title or (words(own) if own is not None else "") or url
        if not re.match(r"https?://[^\s<>()]+$", url):
            raise Unusable(f"Its address {url[:120]!r} is none of the web.")
        return Page(self._key(resource.name), name, title, f"[{plain(title)}]({url})", section)

    def _topic(self, resource: Resource, name: str, title: str, section: Section) -> Page:
        root = self.files.document(name)
        key = self._key(resource.name)
        own, text = child(root, "title"), child(root, "text")
        for each in below(root, "attachment"):
            place = f"{name}, {(each.get('href') or '')[:120]}"
            self.notes.left(key, place, "attachment", "A page has no attachments.")
        self.notes.changed(key, name, "A discussion in the source; here it is a page.")
        told = self._typed_text(text, name, key) if text is not None else ""
        return Page(key, name, title or (words(own) if own is not None else key), told, section)

    def _assignment(self, resource: Resource, name: str, title: str, section: Section) -> Page:
        root = self.files.document(name)
        key = self._key(resource.name)
        own, text = child(root, "title"), child(root, "text")
        self.notes.changed(key, name, "An assignment to hand in in the source; here it is a page.")
        told = self._typed_text(text, name, key) if text is not None else ""
        return Page(key, name, title or (words(own) if own is not None else key), told, section)

    def _typed_text(self, element: Element, name: str, key: str) -> str:
        text = "".join(element.itertext())
        if "html" in (element.get("texttype") or "text/html").lower():
            return Texts(self.files, name, key, self.notes).html(text)
        return plain(text)

    # -- questions

    def _questions(self, resource: Resource, name: str, title: str, section: Section) -> Iterator[Question | Page]:
        root = self.files.document(name)
        holder = next(iter(children(root, "assessment", "objectbank")), root)
        title = title or " ".join((holder.get("title") or "").split())
        inner = (*section, title) if title else section
        self._tell_rules(resource, holder, name)
        count, before = 0, set(self._asked)
        for item in root.iter("item"):
            count += 1
            own = (item.get("ident") or f"{count}").strip()
            if own in before and name.lower().endswith(".qti"):
                continue
            self._asked.add(own)
            key = self._key(f"{resource.name}/{own}")
            if key != f"{resource.name}/{own}":
                self.notes.changed(key, name, f"Another item has the identifier {own}, too.")
            place = f"{name}, line {item.sourceline}"
            texts = Texts(self.files, name, key, self.notes)
            question, fate = read_question(item, key, place, inner, texts, self.notes)
            self.fates.append(fate)
            if question is not None:
                yield question
        if not count:
            self.notes.left(resource.name, name, "questions", "It holds no item.")

    def _tell_rules(self, resource: Resource, holder: Element, name: str) -> None:
        for entry in below(holder, "qtimetadatafield"):
            label = child(entry, "fieldlabel")
            what = _NOT_KEPT.get(words(label)) if label is not None else None
            if what:
                self.notes.changed(resource.name, name, f"Its {what} is not kept.")
        if any(True for _ in below(holder, "selection_ordering")):
            self.notes.changed(resource.name, name, "Its selection by chance is not kept: all questions come.")

    def _rest(self) -> None:
        """What no page showed."""
        shown = self.files.given
        for resource in self.manifest.resources.values():
            if resource.name in self._done:
                continue
            names = [
                found for each in (resource.href, *resource.files) if each and (found := self.files.find("", each))
            ]
            if not names or all(each in shown for each in names):
                continue
            self.notes.left(resource.name, names[0], "file", "No page of the cartridge shows it.")


def _asks_or_tells(resource: Resource) -> bool:
    """Whether a resource that no section names is content by itself."""
    named = resource.kind.startswith(("imsqti", "imswl", "imsdt", "imsbasiclti", "imslti", "assignment"))
    return named or resource.href.lower().endswith(PAGES)
