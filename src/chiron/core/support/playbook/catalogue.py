"""What a shop sells: categories, attributes, products and their variants. Stock is the order system's to say."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, PlainValidator

from chiron.core.support.playbook.parts import Count, Identifier, Minor, Part, Short


def _value(given: Any) -> Any:
    if isinstance(given, list | tuple) and all(isinstance(each, str) and 0 < len(each) <= 300 for each in given):
        return tuple(given)
    if isinstance(given, bool | int | float) or (isinstance(given, str) and 0 < len(given) <= 300):
        return given
    raise ValueError("a word, a number, true, false or a list of words is needed")


AttributeValue = Annotated[bool | int | float | str | tuple[str, ...], PlainValidator(_value)]


class Category(Part):
    """A shelf of the shop; ``within`` is the one around it."""

    told: ClassVar[frozenset[str]] = frozenset({"title"})
    id: Identifier
    title: Short
    within: Identifier | None = None


class Attribute(Part):
    """What products say of themselves: ``waterproof``, ``weight``. A list of ``choices`` bounds what it may be."""

    told: ClassVar[frozenset[str]] = frozenset({"title"})
    id: Identifier
    title: Short
    kind: Literal["flag", "number", "text", "list"]
    unit: Annotated[str, Field(max_length=20)] = ""
    choices: tuple[Short, ...] = ()


class Variant(Part):
    """One thing that can be bought. Its id is the order system's, ``PRODUCT/SIZE/COLOUR`` unless written."""

    id: Annotated[str, Field(min_length=1, max_length=160)]
    size: Annotated[str, Field(max_length=40)] = ""
    colour: Annotated[str, Field(max_length=60)] = ""
    price: Minor | None = None
    """Where it differs from the product's."""


class Image(Part):
    """A picture of the product, and what it shows in words."""

    told: ClassVar[frozenset[str]] = frozenset({"alt"})
    file: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._/-]*\.(jpg|jpeg|png|webp|avif|svg)$", max_length=160)]
    alt: Short


class Product(Part):
    """A product of the catalogue. ``category`` is the name of its file.

    ``goes_with`` are bought beside it, ``instead`` is close enough in its place, ``replaces`` is the older model.
    """

    told: ClassVar[frozenset[str]] = frozenset({"title", "summary", "description", "fit", "colours"})
    id: Identifier
    title: Short
    category: Identifier
    price: Minor
    brand: Annotated[str, Field(max_length=80)] = ""
    summary: Annotated[str, Field(max_length=300)] = ""
    description: Annotated[str, Field(max_length=5_000)] = ""
    sizes: tuple[Annotated[str, Field(min_length=1, max_length=40)], ...] = ()
    colours: tuple[Annotated[str, Field(min_length=1, max_length=60)], ...] = ()
    variants: tuple[Variant, ...] = ()
    """Written out where not every size comes in every colour, or prices differ; else sizes times colours."""
    attributes: dict[Identifier, AttributeValue] = Field(default_factory=dict)
    uses: tuple[Identifier, ...] = ()
    """What it is for: ids of the playbook's uses."""
    goes_with: tuple[Identifier, ...] = ()
    instead: tuple[Identifier, ...] = ()
    replaces: Identifier | None = None
    fit: Annotated[str, Field(max_length=2_000)] = ""
    """Advice on size and fit."""
    image: Image | None = None
    returns: Literal["normal", "sealed", "none"] = "normal"
    """``sealed``: only unopened; ``none``: not at all, where the law allows that."""
    guarantee_years: Count = 2
    sold: bool = True
    """False once it is no longer sold; its articles and guarantees stay."""

    @cached_property
    def every_variant(self) -> tuple[Variant, ...]:
        """What can be bought of it, in order of sizes, then colours."""
        if self.variants:
            return self.variants
        return tuple(
            Variant(id="/".join((self.id, *(part for part in (size, colour) if part))), size=size, colour=colour)
            for size in self.sizes or ("",)
            for colour in self.colours or ("",)
        )


class Use(Part):
    """What products are for, in the shop's words: ``day-hikes``, ``winter-camping``; for "what solves my problem"."""

    told: ClassVar[frozenset[str]] = frozenset({"title"})
    also: ClassVar[frozenset[str]] = frozenset({"words"})
    id: Identifier
    title: Short
    words: tuple[Short, ...] = ()
    """How customers say it."""
