"""What a SCORM package can start, by its ``imsmanifest.xml``.

SCORM 1.2 and 2004 4th Edition, Content Aggregation Model; IMS Content Packaging 1.1. Of their rules on what comes after
what, only a list of parts that must be finished first (``adlcp:prerequisites`` of 1.2) is followed; the rest is told.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote

from lxml import etree

from chiron.core.learning.packages import MOST_PARTS, Contents, Playable, Standard, reachable

MANIFEST = "imsmanifest.xml"
_RULES = frozenset({"sequencing", "sequencingcollection"})
_STARTS = (".html", ".htm", ".xhtml")
_AWAY = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_KEYS = re.compile(r"[^&|~=<>{}()*,\"\s]+")
_FREE = "Its rules on what comes after what are not followed: every part can be opened in any order."


class Told(Protocol):
    """Hears what becomes otherwise, and what is left out."""

    def changed(self, key: str, place: str, what: str) -> None:
        """Something comes otherwise than it stands there."""

    def left(self, key: str, place: str, kind: str, why: str) -> None:
        """Something does not come."""


class Unplayable(ValueError):
    """Nothing of a package can be played; the message says why."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A ``<resource>``: what an item starts."""

    key: str
    href: str
    base: str
    sco: bool
    files: tuple[str, ...]


def contents_of(root: etree._Element, names: Iterable[str], name: str, told: Told) -> Contents:
    """What can be started, in the order of the manifest's organization. ``names`` are the package's files as it sees
    them, ``name`` is that of the manifest. Raises Unplayable where nothing can.
    """
    if local(root) != "manifest":
        raise Unplayable(f"{name} is no manifest: its root is <{local(root)[:40]}>.")
    reading = _Reading(root, names, name, told)
    parts = reading.parts()
    if not parts:
        raise Unplayable("It holds nothing that can be started: no item of its manifest leads to a file.")
    return Contents(standard=standard_of(root), title=titled(root) or parts[0].title, parts=parts)


