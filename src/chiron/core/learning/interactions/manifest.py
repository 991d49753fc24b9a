"""The manifest of a stranger's kind of step: ``chiron-kind.json`` in the package that its entry point names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError, model_validator

from chiron.core.learning.course import Part

NAME = "chiron-kind.json"
FORMAT = 1
LARGEST = 64_000
"""Bytes of a manifest."""
LARGEST_FILE = 512_000
"""Bytes of the module, and of the styles."""
PACKAGE = r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*"
KIND = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"

Kind = Annotated[str, Field(pattern=rf"^{KIND}$", max_length=40)]
Grader = Annotated[str, Field(pattern=rf"^{PACKAGE}:[A-Za-z_][A-Za-z0-9_]*$", max_length=200)]
Module = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,80}\.m?js$")]
Styles = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,80}\.css$")]
Plain = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Said = Plain | Annotated[Mapping[str, Plain], Field(min_length=1, max_length=50)]
"""A text, or one for each language by its tag."""


class Widget(Part):
    """The files that browsers load: plain names in the package."""

    module: Module
    styles: Styles | None = None


class Input(Part):
    """One plain input: what the widget writes into, and all there is without JavaScript."""

    field: Annotated[str, Field(pattern=r"^answer(\.[a-z0-9][a-z0-9-]{0,39})?$")] = "answer"
    label: Said | None = None
    """Without one: "Your answer" in the reader's language."""
    hint: Said | None = None
    rows: Annotated[int, Field(ge=1, le=30)] = 1


class Manifest(Part):
    """What a stranger's package says of its kind."""

    format: Literal[1]
    kind: Kind
    grader: Grader
    widget: Widget | None = None
    inputs: Annotated[tuple[Input, ...], Field(min_length=1, max_length=12)] = (Input(),)

    @model_validator(mode="after")
    def _each_field_once(self) -> Manifest:
        if len({one.field for one in self.inputs}) < len(self.inputs):
            raise ValueError("two inputs have the same field")
        return self


class Broken(Exception):
    """A manifest, or what it names, that cannot be used; the message is one clear sentence."""


def read_manifest(text: bytes) -> Manifest:
    """The manifest of these bytes. Raises Broken."""
    if len(text) > LARGEST:
        raise Broken(f"{NAME} is larger than {LARGEST // 1000} kB.")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Broken(f"{NAME} is no JSON: {one_line(error)}.") from None
    if isinstance(content, dict) and content.get("format", FORMAT) != FORMAT:
        raise Broken(f"{NAME} has the format {one_line(content['format'])}, and this Chiron reads {FORMAT}.")
    try:
        return Manifest.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Broken(f"{NAME}: {place + ': ' if place else ''}{one_line(first['msg'])}.") from None


def one_line(what: object) -> str:
    """A text of somebody else's as part of one line, cut where it is long."""
    text = "".join(letter for letter in " ".join(str(what).split()) if letter.isprintable())
    return (text if len(text) <= 200 else f"{text[:200]} ...").rstrip(".")


def in_language(said: Said, language: str) -> str:
    """A text in a language, else in the language without its region, else in English, else in the first there is."""
    if isinstance(said, str):
        return said
    wished = (language, language.split("-")[0], "en", *said)
    return next(said[tag] for tag in wished if tag in said)
