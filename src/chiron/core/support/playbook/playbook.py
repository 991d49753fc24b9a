"""A playbook as data: what a support desk knows, says and may do, once its folder is read.

These are the shapes only. ``engine/library/playbooks`` reads and checks; docs/reference/playbooks.md is the reference.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import Field

from chiron.core.support.playbook.actions import ActionName, ActionRule
from chiron.core.support.playbook.catalogue import Attribute, Category, Product, Use
from chiron.core.support.playbook.desk import (
    Delivery,
    Guideline,
    HelpDesk,
    Loyalty,
    Macro,
    Message,
    Offer,
    QuietHours,
    Shop,
    Stage,
    Survey,
    Tone,
)
from chiron.core.support.playbook.flows import Flow
from chiron.core.support.playbook.knowledge import Article, Example, Intent
from chiron.core.support.playbook.languages import lay
from chiron.core.support.playbook.parts import Identifier, Language, Part, Short

MESSAGES: dict[str, tuple[str, ...]] = {
    "greeting": (),
    "welcome-back": (),
    "unclear": (),
    "which-of": ("options",),
    "outside": (),
    "no-answer": (),
    "sign-in": (),
    "not-yours": (),
    "not-allowed": (),
    "not-found": (),
    "try-later": (),
    "hand-over": (),
    "hand-over-closed": (),
    "waiting-for-person": (),
    "paused": (),
    "resumed": (),
    "confirm-again": (),
    "left": (),
    "apology": (),
    "anything-else": (),
    "closing": (),
    "survey": (),
    "survey-thanks": (),
    "slow-down": (),
    "too-long": (),
}
"""The messages that every playbook must hold, since the desk says them by itself, with what else each may name."""


class Playbook(Part):
    """What one folder holds. ``languages`` names its own language first; the others are laid over it."""

    told: ClassVar[frozenset[str]] = frozenset({"outside"})
    also: ClassVar[frozenset[str]] = frozenset({"title"})
    id: Identifier
    title: Short
    languages: tuple[Language, ...] = Field(min_length=1, max_length=20)
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    shop: Shop
    tone: Tone
    survey: Survey
    help_desk: HelpDesk
    quiet_hours: QuietHours
    loyalty: Loyalty | None = None
    delivery: tuple[Delivery, ...] = ()
    actions: tuple[ActionRule, ...] = ()
    categories: tuple[Category, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    uses: tuple[Use, ...] = ()
    products: tuple[Product, ...] = ()
    articles: tuple[Article, ...] = ()
    intents: tuple[Intent, ...] = ()
    outside: tuple[Example, ...] = ()
    flows: tuple[Flow, ...] = ()
    stages: tuple[Stage, ...] = ()
    offers: tuple[Offer, ...] = ()
    guidelines: tuple[Guideline, ...] = ()
    macros: tuple[Macro, ...] = ()
    messages: tuple[Message, ...] = ()
    overlays: dict[Language, dict[str, Any]] = Field(default_factory=dict, repr=False)
    """The texts of the other languages, by language, as their files hold them; ``in_language`` lays them over."""

    @property
    def language(self) -> str:
        """Its own language."""
        return self.languages[0]

    def in_language(self, language: str) -> Playbook:
        """The playbook for who reads a language (a tag such as ``es-MX``): what it lacks there stays in its own."""
        tag = language.partition("-")[0].lower()
        if tag not in self.overlays or tag == self.language:
            return self
        if tag not in self.laid:
            self.laid[tag] = lay(self, self.overlays[tag]).part
        return self.laid[tag]

    @cached_property
    def laid(self) -> dict[str, Playbook]:
        """What was laid over, once for each language."""
        return {}

    @cached_property
    def product(self) -> dict[str, Product]:
        """The products by id."""
        return _by_id(self.products)

    @cached_property
    def article(self) -> dict[str, Article]:
        """The articles by id."""
        return _by_id(self.articles)

    @cached_property
    def intent(self) -> dict[str, Intent]:
        """The intents by id."""
        return _by_id(self.intents)

    @cached_property
    def flow(self) -> dict[str, Flow]:
        """The flows by id."""
        return _by_id(self.flows)

    @cached_property
    def offer(self) -> dict[str, Offer]:
        """The offers by id."""
        return _by_id(self.offers)

    @cached_property
    def message(self) -> dict[str, Message]:
        """The messages by id."""
        return _by_id(self.messages)

    @cached_property
    def rule(self) -> dict[ActionName, ActionRule]:
        """The rule of each action that may be done at all."""
        return {one.action: one for one in self.actions}


_Named = TypeVar("_Named", Product, Article, Intent, Flow, Offer, Message)


def _by_id(every: tuple[_Named, ...]) -> dict[str, _Named]:
    return {one.id: one for one in every}
