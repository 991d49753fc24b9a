"""A draft's tree as JSON and back: what has its default is left out, so that a large draft stays small."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from chiron.core.learning.outline.tree import From, Goal, Head, Item, Skill, Text, Tray, Tree, Unit
from chiron.core.words import Json

T = TypeVar("T")
_PARTS = (Head, Unit, Skill, Item, Text, Goal, From, Tray, Tree)


def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    found: list[tuple[str, Any]] = []
    for each in fields(kind):
        default = each.default if each.default_factory is MISSING else each.default_factory()
        found.append((each.name, default))
    return tuple(found)


_FIELDS: dict[type, tuple[tuple[str, Any], ...]] = {kind: _defaults(kind) for kind in _PARTS}


def to_json(part: object) -> Json:
    """A tree, or a part of one, as JSON."""
    known = _FIELDS.get(type(part))
    if known is not None:
        made: dict[str, Json] = {}
        for name, default in known:
            value = getattr(part, name)
            if value != default:
                made[name] = value if type(value) in _PLAIN else to_json(value)
        return made
    return [each if type(each) in _PLAIN else to_json(each) for each in part] if isinstance(part, tuple) else part


_PLAIN = {str, int, float, bool, type(None), dict}


def from_json(value: Json) -> Tree:
    """The tree back. Raises KeyError, TypeError, ValueError for what none was written as."""
    return Tree(
        head=_head(value["head"]),
        units=_all(_unit, value.get("units", ())),
        tray=_tray(value.get("tray", {})),
        next=value.get("next", 1),
    )


def packed(tree: Tree) -> bytes:
    """A tree as compact bytes."""
    text = json.dumps(to_json(tree), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def unpacked(data: bytes) -> Tree:
    """The tree back. Raises KeyError, TypeError, ValueError for what none was packed as."""
    try:
        return from_json(json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass")))
    except zlib.error as broken:
        raise ValueError(str(broken)) from None


def _all(read: Callable[[Json], T], values: Iterable[Json]) -> tuple[T, ...]:
    return tuple([read(value) for value in values])


def _pairs(value: Json) -> Any:
    return tuple([tuple(each) for each in value])


def _origin(value: Json) -> From:
    return From(**value)


_READING: dict[str, Callable[[Json], Any]] = {
    "was": tuple,
    "kinds": tuple,
    "use": tuple,
    "prerequisites": tuple,
    "authors": tuple,
    "ages": tuple,
    "objectives": tuple,
    "names": _pairs,
    "origin": _origin,
}


def _fields(value: Json) -> dict[str, Any]:
    return {name: _READING[name](inner) if name in _READING else inner for name, inner in value.items()}


def _item(value: Json) -> Item:
    return Item(**_fields(value))


def _text(value: Json) -> Text:
    made = _fields(value)
    made["skills"] = tuple(made.get("skills", ()))
    return Text(**made)


def _skill(value: Json) -> Skill:
    made = _fields(value)
    made["items"] = _all(_item, made.get("items", ()))
    return Skill(**made)


def _unit(value: Json) -> Unit:
    made = dict(value)
    made["skills"] = _all(_skill, made.get("skills", ()))
    made["texts"] = _all(_text, made.get("texts", ()))
    return Unit(**made)


def _goal(value: Json) -> Goal:
    return Goal(value["id"], value["title"], tuple(value["skills"]))


def _head(value: Json) -> Head:
    made = _fields(value)
    made["goals"] = _all(_goal, made.get("goals", ()))
    return Head(**made)


def _tray(value: Json) -> Tray:
    return Tray(
        _all(_skill, value.get("skills", ())), _all(_item, value.get("items", ())), _all(_text, value.get("texts", ()))
    )
