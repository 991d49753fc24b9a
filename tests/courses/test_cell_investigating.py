"""Facts and numbers of the unit on finding out, worked out once more from what the items show."""

from __future__ import annotations

import re

from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions import interaction
from tests.courses.shelf import Shelved

SHELVED = Shelved("the-living-cell", range(40))


def answer(step: ItemStep) -> str:
    """A step's right answer as a person reads it."""
    return str(interaction(step.kind).answer(step.task, step.key))


def test_only_a_fair_pair_of_tubes_is_right() -> None:
    for item in SHELVED.items("variables-and-controls", "which-two-tubes"):
        assert item.picture is not None
        tubes = {
            name: (int(heat), int(sugar))
            for name, heat, sugar in re.findall(r"([A-D]): (\d+) °C, (\d+) g", item.picture.alt)
        }
        asked = 0 if "temperature matters" in item.steps[0].prompt else 1
        fair = {
            f"{one} and {other}"
            for one, first in tubes.items()
            for other, second in tubes.items()
            if one < other and first[asked] != second[asked] and first[1 - asked] == second[1 - asked]
        }
        offered = {option["text"] for option in item.steps[0].task["options"]}
        assert fair & offered == {answer(item.steps[0])}
        drawn = re.findall(r">(\d+)&#160;°C|>(\d+) °C|>(\d+) g", str(item.picture.markup))
        assert [int("".join(found)) for found in drawn] == [value for tube in tubes.values() for value in tube]


def test_all_but_the_temperature_stays_as_in_the_first_tube() -> None:
    for item in SHELVED.items("variables-and-controls", "fill-in-the-plan"):
        sugar, yeast, minutes = (int(found) for found in re.findall(r"\d+", item.prompt))
        found = [int(value) for value in re.findall(r"\$(\d+)\$", answer(item.steps[0]))]
        assert found == [sugar, sugar, yeast, yeast, minutes, minutes]


def test_a_fault_is_a_second_difference_or_nothing_to_compare() -> None:
    for item in SHELVED.items("variables-and-controls", "find-the-fault"):
        compared = any(word in item.prompt for word in ("ten in the dark", "another dry", "with 10 g"))
        assert answer(item.steps[0]).startswith("Two things" if compared else "There is nothing")
        assert answer(item.steps[1]).startswith("Keep one" if compared else "Add a second")
