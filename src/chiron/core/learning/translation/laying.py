"""Laying an overlay's texts over a course's content, and saying what is missing and what does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from chiron.core.learning.exact import FormulaError
from chiron.core.learning.replacement import pattern
from chiron.core.learning.translation.sameness import Difference, differences
from chiron.core.learning.translation.slots import Key, Slot, Slots, strings_in
from chiron.core.learning.translation.wording import has_words, localised
from chiron.core.words import Json

SAME = "same"
"""Stands in the place of a parameter's words that are the same in both languages."""


_TEMPLATE = 6
"""So long is the way to a template."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something in an overlay that does not fit. ``key`` is its way in the overlay."""

    key: Key
    message: str
    remedy: str


@dataclass(slots=True)
class Laid:
    """The content in the other language. ``missing`` are the texts that the overlay lacks, by their way in it; ``at``
    leads from the places of the content to what was laid there;
    ``own`` and ``other`` are the decimal signs of the two languages."""

    content: dict[str, Json]
    own: str
    other: str
    missing: list[Key] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)
    at: dict[Key, Key] = field(default_factory=dict)


def lay(content: Mapping[str, Json], slots: Slots, texts: Mapping[str, Json], own: str, other: str) -> Laid:
    """Lay the texts of an overlay over a content. ``own`` and ``other`` are the decimal signs of the two languages."""
    done = Laid(deepcopy(dict(content)), own, other)
    given: dict[Key, Json] = {}
    done.misfits.extend(_taken(texts, (), slots, given))
    for key, slot in slots.slots.items():
        value = given.get(key)
        if _empty(value):
            if slot.needed:
                done.missing.append(key)
            # A section 3.4 of a book that is named in its own language is no decimal; what has no words is maths.
            if slot.kind == "text" and own != other and not has_words(slot.value, slot.names is not None):
                _put(done.content, slot.at, localised(slot.value, other))
            if slot.dropped:
                _put(done.content, slot.at, [])
            continue
        made = _made(done, key, slot, value)
        if made is not None:
            _put(done.content, slot.at, made)
            done.at[slot.at] = key
    for template in {key[:_TEMPLATE] for key in done.missing if len(key) > _TEMPLATE and key[4] == "templates"}:
        _left(done, template, content, slots, other if own != other else ".")
    return done


def _left(done: Laid, template: Key, content: Mapping[str, Json], slots: Slots, decimal: str) -> None:
    """Leave a template that is not translated whole in the course's own language: half of a bank would be no step."""
    within = [slot for key, slot in slots.slots.items() if key[:_TEMPLATE] == template]
    place = within[0].at[:_TEMPLATE]
    _put(done.content, place, deepcopy(_at(content, place)))
    for slot in within:
        if slot.kind == "text":
            _put(done.content, slot.at, localised(slot.value, decimal))
        done.at.pop(slot.at, None)


def _empty(value: Json) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {})


def _taken(value: Json, key: Key, slots: Slots, given: dict[Key, Json]) -> Iterator[Misfit]:
    """Sort what an overlay holds by the texts of the course; what is none of them does not fit."""
    if key in slots.slots:
        given[key] = value
    elif key not in slots.nodes:
        remedy = "Correct the name, or remove it: only texts are translated, under the original's ids and places."
        yield Misfit(key, f"The original has no text called {key[-1] if key else ''!r} here.", remedy)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _taken(inner, (*key, name), slots, given)
    elif isinstance(value, list):
        node = slots.nodes[key]
        if not isinstance(node, list) or len(node) != len(value):
            many = f"{len(node)} entries" if isinstance(node, list) else "names, not entries"
            remedy = "Keep their order and number; write {} for an entry that has nothing to translate."
            yield Misfit(key, f"The original has {many} here, the translation {len(value)}.", remedy)
            return
        for number, inner in enumerate(value):
            if (*key, number) in slots.slots or inner not in ({}, ""):
                yield from _taken(inner, (*key, number), slots, given)
    elif value != "":
        yield Misfit(key, "Fields are needed here, as in the original.", "Write them below it, indented.")


def _made(done: Laid, key: Key, slot: Slot, value: Json) -> Json | None:
    """What is laid in the place of a text; None where it stays."""
    if slot.kind == "drawing":
        return value if isinstance(value, str) and value.lstrip().startswith("<") else None
    if slot.kind == "pictures":
        return {**slot.value, **value} if isinstance(value, Mapping) else None
    return _LAYING[slot.kind](done, key, slot, value)


