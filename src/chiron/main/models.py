"""The one place that opens a language model. Where nothing may leave this machine, that is refused here, and again at
each socket by the adapter's own wire.
"""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import replace
from functools import partial
from typing import cast
from uuid import UUID

from chiron.adapters.llm.fake import FakeModel, Manner
from chiron.adapters.llm.library import LibraryModel
from chiron.adapters.llm.product import Product
from chiron.core.errors import InvalidInput
from chiron.engine.models import Books, Call, Means, Models, Offer, Right
from chiron.engine.people.consent import Matter, in_force_at
from chiron.engine.records.database import Database
from chiron.main.clock import chance, now
from chiron.main.meaning import meaning_offer
from chiron.main.models_file import Configured, read_models
from chiron.main.moderation import moderation_offer
from chiron.main.settings import Settings
from chiron.ports.llm import Model, Withheld


def open_model(product: Product, nothing_leaves: bool) -> Model:
    """A model that can be asked. Raises Withheld where it stands elsewhere and nothing may leave this machine, and what
    its adapter raises.
    """
    if nothing_leaves and not product.here:
        raise Withheld(
            f"Nothing leaves this machine, and the model {product.name} stands on another.", why="nothing-leaves"
        )
    if product.provider == "fake":
        return FakeModel(product.name, cast(Manner, product.model))
    return LibraryModel(product, only_here=nothing_leaves)


def offers_of(configured: Configured) -> list[Offer]:
    """The configured models, none opened yet; what gives vectors or reads messages comes last."""
    words = [
        Offer(
            product.name,
            product.provider,
            product.here,
            partial(open_model, product, configured.nothing_leaves),
            product.price,
        )
        for product in configured.products
    ]
    return [*words, *meaning_offer(configured), *moderation_offer(configured)]


def configured_of(settings: Settings) -> Configured:
    """What the data folder's file says; ``CHIRON_NOTHING_LEAVES`` can only make it stricter. Raises InvalidInput."""
    found = read_models(settings.home)
    return replace(found, nothing_leaves=found.nothing_leaves or settings.nothing_leaves)


def usable(settings: Settings, tell: bool = False) -> Configured:
    """What is configured; nothing where the file cannot be used, and with ``tell`` the operator is told."""
    try:
        return configured_of(settings)
    except InvalidInput as fault:
        if tell:
            print(f"chiron: {fault.message} No language model is asked until that is put right.", file=sys.stderr)
        return Configured()


def models_of(settings: Settings, database: Database) -> Models:
    """The models of this machine, bound to what schools chose and learners agreed to.

    None of them where the file cannot be used: learning goes on without, and ``chiron doctor`` says why.
    """
    configured = usable(settings, tell=True)

    async def rights(call: Call, line: UUID) -> Right:
        found = await in_force_at(database, call.school, call.learner, call.course)
        what = found.lines.get(line)
        leave = what is Matter.TEXT_MAY_LEAVE
        return Right(leave, leave or what is Matter.USE, found.zone, found.class_)

    means = Means(time.monotonic, chance().random, asyncio.sleep)
    return Models(database, offers_of(configured), rights, Books(database, configured.currency, now), means)
