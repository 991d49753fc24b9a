"""Where everything stands on the map of skills: a pure function from a course to positions.

Units are bands, read from the start side to the end side; a band holds columns, a column holds skills. A trail runs
level past the marks and changes height only in the gutters between columns, so no trail ever touches a label.
All measures are in the drawing's own units, about a pixel each at the usual size.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise, permutations

from chiron.core.learning.course import Course, Unit
from chiron.core.learning.labels import head_width, headed, width_of, wrap

LINE = 16.0
"""Height of a label's line."""
LABEL_TOP = 24.0
"""From a mark's middle to the top of its label."""
MARK = 29.0
"""Half the room of a mark with its widest ring."""
LANE = 18.0
"""Height kept free between a label and the mark below it, for trails that pass."""
GUTTER = 34.0
"""Width between the labels of neighbouring columns, where trails change height."""
HEAD = 92.0
"""Height of a band's title."""
NARROWEST = 190.0
"""Width of the narrowest band."""
HEAD_SIDE = 20.0
"""Beside a band's title."""
FOOT = 20.0
BAND_GAP = 10.0
SOFT_RISE = 120.0
"""Rise up to which a trail stays clear of the label above it although it slopes from beside the mark."""
BESIDE = 22.0
MOST_COLUMNS = 8
"""Columns before the drawing would be wider than a screen has room for beside the evidence."""
MOST_TRIED = 6
"""Skills of a column up to which every order is tried."""


@dataclass(frozen=True, slots=True)
class Place:
    """A skill's mark and label. ``lines`` are the label's, each a run of (text, is a formula)."""

    skill: str
    x: float
    y: float
    lines: tuple[tuple[tuple[str, bool], ...], ...]
    width: float

    @property
    def label(self) -> tuple[float, float, float, float]:
        """The label's box: left, top, right, bottom."""
        top = self.y + LABEL_TOP
        return self.x - self.width / 2, top, self.x + self.width / 2, top + LINE * len(self.lines)


@dataclass(frozen=True, slots=True)
class Band:
    """A unit's band. ``lines`` are those of its title."""

    unit: str
    x: float
    width: float
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trail:
    """A way from a prerequisite to a skill. ``path`` is for SVG's ``d``; ``points`` are its level ends in turn."""

    start: str
    end: str
    path: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole drawing."""

    width: float
    height: float
    bands: tuple[Band, ...]
    places: Mapping[str, Place]
    trails: tuple[Trail, ...]


def layout(course: Course, mirrored: bool = False) -> Layout:
    """Place every skill of a course. ``mirrored`` turns it round for right-to-left reading."""
    split = _columns(course)
    units, columns = [unit for unit, _ in split], [column for _, column in split]
    labels = {name: wrap(skill.title) for name, skill in course.skills.items()}
    widths = [max(width_of(labels[name]) for name in column) for column in columns]
    bands, xs, width = _across(units, widths, {unit.id: unit.title for unit in course.taught})
    ordered, heights = _down(course, columns, labels)
    places = {
        name: Place(name, xs[number], heights[name], labels[name], width_of(labels[name]))
        for number, column in enumerate(ordered)
        for name in column
    }
    height = max(place.label[3] for place in places.values()) + LANE + FOOT
    where = {name: number for number, column in enumerate(ordered) for name in column}
    trails = _Router(ordered, where, places, xs, widths).trails(course)
    found = Layout(round(width, 1), round(height, 1), tuple(bands), places, tuple(trails))
    return _mirror(found) if mirrored else found


def _depths(unit: Unit) -> dict[str, int]:
    """How many skills of the same unit stand before each, on the longest way."""
    inside = {skill.id: list(skill.prerequisites) for skill in unit.skills}
    depths: dict[str, int] = {}
    waiting = [skill.id for skill in unit.skills]
    for _ in range(len(waiting)):
        for name in waiting:
            before = [other for other in inside[name] if other in inside]
            if name not in depths and all(other in depths for other in before):
                depths[name] = max((depths[other] + 1 for other in before), default=0)
    return {name: depths.get(name, 0) for name in inside}


def _columns(course: Course) -> list[tuple[str, list[str]]]:
    """(unit, skills) of each column. Units get columns where that takes most trails out of a column's inside."""
    counts = {unit.id: 1 for unit in course.taught}
    splits = {unit.id: _split(course, unit, 1) for unit in course.taught}
    while sum(counts.values()) < max(MOST_COLUMNS, len(course.taught)):
        gains = {unit.id: splits[unit.id][0] - _split(course, unit, counts[unit.id] + 1)[0] for unit in course.taught}
        best = max(gains, key=lambda name: gains[name])
        if gains[best] <= 0:
            break
        counts[best] += 1
        splits[best] = _split(course, next(u for u in course.taught if u.id == best), counts[best])
    return [(unit.id, column) for unit in course.taught for column in splits[unit.id][1]]


