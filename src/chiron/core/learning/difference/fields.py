"""What is other in the fields of a part: each as two texts that can be read beside each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from chiron.core.words import Json

Tree = Mapping[str, Any]
TITLE = 90
_BLANK = re.compile(r"\s+")
_MEDIA = re.compile(r"!\[([^\]]*)\]\([^)]*\)")


def changed_fields(old: Tree, new: Tree, without: Collection[str] = ()) -> Iterator[tuple[str, str, str]]:
    """(field, before, after) of every field that is other, in the order of the new part; absent is empty."""
    for name in dict.fromkeys([*new, *old]):
        if name not in without and old.get(name) != new.get(name):
            before, after = told(old.get(name)), told(new.get(name))
            if before != after:
                yield name, before, after


def told(value: Json) -> str:
    """A value of the course format as people read it: texts as they are, lists line by line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return "\n".join(_named(str(name), told(each)) for name, each in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(_listed(told(each)) for each in value)
    return str(value)


def _named(name: str, text: str) -> str:
    return f"{name}:\n{_indented(text)}" if "\n" in text else f"{name}: {text}"


def _listed(text: str) -> str:
    return "- " + _indented(text).lstrip() if "\n" in text else f"- {text}"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))


def stem(item: Tree) -> str:
    """The beginning of an item's question, by which people know it."""
    text = _MEDIA.sub(r"\1", str(item.get("prompt", "")))
    text = _BLANK.sub(" ", text).strip()
    if len(text) <= TITLE:
        return text
    cut = text[:TITLE]
    # A formula that is cut in two would be shown as its source.
    return (cut[: cut.rindex("$")] if cut.count("$") % 2 else cut).rstrip() + "…"
