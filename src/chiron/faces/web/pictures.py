"""Drawings of a course as pictures within a page: read once more as what a stranger wrote, and told in words."""

from __future__ import annotations

from typing import Literal

from markupsafe import Markup

from chiron.core.learning.generate import Drawn
from chiron.core.learning.interactions.labelling.svg import DrawingRefused, read_drawing
from chiron.faces.web.maths import spoken

_SHAPE = '<{0} class="picture{{}}" role="img" aria-label="{{}}" dir="ltr" style="--shape: {{}}">{{}}</{0}>'
_SHOWN = {name: Markup(_SHAPE.format(name)) for name in ("div", "span")}  # noqa: S704 - our own two words


def picture(markup: str, words: str, element: Literal["div", "span"] = "div") -> Markup:
    """A drawing as one image whose description is ``words`` (Markdown); the words alone where it cannot be shown.

    A drawing of the pages' own colours follows the reader's theme, any other stands on light paper.
    """
    told = spoken(words)
    try:
        drawing = read_drawing(markup)
    except DrawingRefused:
        return Markup("<em>{}</em>").format(told)
    shape = round(drawing.width / drawing.height, 4)
    inside = Markup(drawing.markup)  # noqa: S704 - written anew from what is allowed
    paper = "" if drawing.themed else " on-paper"
    return _SHOWN[element].format(paper, told, shape, inside)


def picture_of(drawn: Drawn | None) -> Markup:
    """What a problem shows below its prompt; nothing where it shows nothing."""
    return Markup("") if drawn is None else picture(drawn.markup, drawn.alt)