def _split(course: Course, unit: Unit, count: int) -> tuple[float, list[list[str]]]:
    """A unit's layers in ``count`` columns: (cost, columns). Inner trails and tall columns cost."""
    depths = _depths(unit)
    layers = [[name for name in depths if depths[name] == depth] for depth in range(max(depths.values()) + 1)]
    best: tuple[float, list[list[str]]] = (float("inf"), [])
    for cuts in combinations(range(1, len(layers)), min(count, len(layers)) - 1):
        ends = (0, *cuts, len(layers))
        columns = [[name for layer in layers[low:high] for name in layer] for low, high in pairwise(ends)]
        inner = sum(before in column for column in columns for name in column for before in _before(course, name))
        cost = 2.0 * inner + sum(max(0, len(column) - 4) ** 2 for column in columns)
        cost += 0.1 * max(len(column) for column in columns)
        best = min(best, (cost, columns), key=lambda pair: pair[0])
    return best


def _before(course: Course, name: str) -> tuple[str, ...]:
    return course.skills[name].prerequisites


def _across(
    units: Sequence[str], widths: Sequence[float], titles: Mapping[str, str]
) -> tuple[list[Band], list[float], float]:
    bands: list[Band] = []
    xs: list[float] = []
    left = 0.0
    for number, (unit, width) in enumerate(zip(units, widths, strict=True)):
        if not bands or bands[-1].unit != unit:
            left = 0.0 if not bands else bands[-1].x + bands[-1].width + BAND_GAP
            bands.append(Band(unit, left, GUTTER, headed(titles[unit])))
        band = bands[-1]
        xs.append(band.x + band.width - GUTTER / 2 + width / 2)
        last = number + 1 == len(units) or units[number + 1] != unit
        least = max(NARROWEST, head_width(titles[unit]) + 2 * HEAD_SIDE) if last else 0.0
        bands[-1] = replace(band, width=max(band.width + width + (0 if last else GUTTER), least))
    return bands, xs, bands[-1].x + bands[-1].width


def _room(lines: int) -> float:
    return LABEL_TOP + LINE * lines + LANE + MARK


def _down(
    course: Course, columns: list[list[str]], labels: Mapping[str, Sequence[object]]
) -> tuple[list[list[str]], dict[str, float]]:
    """The order of each column and the height of every mark: near those it is joined to, never too close."""
    rooms = {name: _room(len(labels[name])) for name in course.skills}
    tallest = max(sum(rooms[name] for name in column) for column in columns)
    tallest = max(tallest, 4 * (LABEL_TOP + 2 * LINE + LANE + MARK))
    ordered = [list(column) for column in columns]
    heights: dict[str, float] = {}
    for column in ordered:
        heights.update(_spread(column, _evenly(column, rooms, tallest), rooms, tallest))
    near = {name: [*_before(course, name), *course.dependents[name]] for name in course.skills}
    for _ in range(4):
        for number, column in enumerate(ordered):
            wanted = {
                name: _middle([heights[other] for other in near[name] if other not in column], heights[name])
                for name in column
            }
            ordered[number] = _order(course, column, wanted, rooms, tallest)
            usual = _evenly(ordered[number], rooms, tallest)
            mixed = {name: 0.6 * wanted[name] + 0.4 * usual[name] for name in column}
            heights.update(_spread(ordered[number], mixed, rooms, tallest))
    return ordered, {name: round(height, 1) for name, height in heights.items()}


