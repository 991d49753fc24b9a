"""Geometry of the grid on which points and lines are placed. Shares of 100 of its width and height; no letters."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from chiron.core.learning.interactions.graph.spec import Span
from chiron.core.learning.interactions.labelling.svg import read_drawing
from chiron.core.words import Json

MARGIN = Fraction(3, 5)
"""Cells of room around the range, for what stands on its edge."""
STRIDES = (1, 2, 5, 10, 20)
MOST_NUMBERS, FEW_NUMBERS = 10, 6
WIDEST, HIGHEST = 1.6, 1.25
"""Width over height, and height over width, beyond which cells are no longer square."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid. ``seldom``: its number is left out where room is short."""

    at: float
    number: str
    seldom: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A given line from edge to edge, and the place of its name."""

    ends: tuple[float, float, float, float]
    name: tuple[float, float]
    side: str
    """``above`` or ``below``: where its name does not lie over it."""
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    """The grid of a task. ``axes``: where x is 0 and where y is 0, or the edge next to it."""

    columns: float
    shape: float
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    axes: tuple[float, float]
    lines: tuple[Drawn, ...]
    points: tuple[tuple[float, float, str], ...]
    data: str


class _Axis:
    """One axis, from the start to the end of its room."""

    def __init__(self, axis: Json, turned: bool) -> None:
        self.span = Span.read(axis)
        self.turned = turned
        margin = MARGIN * self.span.step
        self.low, self.high = self.span.low - margin, self.span.high + margin

    def place(self, value: Fraction) -> float:
        """A value as a share of 100 of the room."""
        share = float((value - self.low) / (self.high - self.low) * 100)
        return round(100 - share if self.turned else share, 3)

    @property
    def cells(self) -> float:
        """The length of the room in cells."""
        return float((self.high - self.low) / self.span.step)

    def ticks(self, decimal: str) -> tuple[Tick, ...]:
        step = self.span.step
        first, last = -(-self.span.low // step), self.span.high // step
        many = next((n for n in STRIDES if (last - first) / n <= MOST_NUMBERS), STRIDES[-1])
        few = many * next((n for n in STRIDES if (last - first) / (many * n) <= FEW_NUMBERS), 1)
        return tuple(
            Tick(self.place(n * step), _number(n * step, decimal) if n % many == 0 else "", n % few != 0)
            for n in range(first, last + 1)
        )

    @property
    def zero(self) -> float:
        """Where the other axis crosses."""
        return self.place(min(max(Fraction(0), self.span.low), self.span.high))

    def data(self, label: str) -> Json:
        """For the page's script: numbers as floats, what a point snaps to exactly."""
        snap = self.span.snap
        ends = {"low": float(self.span.low), "high": float(self.span.high)}
        room = {"from": float(self.low), "to": float(self.high)}
        return ends | room | {"snap": [snap.numerator, snap.denominator], "label": label}


def plot(task: Json) -> Plot:
    """The grid of a task of the kind ``graph``."""
    x, y = _Axis(task["x"], False), _Axis(task["y"], True)
    shape = min(max(x.cells / y.cells, 1 / HIGHEST), WIDEST)
    given = task["given"]
    data = {"x": x.data(task["x"]["label"]), "y": y.data(task["y"]["label"])}
    return Plot(
        columns=round(x.cells, 2),
        shape=round(shape, 4),
        across=x.ticks(task["decimal"]),
        up=y.ticks(task["decimal"]),
        axes=(x.zero, y.zero),
        lines=tuple(_line(x, y, line) for line in given["lines"] if _ends(x, y, line["numbers"])),
        points=tuple(
            (x.place(Fraction(each["at"][0])), y.place(Fraction(each["at"][1])), each["label"])
            for each in given["points"]
        ),
        data=json.dumps(data | {"asked": task["asked"], "decimal": task["decimal"]}, separators=(",", ":")),
    )


def _line(x: _Axis, y: _Axis, line: Json) -> Drawn:
    (x1, y1), (x2, y2) = _ends(x, y, line["numbers"])
    name = (round(x1 + 0.86 * (x2 - x1), 2), round(y1 + 0.86 * (y2 - y1), 2))
    return Drawn((x1, y1, x2, y2), name, "below" if y2 > y1 else "above", line["text"])


def _ends(x: _Axis, y: _Axis, numbers: list[str]) -> list[tuple[float, float]]:
    """Where a line ``a x + b y = c`` meets the edges of the room, from start to end; empty where it passes it by."""
    a, b, c = (Fraction(number) for number in numbers)
    found = set[tuple[Fraction, Fraction]]()
    if b:
        found |= {(at, (c - a * at) / b) for at in (x.low, x.high)}
    if a:
        found |= {((c - b * at) / a, at) for at in (y.low, y.high)}
    inside = sorted(p for p in found if x.low <= p[0] <= x.high and y.low <= p[1] <= y.high)
    return [(x.place(p[0]), y.place(p[1])) for p in (inside[0], inside[-1])] if len(inside) > 1 else []


def _number(value: Fraction, decimal: str) -> str:
    sign = "−" if value < 0 else ""
    size = abs(value)
    if size.denominator == 1:
        return f"{sign}{size}"
    text = f"{float(size):.6g}"
    return f"{sign}{text.replace('.', decimal)}" if Fraction(text) == size else f"{sign}{size}"


def drawing(task: Json) -> Markup:
    """The drawing of a task of the kind ``labelling``: read once more as what a stranger wrote."""
    return Markup(read_drawing(task["drawing"]).markup)  # noqa: S704 - written anew from what is allowed


def plot_helpers() -> dict[str, Callable[..., Any]]:
    """What templates may call."""
    return {"plot_of": plot, "drawing_of": drawing}
