"""Points and lines as forms that people send, and as words for them."""

from __future__ import annotations

from fractions import Fraction

from chiron.core.learning.exact import FormulaError
from chiron.core.learning.interactions.base import Typed
from chiron.core.learning.interactions.graph.lines import Line, Point, Statement, equation
from chiron.core.learning.interactions.graph.spec import Grid
from chiron.core.learning.printing import Mode, Style, decimal, fraction
from chiron.core.words import Json

LONGEST_DECIMAL = 7


def kept(point: Point) -> list[str]:
    """A point for a key."""
    return [str(point[0]), str(point[1])]


def back(point: list[str]) -> Point:
    """A point of a key."""
    return Fraction(point[0]), Fraction(point[1])


def placed_at(point: Json) -> Point:
    """A point of a response."""
    return Fraction(point["x"]), Fraction(point["y"])


def form_of(task: Json, points: list[Point]) -> Typed:
    """The form that places these points."""
    pairs = [zip("xy", point, strict=True) for point in points]
    return {
        f"answer.{number}.{axis}": [_typeable(value, task["decimal"])]
        for number, pair in enumerate(pairs, 1)
        for axis, value in pair
    }


def drawing_of(task: Json, asked: Statement) -> Typed:
    """A form that draws this line or half-plane."""
    grid = Grid.read(task)
    found = form_of(task, grid.on(asked.line))
    if task["asked"] == "line":
        return found
    inside = next(
        (p for x in grid.x.stops() for y in grid.y.stops() if asked.line.over(p := (x, y)) and asked.inside(p)), None
    )
    third = form_of(task, [inside]) if inside else {}
    moved = {name.replace("answer.1.", "answer.3."): value for name, value in third.items()}
    return found | moved | {"answer.edge": ["dashed" if asked.strict else "solid"]}


def _typeable(value: Fraction, sign: str) -> str:
    exact = _decimal(value, sign)
    return exact if exact is not None and len(exact) <= LONGEST_DECIMAL else str(value)


def _shown(value: Fraction, sign: str) -> str:
    exact = _decimal(value, sign)
    if exact is not None and len(exact) <= LONGEST_DECIMAL:
        return exact.replace(",", "{,}")
    return fraction(value, Style(Mode.MATHS, sign))


def _decimal(value: Fraction, sign: str) -> str | None:
    """The exact decimal with an ASCII minus, None where it has no end."""
    try:
        return decimal(Style(Mode.PLAIN), value).replace(".", sign)
    except FormulaError:
        return None


def plain(point: Point) -> str:
    """A point in plain text."""
    return f"({point[0]}, {point[1]})"


def listed(task: Json, points: list[Point]) -> str:
    """Points in Markdown, with their names where they have some."""
    gap = ", " if task["decimal"] == "." else r";\ "
    shown = [gap.join(_shown(value, task["decimal"]) for value in point) for point in points]
    names = (f"{name} " for name in task["names"]) if task["names"] else [""] * len(shown)
    return ", ".join(f"{name}$({text})$" for name, text in zip(names, shown, strict=True))


def drawn(task: Json, placed: list[Point], response: Json) -> str:
    """What was drawn, in LaTeX."""
    line = Line.through(placed[0], placed[1])
    if task["asked"] == "line":
        return equation(Statement(line), task["decimal"])
    sign = "<" if line.over(placed[2]) < 0 else ">"
    return equation(Statement(line, sign if response["edge"] == "dashed" else f"{sign}="), task["decimal"])
