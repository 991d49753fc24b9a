"""Where a shape of a drawing stands, through the transforms around it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

Matrix = tuple[float, float, float, float, float, float]
"""``(a, b, c, d, e, f)`` of SVG: x' = a x + c y + e, y' = b x + d y + f."""

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_STEP = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Place:
    """The middle of a shape and its size, as shares of the drawing's width and height."""

    x: float
    y: float
    width: float
    height: float


def numbers(text: str) -> list[float]:
    """The numbers of an attribute."""
    return [float(found) for found in _NUMBER.findall(text)]


def combined(outer: Matrix, inner: Matrix) -> Matrix:
    """The transform that does ``inner`` first, then ``outer``."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * m + e,
        b * k + d * m + f,
    )


def transform(text: str) -> Matrix:
    """The value of a ``transform`` attribute (SVG 2, 8.5); what cannot be read changes nothing."""
    found = IDENTITY
    for name, inside in _STEP.findall(text):
        found = combined(found, _step(name, numbers(inside)))
    return found


def _step(name: str, values: list[float]) -> Matrix:
    match name, values:
        case "matrix", [a, b, c, d, e, f]:
            return (a, b, c, d, e, f)
        case "translate", [x]:
            return (1, 0, 0, 1, x, 0)
        case "translate", [x, y]:
            return (1, 0, 0, 1, x, y)
        case "scale", [by]:
            return (by, 0, 0, by, 0, 0)
        case "scale", [x, y]:
            return (x, 0, 0, y, 0, 0)
        case "rotate", [angle, *about]:
            cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            turned: Matrix = (cosine, sine, -sine, cosine, 0, 0)
            if len(about) != 2:
                return turned
            x, y = about
            return combined(combined((1, 0, 0, 1, x, y), turned), (1, 0, 0, 1, -x, -y))
        case "skewX", [angle]:
            return (1, 0, math.tan(math.radians(angle)), 1, 0, 0)
        case "skewY", [angle]:
            return (1, math.tan(math.radians(angle)), 0, 1, 0, 0)
        case _:
            return IDENTITY


def box(tag: str, attributes: Mapping[str, str]) -> tuple[float, float, float, float] | None:
    """Left, top, width and height of a circle, an ellipse or a rectangle in its own measures; None for all else."""

    def one(name: str) -> float:
        return next(iter(numbers(attributes.get(name, ""))), 0.0)

    if tag == "rect":
        return one("x"), one("y"), one("width"), one("height")
    if tag in ("circle", "ellipse"):
        across, up = (one("r"), one("r")) if tag == "circle" else (one("rx"), one("ry"))
        return one("cx") - across, one("cy") - up, 2 * across, 2 * up
    return None


def placed(inside: tuple[float, float, float, float], matrix: Matrix, view: tuple[float, float, float, float]) -> Place:
    """The place of a box within the drawing's own view: left, top, width, height."""
    left, top, width, height = inside
    a, b, c, d, e, f = matrix
    corners = [(left + i * width, top + j * height) for i in (0, 1) for j in (0, 1)]
    moved = [(a * x + c * y + e, b * x + d * y + f) for x, y in corners]
    low_x, high_x = min(x for x, _ in moved), max(x for x, _ in moved)
    low_y, high_y = min(y for _, y in moved), max(y for _, y in moved)
    middle = ((low_x + high_x) / 2 - view[0]) / view[2], ((low_y + high_y) / 2 - view[1]) / view[3]
    return Place(*(round(share, 5) for share in (*middle, (high_x - low_x) / view[2], (high_y - low_y) / view[3])))
