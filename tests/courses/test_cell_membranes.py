"""Facts of diffusion, osmosis and surfaces, written down once more, from what the items show."""

from __future__ import annotations

import re
from fractions import Fraction

from tests.courses.cell import alt, decimals, drawing, items, paired, right_texts


def test_a_dye_moves_overall_from_the_crowded_side_as_the_drawing_shows() -> None:
    for item in items("diffusion", "count-the-dots"):
        seen = [float(x) for x, r in re.findall(r'cx="([\d.]+)" cy="[\d.]+" r="([\d.]+)"', drawing(item)) if r != "0"]
        left = sum(x < 200 for x in seen)
        overall, _, end = item.steps
        wanted = "from left to right" if left > len(seen) - left else "from right to left"
        assert right_texts(overall) == {wanted}
        assert float(end.key["answer"]) == len(seen) / 2


def test_what_goes_to_where_there_is_more_is_pumped() -> None:
    for item in items("diffusion", "door-or-pump"):
        outside, inside = decimals(item.prompt)
        (answer,) = right_texts(item.steps[1])
        assert ("pump" in answer) == (inside > outside)


def test_time_grows_with_the_square_of_the_distance() -> None:
    for item in items("diffusion", "how-far-how-long"):
        times = decimals(re.sub(r"\d millimetres?:", "", alt(item)))
        assert [time / times[0] for time in times] == [1, 4, 9]
        assert Fraction(item.steps[1].key["answer"]) == 16 * times[0]


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
    for item in items("diffusion", "which-route"):
        (step,) = item.steps
        for left, right in paired(step).items():
            assert ROUTES[left] in right


def test_solutions_are_named_by_what_is_dissolved_outside() -> None:
    for item in items("osmosis", "name-the-solution"):
        inside, outside = decimals(item.prompt)
        name, fate = (right_texts(step) for step in item.steps)
        if outside > inside:
            assert (name, fate) == ({"hypertonic"}, {"It shrinks."})
        elif outside < inside:
            assert (name, fate) == ({"hypotonic"}, {"It swells."})
        else:
            assert name == {"isotonic"}
            assert all(text.startswith("It keeps its size, and water crosses") for text in fate)


def test_the_graph_crosses_nought_at_the_strength_of_the_sap() -> None:
    for item in items("osmosis", "read-the-strips"):
        first, last = re.findall(r"[ML](\d+) ([\d.]+)", drawing(item).split('stroke="var(--accent)"')[0])[-2:]
        (x1, y1), (x2, y2) = (tuple(map(float, point)) for point in (first, last))
        crossing = x1 + (160 - y1) * (x2 - x1) / (y2 - y1)
        assert float(item.steps[0].key["answer"]) == (crossing - 60) / 16


WEAKER_THAN_A_POND = ("rain", "distilled")
STRONGER_THAN_A_POND = ("salt", "sea")


def test_a_bubble_empties_itself_more_often_in_weaker_water() -> None:
    for item in items("osmosis", "bail-out"):
        moved = item.prompt.rsplit("moved", 1)[1]
        wanted = "as often as before"
        if any(word in moved for word in WEAKER_THAN_A_POND):
            wanted = "more often"
        elif any(word in moved for word in STRONGER_THAN_A_POND):
            wanted = "less often"
        assert right_texts(item.steps[0]) == {wanted}


def faces_seen(cubes: set[tuple[int, int, int]]) -> int:
    """How many faces of unit cubes are seen from outside."""
    steps = [(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)]
    return sum((x + a, y + b, z + c) not in cubes for x, y, z in cubes for a, b, c in steps)


def box(*sides: int) -> set[tuple[int, int, int]]:
    """The unit cubes of a box."""
    return {(x, y, z) for x in range(sides[0]) for y in range(sides[1]) for z in range(sides[2])}


def test_surfaces_and_volumes_are_counted_in_small_cubes() -> None:
    for item in items("surface-and-volume", "two-cubes"):
        small, large = (int(side) for side in decimals(item.prompt))
        wanted = []
        for side in (small, large):
            surface, volume = faces_seen(box(side, side, side)), len(box(side, side, side))
            wanted += [surface, volume, Fraction(surface, volume)]
        shown = re.sub(r"(\d+) µm:", "", item.steps[0].solution).replace("µm²", "").replace("µm³", "")
        assert decimals(shown) == wanted
    for item in items("surface-and-volume", "same-volume"):
        unit = decimals(item.prompt)[1]
        assert float(item.steps[1].key["answer"]) == faces_seen(box(2, 4, 1)) * unit**2
        assert faces_seen(box(1, 8, 1)) > faces_seen(box(2, 4, 1)) > faces_seen(box(2, 2, 2))
        (best,) = right_texts(item.steps[0])
        assert best.startswith("C")


def test_growing_and_cutting() -> None:
    for item in items("surface-and-volume", "times-as-wide"):
        times = int(decimals(item.prompt)[0])
        surface, volume, _ = item.steps
        assert int(surface.key["answer"]) == faces_seen(box(times, times, times)) / 6
        assert int(volume.key["answer"]) == len(box(times, times, times))
    for item in items("surface-and-volume", "cut-it-up"):
        side, pieces, small = decimals(item.prompt)
        assert pieces * small**3 == side**3
        assert float(item.steps[0].key["answer"]) == 6 * side**2
        assert float(item.steps[1].key["answer"]) == pieces * 6 * small**2
