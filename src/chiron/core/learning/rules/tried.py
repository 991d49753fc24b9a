"""What a rule would have changed: the rules asked again over recorded turns, with the same facts and limits. Pure.

Only what was recorded is asked: a rule that would have led elsewhere is not followed there, so later turns are told as
they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from chiron.core.events import Draft, Event
from chiron.core.learning.fold import Frame, apply
from chiron.core.learning.rules.deciding import Came, Firing, Moment, Past, fire
from chiron.core.learning.rules.facts import Turn, done, facts_of, named_skills
from chiron.core.learning.rules.rule import Rule
from chiron.core.learning.state import LearnerState
from chiron.core.learning.turns import FIRST
from chiron.core.words import Json

CHOSEN = ("item.opened", "item.left", "session.started")
"""Events that tell that something was chosen in a turn, so that rules are asked before it."""


@dataclass(frozen=True, slots=True)
class Would:
    """A turn in which the rule would have fired. ``doing`` is what the learner did; ``said`` what the tutor said then
    (Markdown), ``opened`` the skill of the question that it opened, and ``reason`` why. ``outcome`` is what the checker
    said of an answer, with the course's ``feedback`` (Markdown); empty where nothing was answered.
    """

    at: datetime
    came: Came
    because: dict[str, Json]
    doing: str
    skill: str | None
    said: str
    opened: str | None
    reason: str
    turn: str | None
    outcome: str = ""
    feedback: str = ""


def tried(
    rule: Rule,
    others: Sequence[Rule],
    events: Iterable[Event],
    frame_of: Callable[[Event], Frame],
    since: datetime,
    zone: tzinfo,
    start: LearnerState | None = None,
) -> tuple[Would, ...]:
    """Where ``rule`` would have fired since then, among ``others`` (all in their order, the rule itself with them).

    ``events`` are those of one learner in one course, in order; ``start`` is the state before the first of them.
    """
    rules = [replace(one, watch=False) if one.id == rule.id else one for one in others]
    skills = named_skills(rules)
    state, past = start or LearnerState(), list[Past]()
    found: list[Would] = []
    for turn in _turns(events):
        before = state
        for event in turn:
            state = apply(state, event, frame_of(event))
        at = turn[0].draft.server_time
        if at < since or turn[0].kind not in FIRST:
            continue
        drafts = [event.draft for event in turn]
        seen = _as_asked(before, state, drafts, frame_of(turn[0]), zone)
        facts = facts_of(seen, skills)
        if facts is None:
            continue
        moment = Moment.of(seen.after, at, zone)
        firings = fire(rules, facts, past, moment)
        past += [Past(one.rule.id, at, moment.item, moment.session) for one in firings]
        found += [_would(one, seen, drafts, at) for one in firings if one.rule.id == rule.id]
    return tuple(found)


def _turns(events: Iterable[Event]) -> Iterator[list[Event]]:
    """The events of each turn: the first carries the client's key, the others keys made from it."""
    here: list[Event] = []
    for event in events:
        if here and event.draft.key.startswith(f"{here[0].draft.key}/"):
            here.append(event)
            continue
        if here:
            yield here
        here = [event]
    if here:
        yield here


def _as_asked(before: LearnerState, after: LearnerState, drafts: list[Draft], frame: Frame, zone: tzinfo) -> Turn:
    """The turn as rules were asked in it: before it, where something was chosen."""
    when = drafts[0].server_time
    kinds = {draft.kind for draft in drafts}
    ended = next((draft for draft in drafts if draft.kind == "session.ended"), None)
    chose = bool(kinds & set(CHOSEN)) or (ended is not None and ended.body["reason"] != "learner")
    begun = next((draft for draft in drafts if draft.kind == "session.started"), None)
    if not chose or (begun is not None and begun.body["purpose"] not in ("practice", "review")):
        return Turn(before, after, drafts, frame, when, zone)
    return Turn(before, before, (), frame, when, zone, "start" if begun is not None else "next")


def _would(one: Firing, turn: Turn, drafts: Sequence[Draft], at: datetime) -> Would:
    said = next((draft.body for draft in drafts if draft.kind == "words.said"), None)
    opened = next((draft for draft in drafts if draft.kind == "item.opened"), None)
    judged = next((draft.body for draft in drafts if draft.kind == "step.attempted"), None)
    item = turn.after.item or turn.before.item
    words = "\n\n".join(str(piece["text"]) for piece in said["words"]) if said is not None else ""
    about = opened.about if opened is not None else None
    return Would(
        at, one.came, one.because, turn.doing or done(turn.drafts), item.skill if item is not None else None, words,
        about.skill if about is not None else None, str(opened.body["reason"]) if opened is not None else "",
        str(said["turn"]) if said is not None else None,
        str(judged["outcome"]) if judged is not None else "",
        str(judged["feedback"] or "") if judged is not None else "",
    )  # fmt: skip
