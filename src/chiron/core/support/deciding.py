"""What the desk does about one message of a customer's: its moves, in order, each with its reason. Pure.

A person who has the case is not spoken over. Else what was asked for comes first: a person, an answer to the step that
waits, the matter dropped. Then what the message is about by the reader of intents: another matter lets the open one
wait and comes back to it. What is not understood is asked about once; then a person takes over.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date

from chiron.core.support.context import Names, Reading
from chiron.core.support.flows import (
    Answered,
    Aside,
    CameBack,
    Event,
    FlowMove,
    FlowState,
    Heard,
    Left,
    WantsPerson,
    advance,
    begin,
)
from chiron.core.support.intents.reader import NOTHING, Read
from chiron.core.support.listening import Wanted, drops, listen, wants_person, yes_or_no
from chiron.core.support.playbook import Intent, Playbook
from chiron.core.support.playbook.facts import FactShape, Known, Value, shapes
from chiron.core.support.playbook.flows import AskStep, Flow

MOST_OPEN = 4
"""So many matters may wait at once; the oldest goes then, as one who has begun five has dropped it."""
MOST_UNCLEAR = 2
"""So many messages in a row that were not understood; then a person takes over."""
FREE = ("text", "whole", "money", "flag", "address")
"""Kinds of facts that nearly any words could give: they are heard only where they were asked for last."""
WORTH_ASKING = 0.2
"""How likely an intent must be to be named among those that one is asked to choose from."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Where the talk of a case stands: the matters that are open, the one that is talked about last; how many messages
    in a row were not understood; whether a person has it.
    """

    flows: tuple[FlowState, ...] = ()
    unclear: int = 0
    with_person: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """One message, as it was read. ``run`` is a new id for a flow that it may begin. ``articles`` are those that answer
    it well enough, best first; ``options`` the things among which a fact names one, by the fact; ``barred`` the offers
    that may not be made now.
    """

    text: str
    run: str
    today: date
    facts: Known
    read: Read = NOTHING
    reading: Reading = field(default_factory=Reading)
    articles: tuple[str, ...] = ()
    options: Mapping[str, Names] = field(default_factory=dict)
    barred: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done about it; ``intent`` is what it was taken for, None where that told nothing."""

    talk: Talk
    moves: tuple[FlowMove, ...]
    reason: str
    intent: str | None = None


def decide(playbook: Playbook, talk: Talk, message: Message) -> Decision:
    """What the desk does about a message. The same message in the same case decides the same."""
    if talk.with_person:
        return Decision(talk, (), "with-person")
    if wants_person(message.text):
        return _person(playbook, talk, message, "asked")
    open_flow = talk.flows[-1] if talk.flows else None
    if open_flow is not None:
        about_it = _about_the_open(playbook, open_flow, message)
        if about_it is not None:
            return _moved(playbook, talk, message, about_it, "answers-the-step")
    intent = _other_intent(playbook, open_flow, message)
    if intent is not None:
        return _begun(playbook, talk, message, intent)
    if open_flow is not None:
        return _moved(playbook, talk, message, CameBack() if open_flow.paused else Heard(), "unclear")
    return _unknown(playbook, talk, message)


def happened(playbook: Playbook, talk: Talk, facts: Known, event: Event, barred: Set[str] = frozenset()) -> Decision:
    """What follows from what a system did for the open matter: found, missing, done, failed."""
    if not talk.flows or talk.with_person:
        return Decision(talk, (), "nothing-waits")
    after = advance(playbook, talk.flows[-1], facts, event, barred)
    return _settled(playbook, replace(talk, flows=(*talk.flows[:-1], after.state)), after.moves, facts, "happened")


def _about_the_open(playbook: Playbook, state: FlowState, message: Message) -> Event | None:
    """What the message is to the matter that is open; None where it is nothing to it.

    A value counts where it was asked for; a yes only where a yes is waited for; a new matter, read surely, is no
    answer in free words.
    """
    if state.waits in ("look-up", "action", "over"):
        return None
    flow = playbook.flow.get(state.flow)
    values = {} if flow is None else _values(flow, state, message)
    said = yes_or_no(message.text)
    if not values and drops(message.text):
        return Left()
    if state.waits in ("choice", "confirmation") and said is not None and not values:
        return Answered(said, state.token)
    return Heard(values) if values else None


def _values(flow: Flow, state: FlowState, message: Message) -> dict[str, Value]:
    """The facts of the flow that the message gives; in free words only what the waiting step itself asks for."""
    step = flow.step(state.step)
    waits_for = step.fact if isinstance(step, AskStep) and state.waits == "answer" and not state.paused else None
    wanted = [replace(one, asked=one.shape.name == waits_for) for one in _wanted(flow, message.options)]
    if message.read.intent is not None:
        # Another matter in free words is no answer in free words.
        wanted = [one for one in wanted if one.shape.kind != "text" or one.shape.name.endswith(".code")]
    heard = [one for one in wanted if one.asked or one.shape.kind not in FREE]
    return listen(message.text, heard, message.today, message.reading)