class _Reading:
    """One manifest being read."""

    def __init__(self, root: etree._Element, names: Iterable[str], name: str, told: Told) -> None:
        self._root, self._name, self._told = root, name, told
        self._inside = set(names)
        self._folded = {each.lower(): each for each in sorted(self._inside, reverse=True)}
        self._resources = {one.key: one for one in map(_resource, every(root, "resource"))}
        self._taken: set[str] = set()
        self._wants: dict[str, str] = {}
        """What the prerequisites of a part say, by its key."""

    def parts(self) -> tuple[Playable, ...]:
        """Everything that can be started."""
        chosen = self._organization()
        items = [one for one in every(chosen, "item") if one.get("identifierref")] if chosen is not None else []
        found: list[Playable] = []
        for item in items:
            found += self._item(item)
        if not items:
            found += self._without_items()
        if len(found) > MOST_PARTS:
            self._told.changed(self._name, self._name, f"It has {len(found)} parts; the first {MOST_PARTS} come.")
            found = found[:MOST_PARTS]
        if chosen is not None and any(local(one) in _RULES for one in chosen.iter()) and len(found) > 1:
            self._told.changed(self._name, self._place(chosen), _FREE)
        return self._in_order(found)

    def _item(self, item: etree._Element) -> Iterator[Playable]:
        key = self._own(item.get("identifier") or item.get("identifierref") or "item", self._place(item))
        resource = self._resources.get(item.get("identifierref") or "")
        if resource is None:
            self._left(key, item, "The resource that it names does not stand in the manifest.")
            return
        yield from self._part(key, item, _child(item, "title") or titled(self._root), resource)

    def _without_items(self) -> Iterator[Playable]:
        """A package without an organization: what its resources start."""
        found = [one for one in self._resources.values() if one.sco] or [
            one for one in self._resources.values() if one.href.lower().partition("?")[0].endswith(_STARTS)
        ][:1]
        for resource in found:
            key = self._own(resource.key or "resource", self._name)
            yield from self._part(key, self._root, titled(self._root) if len(found) == 1 else resource.key, resource)

    def _part(self, key: str, item: etree._Element, title: str, resource: Resource) -> Iterator[Playable]:
        href, _, own = resource.href.partition("#")[0].partition("?")
        if _AWAY.match(href):
            self._left(key, item, "It begins on another site and not in the package.")
            return
        start = self._named(resource.base + href)
        if not href or not start:
            self._left(key, item, "The file that begins it is missing in the package.")
            return
        if start != resource.base + href:
            self._told.changed(key, self._place(item), "The manifest writes the name of its first file otherwise.")
        if any(not self._named(one) for one in resource.files):
            self._told.changed(key, self._place(item), "Files that the manifest lists for it are missing.")
        asked = "&".join(
            part.lstrip("?&") for part in (own, (item.get("parameters") or "").partition("#")[0]) if part.strip("?& ")
        )
        own_item = item if item is not self._root else None
        # A SCO says what it did; by both standards anything else does not speak to who plays it.
        yield Playable(
            key=key,
            title=(title or key)[:300],
            start=(f"{start}?{asked}" if asked else start)[:2_000],
            reports=resource.sco,
            data=_below(own_item, "datafromlms")[:4_096],
            mastery=_mastery(own_item),
            threshold=_threshold(own_item),
            limit=(_below(own_item, "maxtimeallowed") or _limits(own_item))[:60],
        )
        self._wants[key] = _below(own_item, "prerequisites")

    def _in_order(self, parts: list[Playable]) -> tuple[Playable, ...]:
        """The parts with what must be finished before each, where that can be followed."""
        keys = {part.key for part in parts}
        made = [part.model_copy(update={"needs": self._needs(part.key, keys)}) for part in parts]
        can = reachable(made)
        for number, part in enumerate(made):
            if part.key not in can:
                said = "Its prerequisites wait for one another: they are not followed."
                self._told.changed(part.key, self._name, said)
                made[number] = part.model_copy(update={"needs": ()})
        return tuple(made)

    def _needs(self, key: str, keys: set[str]) -> tuple[tuple[str, ...], ...]:
        """``A&B|C`` as groups of parts; none, and told, where it says more (AICC CMI001, 5.4: aicc_script)."""
        wanted = re.sub(r"\s", "", self._wants.get(key, ""))
        if not wanted:
            return ()
        groups = tuple(tuple(group.split("&")) for group in wanted.split("|"))
        if all(_KEYS.fullmatch(one) and one in keys and one != key for group in groups for one in group):
            return groups
        self._told.changed(key, self._name, "Its prerequisites say more than a list of parts: they are not followed.")
        return ()

    def _organization(self) -> etree._Element | None:
        found = list(every(self._root, "organization"))
        if not found:
            return None
        default = next((one.get("default") for one in every(self._root, "organizations")), None)
        chosen = next((one for one in found if default and one.get("identifier") == default), found[0])
        for other in found:
            if other is not chosen:
                key = other.get("identifier") or "organization"
                self._left(key, other, "It is another order of the same things; the default one comes.")
        return chosen

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
        key = key.strip()[:150] or "item"
        number, own = 2, key
        while own in self._taken:
            own = f"{key}~{number}"
            number += 1
        self._taken.add(own)
        if own != key:
            self._told.changed(own, place, "Another item of the manifest has its identifier, too.")
        return own

    def _left(self, key: str, where: etree._Element, why: str) -> None:
        self._told.left(key, self._place(where), "package", why)

    def _place(self, element: etree._Element) -> str:
        return f"{self._name}:{element.sourceline}"


