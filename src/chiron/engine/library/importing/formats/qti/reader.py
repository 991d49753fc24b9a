"""Packages of QTI, loose items and tests, read in the order in which their source lists them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from chiron.engine.library.importing import arriving
from chiron.engine.library.importing.arriving import Arrival, Notes, Origin, Section
from chiron.engine.library.importing.formats.qti.assessment import Assessment
from chiron.engine.library.importing.formats.qti.files import Files
from chiron.engine.library.importing.formats.qti.item import About, Read, read_item
from chiron.engine.library.importing.formats.qti.manifest import NAME, Manifest, Metadata, read_manifest
from chiron.engine.library.importing.formats.qti.vocabulary import Element, local
from chiron.engine.library.importing.opening import Opened, Unusable

_ITEM = re.compile(rb"<(?:[\w.-]+:)?(?:qti-assessment-item|assessmentItem)[\s>]")
_TEST = re.compile(rb"<(?:[\w.-]+:)?(?:qti-assessment-(?:test|section)|assessment(?:Test|Section))[\s>]")
_KIND = re.compile(rb"imsqti_(?:item|test|section)_xmlv|imsqti_xmlv[23]|imsqti_apip")
BEGINNING = 16_384
ROOTS = ("assessmentItem",)


class QtiReader:
    """QTI 2.0 to 2.2 and 3.0."""

    name = "qti"
    title = "QTI 2.x and 3.0"

    def fits(self, opened: Opened) -> float:
        """By the manifest's kinds of resource, else by the first elements of XML files."""
        found = 0.0
        names = [each for each in opened.names() if each.lower().endswith(".xml")]
        names.sort(key=lambda each: posixpath.basename(each).lower() != NAME)
        for name in names[:200]:
            try:
                start = opened.beginning(name, BEGINNING)
            except (KeyError, Unusable):
                continue
            if posixpath.basename(name).lower() == NAME and _KIND.search(start):
                return 0.95
            if _ITEM.search(start) or _TEST.search(start):
                found = 0.9
        return found

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """Questions and pages with the media they show. Raises Unusable where there is no item."""
        package = Reading(opened, notes)
        yield package.whole()
        count = 0
        for _, read in package.items():
            yield from package.files.take()
            if read.arrival is not None:
                count += 1
                yield read.arrival
        if not count and not package.met:
            raise Unusable(f"{opened.name} holds no QTI item.")


