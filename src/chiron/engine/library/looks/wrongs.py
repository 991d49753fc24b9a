"""No wrong answer is named twice and told differently: the learner would then be told nothing of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from chiron.core.learning.interactions.words import accepted
from chiron.core.words import Json
from chiron.engine.library.looks.sight import Sight, Told

REMEDY = "Let `when` leave one of them out where they are the same, or exclude this case in `where`."


def wrongs(sight: Sight) -> Iterator[Told]:
    """The wrong answers of each step, and of each of its gaps, beside each other.

    Two misconceptions that lead to the same answer now and then are let be: then it shows neither. Feedback that is
    written for an answer is to be said of it.
    """
    for number, step in enumerate(sight.item.steps):
        for entries in _lists(step.key):
            for one, other in combinations(entries, 2):
                if _told(one) != _told(other) and _spoken(one, other) and (same := _typed(one) & _typed(other)):
                    message = f"A wrong answer is named twice and told differently: {min(same)!r}"
                    yield ("steps", number), f"{message}, {_label(one)} and {_label(other)}.", REMEDY


def _lists(key: Json) -> Iterator[list[Mapping[str, Json]]]:
    """The lists of wrong answers in a key."""
    if not isinstance(key, Mapping):
        return
    for name, value in key.items():
        if name == "wrong" and isinstance(value, list | tuple):
            yield [entry for entry in value if isinstance(entry, Mapping)]
        else:
            yield from _lists(value)
            for inner in value if isinstance(value, list | tuple) else ():
                yield from _lists(inner)


def _told(entry: Mapping[str, Json]) -> tuple[Json, Json]:
    return entry.get("misconception"), entry.get("feedback")


def _spoken(one: Mapping[str, Json], other: Mapping[str, Json]) -> bool:
    """Whether one is feedback alone, or both are of one misconception: two misconceptions are counted elsewhere."""
    ideas = one.get("misconception"), other.get("misconception")
    return None in ideas or ideas[0] == ideas[1]


def _typed(entry: Mapping[str, Json]) -> frozenset[str]:
    """What is typed for it, as it is compared."""
    if isinstance(entry.get("text"), str):
        return accepted(entry["text"])
    answer = entry.get("answer")
    return frozenset({"".join(answer.split())}) if isinstance(answer, str) else frozenset()


def _label(entry: Mapping[str, Json]) -> str:
    return repr(entry.get("misconception") or str(entry.get("feedback"))[:60])