def local(element: etree._Element) -> str:
    """The tag without its namespace, in small letters, as 1.2 and 2004 write some differently."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def every(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """All elements of this name, in order."""
    return (one for one in root.iter(etree.Element) if local(one) == name)


def line_of(element: etree._Element) -> str:
    """The text within, in one line."""
    return " ".join("".join(str(text) for text in element.itertext("*")).split())


def titled(root: etree._Element) -> str:
    """The title of the organization, or that of the metadata (IEEE LOM)."""
    organized = next((_child(one, "title") for one in every(root, "organization")), "")
    return (organized or lom(next(every(root, "general"), None), "title"))[:300]


def lom(part: etree._Element | None, name: str) -> str:
    """A text of the metadata in its first language."""
    found = next((one for one in part if local(one) == name), None) if part is not None else None
    if found is None:
        return ""
    texts = [one for one in found.iter(etree.Element) if local(one) in {"langstring", "string"}] or [found]
    return line_of(texts[0])


def standard_of(root: etree._Element) -> Standard:
    """1.2 or 2004, by what it says or by its namespaces."""
    said = " ".join(line_of(one) for one in every(root, "schemaversion"))
    if re.search(r"2004|1\.3", said):
        return "scorm-2004"
    if "1.2" in said:
        return "scorm-1.2"
    spaces = " ".join(str(space) for one in root.iter(etree.Element) for space in one.nsmap.values())
    return "scorm-2004" if "adlcp_v1p3" in spaces or "adlseq" in spaces else "scorm-1.2"


def _child(element: etree._Element, name: str) -> str:
    return next((line_of(one) for one in element if local(one) == name), "")


def _below(item: etree._Element | None, name: str) -> str:
    """The text of a direct child of an item; what stands deeper is another item's."""
    return _child(item, name) if item is not None else ""


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute whatever its namespace and letters: ``adlcp:scormtype`` in 1.2, ``adlcp:scormType`` in 2004."""
    found = (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2].lower() == name)
    return next(found, "")


def _rules(item: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Elements of this name within an item's own ``imsss:sequencing``."""
    for own in item if item is not None else ():
        if local(own) == "sequencing":
            yield from every(own, name)


def _mastery(item: etree._Element | None) -> float | None:
    """``adlcp:masteryscore`` (1.2), or the primary objective's measure where that decides (2004, ``imsss``)."""
    if said := _below(item, "masteryscore"):
        return _number(said, 0, 100)
    for objective in _rules(item, "primaryobjective"):
        if _attribute(objective, "satisfiedbymeasure").lower() in {"true", "1"}:
            return _number(_child(objective, "minnormalizedmeasure") or "1", -1, 1)
    return None


def _threshold(item: etree._Element | None) -> float | None:
    """``adlcp:completionThreshold``: its text in earlier editions, an attribute where it decides in the fourth."""
    for one in item if item is not None else ():
        if local(one) == "completionthreshold":
            if _attribute(one, "completedbymeasure").lower() in {"true", "1"}:
                return _number(_attribute(one, "minprogressmeasure") or "1", 0, 1)
            return _number(line_of(one), 0, 1)
    return None


def _limits(item: etree._Element | None) -> str:
    return next(
        (_attribute(one, "attemptabsolutedurationlimit") for one in _rules(item, "limitconditions")),
        "",
    )


def _number(text: str, least: float, most: float) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if least <= found <= most else None


def _resource(element: etree._Element) -> Resource:
    base = "".join(reversed([_base(one) for one in (element, *element.iterancestors())]))
    files = tuple(base + (one.get("href") or "") for one in element if local(one) == "file" and one.get("href"))
    sco = _attribute(element, "scormtype").lower() == "sco"
    return Resource(element.get("identifier") or "", (element.get("href") or "").strip(), base, sco, files)


def _base(element: etree._Element) -> str:
    """``xml:base`` (XML Base), which stands before what is within."""
    base = (element.get("{http://www.w3.org/XML/1998/namespace}base") or "").strip()
    return f"{base.rstrip('/')}/" if base and "://" not in base else ""