@dataclass(slots=True)
class Reading:
    """One source being read."""

    opened: Opened
    notes: Notes
    files: Files = field(init=False)
    manifests: list[Manifest] = field(init=False)
    met: int = 0
    _keys: set[str] = field(default_factory=set)
    _done: set[str] = field(default_factory=set)
    _about: dict[str, Metadata] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the manifests."""
        self.files = Files(self.opened, self.notes)
        self.manifests = list(self._manifests())
        for manifest in self.manifests:
            for resource in manifest.resources.values():
                self._about[resource.href] = resource.about

    def _manifests(self) -> Iterator[Manifest]:
        names = [each for each in self.opened.names() if posixpath.basename(each).lower() == NAME]
        for name in sorted(names, key=lambda each: (each.count("/"), each)):
            try:
                found = read_manifest(self.files.document(name), name)
            except Unusable as error:
                self.notes.left(name, name, "manifest", str(error))
                continue
            for doubled in found.doubled:
                self.notes.changed(doubled, name, "Two resources have this identifier; both come.")
            yield found

    def whole(self) -> arriving.About:
        """What the package says of itself."""
        about = next((each.about for each in self.manifests), Metadata())
        title = about.title or posixpath.basename(self.opened.name).rpartition(".")[0] or self.opened.name
        origin = Origin(title, about.licence, about.authors)
        return arriving.About(title, about.language, about.description, origin)

    @property
    def language(self) -> str:
        """The language that the package names."""
        return next((each.about.language for each in self.manifests), "")

    def items(self) -> Iterator[tuple[str, Read]]:
        """Every item with its file: by the tests first, then by the manifests, then as they lie."""
        names = self._qti_files()
        for name in [each for each, test in names if test]:
            yield from self._test(name)
        for name in [each for each, test in names if not test]:
            yield from self._loose(name)

    def _qti_files(self) -> list[tuple[str, bool]]:
        """Files of QTI and whether they are tests, in the order of the manifests, then by name."""
        listed = [resource.href for manifest in self.manifests for resource in manifest.resources.values()]
        for manifest in self.manifests:
            for resource in manifest.resources.values():
                self._missing(manifest, resource.href, resource.name, resource.kind)
        rest = [name for name in self.opened.names() if name.lower().endswith((".xml", ".qti"))]
        found: dict[str, bool] = {}
        for name in [*listed, *rest]:
            kind = self._kind(name) if name not in found else None
            if kind is not None:
                found[name] = kind
        if self.manifests:
            for name in found.keys() - set(listed):
                self._told_unlisted(name, found[name])
        return list(found.items())

    def _told_unlisted(self, name: str, test: bool) -> None:
        # Sections of tests lie in files that manifests often leave out.
        if not test:
            self.notes.changed(name, name, "No manifest lists this file; it comes all the same.")

    def _missing(self, manifest: Manifest, href: str, name: str, kind: str) -> None:
        if "imsqti" in kind and self.files.find("", href) is None:
            self.notes.left(name, manifest.place, "item", f"The file {href[:120] or '(none)'} is not in the source.")

    def _kind(self, name: str) -> bool | None:
        """Whether a file is a test (True) or an item (False); None for all else."""
        try:
            start = self.opened.beginning(name, BEGINNING)
        except (KeyError, Unusable):
            return None
        if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
            start = start.decode("utf-16", "ignore").encode()
        if _ITEM.search(start):
            return False
        return True if _TEST.search(start) else None

    def _test(self, name: str) -> Iterator[tuple[str, Read]]:
        root = self._document(name)
        if root is None or local(root) == "assessmentSection":
            return  # a section comes with the test that refers to it, or its items by themselves
        test = Assessment(root, name, self.files, self.notes)
        count = 0
        for listed in test.items():
            count += 1
            if listed.file in self._done:
                self.notes.changed(listed.file, name, "It stands in several places of a test; it comes once.")
                continue
            yield from self._item(listed.file, listed.section, listed.leading)
        if not count:
            self.notes.left(test.key, name, "test", "It lists no item that is in the source.")

    def _loose(self, name: str) -> Iterator[tuple[str, Read]]:
        if name not in self._done:
            yield from self._item(name, (), "")

    def _document(self, name: str) -> Element | None:
        try:
            return self.files.document(name)
        except Unusable as error:
            self.met += 1
            self.notes.left(name, name, "file", str(error))
            return None

    def _item(self, name: str, section: Section, leading: str) -> Iterator[tuple[str, Read]]:
        self._done.add(name)
        root = self._document(name)
        if root is None:
            return
        if local(root) != "assessmentItem":
            self.notes.left(name, name, "file", f"It is a {local(root) or 'comment'} and no item.")
            return
        self.met += 1
        about = self._about.get(name, Metadata())
        key = self._key(root, name)
        if about.keywords:
            self.notes.changed(key, name, f"Its keywords are not kept: {', '.join(about.keywords)[:200]}.")
        if about.description:
            self.notes.changed(key, name, f"Its description is not kept: {about.description[:200]}")
        known = About(key, name, section, about.title, leading, about.origin(about.title or key, key), about.skills)
        try:
            read = read_item(root, known, self.files, self.notes, about.language or self.language)
        except Exception as error:  # one item of a stranger must not keep the others from coming
            self.notes.left(key, name, "item", f"It cannot be read: {str(error) or type(error).__name__}")
            return
        yield name, read

    def _key(self, root: Element, name: str) -> str:
        """The identifier; where another file has it too, with the name of the file behind it."""
        own = (root.get("identifier") or "").strip() or name
        key = own
        if key in self._keys:
            key = f"{own}~{name}"
            self.notes.changed(key, name, f"Another item has the identifier {own}, too.")
        self._keys.add(key)
        return key