def _order(
    course: Course, column: list[str], wanted: Mapping[str, float], rooms: Mapping[str, float], tallest: float
) -> list[str]:
    """The order that keeps skills near their wanted heights and inner trails short and downward."""
    if len(column) > MOST_TRIED:
        return sorted(column, key=lambda name: wanted[name])
    inner = [(before, name) for name in column for before in _before(course, name) if before in column]

    def cost(order: list[str]) -> float:
        usual = _evenly(order, rooms, tallest)
        place = {name: number for number, name in enumerate(order)}
        away = sum(abs(usual[name] - wanted[name]) for name in order)
        spans = [place[name] - place[before] for before, name in inner]
        return away + sum(90 * (span - 1) if span > 0 else 120 - 90 * span for span in spans)

    tried = [list(order) for order in permutations(column)]
    return min(tried, key=cost)


def _middle(heights: Sequence[float], otherwise: float) -> float:
    return sum(heights) / len(heights) if heights else otherwise


def _evenly(column: Sequence[str], rooms: Mapping[str, float], tallest: float) -> dict[str, float]:
    """Heights that use the whole column."""
    free = (tallest - sum(rooms[name] for name in column)) / (len(column) + 1)
    top, found = HEAD + MARK, dict[str, float]()
    for name in column:
        top += free
        found[name] = top
        top += rooms[name]
    return found


def _spread(
    column: Sequence[str], wanted: Mapping[str, float], rooms: Mapping[str, float], tallest: float
) -> dict[str, float]:
    """The wanted heights, pushed apart evenly up and down where they are too close, inside the band."""
    found, lowest = dict[str, float](), HEAD + MARK
    for name in column:
        found[name] = max(wanted[name], lowest)
        lowest = found[name] + rooms[name]
    shift = sum(found[name] - wanted[name] for name in column) / len(column)
    limit = HEAD + MARK + tallest
    for name in reversed(column):
        found[name] = min(found[name] - shift, limit - rooms[name])
        limit = found[name]
    lowest = HEAD + MARK
    for name in column:
        found[name] = max(found[name], lowest)
        lowest = found[name] + rooms[name]
    return found


