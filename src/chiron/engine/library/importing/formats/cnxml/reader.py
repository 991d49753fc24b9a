"""The reader of CNXML: a collection's modules in its order, else all modules that there are."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.etree import _Element

from chiron.core.learning.course import Locale
from chiron.engine.library.importing.arriving import About, Arrival, Media, Notes, Page, Question, Word
from chiron.engine.library.importing.formats.cnxml.collection import Book, Entry, loose, read_book, without_doubles
from chiron.engine.library.importing.formats.cnxml.labels import Labels, title_of
from chiron.engine.library.importing.formats.cnxml.modules import Module
from chiron.engine.library.importing.formats.cnxml.scene import Files, Scene
from chiron.engine.library.importing.formats.cnxml.words import words_of
from chiron.engine.library.importing.opening import Opened, Unusable
from chiron.engine.library.importing.texts import free
from chiron.engine.library.importing.xml import local, parse

_COLLECTION = (".collection.xml", "collection.xml")
_MODULE = (".cnxml",)


@dataclass(slots=True)
class _Unique:
    """Keys that were given out; a key that comes again gets a suffix and a note."""

    notes: Notes
    seen: set[str]

    def of(self, arrival: Page | Question | Word) -> Page | Question | Word:
        key, kind = arrival.key, type(arrival).__name__
        if f"{kind}:{key}" in self.seen:
            key = f"{key}~{free(lambda number: f'{kind}:{arrival.key}~{number}' in self.seen)}"
        self.seen.add(f"{kind}:{key}")
        if key == arrival.key:
            return arrival
        self.notes.changed(key, arrival.place, "Its id is used twice in the book: it gets another one here.")
        return replace(arrival, key=key)


class Cnxml:
    """OpenStax's books and single modules."""

    name = "cnxml"
    title = "OpenStax CNXML"

    def fits(self, opened: Opened) -> float:
        """By the names of its files, else by how the first XML files begin."""
        names = opened.names()
        if any(name.endswith(".cnxml") for name in names):
            return 0.98
        looked = [name for name in names if name.endswith(".xml")][:20]
        marks = (b"cnx.rice.edu/collxml", b"cnx.rice.edu/cnxml")
        return 0.9 if any(mark in opened.beginning(name) for name in looked for mark in marks) else 0.0

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """The books of the package, one after the other."""
        for name, why in opened.refused():
            notes.left(name, name, "file", why)
        modules = _modules(opened)
        books = list(_books(opened, notes))
        if not modules:
            raise Unusable("No module (index.cnxml) is in this. Give the folder of the whole book, with its modules.")
        if not books:
            books = [(Book(opened.name, entries=loose(iter(modules))), "")]
        if len(books) > 1:
            notes.changed(opened.name, opened.name, "Several books are in the package: they come one after the other.")
        files, keys = Files(opened), _Unique(notes, set())
        used: set[str] = set()
        for book, place in books:
            yield from _book(_Setting(book, place, modules, files, keys, notes, len(books) > 1, used))
        for module in modules:
            if module not in used:
                notes.left(module, modules[module], "page", "No collection of the package names this module.")


READER = Cnxml()


def _modules(opened: Opened) -> dict[str, str]:
    """The name of each module -> its file: the folder of ``index.cnxml``, or the file's own name."""
    found: dict[str, str] = {}
    for name in opened.names():
        if name.endswith(".cnxml"):
            folder, file = posixpath.split(name)
            own = posixpath.basename(folder) if file.startswith("index") and folder else file.removesuffix(".cnxml")
            found.setdefault(own or name, name)
    return found


def _books(opened: Opened, notes: Notes) -> Iterator[tuple[Book, str]]:
    for name in opened.names():
        if not name.endswith(_COLLECTION):
            continue
        try:
            root = parse(opened.bytes(name), name)
        except Unusable as error:
            notes.left(name, name, "collection", error.message)
            continue
        if local(root) != "collection":
            continue
        book, again = without_doubles(read_book(root, name))
        for entry in again:
            notes.left(entry.module, name, "page", "The collection names this module twice; it comes once.")
        for tag in sorted(set(book.lost)):
            notes.left(tag, name, "element", "This part of a collection is not known here.")
        yield book, name


@dataclass(frozen=True, slots=True)
class _Setting:
    """One book of a package."""

    book: Book
    place: str
    modules: dict[str, str]
    files: Files
    keys: _Unique
    notes: Notes
    several: bool
    used: set[str]


def _book(one: _Setting) -> Iterator[Arrival]:
    book, language = one.book, one.book.language or "en"
    labels = Labels(words_of(language))
    title = book.title
    for entry in book.entries:
        root = _parsed(entry, one, tell=False)
        if root is not None:
            labels.learn(entry, root)
            if not one.place and len(book.entries) == 1:
                title = title_of(root, entry)
    yield About(title, language, book.summary, book.origin)
    locale = Locale(language=language.partition("-")[0].lower() or "en")
    for entry in book.entries:
        if entry.module in one.used:
            one.notes.left(entry.module, one.place, "page", "Another book of the package holds this module already.")
            continue
        root = _parsed(entry, one, tell=True)
        if root is None:
            continue
        one.used.add(entry.module)
        name = one.modules[entry.module]
        inside = replace(entry, path=(book.title, *entry.path)) if one.several else entry
        scene = Scene(inside, name, posixpath.dirname(name), labels, one.files, one.notes)
        try:
            for arrival in Module(scene, root, labels.words, locale, book.origin).arrivals():
                yield from _media(one.files)
                yield one.keys.of(arrival)
        except RecursionError:
            one.notes.left(entry.module, name, "page", "It is nested too deeply to be read.")
        yield from _media(one.files)


def _media(files: Files) -> Iterator[Media]:
    yield from files.waiting()


def _parsed(entry: Entry, one: _Setting, *, tell: bool) -> _Element | None:
    """The root of a module; its faults are told once, where ``tell`` is set."""
    name = one.modules.get(entry.module)
    try:
        if name is not None:
            return parse(one.files.opened.bytes(name), name)
        why = "The collection names this module, but it is not in the package."
    except Unusable as error:
        why = error.message
    if tell:
        one.used.add(entry.module)
        one.notes.left(entry.module, name or one.place, "page", why)
    return None
