"""What an author writes for a step on the grid, and the grid itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, field_validator, model_validator

from chiron.core.learning.course import Identifier, Part
from chiron.core.learning.exact import FormulaError, Value
from chiron.core.learning.formula import parse
from chiron.core.learning.interactions.base import Blamed, FormulaText, Words
from chiron.core.learning.interactions.graph.lines import IDEAS, Line, Point
from chiron.core.words import Json

MOST_CELLS = 40
MOST_STOPS = 400
Pair = tuple[FormulaText, FormulaText]


def _axis(value: Any) -> Any:
    return {"range": value} if isinstance(value, list | tuple) else value


def _point(value: Any) -> Any:
    return {"at": value} if isinstance(value, list | tuple) else value


class Axis(Part):
    """One axis: its range, the width of the grid's cells, what a point that is dragged snaps to, and its name."""

    range: Pair = ("-10", "10")
    step: FormulaText = "1"
    snap: FormulaText | None = None
    label: Words | None = None


class Marked(Part):
    """A point, and its name if it has one."""

    at: Pair
    label: Words | None = None


AnyAxis = Annotated[Axis, BeforeValidator(_axis)]
AnyPoint = Annotated[Marked, BeforeValidator(_point)]


class Given(Part):
    """What stands on the grid from the start."""

    lines: tuple[Words, ...] = Field(default=(), max_length=4)
    points: tuple[AnyPoint, ...] = Field(default=(), max_length=8)


class GraphWrong(Blamed):
    """A wrong drawing that the author expects."""

    points: tuple[Pair, ...] | None = None
    line: Words | None = None

    @model_validator(mode="after")
    def _whole(self) -> GraphWrong:
        if (self.points is None) == (self.line is None):
            raise ValueError("a wrong answer needs either points or line")
        if self.misconception is None and self.feedback is None:
            raise ValueError("a wrong answer needs a misconception or feedback")
        return self


class Fields(Part):
    """The authored fields."""

    x: AnyAxis = Axis()
    y: AnyAxis = Axis()
    points: tuple[AnyPoint, ...] | None = Field(None, min_length=1, max_length=8)
    line: Words | None = None
    given: Given = Given()
    ideas: Mapping[str, Identifier] = Field(default_factory=dict)
    wrong: tuple[GraphWrong, ...] = ()

    @field_validator("ideas")
    @classmethod
    def _known(cls, ideas: Mapping[str, str]) -> Mapping[str, str]:
        unknown = sorted(set(ideas) - set(IDEAS))
        if unknown:
            raise ValueError(f"there is no wrong idea called {unknown[0]!r}; there are {', '.join(IDEAS)}")
        return ideas

    @model_validator(mode="after")
    def _one_thing(self) -> Fields:
        if (self.points is None) == (self.line is None):
            raise ValueError("a graph asks for either points or line")
        named = [point.label is not None for point in self.points or ()]
        if any(named) and not all(named):
            raise ValueError("name all points or none")
        if any((entry.points is None) != (self.points is None) for entry in self.wrong):
            raise ValueError("a wrong answer is of the same sort as the right one: points or line")
        return self


@dataclass(frozen=True, slots=True)
class Span:
    """One axis of an item, exactly."""

    low: Fraction
    high: Fraction
    step: Fraction
    snap: Fraction

    @classmethod
    def of(cls, axis: Axis, values: Mapping[str, Value]) -> Span:
        """Work it out. Raises FormulaError for an axis that cannot be drawn."""
        low, high = (parse(end).number(values) for end in axis.range)
        step = parse(axis.step).number(values)
        found = cls(low, high, step, parse(axis.snap).number(values) if axis.snap else step)
        if low >= high or step <= 0 or found.snap <= 0:
            raise FormulaError("An axis needs a range from low to high, and a step above zero.")
        if (high - low) / step > MOST_CELLS or (high - low) / found.snap > MOST_STOPS:
            raise FormulaError(f"An axis has at most {MOST_CELLS} cells and {MOST_STOPS} places to snap to.")
        return found

    @classmethod
    def read(cls, axis: Json) -> Span:
        """Back from a task."""
        return cls(*(Fraction(axis[name]) for name in ("low", "high", "step", "snap")))

    def json(self, label: str) -> Json:
        """For a task."""
        numbers = {"low": self.low, "high": self.high, "step": self.step, "snap": self.snap}
        return {name: str(value) for name, value in numbers.items()} | {"label": label}

    def has(self, value: Fraction) -> bool:
        """Whether the value is on the axis."""
        return self.low <= value <= self.high

    def stops(self) -> Iterator[Fraction]:
        """Where a dragged point can rest, those nearest to zero first."""
        first, last = -(-self.low // self.snap), self.high // self.snap
        yield from sorted((n * self.snap for n in range(first, last + 1)), key=lambda value: (abs(value), -value))


@dataclass(frozen=True, slots=True)
class Grid:
    """Both axes."""

    x: Span
    y: Span

    @classmethod
    def read(cls, task: Json) -> Grid:
        """Back from a task."""
        return cls(Span.read(task["x"]), Span.read(task["y"]))

    def has(self, point: Point) -> bool:
        """Whether the point is on the grid."""
        return self.x.has(point[0]) and self.y.has(point[1])

    def rests(self, point: Point) -> bool:
        """Whether a point can be dragged there."""
        return self.has(point) and not point[0] % self.x.snap and not point[1] % self.y.snap

    def on(self, line: Line) -> list[Point]:
        """Up to two points of the line where a dragged point can rest, near the middle."""
        if line.b:
            every = ((x, (line.c - line.a * x) / line.b) for x in self.x.stops())
        else:
            every = ((line.c / line.a, y) for y in self.y.stops())
        found: list[Point] = []
        for point in every:
            if self.rests(point):
                found.append(point)
            if len(found) == 2:
                break
        return found
