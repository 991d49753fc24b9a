"""Reading a drawing that may be hostile: from an author's SVG to one that is safe within a page.

Only listed elements, properties and values pass; they are written anew, character by character. Nothing is evaluated
or fetched. Names of an author's own do not pass, as they could tell which part is which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from html import escape
from math import isfinite
from xml.parsers import expat

from chiron.core.errors import InvalidInput
from chiron.core.learning.interactions.labelling.allowed import (
    BLACK,
    DEEPEST,
    ELEMENTS,
    EMPTY,
    GEOMETRY,
    LOOKS,
    MOST_CHARACTERS,
    MOST_ELEMENTS,
    PAINTS,
    REFERENCE,
    REFERENCES,
    SAFE,
    SHAPES,
    SILENT,
    SVG,
    THEMED,
    TOKEN,
    TOKENS,
)
from chiron.core.learning.interactions.labelling.places import (
    IDENTITY,
    Matrix,
    Place,
    box,
    combined,
    numbers,
    placed,
    transform,
)

FARTHEST = 100_000
"""The drawing's own units, from its corner and in size."""


class DrawingRefused(InvalidInput):
    """A drawing that is not shown, and why. ``line`` counts from 1."""

    code = "drawing"

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message, line=line)
        self.line = line


@dataclass(frozen=True, slots=True)
class Drawing:
    """A safe drawing. The view is in its own units; ``places`` are those of shapes with an id.

    ``themed`` is whether it has no colour of its own, so that it can follow the reader's theme.
    """

    left: float
    top: float
    width: float
    height: float
    markup: str
    places: Mapping[str, Place]
    themed: bool


@lru_cache(maxsize=256)
def read_drawing(text: str) -> Drawing:
    """Read an SVG. Raises DrawingRefused, with the line."""
    if len(text) > MOST_CHARACTERS:
        raise DrawingRefused(f"The drawing is larger than {MOST_CHARACTERS // 1024} kB. Leave out what cannot be seen.")
    return _Reader(text).whole()


