"""The texts of a course, each by the way that an overlay names it: by ids where there are some, else by places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Literal

from chiron.core.learning.exact import FormulaError
from chiron.core.learning.replacement import by_tags
from chiron.core.learning.translation.patterns import (
    COURSE,
    FEEDBACK,
    GUESSED,
    KINDS,
    READING,
    RESOURCES,
    SKILL,
    STEP,
    TEMPLATE,
)
from chiron.core.learning.translation.wording import has_words, shown_names, written_words
from chiron.core.words import Json

Key = tuple[str | int, ...]
"""The way to a text in an overlay: field names, ids and places."""
Kind = Literal["text", "lines", "words", "forms", "drawing", "pictures"]
_TEXT = re.compile(r"<text[\s>]")


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing to translate. ``at`` is its way in the content; ``names`` are the parameters of its template, None
    where ``@`` is a plain character.

    ``words`` is a choice of words (``fields`` are those of its records that a learner reads), ``forms`` the words that
    a computed parameter can be.
    """

    at: Key
    value: Json
    kind: Kind = "text"
    needed: bool = True
    names: frozenset[str] | None = None
    fields: frozenset[str] = frozenset()
    dropped: bool = False
    """Whether it is left out where an overlay does not give it."""


@dataclass(slots=True)
class Slots:
    """All of a course. ``nodes`` are what lies on the way to them."""

    slots: dict[Key, Slot] = field(default_factory=dict)
    nodes: dict[Key, Json] = field(default_factory=dict)

    def add(self, key: Key, slot: Slot, values: tuple[Json, ...]) -> None:
        """Take a slot in, with the values on the way to it."""
        self.slots[key] = slot
        for length, value in enumerate(values):
            self.nodes[key[:length]] = value


def slots_of(content: Mapping[str, Json]) -> Slots:
    """Every text of a course's content."""
    found = Slots()
    for pattern in (*COURSE, *RESOURCES):
        _gather(found, content, pattern, (), (), (), None)
    for unit in _each(content, "units", (), (), ()):
        for reading in _each(unit[0], "readings", *unit[1:]):
            for pattern in READING:
                _gather(found, reading[0], pattern, *reading[1:], None)
            _pictures(found, *reading)
        for skill in _each(unit[0], "skills", *unit[1:]):
            for pattern in (*SKILL, *RESOURCES):
                _gather(found, skill[0], pattern, *skill[1:], None)
            _pictures(found, *skill)
            for template in _each(skill[0], "templates", *skill[1:]):
                _template(found, *template)
    return found


_Around = tuple[Json, Key, Key, tuple[Json, ...]]


def _each(holder: Json, name: str, key: Key, at: Key, above: tuple[Json, ...]) -> Iterator[_Around]:
    """The members of a list by id: each with its way in overlays, its way in the content, and what is around it."""
    for number, member in enumerate(holder.get(name, ())):
        yield member, (*key, name, member["id"]), (*at, name, number), (*above, holder, holder[name])


def _pictures(found: Slots, of: Json, key: Key, at: Key, above: tuple[Json, ...]) -> None:
    """The drawings of a lesson or text, which may be others in another language."""
    pictures = Slot((*at, "pictures"), of.get("pictures", {}), "pictures", needed=False)
    found.add((*key, "pictures"), pictures, (*above, of))


def _template(found: Slots, template: Json, key: Key, at: Key, above: tuple[Json, ...]) -> None:
    parameters = template.get("parameters", {})
    names = frozenset(parameters)
    for pattern in TEMPLATE:
        _gather(found, template, pattern, key, at, above, names)
    shown = shown_names(template)
    for name, parameter in parameters.items():
        slot = _parameter(parameter, (*at, "parameters", name), name, shown)
        if slot is not None:
            found.add((*key, "parameters", name), slot, (*above, template, parameters))
    for step, inner, place, around in _each(template, "steps", key, at, above):
        kind = step.get("kind")
        for pattern in (*STEP, *KINDS.get(kind, ()), *FEEDBACK):
            _gather(found, step, pattern, inner, place, around, names)
        if kind not in KINDS:
            _guess(found, step, inner, place, around, names)


