"""A model that the operator configured, before anybody asks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chiron.ports.llm import Model, Price


@dataclass(frozen=True, slots=True)
class Offer:
    """``here`` says that asking it leaves nothing of this machine. ``open`` makes the model, once, at its first ask;
    it raises a ModelError where it may not or cannot be opened. Without ``words`` it is asked by name alone: what it
    gives is no text.
    """

    name: str
    provider: str
    here: bool
    open: Callable[[], Model]
    price: Price | None = None
    words: bool = True

    def priced(self, currency: str) -> bool:
        """Whether what it costs is known beforehand, in the money of the budgets."""
        return self.here or (self.price is not None and self.price.currency == currency)
