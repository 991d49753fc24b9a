"""Facts of diffusion, osmosis and surfaces, written down once more, from what the items show."""

from __future__ import annotations

import re
from typing import Any

from tests.courses.shelf import Shelved

SHELVED = Shelved("the-living-cell", range(40))


def right_texts(task: dict[str, Any], key: dict[str, Any]) -> set[str]:
    """The right options' texts."""
    return {option["text"] for option in task["options"] if option["id"] in key["right"]}


def numbers(text: str) -> list[float]:
    """The numbers of a text in their order."""
    return [float(found) for found in re.findall(r"\d+(?:\.\d+)?", text)]


def test_a_dye_moves_overall_from_the_crowded_side_as_the_drawing_shows() -> None:
    for item in SHELVED.items("diffusion", "count-the-dots"):
        assert item.picture is not None
        seen = [
            float(x)
            for x, r in re.findall(r'cx="([\d.]+)" cy="[\d.]+" r="([\d.]+)"', str(item.picture.markup))
            if r != "0"
        ]
        left = sum(x < 200 for x in seen)
        overall, _, end = item.steps
        wanted = "from left to right" if left > len(seen) - left else "from right to left"
        assert right_texts(overall.task, overall.key) == {wanted}
        assert float(end.key["answer"]) == len(seen) / 2


def test_what_goes_to_where_there_is_more_is_pumped() -> None:
    for item in SHELVED.items("diffusion", "door-or-pump"):
        outside, inside = numbers(item.prompt)
        (answer,) = right_texts(item.steps[1].task, item.steps[1].key)
        assert ("pump" in answer) == (inside > outside)


def test_time_grows_with_the_square_of_the_distance() -> None:
    for item in SHELVED.items("diffusion", "how-far-how-long"):
        assert item.picture is not None
        times = numbers(re.sub(r"\d millimetres?:", "", item.picture.alt))
        assert [time / times[0] for time in times] == [1, 4, 9]
        assert float(item.steps[1].key["answer"]) == 16 * times[0]


ROUTES = {
    "oxygen": "lipids",
    "carbon dioxide": "lipids",
    "nitrogen": "lipids",
    "sodium ions": "channel",
    "potassium ions": "channel",
    "chloride ions": "channel",
    "glucose": "channel",
    "amino acids": "channel",
    "starch": "not pass",
    "a large protein": "not pass",
}


def test_routes_through_the_membrane() -> None:
    for item in SHELVED.items("diffusion", "which-route"):
        (step,) = item.steps
        rights = {right["id"]: right["text"] for right in step.task["rights"]}
        for left in step.task["lefts"]:
            assert ROUTES[left["text"]] in rights[step.key["pairs"][left["id"]]]


def test_solutions_are_named_by_what_is_dissolved_outside() -> None:
    for item in SHELVED.items("osmosis", "name-the-solution"):
        inside, outside = numbers(item.prompt)
        name, fate = (right_texts(step.task, step.key) for step in item.steps)
        if outside > inside:
            assert (name, fate) == ({"hypertonic"}, {"It shrinks."})
        elif outside < inside:
            assert (name, fate) == ({"hypotonic"}, {"It swells."})
        else:
            assert name == {"isotonic"}
            assert all(text.startswith("It keeps its size, and water crosses") for text in fate)


def test_the_graph_crosses_nought_at_the_strength_of_the_sap() -> None:
    for item in SHELVED.items("osmosis", "read-the-strips"):
        assert item.picture is not None
        first, last = re.findall(r"[ML](\d+) ([\d.]+)", str(item.picture.markup).split('stroke="var(--accent)"')[0])[
            -2:
        ]
        (x1, y1), (x2, y2) = (tuple(map(float, point)) for point in (first, last))
        crossing = x1 + (160 - y1) * (x2 - x1) / (y2 - y1)
        assert float(item.steps[0].key["answer"]) == (crossing - 60) / 16


WEAKER_THAN_A_POND = ("rain", "distilled")
STRONGER_THAN_A_POND = ("salt", "sea")


def test_a_bubble_empties_itself_more_often_in_weaker_water() -> None:
    for item in SHELVED.items("osmosis", "bail-out"):
        moved = item.prompt.rsplit("moved", 1)[1]
        wanted = "as often as before"
        if any(word in moved for word in WEAKER_THAN_A_POND):
            wanted = "more often"
        elif any(word in moved for word in STRONGER_THAN_A_POND):
            wanted = "less often"
        assert right_texts(item.steps[0].task, item.steps[0].key) == {wanted}


def faces_seen(cubes: set[tuple[int, int, int]]) -> int:
    """How many faces of unit cubes are seen from outside."""
    steps = [(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)]
    return sum((x + a, y + b, z + c) not in cubes for x, y, z in cubes for a, b, c in steps)


def box(*sides: int) -> set[tuple[int, int, int]]:
    """The unit cubes of a box."""
    return {(x, y, z) for x in range(sides[0]) for y in range(sides[1]) for z in range(sides[2])}


def test_surfaces_and_volumes_are_counted_in_small_cubes() -> None:
    for item in SHELVED.items("surface-and-volume", "two-cubes"):
        small, large = (int(side) for side in numbers(item.prompt))
        wanted = []
        for side in (small, large):
            surface, volume = faces_seen(box(side, side, side)), len(box(side, side, side))
            wanted += [surface, volume, surface / volume]
        shown = re.sub(r"(\d+) µm:", "", item.steps[0].solution).replace("µm²", "").replace("µm³", "")
        assert numbers(shown) == wanted
    for item in SHELVED.items("surface-and-volume", "same-volume"):
        unit = numbers(item.prompt)[1]
        assert float(item.steps[1].key["answer"]) == faces_seen(box(2, 4, 1)) * unit**2
        assert faces_seen(box(1, 8, 1)) > faces_seen(box(2, 4, 1)) > faces_seen(box(2, 2, 2))
        (best,) = right_texts(item.steps[0].task, item.steps[0].key)
        assert best.startswith("C")


def test_growing_and_cutting() -> None:
    for item in SHELVED.items("surface-and-volume", "times-as-wide"):
        times = int(numbers(item.prompt)[0])
        surface, volume, _ = item.steps
        assert int(surface.key["answer"]) == faces_seen(box(times, times, times)) / 6
        assert int(volume.key["answer"]) == len(box(times, times, times))
    for item in SHELVED.items("surface-and-volume", "cut-it-up"):
        side, pieces, small = numbers(item.prompt)
        assert pieces * small**3 == side**3
        assert float(item.steps[0].key["answer"]) == 6 * side**2
        assert float(item.steps[1].key["answer"]) == pieces * 6 * small**2