class _Router:
    """Finds each trail's way: level past marks and through lanes between them, sloping only in gutters."""

    def __init__(
        self,
        columns: list[list[str]],
        where: Mapping[str, int],
        places: Mapping[str, Place],
        xs: Sequence[float],
        widths: Sequence[float],
    ) -> None:
        self.columns, self.where, self.places, self.xs, self.widths = columns, where, places, xs, widths
        self.used: dict[tuple[int, float], int] = {}
        self.hooks: dict[int, dict[str, int]] = {}

    def trails(self, course: Course) -> list[Trail]:
        """Every prerequisite's trail; the short ones choose first."""
        pairs = [(before, name) for name, skill in course.skills.items() for before in skill.prerequisites]
        pairs.sort(key=lambda pair: abs(self.where[pair[0]] - self.where[pair[1]]))
        return [self._trail(start, end) for start, end in pairs]

    def _trail(self, start: str, end: str) -> Trail:
        first, last = self.places[start], self.places[end]
        here, there = self.where[start], self.where[end]
        if here == there:
            taken = self.hooks.setdefault(here, {}).setdefault(start, len(self.hooks[here]))
            side = first.x + self.widths[here] / 2 + GUTTER * (1 + taken % 3) / 6
            points = ((first.x, first.y), (side, first.y), (side, last.y), (last.x, last.y))
            return Trail(start, end, _hook(points), points)
        step = 1 if there > here else -1
        found = [(first.x, first.y), (self._leaves(first, here, step, last.y - first.y), first.y)]
        for column in range(here + step, there, step):
            lane = self._lane(column, found[-1][1], last.y)
            found += [(self._side(column, -step), lane), (self._side(column, step), lane)]
        enters = self._leaves(last, there, -step, found[-1][1] - last.y)
        found += [(enters, last.y), (last.x, last.y)]
        return Trail(start, end, _slope(found), tuple(found))

    def _leaves(self, place: Place, column: int, step: int, rise: float) -> float:
        """Where a trail may begin to slope: beside the mark if it goes up, past the label if it goes down."""
        if -SOFT_RISE <= rise < 0:
            return place.x + step * min(BESIDE, self.widths[column] / 2)
        return self._side(column, step)

    def _side(self, column: int, step: int) -> float:
        return self.xs[column] + step * self.widths[column] / 2

    def _lane(self, column: int, height: float, target: float) -> float:
        """The free height of a column nearest to both ends, a little beside one that is taken."""
        lanes = self._lanes(column)
        lane = min(
            lanes, key=lambda free: abs(free - height) + abs(free - target) + 6 * self.used.get((column, free), 0)
        )
        taken = self.used.get((column, lane), 0)
        self.used[(column, lane)] = taken + 1
        return lane + (0, 4, -4)[taken % 3]

    def _lanes(self, column: int) -> list[float]:
        stacked = sorted((self.places[name] for name in self.columns[column]), key=lambda place: place.y)
        lanes = [stacked[0].y - MARK - LANE / 2] if stacked[0].y - MARK - LANE > HEAD - 10 else []
        for upper, lower in pairwise(stacked):
            low, high = upper.label[3] + LANE / 2, lower.y - MARK - LANE / 2
            lanes += [low] if high - low < 2 * LANE else [low, (low + high) / 2, high]
        return [*lanes, stacked[-1].label[3] + LANE / 2]


def _slope(points: Sequence[tuple[float, float]]) -> str:
    """Level lines joined by S-curves."""
    parts = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x, y), (to_x, to_y) in pairwise(points):
        if y == to_y:
            parts.append(f"H{to_x:.1f}")
        else:
            middle = (x + to_x) / 2
            parts.append(f"C{middle:.1f} {y:.1f} {middle:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}")
    return "".join(parts)


def _hook(points: Sequence[tuple[float, float]]) -> str:
    """Out past the label, down or up the gutter, and back: for a skill and its prerequisite in one column."""
    (x, y), (side, _), _, (to_x, to_y) = points
    turn = min(30.0, abs(to_y - y) / 2) * (1 if to_y > y else -1)
    out = (side - x) * 0.55
    return (
        f"M{x:.1f} {y:.1f}H{x + out:.1f}Q{side:.1f} {y:.1f} {side:.1f} {y + turn:.1f}"
        f"V{to_y - turn:.1f}Q{side:.1f} {to_y:.1f} {x + out:.1f} {to_y:.1f}H{to_x:.1f}"
    )


def _mirror(drawn: Layout) -> Layout:
    def across(x: float) -> float:
        return round(drawn.width - x, 1)

    bands = tuple(replace(band, x=across(band.x + band.width)) for band in drawn.bands)
    places = {name: replace(place, x=across(place.x)) for name, place in drawn.places.items()}
    trails = []
    for trail in drawn.trails:
        points = tuple((across(x), y) for x, y in trail.points)
        trails.append(replace(trail, points=points, path=_mirrored_path(trail.path, drawn.width)))
    return replace(drawn, bands=bands, places=places, trails=tuple(trails))


_PAIRED = re.compile(r"([MCQ])([^MCQHV]+)|(H)([^MCQHV]+)|(V[^MCQHV]+)")


def _mirrored_path(path: str, width: float) -> str:
    def turned(found: re.Match[str]) -> str:
        if found[5]:
            return found[5]
        if found[3]:
            return f"H{width - float(found[4]):.1f}"
        numbers = [float(piece) for piece in found[2].split()]
        return found[1] + " ".join(
            f"{width - value if place % 2 == 0 else value:.1f}" for place, value in enumerate(numbers)
        )

    return _PAIRED.sub(turned, path)
