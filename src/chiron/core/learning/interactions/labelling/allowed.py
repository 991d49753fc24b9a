"""What a drawing of a course may hold. All else is refused where it could do harm, and left out where it could not."""

from __future__ import annotations

import re

SVG = "http://www.w3.org/2000/svg"

SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
ELEMENTS = SHAPES | {"svg", "g", "defs", "text", "tspan", "stop", "clipPath", "marker"}
ELEMENTS |= {"linearGradient", "radialGradient"}
EMPTY = SHAPES | {"stop"}
"""These hold nothing."""
SILENT = frozenset({"title", "desc", "metadata", "namedview"})
"""Left out with what they hold: they show nothing, and could name what is asked for."""


def _named(text: str) -> frozenset[str]:
    return frozenset(text.split())


GEOMETRY = _named(
    "d x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy width height points pathLength transform gradientTransform"
    " gradientUnits spreadMethod offset clipPathUnits viewBox refX refY markerWidth markerHeight markerUnits orient"
    " preserveAspectRatio rotate textLength lengthAdjust"
)
PAINTS = _named("fill stroke stop-color")
REFERENCES = _named("fill stroke clip-path marker-start marker-mid marker-end")
LOOKS = (
    PAINTS
    | REFERENCES
    | _named(
        "stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset"
        " stroke-opacity fill-opacity fill-rule clip-rule opacity stop-opacity visibility display paint-order"
        " vector-effect text-anchor dominant-baseline font-size font-weight font-style letter-spacing"
    )
)
"""Properties, written as attributes or in ``style``."""

TOKENS = _named("ground surface sunk line edge ink ink-2 accent accent-soft look look-soft")
"""Colours of the pages that a drawing may use: ``var(--ink)``. They follow the reader's theme."""

SAFE = re.compile(r"[A-Za-z0-9\s.,#%()+\-]*")
"""Numbers, names, path data, colours, transforms. No quote, colon, slash, semicolon or bracket of another kind."""
REFERENCE = re.compile(r"""url\(\s*["']?#([\w.\-]+)["']?\s*\)(?:\s+[a-z]+)?""")
TOKEN = re.compile(r"var\(\s*--([a-z0-9-]+)\s*\)")
BLACK = frozenset({"black", "#000", "#000000", "#000000ff", "rgb(0,0,0)"})
THEMED = frozenset({"none", "currentcolor", "inherit", "transparent", "context-stroke", "context-fill"})

MOST_CHARACTERS = 64 * 1024
MOST_ELEMENTS = 1500
DEEPEST = 24
