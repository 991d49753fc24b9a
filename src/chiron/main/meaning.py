"""The one place that opens a model of meaning. Where nothing may leave this machine, one elsewhere is refused here, and
again at each socket by its wire.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import aclosing
from functools import partial
from uuid import UUID

from chiron.adapters.embeddings.local import LocalEmbedder
from chiron.adapters.llm.product import Product
from chiron.adapters.llm.vectors import EndpointEmbedder, VectorModel
from chiron.core.errors import ChironError
from chiron.desks.tutoring.meaning import PATIENCE, Meaning
from chiron.engine.library.filling import Filling
from chiron.engine.library.meanings import Meanings
from chiron.engine.library.shelf import Shelf
from chiron.engine.models import Call, Kind, Models, Offer
from chiron.engine.models.choices import view
from chiron.engine.people.consent import reference
from chiron.engine.people.person import Person
from chiron.engine.records.database import Database
from chiron.main.models_file import Configured, Local
from chiron.ports.embeddings import Embedder, NoEmbeddings, Vector
from chiron.ports.llm import Ask, Bounds, Garbage, Message, Model, Piece, Withheld

LETTERS = 200_000
"""Of a vector in writing."""


def open_embedder(configured: Configured) -> Embedder | None:
    """The configured model of meaning, None without one. Raises NoEmbeddings where it may not or cannot be opened."""
    chosen = configured.embeddings
    if chosen is None:
        return None
    if isinstance(chosen, Local):
        return LocalEmbedder(chosen.name, chosen.folder)
    if configured.nothing_leaves and not chosen.here:
        raise NoEmbeddings(f"Nothing leaves this machine, and the model of meaning {chosen.name} stands on another.")
    return EndpointEmbedder(chosen, only_here=configured.nothing_leaves)


def meaning_offer(configured: Configured) -> list[Offer]:
    """The endpoint as schools choose it; none where the model lies in a folder, since nothing is asked of anybody."""
    chosen = configured.embeddings
    if not isinstance(chosen, Product):
        return []

    def opened() -> Model:
        try:
            embedder = open_embedder(configured)
        except NoEmbeddings as fault:
            raise Withheld(fault.message, why="nothing-leaves") from fault
        assert isinstance(embedder, EndpointEmbedder)
        return VectorModel(embedder, chosen.price)

    return [Offer(chosen.name, f"{chosen.provider}, vectors", chosen.here, opened, chosen.price, words=False)]


def meaning_of(configured: Configured, database: Database, shelf: Shelf, models: Models) -> Meaning | None:
    """How questions are compared with lessons; None where only words are. Why, ``chiron doctor`` says too."""
    try:
        embedder = open_embedder(configured)
    except ChironError as fault:
        print(f"chiron: {fault.message} Passages are found by words alone until that is put right.", file=sys.stderr)
        return None
    if embedder is None:
        return None
    meanings = Meanings(database, embedder)
    elsewhere = isinstance(configured.embeddings, Product)
    may = partial(_may_see_lessons, database, embedder.name) if elsewhere else _always
    asked = partial(_asked, database, models, embedder.name) if elsewhere else partial(_in_process, embedder)
    return Meaning(meanings, Filling(database, shelf, meanings, may, time.monotonic), asked, here=not elsewhere)


async def _always(school: UUID) -> bool:
    del school
    return True


async def _may_see_lessons(database: Database, name: str, school: UUID) -> bool:
    """Whether a school chose this endpoint and lets it see lessons. Nobody's text is in them."""
    async with database.school(school) as conn:
        chosen = await view(conn)
    return any(each.model == name and Kind.COURSE in each.kinds for each in chosen.choices)


async def _in_process(embedder: Embedder, person: Person, text: str) -> Vector:
    """The vector of a question that leaves this process for nowhere."""
    del person
    return (await embedder.embed([text]))[0]


async def _asked(database: Database, models: Models, name: str, person: Person, text: str) -> Vector:
    """The vector of a question from an endpoint: by a consent in force, as every ask of a model. Raises ModelError."""
    async with database.school(person.school) as conn:
        consent = await reference(conn, person.id)
    call = Call(person.school, person.id, consent, frozenset({Kind.LINES}), only=name)
    # What is put behind the last message on its way, about placeholders, is no part of the question.
    messages = (Message("user", text), Message("user", ""))
    ask = Ask(messages, most_tokens=1, purpose="answer", bounds=Bounds(PATIENCE, PATIENCE, LETTERS))
    async with aclosing(models.stream(call, ask)) as events:
        told = "".join([event.text async for event in events if isinstance(event, Piece)])
    try:
        return tuple(float(number) for number in json.loads(told))
    except (ValueError, TypeError) as fault:
        raise Garbage(f"What the model of meaning {name} sent is no vector.") from fault
