"""What rules that fired change: events, words and reports beside a decision, and what is chosen next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from chiron.core.events import KINDS, About
from chiron.core.language.escaping import escaped
from chiron.core.language.offered import offered
from chiron.core.learning.decide.setting import Decision
from chiron.core.learning.policies import CourseView, Purpose
from chiron.core.learning.policies.chances import certain
from chiron.core.learning.policies.wrapped import Wrapped
from chiron.core.learning.rules.deciding import Firing, Moment
from chiron.core.learning.rules.rule import SLOTS
from chiron.core.learning.state import LearnerState
from chiron.core.words import Json, Move, MoveKind, Source

REPORTED = "rule"
"""What a report is about that a rule made for a teacher."""


HANDED = {
    "en": "I have asked your teacher to look at this with you. Go on with something else meanwhile.",
    "es": "He pedido a tu docente que lo mire contigo. Mientras tanto, sigue con otra cosa.",
}
"""What the learner is told where a rule hands over and its author wrote nothing; by offered language."""


@dataclass(frozen=True, slots=True)
class Steer:
    """What a rule wants to come next: ``action`` is practise, review, break or example, ``value`` a skill."""

    rule: str
    action: str
    value: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Steered(Wrapped):
    """A policy that one rule tells what comes next, once; see the ``Policy`` protocol. Tests stay as they are."""

    steer: Steer

    def choose_skill(self, view: CourseView, purpose: Purpose, when: datetime, skill: str | None = None) -> Move:
        """What the rule wants, where that can be; else what the policy would choose."""
        if purpose in ("diagnostic", "test"):
            return self.inner.choose_skill(view, purpose, when, skill)
        move = self._wanted(view, purpose, when, skill)
        return replace(move, because={**move.because, "rule": self.steer.rule})

    def _wanted(self, view: CourseView, purpose: Purpose, when: datetime, skill: str | None) -> Move:
        steer = self.steer
        if steer.action == "break":
            return certain(Move(MoveKind.END, "rule-break"))
        if steer.action == "practise" and steer.value in view.course.skills:
            return certain(Move(MoveKind.ASK, "rule", {"skill": steer.value}, steer.value))
        if steer.action == "review":
            found = self.inner.choose_skill(view, "review", when)
            if found.kind is MoveKind.REVIEW:
                return found
        move = self.inner.choose_skill(view, purpose, when, skill)
        if steer.action == "example" and move.kind is MoveKind.ASK:
            return replace(move, because={**move.because, "way": "example", "way_because": "rule"})
        return move


def steer_of(firings: Sequence[Firing]) -> Steer | None:
    """What the rules want to come next."""
    for one in firings:
        if one.came == "acted" and SLOTS.get(one.rule.action) == "move":
            return Steer(one.rule.id, one.rule.action, one.rule.value, one.rule.title)
    return None


@dataclass(frozen=True, slots=True)
class Making:
    """What it takes to write what rules did. ``state`` is what stands after the decision, ``moment`` where they were
    asked, which is before it where something was chosen.
    """

    state: LearnerState
    moment: Moment
    about: About
    language: str
    new_id: Callable[[], UUID]


def with_firings(decision: Decision, firings: Sequence[Firing], making: Making) -> Decision:
    """The decision with an event for each firing, and what those that act add to it."""
    if not firings or not decision.drafts:
        return decision
    first = decision.drafts[0]
    turn = decision.words.turn if decision.words is not None else None
    drafts = [draft for one in firings for draft in _drafts(one, turn, making)]
    keyed = [
        replace(
            first, kind=kind, version=KINDS[kind].version, body=body, key=f"{first.key}{BY_RULE}{number}", actor=None,
            client_time=None, about=making.about,
        )
        for number, (kind, body) in enumerate(drafts)
    ]  # fmt: skip
    return replace(decision, drafts=(*decision.drafts, *keyed))


Made = tuple[str, dict[str, Json]]


def _drafts(one: Firing, turn: str | None, making: Making) -> Iterator[Made]:
    rule = one.rule
    acts = one.came == "acted"
    speaks = acts and rule.action in ("message", "hand-over")
    said = str(making.new_id()) if speaks else None
    body: dict[str, Json] = {
        "rule": rule.id, "edition": rule.version, "action": rule.action, "value": rule.value, "came": one.came,
        "because": one.because, "turn": turn, "said": said, "item": making.moment.item,
        "session": making.moment.session,
    }  # fmt: skip
    yield "rule.fired", body
    if said is not None:
        yield "words.said", _words(one, said, making)
    if acts and rule.action in ("alert", "hand-over"):
        yield "report.made", _report(one, making)


def _words(one: Firing, said: str, making: Making) -> dict[str, Json]:
    rule, item = one.rule, making.state.item
    text = escaped(rule.text) if rule.text else HANDED[offered(making.language)]
    piece = {"text": text, "source": Source.PERSON.value, "title": rule.by or None, "link": None, "quoted": False}
    if not rule.text:
        piece |= {"source": Source.CHIRON.value, "title": None}
    kind = MoveKind.REFER if rule.action == "hand-over" else MoveKind.CHECK_IN
    # Without an item open it stands on Today, as what a teacher writes there does.
    provenance = "rule" if item is not None else "person"
    return {
        "turn": said, "item": item.id if item else None, "move": kind.value, "reason": "rule", "words": [piece],
        "provenance": provenance,
    }  # fmt: skip


def _report(one: Firing, making: Making) -> dict[str, Json]:
    item = making.state.item
    stuck = one.rule.action == "hand-over" and making.about.skill is not None
    what = "stuck" if stuck else REPORTED
    nothing: dict[str, Json] = dict.fromkeys(("turn", "attempt"))
    said = one.rule.title if stuck or not one.rule.text else f"{one.rule.title}: {one.rule.text}"
    text = "" if stuck else said
    return {"report": str(making.new_id()), "what": what, **nothing, "item": item.id if item else None,
            "text": text, "after": None}  # fmt: skip


def pending(events: Sequence[Mapping[str, Json]], item: str | None, rules: Mapping[str, str]) -> Steer | None:
    """What a rule wanted next when it fired at this question, where nothing was chosen since. ``rules`` are titles."""
    for body in reversed(events):
        if item is None or body["item"] != item:
            continue
        if body["came"] == "acted" and SLOTS.get(body["action"]) == "move" and body["rule"] in rules:
            return Steer(body["rule"], body["action"], body["value"], rules[body["rule"]])
    return None


BY_RULE = "/rule/"
"""Stands in the keys of the events that rules add to a turn."""


def steered_then(opened: Mapping[str, Json] | None, ended: str | None) -> Steer | None:
    """What a rule wanted in a recorded turn, by the body of what it opened and the reason why it ended the sitting."""
    if ended == "rule-break":
        return Steer("", "break")
    because = (opened or {}).get("because") or {}
    if opened is None or "rule" not in because:
        return None
    rule = str(because["rule"])
    if opened["reason"] == "rule":
        return Steer(rule, "practise", str(because["skill"]))
    return Steer(rule, "example" if because.get("way_because") == "rule" else "review")
