"""Opening something to read, see or try, and leaving it. Neither is evidence of what is known."""

from __future__ import annotations

from chiron.core.errors import InvalidInput, NotFound
from chiron.core.events import About
from chiron.core.learning import commands as c
from chiron.core.learning.aids import Offer
from chiron.core.learning.decide.setting import Decision, Setting, Writer
from chiron.core.learning.state import LearnerState

HOW = ("done", "not-for-me", "put-away")
LONGEST = 24 * 3600
"""Seconds that a resource can have been open."""


def open_resource(state: LearnerState, command: c.OpenResource, setting: Setting) -> Decision:
    """It is open now. Raises NotFound for what the course does not have."""
    name = _known(command.resource, setting)
    offer = _offer(state, name, command.offer)
    body = {"resource": name, "offer": offer.id if offer else None, "item": state.item.id if state.item else None}
    return Decision((Writer(command, setting).draft("resource.opened", _about(name, offer, setting), body),))


def leave_resource(state: LearnerState, command: c.LeaveResource, setting: Setting) -> Decision:
    """It is left. How long it was open is told by the page, else by the log. Raises NotFound or InvalidInput."""
    if command.how not in HOW:
        raise InvalidInput("Say whether you are done with it, or it is not for you.", field="how")
    name, away = _known(command.resource, setting), state.away
    here = away is not None and away.resource == name
    offer = _offer(state, name, command.offer)
    since = int((setting.when - away.at).total_seconds()) if away is not None and here else None
    seconds = since if command.seconds is None else command.seconds
    put_away = command.how == "put-away"
    body = {
        "resource": name,
        "offer": offer.id if offer else None,
        "item": state.item.id if state.item else None,
        "how": command.how,
        "seconds": None if seconds is None or put_away else min(max(seconds, 0), LONGEST),
        "share": None if command.share is None or put_away else round(min(max(command.share, 0.0), 1.0), 3),
    }
    return Decision((Writer(command, setting).draft("resource.left", _about(name, offer, setting), body),))


def _known(name: str, setting: Setting) -> str:
    if name not in setting.frame.course.helps_with:
        raise NotFound("This course has nothing of that name to read or see. The list of lessons shows what there is.")
    return name


def _offer(state: LearnerState, name: str, wanted: str) -> Offer | None:
    """The offer beside the open item, if it is this one."""
    offer = state.item.offer if state.item is not None else None
    return offer if offer is not None and offer.resource == name and wanted in ("", offer.id) else None


def _about(name: str, offer: Offer | None, setting: Setting) -> About:
    course = setting.frame.course
    skill = offer.skill if offer is not None else next(iter(course.helps_with[name]), None)
    return About(course.id, setting.frame.version, skill)
