"""A model's words that a rule held: approved by a person, they take the place of the authored ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from chiron.core.events import KINDS, Draft
from chiron.core.words import Json, Source
from chiron.desks.studio.inbox import Case
from chiron.engine.records import log
from chiron.engine.records.database import Connection


async def approved(conn: Connection, case: Case, key: str, now: datetime) -> Draft | None:
    """The event by which the held words are said; None where what they were for cannot be found."""
    turn = str(case.opened.body["turn"])
    events = await log.named(conn, case.learner, ("words.said", "words.checked"), "turn", turn)
    said = [event for event in events if event.kind == "words.said"]
    if not said:
        return None
    by = next((str(e.body["model"]) for e in events if e.kind == "words.checked" and e.body["model"]), "model")
    quoted: list[Json] = [piece for piece in said[-1].body["words"] if piece.get("quoted")]
    text = str(case.opened.body["text"])
    mine = {"text": text, "source": Source.MODEL.value, "title": None, "link": None, "quoted": False}
    body = {**said[-1].body, "words": [mine, *quoted], "provenance": f"model:{by}"}
    version = KINDS["words.said"].version
    return replace(said[-1].draft, body=body, key=f"{key}/words", version=version, actor=None, server_time=now)
