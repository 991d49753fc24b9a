"""SCORM 1.2 and 2004 packages by their ``imsmanifest.xml`` (SCORM Content Aggregation Model 1.2 and 1.3; IMS CP 1.1).

A package is played and not taken apart: each thing in it that can be started becomes one Package.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from chiron.engine.library.importing.arriving import About, Arrival, Notes, Origin, Package
from chiron.engine.library.importing.bounds import shown
from chiron.engine.library.importing.opening import Opened, Unusable
from chiron.engine.library.importing.texts import in_one_line, title
from chiron.engine.library.importing.xml import local, parse, text_of

MANIFEST = "imsmanifest.xml"
_SCORM = re.compile(rb"adlcp|ADL\s+SCORM|scormtype", re.IGNORECASE)
_OTHERS = re.compile(rb"imsqti|imscc_|imsccv|common cartridge", re.IGNORECASE)
_RULES = frozenset({"sequencing", "prerequisites", "sequencingcollection"})
_STARTS = (".html", ".htm", ".xhtml")


class Scorm:
    """Reads SCORM packages."""

    name = "scorm"
    title = "SCORM"

    def fits(self, opened: Opened) -> float:
        """Sure where the manifest speaks of SCORM; perhaps, where there is one that says next to nothing."""
        found = _manifest(opened)
        if not found:
            return 0.0
        start = opened.beginning(found, 262_144)
        if _OTHERS.search(start):
            return 0.3 if _SCORM.search(start) else 0.0
        if _SCORM.search(start):
            return 1.0
        return 0.55 if len(start) < 500 else 0.2

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """What can be started, in the order of the manifest's organization. Raises Unusable where nothing can."""
        found = _manifest(opened)
        if not found:
            raise Unusable(f"{opened.name} holds no {MANIFEST}: it is no SCORM package.")
        root = parse(opened.bytes(found), found, lambda said: notes.changed(found, found, f"{said}."))
        if local(root) != "manifest":
            raise Unusable(f"{found} in {opened.name} is no manifest: its root is <{shown(local(root))}>.")
        reading = _Reading(opened, notes, found, root)
        yield reading.about()
        yield from reading.packages()
        if not reading.came:
            raise Unusable(f"{opened.name} holds nothing that can be started: no item of its manifest leads to a file.")


READER = Scorm()


def _manifest(opened: Opened) -> str:
    """The manifest's name: at the root, as it must be, or in the one folder that was packed with it."""
    found = [name for name in opened.names() if posixpath.basename(name).lower() == MANIFEST]
    found.sort(key=lambda name: (name.count("/"), name))
    return found[0] if found and found[0].count("/") <= 1 else ""


