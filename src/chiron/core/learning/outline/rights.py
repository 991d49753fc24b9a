"""Whose rights a draft rests on: the licences of its parts, and those that do not go together.

As far as the names of licences tell (``core.learning.licences``): BY-SA and BY-NC-SA works cannot be made one, for each
asks that what is made of it has its own licence (https://creativecommons.org/licenses, ShareAlike).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chiron.core.learning.licences import Use, as_said, forbids
from chiron.core.learning.outline.said import Said
from chiron.core.learning.outline.tree import From, Tree
from chiron.core.words import Json

_ALIKE = re.compile(r"\bsa\b|share-?\s?alike", re.IGNORECASE)
_VERSION = re.compile(r"\d+(\.\d+)?")
_UNNAMED = "unknown"
"""What an import writes where a source names no licence."""


@dataclass(frozen=True, slots=True)
class Rights:
    """A source of parts of the draft: at how many it stands, and which uses its licence forbids."""

    title: str
    licence: str
    items: int
    texts: int
    forbids: tuple[Use, ...]
    alike: bool
    """Whether what is made of it must have its licence."""
    resources: int = 0


def of_resources(content: Mapping[str, Json]) -> tuple[From, ...]:
    """Where a course's things to read and see come from, as its composed content tells.

    A link to something of which no origin is told is left out: it is not in the course, and nobody need allow a link.
    """
    skills = [skill for unit in content.get("units", ()) for skill in unit.get("skills", ())]
    found = (one for part in (content, *skills) for one in part.get("resources") or ())
    return tuple(
        From(str(said["title"]), "" if licence.strip().casefold() == _UNNAMED else licence)
        for one in found
        if one.get("origin") or one.get("media") or one.get("package")
        for said in (one.get("origin") or one,)
        for licence in (str(said.get("licence") or one.get("licence") or ""),)
    )


def rights(tree: Tree, resources: Sequence[From] = ()) -> tuple[Rights, ...]:
    """What the parts of the course (not of the tray) and its ``resources`` come from, the most used first."""
    items = Counter(item.origin for item in tree.items.values() if item.origin is not None)
    texts = Counter(part.origin for part in _read(tree) if part.origin is not None)
    shown = Counter(resources)
    found = [
        Rights(one.title, one.licence, items[one], texts[one], forbids(one.licence), alike(one.licence), shown[one])
        for one in dict.fromkeys((*items, *texts, *shown))
    ]
    return tuple(sorted(found, key=lambda one: -(one.items + one.texts + one.resources)))


@dataclass(frozen=True, slots=True)
class _Part:
    origin: From | None


def _read(tree: Tree) -> Iterator[_Part]:
    for skill in tree.skills.values():
        if skill.lesson:
            yield _Part(skill.origin)
    for text in tree.texts.values():
        yield _Part(text.origin)


def alike(licence: str) -> bool:
    """Whether a licence asks that what is made of its work has the same."""
    return bool(_ALIKE.search(licence))


def conflicts(tree: Tree, resources: Sequence[From] = ()) -> tuple[Said, ...]:
    """Licences that do not go together, or not with that of the course: kinds and the values of their sentences.

    ``share-alike``: ``one`` and ``other`` each ask for their own licence, or for another than the course's;
    ``non-commercial``: the course's licence allows what that of ``title`` forbids; ``changed``: a work was changed that
    must not be; ``unlicensed``: nobody gave any right.
    """
    found = rights(tree, resources)
    return (
        *_alike(found, tree.head.licence),
        *(Said("non-commercial", {"title": one.title, "licence": as_said(one.licence)}) for one in _sold(found, tree)),
        *_changed(tree),
        *(Said("unlicensed", {"title": one.title}) for one in found if "any" in one.forbids),
    )


def _alike(found: tuple[Rights, ...], own: str) -> Iterator[Said]:
    asked = {_same(one.licence): one for one in found if one.alike}
    others = list(asked.values())
    for number, one in enumerate(others):
        for other in others[number + 1 :]:
            yield Said("share-alike", {"one": _of(one), "other": _of(other)})
        if _same(own) != _same(one.licence):
            yield Said("share-alike", {"one": _of(one), "other": as_said(own)})
        for other in found:
            if "commercial" in other.forbids and "commercial" not in one.forbids and not other.alike:
                yield Said("share-alike", {"one": _of(one), "other": _of(other)})


def _same(licence: str) -> str:
    """What must be the same of two licences: versions after another go together."""
    return _VERSION.sub("", as_said(licence)).strip(" -").casefold()


def _of(one: Rights) -> str:
    return f"{one.title} ({as_said(one.licence)})"


def _sold(found: tuple[Rights, ...], tree: Tree) -> Iterator[Rights]:
    if "commercial" not in forbids(tree.head.licence):
        yield from (one for one in found if "commercial" in one.forbids)


def _changed(tree: Tree) -> Iterator[Said]:
    parts = [(text.title, text.changed, text.origin) for text in tree.texts.values()]
    parts += [(item.stem, item.changed, item.origin) for item in tree.items.values()]
    for title, changed, origin in parts:
        if changed and origin is not None and "changed" in forbids(origin.licence):
            yield Said("changed", {"title": title, "licence": as_said(origin.licence)})
