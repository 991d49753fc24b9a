"""Facts and numbers of the unit on finding out, worked out once more from what the items show."""

from __future__ import annotations

import re
from itertools import pairwise

from tests.courses.cell import alt, answer, drawing, items, paired


def test_only_a_fair_pair_of_tubes_is_right() -> None:
    for item in items("variables-and-controls", "which-two-tubes"):
        tubes = {
            name: (int(heat), int(sugar)) for name, heat, sugar in re.findall(r"([A-D]): (\d+) °C, (\d+) g", alt(item))
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
        drawn = re.findall(r">(\d+)&#160;°C|>(\d+) °C|>(\d+) g", drawing(item))
        assert [int("".join(found)) for found in drawn] == [value for tube in tubes.values() for value in tube]


def test_all_but_the_temperature_stays_as_in_the_first_tube() -> None:
    for item in items("variables-and-controls", "fill-in-the-plan"):
        sugar, yeast, minutes = (int(found) for found in re.findall(r"\d+", item.prompt))
        found = [int(value) for value in re.findall(r"\$(\d+)\$", answer(item.steps[0]))]
        assert found == [sugar, sugar, yeast, yeast, minutes, minutes]


def test_a_fault_is_a_second_difference_or_nothing_to_compare() -> None:
    for item in items("variables-and-controls", "find-the-fault"):
        compared = any(word in item.prompt for word in ("ten in the dark", "another dry", "with 10 g"))
        assert answer(item.steps[0]).startswith("Two things" if compared else "There is nothing")
        assert answer(item.steps[1]).startswith("Keep one" if compared else "Add a second")


READING = "read-tables-and-graphs"


def heights(markup: str, ids: str) -> list[int]:
    """How many lines of the grid high the bars or points of a drawing are: a line is 24 units, the bottom at 226."""
    return [(226 - int(top)) // 24 for top in re.findall(ids, markup)]


def scale(markup: str) -> int:
    """What one line of the grid is worth, by the second number at the side."""
    numbers = re.findall(r'text-anchor="end" fill="var\(--ink-2\)">(\d+)<', markup)
    return int(numbers[1]) // 2


def test_bars_are_read_by_their_scale() -> None:
    for name, steps in (("read-the-bars", (1, 2)), ("what-was-misread", (None, 1))):
        for item in items(READING, name):
            markup = drawing(item)
            bars = [step * scale(markup) for step in heights(markup, r'y="(\d+)" width="40"')]
            assert len(bars) == 4
            told = [int(line) * scale(markup) for line in re.findall(r"line (\d)", alt(item))]
            assert told == bars
            if steps[0]:
                assert int(item.steps[0].key["answer"]) == bars[1]
            other = 2 if steps[0] else 1
            assert int(item.steps[1].key["answer"]) == bars[0] - bars[other]


def curve(markup: str) -> dict[int, int]:
    """A drawn curve's values by the times below it."""
    times = [int(found) for found in re.findall(r'y="247"[^>]*text-anchor="middle"[^>]*>(\d+)<', markup)]
    tops = heights(markup, r'<circle cx="\d+" cy="(\d+)"')
    return dict(zip(times, (top * scale(markup) for top in tops), strict=True))


def test_curves_are_read_both_ways_and_where_they_are_steepest() -> None:
    for item in items(READING, "read-the-curve"):
        values = curve(drawing(item))
        (time,) = re.findall(r"after (\d+) ", item.steps[0].prompt)
        assert int(item.steps[0].key["answer"]) == values[int(time)]
        (value,) = re.findall(r"show (\d+) ", item.steps[1].prompt)
        assert [when for when, seen in values.items() if seen == int(value)] == [int(item.steps[1].key["answer"])]
    for item in items(READING, "where-is-it-fastest"):
        points = list(curve(drawing(item)).items())
        added = {(one, two): high - low for (one, low), (two, high) in pairwise(points)}
        begin, end = (int(found) for found in re.findall(r"\d+", answer(item.steps[0])))
        assert [stretch for stretch, more in added.items() if more == max(added.values())] == [(begin, end)]
        assert int(item.steps[1].key["answer"]) == added[begin, end]


def test_a_story_is_told_as_the_curve_goes() -> None:
    words = {1: "it rises slowly", 0: "it stays the same", 4: "it rises fast", -3: "it falls"}
    for item in items(READING, "tell-the-story"):
        (path,) = re.findall(r'd="M([\d L]+)" fill="none" stroke="var\(--accent\)"', drawing(item))
        tops = [(226 - int(point.split()[1])) // 24 for point in path.split("L")]
        told = re.findall(r"→ ([a-z ]+)", answer(item.steps[0]))
        assert told == [words[after - before] for before, after in pairwise(tops)]


def test_changes_and_means_are_right() -> None:
    for item in items(READING, "changes-in-a-table"):
        rows = [[cell.get("text") for cell in row["cells"][:2]] for row in item.steps[0].task["rows"]]
        changes = [round(10 * (float(after) - float(before))) for before, after in rows]
        assert re.findall(r"−?\d+\.\d(?= g)", item.solution) == [
            f"{change / 10:.1f}".replace("-", "−") for change in changes
        ]
        assert answer(item.steps[1]) == f"strip {1 + max(range(3), key=lambda row: abs(changes[row]))}"
    for item in items(READING, "the-mean-of-three"):
        values = [int(found) for found in re.findall(r"\d+", item.prompt.split(":")[1])]
        assert int(item.steps[0].key["answer"]) * 3 == sum(values)


def test_a_conclusion_stays_within_the_bars() -> None:
    for item in items("conclusions", "what-follows"):
        markup = drawing(item)
        bars = [step * scale(markup) for step in heights(markup, r'y="(\d+)" width="52"')]
        warm = [int(found) for found in re.findall(r">(\d+) °C<", markup)]
        told = re.findall(r"At (\d+) °C (\d+) seeds|at (\d+) °C,? (\d+)", alt(item))
        assert [tuple(int(part) for part in parts if part) for parts in told] == list(zip(warm, bars, strict=True))
        assert bars == sorted(bars)
        said = [int(found) for found in re.findall(r"\d+", answer(item.steps[0]))]
        assert said == [min(warm), max(warm)]


def test_dots_are_mixed_or_apart_as_is_told() -> None:
    for item in items("conclusions", "apart-or-mixed"):
        rows = [[int(found) for found in re.findall(r"\d+", row)] for row in alt(item).split("they stand at")[1:]]
        drawn = re.findall(r'<circle cx="(\d+)" cy="(\d+)"', drawing(item))
        by_row = [[(int(x) - 24) // 16 for x, y in drawn if y == level] for level in ("37", "83")]
        assert rows == by_row
        beyond = sum(value > max(rows[0]) for value in rows[1])
        assert int(item.steps[0].key["answer"]) == beyond
        assert answer(item.steps[1]).startswith("The groups differ clearly" if beyond == 5 else "The groups hardly")


def test_a_guess_is_followed_as_far_as_it_holds() -> None:
    for item in items("conclusions", "does-the-guess-hold"):
        (first,) = re.findall(r"there were (\d+)", item.prompt)
        (number,) = re.findall(r"counted with (\d+) of them", item.steps[0].prompt)
        assert int(item.steps[0].key["answer"]) == int(first) * int(number)
        counted = [int(found) for found in re.findall(r"\d+", item.steps[1].prompt.split("5:")[1])]
        held = [place for place, seen in enumerate(counted, 1) if seen == place * int(first)]
        assert answer(item.steps[1]) == f"The guess holds up to {max(held)}, and not beyond."
        assert held == list(range(1, max(held) + 1))


def test_only_a_lot_speaks_for_a_cause() -> None:
    for item in items("conclusions", "cause-or-only-together"):
        for left, right in paired(item.steps[0]).items():
            assert ("by lot" in left) == (right == "speaks for a cause")
