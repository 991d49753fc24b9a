"""What a translation was made from: a short hash of the original beside each part, so that a change of it shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from chiron.core.learning.content import to_content
from chiron.core.learning.course import Course
from chiron.core.learning.translation.slots import Key, Slots, slots_of
from chiron.engine.library.faults import Fault
from chiron.engine.library.overlays import Overlay, files_of

_LONG = 8
_BY_ID = ("templates", "misconceptions", "goals", "readings")
Sorted = dict[str, dict[str, list[Key]]]
"""File -> part -> the texts of that part."""


def slots_in(course: Course) -> Slots:
    """Every text of a course."""
    content = to_content(course)
    content.pop("languages", None)
    return slots_of(content)


def by_file(course: Course, slots: Slots, tag: str) -> Sorted:
    """The texts of a course by the overlay file that they belong to, and by part of it."""
    files = {key: name for name, key in files_of(course, tag)}
    found: Sorted = {name: {} for name in files.values()}
    for key in slots.slots:
        length = next(n for n in range(len(key), -1, -1) if key[:n] in files)
        found[files[key[:length]]].setdefault(part_of(key[length:]), []).append(key)
    return found


def part_of(rest: Key) -> str:
    """The part of a file that a text belongs to: a template, a misconception, else a field."""
    return ".".join(str(each) for each in rest[: 2 if rest and rest[0] in _BY_ID else 1])


def stamp(slots: Slots, keys: list[Key]) -> str:
    """A short hash of the originals of a part."""
    told = [[list(key), slots.slots[key].value] for key in keys if slots.slots[key].needed]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:_LONG]


def stale(course: Course, one: Overlay) -> Iterator[Fault]:
    """The parts of a language whose original changed since they were translated."""
    if not any(one.stamps.values()):
        return
    slots = slots_in(course)
    for file, parts in by_file(course, slots, one.tag).items():
        for part, keys in parts.items():
            known = one.stamps.get(file, {}).get(part)
            if known is not None and known != stamp(slots, keys):
                _, line = one.places.of(keys[0])
                message = f"The original of `{part}` changed since it was translated."
                remedy = f"Mend the translation, then run chiron course translate PATH {one.tag} --fits."
                yield Fault(file, line, message, remedy)
