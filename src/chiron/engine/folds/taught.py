"""A school's decided short answers as rows to train the grader with, read from the log when somebody asks for them."""

from __future__ import annotations

from collections.abc import AsyncIterator

from chiron.core.errors import BrokenCourse, NotFound
from chiron.core.learning.remade import remade_item, remade_step
from chiron.core.words import Json
from chiron.engine.folds.earlier import JUDGED
from chiron.engine.library.shelf import Shelf
from chiron.engine.records import decisions_store
from chiron.engine.records.database import Connection

KIND = "short-text"


async def taught(conn: Connection, shelf: Shelf) -> AsyncIterator[dict[str, Json]]:
    """Each answer that a person decided, with its question; oldest first. Judging oneself is no decision.

    ``learner`` and ``decision`` are ids: whose words these are, and the event that decided them. What can no longer be
    made from its course is left out.
    """
    for one in await decisions_store.view_judged_by(conn, KIND):
        if one.outcome not in JUDGED or one.response is None:
            continue
        try:
            course, _ = await shelf.course(conn, one.about.course, one.about.version)
        except (NotFound, BrokenCourse):
            continue
        item = remade_item(course, one.about)
        step = remade_step(item, one.about)[0] if item is not None else None
        if step is None or step.kind != KIND:
            continue
        yield {
            "learner": str(one.subject),
            "decision": str(one.id),
            "decided": one.at.isoformat(),
            "course": one.about.course,
            "template": one.about.template,
            "step": one.about.step,
            "language": step.key["language"],
            "question": step.key["context"],
            "references": list(step.key["reference"]),
            "answer": one.response["typed"],
            "right": JUDGED[one.outcome],
        }
