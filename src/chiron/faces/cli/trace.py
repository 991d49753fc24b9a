"""``chiron trace TURN``: how a turn came about, part by part, and whether it would be decided so again."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from chiron.core.errors import NotFound
from chiron.core.learning.mastery import model
from chiron.core.learning.policies import policy
from chiron.desks.insight import turn_store
from chiron.desks.insight.trace import Trace
from chiron.desks.insight.tracing import traced
from chiron.engine.folds import Folds
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import store as people
from chiron.faces.cli import finding
from chiron.faces.cli.office import Office


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron trace``."""
    parser.add_argument("turn", metavar="TURN", help="the id of a turn, as its page and its telemetry have it")
    parser.add_argument("--words", action="store_true", help="tell also what was written, answered and said")
    finding.add_school(parser)


async def run(options: argparse.Namespace, office: Office) -> int:
    """Tell it; 1 where it would be decided otherwise now. Raises NotFound."""
    async with office.database() as database:
        school = await finding.find_school(database, options.school)
        async with database.school(school.id) as conn:
            found = await turn_store.find_turn(conn, options.turn)
            if found is None:
                raise NotFound(f"There is no turn {options.turn!r} at {school.name}.")
            person = await people.view_person(conn, found["subject"])
            folds = Folds(Shelf(office.samples), model())
            made = await traced(conn, folds, policy(), person, school, found["course"], options.turn)
    for line in told(made.trace, options.words):
        print(line)
    again = made.trace.replayed
    return 0 if again is None or again.found == "same" else 1


def told(trace: Trace, words: bool) -> Iterator[str]:
    """A trace as lines. Without ``words`` none of them tells what was learnt or said."""
    first = trace.turn.first.draft
    yield f"{trace.kind} at {trace.at.isoformat()}, turn {trace.id}"
    yield f"read: the log up to {trace.turn.first.seq - 1}, course {first.about.course if first.about else '-'}"
    if words and trace.message is not None:
        yield f"message, read as {trace.message.body['intent']}: {trace.message.body['text']}"
    if trace.answer is not None:
        said = f": {trace.answer.body['outcome']}" if words else ""
        yield f"checked by {trace.answer.draft.made.checker}{said}"
    decided = trace.decided
    if decided is not None:
        chance = "" if decided.chance is None else f", with chance {decided.chance:.3f}"
        yield f"decided: {decided.move}" + (f", {decided.reason}{chance}" if words else "")
        for name, other in decided.others.items() if words else ():
            yield f"  or {name}, with chance {other:.3f}"
    yield f"by policy {first.made.policy or '-'}, learner model {first.made.parameters or '-'}"
    for passage in trace.passages if words else ():
        score = "" if passage.score is None else f", score {passage.score:.2f}"
        yield f"  passage {passage.skill} {passage.number + 1}{score}{', quoted' if passage.quoted else ''}"
    yield from _asked(trace)
    for piece in trace.shown if words else ():
        yield f"shown ({piece.source.value}): {piece.text}"
    took = ", ".join(f"{name} {each:g} ms" for name, each in {**trace.took, **trace.words_took}.items())
    yield f"time: {took or 'not measured'}"
    yield from _again(trace, words)


def _asked(trace: Trace) -> Iterator[str]:
    if not trace.calls:
        yield "no model was asked" if trace.checked is None else "the list of calls holds its call no longer"
    for call in trace.calls:
        cost = "" if call.cost is None else f", {call.cost:.4f} {call.currency}"
        yield f"asked {call.model} ({call.provider}): {call.outcome}, {call.prompt} + {call.completion} tokens{cost}"
    if trace.parts:
        yield "prompt, in tokens, about: " + ", ".join(f"{name} {each}" for name, each in trace.parts.items())
    for stop in trace.stopped:
        yield f"stopped: asking {stop.asking}, sentence {stop.sentence}, by {stop.rule}"
    if trace.checked is not None:
        yield f"ended: {trace.checked.body['ended']}"


def _again(trace: Trace, words: bool) -> Iterator[str]:
    again = trace.replayed
    if again is None:
        return
    yield {
        "same": "decided again: the same",
        "differs": "decided again: otherwise",
        "gone": "decided again: not possible",
    }[again.found] + (f" ({again.why})" if again.why and words else "")
    for what, then, now in again.newer:
        yield f"  {what}: then {then}, now {now}"
    for each in again.differences:
        yield f"  {each.kind}, {each.field}" + (f": then {each.was!r}, now {each.now!r}" if words else "")
