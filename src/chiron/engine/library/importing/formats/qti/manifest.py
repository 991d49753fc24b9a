"""``imsmanifest.xml``: what a package holds, in which order, and what is said of it.

IMS Content Packaging 1.1.4 and 1.2 (manifest, organizations, resources), with IEEE LOM 1.0 metadata in any binding:
elements are known by their local names, as namespaces differ from profile to profile.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field

from chiron.engine.library.importing.arriving import Origin
from chiron.engine.library.importing.formats.qti.vocabulary import Element, below, child, children, local, words

NAME = "imsmanifest.xml"
_SPDX = {
    r"creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)": "CC-{}-{}",
    r"creativecommons\.org/publicdomain/(zero)/([0-9.]+)": "CC0-1.0",
    r"\bCC[ -](BY(?:-NC)?(?:-SA|-ND)?)[ -]([0-9]\.[0-9])\b": "CC-{}-{}",
    r"\bCC0\b": "CC0-1.0",
}
MOST_ITEMS = 20_000


@dataclass(frozen=True, slots=True)
class Metadata:
    """What LOM says of a thing."""

    title: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    licence: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    skills: tuple[str, ...] = ()

    def origin(self, title: str, name: str = "") -> Origin | None:
        """Where a thing comes from; None where nothing is said that would not be said of the whole."""
        if not (self.licence or self.authors):
            return None
        return Origin(self.title or title, self.licence, self.authors, "", name)


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource: its kind, its main file, its other files, and what it depends on."""

    name: str
    kind: str
    href: str
    files: tuple[str, ...]
    needs: tuple[str, ...]
    about: Metadata


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in an organization: its title, what stands there, and what stands below."""

    name: str
    title: str
    resource: str
    below: tuple[Entry, ...] = ()


@dataclass(slots=True)
class Manifest:
    """A whole manifest. ``doubled`` are identifiers that stand twice."""

    place: str
    about: Metadata
    resources: dict[str, Resource] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    doubled: tuple[str, ...] = ()


def read_manifest(root: Element, place: str) -> Manifest:
    """A manifest. What is missing in it is empty."""
    found = Manifest(place, metadata(child(root, "metadata")))
    folder = posixpath.dirname(place)
    holder = child(root, "resources")
    doubled = []
    for element in children(holder, "resource") if holder is not None else []:
        one = _resource(element, posixpath.join(folder, _base(root), _base(holder), _base(element)))
        if one.name in found.resources:
            doubled.append(one.name)
            one = Resource(f"{one.name}~{len(doubled)}", one.kind, one.href, one.files, one.needs, one.about)
        found.resources[one.name] = one
    found.doubled = tuple(doubled)
    organizations = child(root, "organizations")
    every = children(organizations, "organization") if organizations is not None else []
    default = organizations.get("default") if organizations is not None else None
    chosen = next((each for each in every if each.get("identifier") == default), every[0] if every else None)
    if chosen is not None:
        found.entries = _entries(chosen, [MOST_ITEMS], 0)
    return found


def _base(element: Element | None) -> str:
    found = element.get("{http://www.w3.org/XML/1998/namespace}base") if element is not None else None
    return found if found and "://" not in found else ""


def _resource(element: Element, folder: str) -> Resource:
    def at(reference: str) -> str:
        return posixpath.normpath(posixpath.join(folder, reference)) if "://" not in reference else reference

    files = tuple(at(each.get("href") or "") for each in children(element, "file") if each.get("href"))
    href = element.get("href")
    return Resource(
        element.get("identifier") or "",
        (element.get("type") or "").strip().lower(),
        at(href) if href else "",
        files,
        tuple(each.get("identifierref") or "" for each in children(element, "dependency")),
        metadata(child(element, "metadata")),
    )


def _entries(element: Element, left: list[int], depth: int) -> tuple[Entry, ...]:
    found = []
    for item in children(element, "item"):
        left[0] -= 1
        if left[0] < 0 or depth > 30:
            break
        title = child(item, "title")
        found.append(
            Entry(
                item.get("identifier") or "",
                words(title) if title is not None else "",
                item.get("identifierref") or "",
                _entries(item, left, depth + 1),
            )
        )
    return tuple(found)


# -- metadata


def metadata(element: Element | None) -> Metadata:
    """What LOM says below an element."""
    lom = (
        next((each for each in element.iter() if local(each) in ("lom", "record")), None)
        if element is not None
        else None
    )
    if lom is None:
        return Metadata()
    general = child(lom, "general")
    titles = _strings(general, "title")
    described = _strings(general, "description")
    keywords = tuple(dict.fromkeys(_strings(general, "keyword")))
    language = (
        words(child(general, "language")) if general is not None and child(general, "language") is not None else ""
    )
    return Metadata(
        titles[0] if titles else "",
        "\n\n".join(described),
        keywords,
        licence(lom),
        _authors(lom),
        language,
        _skills(lom),
    )


def _strings(element: Element | None, name: str) -> list[str]:
    """The texts of elements of a name, in the first language in which each stands."""
    found = []
    for one in children(element, name) if element is not None else []:
        inner = next((each for each in below(one, "string", "langstring") if words(each)), None)
        text = words(inner if inner is not None else one)
        if text:
            found.append(text)
    return found


def licence(lom: Element) -> str:
    """The licence as an SPDX name where its words name one, else in its own words."""
    rights = next((each for each in lom.iter() if local(each) == "rights"), None)
    if rights is None:
        return ""
    text = " ".join(_strings(rights, "description"))
    for pattern, name in _SPDX.items():
        match = re.search(pattern, text, re.IGNORECASE)
        if match:
            return name.format(match[1].upper(), match[2]) if "{}" in name else name
    return text[:200]


def _authors(lom: Element) -> tuple[str, ...]:
    found = []
    for one in below(lom, "contribute"):
        role = child(one, "role")
        said = words(role).lower() if role is not None else ""
        if "author" not in said and "creator" not in said:
            continue
        for entity in below(one, "entity", "vcard"):
            card = "".join(entity.itertext())
            name = re.search(r"(?im)^\s*FN[^:\n]*:(.+?)\s*$", card) or re.search(r"FN:(.*?)(?:\s+[A-Z]+[:;]|$)", card)
            text = name[1].strip() if name else words(entity)
            if text and "BEGIN:VCARD" not in text:
                found.append(text)
    return tuple(dict.fromkeys(found))


def _skills(lom: Element) -> tuple[str, ...]:
    """Competencies and objectives that a classification names (LOM 1.0, 9.1 Purpose)."""
    found = []
    for one in below(lom, "classification"):
        purpose = child(one, "purpose")
        said = words(purpose).lower() if purpose is not None else ""
        if not re.search(r"competency|educational objective|skill", said):
            continue
        for path in below(one, "taxonPath", "taxonpath"):
            entries = [words(each) for each in below(path, "entry") if words(each)]
            found += entries[-1:]
    return tuple(dict.fromkeys(found))
