"""What Word's and PowerPoint's packages share: parts, relationships, properties (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from chiron.engine.library.importing.arriving import About, Arrival, Notes, Origin
from chiron.engine.library.importing.formats.documents.rights import licence
from chiron.engine.library.importing.formats.documents.web import resolved
from chiron.engine.library.importing.opening import Opened, Unusable, open_bytes
from chiron.engine.library.importing.texts import identifier, in_one_line
from chiron.engine.library.importing.xml import local, parse, text_of

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"


@dataclass(frozen=True, slots=True)
class Related:
    """One relationship: what the other part is, and its name; or an address outside."""

    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Package:
    """A document's parts."""

    name: str
    opened: Opened
    trees: dict[str, etree._Element] = field(default_factory=dict)
    """Of parts that many others need, such as layouts."""

    def parsed(self, part: str) -> etree._Element:
        """A part of XML. Raises Unusable where it is broken or missing."""
        try:
            return parse(self.opened.bytes(part), f"{self.name}, {part}")
        except KeyError:
            raise Unusable(f"{self.name}: its part {part} is missing. It may be broken or cut off.") from None

    def shared(self, part: str) -> etree._Element | None:
        """A part that many others need, kept; None where it cannot be read."""
        if part not in self.trees:
            try:
                self.trees[part] = self.parsed(part)
            except Unusable:
                return None
        return self.trees[part]

    def related(self, part: str) -> dict[str, Related]:
        """The relationships of a part by their ids. Nothing outside is ever fetched."""
        folder, _, file = part.rpartition("/")
        name = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if name not in self.opened.names():
            return {}
        found = {}
        for element in self.parsed(name):
            target = element.get("Target") or ""
            external = element.get("TargetMode") == "External"
            kind = (element.get("Type") or "").rpartition("/")[2]
            found[element.get("Id") or ""] = Related(kind, target if external else resolved(target, part), external)
        return found

    def main(self) -> str:
        """The part that is the document itself. Raises Unusable."""
        found = next((each.target for each in self.related("").values() if each.kind == "officeDocument"), "")
        if not found or found not in self.opened.names():
            raise Unusable(f"{self.name} has no document in it: it is broken, cut off, or of another kind.")
        return found

    def about(self) -> About:
        """From the properties of the package (ECMA-376 part 2, 11)."""
        said: dict[str, str] = {}
        part = next((each.target for each in self.related("").values() if each.kind == "core-properties"), "")
        if part in self.opened.names() and (root := self.shared(part)) is not None:
            said = {local(element): in_one_line(text_of(element)) for element in root}
        title = said.get("title") or posixpath.splitext(posixpath.basename(self.name))[0]
        authors = tuple(name.strip() for name in said.get("creator", "").split(";") if name.strip())
        stated = licence(f"{said.get('rights', '')} {said.get('description', '')} {said.get('keywords', '')}")
        language = said.get("language", "").partition("-")[0].lower()
        return About(title, language, said.get("description", ""), Origin(title, stated, authors))

    def beside(self, notes: Notes, kinds: Sequence[tuple[str, str, str]]) -> None:
        """Tell of parts that never come: (what is in their name, what they are, why)."""
        for pattern, what, why in kinds:
            count = sum(pattern in name.lower() for name in self.opened.names())
            if count:
                notes.left(f"{what}s", self.name, what, f"{count} in it: {why}")


def relation(element: etree._Element, name: str = "id") -> str:
    """The relationship that an element names."""
    return element.get(f"{R}{name}") or element.get(f"{_STRICT}{name}") or ""


def fits(opened: Opened, endings: tuple[str, ...], folder: str) -> float:
    """How surely a source is a document of this kind."""
    names = opened.names()
    if "[Content_Types].xml" in names:
        return 0.95 if any(name.startswith(folder) for name in names) else 0.0
    known = [name for name in names if name.lower().endswith(endings)]
    return (0.95 if len(names) == 1 else 0.85) * len(known) / max(1, len(names))


def each(
    opened: Opened,
    notes: Notes,
    endings: tuple[str, ...],
    title: str,
    read: Callable[[Package, Notes, str], Iterator[Arrival]],
) -> Iterator[Arrival]:
    """What the documents of a source hold; of several, each with its own beginning of keys. Raises Unusable."""
    for name, why in opened.refused():
        notes.left(name, name, "file", why)
    if "[Content_Types].xml" in opened.names():
        yield from read(Package(opened.name, opened), notes, "")
        return
    names = opened.names()
    known = [name for name in names if name.lower().endswith(endings) or len(names) == 1]
    for name in names:
        if name not in known:
            notes.left(name, name, "file", f"It is no {title}.")
    came, last = False, None
    for name in known:
        try:
            base = f"{identifier(posixpath.splitext(name)[0])}-" if len(known) > 1 else ""
            for arrival in read(_package(name, opened, notes, title), notes, base):
                came = True
                yield arrival
        except Unusable as error:
            last = error
            if len(known) > 1:
                notes.left(name, name, "file", error.message)
    if not came:
        raise last or Unusable(f"{opened.name}: there is no {title} in it.")


def _package(name: str, opened: Opened, notes: Notes, title: str) -> Package:
    start = opened.beginning(name, 8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unusable(
            f"{name} is encrypted, or of the format before 2007. Save it anew as {title}, without a password."
        )
    if not start.startswith(b"PK"):
        raise Unusable(f"{name} is no {title}: it is broken or of another kind.")
    inside = open_bytes(name, opened.bytes(name))
    for member, why in inside.refused():
        notes.left(member, f"{name}, {member}", "part", why)
    return Package(name, inside)