class _Reader:
    """One walk over the markup; one use."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.mark = f"d{sha256(text.encode()).hexdigest()[:8]}"
        self.parts: list[str] = []
        self.open: list[str] = []
        self.matrices: list[Matrix] = [IDENTITY]
        self.silent = 0
        self.count = 0
        self.view: tuple[float, float, float, float] | None = None
        self.boxes: dict[str, tuple[tuple[float, float, float, float], Matrix]] = {}
        self.ids = set[str]()
        self.named: dict[str, tuple[str, int]] = {}
        """Referenced id -> its name in the page, and the line."""
        self.themed = True
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instruction

    def whole(self) -> Drawing:
        try:
            self.parser.Parse(self.text.encode(), True)
        except expat.ExpatError as error:
            raise DrawingRefused(f"This is not SVG: {expat.errors.messages[error.code]}.", error.lineno) from None
        for name, (_, line) in self.named.items():
            if name not in self.ids:
                raise DrawingRefused(f"Nothing in the drawing is called {name!r}.", line)
        if self.view is None:
            raise DrawingRefused("A drawing begins with <svg>.")
        places = {name: placed(*found, self.view) for name, found in self.boxes.items()}
        if not all(isfinite(place.x + place.y + place.width + place.height) for place in places.values()):
            raise DrawingRefused("A shape of the drawing stands too far away.")
        return Drawing(*self.view, "".join(self.parts), places, self.themed)

    def refused(self, message: str) -> DrawingRefused:
        return DrawingRefused(message, self.parser.CurrentLineNumber)

    # -- what the parser meets

    def doctype(self, *_: object) -> None:
        raise self.refused("A drawing has no DOCTYPE and no entities. Remove them.")

    def instruction(self, target: str, _: str) -> None:
        raise self.refused(f"A drawing has no <?{target}?>. Remove it.")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if self.silent or space not in ("", SVG) or tag in SILENT:
            self.silent += 1
            if not self.open:
                raise self.refused("A drawing begins with <svg>.")
            return
        if tag not in ELEMENTS or (tag == "svg") != (not self.open) or (self.open and self.open[-1] in EMPTY):
            raise self.refused(f"<{tag}> is not allowed here. See docs/reference/course-format.md, labelling.")
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) >= DEEPEST:
            raise self.refused(f"A drawing has at most {MOST_ELEMENTS} parts, {DEEPEST} deep.")
        kept = self.kept(tag, attributes)
        self.matrices.append(combined(self.matrices[-1], transform(kept.get("transform", ""))))
        if tag == "svg":
            self.root(attributes, kept)
        self.name(tag, attributes, kept)
        self.open.append(tag)
        written = "".join(f' {key}="{escape(value)}"' for key, value in kept.items())
        self.parts.append(f"<{tag}{written}{'/' if tag in EMPTY else ''}>")

    def end(self, _: str) -> None:
        if self.silent:
            self.silent -= 1
            return
        self.matrices.pop()
        tag = self.open.pop()
        if tag not in EMPTY:
            self.parts.append(f"</{tag}>")

    def characters(self, text: str) -> None:
        if self.open and self.open[-1] in ("text", "tspan") and not self.silent:
            self.parts.append(escape(text))

    # -- attributes

    def kept(self, tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """The attributes that pass, those of ``style`` among them."""
        found: dict[str, str] = {}
        styles: dict[str, str] = {}
        for name, value in attributes.items():
            space, _, local = name.rpartition(" ")
            if local.casefold().startswith("on"):
                raise self.refused(f"{local} is not allowed: a drawing runs nothing.")
            if local == "href":
                self.linked(tag, value, found)
            elif name == "style":
                styles = self.styled(value)
            elif not space and (name in GEOMETRY or name in LOOKS):
                found[name] = self.value(name, value)
        return found | styles

    def linked(self, tag: str, value: str, found: dict[str, str]) -> None:
        """A gradient may take its stops from another one of the drawing; nothing else leads anywhere."""
        if not tag.endswith("Gradient") or not REFERENCE.fullmatch(f"url({value.strip()})"):
            raise self.refused("A drawing refers to nothing outside itself. Remove the link.")
        found["href"] = f"#{self.referred(value.strip()[1:])}"

    def styled(self, value: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for declaration in value.split(";"):
            name, colon, said = declaration.partition(":")
            name = name.strip().casefold()
            if colon and name in LOOKS:
                found[name] = self.value(name, said.replace("!important", ""))
            elif "url" in said.casefold() or "expression" in said.casefold():
                raise self.refused(f"The style {name!r} refers to something else. Remove it.")
        return found

    def value(self, name: str, value: str) -> str:
        value = " ".join(value.split())
        if reference := REFERENCE.fullmatch(value):
            if name not in REFERENCES:
                raise self.refused(f"{name} cannot refer to something else.")
            return f"url(#{self.referred(reference[1])})"
        token = TOKEN.fullmatch(value)
        if (token and token[1] not in TOKENS) or (not token and "var" in value.casefold()):
            raise self.refused(f"{value!r} is no colour of the pages; there are {', '.join(sorted(TOKENS))}.")
        if "url" in value.casefold() or not SAFE.fullmatch(value):
            raise self.refused(f"The value of {name} is not allowed: {value[:60]!r}.")
        if name in PAINTS:
            plain = value.replace(" ", "").casefold()
            if plain in BLACK:
                return "currentColor"
            self.themed = self.themed and bool(token or plain in THEMED)
        return value

    def referred(self, name: str) -> str:
        number = len(self.named) + 1
        known = self.named.setdefault(name, (f"{self.mark}-{number}", self.parser.CurrentLineNumber))
        return known[0]

    def name(self, tag: str, attributes: Mapping[str, str], kept: dict[str, str]) -> None:
        """Remember what an id names; it is written only where something refers to it, under another name."""
        own = attributes.get("id")
        if own is None:
            return
        if own in self.ids:
            raise self.refused(f"Two parts of the drawing are called {own!r}.")
        self.ids.add(own)
        inside = box(tag, kept) if tag in SHAPES else None
        if inside is not None:
            self.boxes[own] = (inside, self.matrices[-1])
        if tag in ("linearGradient", "radialGradient", "clipPath", "marker"):
            kept["id"] = self.referred(own)

    def root(self, attributes: Mapping[str, str], kept: dict[str, str]) -> None:
        """The view of the drawing, from ``viewBox`` or from width and height."""
        view = numbers(attributes.get("viewBox", ""))
        if len(view) != 4:
            sizes = [numbers(attributes.get(name, ""))[:1] for name in ("width", "height")]
            view = [0.0, 0.0, *(size for each in sizes for size in each)]
        if (
            len(view) != 4
            or not all(0 < size <= FARTHEST for size in view[2:])
            or not 1 / 4 <= view[2] / view[3] <= 4
            or max(view) > FARTHEST
            or min(view) < -FARTHEST
        ):
            raise self.refused("The <svg> needs a viewBox of four numbers, not more than four times as long as high.")
        self.view = (view[0], view[1], view[2], view[3])
        for name in ("width", "height", "x", "y", "preserveAspectRatio", "viewBox"):
            kept.pop(name, None)
        kept["viewBox"] = " ".join(f"{number:g}" for number in view)
        kept.setdefault("fill", "currentColor")
        kept |= {"aria-hidden": "true", "focusable": "false"}