def _text(done: Laid, key: Key, slot: Slot, value: Json) -> Json | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        done.misfits.append(Misfit(key, "A text is needed here.", "Quote it."))
        return None
    _compare(done, key, differences(slot.value, value, slot.names, done.own, done.other))
    return value


def _compare(done: Laid, key: Key, found: Iterator[Difference]) -> None:
    done.misfits.extend(Misfit(key, one.message, one.remedy) for one in found)


def _lines(done: Laid, key: Key, slot: Slot, value: Json) -> Json | None:
    """A list as a whole, of any length; its replacements must be readable and known."""
    if not isinstance(value, list):
        done.misfits.append(Misfit(key, "A list is needed here.", "Write [one, another], or lines that begin with -."))
        return None
    for text in strings_in(value) if slot.names is not None else ():
        try:
            unknown = sorted(pattern(text).names - (slot.names or frozenset()))
        except FormulaError as error:
            done.misfits.append(
                Misfit(key, f"{text!r} cannot be filled in: {error.message}", "Write @@ for a plain @.")
            )
            continue
        for name in unknown:
            remedy = "Parameters keep their names in every language."
            done.misfits.append(Misfit(key, f"There is no parameter called {name!r}.", remedy))
    return [str(each) if isinstance(each, int | float) and not isinstance(each, bool) else each for each in value]


def _words(done: Laid, key: Key, slot: Slot, value: Json) -> Json | None:
    """The words of a choice, beside those that the formulas go on to compare."""
    if value == SAME:
        return None
    if not isinstance(value, list) or len(value) != len(slot.value):
        remedy = f"Write {len(slot.value)} values in the same order, or `same` where none differs."
        done.misfits.append(Misfit(key, "A list of as many values as the original's is needed here.", remedy))
        return None
    shown = [
        _one(done, key, number, slot, old, new) for number, (old, new) in enumerate(zip(slot.value, value, strict=True))
    ]
    for old, new in zip(_leaves(slot.value), _leaves(shown), strict=True):
        if old != new:
            _compare(done, key, differences(old, new, None, done.own, done.other))
    return {**_at(done.content, slot.at), "shown": shown}


def _one(done: Laid, key: Key, number: int, slot: Slot, old: Json, new: Json) -> Json:
    if isinstance(old, Mapping):
        given = dict(new) if isinstance(new, Mapping) else {}
        for name in sorted(n for n in given if not isinstance(old.get(n), str) and given[n] != old.get(n)):
            remedy = "Only words are translated, under the original's names."
            done.misfits.append(Misfit((*key, number), f"The value has no words called {name!r}.", remedy))
        for name in sorted(slot.fields):
            if has_words(str(old.get(name, ""))) and _empty(given.get(name)):
                done.missing.append((*key, number, name))
        return {name: given[name] if isinstance(given.get(name), str) and given[name] else was
                for name, was in old.items()}  # fmt: skip
    if isinstance(new, str) and new:
        return new
    if isinstance(old, str) and has_words(old):
        done.missing.append((*key, number))
    return old


def _leaves(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _leaves(inner)


def _forms(done: Laid, key: Key, slot: Slot, value: Json) -> Json | None:
    """The words that a computed parameter can be, each by its original."""
    if value == SAME:
        return None
    if not isinstance(value, Mapping):
        remedy = "Write `original: translation` for each word of the formula."
        done.misfits.append(Misfit(key, "The words of the formula are needed here.", remedy))
        return None
    for name in sorted(set(value) - set(slot.value)):
        done.misfits.append(Misfit((*key, name), f"The formula writes no {name!r}.", "Take the words of its quotes."))
    for name in slot.value:
        if has_words(name) and _empty(value.get(name)):
            done.missing.append((*key, name))
    words = {name: new for name, new in value.items() if isinstance(new, str) and new}
    return {**_at(done.content, slot.at), "shown": words}


def _at(content: Any, way: Key) -> Any:
    for name in way:
        content = content[name]
    return content


def _put(content: Any, way: Key, value: Json) -> None:
    _at(content, way[:-1])[way[-1]] = value


_LAYING = {"text": _text, "lines": _lines, "words": _words, "forms": _forms}
