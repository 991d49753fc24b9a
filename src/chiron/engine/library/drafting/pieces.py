"""Pieces of courses: what belongs to one item, skill, text or head beside what the outline shows, named by its hash.

A piece is ``{content, languages, media, packages, ...}``: its fields as the course has them, its texts in other
languages, and the files that it names. An item's holds the wrong ideas too that it names of its skill (``ideas``), so
that it can stand in another. ``said`` are the words at the time of the translation: where the outline says others now,
their translation is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

from chiron.core.words import Json

_MEDIA = re.compile(r"\]\(media/([a-z0-9._-]{1,100})\)")
_STEP = frozenset(("id", "kind", "prompt", "hints", "solution", "skill"))


def hash_of(body: Mapping[str, Json]) -> str:
    """The name of a piece: half of the SHA-256 of its canonical JSON."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def files_named(body: Mapping[str, Json]) -> set[str]:
    """The files of ``media`` that a piece's texts name, or that its links stand for."""
    found = set(_files(body))
    for link in links_of(body.get("content")):
        found |= {str(link[name]) for name in ("media", "captions") if link.get(name)}
    return found


def _files(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        if "](media/" in value:
            yield from _MEDIA.findall(value)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _files(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _files(inner)


def links_of(value: Json) -> list[dict[str, Json]]:
    """The resources of a skill's or head's fields."""
    found = value.get("resources", ()) if isinstance(value, Mapping) else ()
    return [link for link in found if isinstance(link, dict)]


def ideas_named(template: Mapping[str, Json]) -> set[str]:
    """The misconceptions that the wrong answers of a template name."""
    found: set[str] = set()
    for step in template.get("steps", ()):
        for name, value in step.items():
            if name not in _STEP:
                found.update(_ideas(value, name == "ideas", name == "misconception"))
    return found


def _ideas(value: Json, within: bool, here: bool) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _ideas(inner, within, name == "misconception")
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _ideas(inner, within, False)
    elif (within or here) and isinstance(value, str):
        yield value


def with_files(value: Json, renamed: Mapping[str, str], packages: Mapping[str, str]) -> Json:
    """The same with other names for files and packages, in texts and links."""
    if isinstance(value, str):
        return _MEDIA.sub(lambda found: f"](media/{renamed.get(found[1], found[1])})", value)
    if isinstance(value, list):
        return [with_files(inner, renamed, packages) for inner in value]
    if not isinstance(value, dict):
        return value
    made = {name: with_files(inner, renamed, packages) for name, inner in value.items()}
    if isinstance(made.get("resources"), list):
        made["resources"] = [_link(link, renamed, packages) for link in made["resources"]]
    return made


def _link(link: Json, renamed: Mapping[str, str], packages: Mapping[str, str]) -> Json:
    if not isinstance(link, dict):
        return link
    made = dict(link)
    for name, names in (("media", renamed), ("captions", renamed), ("package", packages)):
        if isinstance(made.get(name), str):
            made[name] = names.get(made[name], made[name])
    return made
