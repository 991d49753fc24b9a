"""What events make of resources: the offer beside the open item, what became of each, and where the learner is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chiron.core.events import Event
from chiron.core.learning.aids import AtResource, Offer, Used
from chiron.core.learning.copying import replace
from chiron.core.learning.timing import gap, went_on

if TYPE_CHECKING:
    from chiron.core.learning.state import LearnerState


def was_away(state: LearnerState, event: Event) -> bool:
    """Whether the time before an event was spent at a resource: one that was opened, or is left now."""
    return state.away is not None or (event.kind == "resource.left" and event.body["how"] != "put-away")


def came_back(state: LearnerState, at: datetime) -> LearnerState:
    """From a resource to something else: the time there is work of the sitting, and none of the open item's."""
    last, session = state.last_event, state.session
    if last is None or session is None:
        return replace(state, away=None)
    day = at.date().isoformat()
    seconds = {**state.seconds, day: state.seconds.get(day, 0) + gap(last, at)}
    clock = went_on(state.clock, last, at, session.started, None)
    clock = replace(clock, item=state.clock.item)
    return replace(state, away=None, seconds=seconds, clock=clock, last_event=at)


def _offered(state: LearnerState, event: Event, _: Any) -> LearnerState:
    body, about, at = event.body, event.draft.about, event.draft.server_time
    skill = about.skill if about is not None and about.skill is not None else ""
    state = replace(state, weighed={**state.weighed, skill: at})
    name, item = body["resource"], state.item
    if name is None:
        return state
    state = _using(state, name, lambda used: replace(used, offered=at))
    if item is None or item.id != body["item"]:
        return state
    offer = Offer(body["offer"], name, skill, body["reason"], dict(body["because"]))
    return replace(state, item=replace(item, offer=offer))


def _opened(state: LearnerState, event: Event, _: Any) -> LearnerState:
    body, at = event.body, event.draft.server_time
    state = _using(state, body["resource"], lambda used: replace(used, opened=at))
    return replace(state, away=AtResource(body["resource"], at, body["item"] or "", body["offer"] or ""))


def _left(state: LearnerState, event: Event, _: Any) -> LearnerState:
    body, at = event.body, event.draft.server_time
    state = _using(state, body["resource"], lambda used: replace(used, left=at, how=body["how"]))
    item = state.item
    if item is None or item.offer is None or item.offer.id != body["offer"]:
        return state
    # Done with, or put away: either way it stands beside the item no longer.
    return replace(state, item=replace(item, offer=replace(item.offer, put_away=True)))


def _using(state: LearnerState, name: str, change: Callable[[Used], Used]) -> LearnerState:
    return replace(state, used={**state.used, name: change(state.used.get(name, Used()))})


RESOURCES: dict[str, Callable[[LearnerState, Event, Any], LearnerState]] = {
    "resource.offered": _offered,
    "resource.opened": _opened,
    "resource.left": _left,
}
"""What each kind of event does to the state."""
