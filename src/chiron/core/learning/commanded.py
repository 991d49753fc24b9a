# ruff: noqa: ARG001 - every way of telling a command takes the same four things
"""Which command of a learner made a turn, told from its events. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from chiron.core.learning import commands as c
from chiron.core.learning.state import LearnerState
from chiron.core.learning.turns import Turn
from chiron.core.learning.verdicts import verdict_of
from chiron.core.words import Outcome, Verdict


def commands(turn: Turn, state: LearnerState) -> Iterator[c.Command]:
    """The commands that may have made a turn, the likeliest first; nothing for one that cannot be told."""
    first = turn.first
    made = _COMMANDS.get(first.kind)
    if made is not None:
        yield from made(turn, state, first.body, {"key": first.draft.key, "client_time": first.draft.client_time})


_Given = Mapping[str, Any]


def _step(turn: Turn) -> str:
    about = turn.first.draft.about
    return (about.step if about is not None else None) or ""


def _attempted(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    at = {**known, "item": body["item"], "step": _step(turn)}
    if body["unsure"]:
        yield c.Unsure(**at)
        return
    yield c.Answer(**at, response=body["response"], verdict=_verdict(turn, body), seconds=body["seconds"])


def _verdict(turn: Turn, body: _Given) -> Verdict:
    return verdict_of(body, turn.first.draft.made.checker)


def _hinted(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    yield c.TakeHint(**known, item=body["item"], step=_step(turn), rung=body["rung"] - 1)


def _shown(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    yield c.ShowSolution(**known, item=body["item"], step=_step(turn))


def _undone(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    yield c.Undo(**known, item=body["item"], step=_step(turn))


def _said(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    yield c.Say(**known, item=body["item"] or "", text=body["text"])


def _studied(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    yield c.Study(**known, item=body["item"], passed=bool(body.get("passed")))


def _judged(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    right = body["outcome"] == Outcome.CORRECT
    yield c.SelfJudge(**known, item=body["item"], step=_step(turn), attempt=body["attempt"], right=right)


def _rated(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    yield c.Rate(**known, turn=body["turn"], helpful=body["helpful"], reason=body["reason"])


def _aimed(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    yield c.SetGoal(**known, goal=body["goal"], why=body["why"], until=body["until"], minutes=body["minutes"])


def _resumed(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    yield c.Resume(**known)


def _begun(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    """A sitting, or one more question, or going on without a break: the log has them alike."""
    started = turn.one("session.started")
    if started is not None:
        told = started.body
        yield c.Start(**known, purpose=told["purpose"], skill=told["skill"], put_away=True, minutes=told["minutes"])
        yield c.OneMore(**known)
        yield c.GoOn(**known)


def _went_on(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    item = state.item.id if state.item is not None else ""
    yield c.Next(**known, item=item)
    session = state.session
    if session is not None:
        yield c.Start(**known, purpose=session.purpose, skill=session.skill)


def _left(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    if body["reason"] == "another":
        yield from _begun(turn, state, body, known)
    else:
        yield c.Skip(**known, item=body["item"])


def _ended(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    if body["reason"] == "learner":
        yield c.Finish(**known)
    elif body["reason"] == "another":
        yield from _begun(turn, state, body, known)
    else:
        yield from _went_on(turn, state, body, known)


def _reported(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    if body["what"] == "stuck":
        yield from _went_on(turn, state, body, known)
        return
    about = turn.first.draft.about
    named = {name: body[name] for name in ("what", "turn", "item", "attempt", "text")}
    yield c.Report(**known, **named, skill=about.skill if about is not None else None)


def _joined(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    yield from _begun(turn, state, body, known)


def _sheet_answered(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    made = _verdict(turn, body)
    at = {**known, "sheet": body["sheet"], "place": body["place"], "step": _step(turn), "seconds": body["seconds"]}
    yield c.AnswerSheet(**at, response=body["response"], verdict=made, unsure=body["unsure"])


def _handed_in(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    yield c.HandIn(**known, sheet=body["sheet"], blanks=True)


def _dropped(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    yield c.DropSheet(**known, sheet=body["sheet"])


def _resource_opened(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    yield c.OpenResource(**known, resource=body["resource"], offer=body["offer"] or "")


def _resource_left(turn: Turn, state: LearnerState, body: _Given, known: _Given) -> Iterator[c.Command]:
    told = {name: body[name] for name in ("resource", "how", "seconds", "share")}
    yield c.LeaveResource(**known, **told, offer=body["offer"] or "")


_COMMANDS: dict[str, Callable[[Turn, LearnerState, _Given, _Given], Iterator[c.Command]]] = {
    "course.joined": _joined,
    "goal.set": _aimed,
    "session.started": _begun,
    "session.ended": _ended,
    "item.opened": _went_on,
    "item.left": _left,
    "example.studied": _studied,
    "step.attempted": _attempted,
    "step.undone": _undone,
    "step.shown": _shown,
    "hint.taken": _hinted,
    "answer.self-judged": _judged,
    "message.said": _said,
    "lesson.resumed": _resumed,
    "words.rated": _rated,
    "report.made": _reported,
    "sheet.answered": _sheet_answered,
    "sheet.handed-in": _handed_in,
    "sheet.dropped": _dropped,
    "resource.opened": _resource_opened,
    "resource.left": _resource_left,
}
