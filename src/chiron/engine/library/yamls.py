"""The plain part of YAML that courses and playbooks are written in, with the line of every value.

Built on PyYAML's events, so that nothing is constructed: no tags, anchors, aliases or merge keys; a key stands once;
depth and number of values are bounded. Only ``true`` and ``false`` are yes and no; dates and ``1:30`` are plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import yaml

from chiron.core.words import Json
from chiron.engine.library.faults import Fault, Path
from chiron.engine.library.files import Refused

MAXIMUM_DEPTH = 24
MAXIMUM_VALUES = 50_000
MAXIMUM_DIGITS = 40
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_LEFT_OUT = ("", "~", "null")


@dataclass(slots=True)
class Document:
    """The value of a file, and the line of everything in it."""

    value: Json
    lines: dict[Path, int] = field(default_factory=dict)


def parse_yaml(name: str, text: str) -> Document:
    """Read one file. Raises Refused, with the line."""
    document = Document(None)
    try:
        _Builder(name, document, yaml.parse(text, Loader=LOADER)).build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        problem = error.problem or "it cannot be read"
        remedy = "Look at quotes, colons and indentation; a value that begins with @ or { needs quotes."
        raise Refused(Fault(name, line, f"This is not YAML: {problem}.", remedy)) from None
    except yaml.YAMLError as error:
        raise Refused(Fault(name, 1, f"This is not YAML: {error}.", "Save it as plain UTF-8 text.")) from None
    return document


class _Builder:
    """Values from events; one use."""

    def __init__(self, name: str, document: Document, events: Iterator[Any]) -> None:
        self.name = name
        self.document = document
        self.events = events
        self.count = 0

    def build(self) -> None:
        event = self.step()
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = self.step()
        if isinstance(event, yaml.StreamEndEvent):
            raise self.refusal(event, "The file is empty.", "Write its fields.")
        self.document.value = self.value(event, (), 1)
        self.step()
        if not isinstance(self.step(), yaml.StreamEndEvent):
            raise self.refusal(event, "The file holds more than one document.", "Remove what follows `---`.")

    def step(self) -> Any:
        return next(self.events)

    def refusal(self, event: Any, message: str, remedy: str) -> Refused:
        return Refused(Fault(self.name, event.start_mark.line + 1, message, remedy))

    def value(self, event: Any, path: Path, depth: int) -> Json:
        self.document.lines.setdefault(path, event.start_mark.line + 1)
        self.count += 1
        if self.count > MAXIMUM_VALUES:
            raise self.refusal(event, f"The file holds more than {MAXIMUM_VALUES} values.", "Split it.")
        if depth > MAXIMUM_DEPTH:
            raise self.refusal(event, f"Values are nested deeper than {MAXIMUM_DEPTH}.", "Write it flatter.")
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self.refusal(event, "Anchors and aliases are not used here.", "Write the value out, or quote it.")
        if event.tag is not None:
            raise self.refusal(event, f"The tag {event.tag!r} is not allowed.", "Remove it, or quote the value.")
        if isinstance(event, yaml.ScalarEvent):
            return event.value if event.style else self.plain(event)
        return self.mapping(path, depth) if isinstance(event, yaml.MappingStartEvent) else self.sequence(path, depth)

    def plain(self, event: Any) -> Json:
        """An unquoted scalar. An empty one is refused: in ``{text: one, two}`` a comma lacks quotes."""
        if event.value in _LEFT_OUT:
            remedy = "Write one, or remove the field; a comma inside {...} or [...] needs quotes around its text."
            raise self.refusal(event, "A field or entry has no value.", remedy)
        return _plain(event.value)

    def sequence(self, path: Path, depth: int) -> list[Json]:
        found: list[Json] = []
        while not isinstance(event := self.step(), yaml.SequenceEndEvent):
            found.append(self.value(event, (*path, len(found)), depth + 1))
        return found

    def mapping(self, path: Path, depth: int) -> dict[str, Json]:
        found: dict[str, Json] = {}
        seen = set[str]()
        while not isinstance(event := self.step(), yaml.MappingEndEvent):
            key = self.key(event)
            if key in seen:
                raise self.refusal(event, f"{key!r} is written twice.", "Keep one of them.")
            seen.add(key)
            inner = (*path, key)
            self.document.lines[inner] = event.start_mark.line + 1
            found[key] = self.value(self.step(), inner, depth + 1)
        return found

    def key(self, event: Any) -> str:
        if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None or event.tag is not None:
            raise self.refusal(event, "A field's name must be a plain word.", "Quote it, or look at the braces.")
        if event.value == "<<" and not event.style:
            raise self.refusal(event, "Merge keys are not used here.", "Write the fields out.")
        return str(event.value)


def _plain(text: str) -> Json:
    """An unquoted scalar: true, false, a number, or the words themselves."""
    if text in ("true", "false"):
        return text == "true"
    if len(text) <= MAXIMUM_DIGITS:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            value = float(text)
            # A decimal that a float cannot hold stays text, and formulas read it exactly.
            same = abs(value) < 1e15 and Fraction(repr(value)) == Fraction(text)
            return value if same else text
    return text
