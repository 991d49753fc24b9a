"""Geometry for small drawings in pages: marks, charts, bars. Numbers only; the templates hold the shapes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from chiron.core.learning.course import Course
from chiron.core.learning.map import Layout, layout

_SHRINK = {"sure": 0.0, "fairly-sure": 2.0, "not-sure": 4.0}
_HALO = {"sure": 0.0, "fairly-sure": 5.5, "not-sure": 9.0}
_RING = {"sure": 2.5, "fairly-sure": 2.0, "not-sure": 1.5}


@dataclass(frozen=True, slots=True)
class MarkShape:
    """The measures of one mark of knowledge in its own units, its middle at 0, 0 (look.md, "Marks of knowledge")."""

    kind: str
    radius: float
    ring: float
    halo: float
    chosen: float


def mark_shape(state: str, certainty: str = "sure", next: str | None = None) -> MarkShape:
    """The mark for a state, how sure we are, and ``next``: "ready", "best" or None."""
    shrink, halo, ring = _SHRINK[certainty], _HALO[certainty], _RING[certainty]
    if next == "best":
        return MarkShape("best", 15.0, 2.5, 15 + halo if halo else 0.0, 28.0)
    if next == "ready":
        return MarkShape("ready", 10.5, 2.5, 0.0, 21.5)
    if state == "demonstrated":
        return MarkShape("demonstrated", 17 - shrink, 0.0, 17 + halo if halo else 0.0, 28.0)
    if state == "estimated":
        return MarkShape("estimated", 16 - shrink, ring, 16 + halo if halo else 0.0, 27.0)
    return MarkShape("not-yet", 10.5, 1.4, 0.0, 21.5)


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One value of a chart, placed. ``value``, ``low`` and ``high`` are shares of 1."""

    label: str
    value: float
    low: float
    high: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A line with its range as a band, in a box of ``width`` by ``height`` units."""

    width: float
    height: float
    points: tuple[ChartPoint, ...]
    line: str
    band: str
    grid: tuple[tuple[str, float], ...]


def chart(values: Sequence[tuple[str, float, float, float]], width: float = 300, height: float = 210) -> Chart:
    """Place (label, value, low, high), shares of 1, in time order from the start side."""
    left, right, top, bottom = 52.0, 16.0, 22.0, 32.0
    step = (width - left - right) / max(1, len(values) - 1)

    def across(place: int) -> float:
        return left + (step * place if len(values) > 1 else (width - left - right) / 2)

    def down(value: float) -> float:
        return round(top + (1 - value) * (height - top - bottom), 1)

    points = tuple(
        ChartPoint(label, value, low, high, round(across(place), 1), down(value))
        for place, (label, value, low, high) in enumerate(values)
    )
    line = "M" + " L".join(f"{p.x} {p.y}" for p in points) if points else ""
    edge = [f"{p.x} {down(p.high)}" for p in points] + [f"{p.x} {down(p.low)}" for p in reversed(points)]
    band = "M" + " L".join(edge) + " Z" if points else ""
    grid = tuple((words, down(value)) for words, value in (("100%", 1.0), ("50%", 0.5), ("0%", 0.0)))
    return Chart(width, height, points, line, band, grid)


def beads(done: int, total: int) -> list[str]:
    """One word for each question of a session: done, now, coming."""
    return ["done" if place < done else "now" if place == done else "coming" for place in range(total)]


_LAYOUTS: OrderedDict[tuple[int, bool], tuple[Course, Layout]] = OrderedDict()


def map_layout(course: Course, mirrored: bool = False) -> Layout:
    """Where a course's skills stand. Kept for the latest few courses, as every map asks for it again."""
    name = (id(course), mirrored)
    if name not in _LAYOUTS:
        _LAYOUTS[name] = (course, layout(course, mirrored))
        while len(_LAYOUTS) > 16:
            _LAYOUTS.popitem(last=False)
    return _LAYOUTS[name][1]


def drawing_helpers() -> dict[str, Callable[..., Any]]:
    """What templates may call."""
    return {"mark_shape": mark_shape, "chart": chart, "beads": beads, "map_layout": map_layout}
