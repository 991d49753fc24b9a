"""Putting fields into a YAML file that somebody wrote, so that all that stands there stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml

from chiron.engine.library.yamls import LOADER

Fields = Callable[[Mapping[Any, Any], str, tuple[Any, ...]], Iterator[str]]
"""(tree of fields, indent, its way in the file) -> the lines that write it."""


def added(text: str, tree: Mapping[Any, Any], written: Fields) -> str:
    """The text with each field of ``tree`` that it does not have, at the end of the fields around it.

    A field that stands there stays, also where it is empty; so do comments, blank lines and the order. What belongs
    into ``{...}`` on one line, or into an entry of a list that is not there, is left to people.
    """
    root = yaml.compose(text, Loader=LOADER)
    if root is None:
        body = text.rstrip("\n") + "\n" if text.strip() else ""
        return body + "".join(f"{line}\n" for line in written(tree, "", ()))
    lines = text.split("\n")
    places: dict[int, list[str]] = {}
    for after, new in _missing(root, tree, (), lines, written):
        places.setdefault(after, []).extend(new)
    for after in sorted(places, reverse=True):
        lines[after + 1 : after + 1] = places[after]
    return "\n".join(lines)


def _missing(
    node: yaml.Node, tree: Mapping[Any, Any], way: tuple[Any, ...], lines: list[str], written: Fields
) -> Iterator[tuple[int, list[str]]]:
    """(line after which they come, the lines to put in), inner ones first."""
    if isinstance(node, yaml.SequenceNode):
        for place, inner in tree.items():
            if isinstance(inner, Mapping) and isinstance(place, int) and place < len(node.value):
                yield from _missing(node.value[place], inner, (*way, place), lines, written)
    if not isinstance(node, yaml.MappingNode):
        return
    known = {str(name.value): value for name, value in node.value}
    for name, inner in tree.items():
        if str(name) in known and isinstance(inner, Mapping):
            yield from _missing(known[str(name)], inner, (*way, name), lines, written)
    absent = {name: inner for name, inner in tree.items() if str(name) not in known}
    if absent and not node.flow_style:
        yield _last(node, lines), list(written(absent, " " * node.start_mark.column, way))


def _last(node: yaml.Node, lines: list[str]) -> int:
    """The last line of a node that is not blank."""
    if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
        return _last(node.value[-1][1], lines)
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        return _last(node.value[-1], lines)
    end = node.end_mark.line - (node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line)
    end = min(end, len(lines) - 1)
    while end > node.start_mark.line and not lines[end].strip():
        end -= 1
    return end
