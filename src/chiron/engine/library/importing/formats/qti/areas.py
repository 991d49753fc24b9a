"""Shapes on pictures: whether a point lies in one, and where one lies, in words."""

from __future__ import annotations

from math import hypot
from typing import Any

MOST_CORNERS = 2000


def inside(point: Any, shape: str, coords: tuple[float, ...]) -> bool:
    """Whether a point lies in a shape of HTML's image maps (QTI 2.2, section 4.5: shape and coords)."""
    try:
        x, y = point
        x, y = float(x), float(y)
    except (TypeError, ValueError):
        return False
    if shape == "default":
        return True
    if shape == "rect" and len(coords) >= 4:
        return min(coords[0], coords[2]) <= x <= max(coords[0], coords[2]) and (
            min(coords[1], coords[3]) <= y <= max(coords[1], coords[3])
        )
    if shape == "circle" and len(coords) >= 3:
        return hypot(x - coords[0], y - coords[1]) <= coords[2]
    if shape == "ellipse" and len(coords) >= 4 and coords[2] and coords[3]:
        return ((x - coords[0]) / coords[2]) ** 2 + ((y - coords[1]) / coords[3]) ** 2 <= 1
    if shape == "poly" and len(coords) >= 6:
        return _in_polygon(x, y, coords[: 2 * MOST_CORNERS])
    return False


def _in_polygon(x: float, y: float, coords: tuple[float, ...]) -> bool:
    corners = list(zip(coords[::2], coords[1::2], strict=False))
    found = False
    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            found = not found
    return found


def middle(shape: str, coords: tuple[float, ...]) -> tuple[float, float] | None:
    """The middle of a shape; None where it has none."""
    if shape in ("circle", "ellipse") and len(coords) >= 3:
        return coords[0], coords[1]
    if shape in ("rect", "poly") and len(coords) >= 4:
        xs, ys = coords[::2], coords[1::2]
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return None


def told(shape: str, coords: tuple[float, ...], width: float, height: float) -> str:
    """Where a shape lies, in words: ``41 % from the left, 37 % from the top``. Empty where that cannot be said."""
    found = middle(shape, coords)
    if found is None or width <= 0 or height <= 0:
        return ""
    across, down = (round(100 * min(1.0, max(0.0, part))) for part in (found[0] / width, found[1] / height))
    return f"{across} % from the left, {down} % from the top"
