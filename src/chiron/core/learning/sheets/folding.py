"""What events make of the open sheet. What was answered becomes evidence by the events that follow its handing in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from chiron.core.events import Event
from chiron.core.learning.copying import replace
from chiron.core.learning.sheet import HANDED, Given, Handed, Planned, Score, Sheet
from chiron.core.learning.verdicts import verdict_of

if TYPE_CHECKING:
    from chiron.core.learning.state import LearnerState


def _opened(state: LearnerState, event: Event, _: Any) -> LearnerState:
    body, about = event.body, event.draft.about
    items = tuple(Planned(skill, template, seed, seen) for skill, template, seed, seen in body["items"])
    sheet = Sheet(
        id=body["sheet"],
        kind=body["kind"],
        part=body["part"],
        version=about.version if about is not None else "",
        at=event.draft.server_time,
        items=items,
        given=((),) * len(items),
        feedback=body["feedback"],
        minutes=body["minutes"],
    )
    return replace(state, sheet=sheet)


def _answered(state: LearnerState, event: Event, _: Any) -> LearnerState:
    body, about, sheet = event.body, event.draft.about, state.sheet
    if sheet is None or sheet.id != body["sheet"] or about is None or about.step is None:
        return state  # The sheet was handed in or given up meanwhile.
    place = body["place"]
    if not 0 <= place < len(sheet.items):
        return state
    verdict = verdict_of(body, event.draft.made.checker)
    one = Given(about.step, event.draft.server_time, body["response"], verdict, body["unsure"], body["seconds"])
    before = sheet.given[place]
    again = any(each.step == one.step for each in before)
    now = tuple(one if each.step == one.step else each for each in before) if again else (*before, one)
    given = (*sheet.given[:place], now, *sheet.given[place + 1 :])
    return replace(state, sheet=replace(sheet, given=given))


def _handed_in(state: LearnerState, event: Event, _: Any) -> LearnerState:
    sheet = state.sheet
    if sheet is None or sheet.id != event.body["sheet"]:
        return state
    scores = {skill: Score(*each) for skill, each in event.body["scores"].items()}
    one = Handed(sheet.id, sheet.kind, sheet.part, event.draft.server_time, scores)
    return replace(state, sheet=None, handed=(*state.handed, one)[-HANDED:])


def _dropped(state: LearnerState, event: Event, _: Any) -> LearnerState:
    sheet = state.sheet
    return state if sheet is None or sheet.id != event.body["sheet"] else replace(state, sheet=None)


SHEETS: dict[str, Callable[[LearnerState, Event, Any], LearnerState]] = {
    "sheet.opened": _opened,
    "sheet.answered": _answered,
    "sheet.handed-in": _handed_in,
    "sheet.dropped": _dropped,
}
"""What each kind of event about a sheet does to the state."""