def _wanted(flow: Flow, options: Mapping[str, Names]) -> list[Wanted]:
    """What the flow asks for anywhere."""
    known = shapes()
    own = {one.id: one for one in flow.facts}
    wanted = []
    for name in dict.fromkeys(step.fact for step in flow.steps if isinstance(step, AskStep)):
        if name in own:
            kinds = tuple(each.id for each in own[name].choices)
            wanted.append(Wanted(FactShape(name, own[name].kind, True, kinds), own[name].choices))
        elif name in known:
            wanted.append(Wanted(known[name], options=options.get(name, {})))
    return wanted


def _other_intent(playbook: Playbook, state: FlowState | None, message: Message) -> Intent | None:
    """The intent of the message, where it is another matter than the open one."""
    intent = playbook.intent.get(message.read.intent or "")
    if intent is None or (state is not None and intent.flow == state.flow):
        return None
    return intent


def _begun(playbook: Playbook, talk: Talk, message: Message, intent: Intent) -> Decision:
    """Another matter: the open one waits, unless the new one is over at once."""
    if intent.person:
        return _person(playbook, talk, message, "always-for-a-person", intent)
    moves: tuple[FlowMove, ...] = ()
    flows = talk.flows
    if flows and not flows[-1].over:
        aside = advance(playbook, flows[-1], message.facts, Aside(), message.barred)
        flows = (*flows[:-1], aside.state)
    if intent.flow is not None and intent.flow in playbook.flow:
        flows = tuple(one for one in flows if one.flow != intent.flow)[-MOST_OPEN + 1 :]
        after = begin(playbook, intent.flow, message.run, message.facts, message.barred)
        flows, moves = (*flows, after.state), after.moves
    else:
        moves = (_said(intent),)
    return _settled(playbook, replace(talk, flows=flows, unclear=0), moves, message.facts, "intent", intent.id)


def _said(intent: Intent) -> FlowMove:
    because: dict[str, Value] = {"intent": intent.id}
    if intent.article is not None:
        return FlowMove("quote", "intent", "", because, article=intent.article)
    return FlowMove("say", "intent", "", because, message=intent.message)


def _moved(playbook: Playbook, talk: Talk, message: Message, event: Event, reason: str) -> Decision:
    """The open matter goes on by an event."""
    after = advance(playbook, talk.flows[-1], message.facts, event, message.barred)
    flows = (*talk.flows[:-1], after.state)
    return _settled(playbook, replace(talk, flows=flows, unclear=0), after.moves, message.facts, reason)


def _settled(
    playbook: Playbook,
    talk: Talk,
    moves: tuple[FlowMove, ...],
    facts: Known,
    reason: str,
    intent: str | None = None,
) -> Decision:
    """Without the matters that are over; handed over where one was; and back at the one that waited."""
    if any(move.kind == "hand-over" for move in moves):
        return Decision(replace(talk, flows=_open(talk), with_person=True), moves, reason, intent)
    flows = _open(talk)
    if flows and flows[-1].paused and reason != "happened":
        back = advance(playbook, flows[-1], facts, CameBack())
        flows, moves = (*flows[:-1], back.state), (*moves, *back.moves)
    return Decision(replace(talk, flows=flows), moves, reason, intent)


def _open(talk: Talk) -> tuple[FlowState, ...]:
    return tuple(one for one in talk.flows if not one.over)


def _person(playbook: Playbook, talk: Talk, message: Message, reason: str, intent: Intent | None = None) -> Decision:
    """To a person, with what is open."""
    taken = replace(talk, with_person=True, unclear=0)
    if talk.flows and not talk.flows[-1].over:
        after = advance(playbook, talk.flows[-1], message.facts, WantsPerson())
        if any(move.kind == "hand-over" for move in after.moves):
            flows = _open(replace(talk, flows=(*talk.flows[:-1], after.state)))
            return Decision(replace(taken, flows=flows), after.moves, reason, intent.id if intent else None)
    queue = playbook.help_desk.queues[0].id
    because: dict[str, Value] = {} if intent is None else {"intent": intent.id}
    move = FlowMove("hand-over", reason, "", because, message="hand-over", queue=queue)
    return Decision(taken, (move,), reason, intent.id if intent else None)


def _unknown(playbook: Playbook, talk: Talk, message: Message) -> Decision:
    """Nothing is open and it was not read surely: an article that answers it, or which of two it is, or a person."""
    if message.articles:
        quote = FlowMove("quote", "article-answers", "", article=message.articles[0])
        return Decision(replace(talk, unclear=0), (quote,), "article-answers")
    unclear = talk.unclear + 1
    if unclear > MOST_UNCLEAR:
        return _person(playbook, talk, message, "not-understood")
    near = [name for name, chance in message.read.ranked if chance >= WORTH_ASKING and name in playbook.intent]
    if len(near) > 1 and unclear == 1:
        titles = tuple(playbook.intent[name].title for name in near)
        move = FlowMove("say", "which-of", "", {"options": titles}, message="which-of")
        return Decision(replace(talk, unclear=unclear), (move,), "which-of")
    reason = "unclear" if message.read is NOTHING or near else "outside"
    move = FlowMove("say", reason, "", message=reason)
    return Decision(replace(talk, unclear=unclear), (move,), reason)
