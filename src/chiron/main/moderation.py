"""The one place that opens a moderation service: under the same switch, and by the same wire, as models."""

from __future__ import annotations

import json
from contextlib import aclosing
from decimal import Decimal
from functools import partial

from chiron.adapters.llm.product import Product
from chiron.adapters.moderation.asked import ModerationModel
from chiron.adapters.moderation.classifier import Classifier
from chiron.adapters.moderation.openai import OpenAIModerator
from chiron.desks.tutoring.moderating import SECONDS, Moderation
from chiron.engine.models import Call, Kind, Models, Offer
from chiron.engine.people.consent import reference
from chiron.engine.people.person import Person
from chiron.engine.records.database import Database
from chiron.main.models_file import Configured, Moderating
from chiron.ports.llm import Ask, Bounds, Garbage, Message, Model, NotInstalled, Piece, Price, Withheld
from chiron.ports.moderation import Moderator

HOW = "Install the optional part for language models: pip install 'chiron-tutor[models]'."


def open_moderator(chosen: Moderating, nothing_leaves: bool) -> Moderator:
    """A service that can be asked. Raises Withheld where it stands elsewhere and nothing may leave this machine,
    NotInstalled without the optional part.
    """
    product = chosen.product
    if nothing_leaves and not product.here:
        raise Withheld(f"Nothing leaves this machine, and {product.name} stands on another.", why="nothing-leaves")
    try:
        from chiron.adapters.llm.wire import client
    except ImportError as fault:
        raise NotInstalled(HOW) from fault
    make = partial(client, nothing_leaves, product.socket)
    if chosen.provider == "openai":
        return OpenAIModerator(product.name, product.url, product.model, product.key, make)
    return Classifier(product.name, product.url, product.key, make)


def moderation_offer(configured: Configured) -> list[Offer]:
    """The service as schools choose it, beside models."""
    chosen = configured.moderation
    if chosen is None:
        return []
    nothing = Decimal(0)

    def opened() -> Model:
        return ModerationModel(open_moderator(chosen, configured.nothing_leaves), configured.currency)

    product: Product = chosen.product
    free = Price(nothing, nothing, nothing, configured.currency)
    return [Offer(product.name, f"{chosen.provider}, moderation", product.here, opened, free, words=False)]


def moderation_of(configured: Configured, database: Database, models: Models) -> Moderation | None:
    """How a message is read by the service; None where none is configured."""
    chosen = configured.moderation
    return None if chosen is None else partial(_asked, database, models, chosen.product.name)


async def _asked(database: Database, models: Models, name: str, person: Person, text: str) -> frozenset[str]:
    """What the service says: by a consent in force, as every ask of a model. Raises ModelError."""
    async with database.school(person.school) as conn:
        consent = await reference(conn, person.id)
    call = Call(person.school, person.id, consent, frozenset({Kind.LINES}), only=name)
    bounds = Bounds(SECONDS, SECONDS, 1_000)
    ask = Ask((Message("user", text),), most_tokens=1, purpose="moderation", bounds=bounds)
    async with aclosing(models.stream(call, ask)) as events:
        told = "".join([event.text async for event in events if isinstance(event, Piece)])
    try:
        return frozenset(str(flag) for flag in json.loads(told))
    except (ValueError, TypeError) as fault:
        raise Garbage(f"What the moderation service {name} sent is no reading.") from fault
