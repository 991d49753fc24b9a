"""What stands against publishing a draft, by its place in the outline; and the course that is made of it.

The same looks as those of ``course check`` before any item is made. Places carry the keys of the outline's parts where
a folder's would carry files.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chiron.core.errors import BrokenCourse
from chiron.core.learning.course import Course
from chiron.core.learning.outline.tree import Key, Tree
from chiron.core.learning.translation import laid_over
from chiron.core.words import Json
from chiron.engine.library.drafting.composing import Composed
from chiron.engine.library.faults import Fault
from chiron.engine.library.manner import manner_told
from chiron.engine.library.partly import Shaped, shape
from chiron.engine.library.structure import structure_faults

NOWHERE = "course.yaml"
EMPTY = "There is no skill with an item yet."
_FILL = "Put items into a skill: take them from an import, a course or the tray."
_NO_ITEM = "There is no item in it yet."
_GIVE = "Put some in, or take the skill out."
_TRANSLATE = "Translate them in the course's folder, or leave it so."


@dataclass(frozen=True, slots=True)
class Told:
    """One fault, or a note where it does not stop publishing. ``key`` is empty for the head of the course."""

    key: Key
    message: str
    remedy: str
    stops: bool = True


@dataclass(frozen=True, slots=True)
class LookedOver:
    """A draft's course, None where too little can be read, and all that is to be said of it."""

    course: Course | None
    told: tuple[Told, ...] = field(default_factory=tuple)

    @property
    def ready(self) -> bool:
        """Whether it can be published."""
        return self.course is not None and not any(one.stops for one in self.told)


def look_over(tree: Tree, composed: Composed) -> LookedOver:
    """Everything that shows without making an item. Some seconds for thousands of items: call it in a thread."""
    content = dict(composed.content)
    units = [dict(unit) for unit in content["units"]]
    told = list(_empty(tree))
    bare = {one.key for one in told if one.key}
    # Empty skills are told in the outline's words; the rest is looked at without them.
    content["units"] = [{**unit, "skills": list(unit["skills"]), "readings": list(unit["readings"])} for unit in units]
    if not tree.items:
        return LookedOver(None, (Told("", EMPTY, _FILL), *told))
    shaped = shape(content, composed.places, frozenset())
    told += [_at(tree, fault) for fault in shaped.faults if fault.file not in bare]
    course = shaped.course
    if course is None:
        return LookedOver(None, _once(told))
    shaped.places.told.clear()
    told += _looked(tree, course, shaped, bare)
    course, notes = settled(course, composed.complete)
    return LookedOver(course, _once([*told, *notes]))


def _empty(tree: Tree) -> Iterator[Told]:
    for skill in tree.skills.values():
        if not skill.items:
            yield Told(skill.key, _NO_ITEM, _GIVE)


def _looked(tree: Tree, course: Course, shaped: Shaped, bare: Iterable[Key]) -> Iterator[Told]:
    gone = shaped.left_out | {tree.skills[key].id for key in bare if key in tree.skills}
    with tempfile.TemporaryDirectory(prefix="chiron-draft-") as nothing:
        faults = list(structure_faults(course, shaped.places, Path(nothing), gone, shaped.thinned))
    yield from (_at(tree, fault) for fault in faults)
    for fault, others in manner_told(course, shaped.places, shaped.thinned):
        yield _at(tree, fault, stops=not others)


def _at(tree: Tree, fault: Fault, stops: bool = True) -> Told:
    """A fault at the part whose key stands in the place of its file."""
    place = fault.file.removesuffix(".md")
    if place in tree.by_key:
        return Told(place, fault.message, fault.remedy, stops)
    name = place.rpartition("/")[2]
    key = next((text.key for text in tree.texts.values() if text.id == name), "") if "/readings/" in place else ""
    return Told(key, fault.message, fault.remedy, stops)


def _once(told: Iterable[Told]) -> tuple[Told, ...]:
    return tuple(dict.fromkeys(told))


def settled(course: Course, complete: Iterable[str]) -> tuple[Course, list[Told]]:
    """The course with languages that fit: what has no place in it any more is left out, and a language in which
    something is missing now is no more offered where it was complete."""
    notes: list[Told] = []
    made = dict(course.languages)
    for tag, one in course.languages.items():
        laid = laid_over(course, tag)
        new = one
        if laid.misfits:
            texts = _copied(one.texts)
            for misfit in laid.misfits:
                _drop(texts, misfit.key)
            new = new.model_copy(update={"texts": texts})
            laid = laid_over(course.model_copy(update={"languages": {**made, tag: new}}), tag)
        if tag in complete and laid.missing:
            new = new.model_copy(update={"offered": False})
            lacking = len(laid.missing)
            notes.append(
                Told(
                    "",
                    f"{lacking} texts are not translated into the language {tag}, so it is not offered to learners.",
                    _TRANSLATE,
                    stops=False,
                )
            )
        made[tag] = new
    if made == course.languages:
        return course, notes
    return Course.model_validate(
        {**course.model_dump(), "languages": {k: v.model_dump() for k, v in made.items()}}
    ), notes


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _copied(inner) for name, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list | tuple) else value


def _drop(texts: Json, way: tuple[str | int, ...]) -> None:
    """Leave out what stands at a way, and the maps that are empty then."""
    around: list[Any] = [texts]
    for name in way:
        try:
            around.append(around[-1][name])
        except (KeyError, IndexError, TypeError):
            return
    for at in range(len(way) - 1, -1, -1):
        if isinstance(around[at], dict) and (at == len(way) - 1 or around[at + 1] == {}):
            del around[at][way[at]]
        else:
            return


def course_of(tree: Tree, composed: Composed) -> Course:
    """The course of a draft that can be published. Raises BrokenCourse with the first thing that stands against it."""
    found = look_over(tree, composed)
    stopping = [one for one in found.told if one.stops]
    if found.course is None or stopping:
        first = stopping[0] if stopping else Told("", EMPTY, _FILL)
        part = tree.by_key.get(first.key)
        place = "" if part is None else f"{getattr(part, 'title', '') or getattr(part, 'stem', '')}: "
        more = f" ({len(stopping) - 1} more)" if len(stopping) > 1 else ""
        raise BrokenCourse(f"{place}{first.message} {first.remedy}{more}", field="draft")
    return found.course