class Files(Mapping[str, bytes]):
    """A package's files, read when they are asked for."""

    def __init__(self, opened: Opened, names: Mapping[str, str]) -> None:
        self._opened = opened
        self._names = names
        """The name in the package -> that in what was opened."""

    def __getitem__(self, name: str) -> bytes:
        return self._opened.bytes(self._names[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@dataclass(frozen=True, slots=True)
class _Resource:
    key: str
    href: str
    base: str
    sco: bool
    files: tuple[str, ...]
    needs: tuple[str, ...]


class _Reading:
    """One manifest being read."""

    def __init__(self, opened: Opened, notes: Notes, manifest: str, root: etree._Element) -> None:
        self._opened, self._notes, self._manifest, self._root = opened, notes, manifest, root
        folder = posixpath.dirname(manifest)
        if folder:
            notes.changed(
                manifest, manifest, "The manifest stands in a folder and not at the root; it is read from there."
            )
        self._inside = {name[len(folder) + 1 :] if folder else name: name for name in self._whole(folder)}
        self._folded = {name.lower(): name for name in reversed(self._inside)}
        self._resources = {one.key: one for one in map(_resource, _all(root, "resource"))}
        self._kind = _version(root)
        self._about = _about(root, opened.name)
        self._taken: set[str] = set()
        self.came = 0

    def about(self) -> About:
        """What the package says of itself."""
        return self._about

    def packages(self) -> Iterator[Package]:
        """Everything that can be started."""
        chosen = self._organization()
        items = [one for one in _all(chosen, "item") if one.get("identifierref")] if chosen is not None else []
        if chosen is not None and any(local(one) in _RULES for one in chosen.iter()):
            self._notes.changed(self._manifest, self._place(chosen), "Its rules on what comes after what are left out.")
        starts = [(one, self._resources.get(one.get("identifierref") or "")) for one in items]
        several = len(items) > 1
        for item, resource in starts:
            yield from self._item(item, resource, several)
        if not items:
            yield from self._without_items()

    def _item(self, item: etree._Element, resource: _Resource | None, several: bool) -> Iterator[Package]:
        key = self._own(item.get("identifier") or item.get("identifierref") or "item", self._place(item))
        name = _child_text(item, "title") or self._about.title
        if resource is None:
            self._left(key, item, "The resource that it names does not stand in the manifest.")
            return
        yield from self._package(key, item, name, resource, item.get("parameters") or "", several)

    def _without_items(self) -> Iterator[Package]:
        """A package without an organization: what its resources start."""
        found = [one for one in self._resources.values() if one.sco] or [
            one for one in self._resources.values() if one.href.lower().partition("?")[0].endswith(_STARTS)
        ][:1]
        for resource in found:
            key = self._own(resource.key or "resource", self._manifest)
            name = self._about.title if len(found) == 1 else resource.key
            yield from self._package(key, self._root, name, resource, "", len(found) > 1)

    def _package(
        self, key: str, where: etree._Element, name: str, resource: _Resource, query: str, several: bool
    ) -> Iterator[Package]:
        href, _, own = resource.href.partition("#")[0].partition("?")
        if re.match(r"[a-z][a-z0-9+.-]*:|//", href, re.IGNORECASE):
            self._left(key, where, "It begins on another site and not in the package.")
            return
        start = self._named(resource.base + href)
        if not href or not start:
            self._left(key, where, "The file that begins it is missing in the package.")
            return
        if start != resource.base + href:
            self._notes.changed(key, self._place(where), "The manifest writes the name of its first file otherwise.")
        missing = sum(not self._named(one) for one in resource.files)
        if missing:
            self._notes.changed(key, self._place(where), "Files that the manifest lists for it are missing.")
        names = self._needed(resource) if several else list(self._inside)
        files = Files(self._opened, {one: self._inside[one] for one in names})
        asked = "&".join(part.lstrip("?&") for part in (own, query.partition("#")[0]) if part.strip("?& "))
        self.came += 1
        yield Package(
            key, self._place(where), title(name), self._kind, f"{start}?{asked}" if asked else start, files,
            self._about.origin,
        )  # fmt: skip

    def _needed(self, resource: _Resource) -> list[str]:
        """The files of one of several: its own, those that it depends on, and those that the manifest lists nowhere."""
        listed = {name for one in self._resources.values() for name in map(self._named, one.files) if name}
        seen: set[str] = set()
        waiting = [resource]
        own: set[str] = {self._named(resource.base + re.split(r"[?#]", resource.href)[0])}
        while waiting:
            one = waiting.pop()
            if one.key not in seen:
                seen.add(one.key)
                own |= {name for name in map(self._named, one.files) if name}
                waiting += [self._resources[key] for key in one.needs if key in self._resources]
        return [name for name in self._inside if name in own or name not in listed]

    def _organization(self) -> etree._Element | None:
        found = list(_all(self._root, "organization"))
        if not found:
            return None
        default = next((one.get("default") for one in _all(self._root, "organizations")), None)
        chosen = next((one for one in found if default and one.get("identifier") == default), found[0])
        for other in found:
            if other is not chosen:
                key = other.get("identifier") or "organization"
                self._left(key, other, "It is another order of the same things; the default one comes.")
        return chosen

    def _whole(self, folder: str) -> Iterator[str]:
        """The files of the package that can be read."""
        for name in self._opened.names():
            if folder and not name.startswith(f"{folder}/"):
                continue
            try:
                self._opened.bytes(name)
            except Unusable as error:
                self._notes.left(name, name, "file", error.message)
                continue
            yield name

    def _named(self, address: str) -> str:
        """The file that an address means: as written, unescaped, or in other letters; "" where there is none."""
        for written in (address, unquote(address)):
            name = posixpath.normpath(written.replace("\\", "/")) if written else ""
            if name in self._inside:
                return name
            if name.lower() in self._folded:
                return self._folded[name.lower()]
        return ""

    def _own(self, key: str, place: str) -> str:
        number, own = 2, key
        while own in self._taken:
            own = f"{key}~{number}"
            number += 1
        self._taken.add(own)
        if own != key:
            self._notes.changed(own, place, "Another item of the manifest has its identifier, too.")
        return own

    def _left(self, key: str, where: etree._Element, why: str) -> None:
        self._notes.left(key, self._place(where), "package", why)

    def _place(self, element: etree._Element) -> str:
        return f"{self._manifest}:{element.sourceline}"


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (one for one in root.iter(etree.Element) if local(one) == name)


def _child_text(element: etree._Element, name: str) -> str:
    return next((in_one_line(text_of(one)) for one in element if local(one) == name), "")


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute whatever its namespace and letters: ``adlcp:scormtype`` in 1.2, ``adlcp:scormType`` in 2004."""
    found = (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2].lower() == name)
    return next(found, "")


def _resource(element: etree._Element) -> _Resource:
    base = "".join(reversed([_base(one) for one in (element, *element.iterancestors())]))
    files = tuple(base + (one.get("href") or "") for one in element if local(one) == "file" and one.get("href"))
    needs = tuple(one.get("identifierref") or "" for one in element if local(one) == "dependency")
    sco = _attribute(element, "scormtype").lower() == "sco"
    return _Resource(element.get("identifier") or "", (element.get("href") or "").strip(), base, sco, files, needs)


def _base(element: etree._Element) -> str:
    """``xml:base`` (XML Base), which stands before what is within."""
    base = (element.get("{http://www.w3.org/XML/1998/namespace}base") or "").strip()
    return f"{base.rstrip('/')}/" if base and "://" not in base else ""


def _version(root: etree._Element) -> str:
    said = " ".join(in_one_line(text_of(one)) for one in _all(root, "schemaversion"))
    if re.search(r"2004|1\.3", said):
        return "scorm-2004"
    if "1.2" in said:
        return "scorm-1.2"
    spaces = " ".join(str(space) for one in root.iter(etree.Element) for space in one.nsmap.values())
    return "scorm-2004" if "adlcp_v1p3" in spaces or "adlseq" in spaces else "scorm-1.2"


def _about(root: etree._Element, name: str) -> About:
    """The title of the organization, and what the metadata say (IEEE LOM)."""
    organized = next((_child_text(one, "title") for one in _all(root, "organization")), "")
    general = next(_all(root, "general"), None)
    called = organized or _lom(general, "title") or name.rpartition(".")[0] or name
    rights = next(_all(root, "rights"), None)
    licence = _lom(rights, "description")[:200]
    language = _child_text(general, "language") if general is not None else ""
    summary = _lom(general, "description")
    language = language if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", language) else ""
    return About(
        title(called), language, summary, Origin(title(called), licence, id=(root.get("identifier") or "")[:500])
    )


def _lom(part: etree._Element | None, name: str) -> str:
    """A text of the metadata in its first language."""
    if part is None:
        return ""
    found = next((one for one in part if local(one) == name), None)
    if found is None:
        return ""
    texts = [one for one in found.iter(etree.Element) if local(one) in {"langstring", "string"}] or [found]
    return in_one_line(text_of(texts[0]))
