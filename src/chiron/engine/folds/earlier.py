"""What people of this school decided of earlier answers, read live from the log for the answer that is graded now.

Nothing is kept beside the log: what is erased is gone from here too, and what is decided anew counts at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from chiron.core.errors import BrokenCourse, NotFound
from chiron.core.events import About
from chiron.core.learning.answers.decisions import Decision
from chiron.core.learning.generate import Item, ItemStep
from chiron.core.learning.interactions import interaction
from chiron.core.learning.remade import remade_item, remade_step
from chiron.core.words import Json, Outcome, Verdict
from chiron.engine.grading.checks import Recalls
from chiron.engine.library.shelf import Shelf
from chiron.engine.records import decisions_store
from chiron.engine.records.database import Connection
from chiron.engine.records.decisions_store import Decided

MOST = 200
"""So many of the latest decisions at a step are looked through."""
JUDGED = {Outcome.CORRECT.value: True, Outcome.INCORRECT.value: False}
"""What a decision says of an answer; others say nothing that could be learnt from."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is answered: where it stands, and the item with the step. ``by`` and ``attempt`` name an answer that is in
    the log already: what was decided of itself is no earlier decision."""

    about: About
    item: Item
    step: ItemStep
    by: UUID | None = None
    attempt: str | None = None


def recalls(step: ItemStep, verdict: Verdict) -> bool:
    """Whether earlier decisions may judge what the checker alone would leave to a person."""
    return verdict.outcome is Outcome.PERSON and isinstance(interaction(step.kind), Recalls)


async def recalled(conn: Connection, shelf: Shelf, asked: Asked, response: Json, verdict: Verdict) -> Verdict:
    """The verdict, after people's decisions of answers to the same question at this school."""
    kind = interaction(asked.step.kind)
    if not isinstance(kind, Recalls):
        return verdict
    decisions = [
        Decision(str(one.id), JUDGED[one.outcome], one.response, one.again)
        for one in await decisions_store.view(conn, asked.about, MOST)
        if (one.subject, one.attempt) != (asked.by, asked.attempt)
        and one.outcome in JUDGED
        and one.response is not None
        and await _same_question(conn, shelf, kind, asked, one)
    ]
    return kind.recalled(asked.step.task, asked.step.key, response, verdict, decisions)


async def _same_question(conn: Connection, shelf: Shelf, kind: Recalls, asked: Asked, one: Decided) -> bool:
    """Whether an answer was given to what is asked now: the same words and the same key, whatever the draw."""
    try:
        course, _ = await shelf.course(conn, one.about.course, one.about.version)
    except (NotFound, BrokenCourse):
        return False
    item = remade_item(course, one.about)
    step = remade_step(item, one.about)[0] if item is not None else None
    if item is None or step is None or step.kind != asked.step.kind:
        return False
    now = asked.step
    same = (item.given, item.prompt, step.prompt) == (asked.item.given, asked.item.prompt, now.prompt)
    return same and kind.asks(step.task, step.key) == kind.asks(now.task, now.key)
