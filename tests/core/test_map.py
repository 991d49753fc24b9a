"""The map's layout: every skill stands once, in its unit's band, and nothing covers anything."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.learning.course import Course
from chiron.core.learning.labels import head_width, headed, wrap
from chiron.core.learning.map import Layout, Place, layout
from tests.web import samples

Box = tuple[float, float, float, float]


def mark_box(place: Place) -> Box:
    return place.x - 17, place.y - 17, place.x + 17, place.y + 17


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def samples_of(path: str) -> list[tuple[float, float]]:
    """Points along a path of M, H, V, C and Q."""
    points: list[tuple[float, float]] = []
    for letter, rest in re.findall(r"([MHVCQ])([^MHVCQ]+)", path):
        numbers = [float(piece) for piece in rest.split()]
        x, y = points[-1] if points else (0.0, 0.0)
        if letter == "M":
            points.append((numbers[0], numbers[1]))
            continue
        if letter in "HV":
            end = (numbers[0], y) if letter == "H" else (x, numbers[0])
            corners = [(x, y), end]
        else:
            corners = [(x, y), *zip(numbers[::2], numbers[1::2], strict=True)]
        points += [de_casteljau(corners, step / 24) for step in range(1, 25)]
    return points


def de_casteljau(corners: list[tuple[float, float]], t: float) -> tuple[float, float]:
    while len(corners) > 1:
        corners = [(a + (c - a) * t, b + (d - b) * t) for (a, b), (c, d) in pairwise(corners)]
    return corners[0]


def check(course: Course, drawn: Layout) -> None:
    places = list(drawn.places.values())
    assert set(drawn.places) == set(course.skills)
    assert len(drawn.trails) == sum(len(skill.prerequisites) for skill in course.skills.values())
    for place in places:
        band = next(band for band in drawn.bands if band.unit == course.unit_of[place.skill].id)
        assert band.x <= place.label[0]
        assert place.label[2] <= band.x + band.width + 0.2
        assert 80 < place.y < drawn.height
        assert place.label[3] < drawn.height
    boxes = [(place.skill, box) for place in places for box in (mark_box(place), place.label)]
    for (_, one), (_, other) in combinations(boxes, 2):
        assert not overlap(one, other), "two marks or labels cover each other"
    for trail in drawn.trails:
        for x, y in samples_of(trail.path):
            for place in places:
                left, top, right, bottom = place.label
                assert not (left < x < right and top < y < bottom), f"{trail} crosses the label of {place.skill}"
                if place.skill not in (trail.start, trail.end):
                    assert (x - place.x) ** 2 + (y - place.y) ** 2 > 17**2, f"{trail} crosses {place.skill}"


@pytest.mark.parametrize("mirrored", [False, True])
def test_nothing_covers_anything_in_the_picture(mirrored: bool) -> None:
    course = samples.course()
    check(course, layout(course, mirrored))


def test_bands_read_in_the_order_of_units_and_mirror() -> None:
    course = samples.course()
    plain, mirrored = layout(course), layout(course, True)
    assert [band.unit for band in plain.bands] == [unit.id for unit in course.units]
    assert [band.x for band in plain.bands] == sorted(band.x for band in plain.bands)
    assert [band.x for band in mirrored.bands] == sorted((band.x for band in mirrored.bands), reverse=True)
    assert plain.places["coordinates"].x == pytest.approx(plain.width - mirrored.places["coordinates"].x, abs=0.2)


def test_the_same_course_gives_the_same_map() -> None:
    assert layout(samples.course()) == layout(samples.course())


def test_titles_wrap_by_words_and_keep_formulas_whole() -> None:
    assert wrap("Multiply out brackets") == ((("Multiply", False), ("out", False)), (("brackets", False),))
    assert wrap("$x$ on both sides")[0][0] == ("x", True)
    assert all(len(line) for line in wrap("A very long title of a skill indeed"))


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """Small courses of any shape."""
    made, units = list[str](), {}
    for number in range(draw(st.integers(1, 3))):
        skills = []
        for _ in range(draw(st.integers(1, 7))):
            before = draw(st.lists(st.sampled_from(made), unique=True, max_size=3)) if made else []
            name = f"s{len(made)}"
            words = draw(
                st.lists(st.sampled_from(["Terms", "of", "equations", "$x^2$", "brackets"]), min_size=1, max_size=5)
            )
            skills.append((name, " ".join(words), tuple(before)))
            made.append(name)
        units[f"u{number}"] = (f"Unit {number}", tuple(skills))
    return samples.course(units, made[:1])


@settings(max_examples=40, deadline=None)
@given(courses())
def test_nothing_covers_anything_in_any_course(course: Course) -> None:
    check(course, layout(course))


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Fractions", ("Fractions",)),
        ("Systems of equations", ("Systems of", "equations")),
        ("Ratio and percentages", ("Ratio and", "percentages")),
        ("Electroencephalography", ("Electroencephalography",)),
        ("What $x^2 + 1$ means here", ("What $x^2 + 1$ means here",)),
    ],
)
def test_a_units_title_stands_on_one_line_or_two(title: str, lines: tuple[str, ...]) -> None:
    assert headed(title) == lines


def test_a_band_has_room_for_its_title() -> None:
    long = "Electroencephalography and electrocardiography"
    course = samples.course()
    units = (course.units[0].model_copy(update={"title": long}), *course.units[1:])
    drawn = layout(course.model_copy(update={"units": units}))
    assert drawn.bands[0].lines == headed(long)
    assert drawn.bands[0].width > head_width(long)
