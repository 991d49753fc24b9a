"""Variables of OATutor: ``@{name}`` in texts, with a list of values each, of which one number picks all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_NAMED = re.compile(r"@\{(\w+)\}")
MOST = 20
"""Variants of one problem."""


def values_in(*parts: Any) -> dict[str, list[str]]:
    """The variables that a problem, its steps and its hints declare; what stands further in goes before."""
    found: dict[str, list[str]] = {}
    waiting = list(reversed(parts))
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            declared = part.get("variabilization")
            if isinstance(declared, Mapping):
                found |= {
                    str(name): [str(value) for value in values]
                    for name, values in declared.items()
                    if isinstance(values, list) and values
                }
            waiting += [part["subHints"]] if isinstance(part.get("subHints"), list) else []
        elif isinstance(part, list):
            waiting += part
    return found


def unnamed(value: Any, values: Mapping[str, list[str]]) -> list[str]:
    """Variables that a text names and nobody declares."""
    found: list[str] = []
    for text in _texts(value):
        found += [name for name in _NAMED.findall(text) if name not in values]
    return list(dict.fromkeys(found))


def filled(value: Any, values: Mapping[str, list[str]], number: int) -> Any:
    """The same with the variables' values in."""
    if isinstance(value, str):
        return _NAMED.sub(lambda found: _value(found, values, number), value)
    if isinstance(value, list):
        return [filled(inner, values, number) for inner in value]
    if isinstance(value, dict):
        return {name: filled(inner, values, number) for name, inner in value.items() if name != "variabilization"}
    return value


def _value(found: re.Match[str], values: Mapping[str, list[str]], number: int) -> str:
    some = values.get(found[1])
    return some[number % len(some)] if some else found[0]


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for name, inner in value.items() if name != "variabilization" for text in _texts(inner)]
    return [text for inner in value for text in _texts(inner)] if isinstance(value, list) else []