def _parameter(parameter: Json, at: Key, name: str, shown: frozenset[str]) -> Slot | None:
    """The words that a parameter brings into texts, if any."""
    choices = parameter.get("choice")
    if isinstance(choices, list) and choices and isinstance(choices[0], str):
        return Slot(at, choices, "words", name in shown and any(has_words(each) for each in choices))
    if isinstance(choices, list) and choices and isinstance(choices[0], Mapping):
        fields = {inner for each in choices for inner, value in each.items() if isinstance(value, str)}
        read = {
            inner
            for inner in fields & {one.partition(".")[2] for one in shown if one.partition(".")[0] == name}
            if any(isinstance(each.get(inner), str) and has_words(each[inner]) for each in choices)
        }
        return Slot(at, choices, "words", bool(read), fields=frozenset(read)) if fields else None
    words = written_words(parameter["compute"]) if isinstance(parameter.get("compute"), str) else ()
    return Slot(at, list(words), "forms", any(has_words(each) for each in words)) if words else None


def _gather(
    found: Slots, holder: Json, pattern: str, key: Key, at: Key, above: tuple[Json, ...], names: frozenset[str] | None
) -> None:
    """Every text below ``holder`` that a pattern leads to."""
    way = pattern.rstrip("!?~-")
    _lead(found, way.split("/"), pattern[len(way) :], holder, key, at, (*above, holder), names)


def _lead(
    found: Slots,
    rest: list[str],
    marks: str,
    value: Json,
    key: Key,
    at: Key,
    around: tuple[Json, ...],
    names: frozenset[str] | None,
) -> None:
    if not rest:
        slot = _slot(value, at, marks, names)
        if slot is not None:
            found.add(key, slot, around[:-1])
        return
    for name, place, inner in _members(value, rest[0]):
        _lead(found, rest[1:], marks, inner, (*key, name), (*at, place), (*around, inner), names)


def _members(value: Json, wanted: str) -> Iterator[tuple[str | int, str | int, Json]]:
    """(name in overlays, place in the content, member) of what a piece of a pattern names."""
    if wanted != "*":
        if isinstance(value, Mapping) and wanted in value:
            yield wanted, wanted, value[wanted]
    elif isinstance(value, Mapping):
        yield from ((name, name, inner) for name, inner in value.items())
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            own = (inner.get("id") or inner.get("term")) if isinstance(inner, Mapping) else None
            yield (own if isinstance(own, str) else number), number, inner


def _slot(value: Json, at: Key, marks: str, names: frozenset[str] | None) -> Slot | None:
    if "!" in marks:
        lines = value if isinstance(value, list) else []
        needed = "?" not in marks and any(has_words(each, names is not None) for each in strings_in(lines))
        return Slot(at, value, "lines", needed, names, dropped="-" in marks) if lines else None
    if not isinstance(value, str) or not value:
        return None
    if "~" in marks:
        lettered = bool(_TEXT.search(value)) and has_words(_lettering(value), names is not None)
        return Slot(at, value, "drawing", lettered, names)
    return Slot(at, value, "text", "?" not in marks and has_words(value, names is not None), names)


def of_file(key: Key) -> bool:
    """Whether a text is a file of its own in an overlay, with its drawings: a lesson, or a text to read."""
    return key[-1] in ("lesson", "pictures") or (key[-1] == "text" and key[2:3] == ("readings",))


def strings_in(value: Json) -> Iterator[str]:
    """The texts of a list, also those of lists in it."""
    if isinstance(value, str):
        yield value
    for inner in value if isinstance(value, list) else ():
        yield from strings_in(inner)


def _lettering(markup: str) -> str:
    """What stands written in a drawing, signs such as ``&gt;`` as the characters that they are."""
    try:
        pieces = [piece for piece, is_tag in by_tags(markup) if not is_tag]
    except FormulaError:
        pieces = re.split(r"<[^<>]*>", markup)
    return " ".join(unescape(" ".join(pieces)).split())


def _guess(
    found: Slots, value: Json, key: Key, at: Key, around: tuple[Json, ...], names: frozenset[str] | None
) -> None:
    """The texts of a stranger's kind of step: by the names that such fields mostly have."""
    members = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in members:
        if isinstance(inner, str) and name in GUESSED and (*key, name) not in found.slots:
            slot = Slot((*at, name), inner, "text", has_words(inner, names is not None), names)
            found.add((*key, name), slot, (*around, value))
        elif isinstance(inner, Mapping | list):
            own = inner.get("id") if isinstance(inner, Mapping) and isinstance(value, list) else None
            _guess(found, inner, (*key, own or name), (*at, name), (*around, value), names)
