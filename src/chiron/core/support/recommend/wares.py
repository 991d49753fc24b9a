"""What recommendations need to know of a product and of who is shown one, and what may be asked of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from chiron.core.support.bounds import Consent


class Ware(Protocol):
    """A product as recommendations see it; ``core.support.playbook.Product`` is one.

    ``goes_with`` are bought beside it, ``instead`` does in its place, ``replaces`` is the older model.
    """

    @property
    def id(self) -> str:
        """The product's id."""

    @property
    def title(self) -> str:
        """Its name."""

    @property
    def category(self) -> str:
        """Its shelf."""

    @property
    def price(self) -> int:
        """In minor units."""

    @property
    def brand(self) -> str:
        """Who makes it."""

    @property
    def description(self) -> str:
        """What it is, in words."""

    @property
    def sizes(self) -> Sequence[str]:
        """The sizes it comes in; none where it has no size."""

    @property
    def attributes(self) -> Mapping[str, bool | int | float | str | tuple[str, ...]]:
        """What it says of itself."""

    @property
    def uses(self) -> Sequence[str]:
        """What it is for."""

    @property
    def goes_with(self) -> Sequence[str]:
        """Products bought beside it."""

    @property
    def instead(self) -> Sequence[str]:
        """Products close enough in its place."""

    @property
    def replaces(self) -> str | None:
        """The older model."""

    @property
    def sold(self) -> bool:
        """Whether it is still sold."""


Stock = Mapping[str, Mapping[str, int]]
"""Pieces by product and size; the size of what has none is the empty word. What is missing is not there."""


class Kind(StrEnum):
    """What is asked for."""

    RELATED = "related"
    """What may please too; for nothing in particular it is what may please this customer."""
    INSTEAD = "instead"
    """What does in its place."""
    BESIDE = "beside"
    """What goes with it: cross-selling."""
    BETTER = "better"
    """The next one up: upselling."""
    SOLVES = "solves"
    """What solves a problem told in words."""


ASKED_FOR = frozenset({Kind.INSTEAD, Kind.SOLVES})
"""What helps rather than sells: still there for a customer who is not well pleased, as long as none complains."""


class Why(StrEnum):
    """Why something is shown, the most telling first. Texts for them are the playbook's."""

    AUTHORED_BESIDE = "goes-with"
    AUTHORED_INSTEAD = "in-its-place"
    NEWER = "newer-model"
    SOLVES = "for-this"
    TOGETHER = "bought-together"
    LIKED_TOGETHER = "liked-together"
    SAME_USE = "same-use"
    ALIKE = "alike"
    STEP_UP = "step-up"
    OFTEN = "often-bought"
    IN_STOCK = "in-stock"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason by code, with the products or uses that it speaks of."""

    why: Why
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shopper:
    """Who is to be shown something. ``met`` is what they met and how strongly (``signals.strengths``).

    ``sizes`` are their sizes by category. ``mood`` is one of the playbook's MOODS; only a ``mood_sure`` one counts.
    ``bought`` is not recommended again, nor what they ``returned`` or ``declined``.
    """

    met: Mapping[str, float] = field(default_factory=dict)
    bought: frozenset[str] = frozenset()
    returned: frozenset[str] = frozenset()
    declined: frozenset[str] = frozenset()
    sizes: Mapping[str, str] = field(default_factory=dict)
    consents: frozenset[Consent] = frozenset()
    complaint: bool = False
    mood: str = "neutral"
    mood_sure: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What to suggest: for product ``about``, for a problem in ``words``, with what is in the ``basket``."""

    kind: Kind
    about: str | None = None
    words: str = ""
    basket: frozenset[str] = frozenset()
    count: int = 3
    wanted: bool = False
    """The customer asked for it; otherwise the shop brings it up."""
