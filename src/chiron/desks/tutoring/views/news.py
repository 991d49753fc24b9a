"""What a person said to the learner: answers to reports, contested grades, answers that were read, messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from chiron.core.events import Event
from chiron.core.words import Outcome

KINDS = ("report.made", "report.answered", "grade.decided", "grade.replayed")
FRESH = timedelta(days=14)
"""How long an answer stays on Today."""


@dataclass(frozen=True, slots=True)
class News:
    """One answer. ``what`` is what was reported, ``decision`` what was decided, ``note`` the person's words."""

    what: str
    skill: str | None
    decision: str
    note: str
    at: datetime
    who: str = ""
    """The name of a person who wrote of their own accord; ``what`` is then ``message`` and ``note`` Markdown."""


def news(events: Iterable[Event], when: datetime) -> tuple[News, ...]:
    """The fresh answers, newest first; of a decision that was changed, the last one."""
    made, found = dict[str, Event](), dict[str, News]()
    for event in events:
        if event.kind == "report.made":
            made[event.body["report"]] = event
        elif event.kind == "report.answered" and _silent(made.get(event.body["report"])):
            continue
        elif event.draft.server_time >= when - FRESH and _told(event):
            name, one = _one(event, made)
            found[name] = one
    return tuple(sorted(found.values(), key=lambda one: one.at, reverse=True))


def _silent(asked: Event | None) -> bool:
    """Whether a case was between a rule and a teacher: the learner was not told of it."""
    return asked is not None and asked.body["what"] in ("rule", "held")


def _told(event: Event) -> bool:
    """A judgement is news of its own where no case was answered by it, and a checker's where it changed the result.

    A case that a checker's judgement answered is told as that judgement.
    """
    body = event.body
    if event.kind == "grade.decided":
        return bool(body["report"] is None)
    if event.kind == "grade.replayed":
        waited = body["was"] == Outcome.PERSON
        return waited or bool((body["was"] == Outcome.CORRECT) != (body["outcome"] == Outcome.CORRECT))
    return event.kind != "report.answered" or event.draft.actor is not None


def _one(event: Event, made: Mapping[str, Event]) -> tuple[str, News]:
    body, at = event.body, event.draft.server_time
    if event.kind == "words.said":
        skill = event.draft.about.skill if event.draft.about else None
        text = "\n\n".join(piece["text"] for piece in body["words"])
        return body["turn"], News("message", skill, "", text, at, str(body["words"][0]["title"] or ""))
    if event.kind in ("grade.decided", "grade.replayed"):
        skill = event.draft.about.skill if event.draft.about else None
        what = "overruled" if event.kind == "grade.decided" else "replayed"
        decision = "right" if body["outcome"] == Outcome.CORRECT else "not-yet"
        note = str(body["note"]) if what == "overruled" else ""
        return f"grade {body['attempt']}", News(what, skill, decision, note, at)
    asked = made.get(body["report"])
    about = asked.draft.about if asked else None
    what = asked.body["what"] if asked else "item"
    return body["report"], News(what, about.skill if about else None, body["decision"], body["note"], at)
